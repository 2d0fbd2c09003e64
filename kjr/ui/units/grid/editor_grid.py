"""The editor's face of a ledger: everything as text, beside each row what becomes of it."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any, Final, NamedTuple

import pandas as pd
from streamlit.column_config import TextColumn

from kjr.campaign.columns import Choice, Column
from kjr.campaign.model import Ledger
from kjr.editing.merging import Change
from kjr.editing.page_rows import find_entry_rows, find_vacant_rows
from kjr.editing.typed.row_states import RowState
from kjr.editing.typed.typed_text import read_typed_text, show_typed_cell
from kjr.errors import KjrError
from kjr.reading.page import Page

ROOM: Final = 200
"""Blank rows offered below the entries; what is pasted may go beyond them."""
STATE, NUMBER, READ_AS = "计入", "行", "读作"
OWN: Final = {
    STATE: TextColumn(STATE, disabled=True, pinned=True, width=138),
    NUMBER: TextColumn(NUMBER, disabled=True, pinned=True, width=44),
    READ_AS: TextColumn(READ_AS, disabled=True, pinned=True, width=136),
}
"""Columns that are not the sheet's; typed columns would change what is pasted (streamlit#8220).

Wider than six tenths of a phone: there Streamlit lets them be swiped away with the others.
"""
MARK: Final = "#"
BLOCK: Final = "\x1d"
"""Begins what the browser hands over of a block that was pasted; nobody can type it."""


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
            MARK + READ_AS: [each.read_as for each in told],
            **cells,
        }
        return pd.DataFrame(table, dtype="str")

    def list_typed(self, states: Mapping[int, RowState]) -> pd.DataFrame:
        """The rows in which anything stands, to take away."""
        whole = self.frame(states)
        typed = whole[[*self.columns]].notna().any(axis=1)
        return whole[typed].rename(columns=lambda head: head.removeprefix(MARK))

    def changes(self, typed: Mapping[str, Any]) -> list[Change]:
        """The cells to set, from what the widget says was edited; blocks stand apart."""
        return [
            self.change(self.rows[int(position)], name, value)
            for position, cells in typed.get("edited_rows", {}).items()
            for name, value in cells.items()
            if name in self.columns and not str(value).startswith(BLOCK)
        ]

    def change(self, row: int, name: str, text: str | None) -> Change:
        """A cell to set to what was typed as text."""
        place = self.page.place(row, name)
        assert place
        return (*place, read_typed_text(self.columns[name], text, self.page.raw(row, name)))

    def list_rows_from(self, position: int) -> Iterator[int]:
        """The sheet's rows from one of the table on, below it those that are still vacant.

        Raises KjrError where another table follows.
        """
        yield from self.rows[position:]
        if not self.page.fields:
            yield from (row for row in find_vacant_rows(self.page) if row > self.rows[-1])

    def is_in_order(self, heads: Sequence[str]) -> bool:
        """Whether the columns on a screen stand as they were sent; a sorted one has an arrow."""
        titles = [face["label"] for face in self.config.values()]
        if not {*heads} <= {*titles}:
            return False
        shown = list(map(titles.index, heads))
        theirs = [at for at in shown if at >= len(OWN)]
        is_gapless = all(after == at + 1 for at, after in pairwise(theirs))
        return shown == sorted(shown) and is_gapless

    def is_full(self, typed: Mapping[str, Any]) -> bool:
        """Whether the last row is taken."""
        return len(self.rows) > 1 and len(self.rows) - 1 in map(int, typed.get("edited_rows", {}))


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
