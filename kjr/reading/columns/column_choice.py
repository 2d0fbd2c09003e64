"""Which of several columns a number is read from: the total, and who really came."""

import re
from typing import Final

from kjr.reading.columns.part_captions import find_match, list_part_captions, name_column
from kjr.reading.header.header import ColumnMatch, Header, rematch_columns
from kjr.reading.header.lexicon import BARE, LOOSE, Lexicon

ACTUAL: Final = "实(?:际)?(?:参加|参会|到会|到场|到|有|来|发|收)|实际"
DUE: Final = "应(?:参加|参会|到会|到场|到|有|来|发|收)|计划|预计|原定|目标|任务"
TOTAL: Final = "合计|总计|总数|共计"


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
