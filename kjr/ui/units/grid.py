"""The editor's face of a ledger: everything as text, beside each row what becomes of it."""

import contextlib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final, NamedTuple

import pandas as pd
from streamlit.column_config import TextColumn

from kjr.campaign.columns import Choice, Column
from kjr.campaign.model import Ledger
from kjr.editing.merging import Change
from kjr.editing.page_rows import find_entry_rows, find_vacant_rows
from kjr.editing.row_states import RowState
from kjr.editing.typed_text import read_typed_text, show_typed_cell
from kjr.errors import KjrError
from kjr.reading.page import Page

ROOM: Final = 1000
"""Blank rows offered below the entries: the grid cannot grow while somebody types in it."""
STATE, NUMBER, READ_AS = "计入", "行", "读作"
OWN: Final = {
    STATE: TextColumn(STATE, disabled=True, pinned=True, width=90),
    NUMBER: TextColumn(NUMBER, disabled=True, pinned=True, width=50),
    READ_AS: TextColumn(READ_AS, disabled=True, width=260),
}
"""Columns that are not the sheet's; typed columns would change what is pasted (streamlit#8220)."""
MARK: Final = "#"


class EditorGrid(NamedTuple):
    """A page as a table to edit."""

    page: Page
    rows: tuple[int, ...]
    """The sheet's row behind each row of the table; 0 for a form."""
    columns: Mapping[str, Column]

    @property
    def config(self) -> dict[str, Any]:
        """The columns' heads, help and widths."""
        ours = {MARK + name: face for name, face in OWN.items()}
        theirs = {name: build_grid_column(column) for name, column in self.columns.items()}
        return ours | theirs

    def frame(self, states: Mapping[int, RowState]) -> pd.DataFrame:
        """The cells as text, and beside them what becomes of each row."""
        told = [states.get(row, RowState()) for row in self.rows]
        cells = {
            name: [show_typed_cell(self.page.raw(row, name)) for row in self.rows]
            for name in self.columns
        }
        table = {
            MARK + STATE: [each.word for each in told],
            MARK + NUMBER: [str(row or "") for row in self.rows],
            **cells,
            MARK + READ_AS: [each.read_as for each in told],
        }
        return pd.DataFrame(table, dtype="str")

    def changes(self, typed: Mapping[str, Any]) -> list[Change]:
        """The cells to set, from what the widget says was edited."""
        return [
            self._change(self.rows[int(position)], name, value)
            for position, cells in typed.get("edited_rows", {}).items()
            for name, value in cells.items()
            if name in self.columns
        ]

    def is_full(self, typed: Mapping[str, Any]) -> bool:
        """Whether the last row is taken: what was pasted may have been longer."""
        return len(self.rows) > 1 and len(self.rows) - 1 in map(int, typed.get("edited_rows", {}))

    def _change(self, row: int, name: str, text: str | None) -> Change:
        place = self.page.place(row, name)
        assert place
        return (*place, read_typed_text(self.columns[name], text, self.page.raw(row, name)))


def build_editor_grid(page: Page, ledger: Ledger) -> EditorGrid:
    """A page's rows, without titles and totals, and room below them."""
    names = page.fields or page.columns
    columns = {column.name: column for column in ledger.columns if column.name in names}
    rows = (0,) if page.fields else (*find_entry_rows(page, names), *_list_room(page))
    return EditorGrid(page, rows, columns)


def build_grid_column(column: Column) -> Any:  # noqa: ANN401 - as Streamlit has it
    """A column's head, with what helps to fill it."""
    example = f"例：{column.example}" if column.example else ""
    options = f"选填：{'、'.join(column.options)}。" if isinstance(column, Choice) else ""
    hint = f"{'必填。' if column.required else ''}{column.help}{options}{example}"
    return TextColumn(f"{column.name}{' ＊' if column.required else ''}", help=hint or None)


def _list_room(page: Page) -> Iterator[int]:
    with contextlib.suppress(KjrError):  # another table follows; what room there is is offered
        yield from islice(find_vacant_rows(page), ROOM)
