"""看板 and 会场模式: where the campaign stands, what moved since the last visit, and on a wall."""

import datetime as dt
import time
from collections.abc import Mapping
from urllib.parse import quote, unquote

import streamlit as st

from kjr.documents.briefs import phrase_request
from kjr.documents.html import charts, wall
from kjr.documents.html.parts import SCREEN, render
from kjr.documents.phrases import phrase_absence
from kjr.figures import agenda, changes, counted_rows
from kjr.figures.derivation import explain_alike
from kjr.figures.overview import Key, Overview
from kjr.ui import gate, live, widgets
from kjr.values.wording import format_change

BEGUN = (
    "{} 本工作簿都在，{}。请各单位填自己的工作簿，或在“填报”页里填；"
    "保存以后，这里的数字会自己动起来。"
)

SEEN = "figures-seen"
"""In the session: the figures this window showed last, what moved then, and when."""
MARKED = 60.0
"""Seconds for which a figure that moved is marked."""
COOKIE = "kjr_seen"
A_YEAR = 365 * 24 * 3600


def show_last_visit(overview: Overview) -> None:
    """A line with what moved since this viewer last looked; the browser remembers, not we."""
    now = dt.datetime.now(dt.UTC)
    told = unquote(str(st.context.cookies.get(COOKIE, "")))
    seen = changes.recall_visit(told, overview.campaign)
    if seen is None or now - seen.moment > changes.SAME_VISIT:
        note = quote(changes.encode_visit(overview, now))
        secure = ";Secure" if (st.context.url or "").startswith("https:") else ""
        widgets.set_cookie(f"{COOKIE}={note};max-age={A_YEAR};path=/;SameSite=Strict{secure}")
    if seen and (moved := changes.find_figure_moves(seen, overview)):
        widgets.show_html(render("board.visit_moves", moved))


def mark_moves(overview: Overview) -> None:
    """Mark what moved in front of this viewer's eyes, for a minute."""
    seen, moved, since = st.session_state.get(SEEN, ({}, {}, 0.0))
    now = {line.label: line.done for line in overview.main_lines}
    if seen and seen != now:
        moved, since = _list_moves(overview, seen), time.monotonic()
    st.session_state[SEEN] = now, moved, since
    if moved and time.monotonic() - since < MARKED:
        st.html(render("board.marks", moved))


def _list_moves(overview: Overview, seen: Mapping[str, int]) -> dict[str, str]:
    """Where a figure that moved leads → by how much it did, in words."""
    return {
        SCREEN.figure(line): f" {format_change(line.done - seen[line.label])}"
        for line in overview.main_lines
        if seen.get(line.label, line.done) != line.done
    }


@st.fragment(run_every=wall.SECONDS)
def show_wall() -> None:
    """One view after the other; all screens of a room show the same one at the same time."""
    overview = gate.find_overview()
    views = wall.render_wall_views(overview, live.find_changes_today(overview))
    st.html(views[int(time.time() // wall.SECONDS) % len(views)])


@st.cache_resource(max_entries=2, show_spinner=False)
def body(key: Key, _overview: Overview) -> bool:
    """The whole board, drawn once per version and replayed for every viewer."""
    books = len(_overview.snapshot.books)
    if books and not any(each.entries for each in _overview.standings):
        st.info(BEGUN.format(books, phrase_absence(_overview, "里面还没有一条内容")))
    plain = [line for line in _overview.main_lines if line.target is None]
    alike = explain_alike(_overview, [*_overview.hard_lines, *plain])
    widgets.show_html(
        render("board.headline_cards", _overview, live.find_changes_today(_overview)),
        render("board.leads", _overview, plain, phrase_request(_overview)),
        render("board.why_alike", alike),
    )
    with st.container(key="thirds"):
        places, days = st.columns([3, 5])
        with places:
            tiles = render("board.district_tiles", _overview)
            word = _overview.campaign.district_word
            widgets.show_html(render("parts.card", f"{word}上报率", tiles))
        with days:
            _daily(_overview)
    widgets.show_html(render("board.takeaways"))
    return True


def _daily(overview: Overview) -> None:
    """Entries per day and ledger, or why there is nothing to draw yet."""
    new = {
        ledger.name: counted_rows.count_entries_by_day(ledger, overview.tables[ledger.name])
        for ledger in overview.campaign.ledgers
        if ledger.day and not ledger.single
    }
    outside = agenda.phrase_days_outside(
        overview.campaign, counted_rows.list_entry_days(new.values())
    )
    if not charts.is_work_on_axis(overview.campaign, new):
        words = outside or "各单位填上日期以后，这里按天显示新增的条目。"
        widgets.show_html(render("parts.card", "每天新增", render("parts.empty", words)))
        return
    named = "　".join(
        f"{number}{each.name}"
        for number, each in zip(charts.NUMBERS, overview.campaign.occasions, strict=False)
    )
    bands = f"底色为活动期和同期的日子：{named}" if named else "底色为活动期"
    note = "。".join(filter(None, (agenda.WHICH_DAY, bands, outside)))
    widgets.show_chart("每天新增", charts.draw_daily_work(overview.campaign, new), note)
