"""Whom the example's office has chased by the moment it is looked at, and what they answered.

Those that never filed were named in their districts' groups, some were then asked by themselves,
and one once more this morning; every note says 示例.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import Final, NamedTuple

from kjr.app.demo.example_units import MARK, UnitBehaviour, assign_behaviours
from kjr.app.demo.stories import list_planted_units
from kjr.campaign.model import Campaign
from kjr.state.acts import Act
from kjr.state.chases import COPIED, Announced, Rung, build_answer, build_chase
from kjr.state.journal import Journal

CLERK: Final = f"活动办{MARK}"
PERSONAL: Final = 6
"""At most so many were asked by themselves, and at most half of those that are late."""
GROUPS, ALONE, AGAIN = (
    dt.timedelta(days=4, hours=7, minutes=20),
    dt.timedelta(days=2, hours=1, minutes=45),
    dt.timedelta(hours=6, minutes=50),
)
"""How long ago the groups, the few, and the last one were asked."""
LATER: Final = dt.timedelta(minutes=40)
"""Until somebody answers."""


class ToldAnswer(NamedTuple):
    """What one of those asked by themselves said, in their order."""

    words: str
    promised: int | None
    """In how many days."""


ANSWERS: Final = (
    ToldAnswer(f"明天报{MARK}", 1),
    ToldAnswer(f"材料等领导签字，签了就报{MARK}", 4),
    ToldAnswer(f"没联系上{MARK}", None),
)
"""The first is the one that is asked again: it has not kept its word."""


def record_example_chases(campaign: Campaign, journal: Journal, seed: int = 1) -> None:
    """Put the example's record of chasing into a journal in which nothing stands yet."""
    if not journal.acts():
        for act in _list_acts(campaign, seed):
            journal.append(act)


def _list_acts(campaign: Campaign, seed: int) -> Iterator[Act]:
    """What was sent and answered, oldest first."""
    now = campaign.moment
    if now is None:
        return
    groups = _list_late_units(campaign, seed)
    for number, (district, units) in enumerate(groups.items()):
        moment = now - GROUPS + dt.timedelta(minutes=number)
        yield _ask(Rung.GENTLE, district, units, moment)
    one_each = chain.from_iterable(zip_longest(*groups.values()))
    silent = list(filter(None, one_each))
    alone = silent[: min(PERSONAL, (len(silent) + 1) // 2)]
    for number, unit in enumerate(alone):
        yield _ask(Rung.PERSONAL, unit, [unit], now - ALONE + dt.timedelta(minutes=number))
    for number, (unit, said) in enumerate(zip(alone, ANSWERS, strict=False)):
        moment = now - ALONE + LATER + dt.timedelta(minutes=9 * number)
        days = said.promised
        promised = None if days is None else moment.date() + dt.timedelta(days)
        yield build_answer(unit, said.words, promised, CLERK, moment)
    for unit in alone[:1]:
        yield _ask(Rung.SECOND, unit, [unit], now - AGAIN)


def _list_late_units(campaign: Campaign, seed: int) -> dict[str, list[str]]:
    """District → the units of it that never wrote anything, in the order of the roster."""
    played = assign_behaviours(campaign, list_planted_units(campaign), seed)
    silent = (UnitBehaviour.NOTHING, UnitBehaviour.EMPTY)
    found = defaultdict(list)
    for unit in campaign.expected:
        if played.get(unit.name) in silent:
            found[unit.district].append(unit.name)
    return dict(found)


def _ask(rung: Rung, to: str, units: Sequence[str], moment: dt.datetime) -> Act:
    said = f"{rung}{MARK}"
    return build_chase(Announced(to, units, COPIED, rung, said), CLERK, moment)
