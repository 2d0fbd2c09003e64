"""Two moments to compare: frozen ones, or a frozen one and now."""

from typing import Final

import streamlit as st

from kjr.figures.overview import Overview
from kjr.ui import addresses, gate, live
from kjr.ui.widgets import CHOOSE
from kjr.values.wording import format_moment

NOW: Final = "现在"
LATER: Final = (
    "“现在”是打开网页的时候。要让发出去的链接以后打开还是这些数，"
    "先在「历史」冻结，再在这里选那一刻。"
)
NOTHING_FROZEN: Final = (
    "还没有冻结的快照。每天第一次更新时自动冻结前一天的数据，"
    "也可以在「历史」里点“冻结现在的数据”随时冻结。"
)


def choose_moments(*, is_daily: bool = False) -> tuple[Overview, Overview] | None:
    """Two snapshots, the earlier first; None while nothing is frozen.

    Both stand in the URL, and stay chosen while more is frozen: a link opens the same two, but for
    现在, which is whoever opens it.  One begins with the last frozen moment, or when ``is_daily``
    with that of an earlier day, as the board does.
    """
    now = gate.find_overview()
    frozen = {
        f"{format_moment(each.moment)}（{each.id}）": each
        for each in live.find_app().board.past.list_refs()
    }
    if not frozen:
        st.info(NOTHING_FROZEN)
        return None
    find = {each.id: label for label, each in frozen.items()}.get
    addresses.fit_address("from", frozen, find)
    addresses.fit_address("to", [NOW, *frozen], find)
    names = list(frozen)
    earlier = [name for name in names if frozen[name].moment.date() < now.today]
    start = names.index(earlier[-1]) if is_daily and earlier else len(names) - 1
    first = names[start]
    addresses.pin_address("from", names, first)
    left, right = st.columns(2)
    since = (
        left.selectbox("从", names, None, key="from", bind="query-params", placeholder=CHOOSE)
        or first
    )
    until = right.selectbox(
        "到", [NOW, *names], key="to", bind="query-params", help=LATER, placeholder=CHOOSE
    )
    after = live.load_frozen_overview(frozen[until].id) if until in frozen else now
    return live.load_frozen_overview(frozen[since].id), after
