"""A real server, a real Chromium, and the example's workbooks."""

import shutil
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import expect

from kjr.figures import sources
from tests.browser.clerk import PATIENCE, look_into
from tests.browser.warm import copying
from tests.pages.test_editor import put_book
from tools.browsing import chromium, settle
from tools.serving import serving

READABLE = 5000
"""Bytes; the example's spoilt files are smaller, and nothing so short can be read."""

expect.set_options(timeout=PATIENCE)
"""A cold server on a busy machine reads the whole example first."""


@contextmanager
def app(folder, room, program=None):
    """The app on a folder of workbooks; gives its address.  A program named starts from nothing."""
    places, log = {"KJR_FOLDER": str(folder), "KJR_STATE": str(room / "state")}, room / "log"
    begun = serving(program / "app.py", program, log, places) if program else copying(log, places)
    with begun as served:
        yield served.address


@pytest.fixture(scope="session")
def chrome():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def visits(plan, example, tmp_path_factory):
    """The people the plan adds up, and the largest row behind them, read without the app."""
    figures = look_into(example, tmp_path_factory.mktemp("state"))
    line = figures.line(plan.line)
    rows = sources.list_counted_sources(figures, line.measure)
    return line, next(row for row in rows if row.file.endswith(".xlsx"))


@pytest.fixture(scope="session")
def spoilt(example, tmp_path_factory):
    """The example, but twenty of the workbooks that could be read cannot be read any more."""
    folder = shutil.copytree(example, tmp_path_factory.mktemp("spoilt") / "books")
    readable = [book for book in sorted(folder.glob("*.xlsx")) if book.stat().st_size > READABLE]
    for book in readable[:20]:
        book.write_bytes(book.read_bytes()[:READABLE])
    return folder


@pytest.fixture(scope="session")
def address(example, tmp_path_factory):
    """The app on the example, for everyone who only looks."""
    with app(example, tmp_path_factory.mktemp("app")) as running:
        yield running


@pytest.fixture
def serve(tmp_path):
    """Start an app of one's own, gone after the test."""
    with ExitStack() as stack:

        def start(folder, program=None):
            return stack.enter_context(app(folder, tmp_path, program))

        yield start


@pytest.fixture
def books(example, tmp_path):
    """The example's workbooks, to change."""
    return shutil.copytree(example, tmp_path / "books")


@pytest.fixture
def look(chrome):
    """Open an address in a browser of one's own and wait until the page is drawn."""
    with ExitStack() as stack:

        def open_page(address, width=1440, height=900):
            window = {"width": width, "height": height}
            context = chrome.new_context(viewport=window, locale="zh-CN", accept_downloads=True)
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.goto(address)
            settle(page)
            return page

        yield open_page


@pytest.fixture
def folder(plan, tmp_path):
    """One unit's workbook with two entries."""
    books = tmp_path / "books"
    shutil.copytree(plan.home, books / "campaign")
    put_book(plan, books, plan.row, plan.later)
    return books


@pytest.fixture
def sit(look, serve, folder, plan):
    """Open the unit's page as one more person; all at the same server."""
    address = serve(folder)

    def open_page(name):
        page = look(f"{address}/ledgers?unit={plan.unit}")
        page.get_by_label("您的姓名").fill(name)
        page.keyboard.press("Enter")
        settle(page)
        return page

    open_page.address = address
    return open_page
