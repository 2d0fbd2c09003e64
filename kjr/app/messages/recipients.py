"""Where each unit's clerk is found: the link to its book, the name to begin with, the group."""

from collections.abc import Callable
from urllib.parse import quote

from kjr.app.messages.contacts import ContactBook
from kjr.campaign.model import Campaign
from kjr.documents.reminders.reminder import NOBODY_KNOWN, Recipient, Recipients

FILLING: str = "ledgers"
"""The page on which a unit fills its ledgers."""


def build_recipients(
    campaign: Campaign, contacts: ContactBook, find_link: Callable[[str], str]
) -> Recipients:
    """Every unit that has to file, with what a message to it needs to know."""
    return {
        unit.name: Recipient(
            link=find_link(unit.name),
            liaison=contacts.find(unit.name).liaison or NOBODY_KNOWN.liaison,
            group=contacts.find(unit.name).group,
        )
        for unit in campaign.expected
    }


def build_unit_link(address: str, unit: str) -> str:
    """Where a unit fills its ledgers; blank where kjr has no address in the web.

    >>> build_unit_link("https://kjr.example.cn/", "甲学会")
    'https://kjr.example.cn/ledgers?unit=%E7%94%B2%E5%AD%A6%E4%BC%9A'
    """
    return f"{address.rstrip('/')}/{FILLING}?unit={quote(unit)}" if address else ""
