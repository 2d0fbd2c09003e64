"""The walk through the set-up, tried with each mistake people make."""

import json
from pathlib import Path

import pytest

from kjr.errors import KjrError
from kjr.store.google.account import connect_google, load_credentials
from kjr.store.google.blanks import BlankColumn, BlankSheet
from kjr.store.google.google_access import GOOGLE, BaseAddresses, GoogleAccess, find_google_access
from kjr.store.google.http import GoogleHttp
from kjr.store.google.setup import examine_setup
from tests.google_server.accounts import EMAIL, service_account
from tests.google_server.filling import add_book, add_folder
from tests.google_server.serve import serving
from tests.google_server.world import parse_faults
from tests.store.google.at_google import ROWS, VISITS

FORMS = (BlankSheet(VISITS, "走访慰问台账", (BlankColumn("走访人次", "number", required=True),)),)


class Setup:
    """A folder with one unit, shared with a service account that signs in for real."""

    def __init__(self, world):
        self.world, self.folder = world, add_folder(world, "填报夹")
        self.book = add_book(world, self.folder, "甲学会", {VISITS: ROWS})
        self.share("writer")

    def share(self, role):
        self.world.files[self.folder].permissions = [{"emailAddress": EMAIL, "role": role}]

    def walk(self, folder=None, units=None):
        bases = BaseAddresses(self.world.url, self.world.url)
        found = GoogleAccess(folder or self.folder, service_account(self.world.url), bases)
        http = connect_google(found, self.world.clock.now, self.world.clock.sleep)
        units = units or {"甲学会": "甲学会", "乙学会": "乙学会"}
        return list(examine_setup(http, found.folder, units.get, FORMS))

    def faults(self, folder=None):
        return [step.text for step in self.walk(folder) if not step.is_fine]


@pytest.fixture
def setup():
    with serving(frozen=True, sharing=True, strict_tokens=True) as world:
        yield Setup(world)


def test_a_good_setup_is_walked_to_the_end_without_a_trace(setup):
    steps = setup.walk()
    assert all(step.is_fine for step in steps)
    assert [step.text.split("：")[0] for step in steps] == [
        "登录", "文件夹", "单位", "表头", "写入", "配额",
    ]  # fmt: skip
    assert len(setup.world.books[setup.book].tabs) == 1


def test_a_folder_not_shared_names_the_address_to_share_with(setup):
    setup.world.files[setup.folder].permissions = []
    (fault,) = setup.faults()
    assert fault.startswith("文件夹：找不到编号")
    assert f"共享给 {EMAIL}" in fault


def test_a_wrong_number_is_not_found(setup):
    (fault,) = setup.faults("1nosuchfolder")
    assert "请检查编号" in fault


def test_a_files_number_is_no_folders(setup):
    (fault,) = setup.faults(setup.book)
    assert "folders/ 后面的那一段" in fault


@pytest.mark.parametrize(
    ("service", "name"), [("drive", "Google Drive API"), ("sheets", "Google Sheets API")]
)
def test_a_service_not_enabled_is_named_with_its_link(setup, service, name):
    setup.world.settings.disabled = (f"{service}.googleapis.com",)
    (fault,) = setup.faults()
    assert f"还没有启用 {name}，请打开 https://console" in fault


def test_a_key_no_longer_valid_is_told_from_a_bad_network(setup):
    setup.world.settings.refused_accounts = (EMAIL,)
    (fault,) = setup.faults()
    assert fault.startswith("登录：Google 不认这把密钥")


def test_a_folder_shared_for_viewing_only_cannot_be_written(setup):
    setup.share("reader")
    (fault,) = setup.faults()
    assert fault == f"写入：「甲学会」只能看不能改，请把文件夹共享给 {EMAIL}，权限选「编辑者」"


def test_an_empty_folder_asks_for_the_template(setup):
    setup.world.files.pop(setup.book)
    (fault,) = setup.faults()
    assert "请把模板复制进文件夹" in fault


def test_a_file_that_counts_for_nobody_is_named(setup):
    add_book(setup.world, setup.folder, "丙", {VISITS: ROWS})
    (fault,) = setup.faults()
    assert fault.startswith("没有计入的文件 丙：认不出是哪个单位的")


def test_missing_sheets_and_columns_are_named(setup):
    add_book(setup.world, setup.folder, "乙学会", {"走访": ROWS})
    setup.world.books[setup.book].tabs[0].cells.pop((0, 2))
    assert setup.faults() == [
        "表头：乙学会 缺工作表「走访慰问」；请改回原来的名字，或运行 templates 补上空白表",
        "表头：甲学会 缺「走访慰问」的“走访人次”列；请改回原来的名字，或运行 templates 补上空白表",
    ]


def account(**changes):
    return service_account("http://127.0.0.1:1") | changes


def test_a_key_is_read_from_its_file(tmp_path):
    path = tmp_path / "robot.json"
    path.write_text(json.dumps(account()), "utf-8")
    assert load_credentials(path).service_account_email == EMAIL


def test_a_key_in_single_quotes_says_how_to_quote():
    literal = account()["private_key"].replace("\n", "\\n")
    with pytest.raises(KjrError, match="请用双引号"):
        load_credentials(account(private_key=literal))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "找不到服务账号的密钥文件"),
        ("{", "不是控制台下载的 JSON"),
        ("[]", "不是控制台下载的 JSON"),
        ('{"installed": {}}', "这不是服务账号的密钥（缺 client_email、private_key、token_uri）"),
    ],
)
def test_what_is_no_key_is_said_so(tmp_path, content, words):
    path = tmp_path / "robot.json"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(KjrError, match=words):
        load_credentials(path)


def test_the_environment_goes_before_the_secrets():
    secrets = {"folder": "1abc", "credentials": "robot.json"}
    assert find_google_access({}, secrets) == GoogleAccess("1abc", Path("robot.json"), GOOGLE)
    found = find_google_access(
        {"KJR_GOOGLE_FOLDER": "1xyz", "KJR_GOOGLE_SHEETS": "http://127.0.0.1:1"}, secrets
    )
    assert (found.folder, found.bases.sheets) == ("1xyz", "http://127.0.0.1:1")


def test_the_secrets_may_hold_the_key_itself():
    secrets = {"folder": "1abc", **account()}
    assert load_credentials(find_google_access({}, secrets).key).service_account_email == EMAIL


def test_no_folder_means_no_google():
    assert find_google_access({"KJR_GOOGLE_CREDENTIALS": "robot.json"}, {}) is None


def test_a_write_that_fails_otherwise_is_told_in_googles_words(setup):
    setup.world.faults = parse_faults("503@POST /v4")
    (fault,) = setup.faults()
    assert fault == "写入：Google 暂时出了故障（503），稍后会自动再试"


def test_three_books_are_looked_into_and_the_quota_is_told_for_all(setup):
    units = [f"单位{n:03}" for n in range(124)]
    for unit in units[1:]:
        add_book(setup.world, setup.folder, unit, {VISITS: ROWS})
    setup.world.books[setup.book].tabs[0].cells.pop((0, 2))
    steps = setup.walk(units={unit: unit for unit in units} | {"甲学会": units[0]})
    told = [step.text for step in steps]
    assert "单位：文件夹里有 124 家单位的表格" in told
    assert told[-1] == "配额：第一次读全 124 家约需 2 分钟，以后只读有变化的，不会超限"
    assert [text for text in told if text.startswith("表头")] == [
        "表头：单位000 缺「走访慰问」的“走访人次”列；请改回原来的名字，或运行 templates 补上空白表"
    ]


def test_few_books_take_a_minute_and_complete_ones_are_counted(setup):
    told = [step.text for step in setup.walk()]
    assert told[-1] == "配额：第一次读全 1 家约需 1 分钟，以后只读有变化的，不会超限"
    assert "表头：抽查 1 家，都齐全" in told
    assert "写入：在「甲学会」里试写成功，没有留下痕迹" in told


def test_a_folder_that_google_refuses_otherwise_is_a_fault_of_signing_in(setup):
    setup.world.faults = parse_faults("400@GET /drive")
    (fault,) = setup.faults()
    assert fault.startswith("登录：Google 拒绝了这次请求")


def test_folders_of_shared_drives_are_asked_for_too(setup, monkeypatch):
    asked, request = [], GoogleHttp.request

    def note(http, method, url, *rest, **parts):
        if "/drive/" in url:
            asked.append(parts["params"])
        return request(http, method, url, *rest, **parts)

    monkeypatch.setattr(GoogleHttp, "request", note)
    setup.walk()
    assert len(asked) == 2
    assert all(each["supportsAllDrives"] is True for each in asked)
    assert asked[1]["includeItemsFromAllDrives"] is True


def test_nobody_else_is_asked_where_the_account_may_sign_in():
    assert not load_credentials(account())._is_regional_access_boundary_lookup_required()
