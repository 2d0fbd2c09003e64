"""What the office settled about events that several units filed (联合活动).

A settlement is an act with the rows it is about as its parts, the host's first.  It follows them
by what stands in them, and is applied as long as all of them are entries, and none of the others
has taken place while the host's is still planned: what has happened is in the totals.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import ne
from typing import Final, NamedTuple

from kjr.editing.page_rows import locate_act_row, read_typed_row
from kjr.errors import KjrError
from kjr.reading.checks.between_books import Event, JointPair
from kjr.reading.page import Page, RowPlace
from kjr.state.acts import Act, ActKind, Edit, Typed

SETTLING: Final = (ActKind.HOSTED, ActKind.APART, ActKind.DEFERRED)
MEANWHILE: Final = "{}在{:%H:%M}已经认定“{}”，没有记下"
TAKEN_BACK: Final = "{}在{:%H:%M}已经撤回或改过这一条，没有再撤"
ROW_CHANGED: Final = "看过以后有一行又改了，没有记下；请看一眼再认定"


class Settlement(NamedTuple):
    """One settlement held against the workbooks as they are."""

    act: Act
    places: tuple[RowPlace, ...]
    """Where its rows stand now, the host's first; blank when it is not applied."""


def find_standing_settlements(acts: Iterable[Act]) -> tuple[Act, ...]:
    """The settlements that stand: neither taken back nor replaced by a later one."""
    standing: dict[str, Act] = {}
    for act in acts:
        if act.kind in (*SETTLING, ActKind.UNSETTLED):
            standing.pop(act.of, None)
        if act.kind in SETTLING:
            standing[act.id] = act
    return tuple(standing.values())


def locate_settlements(
    books: Mapping[str, Sequence[Page]], acts: Iterable[Act], planned: Collection[RowPlace] = ()
) -> tuple[Settlement, ...]:
    """Each settlement, held against the pages of every unit's workbook and the planned rows."""
    return tuple(Settlement(act, _locate(books, act, planned)) for act in acts)


def find_partners(settlements: Iterable[Settlement]) -> dict[RowPlace, Settlement]:
    """The rows that tell of another unit's event and add nothing, each with why.

    No row becomes its own host by way of others: of what contradicts itself the first holds.
    """
    found: dict[RowPlace, Settlement] = {}
    for each in settlements:
        if each.act.kind is ActKind.HOSTED and each.places:
            host, *others = each.places
            hosts = _list_hosts(found, host)
            found |= {place: each for place in others if place not in hosts}
    return found


def build_settlement(kind: ActKind, events: Sequence[Event], act: Act) -> Act:
    """``act`` as a settlement of this kind about these events, the host's first."""
    return act._replace(kind=kind, parts=tuple(_part(event, act) for event in events))


def check_settlement(events: Sequence[Event], seen: Collection[str], done: Iterable[Act]) -> None:
    """Raise KjrError if somebody settled these events unseen by who is about to.

    ``seen`` holds the ids of the settlements that stood when he looked; ``done`` is all that was
    done by now.
    """
    for act in find_standing_settlements(done):
        if act.id not in seen and all(_is_about(act, event) for event in events):
            raise KjrError(MEANWHILE.format(act.who, act.moment, _phrase(act)))


def check_unsettling(chosen: str, done: Iterable[Act]) -> None:
    """Raise KjrError if somebody took back or replaced the settlement, by its id."""
    for act in done:
        if act.of == chosen and act.kind in (*SETTLING, ActKind.UNSETTLED):
            raise KjrError(TAKEN_BACK.format(act.who, act.moment))


def check_rows(drawn: Sequence[Event], now: Sequence[Event]) -> None:
    """Raise KjrError if a row of these events is not as it was drawn."""
    if any(map(ne, map(_read_cells, drawn), map(_read_cells, now))):
        raise KjrError(ROW_CHANGED)


def find_settled(pair: JointPair, settlements: Iterable[Settlement]) -> Settlement | None:
    """What was settled last about a pair, if it is applied."""
    found = [each for each in settlements if pair.places <= {*each.places}]
    return found[-1] if found else None


def _locate(
    books: Mapping[str, Sequence[Page]], act: Act, planned: Collection[RowPlace]
) -> tuple[RowPlace, ...]:
    places = tuple(filter(None, (_locate_part(books, part) for part in act.parts)))
    if len(places) < len(act.parts):
        return ()
    is_ahead = act.kind is ActKind.HOSTED and places[0] in planned
    return () if is_ahead and any(each not in planned for each in places) else places


def _locate_part(books: Mapping[str, Sequence[Page]], part: Act) -> RowPlace | None:
    page, row = locate_act_row(books.get(part.unit, ()), part) or (None, 0)
    if page is None or row not in {entry.row for entry in page.entries}:
        return None
    return part.unit, page.sheet.name, row


def _phrase(act: Act) -> str:
    return f"{act.parts[0].unit}主办" if act.kind is ActKind.HOSTED else str(act.kind)


def _is_about(act: Act, event: Event) -> bool:
    """Whether a settlement is about an event, by what stands in its row or by where it stands."""
    entry, cells = event.entry, _read_cells(event)
    return any(
        (part.unit, part.sheet) == (entry.unit, entry.sheet)
        and any(entry.row == edit.row or cells == edit.after for edit in part.edits)
        for part in act.parts
    )


def _list_hosts(found: Mapping[RowPlace, Settlement], place: RowPlace) -> set[RowPlace]:
    """A row and the hosts above it."""
    hosts = {place}
    while (above := found.get(place)) and above.places[0] not in hosts:
        place = above.places[0]
        hosts.add(place)
    return hosts


def _part(event: Event, act: Act) -> Act:
    entry, cells = event.entry, _read_cells(event)
    edits = (Edit(entry.row, cells, cells),)
    return Act(act.moment, act.who, entry.unit, act.kind, entry.sheet, edits, ledger=entry.ledger)


def _read_cells(event: Event) -> Typed:
    return read_typed_row(event.page, event.entry.row, event.page.columns)
