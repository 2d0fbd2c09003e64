"""Headers in the words people use: which ledger they speak for, and which column each means."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from kjr.campaign.model import Ledger
from kjr.reading.header.captions import Caption, find_captions
from kjr.reading.header.lexicon import (
    FUZZY,
    WHOLE,
    Lexicon,
    clean_header,
    strip_header_remarks,
)
from kjr.store.base import Sheet

BESIDE: Final = re.compile("[A-Za-z]+|^请?填写|(?:情况|一?栏|列|合计|总计|总数)$|[|｜].*$")
"""Words around a header that do not change it: 日期 Date, 填写日期, 走访人次情况."""
REMARK: Final = re.compile(r"[\dA-Za-z:：]|填|如|例|请|必|选|单位|注|格式|包?含|.{9}")
"""A second line that explains the first; any other is the rest of a header that was broken."""
TELLING: Final = (1.0, 0.7, 0.6, 0.5, 0.3, 0.3)
"""What each of these says for its ledger."""

Spelling = tuple[int, str, Sequence[str]]
"""(sheet column, header as typed, what it may be called: the likeliest first)."""

Meanings = Mapping[str, tuple[str, int, float]]
"""Ledger → the column a header names, how sure, and the share as ``ColumnMatch`` has it."""

_Known = tuple[int, str, Sequence[str], Meanings]
"""A spelling, and what it means to each ledger."""


class ColumnMatch(NamedTuple):
    """One header cell recognised as a ledger's column."""

    column: str
    at: int
    """The sheet's column number, first is 1."""
    text: str
    sureness: int
    share: float
    """1 divided by the number of ledgers that know this word: rare words tell more."""


class Header(NamedTuple):
    """A row or rows of a sheet, read as one ledger's header."""

    ledger: Ledger
    matches: tuple[ColumnMatch, ...]
    strangers: tuple[Spelling, ...]
    """Headers that are no column of the ledger."""
    own: int
    """How many of its columns are more than what every ledger has."""
    coverage: float
    """The part of the required columns that is there, 0 to 1."""
    told: float
    """How strongly its words speak for its ledger; a word no other ledger knows counts 1."""
    top: int = 0
    bottom: int = 0

    @property
    def weight(self) -> float:
        """How strongly it speaks for its ledger, all in all."""
        return self.told + 2 * self.coverage


def read_headers(sheet: Sheet, lexicon: Lexicon, row: int) -> Iterator[Header]:
    """How each ledger would read a header in this row, alone or with its neighbours."""
    for top, bottom, captions in find_captions(sheet, lexicon, row):
        for header in _readings(lexicon, captions):
            yield header._replace(top=top, bottom=bottom)


@lru_cache(maxsize=1024)
def _readings(lexicon: Lexicon, captions: tuple[Caption, ...]) -> tuple[Header, ...]:
    """How each ledger reads these words; the same ones stand in most units' workbooks."""
    known = [(at, *_spell(lexicon, words)) for at, words in captions]
    surest = _surest(known)
    return tuple(
        _header(lexicon, ledger, known, found)
        for ledger in lexicon.ledgers
        if len(found := surest.get(ledger.name, {})) > 1
    )


def _surest(known: Sequence[_Known]) -> Mapping[str, Mapping[str, ColumnMatch]]:
    """Ledger → its columns that the words name, each as the surest of them names it."""
    surest: dict[str, dict[str, ColumnMatch]] = {}
    for at, text, _, meanings in known:
        for ledger, (column, sureness, share) in meanings.items():
            found = surest.setdefault(ledger, {})
            if column not in found or sureness < found[column].sureness:
                found[column] = ColumnMatch(column, at, text, sureness, share)
    return surest


@lru_cache(maxsize=8192)
def _spell(lexicon: Lexicon, words: tuple[str, ...]) -> tuple[str, Sequence[str], Meanings]:
    """A header as typed, what it may be called, and for each ledger the first that it knows."""
    names, meanings = _names(words), {}
    for columns in reversed(lexicon.meanings(names)):
        meanings.update({name: (*found, 1 / len(columns)) for name, found in columns.items()})
    return "｜".join(dict.fromkeys(words)), names, meanings


def _names(words: Sequence[str]) -> list[str]:
    """What a column may be called, by the words above it: 慰问｜金额 is 慰问金额 or 金额."""
    parts = list(dict.fromkeys(words))
    if len(parts) > 1 and clean_header(parts[-1]) in WHOLE:
        parts = parts[:-1]
    chains = [parts[n:] for n in range(len(parts))]
    names = [
        spell("".join(map(spell, chain)))
        for chain in chains
        for spell in (clean_header, strip_header_remarks)
    ]
    first, _, rest = parts[-1].partition("\n")
    names += [clean_header(first)] * bool(REMARK.search(rest))
    names += [clean_header(BESIDE.sub("", parts[-1]))]
    return [name for name in dict.fromkeys(names) if name]


def _header(
    lexicon: Lexicon,
    ledger: Ledger,
    known: Sequence[_Known],
    surest: Mapping[str, ColumnMatch],
) -> Header:
    places = {match.at for match in surest.values()}
    strangers = [(at, text, names) for at, text, names, _ in known if at not in places]
    return _weighed(lexicon, ledger, (*surest.values(),), (*strangers,))


def _weighed(
    lexicon: Lexicon,
    ledger: Ledger,
    matches: tuple[ColumnMatch, ...],
    strangers: tuple[Spelling, ...],
) -> Header:
    """A header with what its matches amount to, worked out once."""
    found = {match.column for match in matches}
    required = lexicon.required[ledger.name]
    return Header(
        ledger,
        matches,
        strangers,
        own=len(found - lexicon.common),
        coverage=len(required & found) / max(1, len(required)),
        told=sum(match.share * TELLING[match.sureness] for match in matches),
    )


def rematch_columns(
    header: Header, lexicon: Lexicon, matches: Sequence[ColumnMatch], parts: Collection[int] = ()
) -> Header:
    """The header with these matches in the place of its own; ``parts`` belong to one of them."""
    columns, places = {each.column for each in matches}, {each.at for each in matches} | {*parts}
    kept = [each for each in header.matches if not (each.column in columns or each.at in places)]
    left = [each for each in header.matches if each.column in columns and each.at not in places]
    strangers = [each for each in header.strangers if each[0] not in places]
    strangers += [(each.at, each.text, _names(each.text.split("｜"))) for each in left]
    return _weighed_anew(header, lexicon, (*kept, *matches), (*sorted(strangers),))


def unmatch_columns(header: Header, lexicon: Lexicon, misfits: Sequence[ColumnMatch]) -> Header:
    """The header without these matches; their columns are strangers again."""
    kept = tuple(each for each in header.matches if each not in misfits)
    again = [(each.at, each.text, _names(each.text.split("｜"))) for each in misfits]
    strangers = sorted([*header.strangers, *again])
    return _weighed_anew(header, lexicon, kept, (*strangers,))


def guess_columns(header: Header, lexicon: Lexicon, sureness: int = FUZZY) -> Header:
    """The header with its misspelt columns recognised too, or with those it may well mean."""
    lacking = {column.name for column in header.ledger.columns}
    lacking -= {match.column for match in header.matches}
    guesses: dict[str, ColumnMatch] = {}
    for at, text, names in header.strangers:
        if any(lexicon.column(name, header.ledger.name) for name in names):
            continue  # the same column once more, such as 人数（线上） beside 人数（线下）
        if column := _guess(lexicon, header.ledger, names, lacking - guesses.keys(), sureness):
            guesses[column] = ColumnMatch(column, at, text, sureness, 0.5)
    if not guesses:
        return header
    known = {match.at for match in guesses.values()}
    matches = (*header.matches, *guesses.values())
    strangers = tuple(each for each in header.strangers if each[0] not in known)
    return _weighed_anew(header, lexicon, matches, strangers)


def _weighed_anew(
    header: Header,
    lexicon: Lexicon,
    matches: tuple[ColumnMatch, ...],
    strangers: tuple[Spelling, ...],
) -> Header:
    again = _weighed(lexicon, header.ledger, matches, strangers)
    return again._replace(top=header.top, bottom=header.bottom)


def _guess(
    lexicon: Lexicon, ledger: Ledger, names: Sequence[str], lacking: set[str], sureness: int
) -> str | None:
    """The first lacking column that any of these spellings comes near to."""
    found = (
        lexicon.guess(name, ledger)
        if sureness == FUZZY
        else lexicon.guess_loosely(name, ledger, lacking)
        for name in names
    )
    return next((column for column in found if column in lacking), None)
