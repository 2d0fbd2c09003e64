"""What doctor says of messages: whether they leave, to whom they cannot, and who reads contacts."""

from collections.abc import Iterator
from functools import partial

from kjr.app.exposure import Finding
from kjr.app.kept_campaign import ask_folder
from kjr.app.messages.contacts import CONTACTS, ContactBook, ask_contacts
from kjr.app.messages.ways import MessageSettings, parse_message_settings
from kjr.app.settings import Settings
from kjr.campaign.model import Campaign
from kjr.errors import KjrError
from kjr.state.private_facts import is_open_to_others


def examine_messages(settings: Settings, campaign: Campaign) -> Iterator[Finding]:
    """Contacts, addresses, and whether anything leaves by itself."""
    contacts = ask_contacts(settings.campaign, campaign)
    yield from (Finding(False, f"联络员：{each}") for each in contacts.wrong)
    path = settings.campaign / CONTACTS
    if ask_folder(partial(is_open_to_others, path), otherwise=False):
        yield Finding(False, f"联络员：{CONTACTS} 别的用户能读，请运行 chmod 600 {path}")
    try:
        rules = parse_message_settings(settings.messages)
    except KjrError as error:
        yield Finding(False, str(error))
        return
    yield Finding(True, f"发消息：{_describe(rules, campaign)}")
    yield from _find_idle_robots(rules, contacts, campaign)


def _describe(rules: MessageSettings, campaign: Campaign) -> str:
    if not rules.is_on:
        return "没有开，只能复制"
    mail = "、邮件" if rules.mail else ""
    hour = campaign.reminders.digest
    daily = f"，领导日报每天 {hour}" if hour and rules.leaders else ""
    return f"开着，{len(rules.robots)} 个群{mail}{daily}"


def _find_idle_robots(
    rules: MessageSettings, contacts: ContactBook, campaign: Campaign
) -> Iterator[Finding]:
    """Robots by a name that no group, district or list of leaders has: nothing goes there."""
    groups = {contacts.find(unit.name).group for unit in campaign.expected}
    for name in rules.robots:
        if name not in (*groups, *campaign.districts, *rules.leaders):
            word = campaign.district_word
            said = f"机器人“{name}”用不上：没有一个群、{word}叫这个名字，leaders 里也没有"
            yield Finding(False, f"发消息：{said}")
