"""apprise's plugins, bound to an address as the office wrote it, wherever its robot stands.

apprise is imported when a message is sent; it has no types to speak of.
"""

import base64
import hashlib
import hmac
import re
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from kjr.app.messages.ways import WayKind

SOON: Final = (10.0, 20.0)
"""Seconds to wait for a connection, and for an answer."""
Job = Mapping[str, Any]
"""What of a message its carrier is told: kind, post, to, title, text, networks."""
CALLS: Final = re.compile(r"<(?=\s{0,9}/?\s{0,9}(?:at\b|@))", re.IGNORECASE)
"""How a robot is told to call somebody, or everybody; a message may quote a cell that says so."""


def call_nobody(text: str) -> str:
    """The text without a sign that calls anybody.

    >>> call_nobody('<at user_id="all">所有人</at>，不到<5人')
    '＜at user_id="all">所有人＜/at>，不到<5人'
    """
    return CALLS.sub("＜", text)


def bind_plugin(job: Job) -> Callable[..., object]:
    """The plugin's own sending, bound to the address as the office wrote it."""
    from apprise import AppriseAsset, NotifyFormat

    asset = AppriseAsset(http_redirects=False, async_mode=False, app_id="kjr", app_desc="kjr")
    build = _build_mail if job["kind"] == WayKind.MAIL else _build_robot
    plugin = build(job, asset)
    plugin.request_rate_per_sec = 0.0  # whoever queues the messages keeps the pace
    plugin.socket_connect_timeout, plugin.socket_read_timeout = SOON
    return partial(plugin.send, body_format=NotifyFormat.TEXT)


def _build_robot(job: Job, asset: Any) -> Any:  # noqa: ANN401 - apprise has no types
    from apprise.plugins import custom_json, dingtalk, feishu, wecombot

    url = str(job["post"]["url"])
    parts = urlsplit(url)
    base = f"{parts.scheme}://{parts.netloc}"
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    plugin: Any
    match WayKind(job["kind"]):
        case WayKind.WECOM:
            plugin = wecombot.NotifyWeComBot(key=asked["key"], asset=asset)
            plugin.api_url = url
        case WayKind.DINGTALK:
            token, secret = asked["access_token"], asked.get("secret")
            plugin = dingtalk.NotifyDingTalk(token=token, secret=secret, asset=asset)
            plugin.notify_url = f"{base}{parts.path}?access_token={{token}}"
            plugin.get_signature = partial(sign_for_dingtalk, plugin.get_signature)
        case WayKind.FEISHU:
            token = parts.path.rstrip("/").rpartition("/")[2]
            plugin = feishu.NotifyFeishu(token=token, asset=asset)
            plugin.notify_url = f"{base}{parts.path}"
            if secret := asked.get("secret"):
                plugin.send = partial(_send_signed, plugin.send, feishu, secret)
        case _:
            plugin = custom_json.NotifyJSON(
                host=parts.hostname,
                port=parts.port,
                fullpath=parts.path or "/",
                secure=parts.scheme == "https",
                params=asked,
                asset=asset,
            )
    return plugin


def sign_for_dingtalk(sign: Callable[[], tuple[str, str]]) -> tuple[str, str]:
    """The plugin's signature, which it escapes once more than the robot takes off."""
    moment, signature = sign()
    return moment, unquote(signature)


def sign_for_feishu(secret: str, moment: int) -> dict[str, str]:
    """What Feishu's robot asks for in the body; ``moment`` is in seconds, and holds for an hour.

    As its manual says it, the text to be signed is the key, and what is signed is empty.
    """
    key = f"{moment}\n{secret}".encode()
    signature = base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest())
    return {"timestamp": str(moment), "sign": signature.decode()}


def _send_signed(
    send: Callable[..., object],
    feishu: Any,  # noqa: ANN401 - apprise's module
    secret: str,
    **message: object,
) -> object:
    """Send with a signature, which the plugin knows nothing of: it goes in as the body is made."""
    dumps = feishu.dumps
    feishu.dumps = lambda body, **options: dumps(
        {**sign_for_feishu(secret, int(time.time())), **body}, **options
    )
    try:
        return send(**message)
    finally:
        feishu.dumps = dumps


def _build_mail(job: Job, asset: Any) -> Any:  # noqa: ANN401
    from apprise.plugins import email

    post = job["post"]
    return email.NotifyEmail(
        smtp_host=post["host"],
        host=post["host"],
        port=int(post["port"]),
        user=post["user"] or None,
        password=post["password"] or None,
        secure_mode=post["security"],
        from_addr=f"{post['name']} <{post['sender']}>" if post["name"] else post["sender"],
        targets=list(job["to"]),
        asset=asset,
    )
