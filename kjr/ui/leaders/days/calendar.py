"""日程: when everything takes place, and what gets in each other's way."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd
import streamlit as st

from kjr.campaign.model import Campaign
from kjr.documents.calendar_file import render_calendar
from kjr.documents.html import charts
from kjr.documents.html.parts import render
from kjr.documents.phrases import phrase_absence
from kjr.figures import agenda
from kjr.figures.overview import Key, Overview
from kjr.figures.work.coming import SplitAgenda, split_agenda
from kjr.reading.planned import MISDATED
from kjr.ui import addresses, widgets
from kjr.ui.leaders.days.subscribing import offer_subscription
from kjr.ui.table_copies import offer_copies
from kjr.values import wording
from kjr.values.spans import Span

TITLED = 6
"""Activities and units a clash names; of the rest it is said how many they are."""

COMING, OPEN_CLASHES = "今天和以后的活动", "要协调的活动"
PAST, PAST_CLASHES = "已经过去的活动", "已经过去的冲突"

CLASHES: widgets.Columns[agenda.Clash] = {
    "日期": (80, lambda clash: clash.day),
    "为什么": (260, lambda clash: clash.why),
    "活动": (560, lambda clash: _name_titles(clash.activities)),
    "单位": (0, lambda clash: wording.format_names(_list_units(clash.activities), TITLED)),
    "开展情况": (
        80,
        lambda clash: "、".join(dict.fromkeys(each.word for each in clash.activities)),
    ),
}
ACTIVITIES: widgets.Columns[agenda.Activity] = {
    "开始": (80, lambda each: each.first),
    "结束": (80, lambda each: each.last),
    "台账": (90, lambda each: each.ledger),
    "活动": (400, lambda each: each.title),
    "地点": (260, lambda each: each.place),
    "单位": (0, lambda each: each.unit),
    "开展情况": (70, lambda each: each.word),
}


def _name_titles(activities: Sequence[agenda.Activity]) -> str:
    return wording.name_some([each.title for each in activities], TITLED, mark="；")


def _list_units(activities: Sequence[agenda.Activity]) -> list[str]:
    return [*dict.fromkeys(each.unit for each in activities)]


class Narrowing(NamedTuple):
    """Of which activities the page is; None for all."""

    ledger: str | None
    district: str | None


def show_calendar(overview: Overview) -> None:
    """What is ahead, narrowed as the address says, and what can be taken away of it."""
    chosen = _choose_narrowing(overview)
    if any(chosen):
        st.html(render("screens.whose", "、".join(filter(None, chosen))))
    _show_agenda(overview.key, chosen, overview)
    if held := _list_narrowed(overview, chosen):
        papers = partial(_list_papers, overview, held)
        offer_copies("日程", partial(widgets.build_list, ACTIVITIES, held), papers=papers)
        name = f"{overview.campaign.title}-日程.ics"
        widgets.offer_export(
            st.container(key="calendar-file"),
            "下载日历文件（.ics）",
            "日程",
            name,
            lambda: render_calendar(overview.campaign, held, overview.snapshot.taken),
            help="手机、Outlook、WPS 日历都能导入；以后再下载再导入，同一项活动只更新，不重复。",
        )
        offer_subscription()


@st.cache_resource(max_entries=4, show_spinner=False)
def _show_agenda(key: Key, chosen: Narrowing, _overview: Overview) -> bool:
    """The agenda from today on, drawn once per version and choice."""
    held = _list_narrowed(_overview, chosen)
    if not held:
        whose = "、".join(filter(None, chosen))
        nothing = phrase_absence(_overview, f"{whose}还没有带日期的条目")
        st.info(f"{nothing}。各单位在台账里填上日期，这里就按天排出来。")
        return True
    today = _overview.today
    split = _split(_overview, held)
    running = sum(each.first <= today for each in split.coming)
    ahead = len(split.coming) - running
    st.subheader(f"{wording.format_day(today)}起（今天 {running} 项，以后 {ahead} 项）")
    if split.coming:
        widgets.show_rows(COMING, ACTIVITIES, split.coming)
    else:
        st.caption("今天和以后没有安排。")
    st.subheader(f"要协调的（{len(split.open_clashes)}）")
    if split.open_clashes:
        widgets.show_rows(OPEN_CLASHES, CLASHES, split.open_clashes, is_wrapped=True)
    else:
        st.success("今天和以后没有冲突的安排。")
    _draw_days(_overview, held)
    _show_past(_overview, held, split)
    return True


def _draw_days(overview: Overview, held: list[agenda.Activity]) -> None:
    occasions = _occasions(overview.campaign, held)
    signs = "颜色越重，当天越多；斜线是拟开展和日期未到的，竖线是今天"
    note = f"{signs}。底色为活动期和同期的日子：{occasions}"
    spans = [Span(each.first, each.last) for each in held]
    if outside := agenda.phrase_days_outside(overview.campaign, spans):
        note = f"{note}。{outside}"
    drawn = charts.draw_calendar(overview.campaign, held, overview.today)
    widgets.show_chart("每天各类活动", drawn, note)


def _show_past(overview: Overview, held: list[agenda.Activity], split: SplitAgenda) -> None:
    """What is over, folded: nothing can be done about it any more."""
    told = "，".join(f"{word} {number}" for word, number in agenda.count_states(held).items())
    st.caption(f"全部活动（{told}）。{agenda.phrase_scope(overview.campaign)}。")
    if split.past:
        odd = sum(each.word == MISDATED for each in split.past)
        beside = f"，另有{MISDATED}的 {odd} 项" if odd else ""
        with st.expander(f"{PAST}（{len(split.past) - odd}{beside}）"):
            widgets.show_rows(PAST, ACTIVITIES, split.past)
    if split.past_clashes:
        with st.expander(f"{PAST_CLASHES}（{len(split.past_clashes)}）"):
            widgets.show_rows(PAST_CLASHES, CLASHES, split.past_clashes, is_wrapped=True)


def _choose_narrowing(overview: Overview) -> Narrowing:
    campaign, choose = overview.campaign, widgets.choose_option
    with st.container(key="filters"):
        left, right = st.columns(2)
    names = [ledger.name for ledger in campaign.ledgers if not ledger.single]
    addresses.fit_address("ledger", names, addresses.build_ledger_finder(campaign.ledgers))
    ledger = choose("台账", names, "ledger", place=left)
    word, districts = campaign.district_word, campaign.districts
    return Narrowing(ledger, choose(word, districts, "district", place=right))


def _list_narrowed(overview: Overview, chosen: Narrowing) -> list[agenda.Activity]:
    ledger, district = chosen
    where = {unit.name: unit.district for unit in overview.campaign.units}
    return [
        each
        for each in agenda.list_activities(overview.snapshot)
        if ledger in (None, each.ledger) and district in (None, where.get(each.unit))
    ]


def _split(overview: Overview, held: list[agenda.Activity]) -> SplitAgenda:
    clashes = agenda.find_clashes(held)
    return split_agenda(held, clashes, overview.snapshot.settled, overview.today)


def _list_papers(overview: Overview, held: list[agenda.Activity]) -> dict[str, pd.DataFrame]:
    """What the page shows, the folded parts too."""
    split, build = _split(overview, held), widgets.build_list
    lists = {
        COMING: build(ACTIVITIES, split.coming),
        OPEN_CLASHES: build(CLASHES, split.open_clashes),
        PAST: build(ACTIVITIES, split.past),
        PAST_CLASHES: build(CLASHES, split.past_clashes),
    }
    return {title: table for title, table in lists.items() if len(table)}


def _occasions(campaign: Campaign, held: list[agenda.Activity]) -> str:
    return "　".join(
        f"{number}{each.name} {wording.format_days(each.first, each.last)} "
        f"{agenda.phrase_occasion(campaign, each, held)}"
        for number, each in zip(charts.NUMBERS, campaign.occasions, strict=False)
    )
