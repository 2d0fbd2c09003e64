"""One entry told in a sentence, as wording.toml says for its ledger.

Of an example that names nothing in some clause or bracket, that clause or bracket goes.  Titles
stand in 《》 or “” once: the marks somebody typed around a whole title are not doubled, those
within become 〈〉 or ‘’.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from kjr.campaign.columns import Column, Count, Person
from kjr.campaign.model import Campaign, Ledger
from kjr.documents.phrases import drop_zero_clauses, escape_braces, nest_quotes, open_brackets
from kjr.documents.printed_entries import (
    Names,
    find_private_names,
    phrase_cell,
    phrase_cell_words,
)
from kjr.figures.overview import Overview
from kjr.reading.page import Entry
from kjr.values.spelling.characters import join_lines, unify_name

WHO: Final = "单位"
SUBJECT: Final = f"{{{WHO}}}"
BLANK: Final = re.compile(r"([“《]?)\{([^{}]+)\}([”》]?)")
JOINED: Final = re.compile(
    r"(?:(?<!\s)\s+)?(?:→|->|—>|(?<=[\u4e00-\u9fff])\+(?=[\u4e00-\u9fff]))\s*"
)
"""Signs people type between places or kinds; prose lists them."""
NOTHING: Final = ("无", "—")


class Teller(NamedTuple):
    """Who tells entries: what a campaign says of them, and which names may not be told."""

    campaign: Campaign
    private: Names
    full_names: Mapping[str, str]
    """Every name the roster knows a unit by → its full name."""

    def tell_entry(self, entry: Entry, *, who: str | None = None, full: bool = False) -> str:
        """An entry in one sentence without its full stop; ``who`` instead of its unit.

        Its figures are those of the unit that wrote it: one that names another unit as its host
        is told as work of both.  Blank if nothing is left that says whose work it was.
        """
        ledger = self.campaign.ledger(entry.ledger)
        story = self.campaign.in_full.get(ledger.name, "") if full else ""
        story = story or self.campaign.examples.get(ledger.name) or _build_plain_story(ledger)
        host = self.find_host(entry)
        said = {column.name: self._phrase(entry, column) for column in ledger.columns}
        others = [it for it in self.list_partners(entry) if it not in (host, entry.unit)]
        if len(others) < len(self.list_partners(entry)):
            said[ledger.partner] = "、".join(others)
        said = {name: "" if words in (host, entry.unit) else words for name, words in said.items()}
        told = {name: bool(words) for name, words in said.items()}
        text = open_brackets(story, {name for name, is_there in told.items() if not is_there})
        kept = drop_zero_clauses(text, told)
        if SUBJECT in story and SUBJECT not in kept:
            return ""
        writer = entry.unit if who is None else who
        said[WHO] = writer if host == entry.unit else f"{writer}与{host}"
        return BLANK.sub(lambda match: _fill(match, said), kept)

    def find_host(self, entry: Entry) -> str:
        """Who held what an entry tells of: its host by full name, or else who wrote it."""
        host = str(entry.values.get(self.campaign.ledger(entry.ledger).host, "")).strip()
        return self.full_names.get(unify_name(host), "") or entry.unit

    def list_partners(self, entry: Entry) -> list[str]:
        """With whom it was done, each by the full name the roster knows, if it does."""
        partner = entry.values.get(self.campaign.ledger(entry.ledger).partner, "")
        words = re.split("[、；;，,\n]", phrase_cell_words(partner, self.private))
        known = self.full_names
        found = (known.get(unify_name(it), escape_braces(it.strip())) for it in words if it)
        return [each for each in found if each and each not in NOTHING]

    def _phrase(self, entry: Entry, column: Column) -> str:
        value = entry.values.get(column.name)
        if column.private or value is None or (isinstance(column, Count) and not value):
            return ""
        names = () if isinstance(column, Person) else self.private  # whom it names is published
        words = phrase_cell(entry, column, self.campaign.year, names).strip().rstrip("。；，")
        return "" if words in NOTHING else escape_braces(JOINED.sub("、", join_lines(words)))


def build_teller(overview: Overview) -> Teller:
    """Who tells the entries of these figures."""
    campaign = overview.campaign
    private = find_private_names(campaign, overview.snapshot.entries)
    full_names = {unify_name(name): unit for name, unit in campaign.unit_names.items()}
    return Teller(campaign, private, full_names)


def may_be_told(campaign: Campaign, ledger: Ledger) -> bool:
    """Whether there is anything by which an entry of this ledger could be told."""
    return bool(ledger.title or ledger.name in campaign.examples)


def _fill(match: re.Match[str], said: Mapping[str, str]) -> str:
    before, name, after = match.groups()
    words = said.get(name, "")
    if before and after and words.startswith(before) and words.endswith(after):
        return words
    return f"{before}{nest_quotes(words, before)}{after}"


def _build_plain_story(ledger: Ledger) -> str:
    """How an entry is told where the campaign does not say: by its day, place, title, people."""
    day = f"〔{{{ledger.day}}}〕" if ledger.day else ""
    place = f"〔在{{{ledger.place}}}〕" if ledger.place and ledger.place != ledger.title else ""
    people = f"〔，{ledger.people}{{{ledger.people}}}〕" if ledger.people else ""
    return f"{SUBJECT}{day}{place}开展“{{{ledger.title}}}”{people}"
