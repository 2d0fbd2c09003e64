"""What is odd about a table as a whole: its header, its totals, columns that are not its own."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from kjr.campaign.columns import Count, Text
from kjr.reading.header.header import ColumnMatch
from kjr.reading.header.lexicon import FUZZY, clean_header, strip_header_remarks
from kjr.reading.header.scales import FACTORS, find_column_counter
from kjr.reading.page import Problem
from kjr.reading.rows.harvest import Harvest, SheetTable
from kjr.reading.rows.totals import EntryRow, find_wrong_totals
from kjr.values.cells import Cell, format_address, format_cell
from kjr.values.masks import find_personal_data, mask_personal_data
from kjr.values.readings import CellProblem, Level

RUNNING: Final = re.compile("序号?|编号|项次|行号|no|id|[a-z]?")
"""Headers of columns that only number the rows."""
WITHDRAWN: Final = re.compile(
    "(?:本条|本行|此条|此行|该活动|活动)?(?:已|均)?"
    "(?:作废|取消|删除|重复(?:填报|报送)?|不计[入算]?|未(?:开展|举办|实施))(?:[，。,;；].*)?"
)
TAKEN_BACK: Final = frozenset("本此该活已均作取删重不未")
"""What such a remark begins with."""
LACKING: Final = "缺少这一必填列，各行照常计入，请补上这一列"


def find_table_problems(table: SheetTable, harvest: Harvest) -> Iterator[Problem]:
    """Everything to say about a table that no single row shows."""
    yield from _about_header(table)
    yield from _about_hidden(table)
    yield from _about_undated(table, harvest)
    yield from _about_withdrawn(table, harvest)
    yield from _about_totals(table, harvest)
    yield from _about_strangers(table, harvest)


def _about_header(table: SheetTable) -> Iterator[Problem]:
    """What the sheet lacks and what it has too much, each said once."""
    row = table.header.bottom
    known = table.present | table.lexicon.common
    lacking = [column for column in table.ledger.columns if column.name not in known]
    for column in lacking:
        if column.required:
            problem = table.problem(row, "", CellProblem(Level.DOUBT, LACKING))
            yield problem._replace(column=column.name)
    for match in table.header.matches:
        if match.sureness >= FUZZY:
            yield table.problem(row, match.column, _guessed(match))
    for reader in table.readers:
        if larger := reader.memo.unit:
            told = f"表上写的单位是“{larger}”，没有写明单位的数都乘以{FACTORS[larger]}"
            yield table.problem(row, reader.name, CellProblem(Level.HINT, told))
        elif stated := table.units.get(find_column_counter(reader.memo.column)):
            told = f"表的上方写着单位是“{stated}”，表头不是，数照原样计，请核实"
            yield table.problem(row, reader.name, CellProblem(Level.DOUBT, told))
    strangers = [text for _, text, _ in table.header.strangers]
    strangers = [text for text in strangers if not RUNNING.fullmatch(clean_header(text))]
    if twice := [
        text for text in strangers if table.lexicon.column(clean_header(text), table.ledger.name)
    ]:
        message = f"表头{'、'.join(twice)}不止一列，只读了一列，其余没有读"
        yield table.problem(row, "", CellProblem(Level.DOUBT, message))
    yield from _about_slips(table, [column.name for column in lacking])
    optional = [column.name for column in lacking if not column.required]
    if optional and strangers:
        message = f"没有对上的列：{'、'.join(strangers)}；没有找到的选填列：{'、'.join(optional)}"
        yield table.problem(row, "", CellProblem(Level.HINT, message))


def _about_slips(table: SheetTable, lacking: Collection[str]) -> Iterator[Problem]:
    """Headers one letter away from a column that is not there: too little to go by, not to tell."""
    row = table.header.bottom
    for at, text, _ in table.header.strangers:
        if column := table.lexicon.one_letter_off(
            strip_header_remarks(text), table.ledger, lacking
        ):
            message = f"表头“{text}”像「{column}」，这一列没有读；如果是，请把表头改过来"
            problem = table.problem(row, "", CellProblem(Level.DOUBT, message, column))
            yield problem._replace(column=column, cell=format_address(row, at), raw=text)


def _about_hidden(table: SheetTable) -> Iterator[Problem]:
    rows = sorted(row for row in table.sheet.hidden_rows if row > table.header.bottom)
    if rows:
        message = f"第{'、'.join(map(str, rows[:10]))}行是隐藏的，已照常读取"
        yield table.problem(rows[0], "", CellProblem(Level.HINT, message))
    names = [each.name for each in table.readers if each.at + 1 in table.sheet.hidden_columns]
    if names:
        message = f"{'、'.join(names)}这几列是隐藏的，已照常读取"
        yield table.problem(table.header.bottom, "", CellProblem(Level.HINT, message))


def _about_undated(table: SheetTable, harvest: Harvest) -> Iterator[Problem]:
    """Rows without a day below one that has it: people often write it once for several rows."""
    day = next((each for each in table.readers if each.name == table.ledger.day), None)
    dated = 0
    for row, judged in harvest.read if day and not day.is_required else ():
        if table.ledger.day in judged.values:
            dated = row
        elif dated and table.ledger.day not in judged.touched:
            message = f"没有填，按没有日期计；如与第{dated}行同一天，请照填"
            yield table.problem(row, table.ledger.day, CellProblem(Level.DOUBT, message))


def _about_withdrawn(table: SheetTable, harvest: Harvest) -> Iterator[Problem]:
    """Rows whose remark says that they should not be there."""
    common = [each for each in table.readers if each.name in table.lexicon.common]
    for name in [each.name for each in common if isinstance(each.memo.column, Text)]:
        for row, judged in harvest.read:
            said = str(judged.values.get(name, " "))
            if said[0] in TAKEN_BACK and WITHDRAWN.fullmatch(said):
                message = "这一行照常计入；不应计入的请删去整行"
                yield table.problem(row, name, CellProblem(Level.DOUBT, message))


def _guessed(match: ColumnMatch) -> CellProblem:
    told = f"表头读作「{match.column}」"
    if match.sureness == FUZZY:
        return CellProblem(Level.HINT, told)
    return CellProblem(Level.DOUBT, f"{told}，请核实", match.column)


def _about_strangers(table: SheetTable, harvest: Harvest) -> Iterator[Problem]:
    """Personal numbers in columns that are no part of the ledger, once for each column."""
    sheet, last = table.sheet, harvest.read[-1][0] if harvest.read else table.header.bottom
    width = max(map(len, sheet.rows), default=0)
    for at in sorted(set(range(width)) - {reader.at for reader in table.readers}):
        for row in range(table.header.bottom + 1, last + 1):
            cell = sheet.cell(row, at + 1)
            text = cell if isinstance(cell, str) else format_cell(cell) if _is_long(cell) else ""
            if what := find_personal_data(text):
                message = f"这一列写有{what}，台账用不着，请删去这一列"
                problem = table.problem(row, "", CellProblem(Level.DOUBT, message))
                yield problem._replace(
                    cell=format_address(row, at + 1), raw=mask_personal_data(text)
                )
                break


def _is_long(cell: Cell) -> bool:
    return isinstance(cell, float) and cell > 1e10


def _about_totals(table: SheetTable, harvest: Harvest) -> Iterator[Problem]:
    """Totals that differ from ours, unless a cell of the column could not be read."""
    if not harvest.totals:
        return
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
    rows = [EntryRow(row, judged.values) for row, judged in harvest.read]
    for row, column, written, summed in find_wrong_totals(rows, harvest.totals, columns, rough):
        message = f"合计写的是{written:g}，各行相加是{summed:g}，请核对"
        yield table.problem(row, column, CellProblem(Level.DOUBT, message))
