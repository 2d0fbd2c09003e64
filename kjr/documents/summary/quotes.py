"""What units wrote themselves: offered for quotation, never rewritten, only made safe."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kjr.campaign.columns import Text
from kjr.campaign.model import Campaign, Ledger
from kjr.documents.blocks import Paragraph
from kjr.documents.phrases import escape_braces, nest_quotes
from kjr.documents.printed_entries import Names, find_first_day, find_private_names
from kjr.figures.overview import Overview
from kjr.reading.page import Entry
from kjr.values.masks import mask_personal_data
from kjr.values.spelling.characters import join_lines
from kjr.values.spelling.hiding import HIDDEN

LONGEST = 120
"""Characters of a passage that is quoted whole without asking."""
STOPS: Final = ("。", "！", "？", "…", "；", "：", ".", "!", "?", ";")
COMMAS: Final = "，、,"
CLOSING: Final = "”’）》】"
MOST = 4
"""Passages quoted without asking, each from another district."""


class Passage(NamedTuple):
    """A unit's own words on one subject."""

    unit: str
    district: str
    subject: str
    """The column it was written in, e.g. 典型经验."""
    text: str


def list_passages(overview: Overview) -> list[Passage]:
    """Every passage of the units' summaries, by subject, the first that was filed first."""
    ledgers = {ledger.name: ledger for ledger in overview.campaign.ledgers}
    entries = sorted(
        overview.snapshot.entries,
        key=lambda entry: find_first_day(ledgers[entry.ledger], entry),
    )
    return extract_passages(
        overview.campaign, entries, find_private_names(overview.campaign, entries)
    )


def extract_passages(campaign: Campaign, entries: Sequence[Entry], names: Names) -> list[Passage]:
    """The passages among these entries, by subject."""
    return [
        Passage(entry.unit, campaign.unit(entry.unit).district, subject, text)
        for ledger in campaign.ledgers
        if ledger.single
        for subject in _subjects(campaign, ledger)
        for entry in entries
        if entry.ledger == ledger.name
        if (text := mask_personal_data(str(entry.values.get(subject, "")), names).strip())
    ]


def choose_quotes(found: list[Passage]) -> list[Passage]:
    """The first short passage of each district that says something new, as many as fit.

    One that names somebody is left to a clerk: ××× is no sentence to send up.
    """
    told: set[str] = set()
    kept = []
    for passage in found:
        is_fit = len(passage.text) <= LONGEST and HIDDEN not in passage.text
        if is_fit and told.isdisjoint((passage.district, passage.text)):
            told |= {passage.district, passage.text}
            kept.append(passage)
    return kept[:MOST]


def compose_quotes(overview: Overview, subject: str, name: str) -> Iterator[Paragraph]:
    """Passages on a subject, each from its unit: short ones of several districts, whole."""
    for passage in choose_quotes(_passages(overview, subject)):
        text = f"{passage.unit}：“{nest_quotes(escape_braces(join_lines(passage.text)))}”"
        yield Paragraph(close_sentence(text), key=f"{name} {passage.unit}")


def compose_placeholder(overview: Overview, name: str, subject: str) -> Paragraph:
    """What a clerk has to write, and how many passages on the subject there are to quote."""
    found = _passages(overview, subject)
    source = f"，可引用{len(found)}家单位报送的文字" if found else ""
    return Paragraph(f"【待补：{name}{source}】", key=name)


def close_sentence(text: str) -> str:
    """What somebody typed, with the stop it lacks at its end.

    >>> close_sentence("办成常年，"), close_sentence("甲：“菜单。”"), close_sentence("乙：“菜单”")
    ('办成常年。', '甲：“菜单。”', '乙：“菜单”。')
    """
    is_closed = text.rstrip(CLOSING).endswith(STOPS)
    return text if is_closed else f"{text.rstrip(COMMAS)}。"


def _passages(overview: Overview, subject: str) -> list[Passage]:
    return [passage for passage in list_passages(overview) if passage.subject == subject]


def _subjects(campaign: Campaign, ledger: Ledger) -> list[str]:
    """The ledger's own free texts; not those that every ledger has, such as 备注."""
    common = set.intersection(
        *({column.name for column in each.columns} for each in campaign.ledgers)
    )
    return [
        column.name
        for column in ledger.columns
        if isinstance(column, Text) and not column.private and column.name not in common
    ]
