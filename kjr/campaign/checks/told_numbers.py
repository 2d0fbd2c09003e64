"""Numbers, days and years in the files that are not, or not any more, those of the plan."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kjr.campaign.checks.discords import NUMBER
from kjr.campaign.mistakes import Place
from kjr.campaign.model import Campaign, Measure
from kjr.values.numerals import parse_numeral
from kjr.values.spans import Span, complete_day

MANY, SEVERAL = 10, 3
"""From so many units or districts on, a sentence says how many there are, not of how many."""
CLAUSE: Final = re.compile("[，；。、]")
YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[-./]\d)")
ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
DAY: Final = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")
SPAN: Final = re.compile(
    r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?(?:至|到|-|－|—)(?:(?P<n>\d{1,2})月)?(?P<e>\d{1,2})[日号]"
)
BY_THEN: Final = re.compile(r"(?:\d+[:：时]\d*分?)?(?:之|以)?前(?!后)")
FAR: Final = dt.timedelta(days=31)
"""Further from the campaign than this, a day is another campaign's."""
LONGEST: Final = dt.timedelta(days=183)
"""From its first day to its deadline."""


def find_wrong_numbers(campaign: Campaign, line: str) -> Iterator[str]:
    """How many hard targets, ledgers, units or districts a sentence says there are."""
    hard = sum(each.hard for it in campaign.indicators for each in it.measures)
    held = {(unit.kind, unit.district) for unit in campaign.units}
    districts = len(campaign.districts), *Counter(kind for kind, _ in held).values()
    units, district = (len(campaign.expected), len(campaign.units)), campaign.district_word
    for counter, what, least, there in (
        ("项", "(?:硬指标|量化指标)", 2, (hard,)),
        ("本", "台账", 2, (len(campaign.ledgers),)),
        ("家", "(?:应报)?单位", MANY, units),
        ("个", re.escape(district or "县区"), SEVERAL, districts),
    ):
        for found in re.finditer(
            f"{NUMBER}{counter}{what}|{what}共?[有计]?{NUMBER}{counter}", line
        ):
            number = parse_numeral(found[1] or found[2])
            if number >= least and number not in there:
                yield f"写着“{found[0]}”，现在是{there[0]}"


def find_old_targets(campaign: Campaign, before: Campaign) -> Iterator[tuple[Place, str]]:
    """Lines, notes too, that name a figure with the target it had before: 50 名观摩代表."""
    for key, measure in _list_targets(campaign).items():
        old = _list_targets(before).get(key)
        if not old or not old.target or old.target == measure.target:
            continue
        said = re.compile(rf"(?<!\d){old.target} ?\w?{re.escape(measure.name)}")
        names = f"{key[0]}|{key[0]}·{measure.name}"
        blank = re.compile(rf"\{{(?:{names})(?:目标|完成率)?\}}")
        for file, text in campaign.texts.items():
            for number, line in enumerate(text.splitlines(), 1):
                found = [each[0] for each in said.finditer(line)]
                clauses = [each for each in CLAUSE.split(line) if blank.search(each)]
                found += [each for it in clauses for each in _find_number(old.target, measure, it)]
                for each in dict.fromkeys(found):
                    yield Place(file, number, ""), f"写着“{each}”，目标是{measure.target}"


def _find_number(number: int, measure: Measure, clause: str) -> Iterator[str]:
    """Where a clause says the number, but not of what the measure counts: that is told anyway."""
    of_others = f"{NUMBER}(?!{re.escape(measure.counter)})[^\\d\\W]"
    return (it[0] for it in re.finditer(of_others, clause) if parse_numeral(it[1]) == number)


def _list_targets(campaign: Campaign) -> dict[tuple[str, str], Measure]:
    return {
        (it.id, each.name): each for it in campaign.indicators for each in it.measures if each.hard
    }


def find_other_years(last: int, campaign: Campaign, line: str) -> Iterator[str]:
    """Years that are said to be one, and the year of the plan before, however it is written."""
    line = ISO.sub(lambda found: "" if _is_own_day(campaign, found) else found[0], line)
    years = [int(found[1]) for found in YEAR.finditer(line)]
    years += [last] if re.search(rf"(?<!\d){last}(?!\d)", line) else []
    for year in dict.fromkeys(years):
        if year != campaign.year:
            yield f"写着 {year} 年，活动是 {campaign.year} 年的"


def _is_own_day(campaign: Campaign, found: re.Match[str]) -> bool:
    """Whether a date is near a campaign that runs over New Year: it has two years."""
    if campaign.deadline - campaign.first > LONGEST:  # one of its own days is another year's
        return False
    return f"{campaign.first - FAR}" <= found[0] <= f"{campaign.deadline + FAR}"


def _find_day(campaign: Campaign, month: str, day: str) -> dt.date | None:
    """That day in the year in which it is nearest to the campaign."""
    return complete_day(None, int(month), int(day), Span(campaign.first, campaign.deadline))


def find_far_days(campaign: Campaign, line: str) -> Iterator[str]:
    """Days that are far from the campaign, and those told as its deadline that are not."""
    for found in DAY.finditer(line):
        day = _find_day(campaign, found[1], found[2])
        if not day:
            yield f"没有“{found[0]}”这一天"
        elif not campaign.first - FAR <= day <= campaign.deadline + FAR:
            yield f"“{found[0]}”离活动时间太远"
        elif day != campaign.deadline and BY_THEN.match(line, found.end()):
            yield f"写着“{found[0]}前”，截止日是{campaign.deadline}"


def find_other_spans(campaign: Campaign, line: str) -> Iterator[str]:
    """Days of the campaign, from one to another, that are neither all of it nor an occasion's."""
    known = [(campaign.first, campaign.last)]
    known += [(each.first, each.last) for each in campaign.occasions]
    for found in SPAN.finditer(line):
        ends = (found["m"], found["d"]), (found["n"] or found["m"], found["e"])
        first, last = (_find_day(campaign, month, day) for month, day in ends)
        if not (first and last):
            continue  # a day there is not is told by itself
        if (first, last) not in known and campaign.first <= first <= last <= campaign.last:
            yield f"写着“{found[0]}”，活动是{campaign.first}至{campaign.last}"


def find_far_dates(campaign: Campaign, line: str) -> Iterator[str]:
    """Days of the campaign's year, in the ledgers, that are far from the campaign."""
    for found in ISO.finditer(line):
        if int(found[1]) == campaign.year and not _is_own_day(campaign, found):
            yield from find_far_days(campaign, f"{int(found[2])}月{int(found[3])}日")
