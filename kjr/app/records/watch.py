"""Watches over the journals: where they end is kept beside the database, and told to a system log.

Nothing of what was typed into cells leaves, only who did what when, and how many cells it was.
"""

import datetime as dt
import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Self

from kjr.app.records.syslog import ALERT, LogLine, LogReceiver, send_lines
from kjr.errors import KjrError
from kjr.state.acts import ACCESS, EDITS
from kjr.state.engine.connections import Place
from kjr.state.engine.database import open_database
from kjr.state.engine.turns import hold_turn
from kjr.state.facts import change_facts, read_each
from kjr.state.heads import Head, find_head, holds_head, keep_heads, list_gaps, read_rows
from kjr.state.journal import Journal
from kjr.values.escapes import show_controls
from kjr.values.masks import mask_personal_data

LOOK: Final = 5.0
"""Seconds between two looks."""
MOST: Final = 500
"""Rows sent in one go."""
FORWARDED: Final = "forwarded"
"""The topic that says how far the system log was told."""
TURN: Final = "syslog"
TOLD: Final = ("kind", "who", "unit", "ledger", "note", "of")
"""What of an act is told elsewhere."""

log = logging.getLogger(__name__)


class RecordWatch:
    """Looks at the journals of one place again and again, in a thread of its own."""

    def __init__(self, place: Place, state: Path, receiver: LogReceiver | None = None) -> None:
        self._place, self._state, self._receiver = place, state, receiver
        self._seen: tuple[object, object] | None = None
        self._told: set[str] = set()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> Self:
        """Look until stopped."""
        self._thread = threading.Thread(target=self._run, name="records", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Look no more; what was not told yet is told after the next start."""
        self._stopped.set()
        if self._thread:
            self._thread.join(LOOK)

    def look(self) -> None:
        """Keep where the journals end, and tell the system log what it has not heard.

        Raises KjrError or OSError where that cannot be done.
        """
        database = open_database(self._place)
        version = database.find_version()
        if version is not None and (database, version) == self._seen:
            return
        keep_heads(self._place, self._state)
        if self._receiver:
            self._forward(self._receiver)
        self._seen = database, version

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self.look()
            except (KjrError, OSError) as error:
                log.warning("the record is not watched over: %s", error)
            self._stopped.wait(LOOK)

    def _forward(self, receiver: LogReceiver) -> None:
        """One process at a time, of all that share the database; nothing is left out."""
        with hold_turn(open_database(self._place), TURN):
            for record in (EDITS, ACCESS):
                self._tell_gaps(receiver, record)
                while rows := list(
                    read_rows(self._place, record, find_forwarded(self._place, record), MOST)
                ):
                    send_lines(receiver, (describe_row(*row) for row in rows))
                    with change_facts(self._place, FORWARDED) as facts:
                        facts[record] = str(rows[-1][0])

    def _tell_gaps(self, receiver: LogReceiver, record: str) -> None:
        gaps = set(list_gaps(self._place, self._state, record)) - self._told
        now = dt.datetime.now(dt.UTC).isoformat()
        send_lines(receiver, (LogLine(now, gap, ALERT) for gap in sorted(gaps)))
        self._told |= gaps


def list_record_faults(place: Place, state: Path, journal: Journal) -> tuple[str, ...]:
    """What is wrong with a journal, by itself and by what is kept beside it.  Raises KjrError."""
    return (*journal.faults(), *list_gaps(place, state, journal.record))


def find_forwarded(place: Place, record: str) -> int:
    """The last row the system log was told of; from the first again where it is another journal."""
    (said,) = read_each(place, {FORWARDED: record})
    head = Head.parse(said) if said else None
    return head.number if head and holds_head(place, head) else 0


def count_untold(place: Place) -> int:
    """Rows the system log has not been told of."""
    heads = filter(None, (find_head(place, record) for record in (EDITS, ACCESS)))
    return sum(head.number - find_forwarded(place, head.record) for head in heads)


def describe_row(head: Head, body: str) -> LogLine:
    """One row for other eyes: its head, and of the act what is no cell."""
    try:
        said: dict[str, Any] = json.loads(body)
        told = {name: mask_personal_data(str(said[name])) for name in TOLD if said.get(name)}
        moment = str(said.get("moment", ""))
    except (ValueError, TypeError, AttributeError):
        return LogLine("-", f"{head} ?")
    if cells := sum(1 for _ in _list_changed(said)):
        told["cells"] = str(cells)
    text = show_controls(json.dumps(told, ensure_ascii=False))
    return LogLine(moment, f"{head} {text}")


def _list_changed(said: dict[str, Any]) -> Iterator[str]:
    for _, before, after in said.get("edits", ()):
        yield from (name for name in {**before, **after} if before.get(name) != after.get(name))
