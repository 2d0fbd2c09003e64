"""What is to be sent, kept until it is known what became of it.

It lies beside the journal, which tells what left; a text stands here alone, and only until then.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from kjr.state.engine.connections import Place
from kjr.state.facts import change_facts, read_facts

OUTBOX: Final = "outbox"
"""The topic of what waits, by id."""


class Parcel(NamedTuple):
    """One message to one address."""

    id: str
    what: str
    """How firmly it asks, or what else it is."""
    to: str
    """A unit, a group, or whom the office named."""
    units: tuple[str, ...]
    """Whom it asks; nobody if it asks nothing."""
    way: str
    """The robot's name, or mail."""
    text: str
    who: str
    """Who had it sent."""
    mails: tuple[str, ...] = ()
    tries: int = 0
    parts_out: int = 0
    """How many messages of a long text are out already."""
    not_before: str = ""
    """When it may be tried again, in the real time; blank for now."""
    until: str = ""
    """After when its words hold no more, in the campaign's time; blank if they always do."""
    owed: str = ""
    """By what the things it asks for are known again; blank if it asks for none."""

    def is_due(self, now: dt.datetime) -> bool:
        """Whether it may be tried."""
        return not self.not_before or dt.datetime.fromisoformat(self.not_before) <= now


class Outbox:
    """The messages of one database; any number of processes may add to it."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def list_waiting(self) -> tuple[Parcel, ...]:
        """What is still to be sent, in the order it was added."""
        return tuple(map(_unpack, read_facts(self._place, OUTBOX).values()))

    def add(self, parcels: Iterable[Parcel]) -> int:
        """Add messages; those to whom one is waiting already are left out, and not counted."""
        if not (parcels := tuple(parcels)):
            return 0
        with change_facts(self._place, OUTBOX) as facts:
            known = {(each["what"], each["to"], each["way"]) for each in facts.values()}
            new = [each for each in parcels if (each.what, each.to, each.way) not in known]
            facts |= {each.id: each._asdict() for each in new}
        return len(new)

    def put_back(self, parcel: Parcel) -> None:
        """Keep what is known by now of a message that is tried again later."""
        with change_facts(self._place, OUTBOX) as facts:
            if parcel.id in facts:
                facts[parcel.id] = parcel._asdict()

    def drop(self, id: str) -> None:
        """Forget a message: what became of it stands in the journal."""
        with change_facts(self._place, OUTBOX) as facts:
            facts.pop(id, None)


def _unpack(said: Mapping[str, Any]) -> Parcel:
    parcel = Parcel(**said)
    return parcel._replace(units=tuple(parcel.units), mails=tuple(parcel.mails))
