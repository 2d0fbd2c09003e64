"""The pages while the server of the database is away: they stay as they were, and come back."""

import time

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kjr.app import wiring
from kjr.app.settings import ROOT
from kjr.errors import KjrError
from kjr.state.acts import Act, ActKind
from kjr.ui import live
from tests.databases import serve_postgresql
from tests.pages.conftest import BOARD, WHOLE
from tests.small import NOON
from tests.visitors import knock

pytestmark = pytest.mark.slow
TODAY, LEDGERS = "pages/office/today.py", "pages/units/ledgers.py"
AWAY = "数据库没有回应"


@pytest.fixture
def brittle():
    """A server that may be stopped."""
    with serve_postgresql() as served:
        yield served


def open_page(page):
    """A page as somebody opens it now: what it shows, and what it warns of."""
    viewer = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    viewer = viewer.run() if page == BOARD else viewer.switch_page(page).run()
    assert not viewer.exception
    assert not viewer.error
    parts = [each.proto.body for each in viewer.get("html")]
    shown = [each for each in parts if "document.cookie" not in each]  # that tells the second
    return [*shown, len(viewer.button)], [each.value for each in viewer.warning]


def wait_until(tell):
    end = time.monotonic() + 60
    while not tell() and time.monotonic() < end:
        time.sleep(0.1)
    assert tell()


def test_boards_stay_saves_are_refused_and_all_comes_back_by_itself(
    brittle, small_example, tmp_path, monkeypatch
):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(wiring, "PATIENCE", WHOLE)
    monkeypatch.setenv("KJR_FOLDER", str(small_example))
    monkeypatch.setenv("KJR_STATE", brittle.make_room())
    knock(monkeypatch)
    st.cache_resource.clear()
    try:
        before = {page: open_page(page)[0] for page in (BOARD, TODAY, LEDGERS)}
        app = live.find_app()
        assert app.board.past.list_refs()
        told = Act(NOON, "组宣部", "", ActKind.RETURNED)
        brittle.stop()
        wait_until(lambda: AWAY in app.board.failure)
        for page, shown in before.items():
            again, warned = open_page(page)
            assert any(AWAY in each for each in warned)
            assert again == shown
        with pytest.raises(KjrError, match="没有保存"):
            app.journal.append(told)
        brittle.start()
        wait_until(lambda: not app.board.failure)
        app.journal.append(told)
        assert open_page(BOARD) == (before[BOARD], [])
    finally:
        st.cache_resource.clear()
