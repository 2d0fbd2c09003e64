"""A made-up city's example in the app: no page says anything of the shipped plan, to anybody."""

import datetime as dt
import json
import secrets
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kjr.access import passcodes, rights, sign_in
from kjr.access.rights import PAGES, Role, Viewer
from kjr.app import renewal, wiring
from kjr.app.settings import ROOT, read_settings
from kjr.campaign.loading import load_campaign
from kjr.documents import printing
from kjr.documents.html import wall
from kjr.ui import gate
from kjr.ui.leaders import dashboard
from tests.another_city import COPY, fill_city, find_old_words, make_city
from tests.visitors import Visitor, knock

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

UNIT, CITY, ADDRESS = "江东区科协", "云州", "10.0.0.9"
CAST = {
    Role.OFFICE: Viewer(Role.OFFICE, name="普及部"),
    Role.LEADER: Viewer(Role.LEADER, name="领导"),
    Role.UNIT: Viewer(Role.UNIT, (UNIT,), UNIT),
    Role.NOBODY: rights.NOBODY,
}
BARE = ("换一年", "登录记录", "审核")
"""Pages that say nothing of the city until there is something to tell."""


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """The example of the new city, with its campaign."""
    room = tmp_path_factory.mktemp("city")
    fill_city(make_city(room), room / "示例")
    return room / "示例"


@pytest.fixture(scope="module")
def plan(books):
    return load_campaign(books / "campaign")


@pytest.fixture(scope="module")
def notes(books, tmp_path_factory):
    """The app with passcodes on these books; what each role's browser proves itself with."""
    state, now = tmp_path_factory.mktemp("state"), dt.datetime.now(dt.UTC)

    def note(viewer):
        folder = state
        code = passcodes.issue_code(folder, viewer, now, secrets.token_bytes)
        return sign_in.sign_in_account(folder, viewer.name, code, ADDRESS, now, secrets.token_bytes)

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setenv("KJR_FOLDER", str(books))
        patch.setenv("KJR_STATE", str(state))
        patch.setenv("KJR_SIGN_IN", "passcodes")
        patch.setattr(wiring, "PATIENCE", 300.0)
        st.cache_resource.clear()
        yield {role: note(viewer) if viewer.name else "" for role, viewer in CAST.items()}
        st.cache_resource.clear()


@pytest.fixture
def opened(notes, monkeypatch):
    """Open a page in a role."""

    def open_page(role, page, **query):
        cookies = {gate.COOKIE: notes[role]} if notes[role] else {}
        knock(monkeypatch, Visitor(cookies=cookies, remote_ip=ADDRESS))
        viewer = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300).run()
        viewer.query_params.update(query)
        file = f"pages/{PAGES[page].file}.py"
        viewer = viewer.run() if page == "看板" else viewer.switch_page(file).run()
        assert not viewer.exception
        return viewer

    return open_page


def read_sent(viewer):
    """All a browser is sent: words, tables, options of lists, charts, addresses."""
    protos = (
        getattr(each, "proto", None) for part in (viewer.main, viewer.sidebar) for each in part
    )
    sent = b"\n".join(each.SerializeToString() for each in protos if each is not None)
    text = sent.decode("utf-8", "ignore")
    plain = json.loads(f'"{json.dumps(text)[1:-1].replace(chr(92) * 2 + "u", chr(92) + "u")}"')
    return f"{plain}\n{unquote(text)}"


@pytest.mark.parametrize("role", CAST)
@pytest.mark.parametrize("page", PAGES)
def test_no_page_says_anything_of_the_shipped_plan(opened, books, role, page):
    text = read_sent(opened(role, page))
    for name in renewal.list_starts(read_settings({}, {}, books)):
        text = text.replace(name, "")
    assert find_old_words(text) == []
    is_open = rights.may_open_page(CAST[role], page)
    assert not is_open or page in BARE or CITY in text or UNIT in text


def test_the_office_reads_every_ledger_figure_subject_and_unit(opened, plan):
    viewer = opened(Role.OFFICE, "填报", unit=UNIT)
    for ledger in plan.ledgers:
        next(each for each in viewer.get("button_group") if each.label == "台账").set_value(
            ledger.name
        ).run()
        assert not viewer.exception
        assert find_old_words(read_sent(viewer)) == []
    for page, query in (
        *(("指标", {"id": each.id}) for each in plan.indicators),
        *(("专题", {"ledger": each.name}) for each in plan.ledgers),
        *(("单位", {"unit": each.name}) for each in plan.units),
    ):
        assert find_old_words(read_sent(opened(Role.OFFICE, page, **query))) == []


def test_every_paper_is_shown_in_the_citys_words(opened):
    viewer = opened(Role.OFFICE, "总结")
    for kind in printing.KINDS:
        next(each for each in viewer.get("button_group") if each.label == "文件").set_value(kind)
        text = read_sent(viewer.run())
        assert (find_old_words(text), CITY in text) == ([], True)
        assert kind != printing.KINDS[0] or COPY in text


def test_the_new_ledger_and_its_target_are_told_wherever_figures_are(opened):
    for page in ("看板", "汇报", "填报", "随手填", "专题", "指标", "单位"):
        query = {"unit": UNIT} if page in ("填报", "随手填", "单位") else {}
        assert COPY in read_sent(opened(Role.OFFICE, page, **query)), page


def test_the_wall_tells_it_too_and_no_view_says_anything_of_the_shipped_plan(opened, monkeypatch):
    told = []
    for number in range(4):
        clock = SimpleNamespace(time=lambda at=number: at * wall.SECONDS)
        monkeypatch.setattr(dashboard, "time", clock)
        told.append(read_sent(opened(Role.LEADER, "会场模式")))
    assert find_old_words("\n".join(told)) == []
    assert COPY in "\n".join(told)
