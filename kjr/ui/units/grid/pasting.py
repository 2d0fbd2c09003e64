"""A block pasted into the grid: taken whole, from the cell that was chosen, or refused in words."""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

import streamlit as st

from kjr.editing.merging import Change, apply_changes
from kjr.editing.typed.pasted_text import split_pasted_text
from kjr.errors import KjrError
from kjr.store.base import Sheet
from kjr.ui import widgets
from kjr.ui.units.draft import Draft, recall_typed_cell, retype_draft
from kjr.ui.units.grid.editor_grid import BLOCK, EditorGrid
from kjr.values.escapes import escape_markdown

SCRIPTS: Final = [
    Path(__file__).with_name(f"{name}.js").read_text("utf-8")
    for name in ("places", "pasting", "composing", "fast_keys", "renewals")
]
ELSEWHERE: Final = "粘贴的内容没有放进去：请先选中台账自己的一格，再粘贴"
MOVED: Final = (
    "表格里的行或列换过次序，粘贴的内容可能放错，没有放进去；现在已恢复原来的次序，请再粘贴一次"
)
WIDE: Final = "粘贴的内容有{}列，从「{}」起只有{}列，放不下，没有放进去"
LONG: Final = "粘贴的内容有{}行，这里只有{}行，放不下，没有放进去"


class PastedBlock(NamedTuple):
    """What the browser handed over: the text of the clipboard, and the cell it was meant for."""

    position: int
    """Of the table's row, from 0."""
    column: str
    heads: tuple[str, ...]
    """Of the columns on the screen, in their order; none just after the grid was drawn."""
    text: str


def take_over_typing() -> None:
    """Let the browser hand over what is pasted as it is, and keep every key of a fast hand.

    The grid's own ways change the one and drop the other.
    """
    widgets.show_hidden_note("paste", f"{ELSEWHERE}。")
    for script in SCRIPTS:
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True, width=1)


def take_pasted_blocks(draft: Draft, grid: EditorGrid) -> None:
    """Begin the grid anew with what was pasted into it; what does not fit leaves no trace.

    Whoever pasted reads why.
    """
    name = f"refused-{draft.base.sheet.unit}-{draft.base.sheet.name}-{draft.base.ledger}"
    if blocks := list(find_pasted_blocks(draft.typed)):
        mine, st.session_state[name] = _place_all(draft, grid, blocks)
        retype_draft(draft, mine)
        st.rerun()
    if draft.typed.get("edited_rows"):
        st.session_state.pop(name, None)
    if why := st.session_state.get(name):
        st.error(f"{escape_markdown(why)}。")


def find_pasted_blocks(typed: Mapping[str, Any]) -> Iterator[PastedBlock]:
    """The blocks among what the grid says was typed."""
    for position, cells in typed.get("edited_rows", {}).items():
        for name, said in cells.items():
            if str(said).startswith(BLOCK) and str(said).count(BLOCK) > 1:
                heads, text = map(unquote, said[len(BLOCK) :].split(BLOCK, 1))
                yield PastedBlock(int(position), name, tuple(filter(None, heads.split("\t"))), text)


def place_block(grid: EditorGrid, block: PastedBlock) -> list[Change]:
    """The cells to set; raises KjrError where the block cannot be read, or does not fit."""
    if not grid.is_in_order(block.heads):
        raise KjrError(MOVED)
    cells, names = split_pasted_text(block.text), list(grid.columns)
    if block.column not in names:
        raise KjrError(ELSEWHERE)
    names = names[names.index(block.column) :]
    width = max(len(line) for line in cells)
    if width > len(names):
        raise KjrError(WIDE.format(width, block.column, len(names)))
    rows = list(islice(grid.list_rows_from(block.position), len(cells)))
    if len(rows) < len(cells):
        raise KjrError(LONG.format(len(cells), len(rows)))
    return [
        grid.change(row, name, text)
        for row, line in zip(rows, cells, strict=True)
        for name, text in zip(names, line, strict=False)
    ]


def _place_all(
    draft: Draft, grid: EditorGrid, blocks: Collection[PastedBlock]
) -> tuple[Sheet, str]:
    """The sheet with what fits, and why something did not."""
    mine, why = apply_changes(draft.start, grid.changes(draft.typed)), ""
    for block in blocks:
        try:
            changes = place_block(grid, block)
        except KjrError as error:
            row, why = grid.rows[block.position], str(error)
            before = recall_typed_cell(draft, row, block.column)
            place = draft.base.place(row, block.column)
            changes = [(*place, before)] if place else []
        mine = apply_changes(mine, changes)
    return mine, why
