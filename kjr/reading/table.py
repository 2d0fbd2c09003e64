"""From the rows under a header to entries that count and problems people can mend.

What keeps a row out: an error in a required column, or a required cell left blank.  An error in
any other column leaves the entry counted without that value, and the problem listed; so a slip
in 慰问品 never loses the 走访人次 beside it.  A required column the whole sheet lacks is one
doubt, and its rows count with what they have.
"""

from collections.abc import Iterator
from typing import Final

from kjr.campaign.model import Campaign
from kjr.reading.checks.columns import apply_column_rules
from kjr.reading.checks.table import find_table_problems
from kjr.reading.header.header import Header
from kjr.reading.header.lexicon import Lexicon
from kjr.reading.header.sheets import collect_row_texts, find_header_below, is_same_header
from kjr.reading.page import Entry, Page, SkippedRow
from kjr.reading.rows.harvest import Harvest, SheetTable, prepare_sheet_table
from kjr.reading.rows.judging import NOT_FILLED, JudgedRow, judge_rows
from kjr.reading.rows.row_kinds import classify_row, is_plain_entry
from kjr.reading.rows.sheet_rows import SheetRow, list_sheet_rows
from kjr.reading.rows.totals import TotalRow
from kjr.reading.skipped_sheets import find_title_refusal
from kjr.store.base import Sheet
from kjr.values.readings import NO_RESULT, CellProblem, Level

UNFINISHED: Final = 3
"""From this many blank required cells on, a row has one problem instead of one for each."""


def read_table(
    sheet: Sheet, header: Header, campaign: Campaign, lexicon: Lexicon, start: int = 1
) -> tuple[Page, Header | None]:
    """The page of the table under a header, and the next table's header, if one follows below.

    ``start`` is the first row that is not another table's.
    """
    table, harvest = prepare_sheet_table(header, sheet, campaign, lexicon), Harvest()
    _read_lines(table, harvest, campaign)
    problems = [*harvest.problems, *find_table_problems(table, harvest)]
    page = Page(
        sheet,
        table.ledger.name,
        header_row=header.bottom,
        last_row=harvest.below.top - 1 if harvest.below else None,
        columns={match.column: match.at for match in header.matches},
        entries=tuple(harvest.entries),
        skipped=(*_above(sheet, start, header), *harvest.skipped),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
    )
    return page, harvest.below


def _above(sheet: Sheet, start: int, header: Header) -> Iterator[SkippedRow]:
    for row in range(start, header.bottom + 1):
        if any(cell is not None for cell in sheet.rows[row - 1]):
            yield SkippedRow(row, "title" if row < header.top else "header")


def _read_lines(table: SheetTable, harvest: Harvest, campaign: Campaign) -> None:
    past = table.header.bottom
    found = list_sheet_rows(table.sheet, past + 1)
    for line, judged in zip(found, judge_rows(table.readers, found), strict=True):
        if line.row <= past:
            continue
        if is_plain_entry(line, judged):
            _keep(table, harvest, line, judged)
        elif judged.is_odd and (below := _header_below(table, line.row)):
            if not is_same_header(below, table.header) or _is_another(
                table, harvest, below, campaign
            ):
                harvest.below = below
                return
            past = below.bottom
            harvest.skipped += [SkippedRow(row, "header") for row in range(line.row, past + 1)]
        else:
            _sort(table, harvest, line, judged)


def _is_another(table: SheetTable, harvest: Harvest, below: Header, campaign: Campaign) -> bool:
    """The same header again, but under a title that speaks of another year or of a plan."""
    last = harvest.read[-1][0] if harvest.read else table.header.bottom
    return bool(find_title_refusal(collect_row_texts(table.sheet, last + 1, below.top), campaign))


def _header_below(table: SheetTable, row: int) -> Header | None:
    return find_header_below(table.sheet, table.lexicon, row, table.header)


def _sort(table: SheetTable, harvest: Harvest, line: SheetRow, judged: JudgedRow) -> None:
    """Keep a row that may be no entry, or say why not."""
    kind = classify_row(table.readers, table.lexicon.common, line, judged)
    if kind == "entry":
        _keep(table, harvest, line, judged)
    elif kind:
        harvest.skipped.append(SkippedRow(line.row, kind))
    if kind == "total":
        harvest.totals.append(TotalRow(line.row, judged.values))


def _keep(table: SheetTable, harvest: Harvest, line: SheetRow, judged: JudgedRow) -> None:
    """Count the row if nothing required is wrong, and list what is odd about it."""
    if table.has_rules:
        apply_column_rules(table.ledger, judged, table.present)
    harvest.read.append((line.row, judged))
    if judged.missing or judged.oddities or table.sheet.uncomputed:
        complaints = [*_unfilled(table, line, judged), *judged.oddities]
        harvest.problems += [table.problem(line.row, column, what) for column, what in complaints]
        if any(_keeps_out(table, column, what) for column, what in complaints):
            return
    harvest.entries.append(
        Entry(
            table.sheet.unit,
            table.ledger.name,
            table.sheet.name,
            line.row,
            judged.values,
            judged.about,
            judged.not_applicable,
        )
    )


def _keeps_out(table: SheetTable, column: str, what: CellProblem) -> bool:
    """An error of the whole row, or in a required column."""
    if what.level is not Level.ERROR:
        return False
    return not column or any(each.is_required and each.name == column for each in table.readers)


def _unfilled(
    table: SheetTable, line: SheetRow, judged: JudgedRow
) -> Iterator[tuple[str, CellProblem]]:
    """What is left blank: required cells, and formulas that were saved without a result."""
    if table.sheet.uncomputed:
        for name, at, *_ in table.readers:
            if (line.row, at + 1) in table.sheet.uncomputed and name not in judged.values:
                yield name, CellProblem(Level.ERROR, NO_RESULT)
                judged.missing = tuple(each for each in judged.missing if each != name)
    if len(judged.missing) < UNFINISHED:
        yield from ((name, CellProblem(Level.ERROR, NOT_FILLED)) for name in judged.missing)
    else:
        names = "、".join(f"「{name}」" for name in judged.missing)
        yield "", CellProblem(Level.ERROR, f"这一行没有填完，还缺{names}")
