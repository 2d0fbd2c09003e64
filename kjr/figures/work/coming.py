"""日程 from today on: what is ahead, what is over, and which clashes somebody can still prevent."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple

from kjr.editing.joint_events import Settlement
from kjr.figures.agenda import Activity, Clash
from kjr.reading.planned import MISDATED
from kjr.state.acts import ActKind


class SplitAgenda(NamedTuple):
    """The activities and their clashes, held against the day it is."""

    coming: tuple[Activity, ...]
    """Today's and those ahead, the next first."""
    past: tuple[Activity, ...]
    """The latest first; those of a day that cannot be right at the end."""
    open_clashes: tuple[Clash, ...]
    """On today or a day ahead: something can be done about them."""
    past_clashes: tuple[Clash, ...]


def split_agenda(
    activities: Collection[Activity],
    clashes: Iterable[Clash],
    settlements: Iterable[Settlement],
    today: dt.date,
) -> SplitAgenda:
    """What is ahead of today and what is over; clashes the office settled are gone."""
    right = [each for each in activities if each.word != MISDATED]
    coming = sorted(
        (each for each in right if each.last >= today),
        key=lambda each: (max(each.first, today), each.first, each.last),
    )
    past = sorted((each for each in right if each.last < today), reverse=True, key=_end)
    odd = [each for each in activities if each.word == MISDATED]
    settled = [_rows(each) for each in settlements if each.act.kind is not ActKind.DEFERRED]
    left = [each for each in clashes if not _is_settled(each, settled)]
    return SplitAgenda(
        tuple(coming),
        (*past, *odd),
        tuple(each for each in left if each.day >= today),
        tuple(each for each in reversed(left) if each.day < today),
    )


def _end(activity: Activity) -> dt.date:
    return activity.last


def _rows(settlement: Settlement) -> set[tuple[str, str, int]]:
    return set(settlement.places)


def _is_settled(clash: Clash, settled: Iterable[Collection[tuple[str, str, int]]]) -> bool:
    """Whether the office said of just these rows what they are."""
    rows = {(each.unit, each.sheet, each.row) for each in clash.activities}
    return len(rows) > 1 and any(rows <= set(places) for places in settled)
