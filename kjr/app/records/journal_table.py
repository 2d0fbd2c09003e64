"""The journals as one table, to be kept or looked through elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pandas as pd

from kjr.state.acts import Act
from kjr.values.cells import format_cell

COLUMNS: Final = (
    *("记录", "时间", "谁", "做了什么", "单位", "工作表", "行", "列", "原来", "改为"),
    *("说明", "结果", "记号", "针对的记号"),
)


def build_journal_table(journals: Mapping[str, Sequence[Act]]) -> pd.DataFrame:
    """Every act of each journal by what it is called, oldest first; a line for each cell.

    An act on several units has a line for each of them.
    """
    lines = [
        (name, *line) for name, acts in journals.items() for act in acts for line in _list(act)
    ]
    return pd.DataFrame(lines, columns=list(COLUMNS))


def _list(act: Act) -> Iterator[tuple[str, ...]]:
    moment = f"{act.moment:%Y-%m-%d %H:%M:%S%z}"
    end = act.note, str(act.outcome or ""), act.id, act.of
    for each in act.parts or (act,):
        head = moment, act.who, str(act.kind), each.unit, each.sheet
        cells = [(edit.row, *cell) for edit in each.edits for cell in edit.cells]
        for row, name, before, after in cells or [(0, "", None, None)]:
            yield (*head, str(row or ""), name, format_cell(before), format_cell(after), *end)
