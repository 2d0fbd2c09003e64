"""A working day of the office, played: the afternoon of 8 June, then the evening of the 15th."""

import datetime as dt
import re
import shutil

import openpyxl
import pytest
from playwright.sync_api import expect

from kjr.app import settings, wiring
from kjr.figures.overview import build_overview
from kjr.figures.standings.filling import FillingState
from kjr.figures.work.needs import Need
from kjr.figures.work.worklist import list_work
from kjr.state.acts import ActKind
from kjr.state.chases import gather_records
from kjr.state.journal import Journal
from tests.browser.conftest import app
from tools.browsing import settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
STRAY = "新收到的台账.xlsx"
EVENING = "2019-06-15T21:00:00"
ACCEPTED, RETURNED = 40, 3
ENDS = (ActKind.ACCEPTED, ActKind.RETURNED)
MOST = 15
"""Actions in which forty reports are accepted, and three sent back."""


class Clerk:
    """Somebody at 今日; every click and every word typed is counted."""

    def __init__(self, page):
        self.page, self.actions = page, 0

    def begin(self, address, name="王示例"):
        self.page.goto(f"{address}/today")
        settle(self.page)
        self.actions += 1
        box = self.page.get_by_role("textbox", name="您的姓名")
        box.fill(name)
        box.press("Enter")
        expect(self.button("锁定")).to_be_enabled()
        self.actions += 1

    def button(self, name):
        return self.page.get_by_role("button", name=name, exact=True)

    def press(self, name):
        self.button(name).click()
        settle(self.page)
        self.actions += 1

    def choose_chip(self, need):
        self.page.locator(".stButtonGroup button").filter(has_text=re.compile(f"^{need} ")).click()
        expect(self.page).to_have_url(re.compile("need="))
        settle(self.page)
        self.actions += 1

    def tick_all(self):
        self.page.get_by_label(re.compile("^全选")).check()
        expect(self.page.get_by_text(re.compile(r"^已选 \d+ 家$"))).to_be_visible()
        settle(self.page)
        self.actions += 1

    def tick(self, *units):
        for number, unit in enumerate(units, 1):
            self.page.get_by_label(f"选{unit}", exact=True).check()
            expect(self.page.get_by_text(f"已选 {number} 家")).to_be_visible()
            self.actions += 1
        settle(self.page)

    def is_told(self, words):
        expect(self.page.get_by_text(words).first).to_be_visible()


@pytest.fixture
def clerk(chrome):
    context = chrome.new_context(
        viewport={"width": 1440, "height": 900},
        locale="zh-CN",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(90_000)
    yield Clerk(context.new_page())
    context.close()


def look_into(folder, room):
    places = {"KJR_STATE": str(room / "state-of-the-test")}
    return build_overview(wiring.take_snapshot(settings.read_settings(places, {}, folder)))


def hand_in(folder, seen, number):
    """So many more units write into their workbooks that both parts of the report are in."""
    filing = seen.campaign.filing
    ready = [
        each
        for each in seen.standings
        if each.unit.expected and each.filling is FillingState.FILLED and each.owes_report
        if not each.errors and filing.ledger in [page.ledger for page in each.book.pages]
    ]
    for each in ready[:number]:
        page = next(page for page in each.book.pages if page.ledger == filing.ledger)
        book = openpyxl.load_workbook(folder / each.book.held.file)
        row = 0 if page.fields else page.header_row + 1
        said = {**dict.fromkeys(filing.ticks, "已交"), "报送日期": dt.date(2019, 6, 14)}
        for name, value in said.items():
            book[page.sheet.name].cell(*page.place(row, name), value)
        book.save(folder / each.book.held.file)


def test_sixteen_are_asked_in_one_go_a_stray_is_assigned_and_a_joint_event_settled(
    clerk, books, tmp_path
):
    seen = look_into(books, tmp_path)
    late = [item.unit for item in list_work(seen, ()) if Need.NOT_BEGUN in item.needs]
    assert len(late) == 16
    some = next(each.book.held.file for each in seen.standings if each.book and each.entries)
    shutil.copy(books / some, books / STRAY)
    with app(books, tmp_path) as address:
        clerk.begin(address)
        clerk.choose_chip(Need.NOT_BEGUN)
        clerk.tick_all()
        clerk.press("催报")
        clerk.press(f"复制并记一笔（{len(late)} 家）")
        clerk.is_told("催报 16 家，已记下。")
        assert clerk.actions <= 6
        copied = clerk.page.evaluate("navigator.clipboard.readText()")
        assert all(f"{unit}还差" in copied for unit in late)
        clerk.page.get_by_text("要定的事").first.click()
        settle(clerk.page)
        box = clerk.page.get_by_role("combobox", name=re.compile(re.escape(STRAY)))
        box.fill(late[0])
        clerk.page.get_by_role("option", name=late[0], exact=True).click()
        settle(clerk.page)
        clerk.button("认定").first.click()
        expect(clerk.page.get_by_text("1 个认不出的文件")).to_have_count(0)
        pairs = clerk.page.get_by_text(re.compile(r"^\d+ 对疑似联合活动$"))
        number = int(pairs.text_content().split()[0])
        clerk.page.get_by_role("button", name=re.compile("主办$")).first.click()
        expect(pairs).not_to_have_text(f"{number} 对疑似联合活动")
    acts = Journal(tmp_path / "state").acts()
    records = gather_records(acts)
    assert {unit: records[unit].times for unit in late} == dict.fromkeys(late, 1)
    kinds = [act.kind for act in acts]
    assert (kinds.count(ActKind.LEARNT), kinds.count(ActKind.HOSTED)) == (1, 1)


def test_forty_are_accepted_three_returned_the_rest_locked_and_the_circular_printed(
    clerk, books, tmp_path
):
    seen = look_into(books, tmp_path)
    waiting = sum(Need.WAITING in item.needs for item in list_work(seen, ()))
    hand_in(books, seen, ACCEPTED + RETURNED - waiting)
    toml = books / "campaign" / "campaign.toml"
    toml.write_text(
        re.sub("(?m)^moment = .*$", f"moment = {EVENING}", toml.read_text("utf-8")), "utf-8"
    )
    seen = look_into(books, tmp_path)
    items = [item for item in list_work(seen, ()) if Need.WAITING in item.needs]
    assert len(items) == ACCEPTED + RETURNED
    back = [item.unit for item in items][:RETURNED]
    with app(books, tmp_path) as address:
        clerk.begin(address)
        clerk.choose_chip(Need.WAITING)
        clerk.tick(*back)
        clerk.press("退回")
        clerk.page.get_by_label("补充的话").fill("请补充后再报。")
        clerk.page.get_by_label("补充的话").press("Control+Enter")
        settle(clerk.page)
        clerk.actions += 1
        clerk.press(f"退回 {RETURNED} 家")
        clerk.is_told(f"退回 {RETURNED} 家，已记下。")
        clerk.tick_all()
        clerk.press("采信")
        clerk.is_told(f"采信 {ACCEPTED} 家，已记下。")
        assert clerk.actions <= MOST
        clerk.choose_chip(Need.LACKING)
        clerk.tick_all()
        clerk.press("锁定")
        clerk.is_told(re.compile("过了截止日6月15日以后不能再在网页上保存和报送"))
        clerk.page.get_by_role("button", name=re.compile(r"^锁定 \d+ 家$")).click()
        clerk.is_told(re.compile(r"锁定 \d+ 家，已记下。"))
        clerk.page.goto(f"{address}/summary")
        settle(clerk.page)
        clerk.page.get_by_text("报送情况通报", exact=True).click()
        settle(clerk.page)
        with clerk.page.expect_download() as download:
            clerk.page.get_by_role("button", name="下载 PDF").click()
        assert download.value.path().read_bytes().startswith(b"%PDF-")
    acts = Journal(tmp_path / "state").acts()
    accepted = {act.unit for act in acts if act.kind is ActKind.ACCEPTED}
    returned = {act.unit: act.note for act in acts if act.kind is ActKind.RETURNED}
    assert len(accepted) == ACCEPTED
    assert set(returned) == set(back)
    assert all(note.endswith("请补充后再报。") for note in returned.values())


@pytest.mark.parametrize("cased", [str.lower, str.upper], ids=["keys", "Caps Lock"])
def test_keys_walk_and_decide_and_what_a_colleague_decided_first_is_told(
    clerk, chrome, books, tmp_path, cased
):
    seen = look_into(books, tmp_path)
    first, second, third, *_ = (
        item.unit for item in list_work(seen, ()) if Need.WAITING in item.needs
    )
    with app(books, tmp_path) as address, chrome.new_context(locale="zh-CN") as other:
        clerk.begin(address)
        clerk.choose_chip(Need.WAITING)
        here = clerk.page.locator("tr[aria-current]")
        colleague = Clerk(other.new_page())
        colleague.begin(address, "李示例")
        colleague.choose_chip(Need.WAITING)
        box = clerk.page.get_by_role("textbox", name="您的姓名")
        box.click()
        box.press_sequentially(cased("jxar"))
        expect(here).to_have_attribute("data-unit", first)
        box.fill("王示例")
        box.press("Enter")
        settle(clerk.page)
        for each in (clerk, colleague):
            each.page.evaluate("document.activeElement.blur()")
        for key, unit in (("j", second), ("j", third), ("k", second)):
            clerk.page.keyboard.press(cased(key))
            expect(here).to_have_attribute("data-unit", unit)
        expect(clerk.page.locator(".st-key-card-pane")).to_contain_text(second)
        colleague.page.keyboard.press(cased("j"))
        colleague.page.keyboard.press(cased("a"))
        colleague.is_told("采信 1 家，已记下。")
        clerk.page.keyboard.press(cased("a"))
        clerk.is_told(re.compile(f"{re.escape(second)}没有采信：李示例在"))
    accepted = [act.unit for act in Journal(tmp_path / "state").acts() if act.kind in ENDS]
    assert accepted == [second]
