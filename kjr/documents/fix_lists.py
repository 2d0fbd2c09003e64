"""What a unit still owes; its fix list (整改单) as text, and marked in a copy of its workbook."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, cast
from zipfile import BadZipFile

from kjr.documents.phrases import collect_phrases, complete_sentence
from kjr.documents.printed_entries import find_private_names
from kjr.errors import KjrError
from kjr.figures.overview import Overview
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import Standing
from kjr.reading.page import Problem
from kjr.values.masks import mask_personal_data
from kjr.values.readings import Level
from kjr.values.wording import format_nearby_day

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

COLOURS: Final = {Level.ERROR: "FFC7CE", Level.DOUBT: "FFEB9C", Level.HINT: "DDEBF7"}
AUTHOR: Final = "整改单"
EMPTY_BOOK: Final = "台账为空"
COVERED: Final = "这一格读不出，请打开工作簿核对"
WIDTH: Final = 320
"""Of a comment, in points; long enough for a sentence on few lines."""
MOST_CELLS: Final = 5
"""Cells to mend that a reminder names one by one; the rest are counted."""


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """What does not count first, then what is doubted, then hints; each in reading order."""
    weight = list(Level)
    return sorted(
        problems,
        key=lambda it: (weight.index(it.level), it.sheet, it.row, len(it.cell), it.cell),
    )


def compose_fix_list(unit: str, problems: Iterable[Problem]) -> str:
    """The text to paste into WeChat: what to mend and what to verify; hints are left out."""
    listed = [each for each in sort_problems(problems) if each.level is not Level.HINT]
    if not listed:
        return f"{unit}：没有要改的，谢谢！"
    errors = sum(each.level is Level.ERROR for each in listed)
    head = f"{unit}整改单：{errors}处要改（改好才计入），{len(listed) - errors}处请核实"
    lines = (
        f"{n}.【{each.level}】{mask_personal_data(str(each))}" for n, each in enumerate(listed, 1)
    )
    return "\n".join((head, *lines))


def list_owed_items(overview: Overview, unit: str) -> list[str]:
    """Everything a unit still has to send, fill in or mend, by its full name.

    It may leave the house: no name of a private column, and of such a column's cell its place.
    """
    standing = overview.standing(unit)
    return [
        *_owed_book(standing),
        *(f"总结：{part}未交" for part in standing.lacking),
        *_name_cells(overview, unit, list_cells_to_mend(overview, unit)),
    ]


def list_cells_to_mend(overview: Overview, unit: str) -> list[Problem]:
    """A unit's cells that keep something from counting.

    Errors; then the days in a year that cannot be meant, and those a row contradicts itself about
    (写明拟开展，日期已过), which are only doubted until the day comes or somebody answers.
    """
    snapshot = overview.snapshot
    ours = [each for each in snapshot.problems if each.unit == unit]
    ledgers = {each.name: each for each in overview.campaign.ledgers}
    days = {
        (entry.sheet, entry.row): ledgers[entry.ledger].day
        for entry in (*snapshot.misdated, *snapshot.planned)
        if entry.unit == unit and not ledgers[entry.ledger].single
    }
    doubted = (each for each in ours if each.level is Level.DOUBT and each.column)
    return [
        *(each for each in ours if each.level is Level.ERROR),
        *(each for each in doubted if days.get((each.sheet, each.row)) == each.column),
    ]


def compose_return_reason(overview: Overview, unit: str, template: str) -> str:
    """Why a unit's report goes back, in the campaign's words and the unit's own coordinates."""
    every = (each for each in overview.snapshot.problems if each.unit == unit)
    doubted = [each for each in every if each.level is not Level.HINT]
    names = {
        "单位": unit,
        "缺项": "；".join(list_owed_items(overview, unit)),
        "待改": "；".join(_name_cells(overview, unit, doubted)),
    }
    return complete_sentence(template, {**collect_phrases(overview), **names})


def phrase_day_ahead(standing: Standing, today: dt.date) -> str:
    """What is odd about a closing report, or parts of it, dated ahead; blank of any other."""
    filing = standing.filing
    if not filing.ahead or filing.day is None:
        return ""
    what = "总结" if filing.state is FilingState.AHEAD else "、".join(filing.ahead)
    return f"{what}写明已交，报送日期{format_nearby_day(filing.day, today)}还没到"


def phrase_days_ahead(standings: Iterable[Standing], today: dt.date) -> str:
    """The units that have to file whose closing report is dated ahead, each with its day."""
    return "、".join(
        f"{each.unit.name}（{format_nearby_day(each.filing.day, today)}）"
        for each in standings
        if each.unit.expected and each.filing.state is FilingState.AHEAD and each.filing.day
    )


def annotate_problems(original: bytes, problems: Iterable[Problem]) -> bytes:
    """A copy of a workbook with the cells to mend coloured, each with a comment.

    Raises KjrError if the workbook is not an .xlsx file.
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(original))
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise KjrError("只有 .xlsx 工作簿能标注，请先另存为 .xlsx") from error
    for problem in reversed(sort_problems(problems)):
        if problem.sheet in book.sheetnames:
            for cell in (problem.cell, *problem.others):
                _mark(book[problem.sheet], problem._replace(cell=cell))
    copy = io.BytesIO()
    book.save(copy)
    return copy.getvalue()


def _name_cells(overview: Overview, unit: str, problems: Sequence[Problem]) -> list[str]:
    """A unit's cells, the first of them one by one, without what is private."""
    campaign, book = overview.campaign, overview.snapshot.books.get(unit)
    names = find_private_names(campaign, book.entries if problems and book else [])
    private = {each.name for it in campaign.ledgers for each in it.columns if each.private}
    cells = [
        mask_personal_data(str(_cover(each) if each.column in private else each), names)
        for each in problems
    ]
    more = len(cells) - MOST_CELLS
    return [*cells[:MOST_CELLS], *([f"另有{more}处待改"] if more > 0 else [])]


def _owed_book(standing: Standing) -> Iterator[str]:
    match standing.filling:
        case FillingState.NOT_BEGUN:
            yield "台账未填报"
        case FillingState.EMPTY:
            yield EMPTY_BOOK
        case FillingState.UNREADABLE if standing.book and standing.book.stale:
            yield f"工作簿读取失败（{standing.book.stale.reason}）"


def _cover(problem: Problem) -> Problem:
    """What is said of a private cell to others: where it is."""
    return problem._replace(raw="", message=COVERED, suggestion=None)


def _mark(sheet: Worksheet, problem: Problem) -> None:
    """Colour one cell and say what is odd; what it said before stays below."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = _cell(sheet, problem.cell or f"A{max(1, problem.row)}")
    before = f"\n\n{cell.comment.text}" if cell.comment else ""
    cell.comment = Comment(f"【{problem.level}】{_said(problem)}{before}", AUTHOR, width=WIDTH)
    cell.fill = PatternFill("solid", fgColor=COLOURS[problem.level])


def _said(problem: Problem) -> str:
    column = "" if problem.cell or not problem.column else f"「{problem.column}」"
    advice = f"；建议改为“{problem.suggestion}”" if problem.suggestion else ""
    return f"{column}{problem.message}{advice}"


def _cell(sheet: Worksheet, address: str) -> Cell:
    """The cell at an address; in a merged area the one that holds its text."""
    from openpyxl.utils.cell import coordinate_to_tuple

    row, column = coordinate_to_tuple(address)
    for area in sheet.merged_cells.ranges:
        if address in area:
            row, column = area.min_row, area.min_col
    return cast("Cell", sheet.cell(row, column))
