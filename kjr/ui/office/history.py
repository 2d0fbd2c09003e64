"""历史: frozen snapshots, any two compared, any output made again from one."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from kjr.access.rights import Deed
from kjr.figures import overview as overviews
from kjr.figures.moments.archive import Frozen
from kjr.figures.overview import Change, Overview
from kjr.ui import gate, live, tables
from kjr.ui.leaders import summary
from kjr.values import wording

NOW = "现在"
MOVES = tables.Layout({"指标": 240, "变小的单位": 400})


def freeze() -> None:
    """A button that freezes what the board shows; the board also does so every day by itself."""
    if gate.may(Deed.SAVE) and st.button(
        "冻结现在的数据", help="记下此刻的全部数据，以后随时能对比、能重新生成总结"
    ):
        gate.check(Deed.SAVE)
        st.toast(f"已冻结，编号 {live.board().freeze()}")


def choose() -> tuple[Overview, Overview] | None:
    """Two snapshots, the earlier first; None while nothing is frozen.

    Both stand in the URL, and stay chosen while more is frozen.
    """
    frozen = {f"{wording.moment(each.moment)}（{each.id}）": each for each in live.board().frozen()}
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


def show(before: Overview, after: Overview) -> None:
    """What moved between the two, and the summary as it stood at the later one."""
    changes = overviews.compare(before, after)
    st.subheader(f"报送 {wording.change(changes.filed)} 家")
    if changes.newly_filed:
        st.caption("新报：" + "、".join(changes.newly_filed))
    if moved := [each for each in changes.changes if each.delta or each.fell]:
        tables.show("变化的指标", _table(moved, changes.unread), MOVES)
    else:
        st.info("两个时刻的数字一样。")
    with st.expander("按后一个时刻重新生成总结", key="again"):
        summary.show(after, *summary.choose(after))


def _at(frozen: Frozen | None) -> Overview:
    return live.frozen(frozen.id) if frozen else live.now()


def _table(moved: Sequence[Change], unread: frozenset[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "指标": [each.line.measure.name for each in moved],
            "原来": [each.line.done - each.delta for each in moved],
            "现在": [each.line.done for each in moved],
            "变化": [wording.change(each.delta) for each in moved],
            "量词": [each.line.measure.counter for each in moved],
            "变小的单位": [_smaller(each, unread) for each in moved],
        }
    )


def _smaller(change: Change, unread: frozenset[str]) -> str:
    """Whose part became smaller, those first whose workbook could be read."""
    fallen = sorted((unit in unread, unit) for unit, delta in change.by_unit.items() if delta < 0)
    return wording.listed([f"{unit}（读取失败）" if lost else unit for lost, unit in fallen])
