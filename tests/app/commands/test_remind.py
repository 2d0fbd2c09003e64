"""python -m kjr remind: listed by itself, sent only when that is said and set."""

import json
from contextlib import closing

import pytest

from kjr.app import commands
from kjr.app.commands import remind
from kjr.app.messages.outbox import Outbox
from kjr.app.settings import read_settings
from kjr.state.journal import Journal
from tests.plans import BOTH
from tests.receivers import LOOPBACK, Robots

pytestmark = BOTH


@pytest.fixture
def run(plan, examples, tmp_path, monkeypatch, capsys):
    folder, said = examples(plan, 40), {}
    secrets = {
        "messages": said,
        "kjr": {"state": str(tmp_path), "address": "https://kjr.example.cn"},
    }
    monkeypatch.setattr(
        remind, "read_command_settings", lambda _options: read_settings({}, secrets, folder)
    )

    def run(*arguments, **messages):
        said.clear()
        said.update(messages)
        code = commands.main(["remind", *arguments])
        return code, capsys.readouterr()

    return run


def test_it_lists_what_is_due_and_sends_nothing(run, tmp_path):
    code, told = run("--json")
    listed = json.loads(told.out)["reminders"]
    assert code == commands.FINE
    assert listed
    assert {each["rung"] for each in listed} <= {"温馨提醒", "单独提醒", "再次催报", "拟通报告知"}
    assert all("https://kjr.example.cn/ledgers?unit=" in each["text"] for each in listed)
    assert Journal(tmp_path).acts() == ()


def test_one_unit_is_known_by_any_of_its_names_and_a_slip_is_no_unit_that_owes_nothing(run, plan):
    listed = json.loads(run("--json")[1].out)["reminders"]
    unit = plan.campaign.unit(listed[0]["to"])
    for name in (unit.name, unit.short, *unit.aliases):
        if name:
            found = json.loads(run("--json", "--unit", name)[1].out)["reminders"]
            assert [each["to"] for each in found] == [unit.name]
    code, told = run("--unit", f"{unit.name}某")
    assert (code, told.out) == (commands.CANNOT, "")
    assert told.err.startswith(f"单位名册里没有“{unit.name}某”")


def test_whoever_names_one_unit_asks_no_group(run, plan):
    code, told = run("--groups", "--unit", plan.unit)
    assert (code, told.out) == (commands.CANNOT, "")
    assert "不能一起写" in told.err


def test_without_the_office_s_word_send_sends_nothing(run, tmp_path):
    code, told = run("--send", robots={"群": "https://example.cn/hook"})
    assert code == commands.CANNOT
    assert "on = true" in told.err
    assert Outbox(tmp_path).list_waiting() == ()


@pytest.mark.slow
def test_what_is_sent_arrives_once_however_often_it_is_said(run, plan):
    district = plan.campaign.districts[0]
    with closing(Robots()) as robots:
        set_up = {
            "on": True,
            "allowed_networks": list(LOOPBACK),
            "robots": {district: robots.url("feishu")},
        }
        code, told = run("--groups", "--send", **set_up)
        assert (code, len(robots.texts)) == (commands.FINE, 1)
        assert f"{district}　已发" in told.out
        assert robots.texts[0].startswith("【示例数据】")
        code, told = run("--groups", "--send", **set_up)
        assert (code, len(robots.texts)) == (commands.PROBLEMS, 1)
        assert "小时内催过" in told.out
