"""The sheets of a workbook, from its bytes: recognised by content, never by the file's name."""

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import ParseError

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kjr.store.base import Area, Sheet, UnreadableError, trim_grid
from kjr.store.xlsx import bombs, package, refusals, text_formats
from kjr.store.xlsx.package import SheetTraits
from kjr.values.cells import Row

BROKEN: Final = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    struct.error,
    csv.Error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
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
        if data.startswith(b"PK"):
            return _from_package(data, unit)
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            refusals.check_old_workbook(data)
            return _read(data, unit, {})
        lines, merged = text_formats.parse_text_table(text_formats.decode_text(data))
        return (Sheet(unit, "Sheet1", trim_grid(lines), merged),)
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
        parts = package.map_sheet_parts(archive)
        xml = {name: contents[part] for name, part in parts.items() if part in contents}
        vast = [parts[name] for name in xml if package.is_vast_part(xml[name])]
        whole = package.trim_package(archive, vast) if vast else data
        date1904 = package.has_date1904(archive)
        marks = {
            name: package.read_sheet_traits(part, date1904=date1904) for name, part in xml.items()
        }
    return _read(whole, unit, marks)


def _read(data: bytes, unit: str, marks: Mapping[str, SheetTraits]) -> tuple[Sheet, ...]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return tuple(
            _sheet(
                book.get_sheet_by_name(tab.name),
                unit,
                marks.get(tab.name, UNMARKED),
                hidden=tab.visible is not SheetVisibleEnum.Visible,
            )
            for tab in book.sheets_metadata
            if tab.typ is SheetTypeEnum.WorkSheet
        )


def _sheet(sheet: CalamineSheet, unit: str, marks: SheetTraits, *, hidden: bool) -> Sheet:
    return Sheet(
        unit,
        sheet.name,
        _rows(sheet, marks),
        tuple(
            Area(top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ),
        hidden,
        marks.hidden_rows,
        marks.hidden_columns,
        marks.date1904,
        marks.uncomputed,
    )


def _rows(sheet: CalamineSheet, marks: SheetTraits) -> tuple[Row, ...]:
    """The grid, with error cells showing what people see in them; calamine reads them as blank."""
    rows = sheet.to_python(skip_empty_area=False)
    for (row, column), shown in marks.errors.items():
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = shown
    return trim_grid(rows)
