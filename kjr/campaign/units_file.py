"""From the text of units.csv to units, and what is wrong with it, line by line.

>>> roster = parse_roster("单位,类别,县区\\n甲县科协,科协,甲县\\n乙县科协,科斜,乙县")
>>> [unit.name for unit in list_roster_units(roster)]
['甲县科协', '乙县科协']
>>> list(find_roster_unknowns(roster, ["科协"], ["甲县", "乙县"]))
['units.csv 第3行：没有“科斜”这种类别，是不是 科协？']
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from kjr.campaign.model import Unit
from kjr.campaign.toml_table import suggest_word
from kjr.values.cells import INVISIBLE, fold_text
from kjr.values.file_names import is_safe_file_name

ROSTER: Final = "units.csv"
NAME, SHORT, KIND, DISTRICT, ALIASES, EXPECTED = "单位", "简称", "类别", "县区", "别名", "应报"
HEADERS: Final = (NAME, SHORT, KIND, DISTRICT, ALIASES, EXPECTED)
NEEDED: Final = (NAME, KIND, DISTRICT)
ANSWERS: Final = {"是": True, "": True, "否": False}


class RosterLine(NamedTuple):
    """One unit's line: its number in the file and its cells by header, blank where absent."""

    number: int
    cells: Mapping[str, str]


class Roster(NamedTuple):
    """The file as written."""

    header: tuple[str, ...]
    lines: tuple[RosterLine, ...]


def parse_roster(text: str) -> Roster:
    """Take the file apart; nothing is judged yet, blank lines are left out."""
    reader = csv.reader(text.splitlines())
    header = tuple(fold_text(cell) for cell in next(reader, []))
    rows = [(reader.line_num, [_clean(cell) for cell in row]) for row in reader]
    return Roster(header, tuple(_line(number, header, row) for number, row in rows if any(row)))


def list_roster_units(roster: Roster) -> tuple[Unit, ...]:
    """The units, in the file's order."""
    return tuple(_unit(line.cells) for line in roster.lines)


def find_roster_mistakes(roster: Roster) -> Iterator[str]:
    """What is wrong with the file itself, each with its line."""
    for header in NEEDED:
        if header not in roster.header:
            yield f"{ROSTER} 第1行：缺少“{header}”这一列"
    for header in filter(None, roster.header):
        if header not in HEADERS:
            yield f"{ROSTER} 第1行：没有“{header}”这一列{suggest_word(header, HEADERS)}"
    for number, cells in roster.lines:
        if not cells[NAME]:
            yield f"{ROSTER} 第{number}行：没有写单位名称"
        elif not is_safe_file_name(cells[NAME]):
            yield f"{ROSTER} 第{number}行：单位名称“{cells[NAME]}”不能用作文件名，请去掉符号"
        if cells[EXPECTED] not in ANSWERS:
            yield f"{ROSTER} 第{number}行：应报只能写是或否，现为“{cells[EXPECTED]}”"
    yield from _same_names(roster)


def find_roster_unknowns(
    roster: Roster, kinds: Collection[str], districts: Collection[str]
) -> Iterator[str]:
    """Lines whose kind or district the campaign does not know."""
    for number, cells in roster.lines:
        kind, district = cells[KIND], cells[DISTRICT]
        if kind not in kinds:
            yield f"{ROSTER} 第{number}行：没有“{kind}”这种类别{suggest_word(kind, kinds)}"
        if district not in districts:
            nearest = suggest_word(district, districts)
            yield f"{ROSTER} 第{number}行：没有“{district}”这个县区{nearest}"


def _clean(cell: str) -> str:
    return cell.translate(INVISIBLE).strip()


def _line(number: int, header: tuple[str, ...], row: list[str]) -> RosterLine:
    cells = dict(zip(header, row, strict=False))
    return RosterLine(number, {name: cells.get(name, "") for name in HEADERS})


def _unit(cells: Mapping[str, str]) -> Unit:
    return Unit(
        name=cells[NAME],
        kind=cells[KIND],
        district=cells[DISTRICT],
        short=cells[SHORT],
        aliases=_aliases(cells),
        expected=ANSWERS.get(cells[EXPECTED], True),
    )


def _aliases(cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, re.split("[、;]", cells[ALIASES]))))


def _names(cells: Mapping[str, str]) -> set[str]:
    return {cells[NAME], cells[SHORT], *_aliases(cells)} - {""}


def _same_names(roster: Roster) -> Iterator[str]:
    """Two units may not answer to one name."""
    first: dict[str, int] = {}
    for number, cells in roster.lines:
        for name in sorted(_names(cells)):
            if first.setdefault(name, number) != number:
                yield f"{ROSTER} 第{number}行：“{name}”和第{first[name]}行的单位重名"
