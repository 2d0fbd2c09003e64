"""What holds for a whole column is said once, with the cells it holds for."""

from collections import defaultdict
from collections.abc import Iterable

from kjr.reading.checks.columns import ALSO_NEEDED
from kjr.reading.page import Problem
from kjr.reading.rows.judging import NOT_APPLICABLE
from kjr.values.readings import Level

MOST_NAMED = 20


def say_once(problems: Iterable[Problem], *, all_alike: bool = False) -> list[Problem]:
    """The same thing in the column's first cell only, where no value hangs on it.

    That is a hint, or a cell that some rows need and a few leave blank or answer with —; with
    ``all_alike`` whatever is the same.
    """
    groups: dict[object, list[Problem]] = defaultdict(list)
    for number, each in enumerate(problems):
        is_habit = each.level is Level.HINT and each.cell and not each.suggestion
        is_same = all_alike or is_habit or each.message.endswith((NOT_APPLICABLE, ALSO_NEEDED))
        groups[(each.column, each.message) if is_same else number].append(each)
    return [_join(group) for group in groups.values()]


def _join(group: list[Problem]) -> Problem:
    first = group[0]
    if len(group) == 1:
        return first
    cells = "、".join(each.cell for each in group[1:MOST_NAMED])
    more = "等" if len(group) > MOST_NAMED else ""
    others = f"这一列还有{len(group) - 1}格也是：{cells}{more}"
    return first._replace(message=f"{first.message}；{others}")
