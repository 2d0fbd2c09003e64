"""A campaign's file statement by statement: one is changed, the others and all notes stay.

>>> (block,) = split_blocks('# 年\\nyear = 2019  # 每年改\\ncity = "甲市"\\n')
>>> print(join_blocks([block.change("year", 2026)]), end="")
# 年
year = 2026  # 每年改
city = "甲市"
"""

import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

HEADER: Final = re.compile(r"^\s*\[+([^\[\]]+)\]+\s*(?:#.*)?$")
NOTE: Final = re.compile(r'^(?:[^"#]|"(?:[^"\\]|\\.)*")*?(\s*#.*)$')
BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
LONG: Final = 98


class Statement(NamedTuple):
    """Whole lines: a note, a header, or a key with its value."""

    text: str
    key: str = ""
    value: object = None


class Block(NamedTuple):
    """A table with the notes inside it; without a name, what stands before the first."""

    name: str
    statements: tuple[Statement, ...]

    @property
    def values(self) -> dict[str, object]:
        """What its keys say."""
        return {each.key: each.value for each in self.statements if each.key}

    def change(self, key: str, value: object) -> "Block":
        """The block with another value under a key, its note kept; None takes the key away."""
        if key not in self.values:
            return self if value is None else self._add(key, value)
        return self._replace(
            statements=tuple(
                _restate(each, value) if each.key == key else each
                for each in self.statements
                if each.key != key or value is not None
            )
        )

    def change_all(self, values: Mapping[str, object]) -> "Block":
        """The block saying this and nothing else; what says so already stays as written."""
        changed = self
        for key in dict.fromkeys((*self.values, *values)):
            changed = changed.change(key, values.get(key))
        return changed

    def strip(self) -> "Block":
        """The notes behind its last statement, which belong to what follows."""
        last = max(n for n, each in enumerate(self.statements) if each.key or _is_header(each))
        return Block("", self.statements[last + 1 :])

    def _add(self, key: str, value: object) -> "Block":
        at = 1 + max(n for n, each in enumerate(self.statements) if each.key or not n)
        added = Statement(f"{_format_key(key)} = {format_value(value)}\n", key, value)
        return self._replace(statements=(*self.statements[:at], added, *self.statements[at:]))


def split_blocks(text: str) -> list[Block]:
    """A file's tables in their order; joined they are the text again."""
    blocks: list[tuple[str, list[Statement]]] = [("", [])]
    for each in _split_statements(text):
        header = HEADER.match(each.text) if _is_header(each) else None
        if header:
            blocks.append((header[1].strip(), []))
        blocks[-1][1].append(each)
    return [Block(name, tuple(statements)) for name, statements in blocks]


def join_blocks(blocks: Iterable[Block]) -> str:
    """The text of a file."""
    return "".join(each.text for block in blocks for each in block.statements)


def drop_blocks(blocks: Iterable[Block], is_gone: Callable[[Block], bool]) -> list[Block]:
    """The blocks without those, and without the tables inside them; notes between stay."""
    kept, gone = [], ""
    for block in blocks:
        is_inside = bool(gone) and block.name.startswith(f"{gone}.")
        gone = gone if is_inside else block.name if is_gone(block) else ""
        kept.append(block.strip() if gone else block)
    return kept


def format_value(value: object, *, is_listed: bool = False) -> str:
    """A value as TOML writes it; tables in a list stand on a line each."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False)
        case dt.date():
            return value.isoformat()
        case list():
            return _format_list(value, is_listed=is_listed)
        case dict():
            inside = ", ".join(f"{_format_key(k)} = {format_value(v)}" for k, v in value.items())
            return f"{{ {inside} }}"
        case _:
            return str(value)


def _format_list(value: list[object], *, is_listed: bool) -> str:
    cells = [format_value(each) for each in value]
    short = f"[{', '.join(cells)}]"
    if is_listed or len(short) > LONG or any(isinstance(each, dict) for each in value):
        return "[\n" + "".join(f"    {cell},\n" for cell in cells) + "]"
    return short


def _split_statements(text: str) -> Iterator[Statement]:
    held = ""
    for line in text.splitlines(keepends=True):
        if not held and (not line.strip() or line.lstrip().startswith(("#", "["))):
            yield Statement(line)
            continue
        held += line
        try:
            said = tomllib.loads(held)
        except tomllib.TOMLDecodeError:  # an array or a text goes on in the next line
            continue
        ((key, value),) = said.items()
        yield Statement(held, key, value)
        held = ""
    if held:
        yield Statement(held)


def _restate(statement: Statement, value: object) -> Statement:
    if statement.value == value:
        return statement
    lines = statement.text.rstrip("\n").splitlines()
    note = NOTE.match(lines[-1])
    said = format_value(value, is_listed=len(lines) > 1)
    text = f"{_format_key(statement.key)} = {said}{note[1] if note else ''}\n"
    return Statement(text, statement.key, value)


def _format_key(key: str) -> str:
    return key if BARE.fullmatch(key) else format_value(key)


def _is_header(statement: Statement) -> bool:
    return not statement.key and statement.text.lstrip().startswith("[")
