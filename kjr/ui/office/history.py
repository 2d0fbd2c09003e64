"""历史: frozen snapshots, any two compared, any output made again from one."""

import streamlit as st

from kjr.access.rights import Deed
from kjr.figures.changes import LineChange, compare_overviews
from kjr.figures.moments.archive import SnapshotRef
from kjr.figures.overview import Overview
from kjr.ui import gate, live, widgets
from kjr.ui.leaders import summary
from kjr.values.wording import format_change, format_moment, format_names

NOW = "现在"


def offer_freeze() -> None:
    """A button that freezes what the board shows; the board also does so every day by itself."""
    if gate.is_viewer_allowed(Deed.SAVE) and st.button(
        "冻结现在的数据", help="记下此刻的全部数据，以后随时能对比、能重新生成总结"
    ):
        gate.authorize_viewer(Deed.SAVE)
        st.toast(f"已冻结，编号 {live.find_app().board.freeze()}")


def choose_snapshots() -> tuple[Overview, Overview] | None:
    """Two snapshots, the earlier first; None while nothing is frozen.

    Both stand in the URL, and stay chosen while more is frozen.
    """
    every = live.find_app().board.frozen()
    frozen = {f"{format_moment(each.moment)}（{each.id}）": each for each in every}
    if not frozen:
        st.info(
            "还没有冻结的快照。每天第一次更新时自动冻结前一天的数据，也可以点上面的按钮随时冻结。"
        )
        return None
    left, right = st.columns(2)
    latest = len(frozen) - 1
    earlier = left.selectbox("从", list(frozen), latest, key="from", bind="query-params")
    later = right.selectbox("到", [NOW, *frozen], key="to", bind="query-params")
    return _at(frozen[earlier]), _at(frozen.get(later))


def show_changes(before: Overview, after: Overview) -> None:
    """What moved between the two, and the summary as it stood at the later one."""
    changes = compare_overviews(before, after)
    st.subheader(
        f"填报台账 {format_change(changes.filled)} 家，报送总结 {format_change(changes.filed)} 家"
    )
    if changes.newly_filed:
        st.caption("新报总结：" + "、".join(changes.newly_filed))
    if moved := [each for each in changes.changes if each.delta or each.fell]:
        columns: widgets.Columns[LineChange] = {
            "指标": (240, lambda each: each.line.measure.name),
            "原来": (0, lambda each: each.line.done - each.delta),
            "现在": (0, lambda each: each.line.done),
            "变化": (0, lambda each: format_change(each.delta)),
            "量词": (0, lambda each: each.line.measure.counter),
            "变小的单位": (400, lambda each: _smaller(each, changes.unread)),
        }
        widgets.show_rows("变化的指标", columns, moved)
    else:
        st.info("两个时刻的数字一样。")
    with st.expander("按后一个时刻重新生成总结", key="again"):
        summary.show_document(after, *summary.choose_document(after))


def _at(frozen: SnapshotRef | None) -> Overview:
    return live.load_frozen_overview(frozen.id) if frozen else gate.find_overview()


def _smaller(change: LineChange, unread: frozenset[str]) -> str:
    """Whose part became smaller, those first whose workbook could be read."""
    fallen = sorted((unit in unread, unit) for unit, delta in change.by_unit.items() if delta < 0)
    return format_names([f"{unit}（读取失败）" if lost else unit for lost, unit in fallen])
