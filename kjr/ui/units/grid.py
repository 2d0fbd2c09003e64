"""The editor's face of a ledger: a grid whose columns know their kind, and what was typed in it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, assert_never

import pandas as pd
from streamlit.column_config import (
    DateColumn,
    MultiselectColumn,
    NumberColumn,
    SelectboxColumn,
    TextColumn,
)

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text
from kjr.campaign.model import Ledger
from kjr.editing.matching import find_entry_rows, find_vacant_rows
from kjr.editing.merging import Change
from kjr.reading.page import Page
from kjr.reading.rows.choices import read_choice
from kjr.values.cells import Cell, format_cell, is_blank


class GridColumn(NamedTuple):
    """How a column's cells are shown, and how what is typed becomes a cell again."""

    config: Any
    dtype: str
    shown: Callable[[Cell], object]
    typed: Callable[[Any], Cell]


class EditorGrid(NamedTuple):
    """A page as a table to edit."""

    page: Page
    rows: tuple[int, ...]
    """The sheet's row behind each row of the table; 0 for a form."""
    faces: Mapping[str, GridColumn]

    @property
    def frame(self) -> pd.DataFrame:
        """The cells as shown."""
        return pd.DataFrame(
            {
                name: pd.Series(
                    [face.shown(self.page.raw(row, name)) for row in self.rows], dtype=face.dtype
                )
                for name, face in self.faces.items()
            }
        )

    def changes(self, typed: Mapping[str, Any]) -> list[Change]:
        """The cells to set, from what the widget says was edited, added and deleted."""
        edited = [
            (self.rows[int(position)], name, self.faces[name].typed(value))
            for position, cells in typed.get("edited_rows", {}).items()
            for name, value in cells.items()
            if name in self.faces
        ]
        cleared = [
            (self.rows[position], name, None)
            for position in typed.get("deleted_rows", ())
            for name in self.faces
        ]
        return [self._change(*each) for each in (*edited, *cleared, *self._added(typed))]

    def _added(self, typed: Mapping[str, Any]) -> list[tuple[int, str, Cell]]:
        new = [
            {name: face.typed(cells.get(name)) for name, face in self.faces.items()}
            for cells in typed.get("added_rows", ())
        ]
        kept = [cells for cells in new if not all(map(is_blank, cells.values()))]
        return [
            (row, name, cell)
            for cells, row in zip(kept, find_vacant_rows(self.page), strict=False)
            for name, cell in cells.items()
            if not is_blank(cell)
        ]

    def _change(self, row: int, name: str, value: Cell) -> Change:
        place = self.page.place(row, name)
        assert place
        return (*place, value)


def build_editor_grid(page: Page, ledger: Ledger, *, in_words: bool = False) -> EditorGrid:
    """A page's rows, without titles and totals; ``in_words`` shows every column as free text."""
    names = page.fields or page.columns
    rows = (0,) if page.fields else tuple(find_entry_rows(page, names))
    columns = [column for column in ledger.columns if column.name in names]
    return EditorGrid(
        page,
        rows,
        {
            column.name: build_grid_column(
                column, [page.raw(row, column.name) for row in rows], in_words
            )
            for column in columns
        },
    )


def build_grid_column(column: Column, cells: Sequence[Cell], in_words: bool) -> GridColumn:
    """A column's face; where people typed something else than its kind, it shows as typed."""
    label, hint = f"{column.name}{' ＊' if column.required else ''}", _help(column)
    there = [cell for cell in cells if not is_blank(cell)]
    match column:
        case Count() | Money() if not in_words and all(isinstance(cell, float) for cell in there):
            step = 1 if isinstance(column, Count) else 0.01
            return GridColumn(
                NumberColumn(label, help=hint, step=step), "Float64", _number, _as_float
            )
        case Day() if not in_words and all(isinstance(cell, dt.date) for cell in there):
            config = DateColumn(label, help=hint, format="YYYY-MM-DD")
            return GridColumn(config, "datetime64[ns]", _moment, _as_day)
        case Choice(many=True) if not in_words:
            options = dict.fromkeys(
                [*column.options, *(w for c in there for w in _words(column, c))]
            )
            config = MultiselectColumn(
                label, help=hint, options=list(options), accept_new_options=True
            )
            return GridColumn(config, "object", lambda cell: _words(column, cell), _joined)
        case Choice() if not in_words:
            options = dict.fromkeys([*column.options, *map(format_cell, there)])
            return GridColumn(
                SelectboxColumn(label, help=hint, options=list(options)), "object", _text, _as_text
            )
        case Text() | Person() | Phone() | Link() | Count() | Money() | Day() | Choice():
            return GridColumn(TextColumn(label, help=hint), "object", _text, _as_text)
        case _:
            assert_never(column)


def _help(column: Column) -> str:
    example = f"例：{column.example}" if column.example else ""
    return f"{'必填。' if column.required else ''}{column.help}{example}"


def _words(column: Choice, cell: Cell) -> list[str]:
    value = read_choice(column, cell).value
    if isinstance(value, tuple):
        return [str(word) for word in value]
    return [] if is_blank(cell) else [format_cell(cell)]


def _text(cell: Cell) -> object:
    return None if is_blank(cell) else format_cell(cell)


def _number(cell: Cell) -> object:
    return cell if isinstance(cell, float) else pd.NA


def _moment(cell: Cell) -> object:
    return pd.Timestamp(cell) if isinstance(cell, dt.date) else pd.NaT


def _as_text(value: str | None) -> Cell:
    """As typed, with the line ends of a workbook."""
    text = "\n".join(str(value or "").splitlines())
    return None if is_blank(text) else text


def _as_float(value: float | None) -> Cell:
    return None if value is None else float(value)


def _as_day(value: str | None) -> Cell:
    return dt.date.fromisoformat(value[:10]) if value else None


def _joined(value: Sequence[str] | None) -> Cell:
    return "、".join(value or ()) or None
