"""What one column of a ledger accepts.

A column is declared once, in its ledger's file.  Its five faces (parser, blank workbook, editor,
help page, paper) each match over these kinds and end in ``assert_never``.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import get_args

from kjr.values.spans import Span

Value = str | int | float | dt.date | Span | tuple[str, ...]
"""What a cell can mean once read.  Amounts are int or float, many choices or people a tuple."""


@dataclass(frozen=True)
class ColumnFacts:
    """What every kind of column knows about itself."""

    name: str
    required: bool = False
    help: str = ""
    aliases: tuple[str, ...] = ()
    """Other headers people write above the same thing."""
    example: str = ""
    """What the example row of a blank workbook shows."""
    private: bool = False
    """Tells about a person: only for the unit itself and the office."""


@dataclass(frozen=True)
class Text(ColumnFacts):
    """Free words."""

    longest: int = 2000
    synonyms: Mapping[str, str] = field(default_factory=dict)
    """Every spelling of a name, as unify_name gives it → the one under which figures count it."""


@dataclass(frozen=True)
class Count(ColumnFacts):
    """A whole number of something; never shown without its counter (量词)."""

    counter: str = ""
    least: int = 0
    most: int | None = None
    doubt_above: int | None = None
    """More than this in one row is believed, but marked 疑."""


@dataclass(frozen=True)
class Money(ColumnFacts):
    """An amount in yuan."""

    least: float = 0
    most: float | None = None
    doubt_above: float | None = None


@dataclass(frozen=True)
class Day(ColumnFacts):
    """One day, or a span of days."""


@dataclass(frozen=True)
class Choice(ColumnFacts):
    """One of a few words, or several of them when ``many``."""

    options: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    """What people write → the option they mean."""
    many: bool = False


@dataclass(frozen=True)
class Person(ColumnFacts):
    """One name, or several of them when ``many``."""

    many: bool = False


@dataclass(frozen=True)
class Phone(ColumnFacts):
    """A telephone number, kept as text."""


@dataclass(frozen=True)
class Link(ColumnFacts):
    """A web address, or the page of a newspaper."""


Column = Text | Count | Money | Day | Choice | Person | Phone | Link

KINDS: Mapping[str, type[Column]] = {kind.__name__.lower(): kind for kind in get_args(Column)}
"""Every kind by its name in a ledger's file."""


class Progress(Enum):
    """How far its row says a piece of work is (开展情况)."""

    PLANNED = "拟开展"
    DONE = "已开展"
    CANCELLED = "取消"


@dataclass(frozen=True)
class ProgressColumn:
    """A column people keep beside a ledger's own: whether the row's work took place.

    No blank workbook offers it.
    """

    headers: tuple[str, ...]
    planned: tuple[str, ...]
    done: tuple[str, ...]
    cancelled: tuple[str, ...]

    @property
    def words(self) -> Mapping[str, Progress]:
        """Every word people write in it → what it says."""
        said = {
            Progress.PLANNED: self.planned,
            Progress.DONE: self.done,
            Progress.CANCELLED: self.cancelled,
        }
        return {word: progress for progress, words in said.items() for word in words}
