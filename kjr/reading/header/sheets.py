"""Which sheet is which ledger: the header decides, the sheet's name and title add weight."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kjr.campaign.model import Ledger
from kjr.reading.header.header import Header, guess_columns, read_headers
from kjr.reading.header.lexicon import LOOSE, Lexicon, clean_header
from kjr.store.base import Sheet
from kjr.values.spelling.characters import fold_text

DEEPEST: Final = 1000
"""How far down a sheet the first header may stand."""
BY_NAME, BY_TITLE = 1.5, 0.7
"""What the sheet's name and the title above the table add to a header's weight."""
SURE, LIKELY = 0.6, 0.3
"""The part of the required columns a header must have, without and with a name that agrees."""
FAIR, PLAIN_WORDS = 0.45, 2.5
"""This part is enough, too, if the words there are say so strongly whose they are."""
TITLE: Final = re.compile(r"(?:表|台账)(?:\(.*)?$")
BETWEEN, WIDE = 4, 3
"""A table's header stands so near below its title, and has at least so many words."""
NO_HEADER: Final = "没有找到哪一本台账的表头"


def collect_row_texts(sheet: Sheet, first: int, before: int) -> list[str]:
    """The words in the rows from ``first`` on and above ``before``."""
    cells = (cell for row in sheet.rows[first - 1 : before - 1] for cell in row)
    return [cell for cell in cells if isinstance(cell, str)]


def find_table_header(
    sheet: Sheet, lexicon: Lexicon, refine: Callable[[Header], Header] | None = None
) -> Header | None:
    """The first header that is good enough for its ledger, once ``refine`` knows more columns."""
    named = _weights(lexicon.ledgers, [sheet.name], BY_NAME)
    titles: list[str] = []
    for row, cells in enumerate(sheet.rows[:DEEPEST], 1):
        if readings := list(read_headers(sheet, lexicon, row)):
            weights = {**_weights(lexicon.ledgers, titles, BY_TITLE), **named}
            if chosen := _chosen(readings, weights, lexicon, refine):
                return chosen
        titles += [cell for cell in cells if isinstance(cell, str)]
    return None


def _chosen(
    readings: Sequence[Header],
    weights: Mapping[str, float],
    lexicon: Lexicon,
    refine: Callable[[Header], Header] | None = None,
) -> Header | None:
    """The reading that speaks loudest, if it is good enough for its ledger.

    Misspelt headers are counted where the others fall short.  None where two ledgers may be meant
    alike: a row counted in the wrong one would go unseen, a sheet that was not read is told.
    Tables that stand beside each other are two, not one that may be either: the left comes first.
    """

    def loudness(header: Header) -> float:
        return header.weight + weights.get(header.ledger.name, 0)

    def complete(header: Header) -> Header:
        header = guess_columns(guess_columns(header, lexicon), lexicon, LOOSE)
        return refine(header) if refine and header.own else header

    if max(readings, key=loudness).coverage < SURE:
        readings = [guess_columns(each, lexicon) for each in readings]
    known = [complete(each) for each in _list_loudest(readings, loudness)]
    good = [each for each in known if is_good_header(each, hinted=each.ledger.name in weights)]
    chosen = _list_loudest(good, loudness)
    chosen = sorted(chosen, key=_list_columns)
    return chosen[0] if chosen and _stand_apart(chosen) else None


def _list_columns(header: Header) -> list[int]:
    """The sheet's columns that are the ledger's, from the left."""
    return sorted(match.at for match in header.matches)


def _stand_apart(headers: Sequence[Header]) -> bool:
    """Whether each of them ends before the next begins."""
    columns = [_list_columns(each) for each in headers]
    return all(one[-1] < other[0] for one, other in pairwise(columns))


def _list_loudest(
    readings: Sequence[Header], loudness: Callable[[Header], float]
) -> Sequence[Header]:
    """The loudest reading, and those of other ledgers that are as loud, the first of each."""
    most = max(map(loudness, readings), default=0)
    loudest: dict[str, Header] = {}
    for each in readings:
        if math.isclose(loudness(each), most):
            loudest.setdefault(each.ledger.name, each)
    return list(loudest.values())


def find_nearest_ledgers(sheet: Sheet, lexicon: Lexicon) -> list[Ledger]:
    """The ledgers a sheet of which none could be made out comes nearest to, if any comes near."""
    near = [
        header
        for row, _ in enumerate(sheet.rows[:DEEPEST], 1)
        for header in read_headers(sheet, lexicon, row)
        if is_good_header(header, hinted=True) and not header.ledger.single
    ]
    return [each.ledger for each in _list_loudest(near, lambda each: each.weight)]


def find_header_below(sheet: Sheet, lexicon: Lexicon, row: int, current: Header) -> Header | None:
    """The same header repeated in this row, or that of another table, or None."""
    readings = list(read_headers(sheet, lexicon, row))
    if repeated := next((each for each in readings if is_same_header(each, current)), None):
        return repeated
    if not readings:
        return None
    above = sheet.rows[max(0, row - 4) : row - 1]
    titles = [str(cell) for line in above for cell in line[:3] if cell]
    return _chosen(readings, _weights(lexicon.ledgers, titles, BY_TITLE), lexicon)


def find_other_title(
    sheet: Sheet, lexicon: Lexicon, row: int, current: Header
) -> tuple[str, ...] | None:
    """The other ledgers a line alone names as the title of a table whose header nobody knows."""
    cells = [cell for cell in sheet.rows[row - 1] if cell is not None]
    if len(cells) != 1 or not isinstance(cells[0], str) or not TITLE.search(fold_text(cells[0])):
        return None
    named = _spoken_of(lexicon.ledgers, clean_header(cells[0]))
    if not named or current.ledger.name in named:
        return None
    lines = [[each for each in line if each is not None] for line in sheet.rows[row:][:BETWEEN]]
    heads = next((line for line in lines if len(line) >= WIDE), [])
    if not heads or not all(isinstance(each, str) and not each.isdecimal() for each in heads):
        return None
    below = range(row + 1, row + 1 + len(lines))
    is_known = any(find_header_below(sheet, lexicon, each, current) for each in below)
    return None if is_known else named


def is_same_header(one: Header, two: Header) -> bool:
    """Both head the same columns of the same ledger, at least most of them."""
    here = {(match.column, match.at) for match in one.matches}
    there = {(match.column, match.at) for match in two.matches}
    return one.ledger is two.ledger and here <= there and 2 * len(here) >= len(there)


def is_good_header(header: Header, *, hinted: bool) -> bool:
    """The header has enough of what its ledger requires; in a form, values stand among labels."""
    if header.ledger.single and len(header.strangers) >= len(header.matches):
        return False
    if header.coverage < SURE and not _says_when_or_what(header):
        return False
    needed = LIKELY if hinted else FAIR if header.told >= PLAIN_WORDS else SURE
    return header.own > 1 and header.coverage >= needed


def _says_when_or_what(header: Header) -> bool:
    """What tells rows of work done from a table of statistics over them."""
    ledger = header.ledger
    telling = [each for each in ledger.columns if each.name in (ledger.day, ledger.title)]
    required = {each.name for each in telling if each.required}
    return not required or any(match.column in required for match in header.matches)


def find_named_ledger(sheet: Sheet, ledgers: tuple[Ledger, ...]) -> Ledger | None:
    """The ledger a sheet's name alone speaks for."""
    named = _weights(ledgers, [sheet.name], BY_NAME)
    return next((ledger for ledger in ledgers if ledger.name in named), None)


def _weights(
    ledgers: tuple[Ledger, ...], texts: Iterable[str], weight: float
) -> Mapping[str, float]:
    """The ledgers whose name or alias stands in these texts; the longest name wins."""
    return dict.fromkeys(_spoken_of(ledgers, "｜".join(map(clean_header, texts))), weight)


@lru_cache(maxsize=1024)
def _spoken_of(ledgers: tuple[Ledger, ...], text: str) -> tuple[str, ...]:
    lengths = {}
    for ledger in ledgers:
        names = map(clean_header, (ledger.name, *ledger.aliases))
        lengths[ledger.name] = max((len(name) for name in names if name in text), default=0)
    longest = max(lengths.values(), default=0)
    return tuple(name for name, length in lengths.items() if length == longest > 1)
