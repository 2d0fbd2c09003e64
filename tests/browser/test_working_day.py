"""A working day of the office, played: an afternoon, then the evening of the deadline."""

import datetime as dt
import re
import shutil

import openpyxl
import pytest
from playwright.sync_api import expect

from kjr.figures.standings.filling import FillingState
from kjr.figures.work.needs import Need
from kjr.figures.work.worklist import list_work
from kjr.state.acts import ActKind
from kjr.state.chases import gather_records
from kjr.state.journal import Journal
from tests.browser.clerk import choose_option, look_into
from tests.browser.conftest import app
from tests.plans import COUNTY, FIRST_AGAIN
from tools.browsing import settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
STRAY = "新收到的台账.xlsx"
ENDS = (ActKind.ACCEPTED, ActKind.RETURNED)
REMEMBERS = "name => decodeURIComponent(document.cookie).includes(name)"
"""The browser keeps whose name was taken: the page has run with it."""
MOST = 15
"""Actions in which forty reports are accepted, and three sent back; fewer cost no more."""


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
        self.page.wait_for_function(REMEMBERS, arg=name)
        settle(self.page)
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
        eve = seen.campaign.deadline - dt.timedelta(days=1)
        said = {**dict.fromkeys(filing.ticks, "已交"), "报送日期": eve}
        for name, value in said.items():
            book[page.sheet.name].cell(*page.place(row, name), value)
        book.save(folder / each.book.held.file)


def on_both(names, first, county):
    """The first plan's example with these figures, and the county's with those."""
    cases = [(FIRST_AGAIN, *first), (COUNTY, *county)]
    names, ids = ["plan", *names], ["first", "county"]
    return pytest.mark.parametrize(names, cases, indirect=["plan"], ids=ids)


@on_both(["number"], [16], [3])
def test_who_has_not_begun_is_asked_in_one_go_a_stray_assigned_and_a_joint_event_settled(
    clerk, books, tmp_path, number
):
    seen = look_into(books, tmp_path)
    late = [item.unit for item in list_work(seen, ()) if Need.NOT_BEGUN in item.needs]
    assert len(late) == number
    some = next(each.book.held.file for each in seen.standings if each.book and each.entries)
    shutil.copy(books / some, books / STRAY)
    with app(books, tmp_path) as address:
        clerk.begin(address)
        clerk.choose_chip(Need.NOT_BEGUN)
        clerk.tick_all()
        clerk.press("催报")
        clerk.press(f"复制并记一笔（{len(late)} 家）")
        clerk.is_told(f"催报 {number} 家，已记下。")
        assert clerk.actions <= 6
        copied = clerk.page.evaluate("navigator.clipboard.readText()")
        assert all(f"{unit}还差" in copied for unit in late)
        clerk.page.get_by_text("要定的事").first.click()
        settle(clerk.page)
        choose_option(clerk.page, re.compile(re.escape(STRAY)), late[0])
        clerk.button("认定").first.click()
        expect(clerk.page.get_by_text("1 个认不出的文件")).to_have_count(0)
        pairs = clerk.page.get_by_text(re.compile(r"^\d+ 对疑似联合活动$"))
        open_pairs = clerk.page.get_by_text(pairs.text_content(), exact=True)
        clerk.page.get_by_role("button", name=re.compile("主办$")).first.click()
        expect(open_pairs).to_have_count(0)
    acts = Journal(tmp_path / "state").acts()
    records = gather_records(acts)
    assert {unit: records[unit].times for unit in late} == dict.fromkeys(late, 1)
    kinds = [act.kind for act in acts]
    assert (kinds.count(ActKind.LEARNT), kinds.count(ActKind.HOSTED)) == (1, 1)


@on_both(["accepted", "returned"], [40, 3], [9, 2])
def test_reports_are_accepted_and_returned_the_rest_locked_and_the_circular_printed(
    clerk, books, tmp_path, accepted, returned
):
    seen = look_into(books, tmp_path)
    waiting = sum(Need.WAITING in item.needs for item in list_work(seen, ()))
    hand_in(books, seen, accepted + returned - waiting)
    day = seen.campaign.deadline
    evening = f"{day}T21:00:00"
    toml = books / "campaign" / "campaign.toml"
    toml.write_text(
        re.sub("(?m)^moment = .*$", f"moment = {evening}", toml.read_text("utf-8")), "utf-8"
    )
    seen = look_into(books, tmp_path)
    items = [item for item in list_work(seen, ()) if Need.WAITING in item.needs]
    assert len(items) == accepted + returned
    back = [item.unit for item in items][:returned]
    with app(books, tmp_path) as address:
        clerk.begin(address)
        clerk.choose_chip(Need.WAITING)
        clerk.tick(*back)
        clerk.press("退回")
        clerk.page.get_by_label("补充的话").fill("请补充后再报。")
        clerk.page.get_by_label("补充的话").press("Control+Enter")
        settle(clerk.page)
        clerk.actions += 1
        clerk.press(f"退回 {returned} 家")
        clerk.is_told(f"退回 {returned} 家，已记下。")
        clerk.tick_all()
        clerk.press("采信")
        clerk.is_told(f"采信 {accepted} 家，已记下。")
        assert clerk.actions <= MOST
        clerk.choose_chip(Need.LACKING)
        clerk.tick_all()
        clerk.press("锁定")
        clerk.is_told(f"过了截止日{day.month}月{day.day}日以后不能再在网页上保存和报送")
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
    notes = {act.unit: act.note for act in acts if act.kind is ActKind.RETURNED}
    assert len({act.unit for act in acts if act.kind is ActKind.ACCEPTED}) == accepted
    assert set(notes) == set(back)
    assert all(note.endswith("请补充后再报。") for note in notes.values())


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
