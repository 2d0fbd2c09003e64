"""What stands on or beside the cells of a table: struck out, noted, hidden under a merge, pictured.

Struck out is deleted; a note is told and never read.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from kjr.reading.checks.repeats import say_once
from kjr.reading.page import Page, Problem
from kjr.store.base import CellMark, MarkKind, Sheet, trim_grid
from kjr.values.cells import Row, format_address, format_cell, is_blank
from kjr.values.masks import mask_personal_data
from kjr.values.readings import Level

LONGEST: Final = 40
"""Characters of a note that are told."""

ROW_STRUCK: Final = "整行划了删除线，看作已删除，没有计入；如应计入，请去掉删除线"
CELL_STRUCK: Final = "这一格划了删除线，看作已删除，没有读；如应计入，请去掉删除线"
PART_STRUCK: Final = "划掉的“{}”没有读，只读了其余的字，请核实并删去划掉的字"
NOTED: Final = "有批注“{}”，批注不读；如要改数，请直接改在格里"
RULED: Final = "条件格式会给{}里的某些格划删除线，都照常读取；不应计入的请删去整行"
VEILING: Final = "条件格式会使{}里的某些格看不见，都照常读取；不应计入的请删去"
UNSEEN: Final = "白字或单元格格式使人看不见这一格，照存着的读了，请核实"
SEEN: Final = "单元格格式使人看见的是“{}”，不是存着的，照存着的读了，请核实"
PICTURED: Final = "这一格是图片，没有读；请填文字或数字"
COVERED: Final = "这一格被合并盖住，里面还存着“{}”，人看不见；请取消合并，核对后再填"


def erase_struck_cells(sheet: Sheet) -> Sheet:
    """The sheet as meant: without the cells that are struck out."""
    struck = _list_struck(sheet)
    if not struck:
        return sheet
    erased = {row for row, _ in struck}
    rows = [
        [None if (row, at) in struck else cell for at, cell in enumerate(cells, 1)]
        if row in erased
        else cells
        for row, cells in enumerate(sheet.rows, 1)
    ]
    return sheet._replace(rows=trim_grid(rows))


def add_mark_problems(page: Page, sheet: Sheet) -> Page:
    """The page of a sheet as typed, with what is to be said of its marks."""
    page = page._replace(sheet=sheet)
    found = list(check_marks(page)) if page.ledger else []
    if not found:
        return page
    both = sorted([*page.problems, *found], key=lambda problem: problem.row)
    return page._replace(problems=tuple(both))


def check_marks(page: Page) -> Iterator[Problem]:
    """What has to be said of the marks on a page's cells, each kind of thing once."""
    if not page.sheet.marks and not page.sheet.merged:
        return
    places = _places(page)
    yield from _about_struck(page, places)
    yield from _about_covered(page, places)
    yield from _about_rules(page, MarkKind.RULED, RULED)
    yield from _about_rules(page, MarkKind.VEILING, VEILING)
    yield from say_once(_about_veiled(page, places), all_alike=True)
    noted: dict[tuple[str, str], int] = {}
    entries = {entry.row for entry in page.entries}
    for mark in page.sheet.marks:
        column = places.get(mark[:2]) or places.get((0, mark.column))
        if column is None or not _is_inside(page, mark):
            continue
        if mark.kind is MarkKind.CUT:
            yield _problem(page, mark, column, PART_STRUCK)
        elif mark.kind is MarkKind.PICTURE:
            yield _problem(page, mark, column, PICTURED)
        elif mark.kind is MarkKind.NOTE and (mark.row in entries or page.fields):
            noted[column, mark.words] = noted.get((column, mark.words), 0) + 1
            if noted[column, mark.words] == 1:
                yield _problem(page, mark, column, NOTED)


def _places(page: Page) -> Mapping[tuple[int, int], str]:
    """(row, column) → the ledger's column there; row 0 for all rows of a table."""
    fields = {place: name for name, place in page.fields.items()}
    joined = {(0, at): name for name, each in page.joined.items() for at in each.places}
    return fields or {(0, at): name for name, at in page.columns.items()} | joined


def _is_inside(page: Page, mark: CellMark) -> bool:
    first, last = page.header_row or 0, page.last_row or len(page.sheet.rows)
    return bool(page.fields) or first < mark.row <= last


def _about_struck(page: Page, places: Mapping[tuple[int, int], str]) -> Iterator[Problem]:
    sheet, by_row = page.sheet, defaultdict(list)
    for mark in sheet.marks:
        if mark.kind is MarkKind.STRUCK and _is_inside(page, mark):
            by_row[mark.row].append(mark)
    for row, marks in by_row.items():
        struck = {mark.column for mark in marks}
        filled = {at for at, cell in enumerate(_cells(sheet, row), 1) if not is_blank(cell)}
        known = filled & {at for _, at in places}
        if known and known <= struck and not page.fields:
            yield page.problem(row, "", Level.DOUBT, ROW_STRUCK)
            continue
        for mark in marks:
            column = places.get(mark[:2]) or places.get((0, mark.column))
            if column is not None and mark.column in filled:
                yield _problem(page, mark, column, CELL_STRUCK)


def _about_rules(page: Page, kind: MarkKind, told: str) -> Iterator[Problem]:
    """Where a rule may strike cells out or hide them, once for the page."""
    ranges = [each.words for each in page.sheet.marks if each.kind is kind]
    if ranges:
        message = told.format("、".join(dict.fromkeys(ranges)))
        yield page.problem(page.header_row or 0, "", Level.DOUBT, message)


def _about_veiled(page: Page, places: Mapping[tuple[int, int], str]) -> Iterator[Problem]:
    """Cells in which people see something else than they hold."""
    entries = {entry.row for entry in page.entries}
    for mark in page.sheet.marks:
        if mark.kind is MarkKind.VEILED and (mark.row in entries or page.fields):
            column = places.get(mark[:2]) or places.get((0, mark.column))
            if column is not None:
                yield _problem(page, mark, column, SEEN if mark.words else UNSEEN)


def _about_covered(page: Page, places: Mapping[tuple[int, int], str]) -> Iterator[Problem]:
    """Values under a merged cell: nobody sees them, and programs differ in reading them."""
    sheet = page.sheet
    for area in sheet.merged:
        shown = sheet.cell(area.top, area.left)
        for row in range(area.top, min(area.bottom, len(sheet.rows)) + 1):
            for at in range(area.left, min(area.right, len(sheet.rows[row - 1])) + 1):
                cell = sheet.rows[row - 1][at - 1]
                mark = CellMark(row, at, MarkKind.NOTE, format_cell(cell))
                column = places.get((0, at))
                is_first = (row, at) == (area.top, area.left)
                if is_first or cell is None or cell == shown or column is None:
                    continue
                if _is_inside(page, mark):
                    yield _problem(page, mark, column, COVERED)


def _problem(page: Page, mark: CellMark, column: str, message: str) -> Problem:
    words = mask_personal_data(" ".join(mark.words.split()))
    told = words if len(words) <= LONGEST else words[:LONGEST] + "…"
    problem = page.problem(mark.row, column, Level.DOUBT, message.format(told))
    cell = format_address(mark.row, mark.column)
    raw = mask_personal_data(format_cell(page.sheet.cell(mark.row, mark.column)))
    return problem._replace(cell=cell, raw=raw) if column in page.joined else problem


def _list_struck(sheet: Sheet) -> set[tuple[int, int]]:
    return {(each.row, each.column) for each in sheet.marks if each.kind is MarkKind.STRUCK}


def _cells(sheet: Sheet, row: int) -> Row:
    return sheet.rows[row - 1] if 0 < row <= len(sheet.rows) else ()
