"""The words that may stand above a column, and which ledger knows them as what.

>>> clean_header("*走访 人次（必填）"), strip_header_remarks("慰问金额（万元）")
('走访人次必填', '慰问金额')
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Hamming

from kjr.campaign.model import Ledger
from kjr.values.spelling.characters import fold_text

CLOSE: Final = 82
"""How alike a misspelt header must be to the word it means, in percent."""
WHOLE: Final = frozenset(
    ("合计", "总数", "小计", "总计", "数量", "总人数", "总人次", "计", "共计", "总")
)
"""A column under a group that means the group itself."""
EMPTY: Final = "数量的之情况表"
"""Letters that change no header."""
PEOPLE: Final = frozenset("员们者")
"""One of these behind a word makes it somebody else: 慰问人员 are not the 慰问人."""
NOISE: Final = re.compile(r"[^\w%]|_")
FOOTNOTES: Final = re.compile("[①-⑳⁰-⁹¹²³]")
BRACKETS: Final = re.compile(r"[(\[【〔<《][^()\[\]【】〔〕<>《》]*[)\]】〕>》]?")
NUMERALS: Final = "一二三四五六七八九十"
NUMBERING: Final = re.compile(
    rf"^[\s*★☆※●▲△]*(?:[(]?\d{{1,2}}[.、)]|[(]?[{NUMERALS}]+[)、.]|其中)?"
)
RUNNING: Final = re.compile("序号?|编号|项次|行号|no|id|[a-z]?")
EXACT, ALIAS, BARE, FUZZY, LOOSE, CONTENT = range(6)
"""How a header was recognised; the lower the surer."""

Words = Mapping[str, Mapping[str, tuple[str, int]]]
"""Cleaned header → ledger → (its column, how sure)."""


class Lexicon:
    """Every word the campaign's ledgers know as a header."""

    def __init__(self, ledgers: tuple[Ledger, ...]) -> None:
        self.ledgers = ledgers
        self.words = _words(ledgers)
        self._list_alike = lru_cache(maxsize=4096)(self._find_alike)
        self._guess_word = lru_cache(maxsize=4096)(self._find_word)
        self._has_word = lru_cache(maxsize=8192)(self._find_header)

    @cached_property
    def common(self) -> frozenset[str]:
        """The columns every ledger has, such as 备注; they tell no ledger from another."""
        names = [{column.name for column in ledger.columns} for ledger in self.ledgers]
        return frozenset(set.intersection(*names) if len(names) > 1 else ())

    @cached_property
    def required(self) -> Mapping[str, frozenset[str]]:
        """Ledger → the columns it requires."""
        return {
            ledger.name: frozenset(column.name for column in ledger.columns if column.required)
            for ledger in self.ledgers
        }

    def may_head(self, text: str) -> bool:
        """True for a word some ledger has as a header, or that means the group it stands under.

        Whatever explains it in lines below.
        """
        first = text[:1]
        if "\u4e00" <= first <= "\u9fff" and first not in self._starts:
            return False  # nearly every cell of an entry; no letter of it has to be cleaned
        return self._has_word(text)

    @cached_property
    def _starts(self) -> frozenset[str]:
        """What a header begins with, as far as it is an ideograph: a word's first, or a number."""
        return frozenset(word[:1] for word in (*self.words, *WHOLE)).union(NUMERALS, "其")

    def _find_header(self, text: str) -> bool:
        return (
            clean_header(text) in WHOLE
            or clean_header(text) in self.words
            or strip_header_remarks(text) in self.words
            or clean_header(text.partition("\n")[0]) in self.words
        )

    def meanings(self, names: Iterable[str]) -> list[Mapping[str, tuple[str, int]]]:
        """Ledger → its column and how sure, for each of these names that any ledger knows."""
        return [self.words[name] for name in names if name in self.words]

    def column(self, name: str, ledger: str) -> str | None:
        """The column of one ledger that a cleaned header names."""
        found = self.words.get(name, {}).get(ledger)
        return found[0] if found else None

    def guess(self, text: str, ledger: Ledger) -> str | None:
        """The column a misspelt header means, if it is close enough to one."""
        return self._guess_word(text, ledger.name)

    def says_more(self, text: str, column: str, ledger: Ledger) -> bool:
        """Whether a header has letters that no word for its column has, 应参加人数 for 参加人数."""
        words = (word for word in self._own(ledger) if self.column(word, ledger.name) == column)
        return bool({*clean_header(text)} - {*EMPTY}.union(*words))

    def guess_loosely(self, text: str, ledger: Ledger, lacking: Collection[str]) -> str | None:
        """The one lacking column a header may mean, because they end alike.

        An optional column is only taken for a header that drops what goes without saying (种类
        for 媒体种类); a required one also if a letter is off or words were put in front.
        """
        words = self._list_alike(text, ledger.name)
        if len(text) < 2 or not words:
            return None
        required = self.required[ledger.name]
        ends = [word for word in words if text.endswith(word)]
        own = self.column(max(ends, key=len), ledger.name) if ends else None
        lacking = {own} & {*lacking} if own else lacking  # 领导级别 is no 级别
        likely = {
            column
            for word in words
            if (column := self.column(word, ledger.name)) in lacking
            and len(word) > 1
            and (word.endswith(text) or column in required)
        }
        return likely.pop() if len(likely) == 1 else None

    def one_letter_off(self, text: str, ledger: Ledger, lacking: Collection[str]) -> str | None:
        """A lacking column whose name or alias differs from a header in one letter."""
        words = (word for word in self._own(ledger) if _is_slip(word, text))
        columns = (self.column(word, ledger.name) for word in words)
        return next((column for column in columns if column in lacking), None)

    def _find_word(self, text: str, ledger: str) -> str | None:
        words = self._by_ledger[ledger]
        best = process.extractOne(text, words, scorer=fuzz.ratio, score_cutoff=CLOSE)
        is_longer = best and text[:-1] == best[0] and text[-1] in PEOPLE
        return self.column(best[0], ledger) if best and not is_longer else None

    def _find_alike(self, text: str, ledger: str) -> list[str]:
        return [word for word in self._by_ledger[ledger] if _is_alike(word, text)]

    def _own(self, ledger: Ledger) -> list[str]:
        return self._by_ledger[ledger.name]

    @cached_property
    def _by_ledger(self) -> Mapping[str, list[str]]:
        names = [ledger.name for ledger in self.ledgers]
        return {
            name: [word for word, columns in self.words.items() if name in columns]
            for name in names
        }


def _is_alike(word: str, text: str) -> bool:
    """One of them ends like the other, or a letter of three or more is off."""
    return word.endswith(text) or text.endswith(word) or _is_slip(word, text)


def _is_slip(word: str, text: str) -> bool:
    is_near = len(word) == len(text) > 2 and Hamming.distance(word, text) == 1
    return is_near and not (text[-1] in PEOPLE and word[-1] != text[-1])


@lru_cache(maxsize=4)
def build_lexicon(ledgers: tuple[Ledger, ...]) -> Lexicon:
    """The lexicon of these ledgers, made once for all workbooks."""
    return Lexicon(ledgers)


def _words(ledgers: tuple[Ledger, ...]) -> Words:
    words: dict[str, dict[str, tuple[str, int]]] = {}
    for ledger in ledgers:
        columns = ledger.columns
        names = [(each.name, each.name, EXACT) for each in columns]
        names += [(alias, each.name, ALIAS) for each in columns for alias in each.aliases]
        for name, column, sureness in names:
            words.setdefault(clean_header(name), {}).setdefault(ledger.name, (column, sureness))
        for name, column, _ in names:
            words.setdefault(strip_header_remarks(name), {}).setdefault(ledger.name, (column, BARE))
    return words


@lru_cache(maxsize=8192)
def clean_header(text: str) -> str:
    """A header's letters alone: no line breaks, stars, brackets, numbering, 其中."""
    return NOISE.sub("", NUMBERING.sub("", fold_text(FOOTNOTES.sub("", text)))).lower()


def is_running_header(text: str) -> bool:
    """A header of a column that only numbers the rows."""
    return RUNNING.fullmatch(clean_header(text)) is not None


@lru_cache(maxsize=8192)
def strip_header_remarks(text: str) -> str:
    """A header's letters without its remarks in brackets."""
    return clean_header(BRACKETS.sub("", fold_text(FOOTNOTES.sub("", text)))) or clean_header(text)
