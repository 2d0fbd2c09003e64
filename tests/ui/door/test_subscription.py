"""日程 by subscription: who has the word reads what leaders may see, and nobody else anything."""

import asyncio
import datetime as dt
import secrets
import shutil
from dataclasses import replace

import httpx
import pytest
import streamlit as st
from icalendar import Calendar
from starlette.responses import PlainTextResponse

from kjr.access.calendar_word import end_calendar_word, find_calendar_word, issue_calendar_word
from kjr.documents.calendar_file import render_calendar
from kjr.figures.agenda import list_activities
from kjr.figures.overview import build_overview
from kjr.state.engine.connections import FILE
from kjr.ui import live
from kjr.ui.door.door import Door
from tests.plans import BOTH

pytestmark = BOTH
NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def served(small_example, tmp_path_factory):
    """The app with passcodes; gives the folder in which the word is kept."""
    room = tmp_path_factory.mktemp("subscription")
    books = shutil.copytree(small_example, room / "books")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KJR_FOLDER", str(books))
        patch.setenv("KJR_STATE", str(room / "state"))
        patch.setenv("KJR_SIGN_IN", "passcodes")
        st.cache_resource.clear()
        yield room / "state"
        st.cache_resource.clear()


@pytest.fixture
def word(served):
    issue_calendar_word(served, NOW, secrets.token_bytes)
    return find_calendar_word(served).word


def ask(word, method="GET", **headers):
    async def go():
        way = httpx.ASGITransport(Door(PlainTextResponse("Streamlit")))
        async with httpx.AsyncClient(transport=way, base_url="http://kjr.example.cn") as telephone:
            return await telephone.request(method, f"/subscription/{word}.ics", headers=headers)

    return asyncio.run(go())


def test_who_has_the_word_gets_what_the_page_gives_as_a_file(word):
    answer = ask(word)
    now = live.find_app().board.now
    held = list_activities(now.snapshot)
    assert answer.content == render_calendar(now.campaign, held, now.snapshot.taken)
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) > len(held) // 2 > 5
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert ask(word, "HEAD").status_code == 200


@pytest.mark.parametrize("said", ["", "0" * 64, "字", "..%2Fcodes.json", "%00"])
def test_a_guessed_word_gives_nothing(word, said):
    answer = ask(said)
    assert (answer.status_code, answer.content) == (404, b"")
    assert ask(word, "POST").status_code == 404


def test_a_word_that_was_exchanged_or_ended_gives_nothing(served, word):
    issue_calendar_word(served, NOW, secrets.token_bytes)
    later = find_calendar_word(served).word
    assert [ask(each).status_code for each in (word, later)] == [404, 200]
    end_calendar_word(served)
    assert ask(later).status_code == 404
    assert find_calendar_word(served) is None


def test_without_a_sign_in_the_word_opens_nothing(word, monkeypatch):
    monkeypatch.setenv("KJR_SIGN_IN", "")
    live.find_settings.clear()
    try:
        assert ask(word).status_code == 404
    finally:
        monkeypatch.undo()
        live.find_settings.clear()


def test_another_sites_page_cannot_read_it(word):
    assert ask(word, Origin="https://elsewhere.example").status_code == 403


def test_only_the_servers_own_account_can_read_the_word(served, word):
    kept = [file for file in served.glob(f"{FILE}*") if word.encode() in file.read_bytes()]
    assert kept
    assert {file.stat().st_mode & 0o077 for file in kept} == {0}


@pytest.mark.parametrize(
    "lacking", [{"unread": frozenset({"甲学会"})}, {"books": {}, "outage": "连不上"}], ids=str
)
def test_what_was_not_read_yet_does_not_disappear_from_a_telephone(word, monkeypatch, lacking):
    """A calendar of half the books would take the other half away."""
    board = live.wait_for_app().board
    half = replace(board.now.snapshot, **lacking)
    monkeypatch.setattr(type(board), "now", property(lambda _: build_overview(half)))
    assert ask(word).status_code == 503
