"""What is waited for of one unit, or what it waits for."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from kjr.figures.moments.whole_reports import find_change_moment
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import Standing
from kjr.state.acts import Act, ActKind
from kjr.state.chases import NO_RECORD, ChaseRecord


class Need(StrEnum):
    """What a unit is waited for, or waits for."""

    UNREADABLE = "读不出"
    """Its workbook has to be looked into by us."""
    UNKNOWN = "待核实"
    """It had not filed when last read, and the deadline passed since."""
    WAITING = "待审"
    """Its whole report is in, and the office has said nothing of it."""
    NOT_BEGUN = "没填"
    EMPTY = "空表"
    """It is asked whether nothing took place."""
    LACKING = "缺总结"
    AHEAD = "日期未到"
    """It says that its report is handed in, on a day still to come."""
    MENDING = "待改"
    """Some of its cells do not count, or some of its rows for a day that cannot be right."""
    RETURNED = "已退回"
    """The office sent it back, and nothing has changed since."""


BEFORE: Final = (
    *(Need.UNREADABLE, Need.UNKNOWN, Need.WAITING, Need.NOT_BEGUN, Need.EMPTY),
    *(Need.MENDING, Need.RETURNED, Need.AHEAD, Need.LACKING),
)
"""Most urgent first, while the activities go on: the ledgers lead."""
AFTER: Final = (
    *(Need.UNREADABLE, Need.UNKNOWN, Need.WAITING, Need.LACKING, Need.AHEAD),
    *(Need.NOT_BEGUN, Need.EMPTY, Need.RETURNED, Need.MENDING),
)
"""Once they are over the closing report leads."""


class WorkItem(NamedTuple):
    """One unit, as the office deals with it."""

    standing: Standing
    needs: tuple[Need, ...]
    """The most urgent first; none of a unit with which all is well."""
    note: Act | None
    """The office's last word on its report, unless the unit has changed it since."""
    record: ChaseRecord = NO_RECORD
    """How often it was asked, and what it answered."""
    is_late: bool = False
    """Whether the day by which it said it would hand in is past, and it is still waited for."""

    @property
    def unit(self) -> str:
        """Its full name."""
        return self.standing.unit.name

    @property
    def changed(self) -> dt.datetime | None:
        """When its workbook last changed; None without one."""
        return find_change_moment(self.standing.book) if self.standing.book else None

    @property
    def is_accepted(self) -> bool:
        """Whether the office took its report as it is."""
        return self.note is not None and self.note.kind is ActKind.ACCEPTED


def list_needs(standing: Standing, note: Act | None) -> Iterator[Need]:
    """What one unit needs; ``note`` is the office's last word on its report."""
    filing, is_asked = standing.filing, standing.unit.expected
    if standing.is_unreadable or filing.state is FilingState.UNREADABLE:
        yield Need.UNREADABLE
    if is_asked and filing.state is FilingState.UNKNOWN:
        yield Need.UNKNOWN
    if filing.is_filed and note is None:
        yield Need.WAITING
    if is_asked and standing.filling is FillingState.NOT_BEGUN:
        yield Need.NOT_BEGUN
    if is_asked and standing.filling is FillingState.EMPTY:
        yield Need.EMPTY
    if standing.owes_report:
        yield Need.LACKING
    if filing.state is FilingState.AHEAD:
        yield Need.AHEAD
    if standing.to_mend:
        yield Need.MENDING
    if note and note.kind is ActKind.RETURNED:
        yield Need.RETURNED
