"""Signing in in a real browser: each role, computer and phone, leaving, a provider, a proxy."""

import datetime as dt
import secrets
import shutil
import time
from contextlib import contextmanager

import pytest
from playwright.sync_api import TimeoutError as NothingCame
from playwright.sync_api import expect

from kjr.access import passcodes
from kjr.access.rights import Role, Viewer
from kjr.ui.sign_in_page import NOT_HERE
from tests.browser.clerk import PATIENCE
from tests.browser.warm import copying
from tests.plans import BOTH, COUNTY, FIRST_AGAIN
from tests.provider import installing_with_provider
from tests.proxies import NAME, caddy, nginx, stand_before
from tools.browsing import settle
from tools.serving import ROOT, free_port, serving

pytestmark = pytest.mark.browser
OPEN = {Role.OFFICE: "signins", Role.LEADER: "brief", Role.UNIT: "ledgers"}
CLOSED = {Role.LEADER: "ledgers", Role.UNIT: "reminders"}
COMPUTER, PHONE = 1440, 390


@pytest.fixture(scope="module")
def house(plan, example, tmp_path_factory):
    """The app with passcodes; gives its address, and everybody's name and code by the role."""
    room = tmp_path_factory.mktemp("house")
    cast = [
        Viewer(Role.OFFICE, name="组宣部"),
        Viewer(Role.LEADER, name="领导"),
        Viewer(Role.UNIT, (plan.unit,), plan.unit),
    ]
    now = dt.datetime.now(dt.UTC)
    codes = {
        viewer.role: (
            viewer.name,
            passcodes.issue_code(room / "state", viewer, now, secrets.token_bytes),
        )
        for viewer in cast
    }
    places = {
        "KJR_FOLDER": str(example),
        "KJR_STATE": str(room / "state"),
        "KJR_SIGN_IN": "passcodes",
    }
    with copying(room / "log", places) as served:
        yield served.address, codes


def sign_in(page, name, code):
    page.get_by_label("单位名称").fill(name)
    page.get_by_label("登录码", exact=True).fill(code)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("button", name="退出")).to_be_visible()
    settle(page)


@pytest.mark.parametrize(("role", "title"), [(Role.OFFICE, "今日"), (Role.LEADER, "看板")])
def test_the_office_begins_at_its_day_and_leaders_at_the_board(house, look, role, title):
    address, codes = house
    page = look(address)
    sign_in(page, *codes[role])
    expect(page.locator(".k-title")).to_have_text(title)
    page.get_by_role("link", name="看板", exact=True).click()
    expect(page.locator(".k-title")).to_have_text("看板")


@pytest.mark.parametrize(
    ("plan", "width"),
    [(FIRST_AGAIN, COMPUTER), (COUNTY, PHONE)],
    indirect=["plan"],
    ids=["computer", "phone-county"],
)
@pytest.mark.parametrize("role", OPEN)
def test_each_role_signs_in_stays_and_leaves(house, look, role, width):
    address, codes = house
    page = look(f"{address}/{OPEN[role]}", width)
    expect(page.locator(".k-head")).to_have_count(0)
    sign_in(page, *codes[role])
    expect(page.locator(".k-head")).to_be_visible()
    page.reload()
    expect(page.locator(".k-head")).to_be_visible()
    if role in CLOSED:
        page.goto(f"{address}/{CLOSED[role]}")
        expect(page.get_by_text("不能在「")).to_be_visible()
        expect(page.locator(".k-head")).to_have_count(0)
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_label("登录码", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_label("登录码", exact=True)).to_be_visible()


def test_a_copied_cookie_is_worth_nothing_after_leaving(house, look, chrome):
    address, codes = house
    page = look(address)
    sign_in(page, *codes[Role.LEADER])
    copied = page.context.cookies()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_label("登录码", exact=True)).to_be_visible()
    thief = chrome.new_context()
    thief.add_cookies(copied)
    stolen = thief.new_page()
    stolen.set_default_timeout(PATIENCE)
    stolen.goto(address)
    expect(stolen.get_by_label("登录码", exact=True)).to_be_visible()
    thief.close()


def test_a_download_offered_before_leaving_does_not_come_after(house, look):
    address, codes = house
    page = look(f"{address}/summary")
    sign_in(page, *codes[Role.LEADER])
    button = page.get_by_role("button", name="下载 Word")
    began = time.monotonic()
    with page.expect_download():
        button.click()
    longest = 1000 + 3000 * (time.monotonic() - began)  # a file comes no later on this machine
    beside = page.context.new_page()
    beside.goto(address)
    beside.get_by_role("button", name="退出").click()
    expect(beside.get_by_label("登录码", exact=True)).to_be_visible()
    with pytest.raises(NothingCame), page.expect_download(timeout=longest):
        button.click(timeout=3000)
    expect(page.get_by_label("登录码", exact=True)).to_be_visible()


@BOTH
def test_a_cold_servers_first_deep_link_meets_the_sign_in_page(example, look, tmp_path, plan):
    places = {
        "KJR_FOLDER": str(example),
        "KJR_STATE": str(tmp_path / "state"),
        "KJR_SIGN_IN": "passcodes",
    }
    with serving(ROOT / "app.py", ROOT, tmp_path / "log", places) as served:
        page = look(f"{served.address}/ledgers?unit={plan.other}")
        expect(page.get_by_label("登录码", exact=True)).to_be_visible()
        assert plan.other not in page.content()


@contextmanager
def at_provider(claims, example, room):
    """The app with a provider that makes these claims."""
    program, port = room / "program", free_port()
    with installing_with_provider(program, port, claims):
        places = {
            "KJR_FOLDER": str(example),
            "KJR_STATE": str(room / "state"),
            "KJR_SIGN_IN": "oidc",
        }
        with serving(program / "app.py", program, room / "log", places, port) as served:
            yield served.address


def test_a_provider_on_this_machine_says_who_comes(example, look, tmp_path, plan):
    claims = {"sub": "1", "name": "张示例", "roles": ["leader"]}
    with at_provider(claims, example, tmp_path) as address:
        page = look(address)
        page.get_by_role("button", name="用统一登录进入").click()
        expect(page.get_by_text("领导 张示例")).to_be_visible()
        copied = page.context.cookies()
        page.goto(f"{address}/ledgers")
        expect(page.get_by_text("不能在「填报」")).to_be_visible()
        page.get_by_role("button", name="退出").click()
        expect(page.get_by_role("button", name="用统一登录进入")).to_be_visible()
        page.context.add_cookies(copied)
        page.reload()
        expect(page.locator(".k-head")).to_have_count(0)
        page.context.clear_cookies()
        claims.clear()
        claims.update(sub="2", name="李示例", unit=plan.unit)
        page.goto(address)
        page.get_by_role("button", name="用统一登录进入").click()
        expect(page.get_by_text(f"{Role.UNIT} 李示例")).to_be_visible()
        page.context.clear_cookies()
        claims.clear()
        claims.update(sub="3", name="王示例", roles=["office"])
        page.goto(address)
        page.get_by_role("button", name="用统一登录进入").click()
        expect(page.locator(".k-title")).to_have_text("今日")
        page.reload()
        page.get_by_role("link", name="看板", exact=True).click()
        expect(page.locator(".k-title")).to_have_text("看板")


@pytest.mark.parametrize("make", [nginx, caddy], ids=lambda make: make.__name__)
def test_behind_tls_what_a_browser_keeps_is_for_tls_alone(house, chrome, make, tmp_path):
    """It stays signed in by that, and nothing of it is left after leaving."""
    address, codes = house
    with (
        stand_before(make, tmp_path, address.removeprefix("http://")) as port,
        reaching(chrome, "--ignore-certificate-errors") as page,
    ):
        page.goto(f"https://{NAME}:{port}/")
        sign_in(page, *codes[Role.LEADER])
        page.reload()
        expect(page.get_by_role("button", name="退出")).to_be_visible()
        kept = {each["name"]: each for each in page.context.cookies()}
        assert kept.keys() >= {"__Host-kjr_note", "__Host-kjr_browser"}
        assert kept.keys().isdisjoint({"kjr_note", "kjr_browser"})
        assert [name for name, each in kept.items() if not each["secure"]] == []
        page.get_by_role("button", name="退出").click()
        expect(page.get_by_label("登录码", exact=True)).to_be_visible()
        assert "__Host-kjr_note" not in {each["name"] for each in page.context.cookies()}


@contextmanager
def reaching(chrome, *options):
    """A page in a browser for which the name in the proxies' files leads to this machine."""
    browser = chrome.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", f"--host-resolver-rules=MAP {NAME} 127.0.0.1", *options],
    )
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    browser.close()


def test_without_a_sign_in_a_name_that_points_here_is_refused(address, chrome):
    """As a hidden proxy, or somebody's page whose name leads to 127.0.0.1, would ask."""
    port = address.rsplit(":", 1)[1]
    with reaching(chrome) as page:
        page.goto(f"http://{NAME}:{port}/")
        expect(page.get_by_text(NOT_HERE)).to_be_visible()
        expect(page.locator(".k-head")).to_have_count(0)
