"""[messages] of secrets.toml: what is understood, and what is refused with a sentence."""

import pytest

from kjr.app.messages.ways import WayKind, parse_message_settings
from kjr.errors import KjrError

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc"
DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=abc&secret=SECabc"
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/abc"


def test_without_messages_nothing_leaves():
    rules = parse_message_settings({})
    assert (rules.is_on, rules.has_way) == (False, False)


def test_addresses_alone_do_not_send():
    assert not parse_message_settings({"robots": {"群": WECOM}}).is_on


def test_robots_are_known_by_the_address_their_group_shows():
    said = {"甲": WECOM, "乙": DINGTALK, "丙": FEISHU, "丁": "https://example.cn/hook"}
    kinds = [way.kind for way in parse_message_settings({"robots": said}).robots.values()]
    assert kinds == [WayKind.WECOM, WayKind.DINGTALK, WayKind.FEISHU, WayKind.WEBHOOK]


def test_no_secret_is_shown_where_a_way_is():
    shown = repr(parse_message_settings({"robots": {"乙": DINGTALK}}))
    assert "SECabc" not in shown
    assert "access_token" not in shown


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"robots": {"群": "qyapi.weixin.qq.com"}}, "https://"),
        ({"robots": {"群": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"}}, "没有 key"),
        ({"robots": {"群": WECOM}, "leaders": ["别的群"]}, "别的群"),
        ({"mail": {"host": "smtp.example.cn"}}, "sender"),
        ({"mail": {"host": "a", "sender": "a@example.cn", "security": "tls"}}, "security"),
        ({"allowed_networks": ["内网"]}, "网段"),
        ({"robots": "x"}, "robots"),
        ({"robots": {"群": "https://[abc/hook"}}, "https://"),
        ({"robots": {"群": "https://example.cn:99999/hook"}}, "https://"),
        ({"robots": {"群": "https://example.cn:abc/hook"}}, "https://"),
        ({"robots": {"邮件": WECOM}}, "不能叫“邮件”"),
        ({"on": "true"}, "on 应写 true"),
        ({"robot": {"群": WECOM}}, "没有“robot”这一项，是不是 robots"),
        ({"mail": {"host": "a", "sender": "a@example.cn", "port": "abc"}}, "port"),
        ({"mail": {"host": "a", "sender": "a@example.cn", "port": 99999}}, "port"),
        ({"mail": {"host": "a", "sender": "a@example.cn", "secure": "ssl"}}, "“secure”"),
    ],
)
def test_what_cannot_be_meant_is_told(said, told):
    with pytest.raises(KjrError, match=told):
        parse_message_settings(said)
