"""A word people write, and what the office said once that it means.

>>> word = LearntWord("走访", "", "撰写人", "填报人", "张三", dt.date(2019, 6, 8))
>>> str(word), word.kind
('「走访」的表头“撰写人”读作「填报人」', 'headers')
"""

import datetime as dt
from itertools import chain, repeat
from typing import Final, NamedTuple

from kjr.campaign.learnt.lines import find_lines
from kjr.campaign.toml_table import TomlTable

LEARNT: Final = "learnt.toml"
KINDS: Final = {
    "headers": ("ledger", "written", "meant"),
    "options": ("ledger", "column", "written", "meant"),
    "files": ("written", "meant"),
}
"""The lists of the file → what each of their entries says, beside who and when."""


class LearntWord(NamedTuple):
    """A word and what it means; who said so, and when."""

    ledger: str
    """Blank for a file's name."""
    column: str
    """Whose option is meant; blank for a header, or a file's name."""
    written: str
    meant: str
    """A column, an option, or a unit."""
    who: str
    day: dt.date
    line: int = 0
    """Where it stands in the file; the first is 1."""

    def __str__(self) -> str:
        match self.kind:
            case "files":
                return f"文件“{self.written}”归到{self.meant}"
            case "headers":
                return f"「{self.ledger}」的表头“{self.written}”读作「{self.meant}」"
            case _:
                return f"「{self.ledger}」里{self.column}“{self.written}”读作「{self.meant}」"

    @property
    def kind(self) -> str:
        """The list it stands in."""
        if not self.ledger:
            return "files"
        return "options" if self.column else "headers"

    @property
    def facts(self) -> dict[str, str]:
        """What is said, whoever said it."""
        return {name: getattr(self, name) for name in KINDS[self.kind]}


def parse_words(table: TomlTable, text: str) -> tuple[LearntWord, ...]:
    """The words of learnt.toml, in the order in which they were said."""
    found = [
        _parse_word(entry, kind, line)
        for kind in KINDS
        for entry, line in zip(
            table.tables(kind), chain(find_lines(text, kind), repeat(0)), strict=False
        )
    ]
    return tuple(sorted(found, key=lambda word: word.line))


def _parse_word(entry: TomlTable, kind: str, line: int) -> LearntWord:
    """One entry; a column is asked for only where an option is meant, and so on."""
    own = [name for name in ("ledger", "column") if name in KINDS[kind]]
    entry.require(*own)
    given = {name: entry.text(name) if name in own else "" for name in ("ledger", "column")}
    return entry.build(LearntWord, **given, line=line)
