"""From the rows under a header to entries that count and problems people can mend.

What keeps a row out: an error in a required column, or a required cell left blank.  An error in
any other column leaves the entry counted without that value, and the problem listed; so a slip
in 慰问品 never loses the 走访人次 beside it.  A required column the whole sheet lacks is one
doubt, and its rows count with what they have.  One part of the closing report that is told of
is enough: the other, blank or unread, is not handed in.  A row that says it is planned (拟开展)
need not be full yet; one that says 取消 is no entry.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kjr.campaign.columns import Progress
from kjr.campaign.model import Campaign
from kjr.reading.checks.columns import check_columns
from kjr.reading.checks.repeats import say_once
from kjr.reading.checks.table import check_table
from kjr.reading.checks.unread_columns import list_unknown_headers
from kjr.reading.columns.column_choice import choose_own_year
from kjr.reading.columns.column_contents import drop_misfits, match_contents
from kjr.reading.columns.joined_columns import join_columns
from kjr.reading.forms import find_labels_above
from kjr.reading.header.header import Header
from kjr.reading.header.lexicon import Lexicon
from kjr.reading.header.sheets import (
    collect_row_texts,
    find_header_below,
    find_other_title,
    is_same_header,
)
from kjr.reading.page import Page, Problem, SkippedRow
from kjr.reading.rows.judging import NOT_FILLED, JudgedRow, judge_rows
from kjr.reading.rows.merged_rows import is_same_event
from kjr.reading.rows.row_kinds import (
    Neighbours,
    classify_row,
    ends_signature,
    is_plain_entry,
    is_sum_of,
    list_first_marks,
)
from kjr.reading.rows.row_words import classify_row_text, is_computed
from kjr.reading.rows.sheet_rows import SheetRow, is_numbering, list_sheet_rows
from kjr.reading.rows.sheet_table import NEAR, SheetTable
from kjr.reading.skipped_sheets import find_title_refusal, names_own_year
from kjr.reading.small_tables import set_aside_small_table
from kjr.store.base import Sheet
from kjr.values.cells import Cell, format_cell
from kjr.values.readings import NO_RESULT, CellProblem, Level

UNFINISHED: Final = 3
"""From this many blank required cells on, a row has one problem instead of one for each."""
NO_WORK: Final = frozenset(("signature", "note", "example", "total", "subtotal", "part"))
"""Words of a row that is no work of its own, however full it is."""
LEFT_OUT: Final = {
    "part": "看作上一行的一部分，不计入；如是另一场，请去掉“其中”",
    "continued": "只写了这一格，像是接着上一行写的，没有读；请并到上一行",
}
"""What is said of rows left out though there is something in them."""


def read_table(
    sheet: Sheet, header: Header, campaign: Campaign, lexicon: Lexicon, start: int = 1
) -> tuple[Page, Header | None]:
    """The page of the table under a header, and the next table's header, if one follows below.

    ``start`` is the first row that is not another table's.
    """
    header = drop_misfits(sheet, header, lexicon, campaign.progress)
    years = {campaign.year, campaign.first.year, campaign.last.year}
    header = choose_own_year(header, lexicon, years)
    sheet, header, joined = join_columns(sheet, header, lexicon)
    header = match_contents(sheet, header, lexicon, (campaign.first, campaign.last))
    table = SheetTable(sheet, header, campaign, lexicon, joined)
    _read_rows(table, campaign)
    above = [row for row in range(start, header.bottom + 1) if sheet.rows[row - 1]]
    heads = [SkippedRow(row, "title" if row < header.top else "header") for row in above]
    set_aside_small_table(table)
    table.problems += _about_above(table, start)
    found = sorted([*table.problems, *check_table(table)], key=lambda problem: problem.row)
    page = Page(
        sheet,
        table.ledger.name,
        header_row=header.bottom,
        last_row=table.below.top - 1 if table.below else table.end,
        columns={name: at + 1 for name, at, *_ in table.readers if name not in table.joined},
        joined=table.joined,
        identity=tuple(name for name in table.ledger.identity if name not in lexicon.common),
        entries=tuple(table.entries),
        skipped=(*heads, *table.skipped),
        problems=tuple(say_once(found)),
        unknown=list_unknown_headers(table),
        progress=table.progress_at,
    )
    return page, table.below


def _about_above(table: SheetTable, start: int) -> Iterator[Problem]:
    """Rows of work above the header, such as below one that nobody knows."""
    lines = ((row, table.sheet.rows[row - 1]) for row in range(start, table.header.top))
    rows = [row for row, cells in lines if _is_work(cells, len(table.header.matches))]
    if rows:
        shown = "、".join(map(str, rows[:10]))
        message = f"第{shown}行在表头上面，没有读；如是条目，请移到表头下面"
        yield table.problem(rows[0], "", Level.DOUBT, message)
    if table.ledger.single and (labels := find_labels_above(table.sheet, table.header.top)):
        message = f"表头上面的{'、'.join(labels.values())}没有读"
        yield table.problem(min(labels), "", Level.HINT, message)


def _is_work(cells: Sequence[Cell], width: int) -> bool:
    """A row about as full as the table's, with figures, that neither signs nor sums up."""
    filled = [cell for cell in cells if cell is not None]
    texts = [format_cell(cell) for cell in filled]
    is_full = 2 * len(filled) > width and any(re.search(r"\d", text) for text in texts)
    kinds = {classify_row_text(text) for text in texts} & NO_WORK
    return is_full and not kinds and not is_numbering(filled)


def _read_rows(table: SheetTable, campaign: Campaign) -> None:
    past = table.header.bottom
    amounts = frozenset(reader.at for reader in table.readers if reader.is_amount)
    found = list_sheet_rows(table.sheet, past + 1, amounts)
    around = zip((None, *found), (*found[1:], None), strict=False)
    judged_rows = judge_rows(table.readers, found)
    for line, judged, near in zip(found, judged_rows, around, strict=False):
        if line.row <= past:
            continue
        if table.parts:
            judged.excuse_parts(table.parts)
        if is_same_event(table, line, judged):
            table.skipped.append(SkippedRow(line.row, "part"))
        elif is_plain_entry(line, judged):
            _keep(table, line, judged)
        elif judged.is_odd and (
            below := find_header_below(table.sheet, table.lexicon, line.row, table.header)
        ):
            if not is_same_header(below, table.header) or _is_another(table, below, campaign):
                table.below = below
                _forget_titles(table, below)
                return
            past = below.bottom
            table.skipped += [SkippedRow(row, "header") for row in range(line.row, past + 1)]
        elif judged.is_odd and (
            named := find_other_title(table.sheet, table.lexicon, line.row, table.header)
        ):
            _leave_rest(table, line.row, named)
            return
        else:
            _sort(table, line, judged, near)


def _leave_rest(table: SheetTable, row: int, named: Sequence[str]) -> None:
    """Another ledger's table from a row on, whose header nobody knows: told once, never ours."""
    rows, table.end = table.sheet.rows, row - 1
    filled = [each for each in range(row, len(rows) + 1) if rows[each - 1]]
    table.skipped += [SkippedRow(each, "title" if each == row else "note") for each in filled]
    other = "".join(f"「{name}」" for name in named)
    message = f"第{row}至{filled[-1]}行像{other}的表，认不出表头，没有读；请照样表写好表头"
    table.problems.append(table.problem(row, "", Level.DOUBT, message))


def _forget_titles(table: SheetTable, below: Header) -> None:
    """A line with one cell right above the next table is its title, no entry begun."""
    counted = max((entry.row for entry in table.entries), default=table.header.bottom)
    for row in range(below.top - 1, max(counted, below.top - 1 - NEAR), -1):
        if row in table.read and sum(cell is not None for cell in table.sheet.rows[row - 1]) > 1:
            return
        if table.read.pop(row, None):
            table.problems = [each for each in table.problems if each.row != row]
            table.skipped.append(SkippedRow(row, "title"))


def _is_another(table: SheetTable, below: Header, campaign: Campaign) -> bool:
    """The same header again, but under a title that speaks of another year or of a plan.

    Or of this year, where the title above spoke of another.
    """
    titles = collect_row_texts(table.sheet, table.last_read + 1, below.top)
    if find_title_refusal(titles, campaign):
        return True
    above = collect_row_texts(table.sheet, max(1, table.header.top - NEAR), table.header.top)
    return bool(find_title_refusal(above, campaign)) and names_own_year(titles, campaign)


def _sort(table: SheetTable, line: SheetRow, judged: JudgedRow, near: Neighbours) -> None:
    """Keep a row that may be no entry, or say why not."""
    marks = list_first_marks(line)
    kind = classify_row(table.readers, table.lexicon.common, line, judged, near, marks)
    if table.signed > table.last_read and ends_signature(line, judged):
        kind = "signature"
    if kind == "entry" and is_sum_of(marks, judged, table.read.values()):
        kind = "total"
    if kind == "entry":
        _keep(table, line, judged)
        return
    if kind == "total" and not any(
        isinstance(each, str) and is_computed(each) for each in line.cells
    ):
        table.totals[line.row] = judged.values
    if said := LEFT_OUT.get(kind):
        if kind == "continued" or not judged.missing:
            table.problems.append(table.problem(line.row, "", Level.DOUBT, said))
        kind = "note" if kind == "continued" else kind
    if kind == "signature":
        table.signed, kind = line.row, "note"
    if kind:
        table.skipped.append(SkippedRow(line.row, kind))


def _keep(table: SheetTable, line: SheetRow, judged: JudgedRow) -> None:
    """Count the row if nothing required is wrong, and list what is odd about it."""
    if found := table.progress:
        judged.progress = found.read(line.cell(found.at))
    if judged.progress is Progress.CANCELLED:
        table.skipped.append(SkippedRow(line.row, "cancelled"))
        return
    if table.has_rules:
        check_columns(table.ledger, judged, table.present)
    if judged.progress is Progress.PLANNED:
        judged.missing = ()
    table.read[line.row] = judged
    if judged.is_odd or table.sheet.uncomputed:
        complaints = [*_unfilled(table, line, judged), *judged.oddities]
        table.problems += [table.problem(line.row, column, *what) for column, what in complaints]
        wrong = {column for column, what in complaints if what.level is Level.ERROR}
        wrong -= judged.excused
        if "" in wrong or any(each.is_required and each.name in wrong for each in table.readers):
            return
    table.entries.append(judged.build_entry(table.sheet, table.ledger, line.row))


def _unfilled(
    table: SheetTable, line: SheetRow, judged: JudgedRow
) -> Iterator[tuple[str, CellProblem]]:
    """What is left blank: required cells, and formulas that were saved without a result."""
    for name, at, *_ in table.readers if table.sheet.uncomputed else ():
        joined = table.joined.get(name)
        places = {(line.row, each) for each in (joined.places if joined else (at + 1,))}
        if places & table.sheet.uncomputed and (joined or name not in judged.values):
            judged.values.pop(name, None)
            yield name, CellProblem(Level.ERROR, NO_RESULT)
            judged.missing = tuple(each for each in judged.missing if each != name)
    if len(judged.missing) < UNFINISHED:
        yield from ((name, CellProblem(Level.ERROR, NOT_FILLED)) for name in judged.missing)
    else:
        names = "、".join(f"「{name}」" for name in judged.missing)
        yield "", CellProblem(Level.ERROR, f"这一行没有填完，还缺{names}")
