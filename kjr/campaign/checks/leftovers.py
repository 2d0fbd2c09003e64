"""What is left of another year or another city in a campaign that can be read."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from kjr.campaign.checks.discords import NUMBER, find_discords
from kjr.campaign.learnt.words import LEARNT
from kjr.campaign.mistakes import FILE, LEDGERS, Mistake, Place, find_place, tell_places
from kjr.campaign.model import Campaign, Measure
from kjr.campaign.unit_names import find_department
from kjr.values.numerals import parse_numeral

YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[-./]\d)")
ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
DAY: Final = re.compile(r"(\d{1,2})月(\d{1,2})日")
BY_THEN: Final = re.compile(r"(?:\d+[:：时]\d*分?)?(?:之|以)?前(?!后)")
COMMENT: Final = re.compile(r'^((?:[^"#]|"[^"]*")*)#.*$')
ADDRESSEE: Final = "summary_addressee"
OWN: Final = 4
"""A shorter name of the body above, such as 市科协, may be anybody's."""
FAR: Final = dt.timedelta(days=31)
"""Further from the campaign than this, a day is another campaign's."""
LATE: Final = 3 * FAR
"""A deadline so long after the last day is not this campaign's."""

Look = Callable[[Campaign, str], Iterator[str]]


def find_leftovers(campaign: Campaign, before: Campaign) -> Iterator[str]:
    """Each with its file and line; ``before`` is the campaign this one was made from."""
    found = chain(
        _in_lines(campaign, _other_years),
        _in_lines(campaign, _far_days),
        _find_far_examples(campaign),
        _in_lines(campaign, _build_name_search(campaign, before)),
        _in_lines(campaign, _wrong_numbers),
        _find_old_targets(campaign, before),
        ((find_place(each, campaign.texts), each.what) for each in _in_plan(campaign)),
    )
    same: defaultdict[str, list[Place]] = defaultdict(list)
    for place, what in found:
        same[what].append(place)
    yield from (tell_places(what, places) for what, places in same.items())


def _in_lines(campaign: Campaign, look: Look) -> Iterator[tuple[Place, str]]:
    plan = {name: text for name, text in campaign.texts.items() if name != LEARNT}
    for file, text in plan.items():  # what was learnt bears the day on which it was
        for number, line in enumerate(text.splitlines(), 1):
            said = COMMENT.sub(r"\1", line)
            yield from ((Place(file, number, ""), what) for what in look(campaign, said))


def _other_years(campaign: Campaign, line: str) -> Iterator[str]:
    for found in YEAR.finditer(line):
        if int(found[1]) != campaign.year:
            yield f"写着 {found[1]} 年，活动是 {campaign.year} 年的"


def _far_days(campaign: Campaign, line: str) -> Iterator[str]:
    for found in DAY.finditer(line):
        try:
            day = dt.date(campaign.first.year, int(found[1]), int(found[2]))
        except ValueError:
            yield f"没有“{found[0]}”这一天"
            continue
        if not campaign.first - FAR <= day <= campaign.deadline + FAR:
            yield f"“{found[0]}”离活动时间太远"
        elif day != campaign.deadline and BY_THEN.match(line, found.end()):
            yield f"写着“{found[0]}前”，截止日是{campaign.deadline}"


def _find_far_examples(campaign: Campaign) -> Iterator[tuple[Place, str]]:
    """Days of the campaign's year in the ledgers that are far from the campaign."""
    for place, what in _in_lines(campaign, _far_dates):
        if place.file.startswith(LEDGERS):
            yield place, what


def _far_dates(campaign: Campaign, line: str) -> Iterator[str]:
    for found in ISO.finditer(line):
        if int(found[1]) == campaign.year:
            yield from _far_days(campaign, f"{int(found[2])}月{int(found[3])}日")


def _build_name_search(
    campaign: Campaign, before: Campaign
) -> Callable[[Campaign, str], Iterator[str]]:
    """Looks for names of the city before that this one does not know."""
    department = find_department(before.office, before.host)
    above = before.wording[ADDRESSEE]
    names = (before.city, before.city.rstrip("市县区"), before.host, department, *before.districts)
    if len(above) >= OWN:
        names = (*names, above)
    ours = {*campaign.districts, *campaign.kinds, *(unit.district for unit in campaign.units)}
    ours |= {find_department(campaign.office, campaign.host)}
    units = (name for unit in before.units for name in (unit.name, *unit.aliases))
    is_same = campaign.city == before.city
    left = {each for each in (*names, *units) if len(each) > 1} - ours if not is_same else set()
    own = {name for unit in campaign.units for name in (unit.name, *unit.aliases) if name}
    longest_first = sorted(left | own, key=lambda name: (-len(name), name))
    search = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
    return lambda _, line: (
        f"“{found[0]}”是{before.city}的{'总结报给的' if found[0] == above else ''}"
        for found in search.finditer(line)
        if found[0] in left
    )


def _wrong_numbers(campaign: Campaign, line: str) -> Iterator[str]:
    """How many hard targets or ledgers a sentence says there are."""
    hard = sum(each.hard for it in campaign.indicators for each in it.measures)
    for counter, what, there in (
        ("项", "(?:硬指标|量化指标)", hard),
        ("本", "台账", len(campaign.ledgers)),
    ):
        for found in re.finditer(
            f"{NUMBER}{counter}{what}|{what}共?[有计]?{NUMBER}{counter}", line
        ):
            if parse_numeral(found[1] or found[2]) not in (-1, 1, there):
                yield f"写着“{found[0]}”，现在是{there}"


def _find_old_targets(campaign: Campaign, before: Campaign) -> Iterator[tuple[Place, str]]:
    """Lines, notes too, that name a figure with the target it had before: 50 名观摩代表."""
    for key, measure in _list_targets(campaign).items():
        old = _list_targets(before).get(key)
        if not old or old.target == measure.target:
            continue
        said = re.compile(rf"(?<!\d){old.target} ?\w?{re.escape(measure.name)}")
        for file, text in campaign.texts.items():
            for number, line in enumerate(text.splitlines(), 1):
                for found in said.finditer(line):
                    yield Place(file, number, ""), f"写着“{found[0]}”，目标是{measure.target}"


def _list_targets(campaign: Campaign) -> dict[tuple[str, str], Measure]:
    return {
        (it.id, each.name): each for it in campaign.indicators for each in it.measures if each.hard
    }


def _in_plan(campaign: Campaign) -> Iterator[Mistake]:
    window = campaign.first - FAR, campaign.deadline + FAR
    yield from _blank_or_twice(campaign)
    if campaign.deadline - campaign.last > LATE:
        what = f"截止日离活动结束（{campaign.last}）太远"
        yield Mistake((), what, "deadline")
    for each in campaign.occasions:
        if each.last < window[0] or each.first > window[1]:
            yield Mistake(("occasions", each.name), "离活动时间太远")
    held = {unit.district for unit in campaign.units}
    for name in campaign.districts:
        if name not in held:
            yield Mistake(("districts",), f"名册里没有一家在“{name}”", name)
    shown = {*chain.from_iterable(campaign.tiles)}
    for name in campaign.districts:
        if shown and name not in shown:
            yield Mistake(("tiles",), f"看板的位置里少了“{name}”")
    yield from _unused_ledgers(campaign)
    yield from find_discords(campaign)


def _blank_or_twice(campaign: Campaign) -> Iterator[Mistake]:
    for key in ("title", "city", "host", "office", "theme", "district_word", "whole_word"):
        if not getattr(campaign, key).strip():
            yield Mistake((), f"{key} 空着", key)
    for name, times in Counter(each.name for each in campaign.occasions).items():
        if times > 1:
            yield Mistake(("occasions", name), f"写了{times}次")


def _unused_ledgers(campaign: Campaign) -> Iterator[Mistake]:
    counted = {each.ledger for it in campaign.indicators for each in it.measures}
    sections = {each.section for each in campaign.indicators}
    for ledger in campaign.ledgers:
        if ledger.name not in counted:
            yield Mistake((), f"没有一个指标数“{ledger.name}”这本台账", ledger.name)
        elif not any(place.startswith(ledger.section) for place in sections) and not any(
            part.covers(ledger.section) for part in campaign.parts
        ):
            what = f"总结没有一部分写条款“{ledger.section}”"
            yield Mistake(("ledgers", ledger.name), what, "section")
    known = {f"{LEDGERS}/{ledger.name}.toml" for ledger in campaign.ledgers}
    for file in campaign.texts:
        if file.startswith(LEDGERS) and file not in known:
            yield Mistake((file,), f"没有列在 {FILE} 的 ledgers 里，不会读")
