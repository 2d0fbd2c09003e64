"""Numbers in sentences that are not, or not any more, those of the plan."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kjr.campaign.checks.discords import NUMBER
from kjr.campaign.mistakes import Place
from kjr.campaign.model import Campaign, Measure
from kjr.values.numerals import parse_numeral

MANY, SEVERAL = 10, 3
"""From so many units or districts on, a sentence says how many there are, not of how many."""
CLAUSE: Final = re.compile("[，；。、]")


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
