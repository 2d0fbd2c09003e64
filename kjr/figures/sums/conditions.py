"""Which rows a measure asks for: its conditions held against the cells, and said in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache

from kjr.campaign.columns import Value
from kjr.campaign.model import BLANK, FILLED, Measure
from kjr.figures.sums.row_cells import DISTRICT, Cells, split_names
from kjr.values.spelling.characters import unify_name


def meets_conditions(cells: Cells, measure: Measure) -> bool:
    """Whether a row of its ledger meets every condition of a measure."""
    return all(is_among(cells.get(column), accepted) for column, accepted in measure.where.items())


Groups = defaultdict[tuple[type, Value | None], set[int]]
"""What stands in a column → in which rows; 1 and 1.0 are equal, and read otherwise."""


class ConditionedRows:
    """Rows of one ledger, asked by many measures: a condition is held once against each cell."""

    def __init__(self, rows: Sequence[Cells]) -> None:
        self._rows = rows
        self._groups: dict[str, Groups] = {}
        self._meeting: dict[tuple[str, tuple[str, ...]], set[int]] = {}
        self._found: dict[tuple[tuple[str, tuple[str, ...]], ...], Sequence[int]] = {}

    def find(self, measure: Measure) -> Sequence[int]:
        """Which rows, counted from 0, meet every condition of a measure."""
        conditions = tuple(measure.where.items())
        if conditions not in self._found:
            meeting = [self._find_meeting(*condition) for condition in conditions]
            every = range(len(self._rows))
            self._found[conditions] = sorted(set.intersection(*meeting)) if meeting else every
        return self._found[conditions]

    def _find_meeting(self, column: str, accepted: tuple[str, ...]) -> set[int]:
        condition = column, accepted
        if condition not in self._meeting:
            groups = self._group_rows(column).items()
            meeting = (rows for (_, cell), rows in groups if is_among(cell, accepted))
            self._meeting[condition] = set().union(*meeting)
        return self._meeting[condition]

    def _group_rows(self, column: str) -> Groups:
        if column not in self._groups:
            found: Groups = defaultdict(set)
            for at, cells in enumerate(self._rows):
                cell = cells.get(column)
                found[type(cell), cell].add(at)
            self._groups[column] = found
        return self._groups[column]


def label_column(column: str, district_word: str) -> str:
    """What people call a column; a row's district is called as the campaign calls its own.

    >>> label_column("@县区", "乡镇"), label_column("@单位", "乡镇"), label_column("日期", "乡镇")
    ('乡镇', '单位', '日期')
    """
    return district_word if column == DISTRICT else column.removeprefix("@")


def explain_exclusion(cells: Cells, measure: Measure, district_word: str) -> str:
    """Why a row does not count."""
    for column, accepted in measure.where.items():
        cell = cells.get(column)
        if not is_among(cell, accepted):
            shown = "未填" if cell is None else f"为“{_shown(cell)}”"
            asked = phrase_accepted(accepted).removeprefix("为")
            return f"「{label_column(column, district_word)}」{shown}，只计{asked}"
    keys = label_keys(measure, district_word)
    return f"「{keys}」未填，无法区分是否重复"


def label_keys(measure: Measure, district_word: str) -> str:
    """The columns by which a measure tells things apart, as people call them."""
    keys = (
        "和".join(label_column(name, district_word) for name in key) for key in measure.distinct
    )
    return "或".join(keys)


def phrase_accepted(accepted: Collection[str]) -> str:
    """What a measure accepts in a column, in words.

    >>> phrase_accepted(["已刊发", ""]), phrase_accepted(["*"])
    ('为已刊发或没填', '填了')
    """
    words = "、".join(word for word in accepted if word not in (BLANK, FILLED))
    named = f"为{words}" if words else ""
    unnamed = [said for word, said in ((FILLED, "填了"), (BLANK, "没填")) if word in accepted]
    return "或".join(filter(None, (named, *unnamed)))


@lru_cache(maxsize=1 << 14, typed=True)  # each level and each status is asked about in every book
def is_among(cell: Value | None, accepted: tuple[str, ...]) -> bool:
    """Whether a cell holds something a measure accepts."""
    if cell is None:
        return BLANK in accepted
    if FILLED in accepted:
        return True
    names = cell if isinstance(cell, tuple) else (str(cell), *split_names(str(cell)))
    return any(each in accepted or unify_name(each) in accepted for each in names)


def _shown(cell: Value) -> str:
    return "、".join(map(str, cell)) if isinstance(cell, tuple) else str(cell)
