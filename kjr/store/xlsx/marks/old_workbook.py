"""What calamine leaves out about the sheets of an old workbook (.xls, .et)."""

import xlrd

from kjr.store.base import CellMark, MarkKind
from kjr.store.number_formats import MONTH_FORMATS, show_month, shows_only_month
from kjr.store.xlsx.marks.traits import Place, SheetTraits
from kjr.values.cells import Cell


def read_old_traits(data: bytes) -> dict[str, SheetTraits]:
    """The traits of each sheet, by its name; nothing where its formats cannot be read."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=_Nowhere())
        return {sheet.name: _traits(book, sheet) for sheet in book.sheets()}
    except Exception:  # a book that calamine reads is read, though its looks are unknown
        return {}


def _traits(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> SheetTraits:
    marks: list[CellMark] = []
    shown: dict[Place, Cell] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            kind = sheet.cell_type(row, column)
            if kind == xlrd.XL_CELL_ERROR:
                code = sheet.cell_value(row, column)
                shown[row + 1, column + 1] = xlrd.error_text_from_code.get(code, "#N/A")
            look = book.xf_list[sheet.cell_xf_index(row, column)]
            if kind == xlrd.XL_CELL_DATE and _shows_only_month(book, look.format_key):
                day = xlrd.xldate_as_datetime(sheet.cell_value(row, column), book.datemode)
                shown[row + 1, column + 1] = show_month(day)
            is_filled = kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
            if is_filled and book.font_list[look.font_index].struck_out:
                marks.append(CellMark(row + 1, column + 1, MarkKind.STRUCK))
    for (row, column), note in sheet.cell_note_map.items():
        words = note.text.removeprefix(f"{note.author}:").strip()
        marks.append(CellMark(row + 1, column + 1, MarkKind.NOTE, words))
    hidden = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    columns = {at + 1 for at, info in sheet.colinfo_map.items() if info.hidden}
    return SheetTraits(
        frozenset(hidden), frozenset(columns), bool(book.datemode), marks=tuple(marks), shown=shown
    )


def _shows_only_month(book: xlrd.book.Book, key: int) -> bool:
    own = book.format_map.get(key)
    return key in MONTH_FORMATS or (own is not None and shows_only_month(own.format_str))


class _Nowhere:
    def write(self, _: str) -> None:
        """Warnings about odd records concern nobody here."""
