"""What a row under a header is: an entry, or one of the many things people put between entries."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kjr.campaign.columns import Text
from kjr.reading.rows.column_readers import ColumnReader
from kjr.reading.rows.judging import JudgedRow
from kjr.reading.rows.row_words import SIGNER, classify_row_text
from kjr.reading.rows.sheet_rows import SheetRow, is_numbering
from kjr.values.cells import Cell, format_cell
from kjr.values.days import Span
from kjr.values.numerals import Amount
from kjr.values.spelling.characters import fold_text

SUSPECT: Final = frozenset("(（[【填示样范举例如合小总共本累其汇截人平")
SUSPECT_ENDS: Final = frozenset("计总数汇值和累行:：)）]】lL")
"""Words that make a complete row something else than an entry start, or end, like this."""
LONG, SHORT = 25, 6
"""A lone text longer than the first is a note, one as short as the second may be a heading."""
FEW: Final = 3
"""With fewer columns filled, a row that starts like a note or a heading is one."""
MOST_MARKS: Final = 4
"""So many words tell what their row is."""
SIGNED: Final = re.compile(r"[\d年月日./\- :+]{4,}|[\u4e00-\u9fff·]{2,4}")
"""What stands in a line of signatures beside their labels: a day, a telephone, a name."""
NUMBER: Final = re.compile(r"^[(]?(?:([一二三四五六七八九十]+)|(\d+))[)、.]|^([(\[【])")

Marks = Sequence[tuple[int, str]]
"""(column, kind) of the words that may make something else than an entry of their row."""

Neighbours = tuple[SheetRow | None, SheetRow | None]
"""The rows above and below."""


def classify_row(
    readers: Sequence[ColumnReader],
    common: frozenset[str],
    line: SheetRow,
    judged: JudgedRow,
    near: Neighbours,
    marks: Marks,
) -> str:
    """entry, example, total, part, numbering, nil, section, signature, note; blank if empty.

    ``near`` are the rows above and below: what stands beside its like is one of a list, what
    stands above entries is a heading.
    """
    first = marks[0][1] if marks else ""
    if first == "example":
        return first
    if kind := _sums_up(readers, common, judged, marks):
        return kind
    if not judged.is_odd and not judged.not_applicable:
        return "entry"
    if kind := _through_and_through(line):
        return kind
    if judged.not_applicable and not judged.touched & judged.values.keys() - common:
        return "nil"
    return _unfinished(readers, common, line, judged, near) if judged.missing else "entry"


def list_first_marks(line: SheetRow) -> Marks:
    """(column, kind) of a row's first words, those for nothing left out; the rest tells nothing."""
    found: list[tuple[int, str]] = []
    for at, cell in enumerate(line.cells):
        if type(cell) is str and (kind := classify_row_text(cell)) != "nil":
            found.append((at, kind))
            if len(found) == MOST_MARKS:
                break
    return found


def _sums_up(
    readers: Sequence[ColumnReader],
    common: frozenset[str],
    judged: JudgedRow,
    marks: Marks,
) -> str:
    """total or part for a row whose first words say so and that names no work of its own."""
    kinds = [kind for _, kind in marks]
    if kinds[:1] == ["total"] or ("total" in kinds and judged.is_odd):
        return "total"
    if "part" in kinds[:3]:
        return "part"
    for at, kind in marks[:3]:
        if kind == "subtotal":
            names = {
                reader.name
                for reader in readers
                if reader.at != at and not reader.is_amount and reader.name not in common
            }
            said = names & judged.values.keys()
            is_own = any(reader.at == at and reader.name in judged.values for reader in readers)
            if len(said) < FEW or (at == marks[0][0] and not is_own):
                return "total"
    return ""


def is_sum_of(marks: Marks, judged: JudgedRow, above: Iterable[JudgedRow]) -> bool:
    """Words of a total in a row like any other, and its figures add up those of two rows above."""
    if not any(kind == "subtotal" for _, kind in marks[:3]):
        return False
    own = {name: each for name, each in judged.values.items() if isinstance(each, Amount)}
    rows = [row.values for row in above]
    return any(_adds_up(own, rows[n:]) for n in range(len(rows) - 1))


def _adds_up(own: Mapping[str, Amount], rows: Sequence[Mapping[str, object]]) -> bool:
    sums = {
        name: sum(value for row in rows if isinstance(value := row.get(name), Amount))
        for name in own
    }
    return any(own.values()) and sums == dict(own)


def _through_and_through(line: SheetRow) -> str:
    """numbering, signature, note or nil if every cell says so, else blank."""
    cells = [cell for cell in line.cells if cell is not None]
    if is_numbering(cells):
        return "numbering"
    kinds = [classify_row_text(cell) if isinstance(cell, str) else "" for cell in cells]
    if _is_signed(cells, kinds):
        return "signature"
    if all(kind in ("note", "signature") for kind in kinds):
        return "note"
    return "nil" if all(map(_says_none, cells)) else ""


def _is_signed(cells: Sequence[Cell], kinds: Sequence[str]) -> bool:
    """A line of signatures: labels, and beside them names, telephones and days."""
    is_headed = kinds[0] == "signature" or bool(SIGNER.fullmatch(format_cell(cells[0]).strip()))
    return is_headed and all(
        kind == "signature" or _may_sign(cell) for cell, kind in zip(cells, kinds, strict=True)
    )


def _may_sign(cell: Cell) -> bool:
    if isinstance(cell, str):
        return SIGNED.fullmatch(fold_text(cell).strip()) is not None
    return isinstance(cell, int | float | dt.date)


def ends_signature(line: SheetRow, judged: JudgedRow) -> bool:
    """What stands below a line of signatures: the day or a name alone, no entry begun."""
    cells = [cell for cell in line.cells if cell is not None]
    return judged.is_odd and len(cells) < FEW and all(map(_may_sign, cells))


def _says_none(cell: Cell) -> bool:
    """0 or —, which in every cell of a row says that nothing was done."""
    if isinstance(cell, str):
        return classify_row_text(cell) == "nil" or cell.strip() == "0"
    return cell == 0


def is_plain_entry(line: SheetRow, judged: JudgedRow) -> bool:
    """A row that cannot but be an entry: whole, in order, and not starting with 合计 or 示例."""
    if judged.missing or judged.oddities:
        return False
    texts = 0
    for cell in line.cells:
        if type(cell) is str:
            word = cell.strip()
            if word[:1] in SUSPECT or word[-1:] in SUSPECT_ENDS:
                is_marked = any(kind for _, kind in list_first_marks(line))
                return not (is_marked or judged.not_applicable)
            texts += 1
            if texts == 2:
                return True
    return not judged.not_applicable


def _unfinished(
    readers: Sequence[ColumnReader],
    common: frozenset[str],
    line: SheetRow,
    judged: JudgedRow,
    near: Neighbours,
) -> str:
    """The kind of a row that lacks what an entry must have."""
    marks = [classify_row_text(cell) for cell in line.cells if isinstance(cell, str)]
    touched = judged.touched - common
    valid = touched & judged.values.keys()
    if "nil" in marks and not valid:
        return "nil"
    if len(valid) < FEW and marks[:1] in (["note"], ["signature"], ["section"], ["aside"]):
        if _is_content(readers, line, near):
            return "entry"
        return marks[0] if marks[0] in ("section", "signature") else "note"
    if not touched:
        return _beside(readers, line)
    if sum(cell is not None for cell in line.cells) == 1:
        return _lone(readers, line, judged, near)
    amounts = {reader.name for reader in readers if reader.is_amount}
    return "total" if valid and not marks and valid <= amounts else "entry"


def _is_content(readers: Sequence[ColumnReader], line: SheetRow, near: Neighbours) -> bool:
    """Words in a required column that are no heading: numbered on the left, or in a list."""
    words = ((at, cell) for at, cell in enumerate(line.cells) if isinstance(cell, str))
    at, cell = next(words, (-1, ""))
    reader = next((each for each in readers if each.at == at), None)
    if not reader or not reader.is_required or not isinstance(reader.memo.column, Text):
        return False
    is_numbered = any(isinstance(each, int | float) for each in line.cells[:at])
    if is_numbered or classify_row_text(cell) in ("note", "signature"):
        return is_numbered
    if at > min(each.at for each in readers):
        return True
    return len(cell) > 2 * SHORT - FEW and _is_listed(cell, at, near)


def _is_listed(text: str, at: int, near: Neighbours) -> bool:
    """Numbered like its neighbour in the column, or above another text alone that has no number."""
    own, below = NUMBER.match(fold_text(text)), near[1]
    if own:
        others = (row.cells[at] for row in near if row and at < len(row.cells))
        numbers = [NUMBER.match(fold_text(cell)) for cell in others if isinstance(cell, str)]
        return any(each and each.lastindex == own.lastindex for each in numbers)
    filled = [n for n, cell in enumerate(below.cells) if cell is not None] if below else []
    other = below.cells[at] if below and filled == [at] else None
    return isinstance(other, str) and not NUMBER.match(fold_text(other))


def _beside(readers: Sequence[ColumnReader], line: SheetRow) -> str:
    """A row with nothing in the ledger's own columns: words beside them, or only a number."""
    known = {reader.at for reader in readers}
    words = [(at, cell) for at, cell in enumerate(line.cells) if isinstance(cell, str)]
    if any(len(cell) > LONG // 3 for _, cell in words):
        return "note"
    return "section" if any(at not in known for at, _ in words) else ""


def _lone(
    readers: Sequence[ColumnReader], line: SheetRow, judged: JudgedRow, near: Neighbours
) -> str:
    """A row with one filled cell: unfinished if it holds something required, else a remark."""
    at, cell = next((at, cell) for at, cell in enumerate(line.cells) if cell is not None)
    reader = next(each for each in readers if each.at == at)
    value = judged.values.get(reader.name)
    if not isinstance(cell, str) and isinstance(value, int | float):
        return "total"
    is_first = at == min(each.at for each in readers)
    is_heading = is_first and len(str(cell)) <= SHORT
    if isinstance(value, str | tuple) and not isinstance(value, Span) and is_heading:
        return "section"
    if reader.is_required and value is not None:
        is_words = isinstance(reader.memo.column, Text)
        if len(str(cell)) <= LONG or (is_words and _is_content(readers, line, near)):
            return "entry"
    if not is_first and isinstance(value, str) and not reader.is_required:
        return "continued"
    return "section" if is_heading else "note"
