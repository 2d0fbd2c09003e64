"""A plan whose day went by, as the office sees it once the clock has moved."""

import datetime as dt

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kjr.app import wiring
from kjr.app.settings import ROOT
from kjr.figures.moments.plan_doubts import UNTOUCHED
from kjr.ui import live
from tests.small import NOON
from tests.store.files import xlsx
from tests.visitors import knock

UNIT = "贺兰县科协"
HEAD = ("走访日期", "走访地点/单位", "对象类别", "带队人", "带队人级别", "走访人次")
WHO = ("示例厂", "一线科技工作者", "示例甲", "市级领导")


@pytest.fixture
def seen(tmp_path, monkeypatch):
    """What the page of problems says, with the clock so many days on."""
    folder, days = tmp_path / "books", [0]
    folder.mkdir()
    plan = (NOON.date() + dt.timedelta(days=2), *WHO, 8)
    (folder / f"{UNIT}.xlsx").write_bytes(xlsx({"走访慰问": (HEAD, plan)}))
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("KJR_FOLDER", str(folder))
    monkeypatch.setenv("KJR_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(
        wiring, "build_clock", lambda campaign: lambda: NOON + dt.timedelta(days=days[0])
    )
    knock(monkeypatch)
    st.cache_resource.clear()
    viewer = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()

    def see(later):
        days[0] = later
        live.find_app().board.look()
        page = viewer.switch_page("pages/units/problems.py").run()
        if page.selectbox[0].options:
            page.selectbox[0].set_value(UNIT).run()
        assert not page.exception
        told = "\n".join(each.value for each in (*page.success, *page.caption, *page.code))
        return told, [said for table in page.dataframe for said in table.value["问题"]]

    yield see
    st.cache_resource.clear()


def test_a_unit_is_asked_on_the_page_and_in_its_fix_list_once_the_day_is_past(seen):
    assert seen(0) == ("没有要改和要核实的内容。", [])
    told, listed = seen(3)
    assert listed == [UNTOUCHED]
    assert "错 0 处" in told
    assert "疑 1 处" in told
    assert f"「走访日期」现为“2019-06-10”，{UNTOUCHED}" in told
