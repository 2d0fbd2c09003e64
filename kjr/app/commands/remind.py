"""``python -m kjr remind``: who is to be asked for what, and the same sent, if that is said."""

import datetime as dt
import getpass
import time
from collections.abc import Iterable, Sequence
from typing import Final

from kjr.access import rights
from kjr.app import wiring
from kjr.app.commands.parsing.options import (
    FINE,
    PROBLEMS,
    Arguments,
    Options,
    print_json,
    read_command_settings,
    warn_without_memory,
)
from kjr.app.messages import objections
from kjr.app.messages.contacts import ask_contacts
from kjr.app.messages.outbox import Parcel
from kjr.app.messages.parcels import pack_reminders
from kjr.app.messages.recipients import build_recipients, build_unit_link
from kjr.app.messages.sending import Post, Sender, list_ends
from kjr.app.messages.ways import MessageSettings, parse_message_settings
from kjr.app.settings import Settings
from kjr.documents.blank_books.blank_workbook import select_units
from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.documents.reminders.reminder import Recipients, Reminder
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.errors import KjrError
from kjr.figures.overview import Overview, build_overview
from kjr.state.acts import Act
from kjr.state.chases import Delivery, Records, gather_records
from kjr.state.journal import Journal

WORDS = "列出该催的单位和要说的话；写 --send 才发出去"
ARGUMENTS: Arguments = {
    "--send": {"action": "store_true", "help": "真的发：按 secrets.toml 的 [messages]；不写只列出"},
    "--groups": {"action": "store_true", "help": "每个群一条，不是每家一条"},
    "--unit": {},
    "--json": {},
    "--folder": {},
    "--campaign": {},
}
OFF: Final = "没有发：请在 .streamlit/secrets.toml 的 [messages] 里写 on = true"
PAST: Final = "已过截止日，群里的“请于截止日前报送”不再发；不写 --groups 列出各家的。"
BOTH: Final = "--unit 和 --groups 不能一起写：群里的一条是对整个群说的"
PATIENCE: Final = 600.0
"""Seconds to wait for messages that another process has begun to send."""


def run(options: Options) -> int:
    """List what is due, and send it if that was asked for."""
    settings = read_command_settings(options)
    rules = parse_message_settings(settings.messages)
    overview = build_overview(wiring.take_snapshot(settings))
    journal = Journal(settings.database, overview.campaign.unit_names)
    records, now = gather_records(journal.acts()), wiring.build_clock(overview.campaign)()
    contacts = ask_contacts(settings.campaign, overview.campaign)
    campaign = overview.campaign

    def find_link(unit: str) -> str:
        return build_unit_link(settings.address, campaign.unit(unit).short or unit)

    recipients = build_recipients(campaign, contacts, find_link)
    due = _compose(options, overview, settings.address, recipients, records)
    who = f"{rights.HERE.name} {getpass.getuser()}"
    parcels, _ = pack_reminders(overview, rules, contacts, due, who)
    if not options.send:
        _list(options, overview, due, parcels, records, now)
        warn_without_memory(options)
        return FINE
    if not rules.is_on:
        raise KjrError(OFF)
    return _send(settings, rules, overview, journal, parcels)


def _compose(
    options: Options, overview: Overview, link: str, recipients: Recipients, records: Records
) -> list[Reminder]:
    if options.groups and options.unit:
        raise KjrError(BOTH)
    if options.groups:
        return compose_group_reminders(overview, link, recipients)
    due = compose_unit_reminders(overview, None, recipients, records)
    wanted = {unit.name for unit in select_units(overview.campaign, options.unit)}
    return [each for each in due if each.to in wanted]


def _list(
    options: Options,
    overview: Overview,
    due: Sequence[Reminder],
    parcels: Sequence[Parcel],
    records: Records,
    now: dt.datetime,
) -> None:
    ways = {each.to: each.way for each in parcels}
    wait = overview.campaign.reminders.wait
    held = {
        each.to
        for each in due
        if any(unit in records and records[unit].is_recent(now, wait) for unit in each.units)
    }
    if options.json:
        print_json(
            {
                "reminders": [
                    {
                        "to": each.to,
                        "rung": str(each.rung),
                        "units": list(each.units),
                        "text": each.text,
                        "way": ways.get(each.to),
                        "held": each.to in held,
                    }
                    for each in due
                ]
            }
        )
        return
    if options.groups and overview.is_overdue:
        print(PAST)
    for each in due:
        told = "刚催过，不会发" if each.to in held else ways.get(each.to) or "没有地址，请复制发"
        print(f"{each.to}　{each.rung}　{told}\n{each.text}\n")
    print(f"{len(due)} 条，其中 {len(ways)} 条有地址，{len(held)} 条刚催过。写 --send 才发出去。")


def _send(
    settings: Settings,
    rules: MessageSettings,
    overview: Overview,
    journal: Journal,
    parcels: Sequence[Parcel],
) -> int:
    """Send now, and tell of each what became of it; what is tried again stays with the app."""
    clock = wiring.build_clock(overview.campaign)

    def find_objection(parcel: Parcel, done: Iterable[Act]) -> str:
        return objections.find_objection(overview, gather_records(done), clock(), parcel)

    sender = Sender(Post(settings.database, journal, rules, clock, find_objection))
    sender.outbox.add(parcels)
    end = time.monotonic() + PATIENCE
    while (left := _list_left(sender, parcels)) and time.monotonic() < end:
        try:
            sender.send_waiting()
        except KjrError:  # a running app is sending them already
            time.sleep(1)
        if left == _list_left(sender, parcels):
            break
    ends = list_ends(journal, [each.id for each in parcels])
    for each in ends:
        print(f"{each.to}　{each.delivery}　{each.reason}".rstrip("　"))
    waiting = len(_list_left(sender, parcels))
    print(f"{sum(each.delivery is Delivery.OUT for each in ends)} 条已发，{waiting} 条等着再试。")
    return FINE if all(each.delivery is Delivery.OUT for each in ends) else PROBLEMS


def _list_left(sender: Sender, parcels: Sequence[Parcel]) -> set[str]:
    """Which of them are still to be tried for the first time."""
    ours = {each.id for each in parcels}
    return {each.id for each in sender.outbox.list_waiting() if each.id in ours and not each.tries}
