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
from kjr.cells import address, as_text
from kjr.columns import Count
from kjr.parsing.cells import NO_RESULT, NOT_FILLED, Judged, Reader, judge, readers, settle
from kjr.parsing.headers import Header
from kjr.parsing.kinds import kind_of
from kjr.parsing.lexicon import Lexicon, clean
from kjr.parsing.lines import Line, lines
from kjr.parsing.page import Entry, Page, Problem, Skipped
from kjr.parsing.sheets import header_below, is_same
from kjr.parsing.totals import Read, Total, differences
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

    @property
    def ledger(self) -> Ledger:
        """The ledger it belongs to."""
        return self.header.ledger

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
    table = Table(sheet, header, readers(header, window, sheet.date1904), lexicon)
    harvest = Harvest()
    _read_lines(table, harvest)
    problems = [*_about_header(table), *harvest.problems, *_about_totals(table, harvest)]
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


def _above(sheet: Sheet, start: int, header: Header) -> Iterator[Skipped]:
    for row in range(start, header.bottom + 1):
        if any(cell is not None for cell in sheet.rows[row - 1]):
            yield Skipped(row, "title" if row < header.top else "header")


def _read_lines(table: Table, harvest: Harvest) -> None:
    present = frozenset(reader.name for reader in table.readers)
    past = table.header.bottom
    for line in lines(table.sheet, past + 1):
        if line.row <= past:
            continue
        judged = judge(table.readers, line.cells, line.covered)
        if judged.is_odd and (below := _header_below(table, line.row)):
            if not is_same(below, table.header):
                harvest.stop = line.row
                return
            past = below.bottom
            harvest.skipped += [Skipped(row, "header") for row in range(line.row, past + 1)]
        elif (
            kind := kind_of(table.header, table.readers, table.lexicon.common, line, judged)
        ) == "entry":
            settle(table.ledger, judged, present)
            _keep(table, harvest, line, judged)
        elif kind:
            harvest.skipped.append(Skipped(line.row, kind))
            if kind == "total":
                harvest.totals.append(Total(line.row, judged.values))


def _header_below(table: Table, row: int) -> Header | None:
    return header_below(table.sheet, table.lexicon, row, table.header)


def _keep(table: Table, harvest: Harvest, line: Line, judged: Judged) -> None:
    """Count the row if nothing required is wrong, and list what is odd about it."""
    complaints = [*_unfilled(table, line, judged), *judged.oddities]
    harvest.read.append((line.row, judged))
    harvest.problems += [table.problem(line.row, column, what) for column, what in complaints]
    required = {reader.name for reader in table.readers if reader.is_required} | {""}
    if not any(what.level is Level.ERROR and column in required for column, what in complaints):
        harvest.entries.append(
            Entry(
                table.sheet.unit,
                table.ledger.name,
                table.sheet.name,
                line.row,
                judged.values,
                frozenset(judged.about),
                frozenset(judged.not_applicable),
            )
        )


def _unfilled(table: Table, line: Line, judged: Judged) -> Iterator[tuple[str, Complaint]]:
    """What is left blank: required cells, and formulas that were saved without a result."""
    if table.sheet.uncomputed:
        for name, at, *_ in table.readers:
            if (line.row, at + 1) in table.sheet.uncomputed and name not in judged.values:
                yield name, Complaint(Level.ERROR, NO_RESULT)
                judged.missing[:] = [each for each in judged.missing if each != name]
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
    strangers = [text for text in table.header.strangers if not RUNNING.fullmatch(clean(text))]
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
