"""Which cells of an .xlsx show a month and no day, by the styles of its package."""

import io
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree

from kjr.store.base import Sheet
from kjr.store.number_formats import MONTH_FORMATS, show_month, shows_only_month
from kjr.values.cells import Cell, convert_serial_day, parse_column_letters

STYLES: Final = "xl/styles.xml"
FIRST_DAY: Final = 3653
"""1 January 1910: a smaller number is no day."""


def show_month_cells(
    sheets: tuple[Sheet, ...], contents: Mapping[str, bytes], xml: Mapping[str, bytes]
) -> tuple[Sheet, ...]:
    """The sheets with 2019年5月 where that is what a cell shows; ``xml`` by the sheet's name."""
    months = _find_month_styles(contents.get(STYLES, b""))
    if not months:
        return sheets
    return tuple(_show(sheet, months, xml.get(sheet.name, b"")) for sheet in sheets)


def _find_month_styles(styles: bytes) -> frozenset[str]:
    """The numbers of the cell styles whose format shows a month and no day."""
    if not styles:
        return frozenset()
    root = ElementTree.fromstring(styles)
    own = {
        each.get("numFmtId", ""): shows_only_month(each.get("formatCode", ""))
        for each in root.iterfind("{*}numFmts/{*}numFmt")
    }
    formats = [each.get("numFmtId", "") for each in root.iterfind("{*}cellXfs/{*}xf")]
    known = set(map(str, MONTH_FORMATS))
    return frozenset(str(n) for n, id in enumerate(formats) if own.get(id, id in known))


def _show(sheet: Sheet, months: frozenset[str], xml: bytes) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    for _, element in ElementTree.iterparse(io.BytesIO(xml)) if xml else ():
        if element.get("s") in months and element.tag.endswith("}c"):
            letters = element.get("r", "").rstrip("0123456789")
            row, column = int(element.get("r", "")[len(letters) :] or 0), letters
            at = parse_column_letters(column) - 1
            if 0 < row <= len(rows) and 0 <= at < len(rows[row - 1]):
                rows[row - 1][at] = show_month(_as_day(rows[row - 1][at], sheet.date1904))
    return sheet._replace(rows=tuple(map(tuple, rows)))


def _as_day(cell: Cell, date1904: bool) -> Cell:
    """A number under a format our reader does not take for a day's."""
    if isinstance(cell, float) and cell >= FIRST_DAY and cell.is_integer():
        return convert_serial_day(int(cell), date1904=date1904)
    return cell
