"""How many or how much a cell means: typed as a number, or in words as people write them.

>>> read("30余人").value, read("30余人").about, read("30余人").rule
(30, True, '「余」为约数')
>>> read("1.2万人次").value, read("—").not_applicable, read(0.0).value
(12000, True, 0)
>>> read("若干").complaint.message
'“若干”看不出是多少，请填一个数字；说不准时可写“约30”'
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from kjr.values import serials
from kjr.values.amount_rules import of_text
from kjr.values.cells import Cell, as_text, is_blank
from kjr.values.numerals import Amount, tidy, whole
from kjr.values.readings import Reading, doubted, error

PRICE: Final = re.compile("每|人均|各|/[人份户]|单价")


def read(cell: Cell, counter: str = "") -> Reading[Amount]:
    """What a cell says about how many; ``counter`` is the 量词 its column counts in."""
    match cell:
        case bool() | dt.date() | dt.time() | dt.timedelta():
            return _not_a_number(cell)
        case int() | float():
            return Reading(whole(cell)) if not is_blank(cell) else Reading()
        case str() if cell.isdecimal():
            return Reading(int(cell))
        case str() if not is_blank(cell):
            return of_text(tidy(cell), counter)
        case _:
            return Reading()


def read_money(cell: Cell) -> Reading[Amount]:
    """What a cell says about how much money, in yuan."""
    reading = read(cell, "元")
    is_price = reading.value is not None and PRICE.search(as_text(cell))
    return doubted(reading, "像是单价，请改填总金额") if is_price else reading


def _not_a_number(cell: bool | dt.date | dt.time | dt.timedelta) -> Reading[Amount]:
    if isinstance(cell, dt.date) and serials.is_number(cell):
        number = whole(serials.number_behind(cell))
        reading = Reading(number, "单元格格式是日期")
        return doubted(reading, f"单元格格式是日期，按{number}计，请改为常规格式")
    what = "勾选框" if isinstance(cell, bool) else "日期或时间"
    return error(f"这里应填数字，现在是{what}")
