"""Every command of docs/google.md, against the local Google."""

import json

import pytest

from kjr.app import commands
from tests.google_server.accounts import EMAIL, service_account
from tests.google_server.filling import add_book, add_folder
from tests.google_server.serve import serving
from tests.google_server.world import parse_faults
from tests.plans import BOTH

pytestmark = BOTH


class Office:
    """A folder shared with a service account, and kjr told where it is as the page says."""

    def __init__(self, world, place, plan):
        self.world, self.plan = world, plan
        self.folder = add_folder(world, "活动填报")
        world.files[self.folder].permissions = [{"emailAddress": EMAIL, "role": "writer"}]
        self.key = place / "kjr.json"
        self.key.write_text(json.dumps(service_account(world.url)), "utf-8")
        self.settings = {
            "KJR_GOOGLE_FOLDER": self.folder,
            "KJR_GOOGLE_CREDENTIALS": str(self.key),
            "KJR_GOOGLE_SHEETS": world.url,
            "KJR_GOOGLE_DRIVE": world.url,
            "KJR_STATE": str(place / "state"),
            "KJR_CAMPAIGN": str(plan.home),
        }

    def add(self):
        """A person makes an empty spreadsheet in the folder."""
        return add_book(self.world, self.folder, self.plan.unit, {"工作表1": []})


@pytest.fixture
def office(tmp_path, monkeypatch, plan):
    monkeypatch.delenv("KJR_FOLDER", raising=False)
    with serving(sharing=True, strict_tokens=True) as world:
        office = Office(world, tmp_path, plan)
        for name, value in office.settings.items():
            monkeypatch.setenv(name, value)
        yield office


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = commands.main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def faults(out):
    """What the doctor says is to be mended at Google; fonts and access are this machine's."""
    return [line for line in out.splitlines() if line.startswith("要改") and "字体" not in line]


def test_templates_fill_empty_spreadsheets_and_a_second_run_nothing(run, office, plan):
    office.add()
    code, out, _ = run("templates", "--unit", plan.unit)
    assert (code, out.splitlines()) == (
        commands.FINE,
        [
            f"{plan.unit}　补了 {len(plan.campaign.ledgers)} 张空白工作表",
            "看过 1 份 Google 表格；有内容的工作表没有动。",
        ],
    )
    assert (
        run("templates", "--unit", plan.unit)[1]
        == "看过 1 份 Google 表格；有内容的工作表没有动。\n"
    )


def test_templates_name_the_units_without_a_spreadsheet(run, office, plan):
    code, out, _ = run("templates")
    assert code == commands.FINE
    assert f"文件夹里还没有表格的 {len(plan.campaign.units)} 家" in out
    assert plan.unit in out


def test_what_templates_made_is_read_without_a_problem(run, office, plan):
    office.add()
    run("templates", "--unit", plan.unit)
    code, out, _ = run("check", "--json")
    (book,) = json.loads(out)["books"]
    assert (code, book["unit"], book["state"]) == (commands.FINE, plan.unit, "read")
    assert [sheet["ledger"] for sheet in book["sheets"]] == [
        each.name for each in plan.campaign.ledgers
    ]


def test_figures_count_what_is_at_google(run, office, plan):
    office.add()
    run("templates", "--unit", plan.unit)
    code, out, _ = run("figures", "--json")
    figures = json.loads(out)
    assert code == commands.FINE
    expected = len(plan.campaign.expected)
    assert (figures["filling"]["empty"], figures["filling"]["not_begun"]) == (1, expected - 1)
    assert (figures["status"]["filed"], figures["status"]["missing"]) == (0, expected)


def test_without_any_place_templates_ask_for_one(run, office, monkeypatch):
    monkeypatch.delenv("KJR_GOOGLE_FOLDER")
    code, _, err = run("templates")
    assert code == commands.CANNOT
    assert "请用 --folder 说明写到哪个文件夹" in err


def test_the_doctor_walks_a_good_setup_to_the_end(run, office, plan):
    office.add()
    run("templates", "--unit", plan.unit)
    _, out, _ = run("doctor")
    assert faults(out) == []
    for step in ("登录：", "文件夹：「活动填报」", "单位：", "表头：", "写入：", "配额："):
        assert f"好　{step}" in out
    assert "工作簿文件夹" not in out


def no_key(office):
    office.key.unlink()


def not_shared(office):
    office.world.files[office.folder].permissions = []


def shared_for_viewing(office):
    office.world.files[office.folder].permissions = [{"emailAddress": EMAIL, "role": "reader"}]


def not_enabled(office):
    office.world.settings.disabled = ("sheets.googleapis.com",)


def refused(office):
    office.world.settings.refused_accounts = (EMAIL,)


def no_spreadsheet(office):
    office.world.files.pop(next(reversed(office.world.files)))


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        (no_key, "登录：找不到服务账号的密钥文件"),
        (refused, "登录：Google 不认这把密钥"),
        (not_shared, f"请检查编号，并把文件夹共享给 {EMAIL}"),
        (not_enabled, "还没有启用 Google Sheets API，请打开 https://"),
        (no_spreadsheet, "请把模板复制进文件夹"),
        (shared_for_viewing, f"只能看不能改，请把文件夹共享给 {EMAIL}，权限选「编辑者」"),
    ],
)
def test_the_doctor_says_what_to_mend(run, office, plan, mistake, words):
    office.add()
    run("templates", "--unit", plan.unit)
    mistake(office)
    code, out, _ = run("doctor")
    (fault,) = faults(out)
    assert code == commands.PROBLEMS
    assert words in fault


def test_a_used_up_minute_is_told_at_once(run, office, plan):
    office.add()
    run("templates", "--unit", plan.unit)
    office.world.faults = parse_faults("429@/v4/")
    _, out, _ = run("doctor")
    assert "要改　Google 说这一分钟的请求太多了，请过一分钟再试" in out
