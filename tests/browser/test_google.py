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

from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from kjr.documents.blank_books import google_blanks
from kjr.figures.board import GOOGLE_POLL
from kjr.store.google.google_access import BaseAddresses
from kjr.store.google.google_store import FOLDER, SPREADSHEET, GoogleStore
from kjr.store.google.http import GoogleHttp
from kjr.store.google.refusals import BUSY
from kjr.ui.page import TICK
from tests.browser.clerk import LEDGER, OTHER, UNIT, cell, people, press, type_people
from tests.google_server.accounts import service_account
from tests.store.google.at_google import direct
from tools.browsing import settle
from tools.serving import ROOT, serving

pytestmark = pytest.mark.browser
POLLED = (GOOGLE_POLL + TICK + 15) * 1000
"""Milliseconds within which the next poll shows on an open page."""
DATES, PEOPLE_CELL = ("2019-05-24", "2019-05-28"), "I3"


class Google:
    """The local server as the people see it who type there."""

    def __init__(self, url):
        self.url = url
        self.folder = self._made("2019 填报", FOLDER, [])
        campaign = loading.load_campaign(CAMPAIGN)
        self.books = {unit: self._made(unit, SPREADSHEET, [self.folder]) for unit in (UNIT, OTHER)}
        http = GoogleHttp(AnonymousCredentials(), BaseAddresses(url, url))
        store = GoogleStore(http, self.folder, lambda name: name)
        list(google_blanks.prepare_google_blanks(store, campaign))
        for unit, numbers in {UNIT: (3, 12), OTHER: (5, 6)}.items():
            self.types(unit, "A3", [_row(*each) for each in zip(DATES, numbers, strict=True)])

    def types(self, unit, place, rows):
        """Somebody types into the spreadsheet in a browser."""
        session = requests.Session()
        session.headers["X-Edited-By"] = "person"
        client = gspread.Client(AnonymousCredentials(), session, direct(self.url))
        sheet = client.open_by_key(self.books[unit]).worksheet(LEDGER)
        sheet.update(rows, place, value_input_option="USER_ENTERED")

    def typed(self, unit, place):
        """What the spreadsheet holds."""
        path = f"{self.url}/v4/spreadsheets/{self.books[unit]}/values/'{LEDGER}'!{place}"
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


def _row(day, number):
    return [day, "示例园", "一线科技工作者", "林示例", "", "农业", "何示例", "县级分管领导", number]


@pytest.fixture
def google():
    command = [sys.executable, "-m", "tests.google_server", "--port", "0", "--quota"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Google(process.stdout.readline().strip())
        finally:
            process.terminate()


@pytest.fixture
def address(google, tmp_path):
    """The app, told of its folder and its key as docs/google.md says."""
    key = tmp_path / "kjr.json"
    key.write_text(json.dumps(service_account(google.url)), "utf-8")
    places = {
        "KJR_FOLDER": "",
        "KJR_GOOGLE_FOLDER": google.folder,
        "KJR_GOOGLE_CREDENTIALS": str(key),
        "KJR_GOOGLE_SHEETS": google.url,
        "KJR_GOOGLE_DRIVE": google.url,
        "KJR_STATE": str(tmp_path / "state"),
    }
    with serving(ROOT / "app.py", ROOT, tmp_path / "log", places) as served:
        yield served.address


@pytest.fixture
def sit(look, address):
    """Open the unit's page as one more person."""

    def open_page(name):
        page = look(f"{address}/ledgers?unit={UNIT}")
        page.get_by_label("您的姓名").fill(name)
        page.keyboard.press("Enter")
        settle(page)
        return page

    return open_page


def test_what_a_person_types_at_google_shows_at_the_next_poll(google, look, address):
    board = look(address)
    expect(people(board)).to_contain_text("26")
    expect(board.get_by_text("示例数据", exact=True)).to_have_count(0)
    google.types(UNIT, PEOPLE_CELL, [[30]])
    expect(people(board)).to_contain_text("53", timeout=POLLED)
    assert google.refused() == 0


def test_what_is_saved_in_the_app_is_written_and_shows_on_another_board(google, look, address, sit):
    board, page = look(address), sit("张示例")
    type_people(page, 0, 30)
    press(page, "保存")
    expect(people(board)).to_contain_text("53", timeout=2 * TICK * 1000)
    assert google.typed(UNIT, PEOPLE_CELL) == "30"


def test_an_open_page_follows_what_drive_has_not_told_yet(google, sit):
    google.tells_late(600)
    page = sit("张示例")
    expect(cell(page, 0)).to_have_text("3")
    google.types(UNIT, PEOPLE_CELL, [[30]])
    expect(page.get_by_text("别人刚改过这张表")).to_be_visible(timeout=POLLED)


def typed_in_time(google, wanted):
    """What stands in the cell once a save, which may wait for its turn, had time to arrive."""
    late = time.monotonic() + POLLED / 1000
    while google.typed(UNIT, PEOPLE_CELL) != wanted and time.monotonic() < late:
        time.sleep(0.2)
    return google.typed(UNIT, PEOPLE_CELL)


def test_two_at_one_cell_choose(google, sit):
    google.tells_late(600)
    page = sit("张示例")
    type_people(page, 0, 40)
    google.types(UNIT, PEOPLE_CELL, [[30]])
    press(page, "保存")
    expect(page.get_by_text("第3行「走访人次」原为“3”")).to_be_visible()
    assert google.typed(UNIT, PEOPLE_CELL) == "30"
    page.get_by_text("我的：40", exact=True).click()
    settle(page)
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


def test_what_only_files_can_do_is_left_out(sit):
    page = sit("张示例")
    page.get_by_text("下载、上传、粘贴").click()
    expect(page.get_by_text("这家单位的表格在 Google 上").first).to_be_visible()
    expect(page.get_by_role("button", name="下载现在的工作簿")).to_have_count(0)
    expect(page.get_by_text("恢复整本工作簿")).to_have_count(0)
