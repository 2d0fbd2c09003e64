"""Which rows a measure asks for: its conditions held against the cells, and said in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from kjr.campaign.model import BLANK, FILLED, Measure
from kjr.figures.tables import DISTRICT, Tables, split_names
from kjr.values.spelling.characters import unify_name


def match_rows(tables: Tables, measure: Measure) -> pd.DataFrame:
    """The rows of its ledger that meet every condition of a measure."""
    table = tables[measure.ledger]
    return table[_matching(table, measure)]


def label_column(column: str, district_word: str) -> str:
    """What people call a column; a row's district is called as the campaign calls its own.

    >>> label_column("@县区", "乡镇"), label_column("@单位", "乡镇"), label_column("日期", "乡镇")
    ('乡镇', '单位', '日期')
    """
    return district_word if column == DISTRICT else column.removeprefix("@")


def explain_exclusion(row: Mapping[Any, Any], measure: Measure, district_word: str) -> str:
    """Why a row does not count."""
    for column, accepted in measure.where.items():
        if not is_among(row[column], accepted):
            shown = "未填" if is_missing(row[column]) else f"为“{_shown(row[column])}”"
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


def is_among(cell: object, accepted: tuple[str, ...]) -> bool:
    """Whether a cell holds something a measure accepts."""
    if is_missing(cell):
        return BLANK in accepted
    if FILLED in accepted:
        return True
    names = cell if isinstance(cell, tuple) else (str(cell), *split_names(str(cell)))
    return any(each in accepted or unify_name(each) in accepted for each in names)


def is_missing(cell: object) -> bool:
    """Whether a table's cell is blank."""
    return cell is None or cell is pd.NA or cell is pd.NaT


def _matching(table: pd.DataFrame, measure: Measure) -> pd.Series[bool]:
    matching = pd.Series(True, index=table.index)
    for column, accepted in measure.where.items():
        matching &= pd.Series([is_among(cell, accepted) for cell in table[column]], table.index)
    return matching.astype(bool)


def _shown(cell: object) -> str:
    return "、".join(map(str, cell)) if isinstance(cell, tuple) else str(cell)
