"""The words that may stand above a column, and which ledger knows them as what.

>>> clean("*走访 人次（必填）"), bare("慰问金额（万元）"), scale("慰问金额（万元）", "慰问金额")
('走访人次必填', '慰问金额', 10000)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Hamming

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
EXACT, ALIAS, BARE, FUZZY, LOOSE = range(5)
"""How a header was recognised; the lower the surer."""

Words = Mapping[str, Mapping[str, tuple[str, int]]]
"""Cleaned header → ledger → (its column, how sure)."""


class Lexicon:
    """Every word the campaign's ledgers know as a header."""

    def __init__(self, campaign: Campaign) -> None:
        self.ledgers = campaign.ledgers
        self.words = _words(tuple(map(_facts, campaign.ledgers)))

    @cached_property
    def common(self) -> frozenset[str]:
        """The columns every ledger has, such as 备注; they tell no ledger from another."""
        names = [{column.name for column in ledger.columns} for ledger in self.ledgers]
        return frozenset(set.intersection(*names) if len(names) > 1 else ())

    def knows(self, text: str) -> bool:
        """True for a word some ledger has as a header."""
        return clean(text) in self.words or bare(text) in self.words

    def meanings(self, names: Iterable[str]) -> list[Mapping[str, tuple[str, int]]]:
        """Ledger → its column and how sure, for each of these names that any ledger knows."""
        return [self.words[name] for name in names if name in self.words]

    def column(self, name: str, ledger: str) -> str | None:
        """The column of one ledger that a cleaned header names."""
        found = self.words.get(name, {}).get(ledger)
        return found[0] if found else None

    def guess(self, text: str, ledger: Ledger) -> str | None:
        """The column a misspelt header means, if it is close enough to one."""
        best = process.extractOne(text, self._own(ledger), scorer=fuzz.ratio, score_cutoff=CLOSE)
        return self.column(best[0], ledger.name) if best else None

    def guess_loosely(self, text: str, ledger: Ledger, lacking: Collection[str]) -> str | None:
        """The one lacking column a header may mean: one letter off, or its words at the end."""
        alike = {
            self.column(word, ledger.name)
            for word in self._own(ledger)
            if (len(word) > 3 and len(word) == len(text) and Hamming.distance(word, text) == 1)
            or (len(word) > 1 and text.endswith(word))
        }
        likely = alike & {*lacking}
        return likely.pop() if len(likely) == 1 else None

    def _own(self, ledger: Ledger) -> list[str]:
        return [word for word, columns in self.words.items() if ledger.name in columns]


Facts = tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]


def _facts(ledger: Ledger) -> Facts:
    """A ledger's name, its columns, and their aliases."""
    return ledger.name, tuple((column.name, column.aliases) for column in ledger.columns)


@lru_cache(maxsize=4)
def _words(ledgers: tuple[Facts, ...]) -> Words:
    words: dict[str, dict[str, tuple[str, int]]] = {}
    for ledger, columns in ledgers:
        names = [(column, column, EXACT) for column, _ in columns]
        names += [(alias, column, ALIAS) for column, aliases in columns for alias in aliases]
        for name, column, sureness in names:
            words.setdefault(clean(name), {}).setdefault(ledger, (column, sureness))
        for name, column, _ in names:
            words.setdefault(bare(name), {}).setdefault(ledger, (column, BARE))
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
