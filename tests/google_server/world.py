"""Everything the server knows: the clock, spreadsheets, files, callers, quotas, faults, the log."""

import random
import re
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import NamedTuple

from .errors import over_quota

PER_USER, PER_PROJECT = 60, 300


class Clock:
    """Seconds since 1970; ``frozen`` moves only when advanced."""

    def __init__(self, *, frozen=False, start=None):
        self._frozen = frozen
        self._ahead = 0.0 if start is None or frozen else start - time.time()
        self._at = time.time() if start is None else start
        self._lock = threading.Lock()

    def now(self):
        return self._at if self._frozen else time.time() + self._ahead

    def advance(self, seconds):
        with self._lock:
            self._at += seconds
            self._ahead += seconds

    def sleep(self, seconds):
        """Let that time pass: at once on a frozen clock."""
        if self._frozen:
            self.advance(seconds)
        else:
            time.sleep(seconds)


class Call(NamedTuple):
    """One line of the log."""

    moment: float
    kind: str
    """read, write, drive or token."""
    method: str
    path: str
    status: int
    """0 when the connection was cut instead of answered."""


class Caller(NamedTuple):
    """Who a bearer token belongs to; the server trusts tokens it never issued."""

    email: str
    scopes: frozenset


@dataclass
class Fault:
    """Something that goes wrong for calls that match."""

    kind: str
    """A status code, html, reset, slow or lost."""
    argument: str
    left: int | None
    chance: float
    pattern: str


SPEC = re.compile(
    r"^(?P<kind>\d{3}|html|reset|slow|lost)(=(?P<argument>[\w.]+))?"
    r"(\*(?P<times>\d+))?(%(?P<percent>[\d.]+))?(@(?P<pattern>.+))?$"
)


def parse_faults(spec):
    """Rules from ``503*2@batchUpdate,html%5,slow=0.2*1,lost%2@POST``.

    ``*n`` the first n calls, ``%p`` that share of calls, ``@text`` calls whose
    "METHOD /path" holds the text.  ``lost`` does the work and then cuts the connection;
    ``lost=503`` does the work and answers 503.
    """
    rules = []
    for part in filter(None, spec.split(",")):
        found = SPEC.match(part.strip())
        if not found:
            raise ValueError(f"not a fault: {part}")
        times, percent = found["times"], found["percent"]
        left = int(times) if times else None
        chance = float(percent) / 100 if percent else 1.0
        pattern = found["pattern"] or ""
        rules.append(Fault(found["kind"], found["argument"] or "", left, chance, pattern))
    return rules


@dataclass
class Settings:
    """Switches; the admin endpoint sets any of them."""

    quota: bool = False
    latency: float = 0.0
    """Seconds every answer takes."""
    people_lag: float = 0.0
    """Seconds until Drive shows an edit made by a person (header X-Edited-By: person)."""
    api_lag: float = 0.0
    """Seconds until Drive shows an edit made through the API."""
    sharing: bool = False
    """Whether a service account needs a permission to see a file."""
    strict_tokens: bool = False
    """Whether tokens this server never issued are refused."""
    storage_full: bool = False
    """Whether a service account can create files."""
    disabled: tuple = ()
    """Services not enabled in the project."""
    refused_accounts: tuple = ()
    """Service accounts whose key is no longer valid."""


@dataclass
class World:
    """The state behind one server; hold ``lock`` while touching it."""

    clock: Clock = field(default_factory=Clock)
    settings: Settings = field(default_factory=Settings)
    books: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    changes: list = field(default_factory=list)
    tokens: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)
    log: deque = field(default_factory=lambda: deque(maxlen=100_000))
    lock: threading.RLock = field(default_factory=threading.RLock)
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    url: str = ""
    _minute: int = -1
    _spent: Counter = field(default_factory=Counter)

    @property
    def year(self):
        return time.gmtime(self.clock.now()).tm_year

    def spend(self, kind, caller):
        """Count a call to Sheets (Read or Write) against this minute, or raise the 429."""
        if not self.settings.quota:
            return
        minute = int(self.clock.now() // 60)
        if minute != self._minute:
            self._minute, self._spent = minute, Counter()
        who = caller.email if caller else ""
        for per, key, limit in (
            ("user", (kind, who), PER_USER),
            ("project", (kind, None), PER_PROJECT),
        ):
            if self._spent[key] >= limit:
                raise over_quota(kind, per, limit)
        self._spent.update([(kind, who), (kind, None)])

    def fault_for(self, line):
        """The first rule that strikes this call, used up by one."""
        for rule in self.faults:
            if rule.left == 0 or rule.pattern not in line or self.chance.random() >= rule.chance:
                continue
            if rule.left is not None:
                rule.left -= 1
            return rule
        return None

    def counts(self):
        """How many calls of each kind the log holds."""
        return Counter(call.kind for call in self.log)
