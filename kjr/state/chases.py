"""催办台账: whom the office asked, how and how often, and what came of it; acts of the journal.

A message is one act that names every unit it asks.  One that a program sends is announced before
it leaves and told again once it is out or has failed; one with neither is where the power went,
and nobody knows whether it arrived.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from kjr.state.acts import Act, ActKind

COPIED: Final = "复制"
"""The channel of what a person copied and sent from his own telephone."""
TO, CHANNEL, RUNG, DIGEST, PROMISED = "to", "channel", "rung", "digest", "promised"
PARCEL: Final = "parcel"
"""What is said of a message beside who, when and whom: an act's facts."""


class Rung(StrEnum):
    """How firmly one asks."""

    GENTLE = "温馨提醒"
    """To a district's group or a unit's clerk, a week before."""
    PERSONAL = "单独提醒"
    """To a unit's clerk, three days before."""
    SECOND = "再次催报"
    """To a unit's head, the day before, and only after an earlier one."""
    WARNING = "拟通报告知"
    """After the deadline, before a 通报."""


class Delivery(StrEnum):
    """What became of a message."""

    OUT = "已发"
    FAILED = "没有发出"
    """It never left, or somebody says that it was not sent."""
    UNSURE = "不知道是否发出"
    """It was announced, and nobody told the end."""


class Chase(NamedTuple):
    """One message, as it stands in the journal."""

    act: Act
    delivery: Delivery
    reason: str = ""
    """Why it did not leave."""

    @property
    def units(self) -> tuple[str, ...]:
        """Whom it asks."""
        return tuple(part.unit for part in self.act.parts)

    @property
    def to(self) -> str:
        """A unit, or a group."""
        return self.act.facts.get(TO, "")

    @property
    def channel(self) -> str:
        """By what way it went; never an address."""
        return self.act.facts.get(CHANNEL, "")

    @property
    def what(self) -> str:
        """How firmly it asks; of what asks nobody, what it is."""
        return self.act.facts.get(RUNG, "")

    @property
    def rung(self) -> Rung:
        """How firmly it asks."""
        return Rung(self.what)

    @property
    def parcel(self) -> str:
        """The id of what a program was to send; blank of what a person copied."""
        return self.act.facts.get(PARCEL, "")

    @property
    def moment(self) -> dt.datetime:
        """When it was copied or announced."""
        return self.act.moment


class ChaseRecord(NamedTuple):
    """What there is about one unit."""

    chases: tuple[Chase, ...] = ()
    """What reached it, or may have; oldest first."""
    answers: tuple[Act, ...] = ()
    """What it said, oldest first."""

    @property
    def sent(self) -> tuple[Chase, ...]:
        """The messages that are known to have left."""
        return tuple(each for each in self.chases if each.delivery is Delivery.OUT)

    @property
    def times(self) -> int:
        """How often it was asked, as far as anybody knows for sure."""
        return len(self.sent)

    @property
    def last(self) -> Chase | None:
        """What reached it last, or may have; None if it was never asked."""
        return self.chases[-1] if self.chases else None

    @property
    def answer(self) -> Act | None:
        """What it said since it was asked last; None if nothing."""
        last = self.answers[-1] if self.answers else None
        is_newer = last and not (self.last and last.moment < self.last.moment)
        return last if is_newer else None

    @property
    def promised(self) -> dt.date | None:
        """By when it last said it would hand in; None if it never said."""
        days = [day for each in self.answers if (day := each.facts.get(PROMISED))]
        return dt.date.fromisoformat(days[-1]) if days else None

    def is_recent(self, now: dt.datetime, pause: dt.timedelta) -> bool:
        """Whether it was asked within the pause, or may have been."""
        return self.last is not None and now - self.last.moment < pause


NO_RECORD: Final = ChaseRecord()
Records = Mapping[str, ChaseRecord]
"""By unit."""


class Announced(NamedTuple):
    """What an act tells of a message."""

    to: str
    units: Sequence[str]
    channel: str
    rung: str
    """How firmly it asks; of what asks nobody, what it is."""
    text: str
    parcel: str = ""


def build_chase(message: Announced, who: str, moment: dt.datetime) -> Act:
    """The act of copying a message, or of announcing that it will be sent."""
    facts = {
        TO: message.to,
        CHANNEL: message.channel,
        RUNG: str(message.rung),
        DIGEST: digest_text(message.text),
        **({PARCEL: message.parcel} if message.parcel else {}),
    }
    kind = ActKind.CHASED if message.units else ActKind.TOLD
    parts = tuple(Act(moment, who, unit, kind) for unit in message.units)
    return Act(moment, who, "", kind, facts=facts, parts=parts)


def build_end(chase: str, who: str, moment: dt.datetime, failure: str | None = None) -> Act:
    """The act that tells how a message, by its id, ended: it is out, or why it is not."""
    kind = ActKind.SENT if failure is None else ActKind.UNSENT
    return Act(moment, who, "", kind, note=failure or "", of=chase)


def build_answer(
    unit: str, words: str, promised: dt.date | None, who: str, moment: dt.datetime
) -> Act:
    """The act of noting what a unit answered; the unit's own pages do not show it."""
    facts = {PROMISED: promised.isoformat()} if promised else {}
    parts = (Act(moment, who, unit, ActKind.ANSWERED),)
    return Act(moment, who, "", ActKind.ANSWERED, note=words, facts=facts, parts=parts)


def digest_text(text: str) -> str:
    """By what a text is known again without being kept."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def collect_chases(
    acts: Iterable[Act], kinds: Collection[ActKind] = (ActKind.CHASED,)
) -> tuple[Chase, ...]:
    """Every message of these kinds, oldest first, with what was told of it last."""
    found: dict[str, Chase] = {}
    for act in acts:
        if act.kind in kinds:
            is_copied = act.facts.get(CHANNEL) == COPIED
            found[act.id] = Chase(act, Delivery.OUT if is_copied else Delivery.UNSURE)
        elif act.of in found and act.kind in (ActKind.SENT, ActKind.UNSENT):
            delivery = Delivery.OUT if act.kind is ActKind.SENT else Delivery.FAILED
            found[act.of] = found[act.of]._replace(delivery=delivery, reason=act.note)
    return tuple(found.values())


def gather_records(acts: Iterable[Act], until: dt.datetime | None = None) -> Records:
    """What there is about each unit that was asked or answered; until a moment, or all of it."""
    known = [act for act in acts if until is None or act.moment <= until]
    asked: defaultdict[str, list[Chase]] = defaultdict(list)
    for chase in collect_chases(known):
        for unit in chase.units if chase.delivery is not Delivery.FAILED else ():
            asked[unit].append(chase)
    said: defaultdict[str, list[Act]] = defaultdict(list)
    for act in known:
        for part in act.parts if act.kind is ActKind.ANSWERED else ():
            said[part.unit].append(act)
    units = dict.fromkeys((*asked, *said))
    return {unit: ChaseRecord(tuple(asked[unit]), tuple(said[unit])) for unit in units}


def find_record(records: Records, unit: str) -> ChaseRecord:
    """What there is about a unit; nothing if it was never asked."""
    return records.get(unit, NO_RECORD)
