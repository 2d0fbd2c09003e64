"""Where a plan's sentences and targets do not go with what it counts."""

import re
from collections.abc import Iterator
from typing import Final

from kjr.campaign.columns import Count
from kjr.campaign.mistakes import Mistake
from kjr.campaign.model import WRITER, Campaign, Measure
from kjr.campaign.sentences import BLANK, find_option_column, list_figures
from kjr.values.numerals import parse_numeral

NUMBER: Final = "([0-9]+|[一二两三四五六七八九十]+)"
DISTRICT: Final = WRITER[2]
STOPS: Final = re.compile("[，；。]")
ONE_EACH: Final = re.compile(r"一行算一(\w+)")


def find_discords(campaign: Campaign) -> Iterator[Mistake]:
    """Each with its place."""
    for indicator in campaign.indicators:
        for measure in indicator.measures:
            wrong = _in_measure(campaign, measure)
            yield from (it.under("indicators", indicator.id, measure.name) for it in wrong)
    yield from _in_parts(campaign)
    yield from _spoken_twice(campaign)


def count_reachable(campaign: Campaign, measure: Measure) -> int:
    """How many districts or options a measure can count at most; 0 if it counts neither."""
    if column := find_option_column(campaign, measure):
        return len({*measure.where.get(column.name, column.options)})
    if measure.distinct != ((DISTRICT,),):
        return 0
    return len({*measure.where.get(DISTRICT, campaign.districts)})


def _in_measure(campaign: Campaign, measure: Measure) -> Iterator[Mistake]:
    said, reachable = _find_other_number(measure.words, measure), count_reachable(campaign, measure)
    if said:
        yield Mistake((), f"口径写着“{said}”，目标是{measure.target}", said)
    elif reachable and (measure.target or 0) > reachable:
        yield Mistake((), f"目标是{measure.target}，数的只有{reachable}个，达不到")
    summed = measure.sum and campaign.ledger(measure.ledger).column(measure.sum)
    if isinstance(summed, Count) and not _go_together(summed.counter, measure.counter):
        what = f"量词是“{measure.counter}”，加起来的“{measure.sum}”一列是“{summed.counter}”"
        yield Mistake((), what, "counter")
    each = ONE_EACH.search(measure.words)
    if each and each[1] != measure.counter:
        yield Mistake((), f"口径写着“{each[0]}”，量词是“{measure.counter}”", "counter")


def _go_together(one: str, other: str) -> bool:
    """Whether one may stand for the other: 人 for 人次, 篇 for 篇（条）."""
    return one.startswith(other) or other.startswith(one)


def _spoken_twice(campaign: Campaign) -> Iterator[Mistake]:
    """Two figures that the telephone script would call by one name."""
    first: dict[str, str] = {}
    for indicator in campaign.indicators:
        for measure in indicator.measures:
            said, name = measure.spoken, f"{indicator.id} {measure.name}"
            if said and first.setdefault(said, name) != name:
                place = ("indicators", indicator.id, measure.name)
                yield Mistake(place, f"spoken 和 {first[said]} 的一样，都叫“{said}”", "spoken")


def _in_parts(campaign: Campaign) -> Iterator[Mistake]:
    """Sentences that tell a figure beside a number that is not its target."""
    figures = dict(list_figures(campaign))
    for part in campaign.parts:
        for clause in STOPS.split(part.says):
            told = (figures[name] for name in BLANK.findall(clause) if name in figures)
            for said, measure in ((_find_other_number(clause, it), it) for it in told):
                if said:
                    what = f"写着“{said}”，目标是{measure.target}"
                    yield Mistake(("parts", part.name), what, said)


def _find_other_number(sentence: str, measure: Measure) -> str:
    """A number that counts what the measure counts and is not its target."""
    if measure.target is None:
        return ""
    found = re.finditer(f"{NUMBER}{re.escape(measure.counter)}", sentence)
    numbers = ((each[0], parse_numeral(each[1])) for each in found)
    return next((said for said, it in numbers if it not in (-1, 1, measure.target)), "")
