"""报送: who has filed, and which files nobody counts."""

from collections.abc import Iterable
from typing import Final, NamedTuple

import streamlit as st

from kjr.documents.html import parts
from kjr.editing import review
from kjr.figures.overview import Overview
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.filling import FillingState
from kjr.figures.standings.standing import Standing
from kjr.figures.work.worklist import find_standing_notes
from kjr.state.acts import Act
from kjr.store.base import Stray
from kjr.ui import gate, live, widgets
from kjr.ui.table_copies import show_list
from kjr.values.escapes import show_controls

COLUMNS: Final[widgets.Columns[Standing]] = {
    "类别": (120, lambda each: each.unit.kind),
    "台账": (80, lambda each: str(each.filling)),
    "总结": (100, lambda each: str(each.filing.state)),
    "总结还缺": (150, lambda each: "、".join(each.lacking)),
    "条目": (60, lambda each: each.known_entries),
    "待改": (60, lambda each: each.known_to_mend),
    "报送日期": (90, lambda each: each.filing.day),
    "报送日期说明": (200, lambda each: each.filing.remark),
}
"""Between who a unit is and what was said through the app."""
STRAYS: Final[widgets.Columns[Stray]] = {
    "文件": (320, lambda each: show_controls(each.file)),
    "原因": (0, lambda each: each.reason),
}


class StatusFilter(NamedTuple):
    """Which units to look at; None for all."""

    district: str | None
    filling: str | None
    filing: str | None


def choose_status_filter(overview: Overview) -> StatusFilter:
    """District and states to look at."""
    left, middle, right = st.columns(3)
    choose = widgets.choose_option
    return StatusFilter(
        choose(
            overview.campaign.district_word, overview.campaign.districts, "district", place=left
        ),
        choose("台账填报", [str(each) for each in FillingState], "filling", place=middle),
        choose("总结报送", [str(each) for each in FilingState], "filing", place=right),
    )


def show_status(overview: Overview, chosen: StatusFilter) -> None:
    """The units that match, then the files nobody counts."""
    shown = [
        each
        for each in overview.standings
        if each.unit.expected
        and chosen.district in (None, each.unit.district)
        and chosen.filling in (None, each.filling)
        and chosen.filing in (None, each.filing.state)
    ]
    widgets.show_html(parts.render("board.both_standings", overview, parts.NOWHERE))
    columns = {
        **widgets.build_unit_columns(overview.campaign.district_word),
        **COLUMNS,
        **_build_note_columns(overview, live.find_app().journal.acts()),
    }
    if shown:
        show_list("各单位填报和报送情况", columns, shown)
    else:
        st.caption("没有这样的单位。")
    if strays := overview.snapshot.strays:
        st.subheader(f"没有计入的文件（{len(strays)}）")
        show_list("没有计入的文件", STRAYS, strays)


def _build_note_columns(overview: Overview, acts: Iterable[Act]) -> widgets.Columns[Standing]:
    """What units and the office said through the app; who answers for a filing is a person."""
    acts, with_person = tuple(acts), gate.sees_personal()
    filings = review.find_last_filings(acts)
    notes = find_standing_notes(overview.snapshot.books, acts)
    return {
        "网上报送": (240, lambda each: _words(filings.get(each.unit.name), with_note=with_person)),
        "审核": (200, lambda each: _words(notes.get(each.unit.name))),
        "文件": (290, lambda each: show_controls(each.book.held.file) if each.book else None),
        "说明": (380, _remark),
    }


def _words(act: Act | None, *, with_note: bool = True) -> str | None:
    note = f"：{act.note}" if act and with_note and act.note else ""
    return f"{act.moment:%m-%d} {act.kind}{note}" if act else None


def _remark(standing: Standing) -> str:
    if standing.book is None or standing.book.stale is None:
        return "" if standing.unit.expected else "不在应报之列"
    return standing.reading_remark
