"""By which ways messages may leave: [messages] of secrets.toml, the office's own and nobody else's.

A robot's address is written as its group shows it, so a robot in the intranet is named like one
outside.  A campaign's files name groups; they cannot name an address.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qs, urlsplit

from kjr.campaign.suggestions import suggest_word
from kjr.errors import KjrError

MAIL: Final = "邮件"
"""The way to a unit's own clerk."""
WRONG: Final = "secrets.toml 的 [messages] 写得不对：{}"
NAMES: Final = ("on", "leaders", "allowed_networks", "robots", "mail")
MAIL_NAMES: Final = ("host", "port", "security", "user", "password", "sender", "name")
SECURITY: Final = ("ssl", "starttls", "insecure")


class WayKind(StrEnum):
    """What stands at the other end."""

    WECOM = "企业微信群机器人"
    DINGTALK = "钉钉群机器人"
    FEISHU = "飞书群机器人"
    WEBHOOK = "网址"
    MAIL = "邮件"


PATHS: Final = {
    "/cgi-bin/webhook/send": WayKind.WECOM,
    "/robot/send": WayKind.DINGTALK,
    "/open-apis/bot/v2/hook/": WayKind.FEISHU,
}
"""How the robots' addresses are known, wherever they stand."""
ROBOTS: Final = frozenset(PATHS.values())
KEYS: Final = {WayKind.WECOM: "key", WayKind.DINGTALK: "access_token"}
LONGEST: Final = {WayKind.WECOM: 2048, WayKind.DINGTALK: 6000, WayKind.FEISHU: 6000}
"""Bytes of one message; of mail and other addresses there is no limit to keep."""
SPACING: Final = {WayKind.WECOM: 3.2, WayKind.DINGTALK: 3.2, WayKind.FEISHU: 0.7}
"""Seconds between two messages: robots take 20 a minute, Feishu's 100."""
Post = Mapping[str, object]
"""What of a way a carrier needs to know."""


@dataclass(frozen=True)
class Way:
    """One address, by the name the office gives it; its secrets are not shown."""

    name: str
    kind: WayKind
    post: Post = field(repr=False)

    @property
    def label(self) -> str:
        """What the record calls it: never an address."""
        return self.kind if self.kind is WayKind.MAIL else f"{self.kind}·{self.name}"

    @property
    def longest(self) -> int:
        """Bytes one message may have."""
        return LONGEST.get(self.kind, 1_000_000)

    @property
    def spacing(self) -> float:
        """Seconds between two messages."""
        return SPACING.get(self.kind, 0.2)


@dataclass(frozen=True)
class MessageSettings:
    """What the office allows; without [messages] nothing leaves."""

    is_on: bool = False
    robots: Mapping[str, Way] = field(default_factory=dict)
    """By the name of the group, or of a district."""
    mail: Way | None = None
    leaders: tuple[str, ...] = ()
    """To whom the day's figures go: names of robots, and mail addresses."""
    networks: tuple[str, ...] = ()
    """Networks that are not public and may be sent to all the same."""

    @property
    def has_way(self) -> bool:
        """Whether there is anywhere to send to."""
        return bool(self.robots or self.mail)


def parse_message_settings(said: Mapping[str, object]) -> MessageSettings:
    """[messages] of secrets.toml; raises KjrError for what cannot be meant."""
    _check_names(said, NAMES, "[messages]")
    if not isinstance(said.get("on", False), bool):
        raise KjrError(WRONG.format("on 应写 true 或 false，不加引号"))
    robots = said.get("robots", {})
    mail = said.get("mail")
    if not isinstance(robots, dict) or not isinstance(mail, dict | None):
        raise KjrError(WRONG.format("robots 和 mail 应是一节，像 [messages.robots]"))
    networks = _list_texts(said, "allowed_networks")
    for network in networks:
        _check_network(network)
    leaders = _list_texts(said, "leaders")
    for name in leaders:
        if "@" not in name and name not in robots:
            raise KjrError(WRONG.format(f"leaders 里的“{name}”不在 [messages.robots] 里"))
    return MessageSettings(
        is_on=said.get("on") is True,
        robots={str(name): parse_robot(str(name), str(url)) for name, url in robots.items()},
        mail=_parse_mail(mail) if mail else None,
        leaders=leaders,
        networks=networks,
    )


def parse_robot(name: str, url: str) -> Way:
    """A robot by its address, as its group shows it; raises KjrError for what is none.

    >>> parse_robot("群", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc").label
    '企业微信群机器人·群'
    """
    try:
        parts = urlsplit(url)
        is_sound = parts.scheme in ("https", "http") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # of an address in brackets, of a port
        is_sound = False
    if not is_sound:
        raise KjrError(WRONG.format(f"“{name}”的地址应以 https:// 开头，照机器人给的整条抄"))
    if name == MAIL:
        raise KjrError(WRONG.format(f"机器人不能叫“{MAIL}”，请换一个群名"))
    kind = next((kind for path, kind in PATHS.items() if parts.path.startswith(path)), None)
    kind = kind or WayKind.WEBHOOK
    if kind in KEYS and not parse_qs(parts.query).get(KEYS[kind]):
        raise KjrError(WRONG.format(f"“{name}”的地址里没有 {KEYS[kind]}，请照机器人给的整条抄"))
    return Way(name, kind, {"url": url})


def _check_names(said: Mapping[str, object], known: Collection[str], where: str) -> None:
    if others := [name for name in said if name not in known]:
        hint = suggest_word(others[0], known)
        raise KjrError(WRONG.format(f"{where} 里没有“{others[0]}”这一项{hint}"))


def _parse_mail(said: Mapping[str, object]) -> Way:
    _check_names(said, MAIL_NAMES, "[messages.mail]")
    post = {"port": 465, "user": "", "password": "", "security": "ssl", "name": "", **said}
    if not (post.get("host") and "@" in str(post.get("sender", ""))):
        raise KjrError(WRONG.format("[messages.mail] 要写 host（邮件服务器）和 sender（发件地址）"))
    if post["security"] not in SECURITY:
        raise KjrError(WRONG.format(f"[messages.mail] 的 security 可写 {'、'.join(SECURITY)}"))
    if not (str(post["port"]).isdecimal() and 0 < int(str(post["port"])) < 65536):
        raise KjrError(WRONG.format("[messages.mail] 的 port 应是端口的数，像 465"))
    return Way(MAIL, WayKind.MAIL, post)


def _list_texts(said: Mapping[str, object], key: str) -> tuple[str, ...]:
    listed = said.get(key, [])
    if not isinstance(listed, list):
        raise KjrError(WRONG.format(f"{key} 应是方括号里的几个文字"))
    return tuple(map(str, listed))


def _check_network(network: str) -> None:
    try:
        ipaddress.ip_network(network)
    except ValueError:
        said = f"allowed_networks 里的“{network}”不是网段，像 10.1.0.0/16"
        raise KjrError(WRONG.format(said)) from None
