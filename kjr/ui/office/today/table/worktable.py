"""The table of 今日: one row a unit, to tick, to walk through by keys, to export and to print."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd
import streamlit as st

from kjr.app.messages.contacts import ContactBook
from kjr.campaign.model import Campaign
from kjr.figures.standings.standing import UNASKED
from kjr.figures.work.needs import Need, WorkItem
from kjr.ui import widgets
from kjr.ui.office.today.desk import Desk

HERE: Final = Path(__file__)
TABLE: Final = "worktable"
NAME: Final = "今天要办的单位"
BAD, SLOW = "bad", "slow"
MARKS: Final = {Need.UNREADABLE: BAD, Need.NOT_BEGUN: BAD, Need.WAITING: SLOW, Need.RETURNED: SLOW}

_table = st.components.v2.component(
    "kjr_worktable",
    js=HERE.with_suffix(".js").read_text("utf-8"),
    css=HERE.with_suffix(".css").read_text("utf-8"),
    isolate_styles=False,
)


class WorkColumn(NamedTuple):
    """What stands in a column, and how a cell is to be seen."""

    cell: Callable[[WorkItem], str]
    mark: Callable[[WorkItem], str] = lambda _: ""


def list_work_columns(campaign: Campaign, contacts: ContactBook) -> dict[str, WorkColumn]:
    """Head → column; the first is the unit's name; without contacts there is no column of them."""
    parts = campaign.filing.ticks if campaign.filing else ()
    return {
        "单位": WorkColumn(lambda item: item.unit),
        campaign.district_word: WorkColumn(lambda item: item.standing.unit.district),
        **(
            {"联络员": WorkColumn(lambda item: contacts.find(item.unit).liaison)}
            if contacts.by_unit
            else {}
        ),
        "要办": WorkColumn(_tell_needs, _mark_needs),
        "台账": WorkColumn(lambda item: item.standing.filling_word),
        **{part: WorkColumn(_part_teller(part)) for part in parts},
        "待改": WorkColumn(lambda item: str(item.standing.to_mend or "")),
        "催过": WorkColumn(_tell_chases, lambda item: BAD if item.is_late else ""),
        "审核": WorkColumn(_tell_note),
        "最后改动": WorkColumn(_tell_change),
    }


def show_worktable(
    columns: Mapping[str, WorkColumn], shown: Sequence[WorkItem], desk: Desk
) -> None:
    """The table; what is ticked in it goes to the desk."""
    rows = [
        {
            "unit": item.unit,
            "cells": [column.cell(item) for column in columns.values()],
            "marks": [column.mark(item) for column in columns.values()],
        }
        for item in shown
    ]
    _table(
        key=TABLE,
        data={
            "label": f"{NAME}（{len(shown)} 家）",
            "every": f"全选 {len(shown)} 家",
            "heads": list(columns),
            "rows": rows,
            "ticked": sorted(desk.ticked),
            "at": desk.at,
            "said": desk.said,
            "turn": desk.turn,
        },
        on_told_change=lambda: desk.take(st.session_state[TABLE]["told"]),
    )


def _tell_chases(item: WorkItem) -> str:
    """How often a unit was asked, when last, and by when it said it would hand in."""
    record = item.record
    told = [f"{record.times} 次"] if record.times else []
    told += [f"{record.last.moment:%m-%d %H:%M}"] if record.last else []
    told += [f"答应 {record.promised:%m-%d}"] if record.promised else []
    return " · ".join(told)


def build_work_list(columns: Mapping[str, WorkColumn], shown: Sequence[WorkItem]) -> pd.DataFrame:
    """What the table shows, to take away."""
    return widgets.build_table({head: [*map(each.cell, shown)] for head, each in columns.items()})


def _tell_note(item: WorkItem) -> str:
    return f"{item.note.moment:%m-%d} {item.note.kind}" if item.note else ""


def _tell_change(item: WorkItem) -> str:
    return f"{moment:%m-%d %H:%M}" if (moment := item.changed) else ""


def _tell_needs(item: WorkItem) -> str:
    return "、".join(item.needs)


def _mark_needs(item: WorkItem) -> str:
    return MARKS.get(item.needs[0], "") if item.needs else ""


def _part_teller(part: str) -> Callable[[WorkItem], str]:
    """Whether one part of the closing report is handed in."""

    def tell(item: WorkItem) -> str:
        filing = item.standing.filing
        if filing.is_unsure:
            return "不知道"
        if part in filing.ahead:
            return "日期未到"
        if part in item.standing.lacking:
            return "未交"
        return UNASKED if part in filing.lacking else "已交"

    return tell
