"""One table of the campaign's files, asked for what it should hold.

Every question gives an answer of its type.  What is missing, mistyped or never asked for is
noted as a sentence with its place, so that all mistakes come out together.

>>> table = TomlTable({"name": "走访", "least": "一", "requird": True}, "ledgers", "走访")
>>> table.text("name"), table.number("least"), table.words("required")
('走访', None, ())
>>> for mistake in table.mistakes(): print(*mistake.place, mistake.what)
ledgers 走访 least 应为整数，现为“一”
ledgers 走访 没有 requird 这一项，是不是 required？
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from inspect import Parameter, signature
from typing import Any, Final, TypeGuard, TypeVar

from kjr.campaign.mistakes import Mistake
from kjr.campaign.suggestions import find_closest, suggest_word

T = TypeVar("T")

LACKING: Final = "缺少 {}"
NEVER_BLANK: Final = ("name", "id", "section", "counter", "words")
UNREAD: Final = dt.date.min
"""Stands for a day that could not be read; that mistake is already noted."""
BLANKS: Final[Mapping[Any, object]] = {int: 0, dt.date: UNREAD}


class TomlTable:
    """One table, its place in the file, and the mistakes found in it so far."""

    def __init__(self, raw: object, *place: str) -> None:
        self.raw: Mapping[str, object] = raw if isinstance(raw, dict) else {}
        self.place = place
        self._asked: list[str] = []
        self._noted: list[Mistake] = []
        self._inner: list[TomlTable] = []
        if not isinstance(raw, dict):
            self.note(f"应为一张表，现为“{raw}”")

    def correct(self) -> Iterator[Mistake]:
        """Put what stands under a misspelt key under the one that was meant, here and inside.

        Each is told; read again, nothing else is wrong for its sake.
        """
        for key, meant in list(self._list_renamed()):
            if meant and isinstance(self.raw, dict):
                self.raw[meant] = self.raw.pop(key)
                yield Mistake(self.place, f"没有 {key} 这一项，是不是 {meant}？", key, meant)
        for table in self._inner:
            yield from table.correct()

    def build(self, kind: Callable[..., T], **given: object) -> T:
        """A record of that kind, each field not ``given`` asked for by its name and type.

        Fields without a default are required.
        """
        fields = [each for each in _list_fields(kind) if each.name not in given]
        asked = [each for each in fields if each.annotation in QUESTIONS]
        self.require(*(each.name for each in asked if each.default is each.empty))
        for each in asked:
            answer = QUESTIONS[each.annotation](self, each.name)
            default = BLANKS.get(each.annotation, answer)
            default = default if each.default is each.empty else each.default
            given[each.name] = answer if each.name in self.raw and answer is not None else default
        return kind(**given)

    def require(self, *keys: str) -> None:
        """Note those of the keys that are not there."""
        for key in keys:
            if key not in self.raw:
                self.note(LACKING.format(key))
            elif self.raw[key] == "" and key in NEVER_BLANK:
                self.note(f"{key} 空着", key)

    def text(self, key: str) -> str:
        """A text; blank if it is not there."""
        return self._ask(key, "双引号里的文字", str) or ""

    def number(self, key: str) -> int | None:
        """A whole number, if it is there."""
        return self._ask(key, "整数", int)

    def day(self, key: str) -> dt.date | None:
        """A day, if it is there."""
        return self._ask(key, "日期，写成 年-月-日", dt.date)

    def moment(self, key: str) -> dt.datetime | None:
        """A day and a time, if it is there."""
        return self._ask(key, "日期和时间，写成 年-月-日T时:分:秒", dt.datetime)

    def words(self, key: str) -> tuple[str, ...]:
        """Some texts; one alone may stand without brackets."""
        value = self._ask(key, "方括号里的几个文字", list, str) or []
        listed = [value] if isinstance(value, str) else value
        if _are_texts(listed):
            return tuple(listed)
        self._wrong(key, "方括号里的几个文字", value)
        return ()

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Texts in groups, such as [["建档数", "服务人次"]]."""
        value = self._ask(key, "方括号里的几组文字", list) or []
        if all(_are_texts(group) for group in value):
            return tuple(tuple(group) for group in value)
        self._wrong(key, "方括号里的几组文字", value)
        return ()

    def table(self, key: str) -> TomlTable:
        """The table under a key; an empty one if it is not there."""
        self._asked.append(key)
        return self.hold(self.raw.get(key, {}), *self.place, key)

    def tables(self, key: str) -> list[TomlTable]:
        """The tables listed under a key, each placed by its name or its number."""
        listed = self._ask(key, "方括号里的几张表", list) or []
        place = self.place or (key,)
        return [
            self.hold(raw, *place, _name(raw) or f"{key} 第{number}项")
            for number, raw in enumerate(listed, 1)
        ]

    def note(self, mistake: str, key: str = "", meant: str = "") -> None:
        """Add a mistake that only the asker could see, and the key under which it stands.

        ``meant`` is the name in whose stead another was probably written.
        """
        self._noted.append(Mistake(self.place, mistake, key, meant))

    def forgive(self) -> None:
        """Ask no more: of what kind the table should be is not known, so no key of it is wrong."""
        self._asked += self.raw

    def hold(self, raw: object, *place: str) -> TomlTable:
        """A table whose mistakes come out with this one's."""
        self._inner.append(TomlTable(raw, *place))
        return self._inner[-1]

    def mistakes(self) -> Iterator[Mistake]:
        """Everything wrong here and in the tables inside, keys nobody asked for included."""
        yield from self._noted
        for key, meant in self._list_renamed():
            what = f"没有 {key} 这一项{suggest_word(key, [meant] if meant else self._asked)}"
            yield Mistake(self.place, what, key)
        for table in self._inner:
            yield from table.mistakes()

    def _list_renamed(self) -> Iterator[tuple[str, str]]:
        """Each key nobody asked for, and the one that is lacking in its stead; blank if none."""
        lacking = [key for key in self._asked if key not in self.raw]
        for key in self.raw:
            if key not in self._asked:
                meant = find_closest(key, lacking)
                lacking = [each for each in lacking if each != meant]
                yield key, meant

    def _ask(self, key: str, words: str, *kinds: type[T]) -> T | None:
        self._asked.append(key)
        value = self.raw.get(key)
        if type(value) in kinds:  # exact: true is no number, a moment is no day
            return value  # type: ignore[return-value]  # one of the kinds, as just checked
        if value is not None:
            self._wrong(key, words, value)
        return None

    def _wrong(self, key: str, words: str, value: object) -> None:
        self.note(f"{key} 应为{words}，现为“{value}”", key)


QUESTIONS: Final[Mapping[Any, Callable[[TomlTable, str], object]]] = {
    str: TomlTable.text,
    bool: lambda table, key: table._ask(key, "true 或 false", bool),
    int: TomlTable.number,
    int | None: TomlTable.number,
    float: lambda table, key: table._ask(key, "数字", int, float),
    float | None: lambda table, key: table._ask(key, "数字", int, float),
    dt.date: TomlTable.day,
    tuple[str, ...]: TomlTable.words,
    tuple[tuple[str, ...], ...]: TomlTable.groups,
}
"""How a field is asked for, by its type."""


@cache
def _list_fields(kind: Callable[..., object]) -> tuple[Parameter, ...]:
    return tuple(signature(kind).parameters.values())


def _are_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _name(raw: object) -> str:
    named = (raw.get("id") or raw.get("name")) if isinstance(raw, dict) else None
    return named if isinstance(named, str) else ""
