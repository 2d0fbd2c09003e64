"""The sheets of a workbook, from its bytes: recognised by content, never by the file's name."""

import csv
import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import python_calamine as calamine
from lxml.etree import LxmlError
from python_calamine import CalamineError, CalamineWorkbook

from kjr.store.base import Area, Sheet, UnreadableError, trim_grid
from kjr.store.xlsx import bombs, refusals, text_formats
from kjr.store.xlsx.day_cells import show_day_cells
from kjr.store.xlsx.marks.old_workbook import read_old_traits
from kjr.store.xlsx.marks.open_document import read_document_traits
from kjr.store.xlsx.marks.traits import SheetTraits
from kjr.store.xlsx.package import LAST_COLUMN, LAST_ROW
from kjr.store.xlsx.readable import prepare_package
from kjr.store.xlsx.wrappings import COMPOUND, unwrap_book
from kjr.values.cells import Cell, is_disguised_number, recover_number

BROKEN: Final = (
    *(
        CalamineError,
        LxmlError,
        ParseError,
        csv.Error,
        struct.error,
        zipfile.BadZipFile,
        zlib.error,
    ),
    *(EOFError, LookupError, OSError, RuntimeError, ValueError),
)
"""What a damaged file makes the libraries raise."""
UNMARKED: Final = SheetTraits()


def read_sheets(data: bytes, unit: str) -> tuple[Sheet, ...]:
    """Every sheet of a workbook, as whole grids.

    Raises UnreadableError, which says what the bytes are instead and what to do about it.
    Some damaged files end the process: ``store.worker`` stands guard.
    """
    try:
        refusals.check_first_bytes(data)
        data = unwrap_book(data)
        if data.startswith(b"PK"):
            return _from_package(data, unit)
        if data.startswith(COMPOUND):
            refusals.check_old_workbook(data)
            return _read(unit, data, read_old_traits(data))
        lines, seen = text_formats.parse_text_table(text_formats.decode_text(data))
        sheet = Sheet(unit, "Sheet1", trim_grid(lines), seen.merged or (), marks=seen.marks)
        return (sheet._replace(hidden_rows=seen.hidden_rows),)
    except BROKEN as error:
        raise UnreadableError(refusals.DAMAGED) from error


def _from_package(data: bytes, unit: str) -> tuple[Sheet, ...]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise UnreadableError(refusals.PARTIAL) from error
    with archive:
        refusals.check_package(archive)
        contents = bombs.unpack_parts(data, archive)
    if "content.xml" in contents:
        return tuple(
            map(
                _with_early_numbers,
                _read(unit, data, read_document_traits(contents["content.xml"])),
            )
        )
    try:
        return _from_parts(data, contents, unit)
    except CalamineError:
        return _from_parts(data, contents, unit, mend=True)


def _from_parts(
    data: bytes, contents: Mapping[str, bytes], unit: str, *, mend: bool = False
) -> tuple[Sheet, ...]:
    ready = prepare_package(data, contents, mend=mend)
    sheets = _read(unit, ready.data, ready.traits)
    return show_day_cells(sheets, ready.parts, ready.sheets)


def _with_early_numbers(sheet: Sheet) -> Sheet:
    """Days nobody means as the numbers they are: OpenDocument has no 29 February 1900."""
    rows = [[_early_number(cell) for cell in row] for row in sheet.rows]
    return sheet._replace(rows=tuple(map(tuple, rows)))


def _early_number(cell: Cell) -> Cell:
    if isinstance(cell, dt.date) and is_disguised_number(cell):
        return recover_number(cell, leaps=False)
    return cell


def _read(unit: str, data: bytes, marks: Mapping[str, SheetTraits]) -> tuple[Sheet, ...]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        tabs = [tab for tab in book.sheets_metadata if tab.typ is calamine.SheetTypeEnum.WorkSheet]
        return tuple(_sheet(book, tab, unit, marks.get(tab.name, UNMARKED)) for tab in tabs)


def _sheet(
    book: CalamineWorkbook, tab: calamine.SheetMetadata, unit: str, marks: SheetTraits
) -> Sheet:
    sheet = book.get_sheet_by_name(tab.name)
    hidden = tab.visible is not calamine.SheetVisibleEnum.Visible
    ranges = sheet.merged_cell_ranges or ()
    merged = tuple(Area(*(n + 1 for corner in each for n in corner)) for each in ranges)
    rows = sheet.to_python(skip_empty_area=False)
    for (row, column), shown in marks.shown.items():
        _show(rows, row, column, shown)
    told = marks.hidden_rows, marks.hidden_columns, marks.date1904, marks.uncomputed
    grid = trim_grid(rows)
    return Sheet(unit, tab.name, grid, marks.merged or merged, hidden, *told, marks=marks.marks)


def _show(rows: list[list[Any]], row: int, column: int, shown: Cell) -> None:
    """Put into the grid what people see in a cell, the grid grown to it if need be."""
    if row > LAST_ROW or column > LAST_COLUMN:
        return
    rows += [[] for _ in range(row - len(rows))]
    line = rows[row - 1]
    line += [None] * (column - len(line))
    line[column - 1] = shown
