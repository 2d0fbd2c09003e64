"""专题: one kind of work, from the sides its ledger declares."""

from __future__ import annotations

import streamlit as st

from kjr import charts, parts, subjects, targets, wording
from kjr.campaign import Ledger
from kjr.links import SCREEN
from kjr.overview import Key, Overview


def choose(overview: Overview) -> Ledger:
    """Which kind of work; the choice stands in the URL."""
    names = [ledger.name for ledger in overview.campaign.ledgers]
    chosen = st.segmented_control(
        "台账",
        names,
        default=names[0],
        required=True,
        label_visibility="collapsed",
        key="ledger",
        bind="query-params",
    )
    return overview.campaign.ledger(chosen)


@st.cache_resource(max_entries=16, show_spinner=False)
def body(key: Key, ledger: str, _overview: Overview) -> bool:
    """One subject, drawn once per version."""
    subject = _overview.campaign.ledger(ledger)
    lines = subjects.lines(_overview, subject)
    aimed = [line for line in lines if line.target]
    plain = [line for line in lines if not line.target]
    st.html(
        parts.whole(
            targets.rows(_overview, aimed, SCREEN) if aimed else "",
            targets.counts(_overview, plain, SCREEN) if plain else "",
            _loop(_overview, subject) if subject.stage and subject.closed else "",
        )
    )
    _slots(_overview, subject)
    if subject.sides and not _overview.tables[ledger].empty:
        _sides(_overview, subject)
    return True


def _loop(overview: Overview, ledger: Ledger) -> str:
    done, due = subjects.answered(overview, ledger)
    steps = "　→　".join(
        f"{name} <b>{number}</b>"
        for name, number in subjects.breakdown(overview, ledger, ledger.stage).items()
    )
    return parts.card(
        "办到哪一步",
        f'<div class="k-big">{done} <small>/ {due}　{wording.percent(done / due if due else None)}'
        f"</small></div><div>{steps}</div>",
        parts.bar(done / due if due else 0),
    )


def _slots(overview: Overview, ledger: Ledger) -> None:
    """The named ones the plan looks for, from 推荐 to 刊发."""
    sought = [
        line.measure
        for line in subjects.lines(overview, ledger)
        if line.measure.hard and ledger.stage in line.measure.where
    ]
    for column, measure in zip(st.columns(len(sought) or 1), sought, strict=False):
        with column:
            st.subheader(measure.name)
            found = subjects.slots(overview, measure)
            if found.empty:
                st.caption("还没有推荐")
            else:
                st.dataframe(found, hide_index=True, width="stretch", placeholder="—")


def _sides(overview: Overview, ledger: Ledger) -> None:
    first, *others = ledger.sides
    st.subheader(f"县（市）区 × {first}")
    across = subjects.options(ledger, first)
    table = subjects.grid(overview, ledger, first)
    words = f"各县（市）区按{first}的{ledger.name}条目数"
    st.altair_chart(charts.heat(table, across, overview.campaign.districts, words), width="stretch")
    for column, name in zip(st.columns(max(len(others), 1)), others, strict=False):
        with column:
            st.subheader(name)
            found = subjects.breakdown(overview, ledger, name)
            st.altair_chart(charts.bars(found, "条", f"{ledger.name}按{name}"), width="stretch")
