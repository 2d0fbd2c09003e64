"""How firmly one asks: as the days left and the record of earlier messages say."""

from typing import Final

from kjr.figures.overview import Overview
from kjr.state.chases import ChaseRecord, Rung

LADDER: Final = tuple(Rung)
"""From gentle to firm."""


def find_due_rung(overview: Overview) -> Rung:
    """The rung that the calendar says, whoever was asked before."""
    left, rules = overview.days_left, overview.campaign.reminders
    if left < 0:
        return Rung.WARNING
    if left <= rules.second:
        return Rung.SECOND
    return Rung.PERSONAL if left <= rules.personal else Rung.GENTLE


def find_next_rung(overview: Overview, record: ChaseRecord) -> Rung:
    """The rung that is due to one unit: a step firmer than the last, or what the day asks for.

    Nobody is asked again who was never asked, and nobody threatened before the deadline.
    """
    due = find_due_rung(overview)
    if not record.times:
        return min(due, Rung.PERSONAL, key=LADDER.index)
    if due is Rung.WARNING:
        return due
    last = record.sent[-1].rung
    step = Rung.PERSONAL if last is Rung.GENTLE else Rung.SECOND
    return max(due, step, key=LADDER.index)


def fit_rung(rung: Rung, record: ChaseRecord) -> Rung:
    """The rung a message can truly be of: 再次 is only said to who was asked before."""
    return Rung.PERSONAL if rung is Rung.SECOND and not record.times else rung


def list_fitting_rungs(overview: Overview) -> list[Rung]:
    """The rungs whose words hold today: 请于…前报送 before the deadline, 拟通报 only after it."""
    if overview.is_overdue:
        return [Rung.PERSONAL, Rung.WARNING]
    return [Rung.GENTLE, Rung.PERSONAL, Rung.SECOND]
