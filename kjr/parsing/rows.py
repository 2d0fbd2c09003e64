"""From the rows under a header to entries that count and problems people can mend.

What keeps a row out: an error in a required column, or a required cell left blank.  An error in
any other column leaves the entry counted without that value, and the problem listed; so a slip
in 慰问品 never loses the 走访人次 beside it.  A required column the whole sheet lacks is one
doubt, and its rows count with what they have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kjr.campaign import Campaign, Ledger
from kjr.cells import Cell, address, as_text
from kjr.columns import Count
from kjr.parsing.cells import NO_RESULT, NOT_FILLED, Judged, Reader, judge, readers, settle
from kjr.parsing.headers import Header
from kjr.parsing.kinds import is_plain, kind_of
from kjr.parsing.lexicon import Lexicon, clean
from kjr.parsing.lines import Line, lines
from kjr.parsing.page import Entry, Page, Problem, Skipped
from kjr.parsing.sheets import header_below, is_same
from kjr.parsing.totals import Read, Total, differences
from kjr.privacy import personal, plain
from kjr.readings import Complaint, Level
from kjr.store.base import Sheet

RUNNING: Final = re.compile("序号?|编号|项次|行号|no|id|[a-z]?")
"""Headers of columns that only number the rows."""
UNFINISHED: Final = 3
"""From this many blank required cells on, a row has one problem instead of one for each."""


class Table(NamedTuple):
    """A table to read: where it is, and what each of its columns means."""

    sheet: Sheet
    header: Header
    readers: tuple[Reader, ...]
    lexicon: Lexicon
    ledger: Ledger
    present: frozenset[str]
    """The ledger's columns that the sheet has."""
    has_rules: bool
    """The ledger has rules between columns."""

    def problem(self, row: int, column: str, complaint: Complaint) -> Problem:
        """A complaint in its place."""
        at = next((reader.at + 1 for reader in self.readers if reader.name == column), 0)
        cell, raw = (address(row, at), as_text(self.sheet.cell(row, at))) if at else ("", "")
        level, message, suggestion = complaint
        sheet = self.sheet
        return Problem(sheet.unit, sheet.name, row, column, cell, level, raw, message, suggestion)


@dataclass
class Harvest:
    """What has been read of a table so far."""

    entries: list[Entry] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read: list[tuple[int, Judged]] = field(default_factory=list)
    """Every row read as an entry, counted or not."""
    totals: list[Total] = field(default_factory=list)
    stop: int | None = None
    """The row of the next table's header, if another one follows below."""


def read_table(
    sheet: Sheet, header: Header, campaign: Campaign, lexicon: Lexicon, start: int = 1
) -> tuple[Page, int | None]:
    """The page of the table under a header, and the row of another header below it, if any.

    ``start`` is the first row that is not another table's.
    """
    window = campaign.first, campaign.last
    table = _table(sheet, header, readers(header, window, sheet.date1904), lexicon)
    harvest = Harvest()
    _read_lines(table, harvest)
    problems = [
        *_about_header(table),
        *harvest.problems,
        *_about_totals(table, harvest),
        *_about_strangers(table, harvest),
    ]
    page = Page(
        sheet,
        table.ledger.name,
        header_row=header.bottom,
        columns={match.column: match.at for match in header.matches},
        entries=tuple(harvest.entries),
        skipped=(*_above(sheet, start, header), *harvest.skipped),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
    )
    return page, harvest.stop


def _table(sheet: Sheet, header: Header, readers: tuple[Reader, ...], lexicon: Lexicon) -> Table:
    ledger = header.ledger
    present = frozenset(reader.name for reader in readers)
    has_rules = bool(ledger.assume or ledger.needs or ledger.limits)
    return Table(sheet, header, readers, lexicon, ledger, present, has_rules)


def _above(sheet: Sheet, start: int, header: Header) -> Iterator[Skipped]:
    for row in range(start, header.bottom + 1):
        if any(cell is not None for cell in sheet.rows[row - 1]):
            yield Skipped(row, "title" if row < header.top else "header")


def _read_lines(table: Table, harvest: Harvest) -> None:
    past = table.header.bottom
    found = lines(table.sheet, past + 1)
    for line, judged in zip(found, judge(table.readers, found), strict=True):
        if line.row <= past:
            continue
        if is_plain(line, judged):
            _keep(table, harvest, line, judged)
        elif judged.is_odd and (below := _header_below(table, line.row)):
            if not is_same(below, table.header):
                harvest.stop = line.row
                return
            past = below.bottom
            harvest.skipped += [Skipped(row, "header") for row in range(line.row, past + 1)]
        else:
            _sort(table, harvest, line, judged)


def _header_below(table: Table, row: int) -> Header | None:
    return header_below(table.sheet, table.lexicon, row, table.header)


def _sort(table: Table, harvest: Harvest, line: Line, judged: Judged) -> None:
    """Keep a row that may be no entry, or say why not."""
    kind = kind_of(table.readers, table.lexicon.common, line, judged)
    if kind == "entry":
        _keep(table, harvest, line, judged)
    elif kind:
        harvest.skipped.append(Skipped(line.row, kind))
    if kind == "total":
        harvest.totals.append(Total(line.row, judged.values))


def _keep(table: Table, harvest: Harvest, line: Line, judged: Judged) -> None:
    """Count the row if nothing required is wrong, and list what is odd about it."""
    sheet, ledger = table.sheet, table.ledger
    if table.has_rules:
        settle(ledger, judged, table.present)
    harvest.read.append((line.row, judged))
    complaints: list[tuple[str, Complaint]] = []
    if judged.missing or judged.oddities or sheet.uncomputed:
        complaints = [*_unfilled(table, line, judged), *judged.oddities]
        harvest.problems += [table.problem(line.row, column, what) for column, what in complaints]
    if any(_keeps_out(table, column, what) for column, what in complaints):
        return
    harvest.entries.append(
        Entry(
            sheet.unit,
            ledger.name,
            sheet.name,
            line.row,
            judged.values,
            judged.about,
            judged.not_applicable,
        )
    )


def _keeps_out(table: Table, column: str, what: Complaint) -> bool:
    """An error of the whole row, or in a required column."""
    if what.level is not Level.ERROR:
        return False
    return not column or any(each.is_required and each.name == column for each in table.readers)


def _unfilled(table: Table, line: Line, judged: Judged) -> Iterator[tuple[str, Complaint]]:
    """What is left blank: required cells, and formulas that were saved without a result."""
    if table.sheet.uncomputed:
        for name, at, *_ in table.readers:
            if (line.row, at + 1) in table.sheet.uncomputed and name not in judged.values:
                yield name, Complaint(Level.ERROR, NO_RESULT)
                judged.missing = tuple(each for each in judged.missing if each != name)
    if len(judged.missing) < UNFINISHED:
        yield from ((name, Complaint(Level.ERROR, NOT_FILLED)) for name in judged.missing)
    else:
        names = "、".join(f"「{name}」" for name in judged.missing)
        yield "", Complaint(Level.ERROR, f"这一行没有填完，还缺{names}")


def _about_header(table: Table) -> Iterator[Problem]:
    """What the sheet lacks and what it has too much, each said once."""
    row, sheet = table.header.bottom, table.sheet
    known = {reader.name for reader in table.readers}
    lacking = [
        each for each in table.ledger.columns if each.name not in known | table.lexicon.common
    ]
    for column in lacking:
        if column.required:
            message = "缺少这一必填列，各行照常计入，请补上这一列"
            yield table.problem(row, "", Complaint(Level.DOUBT, message))._replace(
                column=column.name
            )
    strangers = [
        text for _, text, _ in table.header.strangers if not RUNNING.fullmatch(clean(text))
    ]
    optional = [column.name for column in lacking if not column.required]
    if optional and strangers:
        message = f"没有对上的列：{'、'.join(strangers)}；没有找到的选填列：{'、'.join(optional)}"
        yield table.problem(row, "", Complaint(Level.HINT, message))
    hidden = sorted(row for row in sheet.hidden_rows if row > table.header.bottom)
    if hidden:
        words = "、".join(map(str, hidden[:10]))
        yield table.problem(
            hidden[0], "", Complaint(Level.HINT, f"第{words}行是隐藏的，已照常读取")
        )


def _about_strangers(table: Table, harvest: Harvest) -> Iterator[Problem]:
    """Personal numbers in columns that are no part of the ledger, once for each column."""
    sheet, last = table.sheet, harvest.read[-1][0] if harvest.read else table.header.bottom
    width = max(map(len, sheet.rows), default=0)
    for at in sorted(set(range(width)) - {reader.at for reader in table.readers}):
        for row in range(table.header.bottom + 1, last + 1):
            cell = sheet.cell(row, at + 1)
            text = cell if isinstance(cell, str) else as_text(cell) if _is_long(cell) else ""
            if what := personal(text):
                message = f"这一列写有{what}，台账用不着，请删去这一列"
                problem = table.problem(row, "", Complaint(Level.DOUBT, message))
                yield problem._replace(cell=address(row, at + 1), raw=plain(text))
                break


def _is_long(cell: Cell) -> bool:
    return isinstance(cell, float) and cell > 1e10


def _about_totals(table: Table, harvest: Harvest) -> Iterator[Problem]:
    """Totals that differ from ours, unless a cell of the column could not be read."""
    unsure = {
        odd.column
        for _, judged in harvest.read
        for odd in judged.oddities
        if odd.complaint.level is Level.ERROR
    }
    percents = {
        each.name
        for each in table.ledger.columns
        if isinstance(each, Count) and each.counter == "%"
    }
    columns = [
        each.name for each in table.readers if each.is_amount and each.name not in unsure | percents
    ]
    rough = frozenset(name for _, judged in harvest.read for name in judged.about)
    rows = [Read(row, judged.values) for row, judged in harvest.read]
    for row, column, written, summed in differences(rows, harvest.totals, columns, rough):
        message = f"合计写的是{written:g}，各行相加是{summed:g}，请核对"
        yield table.problem(row, column, Complaint(Level.DOUBT, message))
