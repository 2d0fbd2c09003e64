"""``python -m kjr access``: give out, list, renew and take back the codes people sign in with."""

import datetime as dt
import getpass
import os
from collections.abc import Sequence
from pathlib import Path
from secrets import token_bytes

from kjr.access import passcodes, rights
from kjr.access.rights import Role, Viewer
from kjr.app import wiring
from kjr.app.commands.parsing.options import FINE, Arguments, Options, read_command_settings
from kjr.app.messages.contacts import ContactBook, ask_contacts
from kjr.app.settings import Settings
from kjr.campaign.model import Campaign
from kjr.documents import slips
from kjr.documents.paper import fonts
from kjr.documents.slips import Slip
from kjr.errors import KjrError
from kjr.state.acts import ACCESS, Act, ActKind
from kjr.state.journal import Journal
from kjr.store.files import save_output

WORDS = "发、列、换、收登录码"
ARGUMENTS: Arguments = {
    "what": {
        "choices": ["issue", "list", "renew", "revoke"],
        "metavar": "做什么",
        "help": "issue 发 · list 列出 · renew 换新 · revoke 收回",
    },
    "names": {"nargs": "*", "metavar": "名称", "help": "单位名称，或领导、活动办人员的名称"},
    "--all": {"action": "store_true", "help": "issue：给名册上还没有的单位都发"},
    "--leader": {"action": "store_true", "help": "issue：发给领导（默认名称是“领导”）"},
    "--office": {"action": "store_true", "help": "issue：发给活动办（默认名称是“活动办”）"},
    "--for": {
        "dest": "units",
        "nargs": "+",
        "metavar": "单位",
        "default": [],
        "help": "issue：一个码管几家单位，名称另起",
    },
    "--slips": {
        "type": Path,
        "metavar": "文件.pdf",
        "help": "发放条：名称、登录码、网址二维码",
    },
    "--address": {"default": "", "metavar": "网址", "help": "发放条上的网址"},
}


def run(options: Options) -> int:
    """Do what was asked; codes are printed once and kept nowhere."""
    settings = read_command_settings(options)
    match options.what:
        case "list":
            _list(settings)
        case "revoke":
            for name in _named(options):
                passcodes.revoke_code(settings.database, name)
                _record(settings, ActKind.REVOKED, name)
                print(f"已收回「{name}」的登录码，用它登录的都已退出。")
        case "renew":
            _hand_out(options, settings, _named(options))
        case _:
            _hand_out(options, settings, _wanted(options, settings))
    return FINE


def _list(settings: Settings) -> None:
    for account in passcodes.read_code_holders(settings.database).values():
        units = "、".join(account.viewer.units)
        for_units = f"（{units}）" if units not in ("", account.name) else ""
        print(f"{account.viewer.role}　{account.name}{for_units}　{account.issued:%Y-%m-%d} 发")


def _hand_out(options: Options, settings: Settings, asked: Sequence[str | Viewer]) -> None:
    """A viewer gets a first code, a name that has one gets a new one."""
    if options.slips and not options.address:
        raise KjrError("发放条上要印网址，请加 --address https://…")
    given, contacts = [], _find_contacts(options, settings)
    for each in asked:
        if isinstance(each, Viewer):
            name, code = (
                each.name,
                passcodes.issue_code(settings.database, each, _now(), token_bytes),
            )
        else:
            name, code = each, passcodes.renew_code(settings.database, each, _now(), token_bytes)
        given.append(Slip(name, code, contacts.find(name).liaison))
        _record(settings, ActKind.ISSUED, name)
        print(f"{name}　{code}")
    if options.slips:
        faces = fonts.load_fonts(settings.fonts)
        data = slips.render_slips(given, options.address, _now(), faces)
        before = os.umask(0o077)  # not even for the moment in which it is written
        try:
            save_output(options.slips, data)
        finally:
            os.umask(before)
        print(f"发放条写在 {options.slips}，打印后请删除这个文件。")


def _find_contacts(options: Options, settings: Settings) -> ContactBook:
    """Whom the slips go to; a code can be given out without a campaign that can be read."""
    if not options.slips:
        return ContactBook()
    return ask_contacts(settings.campaign, wiring.open_campaign(settings))


def _wanted(options: Options, settings: Settings) -> list[Viewer]:
    campaign = wiring.open_campaign(settings)
    if options.office or options.leader:
        role = Role.OFFICE if options.office else Role.LEADER
        return [Viewer(role, name=name) for name in options.names or [role.value]]
    if options.units:
        (name,) = options.names or [options.units[0]]
        return [Viewer(Role.UNIT, tuple(_unit(campaign, each) for each in options.units), name)]
    names = [_unit(campaign, name) for name in options.names]
    if options.all:
        given = passcodes.read_code_holders(settings.database)
        names += [unit.name for unit in campaign.units if unit.name not in {*given, *names}]
    if not names:
        raise KjrError("请写单位名称，或用 --all、--leader、--office")
    return [Viewer(Role.UNIT, (name,), name) for name in names]


def _unit(campaign: Campaign, written: str) -> str:
    if name := campaign.unit_names.get(written):
        return name
    raise KjrError(f"名册上没有「{written}」")


def _named(options: Options) -> list[str]:
    if not options.names:
        raise KjrError("请写名称；有哪些用 python -m kjr access list 看")
    names: list[str] = options.names
    return names


def _record(settings: Settings, kind: ActKind, account: str) -> None:
    who = f"{rights.HERE.name} {getpass.getuser()}"
    Journal(settings.database, record=ACCESS).append(Act(_now(), who, "", kind, note=account))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
