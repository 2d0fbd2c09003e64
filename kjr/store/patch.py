"""Change single cells of an .xlsx and leave everything else in it as it is.

xlsxedit keeps every part of the package; this adapter adds what it leaves to its caller.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kjr.cells import Cell, address, as_text, column
from kjr.errors import KjrError

if TYPE_CHECKING:
    import xlsxedit

Change = tuple[int, int, Cell]
"""Row, column, and what shall stand there."""

NO_XLSX: Final = "只能改写 .xlsx 工作簿；请用 WPS 或 Excel 把它另存为 .xlsx"
UNUSUAL: Final = "这份工作簿的写法特殊，由程序改写可能损坏；请在 WPS 或 Excel 中修改"


def patched(data: bytes, sheet: str, changes: Iterable[Change], *, date1904: bool = False) -> bytes:
    """The workbook's bytes with these cells changed.

    Raises KjrError for what cannot be changed without harm: formulas, unusual packages.
    """
    import xlsxedit

    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise KjrError(NO_XLSX)
    try:
        book = xlsxedit.Workbook.open(io.BytesIO(data))
        page = book[sheet]
        styles = {cell.address: cell.style_index for cell in page.iter_cells()}
        for row, number, value in changes:
            _set(page[address(row, number)], _writable(value, date1904=date1904), styles)
        page.update_dimension()
        copy = io.BytesIO()
        book.save(copy, include_orphans=True)
    except (xlsxedit.XlsxeditError, LookupError, ValueError) as error:
        raise KjrError(UNUSUAL) from error
    return copy.getvalue()


def _writable(value: Cell, *, date1904: bool) -> str | float | bool | dt.date | None:
    if isinstance(value, dt.date) and date1904:
        raise KjrError(UNUSUAL)
    return as_text(value) if isinstance(value, dt.time | dt.timedelta) else value


def _set(
    cell: xlsxedit.Cell, value: str | float | bool | dt.date | None, styles: dict[str, str | None]
) -> None:
    if cell.has_formula:
        raise KjrError(f"{cell.address} 是公式，不能由程序改写；请在 WPS 或 Excel 中修改")
    if cell.address not in styles:
        _settle(cell, styles)
    cell.value = None  # else xlsxedit may rewrite a string other cells share
    cell.value = value
    if isinstance(value, dt.date) and not cell.style.is_date:
        cell.apply_date_format()


def _settle(cell: xlsxedit.Cell, styles: dict[str, str | None]) -> None:
    """Give a new cell the look of the one above and its place among its row's cells.

    xlsxedit appends it at the row's end, where Excel takes the file for damaged.
    """
    element = cell._element
    letters, row = element.get("r").rstrip("0123456789"), int(element.getparent().get("r"))
    if style := styles.get(f"{letters}{row - 1}"):
        element.set("s", style)
    line = element.getparent()
    line[:] = sorted(line, key=lambda each: column((each.get("r") or "XFE1").rstrip("0123456789")))
    styles[cell.address] = cell.style_index
