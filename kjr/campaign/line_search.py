"""Which line of a campaign's file says something."""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Final

NUMBERED: Final = re.compile(r"(\w+) 第(\d+)项")
"""A table without a name of its own, by the list it stands in."""


def find_line(lines: Sequence[str], place: Collection[str], word: str) -> int | None:
    """The number of the line that holds the word, as far inside the place as can be followed."""
    at: int | None = None
    for token in place:
        found = _find_token(lines, token, at)
        at = at if found is None else found
    begin = at or 0
    if at is not None and f'"{word}"' in lines[at]:
        return at + 1
    end = _first(lines, begin + 1, len(lines), _opens_table) or len(lines)
    found = _find_word(lines[:end], begin, word)
    if found is None and at is None and place:  # what is wrong is the file's own, anywhere in it
        found = _find_word(lines, end, word)
    at = at if found is None else found
    return None if at is None else at + 1


def _find_word(lines: Sequence[str], begin: int, word: str) -> int | None:
    """The first line that says the word: as a key, or else in quotes, or else within a text."""
    opens = re.compile(rf"\s*\[+{re.escape(word)}\.")
    ways: tuple[Callable[[str], bool], ...] = (
        _names(word),
        lambda line: bool(opens.match(line)),
        lambda line: f'"{word}"' in line,
        lambda line: word in line,
    )
    found = (_first(lines, begin, len(lines), holds) for holds in ways if word)
    return next((number for number in found if number is not None), None)


def _find_token(lines: Sequence[str], token: str, at: int | None) -> int | None:
    """Where a table or a key opens; in a whole file a table of that name comes before a key."""
    numbered, count = _find_numbered(lines, token), len(lines)
    if numbered is not None:
        return numbered
    if at is None:  # a ledger's title is the name of one of its columns, further down
        for keys in ("name|id", "title"):
            if (table := _first(lines, 0, count, _calls(token, keys))) is not None:
                return table
    return _first(lines, at or 0, count, _names(token))


def _find_numbered(lines: Sequence[str], token: str) -> int | None:
    """Where the table opens that is known by its number alone, as “headers 第2项”."""
    if not (numbered := NUMBERED.fullmatch(token)):
        return None
    opens = re.compile(rf"\s*\[\[\s*{numbered[1]}\s*\]\]")
    found = [number for number, line in enumerate(lines) if opens.match(line)]
    return found[int(numbered[2]) - 1] if int(numbered[2]) <= len(found) else None


def _names(token: str) -> Callable[[str], bool]:
    """Whether a line opens the table or the key of that name."""
    name = re.escape(token)
    opens = re.compile(rf'(?:^\s*\[*(?:\w+\.)?|[{{,]\s*)"?{name}"?\]*\s*(?:=|$)')
    is_called = _calls(token)
    return lambda line: bool(opens.search(line)) or is_called(line)


def _opens_table(line: str) -> bool:
    return line.startswith("[[")


def _calls(token: str, keys: str = "name|id|title") -> Callable[[str], bool]:
    """Whether a line gives a table its own name."""
    calls = re.compile(rf'\b(?:{keys}) = "{re.escape(token)}"')
    return lambda line: bool(calls.search(line))


def _first(lines: Sequence[str], begin: int, end: int, is_it: Callable[[str], bool]) -> int | None:
    return next((number for number in range(begin, end) if is_it(lines[number])), None)
