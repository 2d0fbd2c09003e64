"""Three campaigns to look at: a small example, one nobody has begun, one with spoilt books."""

import shutil

import pytest
import streamlit as st
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from kjr.app import wiring
from kjr.app.settings import ROOT, read_settings
from kjr.figures.moments.frozen import FROZEN
from tests.databases import copy_contents
from tests.visitors import knock, skip_components

SPOILT = 20
WHOLE = 300.0
"""Seconds the first page waits, that it has all figures on however slow a machine."""
BOARD = "pages/leaders/dashboard.py"


@pytest.fixture(scope="session", autouse=True)
def no_components():
    with pytest.MonkeyPatch.context() as patch:
        skip_components(patch)
        yield


@pytest.fixture(scope="session")
def example(plan, examples):
    return examples(plan, 40)


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    return tmp_path_factory.mktemp("empty")


@pytest.fixture(scope="session")
def spoilt(tmp_path_factory, example):
    """The example, but of the books that could be read twenty cannot be read any more."""
    folder = tmp_path_factory.mktemp("spoilt")
    shutil.copytree(example, folder, dirs_exist_ok=True)
    readable = [book for book in sorted(folder.glob("*.xlsx")) if book.stat().st_size > 5000]
    for book in readable[:SPOILT]:
        book.write_bytes(b"")
    return folder


@pytest.fixture(scope="session")
def day_before(make_once, example):
    """The state of a first start, in which the example's day before is frozen, for all tests."""

    def start(state):
        wiring.open_app(read_settings({"KJR_STATE": str(state)}, {}, example)).close()

    return make_once(f"first-{example.name}", start)


@pytest.fixture(scope="module")
def opened(tmp_path_factory, day_before):
    """Open a page of the app on a folder of workbooks, as one viewer; the board is kept."""
    shown = []

    def open_page(folder, page=BOARD, **query):
        if shown != [folder]:
            st.cache_resource.clear()
            shown[:] = [folder]
            patch.setenv("KJR_FOLDER", str(folder))
            state = tmp_path_factory.mktemp("state")
            copy_contents(day_before, state, FROZEN)
            patch.setenv("KJR_STATE", str(state))
        viewer = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        viewer.query_params.update(query)
        return viewer.run() if page == BOARD else viewer.switch_page(page).run()

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setattr(wiring, "PATIENCE", WHOLE)
        knock(patch)
        yield open_page
        st.cache_resource.clear()


@pytest.fixture
def files(monkeypatch):
    """What the download buttons of the pages give when clicked, by the list's name and its kind."""
    offered = {}
    add = MediaFileManager.add_deferred

    def watch(self, make, kind, place, file_name=None, **more):
        name, _, suffix = file_name.rpartition(".")
        offered[name.rpartition("-")[0], suffix] = make
        return add(self, make, kind, place, file_name=file_name, **more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", watch)
    return offered
