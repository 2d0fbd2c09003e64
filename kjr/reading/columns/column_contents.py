"""What stands in a column, weighed beside its header: days, names, counted things, known options.

A header that only resembles a column's is not believed against its cells; an unknown header is
read where its cells fit one free column and no other.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone
from kjr.reading.columns.part_captions import cut_column_text, name_column
from kjr.reading.header.header import ColumnMatch, Header, rematch_columns, unmatch_columns
from kjr.reading.header.lexicon import CONTENT, FUZZY, Lexicon, is_running_header
from kjr.reading.header.scales import find_column_counter
from kjr.reading.joined_cells import is_figure
from kjr.reading.rows.cell_reading import PHONES, UNDECIDED, URL, read_cell
from kjr.reading.rows.choices import NO, YES, find_option
from kjr.reading.rows.row_words import classify_row_text
from kjr.reading.rows.sheet_rows import REPEATS, is_numbering
from kjr.store.base import Sheet
from kjr.values.amounts import VAGUE, parse_amount
from kjr.values.cells import Cell, format_cell
from kjr.values.numerals import COUNTERS, find_numbers
from kjr.values.readings import is_not_applicable
from kjr.values.spelling.characters import fold_text

FEW: Final = 2
"""A row with fewer cells tells nothing of its columns."""
SAMPLE: Final = 24
"""So many filled cells tell what a column holds."""
MOST: Final = 0.8
"""This part of them must fit."""
ANY_DAY: Final = re.compile(
    r"月|\d{4}\s*[-/.年]|^\d{1,2}[./-]\d{1,2}(?:[-~—]|$)|^20\d\d[01]\d[0-3]\d"
)
ANY_TIME: Final = re.compile("日|时|天|号|期|哪天")
NAME: Final = re.compile(
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "纳哈示][\u4e00-\u9fff]{1,2}"
)
"""A common surname and one or two characters."""
OTHERS: Final = re.compile("[员们者]$|对象|名单|陪同|代表|家属")
"""Headers of people who are in no column of the ledger's: 慰问人员, 陪同人员."""
PART: Final = re.compile("其中|含")
PEOPLE: Final = frozenset(("人", "名", "位", "人次"))
UNCOUNTED: Final = re.compile(
    "岁|年龄|时长|小时|分钟|天数|编号|序号|编码|学号|工号|电话|手机|年份|届"
)
MONEY: Final = re.compile("元|金|费|款|钱|经费")


class _Content(NamedTuple):
    """A column nobody knows, and what it holds."""

    at: int
    text: str
    cells: Sequence[Cell]


def drop_misfits(sheet: Sheet, header: Header, lexicon: Lexicon) -> Header:
    """The header without columns that only resemble the ledger's and hold something else."""
    misfits = [
        match
        for match in header.matches
        if _is_option_of_another(header, match, lexicon) or _is_misfit(sheet, header, match)
    ]
    return unmatch_columns(header, lexicon, misfits) if misfits else header


def _is_option_of_another(header: Header, match: ColumnMatch, lexicon: Lexicon) -> bool:
    """困难 under 对象类别 is one of its options, not 反映的困难诉求."""
    head, word = cut_column_text(match.text, header.ledger, lexicon)
    name = name_column(head, header.ledger, lexicon) if head else None
    column = header.ledger.column(name) if name and name != match.column else None
    return isinstance(column, Choice) and find_option(column, word) is not None


def _is_misfit(sheet: Sheet, header: Header, match: ColumnMatch) -> bool:
    """No amount and no day has only words; names are words, and so are options, mostly known."""
    column = header.ledger.column(match.column)
    if match.sureness < FUZZY or not isinstance(column, Count | Money | Day | Choice | Person):
        return False
    cells = _sample(sheet, header, match.at)
    if not cells:
        return False
    if isinstance(column, Choice) and match.sureness > FUZZY:
        return not any(_is_chosen(column, fold_text(format_cell(cell))) for cell in cells)
    if isinstance(column, Choice | Person):
        return all(isinstance(cell, int | float | dt.date) for cell in cells)
    texts = [fold_text(format_cell(cell)) for cell in cells]
    return all(_is_named(text) or not (is_figure(text) or VAGUE.search(text)) for text in texts)


def match_contents(
    sheet: Sheet, header: Header, lexicon: Lexicon, window: tuple[dt.date, dt.date]
) -> Header:
    """The header with the columns read that hold what one free column asks for, and no other."""
    matched = {match.column for match in header.matches}
    free = [each for each in header.ledger.columns if each.name not in matched]
    strange = [
        _Content(at, text, _sample(sheet, header, at))
        for at, text, names in header.strangers
        if not (is_running_header(text) or PART.search(text))
        and not any(lexicon.column(name, header.ledger.name) for name in names)
    ]
    fitting = {each: _fitting(free, each, window) for each in strange if each.cells}
    likely = [(content, names[0]) for content, names in fitting.items() if len(names) == 1]
    names = [name for _, name in likely]
    matches = [
        ColumnMatch(name, content.at, content.text, CONTENT, 0.5)
        for content, name in likely
        if names.count(name) == 1
    ]
    return rematch_columns(header, lexicon, matches) if matches else header


def _fitting(
    free: Sequence[Column], content: _Content, window: tuple[dt.date, dt.date]
) -> Sequence[str]:
    """The columns that cells fit; what may be days is no amount."""
    fitting = [each for each in free if _fits(each, content, window)]
    days = [each for each in fitting if isinstance(each, Day)]
    return [each.name for each in days or fitting]


def _sample(sheet: Sheet, header: Header, at: int) -> tuple[Cell, ...]:
    """The first cells below a header that say anything, in rows that are hardly notes."""
    rows = (row for row in sheet.rows[header.bottom :] if len(row) >= at)
    least = max(FEW, len(header.matches) / 2)
    cells = (row[at - 1] for row in rows if _is_entry(row, least))
    told = (cell for cell in cells if cell is not None and not _is_nothing(cell))
    return tuple(islice(told, SAMPLE))


def _is_entry(cells: Sequence[Cell], least: float) -> bool:
    """A row that is full enough and no total, note or example."""
    filled = [cell for cell in cells if cell is not None]
    words = [cell for cell in filled if isinstance(cell, str)]
    is_said = bool(words) and classify_row_text(words[0]) not in ("", "nil", "aside")
    return len(filled) >= least and not is_said and not is_numbering(filled)


def _is_nothing(cell: Cell) -> bool:
    text = fold_text(format_cell(cell))
    return cell in REPEATS or is_not_applicable(text) or bool(UNDECIDED.fullmatch(text))


def _fits(column: Column, content: _Content, window: tuple[dt.date, dt.date]) -> bool:
    """Whether most of the cells are plainly what a column asks for."""
    if isinstance(column, Count | Money):
        return _counts(column, content)
    texts = [(cell, fold_text(format_cell(cell))) for cell in content.cells]
    if isinstance(column, Day):
        fitting = [_is_day(column, cell, text, content.text, window) for cell, text in texts]
    elif isinstance(column, Choice):
        fitting = [text not in YES | NO and _is_chosen(column, text) for _, text in texts]
    elif isinstance(column, Phone):
        fitting = [PHONES.fullmatch(text) is not None and len(text) > 6 for _, text in texts]
    elif isinstance(column, Link):
        fitting = [text.startswith(("http", "www.")) and bool(URL.match(text)) for _, text in texts]
    elif isinstance(column, Person):
        is_other = OTHERS.search(content.text)
        fitting = [not is_other and _is_named(text) for _, text in texts]
    else:
        return False
    return sum(fitting) >= MOST * len(fitting)


def _is_named(text: str) -> bool:
    return all(map(NAME.fullmatch, re.split("[、,; ]+", text)))


def _is_chosen(column: Choice, text: str) -> bool:
    words = re.split("[、,;]", text) if column.many else [text]
    return all(find_option(column, word) for word in words)


def _is_day(
    column: Day, cell: Cell, text: str, header: str, window: tuple[dt.date, dt.date]
) -> bool:
    is_number = isinstance(cell, float) and "." in text
    is_likely = isinstance(cell, dt.date) or bool(ANY_DAY.search(text) and not is_number)
    is_likely = bool(is_likely or (is_number and ANY_TIME.search(header)))
    return is_likely and read_cell(column, cell, window).value is not None


def _counts(column: Count | Money, content: _Content) -> bool:
    """Numbers, and a counter of the column's own with them or in the header."""
    if UNCOUNTED.search(content.text) or is_numbering(content.cells):
        return False
    if sum(map(_is_amount, content.cells)) < MOST * len(content.cells):
        return False
    counter = find_column_counter(column)
    said = {*re.findall(COUNTERS, content.text), *_list_counters(content.cells)}
    if MONEY.search(content.text):
        return isinstance(column, Money)
    return not said or counter in said or (counter in PEOPLE and not PEOPLE.isdisjoint(said))


def _is_amount(cell: Cell) -> bool:
    if isinstance(cell, str) and ANY_DAY.search(fold_text(cell)):
        return False
    reading = parse_amount(cell)
    return reading.value is not None and reading.value < 10**7 and not reading.complaint


def _list_counters(cells: Iterable[Cell]) -> Iterator[str]:
    for cell in cells:
        if isinstance(cell, str):
            yield from (each.counter for each in find_numbers(fold_text(cell)) if each.counter)
