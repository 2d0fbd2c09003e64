"""The whole app with its workbooks at Google: a server of its own, quotas on, real browsers."""

import json
import subprocess
import sys
import time

import gspread
import pytest
import requests
from google.auth.credentials import AnonymousCredentials
from playwright.sync_api import expect

from kjr.documents.blank_books import google_blanks
from kjr.figures.board import GOOGLE_POLL
from kjr.store.google.google_access import BaseAddresses
from kjr.store.google.google_store import FOLDER, SPREADSHEET, GoogleStore
from kjr.store.google.http import GoogleHttp
from kjr.store.google.refusals import BUSY
from kjr.ui.page import TICK
from kjr.values.cells import format_column_letters
from tests.browser.clerk import cell, keep_mine, people, press, type_people
from tests.browser.warm import copying
from tests.google_server.accounts import service_account
from tests.plans import BOTH, ON_THE_SECOND
from tests.store.google.at_google import direct
from tools.browsing import settle
from tools.serving import ROOT

pytestmark = pytest.mark.browser
POLLED = (GOOGLE_POLL + TICK + 15) * 1000
"""Milliseconds within which the next poll shows on an open page."""


class Google:
    """The local server as the people of two units see it who type there."""

    def __init__(self, url, plan):
        self.url, self.plan = url, plan
        self.folder = self._made("填报", FOLDER, [])
        units = plan.unit, plan.other
        self.books = {unit: self._made(unit, SPREADSHEET, [self.folder]) for unit in units}
        http = GoogleHttp(AnonymousCredentials(), BaseAddresses(url, url))
        store = GoogleStore(http, self.folder, lambda name: name)
        list(google_blanks.prepare_google_blanks(store, plan.campaign))
        self.types("A3", [_list_texts(plan.row), _list_texts(plan.later)])
        others = (plan.with_people(number) for number in (5, 6))
        self.types("A3", list(map(_list_texts, others)), plan.other)

    @property
    def cell(self):
        """Where the people of the first row stand."""
        return f"{format_column_letters(self.plan.at + 1)}3"

    def types_people(self, number):
        """Somebody types how many people the first row reached."""
        self.types(self.cell, [[number]])

    def types(self, place, rows, unit=None):
        """Somebody of a unit types into its spreadsheet in a browser."""
        session = requests.Session()
        session.headers["X-Edited-By"] = "person"
        client = gspread.Client(AnonymousCredentials(), session, direct(self.url))
        book = client.open_by_key(self.books[unit or self.plan.unit])
        sheet = book.worksheet(self.plan.ledger)
        sheet.update(rows, place, value_input_option="USER_ENTERED")

    def typed(self):
        """What the spreadsheet holds as the people of the first row."""
        book = f"{self.url}/v4/spreadsheets/{self.books[self.plan.unit]}"
        path = f"{book}/values/'{self.plan.ledger}'!{self.cell}"
        return requests.get(path, timeout=10).json()["values"][0][0]

    def fails(self, spec):
        requests.post(f"{self.url}/admin/faults", json={"spec": spec}, timeout=10)

    def tells_late(self, seconds):
        """Drive tells of what people type only after so long."""
        requests.post(f"{self.url}/admin/settings", json={"people_lag": seconds}, timeout=10)

    def refused(self):
        """How often somebody was told that it is too much."""
        calls = requests.get(f"{self.url}/admin/log", timeout=10).json()["calls"]
        return sum(call["status"] == 429 for call in calls)

    def _made(self, name, kind, parents):
        body = {"name": name, "mimeType": kind, "parents": parents}
        return requests.post(f"{self.url}/drive/v3/files", json=body, timeout=10).json()["id"]


def _list_texts(row):
    return [cell if isinstance(cell, float) else str(cell or "") for cell in row]


@pytest.fixture
def google(plan):
    command = [sys.executable, "-m", "tests.google_server", "--port", "0", "--quota"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Google(process.stdout.readline().strip(), plan)
        finally:
            process.terminate()


@pytest.fixture
def address(google, tmp_path):
    """The app, told of its folder and its key as docs/google.md says."""
    key = tmp_path / "kjr.json"
    key.write_text(json.dumps(service_account(google.url)), "utf-8")
    places = {
        "KJR_FOLDER": "",
        "KJR_CAMPAIGN": str(google.plan.home),
        "KJR_GOOGLE_FOLDER": google.folder,
        "KJR_GOOGLE_CREDENTIALS": str(key),
        "KJR_GOOGLE_SHEETS": google.url,
        "KJR_GOOGLE_DRIVE": google.url,
        "KJR_STATE": str(tmp_path / "state"),
    }
    with copying(tmp_path / "log", places) as served:
        yield served.address


@pytest.fixture
def sit(look, address, plan):
    """Open the unit's page as one more person."""

    def open_page(name):
        page = look(f"{address}/ledgers?unit={plan.unit}")
        page.get_by_label("您的姓名").fill(name)
        page.keyboard.press("Enter")
        settle(page)
        return page

    return open_page


def test_what_a_person_types_at_google_shows_at_the_next_poll(google, look, address):
    board = look(address)
    expect(people(board)).to_contain_text("26")
    expect(board.get_by_text("示例数据", exact=True)).to_have_count(0)
    google.types_people(30)
    expect(people(board)).to_contain_text("53", timeout=POLLED)
    assert google.refused() == 0


@BOTH
def test_what_is_saved_in_the_app_is_written_and_shows_on_another_board(
    google, look, address, sit, plan
):
    board, page = look(address), sit("张示例")
    type_people(page, 0, 30, plan)
    press(page, "保存")
    expect(page.get_by_text("1 行已存，")).to_be_visible(timeout=POLLED)
    expect(people(board, plan)).to_contain_text("53", timeout=2 * TICK * 1000)
    assert google.typed() == "30"


def test_an_open_page_follows_what_drive_has_not_told_yet(google, sit):
    google.tells_late(600)
    page = sit("张示例")
    expect(cell(page, 0)).to_have_text("3")
    google.types_people(30)
    expect(page.get_by_text("别人刚改过这张表")).to_be_visible(timeout=POLLED)


def typed_in_time(google, wanted):
    """What stands in the cell once a save, which may wait for its turn, had time to arrive."""
    late = time.monotonic() + POLLED / 1000
    while google.typed() != wanted and time.monotonic() < late:
        time.sleep(0.2)
    return google.typed()


def test_two_at_one_cell_choose(google, sit):
    google.tells_late(600)
    page = sit("张示例")
    type_people(page, 0, 40)
    google.types_people(30)
    press(page, "保存")
    expect(page.get_by_text("第3行「走访人次」原为“3”")).to_be_visible()
    assert google.typed() == "30"
    keep_mine(page, 40)
    press(page, "按所选保存")
    expect(cell(page, 0)).to_have_text("40", timeout=POLLED)
    assert typed_in_time(google, "40") == "40"


def test_while_google_refuses_the_board_says_so_and_keeps_its_figures(google, look, address, sit):
    board = look(address)
    google.fails("429")
    expect(board.get_by_text(BUSY)).to_be_visible(timeout=POLLED)
    expect(board.get_by_text("读到的数据")).to_be_visible()
    assert "26" in people(board).text_content()
    page = sit("张示例")
    type_people(page, 0, 30)
    press(page, "保存")
    expect(page.get_by_text("您填写的内容还在，可以稍后再保存")).to_be_visible()
    google.fails("")
    expect(board.get_by_text(BUSY)).to_have_count(0, timeout=2 * POLLED)
    assert "26" in people(board).text_content()


@ON_THE_SECOND
def test_what_only_files_can_do_is_left_out(sit):
    page = sit("张示例")
    page.get_by_text("下载、上传、粘贴").click()
    expect(page.get_by_text("这家单位的表格在 Google 上").first).to_be_visible()
    expect(page.get_by_role("button", name="下载现在的工作簿")).to_have_count(0)
    expect(page.get_by_text("恢复整本工作簿")).to_have_count(0)
