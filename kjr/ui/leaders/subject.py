"""专题: one kind of work, from the sides its ledger declares."""

from functools import partial

import streamlit as st

from kjr.campaign.model import Ledger
from kjr.documents.html import charts
from kjr.documents.html.parts import render
from kjr.documents.phrases import phrase_absence
from kjr.figures import subjects
from kjr.figures.derivation import derive_figure, explain_alike, explain_bars
from kjr.figures.overview import Key, Overview
from kjr.figures.subjects import UNWRITTEN
from kjr.figures.sums.line import Line
from kjr.ui import addresses, widgets
from kjr.ui.table_copies import offer_copies
from kjr.values.wording import format_figure

SLOTS = widgets.TableLayout({"名称": 180, "阶段": 90, "单位": 200})


def choose_subject(overview: Overview) -> Ledger:
    """Which kind of work; the choice stands in the URL."""
    names = [ledger.name for ledger in overview.campaign.ledgers]
    find = addresses.build_ledger_finder(overview.campaign.ledgers)
    addresses.fit_address("ledger", names, find)
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


def show_subject(overview: Overview, ledger: Ledger) -> None:
    """One kind of work: its figures, the named ones the plan looks for, and its sides."""
    _draw_figures(overview.key, ledger.name, overview)
    _show_slots(overview, ledger)
    _draw_sides(overview.key, ledger.name, overview)


@st.cache_resource(max_entries=16, show_spinner=False)
def _draw_figures(key: Key, ledger: str, _overview: Overview) -> bool:
    """What is counted of it, drawn once per version."""
    subject = _overview.campaign.ledger(ledger)
    lines = subjects.list_ledger_lines(_overview, subject)
    aimed = [line for line in lines if line.target]
    plain = [line for line in lines if not line.target]
    widgets.show_html(
        render("board.target_rows", _overview, aimed) if aimed else "",
        render("board.plain_counts", _overview, plain) if plain else "",
        _loop(_overview, subject) if subject.stage and subject.closed else "",
        render("board.why_alike", explain_alike(_overview, lines)),
    )
    return True


@st.cache_resource(max_entries=16, show_spinner=False)
def _draw_sides(key: Key, ledger: str, _overview: Overview) -> bool:
    """From which sides it is looked at, drawn once per version."""
    subject = _overview.campaign.ledger(ledger)
    if _overview.tables[ledger].empty:
        word = _overview.campaign.district_word
        nobody = phrase_absence(_overview, f"还没有单位填「{ledger}」")
        st.info(f"{nobody}。填报以后，这里按{word}和类别显示。")
    elif subject.sides:
        _sides(_overview, subject)
    return True


def _loop(overview: Overview, ledger: Ledger) -> str:
    found = subjects.count_by_option(overview, ledger, ledger.stage)
    answered, due = subjects.count_answered_entries(overview, ledger)
    unwritten = subjects.count_unwritten(overview, ledger, ledger.stage)
    explained = _explained(overview, ledger, ledger.stage)
    return render("screens.answered", ledger, found, answered, due, unwritten, explained)


def _show_slots(overview: Overview, ledger: Ledger) -> None:
    """The named ones the plan looks for, from 推荐 to 刊发."""
    sought = [
        line
        for line in subjects.list_ledger_lines(overview, ledger)
        if line.measure.hard and ledger.stage in line.measure.where
    ]
    if not sought:
        return
    for column, line in zip(st.columns(len(sought)), sought, strict=True):
        with column:
            _draw_slot(overview.key, line.label, line, overview)
            make = partial(subjects.list_slot_stages, overview, line.measure)
            if not make().empty:
                offer_copies(line.measure.name, make)


@st.cache_resource(max_entries=16, show_spinner=False)
def _draw_slot(key: Key, label: str, _line: Line, _overview: Overview) -> bool:
    """One kind of them, drawn once per version."""
    measure = _line.measure
    ledger = _overview.campaign.ledger(measure.ledger)
    found = subjects.list_slot_stages(_overview, measure)
    steps = "　→　".join(
        f"{step} {(found['阶段'] == step).sum()}"
        for step in subjects.list_choice_options(ledger, ledger.stage)
    )
    st.subheader(f"{measure.name}（要 {format_figure(measure.target or 0, measure.counter)}）")
    kind = next(iter(measure.where))
    made = derive_figure(_overview, _line, (kind, ledger.stage))
    st.caption(f"{steps}。{measure.words}{made}。")
    if found.empty:
        st.caption(phrase_absence(_overview, "还没有推荐"))
    else:
        widgets.show_table(measure.name, found, SLOTS)
    return True


def _sides(overview: Overview, ledger: Ledger) -> None:
    first, *others = ledger.sides
    across = subjects.list_choice_options(ledger, first)
    table = subjects.count_district_options(overview, ledger, first)
    word = overview.campaign.district_word
    words = f"各{word}按{first}的{ledger.name}条目数"
    if UNWRITTEN in set(table["横"]):
        across += (UNWRITTEN,)
    heat = charts.draw_heatmap(table, across, overview.campaign.districts, words)
    widgets.show_chart(f"{word} × {first}", heat, _uncovered(overview, ledger, first))
    if others:
        for column, name in zip(st.columns(len(others)), others, strict=True):
            with column:
                found = subjects.count_by_option(overview, ledger, name)
                if blank := subjects.count_unwritten(overview, ledger, name):
                    found[UNWRITTEN] = blank
                bars = charts.draw_ranking(found, "条", f"{ledger.name}按{name}")
                widgets.show_chart(name, bars, _explained(overview, ledger, name))


def _uncovered(overview: Overview, ledger: Ledger, column: str) -> str:
    """The options wanted that nobody has chosen, such as fields without any activity."""
    found = subjects.count_by_option(overview, ledger, column)
    wanted = subjects.list_options_wanted(overview, ledger, column)
    blank = [name for name, number in found.items() if not number and name in wanted]
    every = f"每种{column}都有了" if len(wanted) == len(found) else f"要的{column}都有了"
    wanting = phrase_absence(overview, f"还没有的{column}：{'、'.join(blank)}")
    covered = wanting if blank else every
    return f"{covered}。{_explained(overview, ledger, column)}"


def _explained(overview: Overview, ledger: Ledger, column: str) -> str:
    return f"{'；'.join(explain_bars(overview, ledger, column))}。"
