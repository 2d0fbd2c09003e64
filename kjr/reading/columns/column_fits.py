"""Whether what stands in a column is plainly what one of the ledger's asks for.

>>> window, column = (dt.date(2019, 5, 21), dt.date(2019, 6, 10)), Count("场次", counter="场")
>>> fits_column(column, "办了", ("3场", "2场"), window)
True
>>> fits_column(column, "年龄", (56.0, 62.0), window)
False
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone
from kjr.reading.header.scales import find_column_counter
from kjr.reading.rows.cell_reading import PHONES, URL, read_cell
from kjr.reading.rows.choices import NO, YES, find_option
from kjr.reading.rows.sheet_rows import is_numbering
from kjr.values.amounts import parse_amount
from kjr.values.cells import Cell, format_cell
from kjr.values.numerals import COUNTERS, find_numbers
from kjr.values.spelling.characters import fold_text

MOST: Final = 0.8
"""This part of them must fit."""
ANY_DAY: Final = re.compile(
    r"月|\d{4}\s*[-/.年]|^\d{1,2}[./-]\d{1,2}(?:[-~—]|$)|^20\d\d[01]\d[0-3]\d"
)
ANY_TIME: Final = re.compile("日|时|天|号|期|哪天")
NAME: Final = re.compile(
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "纳哈][\u4e00-\u9fff]{1,2}"
)
"""A common surname and one or two characters."""
OTHERS: Final = re.compile("[员们者]$|对象|名单|陪同|代表|家属")
"""Headers of people who are in no column of the ledger's: 慰问人员, 陪同人员."""
PEOPLE: Final = frozenset(("人", "名", "位", "人次"))
UNCOUNTED: Final = re.compile(
    "岁|年龄|时长|小时|分钟|天数|编号|序号|编码|学号|工号|电话|手机|年份|届"
)
MONEY: Final = re.compile("元|金|费|款|钱|经费")


def fits_column(
    column: Column, header: str, cells: Sequence[Cell], window: tuple[dt.date, dt.date]
) -> bool:
    """Whether most of the cells below a header are plainly what a column asks for."""
    if isinstance(column, Count | Money):
        return _counts(column, header, cells)
    texts = [(cell, fold_text(format_cell(cell))) for cell in cells]
    if isinstance(column, Day):
        fitting = [_is_day(column, cell, text, header, window) for cell, text in texts]
    elif isinstance(column, Choice):
        fitting = [text not in YES | NO and is_chosen(column, text) for _, text in texts]
    elif isinstance(column, Phone):
        fitting = [PHONES.fullmatch(text) is not None and len(text) > 6 for _, text in texts]
    elif isinstance(column, Link):
        fitting = [
            text.startswith(("http", "www.")) and bool(URL.search(text.split()[0]))
            for _, text in texts
        ]
    elif isinstance(column, Person):
        is_other = OTHERS.search(header)
        fitting = [not is_other and is_name_list(text) for _, text in texts]
    else:
        return False
    return sum(fitting) >= MOST * len(fitting)


def is_name_list(text: str) -> bool:
    """Whether a text is nothing but people's names."""
    return all(map(NAME.fullmatch, re.split("[、,; ]+", text)))


def is_chosen(column: Choice, text: str) -> bool:
    """Whether a text is nothing but options of a column."""
    words = re.split("[、,;]", text) if column.many else [text]
    return all(find_option(column, word) for word in words)


def _is_day(
    column: Day, cell: Cell, text: str, header: str, window: tuple[dt.date, dt.date]
) -> bool:
    is_number = isinstance(cell, float) and "." in text
    is_likely = isinstance(cell, dt.date) or bool(ANY_DAY.search(text) and not is_number)
    is_likely = bool(is_likely or (is_number and ANY_TIME.search(header)))
    return is_likely and read_cell(column, cell, window).value is not None


def _counts(column: Count | Money, header: str, cells: Sequence[Cell]) -> bool:
    """Numbers, and a counter of the column's own with them or in the header."""
    if UNCOUNTED.search(header) or is_numbering(cells):
        return False
    if sum(map(_is_amount, cells)) < MOST * len(cells):
        return False
    counter = find_column_counter(column)
    said = {*re.findall(COUNTERS, header), *_list_counters(cells)}
    if MONEY.search(header):
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
