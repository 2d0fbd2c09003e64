"""What is wrong between the rows of one workbook: the same entry twice, days outside the window,
figures far above the unit's others, work another kind of unit puts on.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import chain
from statistics import median
from typing import Final

from kjr.campaign.columns import Day, Link
from kjr.campaign.model import Campaign, Ledger
from kjr.reading.checks.repeats import say_once
from kjr.reading.page import Entry, Page, Problem
from kjr.values.days import Span
from kjr.values.numerals import Amount
from kjr.values.readings import Level
from kjr.values.spans import find_last_day

LONGEST: Final = 366
"""A span of more days is a slip in one of its years."""
OUTLYING: Final = 10
"""How many times the unit's median is doubted."""
ENOUGH: Final = 4
"""From so many entries on, a unit has a median worth speaking of."""

Placed = Sequence[tuple[Page, Entry]]
"""A ledger's entries, each with its page."""
Found = Iterator[tuple[Page, Problem]]


def check_book(campaign: Campaign, pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages of one workbook with what is wrong between its rows added to their problems."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for ledger in campaign.ledgers:
        own = [page for page in pages if page.ledger == ledger.name]
        placed = [(page, entry) for page in own for entry in page.entries]
        for page, problem in chain(
            _outside_window(campaign, ledger, placed),
            _in_another_year(campaign, ledger, placed),
            _of_another_host(campaign, ledger, placed),
            _outliers(ledger, placed),
            _repeated(ledger, placed),
        ):
            found[id(page)].append(problem)
    return tuple(_add(page, found[id(page)]) if id(page) in found else page for page in pages)


def _add(page: Page, problems: Sequence[Problem]) -> Page:
    both = sorted([*page.problems, *problems], key=lambda problem: problem.row)
    return page._replace(problems=tuple(both))


def _outside_window(campaign: Campaign, ledger: Ledger, placed: Placed) -> Found:
    first, last = campaign.first, campaign.last
    words = f"{first.month}月{first.day}日至{last.month}月{last.day}日"
    for page, entry in placed if ledger.day and not ledger.single else ():
        day = entry.values.get(ledger.day)
        if type(day) is dt.date and first <= day <= last:
            continue
        span = Span(day, day) if isinstance(day, dt.date) else day
        if not isinstance(span, Span):
            continue
        start, end = span
        if end < first or start > last:
            is_odd = start.year not in (first.year, last.year)
            told = f"年份是{start.year}年，" if is_odd else ""
            more = "，看起来写错了，到那天以前不计入" if start.year > campaign.last_year else ""
            message = f"{told}不在活动时间（{words}）内{more}，请核对"
            level = Level.DOUBT if is_odd else Level.HINT
            yield page, page.problem(entry.row, ledger.day, level, message)
        elif (end - start).days > LONGEST:
            message = f"从{start}到{end}，超过一年，请核对年份"
            yield page, page.problem(entry.row, ledger.day, Level.DOUBT, message)


def _in_another_year(campaign: Campaign, ledger: Ledger, placed: Placed) -> Found:
    """Other days of an entry, such as when it was answered: only their year is the campaign's."""
    is_known = ledger.day and not ledger.single  # the first day column is seen against the window
    others = [each.name for each in ledger.columns if isinstance(each, Day)]
    for name in [each for each in others if not is_known or each != ledger.day]:
        for page, entry in placed:
            day = find_last_day(entry.values.get(name))
            if day and day.year not in (campaign.first.year, campaign.last.year):
                message = f"年份是{day.year}年，请核对"
                yield page, page.problem(entry.row, name, Level.DOUBT, message)


def _of_another_host(campaign: Campaign, ledger: Ledger, placed: Placed) -> Found:
    """市级座谈会 filed by a county: perhaps the unit only took part in what another put on."""
    kinds = {unit.name: unit.kind for unit in campaign.units} if ledger.hosts else {}
    doubts: dict[int, tuple[Page, list[Problem]]] = {}
    for host in ledger.hosts:
        words = "、".join(host.kinds)
        for page, entry in placed:
            value, kind = entry.values.get(host.when), kinds.get(entry.unit)
            if value in host.among and kind and kind not in host.kinds:
                message = f"{value}的由{words}主办并填报，请核实是否联合活动，以免重复计数"
                problem = page.problem(entry.row, host.when, Level.DOUBT, message)
                doubts.setdefault(id(page), (page, []))[1].append(problem)
    for page, found in doubts.values():
        yield from ((page, problem) for problem in say_once(found, all_alike=True))


def _outliers(ledger: Ledger, placed: Placed) -> Found:
    numbers = [entry.values.get(ledger.people) for _, entry in placed]
    known = [number for number in numbers if isinstance(number, Amount) and number]
    usual = median(known) if len(known) >= ENOUGH else float("inf")
    for (page, entry), number in zip(placed, numbers, strict=True):
        if isinstance(number, Amount) and number > OUTLYING * usual:
            message = f"是本单位通常数（{usual:g}）的{number / usual:.0f}倍，请核实是否多写了位数"
            yield page, page.problem(entry.row, ledger.people, Level.DOUBT, message)


def _repeated(ledger: Ledger, placed: Placed) -> Found:
    """Entries that are the same in all they say, or that name the same event or link."""
    rows = [entry.values for _, entry in placed]
    whole = [(entry.progress, *entry.values, *entry.values.values()) for _, entry in placed]
    yield from _twice(placed, whole, "", Level.DOUBT, "与{}完全相同，请核实是否填了两遍")
    if ledger.title != ledger.place and ledger.people:
        names = ledger.day, ledger.title, ledger.place
        events = [tuple(values.get(name) for name in names) for values in rows]
        known = [None if None in event else event for event in events]
        said = "与{}同一天、同名，请核实是否同一场"
        yield from _twice(placed, known, ledger.title, Level.DOUBT, said)
    for name in [column.name for column in ledger.columns if isinstance(column, Link)]:
        links = [str(values.get(name, "")) for values in rows]
        keys = [link if "." in link and "/" in link else None for link in links]
        yield from _twice(placed, keys, name, Level.HINT, "与{}的链接相同，只算一篇")


def _twice(
    placed: Placed, keys: Sequence[Hashable], column: str, level: Level, message: str
) -> Found:
    """Each entry whose key an earlier one has; None is no key."""
    seen: dict[Hashable, tuple[Page, Entry]] = {}
    for (page, entry), key in zip(placed, keys, strict=True):
        before, first = seen.setdefault(key, (page, entry))
        if key is not None and first is not entry:
            sheet = "" if before is page else f"「{first.sheet}」"
            said = message.format(f"{sheet}第{first.row}行")
            yield page, page.problem(entry.row, column, level, said)
