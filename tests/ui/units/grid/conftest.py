"""The grid of one ledger alone, as its page draws it: the real app, and one workbook."""

import shutil

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kjr.documents.blank_books import blank_workbook
from kjr.ui import live
from tests.plans import FIRST
from tests.visitors import knock, skip_components


def draw():
    """The page's own part around the grid, without what frames every page."""
    import streamlit as st

    from kjr.ui import gate, live, presses
    from kjr.ui.units.editor import edit_page

    gate.remember_viewer()
    gate.enter_page("填报")
    presses.list_presses().begin_run("填报", st.empty())
    overview = live.find_app().board.now
    book = overview.snapshot.books[st.session_state["unit"]]
    page = next(each for each in book.pages if each.ledger == st.session_state["ledger"])
    edit_page(overview, page, book, st.session_state["who"])
    presses.end_presses()


@pytest.fixture(scope="session", autouse=True)
def no_components():
    with pytest.MonkeyPatch.context() as patch:
        skip_components(patch)
        yield


@pytest.fixture(scope="session")
def book():
    """The workbook of one unit, which has two entries."""
    unit, rows = FIRST.campaign.unit(FIRST.unit), {FIRST.ledger: (FIRST.row, FIRST.later)}
    return blank_workbook.build_unit_book(FIRST.campaign, unit, rows)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The folder with the plan and the workbooks of an app that is opened once."""
    room = tmp_path_factory.mktemp("grid")
    shutil.copytree(FIRST.home, room / "books" / "campaign")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KJR_FOLDER", str(room / "books"))
        patch.setenv("KJR_STATE", str(room / "state"))
        knock(patch)
        st.cache_resource.clear()
        yield room / "books"
        st.cache_resource.clear()


@pytest.fixture
def folder(served, book):
    """The same, the workbook as it was at first and open nowhere."""
    for mark in served.glob("~$*"):
        mark.unlink()
    (served / f"{FIRST.unit}.xlsx").write_bytes(book)
    return served


@pytest.fixture
def open_grid(folder):
    """Draw the grid of a ledger for somebody who has said her name."""

    def open_one(ledger=FIRST.ledger, who="张示例", like=None):
        """A window; ``like`` is another one of the same browser."""
        live.find_app().board.look()
        viewer = AppTest.from_function(draw, default_timeout=60)
        for name, said in (("unit", FIRST.unit), ("ledger", ledger), ("who", who)):
            viewer.session_state[name] = said
        if like:
            viewer.session_state["remembered"] = like.session_state["remembered"]
        return viewer.run()

    return open_one
