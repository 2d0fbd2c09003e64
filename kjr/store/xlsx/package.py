"""What python-calamine does not tell about an .xlsx package, taken from its parts."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final, NamedTuple
from xml.etree import ElementTree

from kjr.store.base import UnreadableError
from kjr.values.cells import parse_column_letters

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
"""The namespace of what sheets are made of."""
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
VAST: Final = 2_000_000
"""Cells a sheet may span; beyond that calamine asks for gigabytes and the process ends."""
LAST_ROW, LAST_COLUMN = 20_000, 100
"""What is still read of a sheet that spans more."""
STRAYS: Final = 50
"""So many cells out there are slips of the hand; more are somebody's work."""

ADDRESS = re.compile(rb'\br="([A-Z]+)(\d+)"')
DIMENSION = re.compile(rb'<(?:\w+:)?dimension\s[^>]*?ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
INSIDE = rb"((?:[^<]++|<(?!(?:\w+:)?c\b))*?)</(?:\w+:)?c>"
"""Up to the end of a cell, never into the next: a file without ends would be read for ever."""
CELL = re.compile(
    rb'<(?:\w+:)?c\s(?:[^<>]*?\s)?r="([A-Z]+)(\d+)"[^<>]*?(?:/>|>%s)' % INSIDE, re.DOTALL
)
FORMULA = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f\b%s" % INSIDE)
ERROR = re.compile(rb'<(?:\w+:)?c\s([^<>]*\bt="e"[^<>/]*)>%s' % INSIDE)
VALUE = re.compile(rb"<(?:\w+:)?v\b[^<>/]*>([^<]+)<")
ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^<>]*\shidden="(?:1|true)")[^<>]*?\sr="(\d+)"')
COLUMNS = re.compile(
    rb'<(?:\w+:)?col\b(?=[^<>]*\shidden="(?:1|true)")(?=[^<>]*\smin="(\d+)")[^<>]*?\smax="(\d+)"'
)


class SheetTraits(NamedTuple):
    """What calamine leaves out about one sheet, first the last fields of a ``Sheet``."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    date1904: bool = False
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    errors: Mapping[tuple[int, int], str] = {}
    """What stands in cells that show an error, e.g. #REF!; counts start at 1."""


def map_sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Each sheet's name → the part it is stored in; nothing for other kinds of package."""
    names = set(package.namelist())
    if not {BOOK, RELATIONS} <= names:
        return {}
    targets = {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/xl", each.get("Target", "")))[1:]
        for each in ElementTree.fromstring(package.read(RELATIONS))
    }
    listed = ElementTree.fromstring(package.read(BOOK)).iterfind("{*}sheets/{*}sheet")
    found = {sheet.get("name", ""): targets.get(_relation(sheet), "") for sheet in listed}
    return {name: part for name, part in found.items() if part in names}


def has_date1904(package: zipfile.ZipFile) -> bool:
    """Whether serial days count from 1904."""
    book = package.read(BOOK) if BOOK in package.namelist() else b""
    return re.search(rb'\sdate1904="(?:1|true)"', book) is not None


def read_sheet_traits(xml: bytes, date1904: bool) -> SheetTraits:
    """Hidden rows and columns, formulas without a result, and error cells of a sheet part."""
    hides, calculates, errs = b'hidden="' in xml, b"f>" in xml, b't="e"' in xml
    columns = COLUMNS.findall(xml) if hides else ()
    spans = (range(int(first), min(int(last), LAST_COLUMN) + 1) for first, last in columns)
    return SheetTraits(
        frozenset(map(int, ROW.findall(xml))) if hides else frozenset(),
        frozenset(chain.from_iterable(spans)),
        date1904,
        frozenset(_uncomputed(xml)) if calculates else frozenset(),
        dict(_errors(xml)) if errs else {},
    )


def is_vast_part(xml: bytes) -> bool:
    """Whether a sheet part spans so many cells that reading it would end the process."""
    said = DIMENSION.search(xml, 0, 4096)
    corners = [said.groups()] if said else ADDRESS.findall(xml)
    rows = max((int(row) for _, row in corners), default=0)
    columns = max((parse_column_letters(name.decode()) for name, _ in corners), default=0)
    return rows * columns > VAST


def trim_part(xml: bytes) -> bytes:
    """A vast sheet part with its far-off cells left out; UnreadableError if they are many."""
    strays = 0

    def keep(cell: re.Match[bytes]) -> bytes:
        nonlocal strays
        name, row, inside = cell.groups()
        if int(row) <= LAST_ROW and parse_column_letters(name.decode()) <= LAST_COLUMN:
            return cell[0]
        strays += inside is not None
        return b""

    near = CELL.sub(keep, xml)
    if strays > STRAYS:
        raise UnreadableError("工作表范围过大，请把超出表格的行和列删除后保存")
    return near


def replace_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package again, with some parts replaced and all others, and their order, kept."""
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(copy, "w") as target:
        for info in source.infolist():
            content = parts.get(info.filename)
            target.writestr(info, source.read(info) if content is None else content)
    return copy.getvalue()


def _relation(sheet: ElementTree.Element) -> str:
    return next((value for key, value in sheet.items() if key.endswith("}id")), "")


def _uncomputed(xml: bytes) -> Iterator[tuple[int, int]]:
    """A formula whose result is the empty text is typed str; one never computed is not."""
    for attributes, inside in FORMULA.findall(xml):
        if b't="str"' not in attributes and not VALUE.search(inside):
            yield from _place(attributes)


def _errors(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for attributes, inside in ERROR.findall(xml):
        for place in _place(attributes):
            yield from ((place, text.decode()) for text in VALUE.findall(inside))


def _place(attributes: bytes) -> Iterator[tuple[int, int]]:
    for name, row in ADDRESS.findall(attributes)[:1]:
        yield int(row), parse_column_letters(name.decode())
