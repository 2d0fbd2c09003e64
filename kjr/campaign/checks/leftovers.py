"""What is left of another year or another city in a campaign that can be read."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import Final

from kjr.campaign.checks.discords import find_discords
from kjr.campaign.checks.old_names import TYPED, build_name_search
from kjr.campaign.checks.outline_checks import list_untold_indicators
from kjr.campaign.checks.told_numbers import (
    FAR,
    find_far_dates,
    find_far_days,
    find_old_targets,
    find_other_spans,
    find_other_years,
    find_wrong_numbers,
)
from kjr.campaign.learnt.words import LEARNT
from kjr.campaign.mistakes import FILE, LEDGERS, WORDING, Mistake, Place, find_place, tell_places
from kjr.campaign.model import Campaign, Ledger
from kjr.campaign.unit_names import find_stem
from kjr.values.numerals import parse_numeral

SPELT: Final = re.compile("[一二三四五六七八九十]+(?=月[一二三四五六七八九十\\d]|[日号])")
WHOLE: Final = re.compile("(?<!安)全[市县区州盟旗]")
COMMENT: Final = re.compile(r'^((?:[^"#]|"[^"]*")*)#.*$')
LATE: Final = 3 * FAR
"""A deadline so long after the last day is not this campaign's."""


Look = Callable[[Campaign, str], Iterator[str]]


def find_leftovers(campaign: Campaign, before: Campaign) -> Iterator[str]:
    """Each with its file and line; ``before`` is the campaign this one was made from."""
    names = build_name_search(campaign, before)
    plan = chain(_in_plan(campaign), _as_before(campaign, before))
    found = chain(
        _in_lines(campaign, partial(find_other_years, before.year)),
        _in_lines(campaign, find_far_days),
        _in_files(LEDGERS, campaign, find_far_dates),
        _in_files(WORDING, campaign, find_other_spans),
        _in_lines(campaign, _other_wholes),
        _in_lines(campaign, lambda _, line: names(line)),
        _in_lines(campaign, find_wrong_numbers),
        find_old_targets(campaign, before),
        ((find_place(each, campaign.texts), each.what) for each in plan),
    )
    same: defaultdict[str, list[Place]] = defaultdict(list)
    for place, what in found:
        same[what].append(place)
    yield from (tell_places(what, places) for what, places in same.items())


def _in_lines(campaign: Campaign, look: Look) -> Iterator[tuple[Place, str]]:
    plan = {name: text for name, text in campaign.texts.items() if name != LEARNT}
    for file, text in plan.items():  # what was learnt bears the day on which it was
        for number, line in enumerate(text.splitlines(), 1):
            said = SPELT.sub(_tell_in_digits, COMMENT.sub(r"\1", line))
            yield from ((Place(file, number, ""), what) for what in look(campaign, said))


def _tell_in_digits(numeral: re.Match[str]) -> str:
    return f"{parse_numeral(numeral[0]):g}"


def _other_wholes(campaign: Campaign, line: str) -> Iterator[str]:
    """All of a place of another rank than the campaign's: 全县, where 全市 is meant."""
    whole = campaign.whole_word
    if WHOLE.fullmatch(whole) and not TYPED.match(line):
        for found in dict.fromkeys(WHOLE.findall(line)):
            if found != whole:
                yield f"写着“{found}”，whole_word 是“{whole}”"


def _in_files(name: str, campaign: Campaign, look: Look) -> Iterator[tuple[Place, str]]:
    """What is found in the files of that name, or of that folder."""
    return (found for found in _in_lines(campaign, look) if found[0].file.startswith(name))


def _in_plan(campaign: Campaign) -> Iterator[Mistake]:
    window = campaign.first - FAR, campaign.deadline + FAR
    yield from _blank_or_twice(campaign)
    if campaign.deadline - campaign.last > LATE and campaign.deadline.year == campaign.year:
        what = f"截止日离活动结束（{campaign.last}）太远"
        yield Mistake((), what, "deadline")
    for each in campaign.occasions:
        is_far = each.last < window[0] or each.first > window[1]
        if is_far and each.first.year == campaign.year:  # another year is told of every line
            yield Mistake(("occasions", each.name), "离活动时间太远")
    held = {unit.district for unit in campaign.units}
    for name in campaign.districts:
        if name not in held:
            yield Mistake(("districts",), f"名册里没有一家在“{name}”", name)
    shown = {*chain.from_iterable(campaign.tiles)}
    for name in campaign.districts:
        if shown and name in held - shown:
            yield Mistake(("tiles",), f"看板的位置里少了“{name}”")
    yield from _unused_ledgers(campaign)
    yield from find_discords(campaign)


def _as_before(campaign: Campaign, before: Campaign) -> Iterator[Mistake]:
    """What stands as it did, although the year or the city is another."""
    stem = find_stem(campaign.city)
    bodies = {name for unit in campaign.units for name in (unit.name, *unit.aliases)}
    is_told = find_stem(before.city) in campaign.host
    if not is_told and campaign.host and stem not in campaign.host and campaign.host not in bodies:
        yield Mistake((), f"host 里没有“{stem}”，名册里也没有“{campaign.host}”", "host")
    if campaign.theme and campaign.theme == before.theme and campaign.year != before.year:
        yield Mistake((), f"主题和 {before.year} 年的一样", "theme")


def _blank_or_twice(campaign: Campaign) -> Iterator[Mistake]:
    for key in ("title", "city", "host", "office", "theme", "district_word", "whole_word"):
        if not getattr(campaign, key).strip():
            yield Mistake((), f"{key} 空着", key)
    for name, times in Counter(each.name for each in campaign.occasions).items():
        if times > 1:
            yield Mistake(("occasions", name), f"写了{times}次")


def _unused_ledgers(campaign: Campaign) -> Iterator[Mistake]:
    counted: defaultdict[str, set[str]] = defaultdict(set)
    for indicator in campaign.indicators:
        for measure in indicator.measures:
            counted[measure.ledger].add(indicator.section)
    sections = {each.section for each in campaign.indicators}
    untold = {it.measure.ledger for it in list_untold_indicators(campaign)}
    for ledger in campaign.ledgers:
        yield from _copied_help(campaign, ledger)
        own = counted[ledger.name]
        if not own:
            yield Mistake((), f"没有一个指标数“{ledger.name}”这本台账", ledger.name)
        elif not any(place.startswith(ledger.section) for place in sections) and not any(
            part.covers(ledger.section) for part in campaign.parts
        ):
            what = f"总结没有一部分写条款“{ledger.section}”"
            yield Mistake(("ledgers", ledger.name), what, "section")
        elif ledger.name not in untold and not any(it.startswith(ledger.section) for it in own):
            what = f"条款是“{ledger.section}”，数它的指标写的是“{'、'.join(sorted(own))}”"
            yield Mistake(("ledgers", ledger.name), what, "section")
    known = {f"{LEDGERS}/{ledger.name}.toml" for ledger in campaign.ledgers}
    for file in campaign.texts:
        if file.startswith(LEDGERS) and file not in known:
            yield Mistake((file,), f"没有列在 {FILE} 的 ledgers 里，不会读", "1")


def _copied_help(campaign: Campaign, ledger: Ledger) -> Iterator[Mistake]:
    """What a ledger says it is for, if that is still another one."""
    before = campaign.ledgers[: campaign.ledgers.index(ledger)]
    for other in campaign.ledgers:
        is_same = ledger.help == other.help and other in before
        if other is not ledger and (is_same or ledger.help.startswith(other.name)):
            yield Mistake(("ledgers", ledger.name), f"help 说的是“{other.name}”", "help")
