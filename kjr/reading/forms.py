"""总结报送 as people also write it: a label beside its value, or a heading and paragraphs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kjr.campaign.columns import Column, Text
from kjr.campaign.model import Campaign, Ledger
from kjr.reading.checks.columns import apply_column_rules
from kjr.reading.header.lexicon import Lexicon, clean_header
from kjr.reading.page import Entry, Page, Problem
from kjr.reading.rows.cell_reading import read_cell
from kjr.reading.rows.judging import NOT_FILLED, JudgedRow, add_reading
from kjr.reading.rows.sheet_rows import classify_row_text
from kjr.store.base import Sheet
from kjr.values.cells import Cell, format_address, format_cell
from kjr.values.masks import mask_personal_data
from kjr.values.readings import CellProblem, Level

ENOUGH: Final = 3
"""So many labels make a sheet a form; two are enough if its name agrees."""
LONGEST: Final = 400
"""A sheet with more rows is no form."""
LABEL: Final = 16
"""No label is longer."""


@dataclass
class Answer:
    """What is written for one label."""

    row: int
    at: int
    """The column the (first) value stands in; the one after the label while there is none."""
    cells: list[Cell] = field(default_factory=list)

    @property
    def cell(self) -> Cell:
        """The value as one cell; paragraphs are joined."""
        return self.cells[0] if len(self.cells) == 1 else "\n".join(map(format_cell, self.cells))


class FilledCell(NamedTuple):
    """One filled cell of a sheet."""

    row: int
    at: int
    cell: Cell


def read_form(sheet: Sheet, campaign: Campaign, lexicon: Lexicon, *, hinted: bool) -> Page | None:
    """The one entry of a ledger that a unit fills once; None if the sheet is no such form."""
    for ledger in campaign.ledgers:
        if ledger.single and len(sheet.rows) <= LONGEST:
            answers = _answers(sheet, ledger, lexicon)
            if len(answers.keys() - lexicon.common) >= ENOUGH - hinted:
                return _page(sheet, ledger, campaign, answers, lexicon.common)
    return None


def _answers(sheet: Sheet, ledger: Ledger, lexicon: Lexicon) -> Mapping[str, Answer]:
    """Column → what follows its label in reading order, up to the next label."""
    answers: dict[str, Answer] = {}
    current: str | None = None
    for spot in _spots(sheet, ledger, lexicon):
        label, rest = _label(spot.cell, ledger, lexicon)
        if label:
            current = label if label not in answers else None
            answers.setdefault(label, Answer(spot.row, spot.at + (not rest), [rest] * bool(rest)))
        elif _is_signature(spot.cell):
            current = None
        elif current and _continues(answers[current], spot, ledger.column(current)):
            _add(answers[current], spot)
    common = lexicon.common
    return {name: each for name, each in answers.items() if each.cells or name not in common}


def _spots(sheet: Sheet, ledger: Ledger, lexicon: Lexicon) -> Iterator[FilledCell]:
    """Every filled cell in reading order; one that holds whole sections, line by line."""
    for row, cells in enumerate(sheet.rows, 1):
        for at, cell in enumerate(cells, 1):
            lines = cell.splitlines() if isinstance(cell, str) else []
            if any(_label(line, ledger, lexicon)[0] for line in lines[1:]):
                yield from (FilledCell(row, at, line.strip()) for line in lines if line.strip())
            elif cell is not None:
                yield FilledCell(row, at, cell)


def _label(cell: Cell, ledger: Ledger, lexicon: Lexicon) -> tuple[str | None, str]:
    """The column a cell is the label of, and what is written behind its colon."""
    if not isinstance(cell, str):
        return None, ""
    for colon in ("：", ":", "\n", ""):
        name, _, rest = cell.strip().partition(colon) if colon else (cell, "", "")
        found = lexicon.column(clean_header(name), ledger.name) if len(name) <= LABEL else None
        if found:
            return found, rest.strip()
    return None, ""


def _is_signature(cell: Cell) -> bool:
    return (
        isinstance(cell, str)
        and len(cell) < 30
        and classify_row_text(cell) == "note"
        and "：" in cell[-12:]
    )


def _continues(answer: Answer, spot: FilledCell, column: Column) -> bool:
    """The first value after a label is its own; more paragraphs stand right below the first."""
    return not answer.cells or (isinstance(column, Text) and spot.at == answer.at)


def _add(answer: Answer, spot: FilledCell) -> None:
    if not answer.cells:
        answer.row, answer.at = spot.row, spot.at
    answer.cells.append(spot.cell)


def _page(
    sheet: Sheet,
    ledger: Ledger,
    campaign: Campaign,
    answers: Mapping[str, Answer],
    common: frozenset[str],
) -> Page:
    judged = _judge(sheet, ledger, campaign, answers)
    filled = {name: answer.row for name, answer in answers.items() if answer.cells}
    own = [row for name, row in filled.items() if name not in common]
    first = min(own or filled.values(), default=1)
    problems = tuple(_problems(sheet, ledger, answers, judged)) if filled else ()
    wrong = {problem.column for problem in problems if problem.level is Level.ERROR}
    required = {column.name for column in ledger.columns if column.required}
    entry = Entry(
        sheet.unit,
        ledger.name,
        sheet.name,
        first,
        judged.values,
        judged.about,
        judged.not_applicable,
    )
    return Page(
        sheet,
        ledger.name,
        fields={column: (answer.row, answer.at) for column, answer in answers.items()},
        entries=(entry,) if judged.values and not wrong & required else (),
        problems=problems,
    )


def _judge(
    sheet: Sheet, ledger: Ledger, campaign: Campaign, answers: Mapping[str, Answer]
) -> JudgedRow:
    judged = JudgedRow({})
    for column in ledger.columns:
        answer = answers.get(column.name)
        if answer and answer.cells:
            reading = read_cell(
                column, answer.cell, (campaign.first, campaign.last), sheet.date1904
            )
            add_reading(judged, column.name, reading, is_required=column.required)
        elif answer and column.required:
            judged.missing += (column.name,)
    apply_column_rules(ledger, judged, frozenset(answers))
    return judged


def _problems(
    sheet: Sheet, ledger: Ledger, answers: Mapping[str, Answer], judged: JudgedRow
) -> Iterator[Problem]:
    blank = [(name, CellProblem(Level.ERROR, NOT_FILLED)) for name in judged.missing]
    for name, (level, message, suggestion) in [*blank, *judged.oddities]:
        answer = answers[name]
        raw = (
            mask_personal_data(format_cell(sheet.cell(answer.row, answer.at)))
            if answer.cells
            else ""
        )
        place = format_address(answer.row, answer.at)
        yield Problem(
            sheet.unit, sheet.name, answer.row, name, place, level, raw, message, suggestion
        )
    for column in ledger.columns:
        if column.required and column.name not in answers:
            message = "没有写这一项，请补上"
            yield Problem(sheet.unit, sheet.name, 0, column.name, "", Level.DOUBT, "", message)
