"""The words that may stand above a column, and which ledger knows them as what.

>>> clean("*走访 人次（必填）"), bare("慰问金额（万元）"), scale("慰问金额（万元）", "慰问金额")
('走访人次必填', '慰问金额', 10000)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from kjr.campaign import Campaign, Ledger
from kjr.cells import fold

CLOSE: Final = 82
"""How alike a misspelt header must be to the word it means, in percent."""
NOISE: Final = re.compile(r"[^\w%]|_")
BRACKETS: Final = re.compile(r"[(\[【〔<《][^()\[\]【】〔〕<>《》]*[)\]】〕>》]?")
NUMBERING: Final = re.compile(
    r"^[\s*★☆※●▲△]*(?:[(]?\d{1,2}[.、)]|[(]?[一二三四五六七八九十]+[)、.]|其中)?"
)
SCALE: Final = re.compile(r"([万千百])(?:元|人|份|字|次|册)")
FACTORS: Final = {"万": 10000, "千": 1000, "百": 100}
EXACT, ALIAS, BARE, FUZZY = range(4)
"""How a header was recognised; the lower the surer."""

Words = Mapping[str, Mapping[str, tuple[str, int]]]
"""Cleaned header → ledger → (its column, how sure)."""


class Lexicon:
    """Every word the campaign's ledgers know as a header."""

    def __init__(self, campaign: Campaign) -> None:
        self.ledgers = campaign.ledgers
        self.words = _words(campaign.ledgers)

    @cached_property
    def common(self) -> frozenset[str]:
        """The columns every ledger has, such as 备注; they tell no ledger from another."""
        names = [{column.name for column in ledger.columns} for ledger in self.ledgers]
        return frozenset(set.intersection(*names) if len(names) > 1 else ())

    def knows(self, text: str) -> bool:
        """True for a word some ledger has as a header."""
        return clean(text) in self.words or bare(text) in self.words

    def column(self, names: Iterable[str], ledger: str) -> tuple[str, str, int] | None:
        """(word, column, how sure) for the first of these names the ledger knows."""
        for name in names:
            if found := self.words.get(name, {}).get(ledger):
                return name, *found
        return None

    def guess(self, text: str, ledger: Ledger) -> str | None:
        """The column a misspelt header means, if it is close enough to one."""
        own = [word for word, columns in self.words.items() if ledger.name in columns]
        best = process.extractOne(text, own, scorer=fuzz.ratio, score_cutoff=CLOSE)
        return self.words[best[0]][ledger.name][0] if best else None


def _words(ledgers: Iterable[Ledger]) -> Words:
    words: dict[str, dict[str, tuple[str, int]]] = {}
    for ledger in ledgers:
        names = [(column.name, column.name, EXACT) for column in ledger.columns]
        names += [(alias, each.name, ALIAS) for each in ledger.columns for alias in each.aliases]
        for name, column, sureness in names:
            words.setdefault(clean(name), {}).setdefault(ledger.name, (column, sureness))
        for name, column, _ in names:
            words.setdefault(bare(name), {}).setdefault(ledger.name, (column, BARE))
    return words


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """A header's letters alone: no line breaks, stars, brackets, numbering, 其中."""
    return NOISE.sub("", NUMBERING.sub("", fold(text))).lower()


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """A header's letters without its remarks in brackets."""
    return clean(BRACKETS.sub("", fold(text))) or clean(text)


def scale(header: str, column: str) -> int:
    """What to multiply numbers by that stand under such a header: 10000 under 万元."""
    found = SCALE.search(fold(header))
    return FACTORS[found[1]] if found and found[1] not in column else 1
