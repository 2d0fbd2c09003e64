"""python -m kjr remind: listed by itself, sent only when that is said and set."""

import json
from contextlib import closing

import pytest

from kjr.app import commands
from kjr.app.commands import remind
from kjr.app.settings import read_settings
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
    assert not (tmp_path / "journal.jsonl").exists()


def test_without_the_office_s_word_send_sends_nothing(run, tmp_path):
    code, told = run("--send", robots={"群": "https://example.cn/hook"})
    assert code == commands.CANNOT
    assert "on = true" in told.err
    assert not (tmp_path / "outbox.json").exists()


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
