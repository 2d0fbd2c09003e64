"""联合活动: who hosted an event that several units filed; the others' rows add nothing."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Final

import streamlit as st

from kjr.editing.joint_events import (
    ROW_CHANGED,
    Settlement,
    build_settlement,
    check_rows,
    check_settlement,
    check_unsettling,
    find_settled,
)
from kjr.errors import KjrError
from kjr.figures.overview import Key, Overview
from kjr.reading.checks.between_books import Event, JointPair, describe_evidence
from kjr.state.acts import Act, ActKind
from kjr.state.journal import Guard
from kjr.ui import gate, live, presses, widgets, writes
from kjr.ui.presses import Press, ask_for_name, offer_press
from kjr.ui.table_copies import offer_copies, show_list
from kjr.ui.units.remembered import ask_writer, recall_browser, remember_browser
from kjr.values.masks import mask_personal_data

PAIR: Final = "这一对"
APPLIED, LOST = "生效", "有一行已改动或不在，两家各计各的"
EVENTS: Final[widgets.Columns[Event]] = {
    "单位": (220, lambda event: event.entry.unit),
    "日期": (80, lambda event: event.day),
    "名称": (260, lambda event: mask_personal_data(event.title)),
    "地点": (200, lambda event: mask_personal_data(event.place)),
    "协办": (200, lambda event: event.partners),
    "工作表": (90, lambda event: event.entry.sheet),
    "行": (50, lambda event: str(event.entry.row)),
}
SETTLED: Final[widgets.Columns[Settlement]] = {
    "认定": (80, lambda each: str(each.act.kind)),
    "状态": (120, lambda each: APPLIED if each.places else LOST),
    "主办": (220, lambda each: _host(each.act)),
    "其他单位": (260, lambda each: "、".join(part.unit for part in _others(each.act))),
    "台账": (90, lambda each: each.act.parts[0].ledger),
    "谁": (90, lambda each: each.act.who),
    "时间": (90, lambda each: f"{each.act.moment:%m-%d %H:%M}"),
}


def name_clerk() -> str:
    """Who settles; it goes into the journal, and the browser remembers it."""
    who = ask_writer(st.container())
    remember_browser(recall_browser().unit, who)
    return who


def settle_pairs(overview: Overview, who: str) -> None:
    """The pairs that look like one event, and what to say about one of them."""
    pairs = overview.snapshot.open_pairs
    st.subheader(f"疑似联合活动（{len(pairs)}）")
    if not pairs:
        st.success("没有要认定的。")
        return
    st.caption("没有认定的按两场计；还是拟开展的，到了日子再计。")
    show_list("疑似联合活动", _columns(overview), pairs, is_wrapped=True)
    at = st.selectbox(
        "认定哪一对",
        range(len(pairs)),
        None,
        format_func=lambda at: _label(pairs[at]),
        placeholder="选一对看清楚再认定",
    )
    if at is not None and at < len(pairs):
        settle_pair(overview, pairs[at], who)


def show_settlements(overview: Overview, who: str) -> None:
    """What was settled, to take back."""
    found = overview.snapshot.settled
    if not found:
        return
    st.subheader(f"已经认定的（{len(found)}）")
    show_list("已经认定的", SETTLED, found, is_wrapped=True)
    ids = {each.act.id: each for each in found}
    chosen = st.selectbox(
        "撤回哪一条",
        list(ids),
        None,
        format_func=lambda id: _title(ids[id].act),
        placeholder="选一条认定",
    )
    if not chosen:
        return
    guard, key = partial(check_unsettling, chosen), f"unsettle-{chosen}"
    lost = partial(_explain_loss, guard)
    if press := offer_press(st.button, "撤回", key, None, lost, lacking=ask_for_name(who)):
        _append(press, ActKind.UNSETTLED, (), who, chosen, guard)


def settle_pair(overview: Overview, pair: JointPair, who: str) -> None:
    """Both rows of a pair, why they look like one event, and what can be said of them."""
    events = (pair.one, pair.two)
    _draw_pair(overview.key, tuple(map(_place, events)), pair)
    offer_copies(PAIR, partial(widgets.build_list, EVENTS, events))
    settled = overview.snapshot.settled
    row, known = st.container(horizontal=True), find_settled(pair, settled)
    of, seen = known.act.id if known else "", {each.act.id for each in settled}
    choices = [
        *((f"{each[0].entry.unit}主办", ActKind.HOSTED, each) for each in (events, events[::-1])),
        *((str(kind), kind, events) for kind in (ActKind.APART, ActKind.DEFERRED)),
    ]
    for label, kind, parts in choices:
        key = "-".join((label, *map(_place, events)))
        lost = partial(_explain_loss, partial(check_settlement, parts, seen))
        look = {"about": (parts, seen), "lacking": ask_for_name(who)}
        if press := offer_press(row.button, label, key, None, lost, **look):
            _append(press, kind, parts, who, of, partial(_check_seen, press, parts))


@st.cache_resource(max_entries=8, show_spinner=False)
def _draw_pair(key: Key, places: tuple[str, ...], _pair: JointPair) -> bool:
    """The two rows, drawn once per version: a grid is most of what the page costs."""
    widgets.show_rows(PAIR, EVENTS, (_pair.one, _pair.two), is_wrapped=True)
    st.caption(describe_evidence(_pair))
    return True


def _append(
    press: Press, kind: ActKind, events: Sequence[Event], who: str, of: str, guard: Guard
) -> None:
    name, moment = gate.find_actor("", who)
    act, journal = Act(moment, name, "", kind, of=of), live.find_app().journal
    unit = events[0].entry.unit if events else ""
    try:
        press.do_once(lambda: journal.append(build_settlement(kind, events, act), guard))
    except KjrError as error:
        live.find_app().board.look_at(unit)
        presses.refuse_press(error)
        presses.begin_anew()
    writes.finish_write(unit)


def _check_seen(press: Press, now: Sequence[Event], done: Collection[Act]) -> None:
    """Raise KjrError unless the events are as they were when this was pressed."""
    drawn, seen = press.about
    check_settlement(drawn, seen, done)
    check_rows(drawn, now)


def _explain_loss(guard: Guard) -> object:
    """Why what was pressed is no longer asked, and is not done."""
    try:
        guard(live.find_app().journal.acts())
    except KjrError as error:
        return error
    return ROW_CHANGED


def _place(event: Event) -> str:
    return f"{event.entry.unit}·{event.entry.sheet}·{event.entry.row}"


def _columns(overview: Overview) -> widgets.Columns[JointPair]:
    settled = overview.snapshot.settled
    return {
        "台账": (90, lambda pair: pair.ledger),
        "一家": (260, lambda pair: _told(pair.one)),
        "另一家": (260, lambda pair: _told(pair.two)),
        "依据": (260, describe_evidence),
        "处理": (90, lambda pair: str(ActKind.DEFERRED) if find_settled(pair, settled) else ""),
    }


def _told(event: Event) -> str:
    return f"{event.entry.unit}：{mask_personal_data(event.title)}"


def _label(pair: JointPair) -> str:
    return f"{_told(pair.one)}　和　{_told(pair.two)}"


def _title(act: Act) -> str:
    return f"{act.kind}：{'、'.join(part.unit for part in act.parts)}（{act.moment:%m-%d %H:%M}）"


def _host(act: Act) -> str:
    return act.parts[0].unit if act.kind is ActKind.HOSTED else ""


def _others(act: Act) -> tuple[Act, ...]:
    return act.parts[1:] if act.kind is ActKind.HOSTED else act.parts
