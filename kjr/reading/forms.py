"""总结报送 as people also write it: a label beside its value, or a heading and paragraphs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kjr.campaign.columns import Text
from kjr.campaign.model import Campaign, Ledger
from kjr.reading.checks.columns import check_columns
from kjr.reading.header.lexicon import Lexicon, clean_header
from kjr.reading.page import Page, Problem, build_problem
from kjr.reading.rows.cell_reading import read_cell
from kjr.reading.rows.judging import NOT_FILLED, JudgedRow, add_reading
from kjr.reading.rows.row_words import classify_row_text
from kjr.store.base import Sheet
from kjr.values.cells import Cell, format_cell
from kjr.values.masks import mask_personal_data
from kjr.values.readings import CellProblem, Level
from kjr.values.spelling.characters import fold_text

ENOUGH: Final = 3
"""So many labels make a sheet a form; two are enough if its name agrees."""
LONGEST: Final = 400
"""A sheet with more rows is no form."""
DATED: Final = re.compile(r"[\d年月日./\- :：]+")
"""When a form was signed."""
LABEL: Final = 16
"""No label is longer."""
LABELLED: Final = 2
"""A label and its value."""


@dataclass
class Answer:
    """What is written for one label."""

    row: int
    at: int
    """The column the (first) value stands in; the one after the label while there is none."""
    cells: list[Cell] = field(default_factory=list)


Answers = Mapping[str, Answer]
"""Column → what is written for it."""


def read_form(sheet: Sheet, campaign: Campaign, lexicon: Lexicon, *, hinted: bool) -> Page | None:
    """The one entry of a ledger that a unit fills once; None if the sheet is no such form."""
    for ledger in campaign.ledgers:
        if ledger.single and len(sheet.rows) <= LONGEST:
            answers, unread = _answers(sheet, ledger, lexicon)
            is_form = len(answers.keys() - lexicon.common) >= ENOUGH - hinted
            if is_form and not _is_table(sheet, ledger, lexicon):
                page = _page(sheet, ledger, campaign, answers, lexicon.common)
                return _tell_unread(page, unread)
    return None


def _tell_unread(page: Page, unread: Mapping[int, str]) -> Page:
    """The page, with what stands in it for no column, named once."""
    if not unread or not page.fields:
        return page
    shown = "、".join(text[:LABEL] for text in unread.values())
    what = CellProblem(Level.HINT, mask_personal_data(f"没有对上的项：{shown}"))
    problem = build_problem(page.sheet, min(unread), "", what)
    return page._replace(problems=(*page.problems, problem))


def _is_table(sheet: Sheet, ledger: Ledger, lexicon: Lexicon) -> bool:
    """Most labels stand side by side in one row with rows of several cells below: a header."""
    for n, cells in enumerate(sheet.rows, 1):
        filled = [cell for cell in cells if cell is not None]
        labels = sum(_label(cell, ledger, lexicon) != (None, "") for cell in filled)
        has_rows = any(sum(c is not None for c in row) >= ENOUGH for row in sheet.rows[n:])
        if len(filled) >= ENOUGH and 2 * labels > len(filled) and has_rows:
            return True
    return False


def _answers(sheet: Sheet, ledger: Ledger, lexicon: Lexicon) -> tuple[Answers, Mapping[int, str]]:
    """Column → what follows its label in reading order, up to the next label, known or not.

    And what follows the first label and is no answer: row → its first words.
    """
    answers: dict[str, Answer] = {}
    unread: dict[int, str] = {}
    current, signed = None, 0
    cells = [(*each, *_label(each[2], ledger, lexicon)) for each in _filled(sheet, ledger, lexicon)]
    edges = {at for _, at, _, label, _ in cells if label}
    for row, at, cell, label, rest in cells:
        if label:
            current = label if label not in answers else None
            answers.setdefault(label, Answer(row, at + (not rest), [rest] * bool(rest)))
        elif _is_signature(cell):
            current, signed = None, row
        elif row != signed:
            if current and at in edges and _is_unknown_label(sheet, row, at, answers[current]):
                current = None
            has_more = current is not None and isinstance(ledger.column(current), Text)
            is_read = current and _add(answers[current], row, at, cell, has_more=has_more)
            if answers and not is_read and isinstance(cell, str) and not DATED.fullmatch(cell):
                unread.setdefault(row, cell)
    if answers:
        first = min(row for row, *_, label, _ in cells if label)
        unread = {**find_labels_above(sheet, first), **unread}
    common = lexicon.common
    kept = {name: each for name, each in answers.items() if each.cells or name not in common}
    return kept, unread


def find_labels_above(sheet: Sheet, before: int) -> Mapping[int, str]:
    """Row → a few words with something beside them, above the first label or header known."""
    lines = enumerate(sheet.rows[: before - 1], 1)
    found = {row: [cell for cell in cells if cell is not None] for row, cells in lines}
    return {
        row: str(cells[0])[:LABEL]
        for row, cells in found.items()
        if len(cells) == LABELLED
        and isinstance(cells[0], str)
        and len(cells[0]) <= LABEL
        and not DATED.fullmatch(cells[0])
        and ":" not in fold_text(cells[0])
    }


def _is_unknown_label(sheet: Sheet, row: int, at: int, answer: Answer) -> bool:
    """A few words in the column of the labels, with something beside them as the last had."""
    text, line = str(sheet.cell(row, at)), sheet.rows[row - 1]
    has_value = any(cell is not None for cell in line[at:])
    return len(text) <= LABEL and has_value and bool(answer.cells) and answer.at > at


def _filled(sheet: Sheet, ledger: Ledger, lexicon: Lexicon) -> Iterator[tuple[int, int, Cell]]:
    """Every filled cell in reading order; one that holds whole sections, line by line."""
    for row, cells in enumerate(sheet.rows, 1):
        for at, cell in enumerate(cells, 1):
            lines = cell.splitlines() if isinstance(cell, str) else []
            if any(_label(line, ledger, lexicon)[0] for line in lines[1:]):
                yield from ((row, at, line.strip()) for line in lines if line.strip())
            elif cell is not None:
                yield row, at, cell


def _label(cell: Cell, ledger: Ledger, lexicon: Lexicon) -> tuple[str | None, str]:
    """The column a cell is the label of, and what is written behind its colon."""
    text = cell if isinstance(cell, str) else ""
    for colon in ("：", ":", "\n", ""):
        name, _, rest = text.strip().partition(colon) if colon else (text, "", "")
        found = lexicon.column(clean_header(name), ledger.name) if len(name) <= LABEL else None
        if found:
            return found, rest.strip()
    return None, ""


def _is_signature(cell: Cell) -> bool:
    text = cell if isinstance(cell, str) else ""
    return len(text) < 30 and "：" in text[-12:] and classify_row_text(text) == "signature"


def _add(answer: Answer, row: int, at: int, cell: Cell, *, has_more: bool) -> bool:
    """The first value after a label is its own; more paragraphs stand right below the first."""
    if not answer.cells:
        answer.row, answer.at, answer.cells = row, at, [cell]
        return True
    if has_more and at == answer.at:
        answer.cells.append(cell)
        return True
    return False


def _page(
    sheet: Sheet, ledger: Ledger, campaign: Campaign, answers: Answers, common: frozenset[str]
) -> Page:
    judged = _judge(sheet, ledger, campaign, answers)
    filled = {name: answer.row for name, answer in answers.items() if answer.cells}
    own = [row for name, row in filled.items() if name not in common]
    first = min(own or filled.values(), default=1)
    problems = tuple(_problems(sheet, ledger, answers, judged)) if filled else ()
    wrong = {each.column for each in problems if each.level is Level.ERROR} - judged.excused
    is_wrong = any(each.required and each.name in wrong for each in ledger.columns)
    counts = judged.values and not is_wrong
    return Page(
        sheet,
        ledger.name,
        fields={column: (answer.row, answer.at) for column, answer in answers.items()},
        entries=(judged.build_entry(sheet, ledger, first),) if counts else (),
        problems=problems,
    )


def _judge(sheet: Sheet, ledger: Ledger, campaign: Campaign, answers: Answers) -> JudgedRow:
    judged = JudgedRow({})
    window = campaign.first, campaign.last
    for column in ledger.columns:
        cells = answers[column.name].cells if column.name in answers else []
        if cells:
            cell = cells[0] if len(cells) == 1 else "\n".join(map(format_cell, cells))
            reading = read_cell(column, cell, window, sheet.date1904)
            add_reading(judged, column.name, reading, is_required=column.required)
        elif column.required and column.name in answers:
            judged.missing += (column.name,)
    check_columns(ledger, judged, frozenset(answers))
    judged.excuse_parts(campaign.list_report_parts(ledger.name))
    return judged


def _problems(
    sheet: Sheet, ledger: Ledger, answers: Answers, judged: JudgedRow
) -> Iterator[Problem]:
    blank = [(name, CellProblem(Level.ERROR, NOT_FILLED)) for name in judged.missing]
    for name, what in [*blank, *judged.oddities]:
        answer = answers[name]
        problem = build_problem(sheet, answer.row, name, what, (answer.row, answer.at))
        yield problem if answer.cells else problem._replace(raw="")
    names = [each.name for each in ledger.columns if each.required and each.name not in answers]
    if names:
        more = f"；「{'」「'.join(names[1:])}」也没有写" if names[1:] else ""
        what = CellProblem(Level.DOUBT, f"没有写这一项，请补上{more}")
        yield build_problem(sheet, 0, names[0], what)
