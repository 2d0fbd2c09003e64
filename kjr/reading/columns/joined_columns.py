"""Columns that together are one of the ledger's: 线下 and 线上, 起 and 止, 月 and 日, options.

Where a group has its total, or a column for who really came, nothing is added up.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kjr.campaign.columns import Choice, Count, Day, Money
from kjr.reading.columns.column_choice import ACTUAL, DUE, TOTAL, choose_totals
from kjr.reading.columns.part_captions import (
    PartCaption,
    choose_captions,
    cut_column_text,
    find_match,
    list_column_texts,
    list_part_captions,
    name_column,
)
from kjr.reading.header.captions import is_sum
from kjr.reading.header.header import ColumnMatch, Header, rematch_columns
from kjr.reading.header.lexicon import BARE, FUZZY, Lexicon
from kjr.reading.joined_cells import Join, JoinedColumn, is_tick, join_rows
from kjr.reading.rows.choices import find_option
from kjr.reading.rows.row_words import classify_row_text
from kjr.reading.rows.sheet_rows import is_numbering
from kjr.store.base import Sheet
from kjr.values.amounts import VAGUE, parse_amount
from kjr.values.cells import Cell, format_cell
from kjr.values.readings import is_not_applicable
from kjr.values.spelling.characters import fold_text
from kjr.values.spelling.day_spellings import is_clock

PARTS: Final = (
    "线下|现场|实地|线上|网络|网上|云端",
    "男性|女性|男|女",
    "上午|下午|晚上",
    "市内|市外|本市|外市|本地|外地|区内|区外",
    "城镇|城市|城区|农村|乡镇|乡村",
    "第[一二三四五六1-6][场次期批天]",
    "非会员|会员",
    "国家级|自治区级?|省级|州级|市级|县级|区级|乡镇?级|镇级|村级",
)
"""Words that tell the parts of one whole from each other, a line for each way of dividing it."""
STARTS, ENDS = "起始|开始|起|自|从", "终止|结束|截止|截至|止|至|到"
YEAR, MONTH, DAY = (re.compile(each) for each in ("年份?", "月份?", "日期?|号"))
DAY_PART: Final = re.compile(r"(.+)\(([年月日])\)")
NO_PART: Final = re.compile(r"其中|[率比%％]|均|[今本去上往前]年|(?:20)?\d\d年|同期|累计|备注|说明")
TELLING: Final = re.compile("|".join(("｜", "月", *PARTS, STARTS, ENDS, ACTUAL, DUE, TOTAL)))
"""Where none of these stands in a header, hardly anything can be joined."""
FEW: Final = 2

Found = Iterator[JoinedColumn]


def join_columns(
    sheet: Sheet, header: Header, lexicon: Lexicon
) -> tuple[Sheet, Header, tuple[JoinedColumn, ...]]:
    """The sheet and its header with one column where several are one of the ledger's.

    The joined cells stand in the first of the columns; the others are as they were.
    """
    words = "¦".join(text for _, text in list_column_texts(header))
    if len(header.strangers) < FEW and not TELLING.search(words):
        return sheet, header, ()
    header = choose_totals(header, lexicon)
    found: dict[str, JoinedColumn] = {}
    for column in _find_joined(sheet, header, lexicon):
        taken = {at for each in found.values() for at in each.places}
        if not taken & {*column.places}:
            found.setdefault(column.name, column)
    joined = tuple(found.values())
    if not joined:
        return sheet, header, ()
    below = enumerate(sheet.rows[header.bottom :], header.bottom + 1)
    numbering = {row for row, cells in below if is_numbering(cells)}
    return (
        join_rows(sheet, header.bottom + 1, joined, numbering),
        _match_joined(header, lexicon, joined),
        joined,
    )


def _find_joined(sheet: Sheet, header: Header, lexicon: Lexicon) -> Found:
    for column in header.ledger.columns:
        if isinstance(column, Count | Money):
            yield from _sums(sheet, header, lexicon, column)
        elif isinstance(column, Day):
            yield from _spans(sheet, header, lexicon, column)
            yield from _days(header, lexicon, column)
        elif isinstance(column, Choice):
            yield from _ticks(sheet, header, lexicon, column)


def _sums(sheet: Sheet, header: Header, lexicon: Lexicon, column: Count | Money) -> Found:
    alone = header.ledger.people
    for family in PARTS:
        captions = list_part_captions(header, lexicon, family)
        own = choose_captions(captions, header, lexicon, column.name, alone)
        parts = [each for each in own if not NO_PART.search(each.word)]
        has_other = any(is_sum(p.word) or re.search(DUE, p.word) for p in parts)
        if _are_apart(parts) and not has_other:
            places = tuple(each.at for each in parts)
            if all(_has_figures(sheet, header, at) for at in places):
                yield JoinedColumn(column.name, Join.SUM, places, tuple(p.text for p in parts))


def _are_apart(parts: Sequence[PartCaption]) -> bool:
    """Several columns that share all their words but one, which divides."""
    return len(parts) >= FEW and len({each.word for each in parts}) == len(parts)


def _spans(sheet: Sheet, header: Header, lexicon: Lexicon, column: Day) -> Found:
    captions = list_part_captions(header, lexicon, f"{STARTS}|{ENDS}")
    own = choose_captions(captions, header, lexicon, column.name, header.ledger.day)
    starts = [(each.at, each.text) for each in own if re.match(STARTS, each.word)]
    ends = [(each.at, each.text) for each in own if re.match(ENDS, each.word)]
    match = find_match(header, column.name)
    if match and not own:  # 日期 and 结束日期
        starts = [(match.at, match.text)]
        ends = [
            (each.at, each.text)
            for each in captions
            if re.match(ENDS, each.word)
            and name_column(each.base, header.ledger, lexicon) == column.name
        ]
    if len(starts) == len(ends) == 1 and not _holds_hours(sheet, header, ends[0][0]):
        places, texts = zip(*starts, *ends, strict=True)
        yield JoinedColumn(column.name, Join.SPAN, places, texts)


def _days(header: Header, lexicon: Lexicon, column: Day) -> Found:
    """月 and 日 side by side, and perhaps 年 before them."""
    match = find_match(header, column.name)
    words = {
        at: _cut_day(*cut_column_text(text, header.ledger, lexicon))
        for at, text in list_column_texts(header)
    }
    for at, (head, word) in words.items():
        (_, before), (_, day) = (words.get(each, ("", "")) for each in (at - 1, at + 1))
        if not MONTH.fullmatch(word) or not DAY.fullmatch(day):
            continue
        name = name_column(head, header.ledger, lexicon) or header.ledger.day
        if name == column.name and (match is None or match.at in (at, at + 1)):
            places = (at - 1, at, at + 1) if YEAR.fullmatch(before) else (at, at + 1)
            yield JoinedColumn(column.name, Join.DAY, places, ("年", "月", "日")[-len(places) :])


def _cut_day(head: str, word: str) -> tuple[str, str]:
    """走访日期（月） is 月 under 走访日期."""
    found = None if head else DAY_PART.fullmatch(word)
    return (found[1], found[2]) if found else (head, word)


def _ticks(sheet: Sheet, header: Header, lexicon: Lexicon, column: Choice) -> Found:
    """A column for each option, ticked."""
    match = find_match(header, column.name)
    if match and match.sureness < FUZZY and "｜" not in match.text:
        return
    words = {
        at: cut_column_text(text, header.ledger, lexicon) for at, text in list_column_texts(header)
    }
    under = {
        at
        for at, (head, _) in words.items()
        if head and name_column(head, header.ledger, lexicon) == column.name
    }
    options = {
        at: option
        for at, (head, word) in words.items()
        if (at in under or not head) and (option := find_option(column, word))
    }
    cells = [cell for at in under | {*options} for cell in _cells_below(sheet, header, at)]
    is_ticked = all(is_tick(cell) is not None for cell in cells)
    if len({*options.values()}) >= FEW and is_ticked:
        yield JoinedColumn(column.name, Join.TICKS, (*options,), (*options.values(),))


def _holds_hours(sheet: Sheet, header: Header, at: int) -> bool:
    """开始时间 and 结束时间 beside a day's column say at what hour."""
    texts = [fold_text(format_cell(cell)) for cell in _cells_below(sheet, header, at)]
    return bool(texts) and all(map(is_clock, texts))


def _has_figures(sheet: Sheet, header: Header, at: int) -> bool:
    """Most of a column's cells are amounts, or say that there is none."""
    cells = _cells_below(sheet, header, at)
    return 2 * sum(map(_is_amount, cells)) >= len(cells)


def _is_amount(cell: Cell) -> bool:
    reading, text = parse_amount(cell), fold_text(format_cell(cell))
    is_clear = reading.value is not None and not reading.complaint
    return is_clear or is_not_applicable(text) or VAGUE.search(text) is not None


def _cells_below(sheet: Sheet, header: Header, at: int) -> list[Cell]:
    rows = (row for row in sheet.rows[header.bottom :] if len(row) >= at)
    return [row[at - 1] for row in rows if row[at - 1] is not None and not _is_told_apart(row)]


def _is_told_apart(cells: Sequence[Cell]) -> bool:
    """A row that numbers the columns or is the example."""
    filled = [cell for cell in cells if cell is not None]
    first = filled[0]
    is_example = isinstance(first, str) and classify_row_text(first) == "example"
    return is_example or is_numbering(filled)


def _match_joined(header: Header, lexicon: Lexicon, joined: Sequence[JoinedColumn]) -> Header:
    """The header with each joined column in its first place, and its parts no strangers."""
    texts = dict(list_column_texts(header))
    firsts = [(each.name, each.places[0]) for each in joined]
    matches = [ColumnMatch(name, at, texts[at], BARE, 0.5) for name, at in firsts]
    parts = {at for each in joined for at in each.places}
    return rematch_columns(header, lexicon, matches, parts)
