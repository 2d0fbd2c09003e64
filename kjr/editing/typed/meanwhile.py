"""What others made of a table while somebody was away from it."""

from collections.abc import Iterator
from typing import Final

from kjr.editing.merging import read_form_fields
from kjr.editing.page_rows import find_entry_rows
from kjr.editing.rows.matching import find_unpaired_rows, match_rows
from kjr.editing.rows.row_comparison import Rows
from kjr.reading.page import Page
from kjr.state.acts import Edit, Typed
from kjr.values.cells import format_cell

TOLD: Final = 3
"""Cells of a row that tell which one it is."""


def read_seen_rows(page: Page) -> Rows:
    """What somebody sees who looks at a page now; a form is row 0."""
    return {0: read_form_fields(page)} if page.fields else find_entry_rows(page, page.columns)


def describe_changes_since(seen: Rows, page: Page) -> Iterator[str]:
    """What is different in a page since somebody saw it: cells, new rows, rows that are gone."""
    now = read_seen_rows(page)
    matches = match_rows(seen, now, page.identity)
    found = {0: 0} if page.fields else matches.found
    for row, place in sorted(found.items(), key=lambda pair: pair[1]):
        for name, before, after in Edit(place, seen[row], now[place]).cells:
            where = f"第{place}行" if place else ""
            yield f"{where}「{name}」{format_cell(before) or '空'}→{format_cell(after) or '空'}"
    for place, cells in sorted(find_unpaired_rows(now, found).items()):
        yield f"第{place}行新增：{_name_row(cells)}"
    for row, cells in sorted(seen.items()):
        if row not in found:
            yield f"原第{row}行没有了：{_name_row(cells)}"


def _name_row(cells: Typed) -> str:
    return " · ".join(format_cell(cell) for cell in list(cells.values())[:TOLD])
