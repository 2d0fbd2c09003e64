"""What doctor says of messages and of contacts."""

import os

import pytest

from kjr.app.message_settings import examine_messages
from kjr.app.settings import read_settings
from tests.plans import COUNTY, FIRST

both = pytest.mark.parametrize("of", [FIRST, COUNTY], ids=str)
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc"


def examine(folder, of, messages=None, contacts=""):
    (folder / "campaign").mkdir()
    (folder / "campaign" / "campaign.toml").touch()
    if contacts:
        (folder / "campaign" / "contacts.csv").write_text(contacts, "utf-8")
        (folder / "campaign" / "contacts.csv").chmod(0o600)
    settings = read_settings({}, {"messages": messages or {}}, folder)
    return list(examine_messages(settings, of.campaign))


@both
def test_that_nothing_leaves_is_said(tmp_path, of):
    (found,) = examine(tmp_path, of)
    assert (found.is_fine, found.text) == (True, "发消息：没有开，只能复制")


@both
def test_a_robot_that_no_group_leads_to_is_told(tmp_path, of):
    robots = {of.campaign.districts[0]: ROBOT, "北片群": ROBOT, "别的群": ROBOT}
    contacts = f"单位,群\n{of.unit},北片群\n"
    found = examine(tmp_path, of, {"on": True, "robots": robots}, contacts)
    assert [each.text for each in found if each.is_fine] == ["发消息：开着，3 个群"]
    (idle,) = [each.text for each in found if not each.is_fine]
    assert "机器人“别的群”用不上" in idle


def test_what_is_wrong_in_either_file_is_told_and_nothing_else_stops(tmp_path):
    found = examine(tmp_path, FIRST, {"robots": {"群": "x"}}, "单位,群\n没有的单位,甲\n")
    assert [each.is_fine for each in found] == [False, False]
    assert "没有的单位" in found[0].text
    assert "https://" in found[1].text


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_contacts_others_can_read_are_told(tmp_path):
    examine(tmp_path, FIRST, contacts="单位\n")
    (tmp_path / "campaign" / "contacts.csv").chmod(0o644)
    settings = read_settings({}, {}, tmp_path)
    found = list(examine_messages(settings, FIRST.campaign))
    assert any("chmod 600" in each.text for each in found if not each.is_fine)
