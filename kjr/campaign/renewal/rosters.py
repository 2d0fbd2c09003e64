"""A roster as people paste it from Excel, or as a sheet holds it, to the units of a campaign.

>>> table = "序号\\t单位名称\\t所在地\\t类别\\n1\\t甲县科协\\t甲县\\t科协\\n2\\t乙\\t丙\\t科协"
>>> read = read_roster(split_pasted(table), ["科协"], ["甲县"], "县区")
>>> [unit.name for unit in read.units], read.wrong
(['甲县科协'], ('第3行：没有“丙”这个县区',))
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from kjr.campaign.model import Unit
from kjr.campaign.units_file import (
    ALIASES,
    DISTRICT,
    EXPECTED,
    HEADERS,
    KIND,
    NAME,
    NEEDED,
    SHORT,
    find_roster_unknowns,
    parse_roster,
)
from kjr.errors import KjrError
from kjr.values.cells import Cell, format_cell
from kjr.values.spelling.characters import fold_text

WORDS: Final[Mapping[str, Collection[str]]] = {
    NAME: (NAME, "单位名称", "单位全称", "名称", "全称"),
    SHORT: (SHORT,),
    KIND: (KIND, "单位类别", "单位类型", "类型", "单位性质"),
    DISTRICT: (DISTRICT, "所属县区", "所在县区", "所在地", "属地"),
    ALIASES: (ALIASES, "曾用名", "其他名称", "又名"),
    EXPECTED: (EXPECTED, "是否应报"),
}
TOTAL: Final = re.compile("[合总小共]计[:：]?")
"""A row that holds this adds up others."""

LONGEST: Final = 500_000
"""Letters of a pasted roster; that of a region has some ten thousand."""
TOO_LONG: Final = "名册太长，或者引号不成对，没有读；请只粘贴单位这一块，或者上传"

Rows = Sequence[Sequence[Cell]]


class ReadRoster(NamedTuple):
    """The units that could be read, and of every other line why it could not."""

    units: tuple[Unit, ...]
    wrong: tuple[str, ...]


def split_pasted(text: str) -> Rows:
    """The cells of a block copied from Excel, or of a text with commas.

    Raises KjrError for more than a roster is, and for quotes nobody closes.
    """
    if len(text) > LONGEST:
        raise KjrError(TOO_LONG)
    mark = "\t" if "\t" in text else ","
    said = io.StringIO(text.replace("，", ",") if mark == "," else text)
    try:
        return list(csv.reader(said, delimiter=mark))
    except csv.Error as error:
        raise KjrError(TOO_LONG) from error


def read_roster(
    rows: Rows, kinds: Collection[str], districts: Collection[str], district_word: str
) -> ReadRoster:
    """The units of a table, with a line of headers above it or without."""
    cells = [[format_cell(cell).replace("\n", " ").strip() for cell in row] for row in rows]
    cells = [[] if any(map(TOTAL.fullmatch, map(_squeeze, row))) else row for row in cells]
    spelt = {_squeeze(word): word for word in (*kinds, *districts)}
    cells = [[spelt.get(_squeeze(cell), cell) for cell in row] for row in cells]
    first, head = _find_header_row(cells, district_word)
    begin = first + 1 if NAME in head else first
    at = _guess_columns(cells[begin:], kinds, districts)
    if NAME in head:
        at = {name: at[name] for name in (KIND, DISTRICT) if name in at} | head
    lines = [{name: row[n] for name, n in at.items() if n < len(row)} for row in cells[begin:]]
    units, slips = parse_roster(write_roster_lines(lines))
    wrong = [*slips, *find_roster_unknowns(units, kinds, districts)]
    wrong.sort(key=lambda each: int(each.key))
    bad = {int(each.key) for each in wrong}
    told = tuple(f"第{int(each.key) + begin - 1}行：{each.what}" for each in wrong)
    good = tuple(unit for number, unit in units.items() if number not in bad)
    return ReadRoster(good, told if units or wrong else ("没有读到一家单位",))


def write_roster(units: Iterable[Unit]) -> str:
    """The text of units.csv."""
    return write_roster_lines(
        {
            NAME: unit.name,
            SHORT: unit.short,
            KIND: unit.kind,
            DISTRICT: unit.district,
            ALIASES: "、".join(unit.aliases),
            EXPECTED: "是" if unit.expected else "否",
        }
        for unit in units
    )


def write_roster_lines(lines: Iterable[Mapping[str, str]]) -> str:
    """units.csv with these cells, a line each, also the empty ones."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADERS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()


def remember_names(units: Iterable[Unit], before: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units with the short names and aliases they had, where none are given."""
    known = {unit.name: unit for unit in before}
    return tuple(
        replace(
            unit,
            short=unit.short or known.get(unit.name, unit).short,
            aliases=unit.aliases or known.get(unit.name, unit).aliases,
        )
        for unit in units
    )


def _find_header_row(
    rows: Sequence[Sequence[str]], district_word: str
) -> tuple[int, dict[str, int]]:
    """The first row that names what is needed, or the units at least; else where cells begin."""
    heads = [_find_headers(row, district_word) for row in rows]
    for needed in (NEEDED, (NAME,)):
        for number, head in enumerate(heads):
            if {*needed} <= {*head}:
                return number, head
    return next((n for n, row in enumerate(rows) if any(row)), 0), {}


def _squeeze(cell: str) -> str:
    """A cell as it is however it was spaced and whatever brackets were used: 类　别 is 类别."""
    return re.sub(r"\s", "", fold_text(cell))


def _find_headers(row: Sequence[str], district_word: str) -> dict[str, int]:
    """Which column is which, by their headers."""
    said = {_squeeze(cell): number for number, cell in reversed(list(enumerate(row)))}
    words = {**WORDS, DISTRICT: (*WORDS[DISTRICT], fold_text(district_word))}
    found = {
        name: next((said[word] for word in those if word in said), -1)
        for name, those in words.items()
    }
    return {name: number for name, number in found.items() if number >= 0}


def _guess_columns(
    rows: Sequence[Sequence[str]], kinds: Collection[str], districts: Collection[str]
) -> dict[str, int]:
    """Which column is which, by what stands in them; the longest words are the names."""
    width = max(map(len, rows), default=0)
    columns = {n: [row[n] for row in rows if n < len(row)] for n in range(width)}
    at = {}
    for name, known in ((KIND, kinds), (DISTRICT, districts)):
        hits = {n: sum(cell in known for cell in cells) for n, cells in columns.items()}
        best = max(hits, key=hits.__getitem__, default=-1)
        if hits.get(best):
            at[name] = best
            del columns[best]
    lengths = {n: sum(map(len, cells)) for n, cells in columns.items()}
    if lengths:
        at[NAME] = max(lengths, key=lengths.__getitem__)
    if later := [n for n in columns if n > at.get(NAME, width) and any(columns[n])]:
        at[ALIASES] = later[0]
    return at
