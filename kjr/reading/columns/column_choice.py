"""Which of several columns a number is read from: this year's, the total, who really came."""

import re
from collections.abc import Collection
from typing import Final

from kjr.reading.columns.part_captions import find_match, list_part_captions, name_column
from kjr.reading.header.header import ColumnMatch, Header, rematch_columns
from kjr.reading.header.lexicon import BARE, LOOSE, Lexicon

ACTUAL: Final = "实(?:际)?(?:参加|参会|到会|到场|到|有|来|发|收)|实际"
DUE: Final = "应(?:参加|参会|到会|到场|到|有|来|发|收)|计划|预计|原定|目标|任务"
TOTAL: Final = "合计|总计|总数|共计"
YEAR: Final = r"20\d\d(?:年度?)?|\d\d年度?|[今本当]年度?|[去上往前]年度?"
THIS_YEAR: Final = re.compile("[今本当]年度?")


def choose_own_year(header: Header, lexicon: Lexicon, years: Collection[int]) -> Header:
    """The header with 2019年人次 rather than 2018年人次 beside it, in a campaign of 2019."""
    captions = [
        each for each in list_part_captions(header, lexicon, YEAR) if re.search(YEAR, each.word)
    ]
    others = {each.at for each in captions if not _is_own_year(each.word, years)}
    for each in captions if others else ():
        name = name_column(each.base, header.ledger, lexicon)
        match = find_match(header, name) if name else None
        if (
            name
            and each.at not in others
            and (each.is_under if match is None else match.at in others)
        ):
            taken = ColumnMatch(name, each.at, each.text, BARE, 0.5)
            return choose_own_year(rematch_columns(header, lexicon, [taken]), lexicon, years)
    return header


def _is_own_year(word: str, years: Collection[int]) -> bool:
    said = re.search(YEAR, word)
    digits = re.sub(r"\D", "", said[0]) if said else ""
    return bool(THIS_YEAR.match(word)) or digits in {
        str(year)[n:] for year in years for n in (0, 2)
    }


def choose_totals(header: Header, lexicon: Lexicon) -> Header:
    """The header with 实到 rather than 应到, and 合计 rather than a part beside it."""
    return _take_total(_take_actual(header, lexicon), lexicon)


def _take_actual(header: Header, lexicon: Lexicon) -> Header:
    """实到 rather than 应到, where both have a column and no other is surely the ledger's."""
    due = [each for each in list_part_captions(header, lexicon, DUE) if re.search(DUE, each.word)]
    captions = [
        each for each in list_part_captions(header, lexicon, ACTUAL) if re.search(ACTUAL, each.word)
    ]
    for each in captions if due else ():
        named = name_column(each.base, header.ledger, lexicon)
        name = named if each.base else header.ledger.people
        match = find_match(header, name) if name else None
        if name and (not match or match.at in {other.at for other in due}):
            taken = ColumnMatch(name, each.at, each.text, LOOSE, 0.5)
            return rematch_columns(header, lexicon, [taken])
    return header


def _take_total(header: Header, lexicon: Lexicon) -> Header:
    """参加人数（合计） rather than one of the parts beside it."""
    for each in list_part_captions(header, lexicon, TOTAL):
        name = None if each.is_under else name_column(each.base, header.ledger, lexicon)
        match = find_match(header, name) if name else None
        if name and match and match.at != each.at and not re.search(TOTAL, match.text):
            taken = ColumnMatch(name, each.at, each.text, BARE, 0.5)
            return rematch_columns(header, lexicon, [taken])
    return header
