"""One year's campaign, as ``loading`` reads it: who files what, until when, how much is enough."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from kjr.campaign.columns import Column, Person, Progress, ProgressColumn, Text
from kjr.campaign.learnt.words import LearntWord
from kjr.campaign.outline import EntryList, Part

WRITER: Final = ("@单位", "@单位类别", "@县区", "@应报")
"""What kjr knows of a row's writer; measures may ask for it beside the ledger's columns."""
IS_EXPECTED: Final = ("是", "否")
"""What @应报 says of a writer: whether it has to file."""
BLANK: Final = ""
FILLED: Final = "*"
"""In a measure's condition: a cell in which nothing stands, and one in which something does."""


@dataclass(frozen=True)
class Occasion:
    """Something that happens at the same time, such as 科技活动周."""

    name: str
    first: dt.date
    last: dt.date
    told: bool = False
    """Whether the summary says what was held during it."""


@dataclass(frozen=True)
class ColumnNeed:
    """A column that must be filled when another one holds certain words."""

    column: str
    when: str
    among: tuple[str, ...]


@dataclass(frozen=True)
class HostRule:
    """Entries that hold certain words are for units of certain kinds to file (主办)."""

    when: str
    among: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Ledger:
    """One kind of work (台账), kept as one sheet."""

    name: str
    columns: tuple[Column, ...]
    section: str
    """Where the plan asks for it, e.g. 四（一）."""
    help: str = ""
    aliases: tuple[str, ...] = ()
    """Other names people give the sheet."""
    evidence: str = ""
    """Which column names the proofs (佐证); blank if none does."""
    single: bool = False
    """One entry per unit (总结报送): may be written as a vertical form."""
    day: str = ""
    title: str = ""
    place: str = ""
    people: str = ""
    """Which columns say when, what, where, and how many people it reached; blank if none does."""
    host: str = ""
    partner: str = ""
    """Which columns name whose work it was, and with whom it was done; blank if none does."""
    limits: tuple[tuple[str, str], ...] = ()
    """(smaller, larger): the first may not exceed the second in one row."""
    needs: tuple[ColumnNeed, ...] = ()
    hosts: tuple[HostRule, ...] = ()
    assume: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Column → (number to assume when blank, the column that must be filled for it)."""
    sides: tuple[str, ...] = ()
    """Choice columns worth a look of their own on the ledger's page; the first goes by district."""
    stage: str = ""
    """The choice column whose options are the steps of a loop, e.g. 待梳理 to 已答复."""
    closed: tuple[str, ...] = ()
    """Steps that end the loop."""
    shelved: tuple[str, ...] = ()
    """Steps of what needs no answer."""
    dated: tuple[str, ...] = ()
    """Steps that take place on ``day``: at any other one it is only intended; blank if all do."""

    def __hash__(self) -> int:
        """So that what is worked out of ledgers can be remembered; its mappings have no hash."""
        return hash(self.name)

    @property
    def identity(self) -> tuple[str, ...]:
        """The columns by which people know an entry: day, title, place, persons, what is asked."""
        kinds = [
            column.name
            for column in self.columns
            if isinstance(column, Person) or (isinstance(column, Text) and column.required)
        ]
        return tuple(filter(None, dict.fromkeys((self.day, self.title, self.place, *kinds))))

    @property
    def ahead_word(self) -> str:
        """What is said of its rows whose day is still to come: only an event is planned."""
        return Progress.PLANNED.value if self.people else f"{self.day}未到"

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True)
class FilingColumns:
    """Where filing (报送) is written: columns of the ledger a unit fills once."""

    ledger: str
    ticks: tuple[str, ...]
    """Choice columns; a tick means the first option, none the second."""
    person: str
    """Who answers for the report."""
    nil: str
    """Where a unit says that nothing took place (零报告)."""
    nil_word: str = "零报告"
    """What says so, in any cell."""
    tells: tuple[str, ...] = ()
    """The columns in which a unit says in its own words what its report has to say."""


@dataclass(frozen=True)
class Measure:
    """How entries become one figure (口径): counted, unless ``sum`` or ``distinct`` says otherwise.

    Besides a ledger's columns, ``where`` and ``distinct`` may name what kjr knows of a row's
    writer (WRITER).  In ``where`` BLANK and FILLED stand for cells; of a cell that names several
    things one must be among the words.
    """

    name: str
    counter: str
    ledger: str
    sum: str = ""
    distinct: tuple[tuple[str, ...], ...] = ()
    """Keys to try in order; the first whose columns are all filled identifies the thing counted."""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    target: int | None = None
    hard: bool = False
    """The target stands in the plan itself (◆), not derived by us (◇)."""
    words: str = ""
    """The measure in one Chinese sentence, for people."""
    spoken: str = ""
    """What it is called by telephone; blank if only a target of the plan's own has it told."""
    lacking: str = ""
    remedy: str = ""
    """How the summary says what of its one column is not there yet, and what is to be done."""


@dataclass(frozen=True)
class Indicator:
    """One thing leaders ask for (指标): a main measure and those always named with it."""

    id: str
    name: str
    section: str
    measure: Measure
    also: tuple[Measure, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All its measures, the main one first."""
        return (self.measure, *self.also)


@dataclass(frozen=True)
class ReminderRules:
    """When units are asked, and when leaders are told (催报)."""

    personal: int = 3
    """Days before the deadline from which each unit is asked by itself."""
    second: int = 1
    """Days before it from which a unit that was asked is asked more firmly."""
    pause: int = 20
    """Hours in which nobody is asked a second time by a program."""
    digest: str = ""
    """When leaders are sent what stands, as 17:30; blank for never."""
    digest_days: int = 7
    """Days after the deadline on which they still are: those who file late are urged then."""

    @property
    def wait(self) -> dt.timedelta:
        """The pause."""
        return dt.timedelta(hours=self.pause)

    @property
    def digest_time(self) -> dt.time | None:
        """When leaders are told; None for never, or if nobody can read it."""
        read = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", self.digest)
        return dt.time(int(read[1]), int(read[2])) if read else None


@dataclass(frozen=True)
class Unit:
    """One body of the roster (单位)."""

    name: str
    kind: str
    district: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    expected: bool = True
    """Whether it has to file (应报); helping bodies do not."""


@dataclass(frozen=True)
class Campaign:
    """Everything that changes with the year or the city."""

    title: str
    city: str
    host: str
    office: str
    year: int
    theme: str
    first: dt.date
    last: dt.date
    """The window of activities, both ends included."""
    deadline: dt.date
    """The last day on which filing is on time."""
    timezone: str
    districts: tuple[str, ...]
    kinds: tuple[str, ...]
    ledgers: tuple[Ledger, ...]
    indicators: tuple[Indicator, ...]
    units: tuple[Unit, ...]
    wording: Mapping[str, str]
    """Sentences a city changes, by name; placeholders in braces."""
    parts: tuple[Part, ...] = ()
    """The summary, in the order of reading."""
    lists: tuple[EntryList, ...] = ()
    """Annexes that list entries."""
    examples: Mapping[str, str] = field(default_factory=dict)
    """Ledger → how one of its entries is told; columns in braces."""
    in_full: Mapping[str, str] = field(default_factory=dict)
    """The same for a main event."""
    district_word: str = "县区"
    """What the city calls its districts, e.g. 乡镇."""
    whole_word: str = "合计"
    """What it calls all of them together, e.g. 全县."""
    returns: tuple[str, ...] = ()
    """Why the office sends reports back, as sentences to choose from."""
    guide: tuple[str, ...] = ()
    """What the blank workbooks say about this plan's ledgers, beside how any workbook is filled."""
    occasions: tuple[Occasion, ...] = ()
    tiles: tuple[tuple[str, ...], ...] = ()
    """The districts as they lie on the map, row by row from the north; blank for an empty tile."""
    texts: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """The campaign's files as written, by name: examples and frozen moments bring their own."""
    learnt: tuple[LearntWord, ...] = ()
    """What the office said since of words people write; its ledgers know those that fit."""
    file_units: Mapping[str, str] = field(default_factory=dict)
    """A file's name nobody could tell → the unit the office says it is of."""
    filing: FilingColumns | None = None
    """None where units file by their workbooks alone."""
    progress: ProgressColumn | None = None
    """None where no such column is understood."""
    reminders: ReminderRules = ReminderRules()
    side_books: bool = False
    """Whether several files of a unit are read together, for folders a sync program keeps."""
    moment: dt.datetime | None = None
    """Set only for example data: the fixed moment at which it is looked at."""
    written: dt.date | None = None
    """Of example data: the last day on which its units wrote, whenever it is looked at."""

    @property
    def is_example(self) -> bool:
        """Whether this is example data, looked at in a fixed moment."""
        return self.moment is not None

    @property
    def last_year(self) -> int:
        """The year in which it ends; what is dated later was mistyped."""
        return max(self.last, self.deadline).year

    @property
    def nil_word(self) -> str:
        """What says in any cell that nothing took place, with [filing] or without."""
        return (self.filing or FilingColumns).nil_word

    def list_report_parts(self, ledger: str) -> tuple[str, ...]:
        """The columns in which a ledger says which parts of the closing report are handed in."""
        return self.filing.ticks if self.filing and self.filing.ledger == ledger else ()

    @property
    def file_words(self) -> frozenset[str]:
        """What its title and its ledgers are called, for in a file's name it says nothing."""
        names = (name for each in self.ledgers for name in (each.name, *each.aliases))
        return frozenset((*re.findall(r"\w+", self.title), *names))

    @property
    def expected(self) -> tuple[Unit, ...]:
        """The units that have to file (应报)."""
        return tuple(unit for unit in self.units if unit.expected)

    @cached_property
    def unit_names(self) -> Mapping[str, str]:
        """Every name a unit has or had → its full name now; no two units share one."""
        return {
            name: unit.name
            for unit in self.units
            for name in (*unit.aliases, unit.short, unit.name)
            if name
        }

    def ledger(self, name: str) -> Ledger:
        """The ledger of that name."""
        return next(ledger for ledger in self.ledgers if ledger.name == name)

    def unit(self, name: str) -> Unit:
        """The unit of that full name."""
        return next(unit for unit in self.units if unit.name == name)
