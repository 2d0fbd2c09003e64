"""What calamine leaves out about the sheets of an old workbook (.xls, .et)."""

from typing import Final

import xlrd

from kjr.store.base import CellMark, MarkKind
from kjr.store.number_formats import MONTH_FORMATS, show_month, shows_only_month
from kjr.store.struck_runs import part_struck_text
from kjr.store.xlsx.marks.shown_numbers import show_otherwise
from kjr.store.xlsx.marks.traits import Place, SheetTraits
from kjr.store.xlsx.marks.veils import veils
from kjr.values.cells import Cell

WHITE: Final = 9
"""The number of the colour."""


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
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                struck, left = _part_text(book, sheet, row, column)
                if struck and left:
                    shown[row + 1, column + 1] = left
                    marks.append(CellMark(row + 1, column + 1, MarkKind.CUT, struck))
                elif struck:
                    marks.append(CellMark(row + 1, column + 1, MarkKind.STRUCK))
                if (seen := _find_veil(book, look, sheet.cell_value(row, column))) is not None:
                    marks.append(CellMark(row + 1, column + 1, MarkKind.VEILED, seen))
    for (row, column), note in sheet.cell_note_map.items():
        words = note.text.removeprefix(f"{note.author}:").strip()
        marks.append(CellMark(row + 1, column + 1, MarkKind.NOTE, words))
    hidden = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    columns = {at + 1 for at, info in sheet.colinfo_map.items() if info.hidden}
    return SheetTraits(
        frozenset(hidden), frozenset(columns), bool(book.datemode), marks=tuple(marks), shown=shown
    )


def _part_text(
    book: xlrd.book.Book, sheet: xlrd.sheet.Sheet, row: int, column: int
) -> tuple[str, str]:
    """What is struck out of a cell, and what is left of it."""
    look = book.xf_list[sheet.cell_xf_index(row, column)]
    is_struck = bool(book.font_list[look.font_index].struck_out)
    runs = [
        (start, bool(book.font_list[font].struck_out))
        for start, font in sheet.rich_text_runlist_map.get((row, column), ())
    ]
    text = str(sheet.cell_value(row, column))
    struck, left = part_struck_text(text, is_struck, runs) if runs or is_struck else ("", text)
    return struck.strip(), left.strip()


def _find_veil(book: xlrd.book.Book, look: xlrd.formatting.XF, value: float | str) -> str | None:
    """What people see in a cell, blank for nothing; None if what it holds."""
    is_white = book.font_list[look.font_index].colour_index == WHITE
    if is_white and not look.background.fill_pattern:
        return ""
    own = book.format_map.get(look.format_key)
    code = str(own.format_str or "") if own else ""
    return show_otherwise(code, value) if veils(code) else None


def _shows_only_month(book: xlrd.book.Book, key: int) -> bool:
    own = book.format_map.get(key)
    return key in MONTH_FORMATS or (own is not None and shows_only_month(own.format_str))


class _Nowhere:
    def write(self, _: str) -> None:
        """Warnings about odd records concern nobody here."""
