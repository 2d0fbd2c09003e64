"""What only several rows of one workbook show: the same entry twice, days outside the window,
figures far above the unit's others, work another kind of unit puts on.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from statistics import median
from typing import Final

from kjr.campaign.columns import Link
from kjr.campaign.model import Campaign, Ledger
from kjr.reading.page import Entry, Page, Problem
from kjr.values.cells import format_cell
from kjr.values.days import Span
from kjr.values.masks import mask_personal_data
from kjr.values.numerals import Amount
from kjr.values.readings import Level

OUTLYING: Final = 10
"""How many times the unit's median is doubted."""
ENOUGH: Final = 4
"""From so many entries on, a unit has a median worth speaking of."""


def check_book(campaign: Campaign, pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages of one workbook with what its rows show together added to their problems."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for ledger in campaign.ledgers:
        own = [page for page in pages if page.ledger == ledger.name]
        placed = [(page, entry) for page in own for entry in page.entries]
        for page, problem in _found(campaign, ledger, placed):
            found[id(page)].append(problem)
    return tuple(_with(page, found[id(page)]) if id(page) in found else page for page in pages)


Placed = tuple[Page, Entry]


def _found(
    campaign: Campaign, ledger: Ledger, placed: Sequence[Placed]
) -> Iterator[tuple[Page, Problem]]:
    yield from _outside_window(campaign, ledger, placed)
    yield from _of_another_host(campaign, ledger, placed)
    yield from _outliers(ledger, placed)
    yield from _repeated(ledger, placed)


def _outside_window(
    campaign: Campaign, ledger: Ledger, placed: Iterable[Placed]
) -> Iterator[tuple[Page, Problem]]:
    if not ledger.day or ledger.single:
        return
    first, last = campaign.first, campaign.last
    words = f"{first.month}月{first.day}日至{last.month}月{last.day}日"
    for page, entry in placed:
        day = entry.values.get(ledger.day)
        if isinstance(day, Span):
            is_outside, year = day.last < first or day.first > last, day.first.year
        elif isinstance(day, dt.date):
            is_outside, year = not first <= day <= last, day.year
        else:
            continue
        if is_outside:
            is_odd = year not in (first.year, last.year)
            told = f"年份是{year}年，" if is_odd else ""
            message = f"{told}不在活动时间（{words}）内，照常计入，请核对"
            level = Level.DOUBT if is_odd else Level.HINT
            yield page, build_entry_problem(page, entry, ledger.day, level, message)


def _of_another_host(
    campaign: Campaign, ledger: Ledger, placed: Sequence[Placed]
) -> Iterator[tuple[Page, Problem]]:
    """市级座谈会 filed by a county: perhaps the unit only took part in what another put on."""
    kinds = {unit.name: unit.kind for unit in campaign.units} if ledger.hosts else {}
    for host in ledger.hosts:
        words = "、".join(host.kinds)
        for page, entry in placed:
            value, kind = entry.values.get(host.when), kinds.get(entry.unit)
            if value in host.among and kind and kind not in host.kinds:
                message = f"{value}的由{words}主办并填报，请核实是否联合活动，以免重复计数"
                yield page, build_entry_problem(page, entry, host.when, Level.DOUBT, message)


def _outliers(ledger: Ledger, placed: Sequence[Placed]) -> Iterator[tuple[Page, Problem]]:
    numbers = [(page, entry, entry.values.get(ledger.people)) for page, entry in placed]
    known = [number for *_, number in numbers if isinstance(number, Amount) and number]
    if len(known) < ENOUGH:
        return
    usual = median(known)
    for page, entry, number in numbers:
        if isinstance(number, Amount) and number > OUTLYING * usual:
            message = f"是本单位通常数（{usual:g}）的{number / usual:.0f}倍，请核实是否多写了位数"
            yield page, build_entry_problem(page, entry, ledger.people, Level.DOUBT, message)


def _repeated(ledger: Ledger, placed: Sequence[Placed]) -> Iterator[tuple[Page, Problem]]:
    """Entries that are the same in all they say, or that name the same event."""
    links = [column.name for column in ledger.columns if isinstance(column, Link)]
    yield from _twice(placed, _everything, "", Level.DOUBT, "与{}完全相同，请核实是否填了两遍")
    if ledger.title != ledger.place and ledger.people:
        said = "与{}同一天、同名，请核实是否同一场"
        yield from _twice(placed, partial(_event, ledger), ledger.title, Level.DOUBT, said)
    for link in links:
        said = "与{}的链接相同，只算一篇"
        yield from _twice(placed, partial(_address, link), link, Level.HINT, said)


def _everything(entry: Entry) -> Hashable:
    return (*entry.values, *entry.values.values())


def _event(ledger: Ledger, entry: Entry) -> Hashable:
    values = entry.values
    event = values.get(ledger.day), values.get(ledger.title), values.get(ledger.place)
    return None if None in event else event


def _address(column: str, entry: Entry) -> Hashable:
    link = str(entry.values.get(column, ""))
    return link if "." in link and "/" in link else None


def _twice(
    placed: Sequence[Placed],
    key: Callable[[Entry], Hashable],
    column: str,
    level: Level,
    message: str,
) -> Iterator[tuple[Page, Problem]]:
    seen: dict[Hashable, Placed] = {}
    for page, entry in placed:
        if (name := key(entry)) is None:
            continue
        before, first = seen.setdefault(name, (page, entry))
        if first is not entry:
            sheet = "" if before is page else f"「{first.sheet}」"
            said = message.format(f"{sheet}第{first.row}行")
            yield page, build_entry_problem(page, entry, column, level, said)


def build_entry_problem(
    page: Page, entry: Entry, column: str, level: Level, message: str
) -> Problem:
    """A problem at one cell of an entry, or at its whole row if no column is named."""
    return Problem(
        entry.unit,
        entry.sheet,
        entry.row,
        column,
        page.address(entry.row, column) if column else "",
        level,
        mask_personal_data(format_cell(page.raw(entry.row, column))) if column else "",
        message,
    )


def _with(page: Page, problems: Iterable[Problem]) -> Page:
    both = sorted([*page.problems, *problems], key=lambda problem: problem.row)
    return page._replace(problems=tuple(both))
