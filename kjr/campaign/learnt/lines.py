"""The lines of learnt.toml: one more entry, or one less, and all else as somebody left it.

>>> entry = {"written": "表3.xlsx", "meant": "甲县科协"}
>>> text = add_entry("", "files", entry)
>>> find_lines(text, "files"), remove_entry(text, "files", entry) == INTRODUCTION
([4], True)
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

COMMENTS: Final = {"headers": "表头", "options": "选项", "files": "文件归到单位"}
INTRODUCTION: Final = (
    "# 活动办在网页上认定的词，一段一个：written 是各单位写的，meant 是读作的。\n"
    "# 删去一段就是撤回；改完运行  python -m kjr doctor  检查。\n"
)
OPENING: Final = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]")
PAIR: Final = re.compile(r"\s*\w+\s*=")


def add_entry(text: str, kind: str, said: Mapping[str, object]) -> str:
    """The file with one more entry at its end."""
    before = text.rstrip() + "\n" if text.strip() else INTRODUCTION
    lines = (f"{name} = {_quote(value)}" for name, value in said.items())
    return "\n".join((before, f"[[{kind}]]  # {COMMENTS[kind]}", *lines, ""))


def remove_entry(text: str, kind: str, said: Mapping[str, object]) -> str:
    """The file without the first entry that says this."""
    lines = text.splitlines(keepends=True)
    for begin, end in _find_entries(lines):
        if _is_said(lines[begin:end], kind, said):
            return "".join((*lines[:begin], *lines[end:])).rstrip("\n") + "\n"
    return text


def find_lines(text: str, kind: str) -> list[int]:
    """The numbers of the lines at which the entries of a list begin."""
    opened = ((number, OPENING.match(line)) for number, line in enumerate(text.splitlines(), 1))
    return [number for number, opening in opened if opening and opening[1] == kind]


def _find_entries(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each entry begins and ends; a comment behind it is not its own, blank lines are."""
    for begin, line in enumerate(lines):
        if OPENING.match(line):
            end = begin + 1
            while end < len(lines) and PAIR.match(lines[end]):
                end += 1
            while end < len(lines) and not lines[end].strip():
                end += 1
            yield begin, end


def _is_said(lines: Sequence[str], kind: str, said: Mapping[str, object]) -> bool:
    (entry, *_) = tomllib.loads("".join(lines)).get(kind, [{}])
    return all(entry.get(name) == value for name, value in said.items())


def _quote(value: object) -> str:
    """A text or a day as TOML writes it; JSON escapes texts alike, but for one character."""
    if not isinstance(value, str):
        return str(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
