"""How many or how much a cell means: typed as a number, or in words as people write them.

>>> parse_amount("30余人").value, parse_amount("30余人").about, parse_amount("30余人").rule
(30, True, '「余」为约数')
>>> parse_amount("1.2万人次").value, parse_amount("—").not_applicable, parse_amount(0.0).value
(12000, True, 0)
>>> parse_amount("若干").complaint.message
'“若干”看不出是多少，请填一个数字；说不准时可写“约30”'
"""

import datetime as dt
import re
from typing import Final

from kjr.values import serials
from kjr.values.amount_rules import parse_amount_text
from kjr.values.cells import Cell, format_cell, is_blank
from kjr.values.numerals import Amount, round_amount, tidy_amount
from kjr.values.readings import Reading, doubt_reading, make_error_reading

PRICE: Final = re.compile("每|人均|各|/[人份户]|单价")


def parse_amount(cell: Cell, counter: str = "") -> Reading[Amount]:
    """What a cell says about how many; ``counter`` is the 量词 its column counts in."""
    match cell:
        case bool() | dt.date() | dt.time() | dt.timedelta():
            return _not_a_number(cell)
        case int() | float():
            return Reading(round_amount(cell)) if not is_blank(cell) else Reading()
        case str() if cell.isdecimal():
            return Reading(int(cell))
        case str() if not is_blank(cell):
            return parse_amount_text(tidy_amount(cell), counter)
        case _:
            return Reading()


def parse_money(cell: Cell) -> Reading[Amount]:
    """What a cell says about how much money, in yuan."""
    reading = parse_amount(cell, "元")
    is_price = reading.value is not None and PRICE.search(format_cell(cell))
    return doubt_reading(reading, "像是单价，请改填总金额") if is_price else reading


def _not_a_number(cell: bool | dt.date | dt.time | dt.timedelta) -> Reading[Amount]:
    if isinstance(cell, dt.date) and serials.is_disguised_number(cell):
        number = round_amount(serials.recover_number(cell))
        reading = Reading(number, "单元格格式是日期")
        return doubt_reading(reading, f"单元格格式是日期，按{number}计，请改为常规格式")
    what = "勾选框" if isinstance(cell, bool) else "日期或时间"
    return make_error_reading(f"这里应填数字，现在是{what}")
