"""Who can reach the screens and the files, and which settings let in others."""

import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from kjr.access import lock_out, passcodes
from kjr.access.sign_in import SignInMethod, is_loopback
from kjr.app import kept_campaign
from kjr.app.records.watch import list_record_faults
from kjr.app.settings import ROOT, SECRETS, Settings
from kjr.errors import KjrError
from kjr.state import private_facts
from kjr.state.acts import ACCESS
from kjr.state.engine.connections import FILE
from kjr.state.journal import Journal

SHORTEST_SECRET: Final = 32
LARGEST_UPLOAD: Final = 50
"""Megabytes."""
WAYS: Final = {
    SignInMethod.LOCAL: "没有登录，只有本机能打开",
    SignInMethod.PASSCODES: "用登录码登录",
    SignInMethod.OIDC: "用统一登录（OIDC）",
    SignInMethod.HEADER: "由反向代理说明身份",
}

HIDING: Final = (
    "反向代理没有说明来访者的地址，试错登录码都算在一个地址上："
    "请照 deploy/ 里的 nginx.conf、Caddyfile 设 X-Forwarded-For"
)

OVERRIDDEN: Final = "环境变量改了 Streamlit 的设置，按它检查：{}"
LOOKED_AT: Final = (
    ("server", "address"),
    ("server", "sslCertFile"),
    ("server", "enableXsrfProtection"),
    ("server", "enableCORS"),
    ("server", "maxUploadSize"),
    ("server", "maxMessageSize"),
    ("server", "enableAgentApi"),
    ("client", "showErrorDetails"),
)
"""Settings of Streamlit that let somebody in, or more be taken than is good."""
STEP: Final = re.compile(r"(?<=[a-z])([A-Z])")
SAID: Final[Mapping[str, Any]] = {"true": True, "1": True, "false": False, "0": False}

Options = Mapping[str, Any]


class Finding(NamedTuple):
    """One thing looked at."""

    is_fine: bool
    text: str


def examine_exposure(
    settings: Settings, environment: Mapping[str, str], config: Options, secrets: Path = SECRETS
) -> Iterator[Finding]:
    """Everything about who can get in; ``read_streamlit_config`` is Streamlit's config.toml."""
    yield Finding(True, f"登录：{WAYS[settings.sign_in.way]}")
    in_force = override_options(config, environment)
    yield from (Finding(False, text) for text in _server(settings, in_force))
    if told := "、".join(sorted(list_overrides(environment))):
        yield Finding(True, OVERRIDDEN.format(told))
    yield from (Finding(False, text) for text in _files(settings, secrets))
    yield from (Finding(False, text) for text in _accounts(settings, secrets))


def read_streamlit_config(file: Path = ROOT / ".streamlit" / "config.toml") -> Options:
    """Streamlit's own settings; none if there is no such file."""
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def list_overrides(environment: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The settings of Streamlit that the environment says otherwise: its name for each, and ours.

    >>> list_overrides({"STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": "false", "HOME": "/"})
    {'STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION': ('server', 'enableXsrfProtection')}
    """
    names = {f"{section}.{name}": (section, name) for section, name in LOOKED_AT}
    ours = {STEP.sub(r"_\1", name).replace(".", "_").upper(): name for name in names}
    return {
        f"STREAMLIT_{name}": names[known]
        for name, known in ours.items()
        if f"STREAMLIT_{name}" in environment
    }


def override_options(config: Options, environment: Mapping[str, str]) -> Options:
    """Streamlit's settings as they are in force: the environment goes before the file."""
    found = {section: dict(options) for section, options in config.items()}
    for name, (section, option) in list_overrides(environment).items():
        said = environment[name].strip()
        found.setdefault(section, {})[option] = SAID.get(
            said.lower(), int(said) if said.isdecimal() else said
        )
    return found


def _server(settings: Settings, config: Options) -> Iterator[str]:
    server = config.get("server", {})
    address = server.get("address", "")
    is_open = not is_loopback(address)
    if is_open and settings.sign_in.way is SignInMethod.LOCAL:
        yield "对外监听而没有设置登录，别人会被拒绝：请设 sign_in，或 server.address 改回 127.0.0.1"
    if is_open and settings.sign_in.way is SignInMethod.HEADER:
        yield "由反向代理说明身份时，server.address 要是 127.0.0.1，别人才绕不开代理"
    if is_open and not server.get("sslCertFile"):
        yield "对外直接监听，登录码会在网上明文传送：请放在有 TLS 的反向代理后面（deploy/）"
    for name in ("enableXsrfProtection", "enableCORS"):
        if server.get(name) is False:
            yield f"server.{name} 被关掉了，别的网页可以冒充登录的人：请去掉这一行"
    if server.get("maxUploadSize", 200) > LARGEST_UPLOAD:
        yield f"server.maxUploadSize 太大，请设为 {LARGEST_UPLOAD} 以内"
    if server.get("maxMessageSize", 200) > LARGEST_UPLOAD:
        yield f"server.maxMessageSize 太大，请设为 {LARGEST_UPLOAD} 以内"
    if config.get("client", {}).get("showErrorDetails", "full") != "none":
        yield 'client.showErrorDetails 请设为 "none"，否则出错时会显示程序内部'
    if server.get("enableAgentApi"):
        yield "server.enableAgentApi 请关掉，它不经过页面就能操作"


def _files(settings: Settings, secrets: Path) -> Iterator[str]:
    if private_facts.is_open_to_others(secrets):
        yield f"{secrets.name} 别的用户能读，请运行 chmod 600 {secrets}"
    if private_facts.is_open_to_others(settings.state / FILE):
        yield f"数据库别的用户能读，里面有登录码的摘要，请运行 chmod 600 {settings.state / FILE}"
    if private_facts.is_open_to_others(settings.state):
        yield f"状态文件夹别的用户能读，请运行 chmod 700 {settings.state}"
    facts = kept_campaign.ask_folder(settings.folder.stat, None)
    if facts and os.name == "posix" and facts.st_mode & stat.S_IWOTH:
        yield f"工作簿文件夹 {settings.folder} 谁都能写，请只给要填报的人写权限"


def _accounts(settings: Settings, secrets: Path) -> Iterator[str]:
    try:
        needs_codes = settings.sign_in.way is SignInMethod.PASSCODES
        if needs_codes and not passcodes.read_code_holders(settings.database):
            yield "还没有发过登录码，谁也进不来：python -m kjr access issue --office"
        if lock_out.is_proxy_hiding(settings.database):
            yield HIDING
        journal = Journal(settings.database, record=ACCESS)
        yield from list_record_faults(settings.database, settings.state, journal)
    except KjrError as error:
        yield str(error)
    if settings.sign_in.way is SignInMethod.OIDC:
        said = tomllib.loads(secrets.read_text("utf-8-sig")) if secrets.exists() else {}
        if len(str(said.get("auth", {}).get("cookie_secret", ""))) < SHORTEST_SECRET:
            yield f"[auth] 的 cookie_secret 没有写或太短，请换成 {SHORTEST_SECRET} 个以上的随机字符"
