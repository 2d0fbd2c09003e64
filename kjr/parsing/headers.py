"""Headers as people draw them: under titles, over two rows, with merged groups and other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from kjr.campaign import Ledger
from kjr.cells import Cell
from kjr.parsing.lexicon import FUZZY, Lexicon, bare, clean
from kjr.store.base import Sheet

WHOLE: Final = frozenset(
    ("合计", "总数", "小计", "总计", "数量", "总人数", "总人次", "计", "共计", "总")
)
"""A column under a group that means the group itself."""
BESIDE: Final = re.compile("[A-Za-z]+|^请?填写|(?:情况|一?栏|列)$|[|｜].*$")
"""Words around a header that do not change it: 日期 Date, 填写日期, 走访人次情况."""
WIDEST: Final = 200
"""No header is wider; merged areas may be."""
TELLING: Final = (1.0, 0.7, 0.6, 0.5, 0.3)
"""What each of these says for its ledger."""

Spelling = tuple[int, str, Sequence[str]]
"""(sheet column, header as typed, what it may be called: the likeliest first)."""

Above = tuple[int, tuple[str, ...]]
"""(sheet column, the words above it, group first)."""

Known = Sequence[Mapping[str, tuple[str, int]]]
"""For each known spelling: ledger → its column, and how sure."""


class Match(NamedTuple):
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
    top: int
    bottom: int
    matches: tuple[Match, ...]
    strangers: tuple[Spelling, ...]
    """Headers that are no column of the ledger."""
    own: int
    """How many of its columns are more than what every ledger has."""
    coverage: float
    """The part of the required columns that is there, 0 to 1."""
    told: float
    """How strongly its words speak for its ledger; a word no other ledger knows counts 1."""

    @property
    def weight(self) -> float:
        """How strongly it speaks for its ledger, all in all."""
        return self.told + 2 * self.coverage


def headers_at(sheet: Sheet, lexicon: Lexicon, row: int) -> Iterator[Header]:
    """How each ledger would read a header in this row, alone or with its neighbours."""
    if not _speaks(sheet, lexicon, row):
        return
    for top, bottom in _extents(sheet, lexicon, row):
        for header in _readings(lexicon, _above(sheet, top, bottom)):
            yield header._replace(top=top, bottom=bottom)


@lru_cache(maxsize=1024)
def _readings(lexicon: Lexicon, above: tuple[Above, ...]) -> tuple[Header, ...]:
    """How each ledger reads these words; the same ones stand in most units' workbooks."""
    spellings = [(at, "｜".join(dict.fromkeys(words)), _names(words)) for at, words in above]
    known = [(each, lexicon.meanings(each[2])) for each in spellings]
    headers = (_header(lexicon, ledger, known) for ledger in lexicon.ledgers)
    return tuple(header for header in headers if len(header.matches) > 1)


def _extents(sheet: Sheet, lexicon: Lexicon, row: int) -> Iterator[tuple[int, int]]:
    """The rows a header may span, the simplest first."""
    yield row, row
    if row > 1 and len(_texts(sheet, row - 1)) > 1:
        yield row - 1, row
    for bottom in (row + 1, row + 2):
        if not _speaks(sheet, lexicon, bottom, is_lower=True):
            return
        yield row, bottom


def _speaks(sheet: Sheet, lexicon: Lexicon, row: int, *, is_lower: bool = False) -> bool:
    """The row holds words of headers and hardly any figures; a lower row of a header, none."""
    filled = _filled(sheet, row)
    texts = [cell for _, cell in filled if isinstance(cell, str)]
    if len(texts) < len(filled) and (is_lower or 2 * len(texts) <= len(filled)):
        return False
    known = sum(lexicon.knows(text) or clean(text) in WHOLE for text in texts)
    return known > (not is_lower)


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [cell for _, cell in _filled(sheet, row) if isinstance(cell, str)]


def _filled(sheet: Sheet, row: int) -> list[tuple[int, Cell]]:
    """(column, cell) for every cell of a row that is not blank."""
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return [(at, cell) for at, cell in enumerate(cells, 1) if cell is not None]


def _above(sheet: Sheet, top: int, bottom: int) -> tuple[Above, ...]:
    """The words above each column."""
    if top == bottom:
        return tuple((at, (str(cell),)) for at, cell in _filled(sheet, top))
    rows = [_spread(sheet, row, is_last=row == bottom) for row in range(top, bottom + 1)]
    columns = sorted(set().union(*rows))
    return tuple((at, tuple(row[at] for row in rows if at in row)) for at in columns)


def _spread(sheet: Sheet, row: int, *, is_last: bool) -> dict[int, str]:
    """Column → text of a header row, merged cells and groups spread over what they head."""
    cells = {at: str(cell) for at, cell in _filled(sheet, row)}
    areas = [area for area in sheet.merged if area.top <= row <= area.bottom]
    for area in areas:
        text = sheet.cell(area.top, area.left)
        if isinstance(text, str):
            cells |= dict.fromkeys(range(area.left, min(area.right, WIDEST) + 1), text)
    if is_last or areas:
        return cells
    below = [at for at, _ in _filled(sheet, row + 1)]
    for left, at in pairwise(sorted({*cells, *below})):
        if at not in cells and left in cells and left in below:
            cells[at] = cells[left]
    return cells


def _names(words: Sequence[str]) -> list[str]:
    """What a column may be called, by the words above it: 慰问｜金额 is 慰问金额 or 金额."""
    parts = list(dict.fromkeys(words))
    if len(parts) > 1 and clean(parts[-1]) in WHOLE:
        parts = parts[:-1]
    chains = [parts[n:] for n in range(len(parts))]
    names = [spell("".join(map(spell, chain))) for chain in chains for spell in (clean, bare)]
    names += [clean(parts[-1].split("\n")[0]), clean(BESIDE.sub("", parts[-1]))]
    return [name for name in dict.fromkeys(names) if name]


def _header(lexicon: Lexicon, ledger: Ledger, known: Sequence[tuple[Spelling, Known]]) -> Header:
    matches: dict[str, Match] = {}
    strangers: list[Spelling] = []
    for spelling, meanings in known:
        match = _match(ledger.name, spelling, meanings)
        if not match or (
            match.column in matches and matches[match.column].sureness <= match.sureness
        ):
            strangers.append(spelling)
        else:
            matches[match.column] = match
    return _weighed(lexicon, Header(ledger, 0, 0, (*matches.values(),), (*strangers,), 0, 0, 0))


def _weighed(lexicon: Lexicon, header: Header) -> Header:
    """The header with what its matches amount to, worked out once."""
    found = {match.column for match in header.matches}
    required = {column.name for column in header.ledger.columns if column.required}
    return header._replace(
        own=len(found - lexicon.common),
        coverage=len(required & found) / max(1, len(required)),
        told=sum(match.share * TELLING[match.sureness] for match in header.matches),
    )


def _match(ledger: str, spelling: Spelling, meanings: Known) -> Match | None:
    """The column of this ledger that a header names, by the first of its spellings it knows."""
    for columns in meanings:
        if ledger in columns:
            column, sureness = columns[ledger]
            return Match(column, spelling[0], spelling[1], sureness, 1 / len(columns))
    return None


def guessed(header: Header, lexicon: Lexicon, sureness: int = FUZZY) -> Header:
    """The header with its misspelt columns recognised too, or with those it may well mean."""
    lacking = {column.name for column in header.ledger.columns}
    lacking -= {match.column for match in header.matches}
    guesses: dict[str, Match] = {}
    for at, text, names in header.strangers:
        if column := _guess(lexicon, header.ledger, names, lacking - guesses.keys(), sureness):
            guesses[column] = Match(column, at, text, sureness, 0.5)
    if not guesses:
        return header
    known = {match.at for match in guesses.values()}
    matches = (*header.matches, *guesses.values())
    strangers = tuple(each for each in header.strangers if each[0] not in known)
    return _weighed(lexicon, header._replace(matches=matches, strangers=strangers))


def _guess(
    lexicon: Lexicon, ledger: Ledger, names: Sequence[str], lacking: set[str], sureness: int
) -> str | None:
    """The first lacking column that any of these spellings comes near to."""
    for name in names:
        if sureness == FUZZY:
            column = lexicon.guess(name, ledger)
        else:
            column = lexicon.guess_loosely(name, ledger, lacking)
        if column in lacking:
            return column
    return None
