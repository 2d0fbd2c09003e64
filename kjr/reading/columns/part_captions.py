"""Headers cut into what several columns share and the word that tells each from the rest."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from kjr.campaign.model import Ledger
from kjr.reading.header.header import ColumnMatch, Header
from kjr.reading.header.lexicon import BARE, Lexicon, clean_header, strip_header_remarks
from kjr.values.spelling.characters import fold_text

BRACKETS: Final = re.compile(r"[(\[【]\s*[)\]】]")

BOTH: Final = re.compile("^起止")
"""起止日期 over 起 and 止 is 日期."""


class PartCaption(NamedTuple):
    """One column's header, cut in two."""

    at: int
    text: str
    base: str
    """What it shares with its neighbours; blank if its word stands alone."""
    word: str
    is_under: bool
    """It stands under a group."""


def list_column_texts(header: Header) -> tuple[tuple[int, str], ...]:
    """(column, header as typed) of every column, known or not, from the left."""
    both = [(each.at, each.text) for each in header.matches]
    return tuple(sorted([*both, *((at, text) for at, text, _ in header.strangers)]))


@lru_cache(maxsize=8192)
def cut_column_text(text: str, ledger: Ledger, lexicon: Lexicon) -> tuple[str, str]:
    """What stands above a column, up to the words that name one of the ledger's, and the rest."""
    parts = [fold_text(part) for part in text.split("｜")]
    for end in range(len(parts) - 1, 0, -1):
        for head in ("".join(parts[:end]), parts[end - 1]):
            if name_column(head, ledger, lexicon):
                return head, "".join(parts[end:])
    return "".join(parts[:-1]), parts[-1]


def list_part_captions(header: Header, lexicon: Lexicon, pattern: str) -> Sequence[PartCaption]:
    """Every column under a group, or whose header has one of these words."""
    return _cut_all(list_column_texts(header), header.ledger, lexicon, pattern)


@lru_cache(maxsize=2048)
def _cut_all(
    texts: tuple[tuple[int, str], ...], ledger: Ledger, lexicon: Lexicon, pattern: str
) -> tuple[PartCaption, ...]:
    """The same headers stand in most units' workbooks."""
    found = []
    for at, text in texts:
        head, own = cut_column_text(text, ledger, lexicon)
        if head:
            found.append(PartCaption(at, text, head, own, is_under=True))
        elif said := re.search(pattern, own):
            base = BRACKETS.sub("", own[: said.start()] + own[said.end() :])
            found.append(PartCaption(at, text, base, said[0], is_under=False))
    return tuple(found)


def choose_captions(
    captions: Sequence[PartCaption], header: Header, lexicon: Lexicon, column: str, alone: str
) -> list[PartCaption]:
    """Those that speak of a column; where they share no words they mean the ledger's ``alone``.

    None of them does where another header is surely the column's.
    """
    own = find_match(header, column)
    if own and own.sureness <= BARE and own.at not in {each.at for each in captions}:
        return []
    others = {each.at for each in header.matches if each.column != column}
    return [
        each
        for each in captions
        if not (each.is_under and each.at in others)
        and (name_column(each.base, header.ledger, lexicon) if each.base else alone) == column
    ]


def find_match(header: Header, column: str) -> ColumnMatch | None:
    """The sheet's column that is taken for a ledger's."""
    return next((each for each in header.matches if each.column == column), None)


def name_column(text: str, ledger: Ledger, lexicon: Lexicon) -> str | None:
    """The ledger's column that these words surely name."""
    spellings = clean_header(text), strip_header_remarks(text), clean_header(BOTH.sub("", text))
    names = (lexicon.column(spelling, ledger.name) for spelling in spellings)
    return next(filter(None, names), None)
