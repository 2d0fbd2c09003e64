"""Tables side by side on one sheet: the sheet cut between them, every cell left in its place."""

from collections.abc import Iterable, Iterator

from kjr.reading.header.header import Header
from kjr.reading.header.lexicon import Lexicon
from kjr.reading.header.sheets import find_table_header
from kjr.store.base import Sheet, trim_grid


def split_sheet_tables(
    sheet: Sheet, header: Header, lexicon: Lexicon
) -> tuple[tuple[Sheet, Header], ...]:
    """The tables that stand beside each other, from the left; mostly the one that is there."""
    for cut in _cuts(sheet, header, lexicon):
        left, right = _between(sheet, 0, cut), _between(sheet, cut, None)
        own, other = _header(left, lexicon), _header(right, lexicon)
        if own and other:
            return (left, own), *split_sheet_tables(right, other, lexicon)
    return ((sheet, header),)


def _cuts(sheet: Sheet, header: Header, lexicon: Lexicon) -> Iterator[int]:
    """Where a second table may begin (first is 0): behind a gap, else at a header left over."""
    meant = {at: _meant_columns(lexicon, names) for at, _, names in header.strangers}
    left_over = [at for at, columns in meant.items() if columns]
    # A table has more columns than one; parts of one column (（男）, （女）) are no second table.
    if len({meant[at] for at in left_over}) < 2:
        return
    heads = sheet.rows[header.bottom - 1]
    yield from (
        at for at in range(2, len(heads)) if heads[at - 1] is None and heads[at] is not None
    )
    yield from (at - 1 for at in left_over if at > 2)


def _meant_columns(lexicon: Lexicon, names: Iterable[str]) -> frozenset[tuple[str, str]]:
    """(ledger, column) of every ledger that knows one of these names."""
    known = lexicon.meanings(names)
    return frozenset((ledger, column) for each in known for ledger, (column, _) in each.items())


def _between(sheet: Sheet, first: int, end: int | None) -> Sheet:
    rows = [(*(None,) * first, *row[first:end]) for row in sheet.rows]
    return sheet._replace(rows=trim_grid(rows))


def _header(sheet: Sheet, lexicon: Lexicon) -> Header | None:
    """Its header, if that says whose it is without the help of the sheet's name."""
    return find_table_header(sheet._replace(name=""), lexicon)
