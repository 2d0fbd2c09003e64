"""The parts of the summary as wording.toml declares them."""

import re
from dataclasses import dataclass
from typing import Final

PAIRED: Final = re.compile(r"（[^（）()]*）|\([^（）()]*\)")


def has_open_bracket(section: str) -> bool:
    """Whether the brackets in the name of a section do not match, so that no other is like it.

    >>> has_open_bracket("四（一)2"), has_open_bracket("四（一）2"), has_open_bracket("五4")
    (True, False, False)
    """
    return bool({*"（()）"} & {*PAIRED.sub("", section)})


@dataclass(frozen=True)
class Roll:
    """A table of whatever some figures count once each, such as the persons published."""

    caption: str
    figures: tuple[str, ...]
    columns: tuple[str, ...]
    """Columns of the ledger; @单位 is whose entry it is."""


@dataclass(frozen=True)
class Part:
    """One part of the summary: a heading, a paragraph, tables, or several of them."""

    name: str
    """The heading, and the name under which a clerk's own text of it is kept."""
    heading: int = 0
    """1 for 一、, 2 for （一）; 0 for none."""
    says: str = ""
    """The paragraph, with names in braces."""
    needs: tuple[str, ...] = ()
    """Names without which it says nothing."""
    optional: bool = False
    """Without anything to say it is left out, heading and all, rather than asked for."""
    vow: bool = False
    """No figure can prove it, so that a clerk has to confirm it first."""
    lead: bool = False
    """It sums everything up: its figures are the columns of the tables by district and unit."""
    sections: tuple[str, ...] = ()
    """Where the plan asks for the work it tells of, e.g. 四（一）."""
    first: tuple[str, ...] = ()
    """Figures whose entries come first among the examples."""
    full: tuple[str, ...] = ()
    """Figures whose entries are told in full."""
    quotes: str = ""
    """The column of the units' own summaries that is quoted."""
    offers: str = ""
    """The column a clerk may quote from."""
    tables: tuple[str, ...] = ()
    """Ready-made tables, of TABLES."""
    roll: Roll | None = None

    def covers(self, section: str) -> bool:
        """Whether it tells of the work some section of the plan asks for."""
        return section.startswith(self.sections)


@dataclass(frozen=True)
class EntryList:
    """An annex that lists every entry behind a figure."""

    title: str
    caption: str
    figure: str
    landscape: bool = False


TABLES = ("districts", "targets", "target_bars")
"""What each district did; the plan's own targets against their results, and as bars."""
