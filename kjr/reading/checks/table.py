"""What is wrong with a table as a whole: its header, its totals, columns that are not its own."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from kjr.campaign.columns import Progress, Text
from kjr.reading.checks.repeats import MOST_NAMED, say_once
from kjr.reading.checks.totals import check_totals
from kjr.reading.checks.unread_columns import (
    holds_data,
    is_doubtful_match,
    is_known_header,
    list_unread_columns,
)
from kjr.reading.checks.withdrawn import check_withdrawn
from kjr.reading.columns.column_choice import TOTAL
from kjr.reading.header.captions import is_whole
from kjr.reading.header.header import Spelling
from kjr.reading.header.lexicon import CONTENT, FUZZY, strip_header_remarks
from kjr.reading.header.scales import FACTORS, find_column_counter, find_round_number
from kjr.reading.joined_cells import Join
from kjr.reading.page import Problem, build_problem
from kjr.reading.rows.sheet_table import SheetTable
from kjr.values.cells import format_address, format_cell, format_column_letters
from kjr.values.masks import find_personal_data
from kjr.values.readings import CellProblem, Level
from kjr.values.spelling.characters import fold_text
from kjr.values.spelling.day_spellings import is_clock

UNDATED: Final = "没有填，按没有日期计；如与上面一行同一天，请照填"
PLAIN_SIGNS: Final = str.maketrans("（）；，：．１２３４５６７８９", "();,:.123456789")
"""Signs of lists in one width; ① stays what it is."""
FIRST_ITEMS: Final = (
    (r"(?<![\d.])1[).、](?!\d)", r"(?<![\d.])2[).、](?!\d)"),
    (r"[(]一[)]", r"[(]二[)]"),
    (r"(?:^|[\n;。])\s*一、", "二、"),
    ("①", "②"),
    ("⑴", "⑵"),
    ("一是", "二是"),
    ("第一[,、:条]", "第二[,、:条]"),
    ("其一", "其二"),
)
"""How the first two items of a list begin, a line for each way of numbering."""
LISTS: Final = tuple(re.compile(f"{one}.+?{two}", re.DOTALL) for one, two in FIRST_ITEMS)
ITEM: Final = re.compile(
    r"(?<![\d.])\d{1,2}[).、](?!\d)|[(]?[一二三四五六七八九十]{1,2}[)、]|[①-⑳⑴-⒇]"
    r"|[一二三四五六七八九]是|第[一二三四五六七八九][,、:条]|其[一二三四五六七八九]"
)
LACKING: Final = "缺少这一必填列，不影响各行计入，请补上这一列"


def check_table(table: SheetTable) -> Iterator[Problem]:
    """What is wrong with a table that no single row shows."""
    yield from _about_header(table)
    yield from _about_hidden(table)
    yield from say_once(_about_undated(table), all_alike=True)
    yield from check_withdrawn(table)
    yield from check_totals(table)
    yield from _about_strangers(table)
    yield from _about_lists(table)


def _about_lists(table: SheetTable) -> Iterator[Problem]:
    """1.… 2.… in one cell where each is to be dealt with by itself: they count as one."""
    asked = [
        reader.name
        for reader in table.readers
        if table.ledger.stage and reader.is_required and isinstance(reader.memo.column, Text)
    ]
    for row, judged in table.read.items():
        for name in asked:
            text = str(judged.values.get(name, "")).translate(PLAIN_SIGNS)
            if any(each.search(text) for each in LISTS):
                told = f"一格里写了{len(ITEM.findall(text))}条，只计一条，请一条一行"
                yield table.problem(row, name, Level.DOUBT, told)


def _about_header(table: SheetTable) -> Iterator[Problem]:
    """What the sheet lacks and what it has too much, each said once."""
    row, lexicon = table.header.bottom, table.lexicon
    known = table.present | lexicon.common
    lacking = [column for column in table.ledger.columns if column.name not in known]
    for column in lacking:
        if column.required:
            yield table.problem(row, column.name, Level.DOUBT, LACKING)
    yield from _about_matches(table, row)
    headers = {match.column: match.text for match in table.header.matches}
    for reader in table.readers:
        if larger := reader.memo.unit:
            told = f"表上写的单位是“{larger}”，没有写明单位的数都乘以{FACTORS[larger]}"
            yield table.problem(row, reader.name, Level.HINT, told)
        elif stated := table.scales.get(find_column_counter(reader.memo.column)):
            told = f"表的上方写着单位是“{stated}”，表头不是，数照原样计，请核实"
            yield table.problem(row, reader.name, Level.DOUBT, told)
        elif said := find_round_number(headers[reader.name]) if reader.is_amount else "":
            told = f"表头写着“{said}”，数照原样计；如是单位，请填实际的数"
            yield table.problem(row, reader.name, Level.DOUBT, told)
    yield from _about_unread(table, [each.name for each in lacking if not each.required])
    yield from _about_slips(table, [column.name for column in lacking])


def _about_matches(table: SheetTable, row: int) -> Iterator[Problem]:
    """Headers that are not quite their column's, and columns joined to one."""
    for name, _, text, sureness, _ in table.header.matches:
        if sureness == CONTENT:
            told = f"表头“{text}”不认识，看内容读作「{name}」，请核实"
            yield table.problem(row, name, Level.DOUBT, told, name)
        elif is_doubtful_match(table, text, name, sureness):
            yield table.problem(row, name, Level.DOUBT, f"表头读作「{name}」，请核实", name)
        elif sureness == FUZZY:
            yield table.problem(row, name, Level.HINT, f"表头读作「{name}」")
    for name, joined in table.joined.items():
        level = Level.DOUBT if joined.how is Join.SUM else Level.HINT
        shown = f"{'、'.join(joined.words)}这{len(joined.places)}列"
        yield table.problem(row, name, level, f"{shown}{joined.how}，读作「{name}」")


def _about_unread(table: SheetTable, optional: Sequence[str]) -> Iterator[Problem]:
    """Columns that are not read: named once, all that hold anything."""
    row = table.header.bottom
    unread = list_unread_columns(table)
    for (at, text, _), match in unread:
        if match and not is_whole(match.text) and holds_data(table, at):
            message = f"“{match.text}”读了，“{text}”这一列没有读，请核实"
            yield table.problem(row, match.column, Level.DOUBT, message)
    own = [each for each, match in unread if not match]
    twice = [
        each
        for each in own
        if is_known_header(table, each[2])
        and not _holds_clocks(table, each[0])
        and not _has_total(table, each[2])
    ]
    if twice:
        shown = "、".join(text for _, text, _ in twice)
        message = f"表头{shown}不止一列，只读了一列，其余没有读"
        also = "；".join(filter(None, (_name_twin(table, each) for each in twice)))
        yield table.problem(row, "", Level.DOUBT, f"{message}{'：' * bool(also)}{also}")
    names = [text for at, text, _ in own if optional or holds_data(table, at)]
    parts = {at for each in table.joined.values() for at in each.places}
    known = (
        parts | {each.at + 1 for each in table.readers} | {at for at, *_ in table.header.strangers}
    )
    bare = [at for at in _list_others(table, known) if holds_data(table, at)]
    names += [f"{format_column_letters(at)}列（没有表头）" for at in bare]
    if names:
        lacking = f"；没有找到的选填列：{'、'.join(optional)}" if optional else ""
        message = f"没有对上的列：{'、'.join(names)}{lacking}"
        yield table.problem(row, "", Level.HINT, message)


def _list_others(table: SheetTable, known: Collection[int]) -> list[int]:
    """The sheet's columns but for these, from the left."""
    width = max(map(len, table.sheet.rows))
    return [at for at in range(1, width + 1) if at not in known]


def _name_twin(table: SheetTable, spelling: Spelling) -> str:
    """The other header that was read for the same column; blank if both are the same word."""
    _, text, names = spelling
    columns = {table.lexicon.column(name, table.ledger.name) for name in names}
    twins = (each for each in table.header.matches if each.column in columns)
    twin = next(twins, None)
    if twin is None or twin.text == text:
        return ""
    return f"“{text}”和“{twin.text}”都是「{twin.column}」，读的是“{twin.text}”"


def _has_total(table: SheetTable, names: Sequence[str]) -> bool:
    """The total beside these parts is read: 参加人数（合计） beside 参加人数（男）."""
    columns = {table.lexicon.column(name, table.ledger.name) for name in names}
    matches = table.header.matches
    return any(each.column in columns and re.search(TOTAL, each.text) for each in matches)


def _holds_clocks(table: SheetTable, at: int) -> bool:
    """A column beside the day's that says at what hour."""
    cells = [table.sheet.cell(row, at) for row in table.read]
    texts = [fold_text(format_cell(cell)) for cell in cells if cell is not None]
    return bool(texts) and all(map(is_clock, texts))


def _about_slips(table: SheetTable, lacking: Collection[str]) -> Iterator[Problem]:
    """Headers one letter away from a column that is not there: too little to go by, not to tell."""
    row = table.header.bottom
    for at, text, _ in table.header.strangers:
        name = table.lexicon.one_letter_off(strip_header_remarks(text), table.ledger, lacking)
        if name:
            message = f"表头“{text}”像「{name}」，这一列没有读；如果是，请把表头改过来"
            problem = table.problem(row, name, Level.DOUBT, message, name)
            yield problem._replace(cell=format_address(row, at), raw=text)


def _about_hidden(table: SheetTable) -> Iterator[Problem]:
    filled = range(table.header.bottom + 1, len(table.sheet.rows) + 1)
    hidden = (row for row in filled if row in table.sheet.hidden_rows)
    rows = [row for row in hidden if table.sheet.rows[row - 1]]
    if rows:
        message = f"第{_list_ranges(rows)}行是隐藏的，已照常读取"
        yield table.problem(rows[0], "", Level.HINT, message)
    names = [each.name for each in table.readers if each.at + 1 in table.sheet.hidden_columns]
    if names:
        message = f"{'、'.join(names)}这几列是隐藏的，已照常读取"
        yield table.problem(table.header.bottom, "", Level.HINT, message)


def _list_ranges(rows: Sequence[int]) -> str:
    """3、5至40 for the rows 3, 5, 6 and so on to 40."""
    starts = [row for n, row in enumerate(rows) if not n or rows[n - 1] < row - 1]
    ends = [row for n, row in enumerate(rows) if row == rows[-1] or rows[n + 1] > row + 1]
    named = zip(starts[:MOST_NAMED], ends, strict=False)
    more = "等" if len(starts) > MOST_NAMED else ""
    return "、".join(f"{one}至{two}" if one < two else f"{one}" for one, two in named) + more


def _about_undated(table: SheetTable) -> Iterator[Problem]:
    """Rows without a day below one that has it: people often write it once for several rows."""
    name, is_dated = table.ledger.day, False
    is_optional = any(each.name == name and not each.is_required for each in table.readers)
    for row, judged in table.read.items() if is_optional else ():
        if name in judged.values:
            is_dated = True
        elif is_dated and name not in judged.touched and judged.progress is not Progress.PLANNED:
            yield table.problem(row, name, Level.DOUBT, UNDATED)


def _about_strangers(table: SheetTable) -> Iterator[Problem]:
    """Personal numbers in columns that are no part of the ledger, once for each column."""
    sheet = table.sheet
    for at in _list_others(table, {reader.at + 1 for reader in table.readers}):
        for row in range(table.header.bottom + 1, table.last_read + 1):
            cell = sheet.cell(row, at)
            is_long = isinstance(cell, str) or (isinstance(cell, float) and cell > 1e10)
            if private := find_personal_data(format_cell(cell)) if is_long else "":
                what = CellProblem(Level.DOUBT, f"这一列写有{private}，台账用不着，请删去这一列")
                yield build_problem(sheet, row, "", what, (row, at))
                break
