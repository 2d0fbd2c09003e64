"""Cells copied from a spreadsheet: what Excel, WPS or Google put on the clipboard as text."""

import re
from typing import Final

from kjr.errors import KjrError
from kjr.values.patterns.holding import hold

QUOTED: Final = '(?:[^"]|"")*'
FIELD: Final = re.compile(rf'"{hold("field", QUOTED)}"(?=[\t\n]|\Z)|[^\t\n]*')
"""Spreadsheets put quotes around what would break their table, and double those within."""
NEEDS_QUOTES: Final = re.compile(r'[\t\n"]')
UNCLEAR: Final = (
    "粘贴的内容里引号不成对，分不清哪些是一格，没有放进去；"
    "请在 WPS 或 Excel 里改掉多余的引号再复制，或用「上传」"
)
LONGEST: Final = 2_000_000
"""Letters of one paste: it is read where everybody is served, and a workbook may be uploaded."""
MOST_ROWS: Final = 5000
TOO_MUCH: Final = (
    f"一次最多粘贴 {MOST_ROWS} 行、{LONGEST // 10_000} 万字，这一块更大，没有放进去；"
    "请分几次粘贴，或用「上传」"
)

Table = list[list[str]]


def split_pasted_text(text: str) -> Table:
    r"""The cells of a copied block, row by row, character for character.

    A block is a rectangle, and people type line breaks into a cell, but hardly tabs: by that a
    quote somebody typed is told from one around a cell.
    Raises KjrError where that leaves two ways to read it, and for more than one paste may be.

    >>> split_pasted_text('5"屏\t"一\n二"\r\n"甲"\t\r\n')
    [['5"屏', '一\n二'], ['"甲"', '']]
    """
    if len(text) > LONGEST:
        raise KjrError(TOO_MUCH)
    table = _split(text)
    if len(table) > MOST_ROWS:
        raise KjrError(TOO_MUCH)
    return table


def _split(text: str) -> Table:
    said = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    quoted, plain = _split_quoted(said), [line.split("\t") for line in said.split("\n")]
    if quoted == plain or (_is_block(quoted) and not (_is_block(plain) and _holds_tab(quoted))):
        return quoted
    if _is_block(plain) and not _is_block(quoted):
        return plain
    raise KjrError(UNCLEAR)


def _is_block(table: Table) -> bool:
    return len({*map(len, table)}) == 1


def _holds_tab(table: Table) -> bool:
    return any("\t" in cell for row in table for cell in row)


def _split_quoted(said: str) -> Table:
    table: Table = [[]]
    at = 0
    while True:
        field = FIELD.match(said, at)
        assert field
        inner, at = field[1], field.end()
        is_quoted = inner is not None and NEEDS_QUOTES.search(inner)
        table[-1].append(inner.replace('""', '"') if inner and is_quoted else field[0])
        if at == len(said):
            return table
        if said[at] == "\n":
            table.append([])
        at += 1
