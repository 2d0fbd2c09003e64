"""What stands in a column, weighed beside its header: days, names, counted things, known options.

A header that only resembles a column's is not believed against its cells; an unknown header is
read where its cells fit one free column and no other.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from kjr.campaign.columns import Choice, Column, Count, Day, Money, Person, ProgressColumn, Text
from kjr.reading.columns.column_fits import fits_column, is_chosen, is_name_list
from kjr.reading.columns.part_captions import cut_column_text, name_column
from kjr.reading.header.header import ColumnMatch, Header, rematch_columns, unmatch_columns
from kjr.reading.header.lexicon import (
    CONTENT,
    EXACT,
    FUZZY,
    Lexicon,
    clean_header,
    is_running_header,
)
from kjr.reading.header.progress_column import (
    has_progress,
    heads_progress,
    list_below,
    says_progress,
)
from kjr.reading.joined_cells import is_figure, is_tick
from kjr.reading.rows.cell_reading import UNDECIDED
from kjr.reading.rows.choices import find_option
from kjr.reading.rows.row_words import classify_row_text
from kjr.reading.rows.sheet_rows import REPEATS, is_numbering
from kjr.reading.rows.ticks import TICKS
from kjr.store.base import Sheet
from kjr.values.amounts import VAGUE
from kjr.values.cells import Cell, Row, format_cell
from kjr.values.readings import is_not_applicable
from kjr.values.spelling.characters import fold_text

FEW: Final = 2
"""A row with fewer cells tells nothing of its columns."""
SAMPLE: Final = 24
"""So many filled cells tell what a column holds."""
PART: Final = re.compile("其中|含")


class _Content(NamedTuple):
    """A column nobody knows, and what it holds."""

    at: int
    text: str
    cells: Sequence[Cell]


def drop_misfits(
    sheet: Sheet, header: Header, lexicon: Lexicon, progress: ProgressColumn | None
) -> Header:
    """The header without columns that only resemble the ledger's and hold something else."""
    misfits = [
        match
        for match in header.matches
        if _is_option_of_another(sheet, header, match, lexicon)
        or _is_misfit(sheet, header, match)
        or (progress and _is_progress(sheet, header, match, progress))
    ]
    return unmatch_columns(header, lexicon, misfits) if misfits else header


def _is_option_of_another(
    sheet: Sheet, header: Header, match: ColumnMatch, lexicon: Lexicon
) -> bool:
    """困难 under 对象类别, or ticked, is one of its options, not 反映的困难诉求."""
    head, word = cut_column_text(match.text, header.ledger, lexicon)
    if not head and match.sureness != EXACT:
        return _is_ticked_option(sheet, header, match)
    name = name_column(head, header.ledger, lexicon) if head else None
    column = header.ledger.column(name) if name and name != match.column else None
    return isinstance(column, Choice) and find_option(column, word) is not None


def _is_ticked_option(sheet: Sheet, header: Header, match: ColumnMatch) -> bool:
    """A column of words in which only ticks stand, headed like an option."""
    ledger = header.ledger
    if not isinstance(ledger.column(match.column), Text):
        return False
    choices = [each for each in ledger.columns if isinstance(each, Choice)]
    if not any(find_option(each, match.text) for each in choices):
        return False
    ticks = [isinstance(each, str) and each in TICKS for each in _sample(sheet, header, match.at)]
    return bool(ticks) and all(ticks)


def _is_progress(sheet: Sheet, header: Header, match: ColumnMatch, said: ProgressColumn) -> bool:
    """状态 over 拟开展 is no 办理状态, unless some cell is an option of the ledger's own column."""
    is_headed = match.sureness != EXACT and heads_progress(said, [clean_header(match.text)])
    if not is_headed or not has_progress(header):
        return False
    cells = list_below(sheet, header, match.at)
    own = header.ledger.column(match.column)
    texts = [fold_text(format_cell(cell)) for cell in cells if cell is not None]
    is_own = isinstance(own, Choice) and any(is_chosen(own, text) for text in texts)
    return says_progress(said, cells) and not is_own


def _is_misfit(sheet: Sheet, header: Header, match: ColumnMatch) -> bool:
    """No amount and no day has only words; names are words, and so are options, mostly known."""
    column = header.ledger.column(match.column)
    if isinstance(column, Person) and _is_ticked(_draw_cells(sheet, header, match.at)):
        return True
    if match.sureness < FUZZY or not isinstance(column, Count | Money | Day | Choice | Person):
        return False
    cells = _sample(sheet, header, match.at)
    if not cells:
        return False
    if isinstance(column, Choice) and match.sureness > FUZZY:
        return not any(is_chosen(column, fold_text(format_cell(cell))) for cell in cells)
    if isinstance(column, Choice | Person):
        return all(isinstance(cell, int | float | dt.date) for cell in cells)
    texts = [fold_text(format_cell(cell)) for cell in cells]
    return all(is_name_list(text) or not (is_figure(text) or VAGUE.search(text)) for text in texts)


def _is_ticked(cells: Iterator[Cell]) -> bool:
    """典型人物 over √ is an option of another column, nobody's name; the first mostly tells."""
    ticks = (isinstance(cell, str) and is_tick(cell) for cell in cells)
    return bool(next(ticks, False)) and all(ticks)


def match_contents(
    sheet: Sheet, header: Header, lexicon: Lexicon, window: tuple[dt.date, dt.date]
) -> Header:
    """The header with the columns read that hold what one free column asks for, and no other."""
    matched = {match.column for match in header.matches}
    free = [each for each in header.ledger.columns if each.name not in matched]
    strange = [
        _Content(at, text, _sample(sheet, header, at))
        for at, text, names in header.strangers
        if not (is_running_header(text) or PART.search(text))
        and not any(lexicon.column(name, header.ledger.name) for name in names)
    ]
    fitting = {each: _fitting(free, each, window) for each in strange if each.cells}
    likely = [(content, names[0]) for content, names in fitting.items() if len(names) == 1]
    names = [name for _, name in likely]
    matches = [
        ColumnMatch(name, content.at, content.text, CONTENT, 0.5)
        for content, name in likely
        if names.count(name) == 1
    ]
    return rematch_columns(header, lexicon, matches) if matches else header


def _fitting(
    free: Sequence[Column], content: _Content, window: tuple[dt.date, dt.date]
) -> Sequence[str]:
    """The columns that cells fit; what may be days is no amount."""
    fitting = [each for each in free if fits_column(each, content.text, content.cells, window)]
    days = [each for each in fitting if isinstance(each, Day)]
    return [each.name for each in days or fitting]


def _sample(sheet: Sheet, header: Header, at: int) -> tuple[Cell, ...]:
    return tuple(_draw_cells(sheet, header, at))


def _draw_cells(sheet: Sheet, header: Header, at: int) -> Iterator[Cell]:
    """The first cells below a header that say anything, in rows that are hardly notes."""
    rows = (row for row in sheet.rows[header.bottom :] if len(row) >= at)
    least = max(FEW, len(header.matches) / 2)
    cells = (row[at - 1] for row in rows if _is_entry(row, least))
    told = (cell for cell in cells if cell is not None and not _is_nothing(cell))
    return islice(told, SAMPLE)


def _is_entry(cells: Row, least: float) -> bool:
    """A row that is full enough and no total, note or example."""
    if len(cells) - cells.count(None) < least:
        return False
    first = next((cell for cell in cells if isinstance(cell, str)), "")
    return classify_row_text(first) in ("", "nil", "aside") and not is_numbering(cells)


def _is_nothing(cell: Cell) -> bool:
    text = fold_text(format_cell(cell))
    return cell in REPEATS or is_not_applicable(text) or bool(UNDECIDED.fullmatch(text))
