"""Cells of an .xlsx that show a month and no day, or only a weekday, by its package's styles.

Our reader takes no weekday for a day, and gives a month the day it is kept with.
"""

import io
from collections.abc import Callable, Mapping
from typing import Final
from xml.etree import ElementTree

from kjr.store.base import Sheet
from kjr.store.number_formats import (
    MONTH_FORMATS,
    show_month,
    shows_only_month,
    shows_only_weekday,
)
from kjr.values.cells import Cell, convert_serial_day, parse_column_letters

STYLES: Final = "xl/styles.xml"
FIRST_DAY: Final = 3654
"""1 January 1910: a smaller number is no day."""

Show = Callable[[Cell], Cell]
"""Makes of a day what its format shows."""


def show_day_cells(
    sheets: tuple[Sheet, ...], contents: Mapping[str, bytes], xml: Mapping[str, bytes]
) -> tuple[Sheet, ...]:
    """The sheets with 2019年5月, or with the day, where a cell shows that; ``xml`` by its name."""
    styles = _find_styles(contents.get(STYLES, b""))
    if not styles:
        return sheets
    return tuple(_show(sheet, styles, xml.get(sheet.name, b"")) for sheet in sheets)


def _find_styles(styles: bytes) -> Mapping[str, Show]:
    """The numbers of the cell styles that show a month or a weekday alone, and how to show it."""
    if not styles:
        return {}
    root = ElementTree.fromstring(styles)
    shown: dict[str, Show | None] = dict.fromkeys(map(str, MONTH_FORMATS), show_month)
    for each in root.iterfind("{*}numFmts/{*}numFmt"):
        shown[each.get("numFmtId", "")] = _find_way(each.get("formatCode", ""))
    formats = (each.get("numFmtId", "") for each in root.iterfind("{*}cellXfs/{*}xf"))
    return {str(n): way for n, id in enumerate(formats) if (way := shown.get(id))}


def _find_way(code: str) -> Show | None:
    if shows_only_month(code):
        return show_month
    return _keep if shows_only_weekday(code) else None


def _keep(cell: Cell) -> Cell:
    return cell


def _show(sheet: Sheet, styles: Mapping[str, Show], xml: bytes) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    for _, element in ElementTree.iterparse(io.BytesIO(xml)) if xml else ():
        way = styles.get(element.get("s", ""))
        if way and element.tag.endswith("}c"):
            letters = element.get("r", "").rstrip("0123456789")
            row, column = int(element.get("r", "")[len(letters) :] or 0), letters
            at = parse_column_letters(column) - 1
            if 0 < row <= len(rows) and 0 <= at < len(rows[row - 1]):
                rows[row - 1][at] = way(_as_day(rows[row - 1][at], sheet.date1904))
    return sheet._replace(rows=tuple(map(tuple, rows)))


def _as_day(cell: Cell, date1904: bool) -> Cell:
    """A number under a format our reader does not take for a day's."""
    if isinstance(cell, float) and cell >= FIRST_DAY and cell.is_integer():
        return convert_serial_day(int(cell), date1904=date1904)
    return cell
