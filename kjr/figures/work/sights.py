"""A unit as somebody had it before him when he pressed: what he did not see he does not decide.

Two clerks deal with the same units, and workbooks change while they are looked at.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kjr.editing.review import NOTES
from kjr.errors import KjrError
from kjr.state.acts import Act, ActKind

CHANGED: Final = "看过以后工作簿又改了，没有记下；请看一眼再办"
DEALT_WITH: Final = "{}在{:%H:%M}已经{}，没有记下；请看一眼再办"
ASKED: Final = (ActKind.CHASED,)
WATCHED: Final[Mapping[ActKind, tuple[ActKind, ...]]] = {
    ActKind.ACCEPTED: NOTES,
    ActKind.RETURNED: NOTES,
    ActKind.CHASED: ASKED,
}
"""What a colleague may have done meanwhile, by what is to be done; a lock may come whenever."""


class Sight(NamedTuple):
    """What a deed about a unit rests on."""

    mark: str = ""
    """Of its workbook; blank without one."""
    acts: Mapping[ActKind, str] = {}
    """The id of the last act about it, by its kind."""


def gather_sights(marks: Mapping[str, str], acts: Iterable[Act]) -> dict[str, Sight]:
    """Each unit as it stands, by the marks of their workbooks; blank for a unit without one."""
    last: dict[str, dict[ActKind, str]] = {unit: {} for unit in marks}
    for act in acts:
        if act.kind in (*NOTES, *ASKED):
            for unit in (act.unit, *(part.unit for part in act.parts)):
                last.get(unit, {})[act.kind] = act.id
    return {unit: Sight(mark, last[unit]) for unit, mark in marks.items()}


def check_sight(unit: str, kind: ActKind, seen: Sight, mark: str, acts: Iterable[Act]) -> None:
    """Raise KjrError if by now the unit is not as it was seen, as far as this deed rests on it.

    ``mark`` is its workbook's by now, ``acts`` is all that was done by now.
    """
    watched = WATCHED.get(kind, ())
    for act in reversed(list(acts)):
        if act.kind in watched and unit in (act.unit, *(part.unit for part in act.parts)):
            if act.id != seen.acts.get(act.kind):
                raise KjrError(DEALT_WITH.format(act.who, act.moment, act.kind))
            break
    if watched == NOTES and mark != seen.mark:
        raise KjrError(CHANGED)
