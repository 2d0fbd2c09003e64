"""What all viewers of one process share: the running app, and figures per version."""

import datetime as dt
import os
from collections.abc import AsyncIterator
from concurrent.futures import wait
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import cache, partial
from typing import Final

import streamlit as st

from kjr.app.opening import Opening
from kjr.app.settings import Settings, read_secrets, read_settings
from kjr.app.wiring import RunningApp, build_clock, open_app
from kjr.errors import KjrError
from kjr.figures.changes import Changes, compare_overviews
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.overview import Key, Overview, build_overview
from kjr.reading.typed_books import TypedBooks
from kjr.store.guarded import Workshop
from kjr.store.xlsx.worker import Worker, build_upload_worker

OPENING: Final = "正在打开台账"
BRIEFLY, STEP = 0.3, 0.2
"""Seconds in which nobody wants to be told anything, and between two looks how far it is."""


@st.cache_resource(show_spinner=False)
def find_settings() -> Settings:
    """Where things are on this machine, and how people sign in."""
    return read_settings(os.environ, read_secrets())


def find_app() -> RunningApp:
    """The campaign as it has learnt by now, its store and its board, for all viewers."""
    app = _wait_for_app()
    campaign = app.board.latest.campaign
    return app if app.campaign is campaign else replace(app, campaign=campaign)


@asynccontextmanager
async def open_early(_: st.App) -> AsyncIterator[None]:
    """The server begins at once: its first viewer waits less, and messages go out without one.

    A mistake in what is set is told to whoever opens a page, and mended by then perhaps.
    """
    with suppress(KjrError):
        _find_opening().begin()
    yield


def wait_for_app() -> RunningApp:
    """The same for who looks at no page, and waits until it is there."""
    return _find_opening().begin().result()


def _wait_for_app() -> RunningApp:
    """What is opened once per process, with one refresher; who waits sees how far it is."""
    future = _find_opening().begin()
    with suppress(TimeoutError):
        return future.result(BRIEFLY)
    spot = st.empty()
    while not future.done():
        spot.info(f"{_find_opening().told or OPENING}…")
        wait([future], STEP)
    spot.empty()
    return future.result()


@st.cache_resource(show_spinner=False, on_release=lambda opening: opening.end(RunningApp.close))
def _find_opening() -> Opening[RunningApp]:
    return Opening(partial(open_app, find_settings()))


@st.cache_resource(show_spinner=False)
def find_upload_worker() -> Worker:
    """Reads what somebody sends, who is waiting and may mean harm."""
    return build_upload_worker()


@cache
def find_typed_books() -> TypedBooks:
    """Reads what people are typing."""
    return TypedBooks()


@cache
def find_workshop() -> Workshop:
    """Makes what people take away; emptying Streamlit's caches leaves what is under way alone."""
    return Workshop()


def read_campaign_clock() -> dt.datetime:
    """The moment it is for the campaign; an example is always looked at in the same one."""
    return build_clock(find_app().campaign)()


def find_changes_today(now: Overview) -> Changes | None:
    """What moved since the last snapshot of an earlier day; None if there is none yet.

    Nor is there any while books are still opened for the first time: all of them would have gone.
    """
    if now.snapshot.unread:
        return None
    before = find_app().board.past.find_before(now.today, now.campaign)
    return compare_moments(_add_up(before), now) if before else None


def compare_moments(before: Overview, after: Overview) -> Changes:
    """What moved between two moments, and by whom as far as it was done through the app."""
    plans = id(before.campaign), id(after.campaign)
    return _changes(before.key, after.key, plans, before, after)


def load_frozen_overview(name: str) -> Overview:
    """The figures of a frozen snapshot, by its id, held against today's plan."""
    return _add_up(find_app().board.past.load(name))


@st.cache_resource(max_entries=2, show_spinner=False)
def open_frozen_overview(name: str) -> Overview:
    """The figures of a frozen snapshot, by its id, as they were printed."""
    return build_overview(find_app().board.past.open(name))


def freeze_overview(overview: Overview) -> Overview:
    """The figures, frozen under a number (快照编号) by which they can be opened again."""
    name = find_app().board.past.freeze(overview.snapshot)
    return replace(overview, snapshot=replace(overview.snapshot, id=name))


def _add_up(snapshot: Snapshot) -> Overview:
    return _added_up(snapshot.version, id(snapshot.campaign), snapshot)


def describe_google_location(unit: str) -> str:
    """Where to find a unit's spreadsheet at Google, for whoever looks for its file here."""
    if address := find_app().address(unit):
        return f"这家单位的表格在 Google 上，下载和历史版本请[到那里]({address})找。"
    return "Google 文件夹里还没有这家单位的表格，请复制一份空白的，改名为单位全称。"


@st.cache_resource(max_entries=4, show_spinner=False)
def _changes(
    then: Key, key: Key, plans: tuple[int, int], _before: Overview, _after: Overview
) -> Changes:
    return compare_overviews(_before, _after, find_app().journal.acts())


@st.cache_resource(max_entries=4, show_spinner=False)
def _added_up(version: int, plan: int, _snapshot: Snapshot) -> Overview:
    return build_overview(_snapshot)
