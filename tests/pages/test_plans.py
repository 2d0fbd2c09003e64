"""A plan whose day went by, as the office sees it once the clock has moved."""

import datetime as dt
import shutil
from zoneinfo import ZoneInfo

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kjr.app import wiring
from kjr.app.settings import ROOT
from kjr.figures.moments.plan_doubts import UNTOUCHED
from kjr.ui import live
from tests.pages.test_editor import put_book
from tests.plans import BOTH_SLOWLY
from tests.visitors import knock

pytestmark = BOTH_SLOWLY


@pytest.fixture
def noon(plan):
    """A noon of the campaign's last days."""
    last = dt.datetime.combine(plan.campaign.last, dt.time(12), ZoneInfo(plan.campaign.timezone))
    return last - dt.timedelta(days=3)


@pytest.fixture
def seen(plan, noon, tmp_path, monkeypatch):
    """What the page of problems says, with the clock so many days on."""
    folder, days = tmp_path / "books", [0]
    shutil.copytree(plan.home, folder / "campaign")
    put_book(plan, folder, (noon.date() + dt.timedelta(days=2), *plan.third[1:]))
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("KJR_FOLDER", str(folder))
    monkeypatch.setenv("KJR_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(
        wiring, "build_clock", lambda campaign: lambda: noon + dt.timedelta(days=days[0])
    )
    knock(monkeypatch)
    st.cache_resource.clear()
    viewer = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()

    def see(later):
        days[0] = later
        live.find_app().board.look()
        page = viewer.switch_page("pages/units/problems.py").run()
        if page.selectbox[0].options:
            page.selectbox[0].set_value(plan.unit).run()
        assert not page.exception
        told = "\n".join(each.value for each in (*page.success, *page.caption, *page.code))
        return told, [said for table in page.dataframe for said in table.value["问题"]]

    yield see
    st.cache_resource.clear()


def test_a_unit_is_asked_on_the_page_and_in_its_fix_list_once_the_day_is_past(seen, plan, noon):
    assert seen(0) == ("没有要改和要核实的内容。", [])
    told, listed = seen(3)
    assert listed == [UNTOUCHED]
    assert "错 0 处" in told
    assert "疑 1 处" in told
    planned = noon.date() + dt.timedelta(days=2)
    assert f"「{plan.columns[0]}」现为“{planned}”，{UNTOUCHED}" in told
