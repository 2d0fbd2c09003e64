"""How a column looks and answers in a spreadsheet: width, number format, rule, hint, warning."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, assert_never

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text

EARLIEST: Final = dt.date(2000, 1, 1)

Rule = Mapping[str, object]
"""XlsxWriter's validation options."""


class ColumnFace(NamedTuple):
    """A column as Excel and WPS show it."""

    width: int
    pattern: str = "@"
    """Number format."""
    rule: Rule = MappingProxyType({"validate": "any"})
    warning: str = ""
    """What is said when the rule is broken; nothing is refused."""


def build_column_face(column: Column, options: str) -> ColumnFace:
    """A column's face; ``options`` is the range that lists a choice's words."""
    match column:
        case Text(longest=longest):
            rule: Rule = {"validate": "length", "criteria": "<=", "value": longest}
            its = ColumnFace(24, "@", rule, f"这一列不超过{longest}个字。")
        case Count(counter=counter, least=least, most=most):
            warning = f"应填整数（{counter}）；只知道约数的，可以写成“30余”。"
            its = ColumnFace(12, "0", _between("integer", least, most), warning)
        case Money(least=least, most=most):
            rule = _between("decimal", least, most)
            its = ColumnFace(12, "0.00", rule, "应填金额（元），只写数字。")
        case Day():
            rule = {"validate": "date", "criteria": ">=", "value": EARLIEST}
            shown = f"，如 {column.example}" if column.example else ""
            warning = f"应填日期{shown}；连续几天的，可以写成“5月28日-31日”。"
            its = ColumnFace(13, "yyyy-mm-dd", rule, warning)
        case Choice(many=many):
            rule = {"validate": "list", "source": options, "show_error": not many}
            its = ColumnFace(15, "@", rule, "请从下拉选项中选一项。")
        case Person():
            its = ColumnFace(12)
        case Phone():
            its = ColumnFace(15)
        case Link():
            its = ColumnFace(24)
        case _:
            assert_never(column)
    return its


def build_validation(column: Column, its: ColumnFace) -> Rule:
    """The rule with the hint beside a selected cell and the warning after a broken rule."""
    return {
        **its.rule,
        "input_title": f"{column.name}{'（必填）' if column.required else ''}"[:32],
        "input_message": (compose_column_hint(column) or "选填。")[:255],
        "error_type": "warning",
        "error_title": "请核对",
        "error_message": its.warning,
    }


def compose_column_hint(column: Column) -> str:
    """What to type, for whoever has just selected a cell."""
    return f"{column.help}例：{column.example}" if column.example else column.help


def _between(validate: str, least: float, most: float | None) -> Rule:
    if most is None:
        return {"validate": validate, "criteria": ">=", "value": least}
    return {"validate": validate, "criteria": "between", "minimum": least, "maximum": most}
