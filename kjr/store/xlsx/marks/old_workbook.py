"""What calamine leaves out about the sheets of an old workbook (.xls, .et)."""

import xlrd

from kjr.store.base import CellMark, MarkKind
from kjr.store.xlsx.marks.traits import SheetTraits


def read_old_traits(data: bytes) -> dict[str, SheetTraits]:
    """The traits of each sheet, by its name; nothing where its formats cannot be read."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=_Nowhere())
        return {sheet.name: _traits(book, sheet) for sheet in book.sheets()}
    except Exception:  # a book that calamine reads is read, though its looks are unknown
        return {}


def _traits(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> SheetTraits:
    marks, shown = [], {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            kind = sheet.cell_type(row, column)
            if kind == xlrd.XL_CELL_ERROR:
                code = sheet.cell_value(row, column)
                shown[row + 1, column + 1] = xlrd.error_text_from_code.get(code, "#N/A")
            look = book.xf_list[sheet.cell_xf_index(row, column)]
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


class _Nowhere:
    def write(self, _: str) -> None:
        """Warnings about odd records concern nobody here."""
