"""Cells that a sheet does not have yet, put where Excel looks for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from kjr.store.xlsx.package import MAIN, YES
from kjr.store.xlsx.writing import sheet_xml
from kjr.values.cells import format_address, parse_column_letters

if TYPE_CHECKING:
    import xlsxedit
    from lxml import etree


class NewCells:
    """Cells that were not there, each with the look of its row, its column or the cell above.

    That what stands above is struck out or white is no look of a new cell: nobody would count it.

    xlsxedit looks through the whole sheet for each, and appends it at the row's end, where Excel
    takes the file for damaged; here rows and columns are looked through once, and put in order
    once when all cells are there.
    """

    def __init__(
        self,
        page: xlsxedit.Worksheet,
        present: Mapping[str, xlsxedit.Cell],
        hiding: Collection[str],
    ) -> None:
        self.page, self.present, self.data = page, present, page._sheet_data()
        self.hiding = hiding
        self.lines = {each.get("r") or "": each for each in self.data.iterfind(f"{MAIN}row")}
        self.find_style = cache(partial(sheet_xml.find_column_style, page._part.element))
        self.grown: dict[str, etree._Element] = {}

    def put(self, row: int, number: int) -> xlsxedit.Cell:
        """The new cell, at the end of its row."""
        import xlsxedit
        from lxml import etree

        place = format_address(row, number)
        anchor = self.page._resolve_write_address(place)
        if anchor != place:
            return self.page[anchor]
        line = self.grown[str(row)] = self._find_line(str(row))
        cell = xlsxedit.Cell(etree.SubElement(line, f"{MAIN}c", r=anchor), self.page)
        looks = (each for each in self._list_looks(line, row, number) if each not in self.hiding)
        if style := next(looks, None):
            cell._element.set("s", style)
        return cell

    def put_in_order(self) -> None:
        """The new cells in their rows, and the new rows in the sheet."""
        for line in self.grown.values():
            sheet_xml.sort_children(line, _find_column)
        sheet_xml.sort_children(self.data, lambda line: int(line.get("r") or 0))

    def _list_looks(self, line: etree._Element, row: int, number: int) -> Iterator[str]:
        """The looks a new cell may take, the nearest first; of those above to the first gap."""
        if line.get("customFormat") in YES:
            yield line.get("s") or "0"
        if style := self.find_style(number):
            yield style
        while row := row - 1:
            above = self.present.get(format_address(row, number))
            if not (above and above.style_index):
                return
            yield above.style_index

    def _find_line(self, row: str) -> etree._Element:
        from lxml import etree

        if row not in self.lines:
            self.lines[row] = etree.SubElement(self.data, f"{MAIN}row", r=row)
        return self.lines[row]


def _find_column(cell: etree._Element) -> int:
    """Where a cell stands in its row; whatever else is in there stands last."""
    return parse_column_letters((cell.get("r") or "XFE1").rstrip("0123456789"))
