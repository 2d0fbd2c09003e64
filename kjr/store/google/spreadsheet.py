"""One spreadsheet: read whole in one call; saved by one look, one atomic write, and its proof."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kjr.errors import KjrError
from kjr.store.base import Sheet, SheetChangedError, UncertainWriteError
from kjr.store.google import cells, confirmation
from kjr.store.google.confirmation import DamagedRow, LostCellsError
from kjr.store.google.google_access import GOOGLE
from kjr.store.google.http import GoogleHttp
from kjr.store.google.quota import Urgency
from kjr.store.google.refusals import NO_SHEET, GoogleError, UnsureError

TRIES: Final = 4
"""Times a write is sent while no answer comes, or rows keep moving under it."""
UNSAVED: Final = "没有保存上：{}"
UNKNOWN: Final = "没等到 Google 的答复，不知道保存上没有，请刷新核对后再保存"


class Spreadsheet(NamedTuple):
    """Where one unit's book is."""

    http: GoogleHttp
    id: str
    unit: str

    @property
    def url(self) -> str:
        """Its address in the Sheets service."""
        return f"{GOOGLE.sheets}/v4/spreadsheets/{self.id}"


def fetch_sheets(book: Spreadsheet, urgency: Urgency) -> tuple[Sheet, ...]:
    """Every sheet: titles, merges, what is hidden and all cells in one call."""
    answer = book.http.ask("get", book.url, urgency, params={"fields": cells.FIELDS})
    return cells.parse_sheets(answer, book.unit)


def fetch_sheet(book: Spreadsheet, old: Sheet) -> tuple[Sheet, cells.Json]:
    """One sheet as it is now; SheetChangedError if it is gone or renamed."""
    answer = _look(book, old, cells.FIELDS)
    (sheet,) = cells.parse_sheets(answer, book.unit)
    return sheet, answer["sheets"][0]["properties"]


def _look(book: Spreadsheet, old: Sheet, fields: str) -> cells.Json:
    params = {"fields": fields, "ranges": _quoted(old.name)}
    try:
        return book.http.ask("get", book.url, Urgency.SAVE, params=params)
    except GoogleError as error:
        if str(error) == NO_SHEET:
            raise SheetChangedError(old) from error
        raise


def save_spreadsheet(book: Spreadsheet, new: Sheet, old: Sheet) -> Sheet:
    """Turn ``old`` into ``new``; the sheet as Google has it afterwards.

    Raises SheetChangedError, with nothing of ours left in the sheet, if it is no longer ``old``
    before the write or its rows moved during it; LostCellsError if that could not be undone;
    KjrError where a formula stands, or what one fills; UncertainWriteError if no answer ever came.
    """
    answer = _look(book, old, cells.OWNED_FIELDS)
    (seen,) = cells.parse_sheets(answer, book.unit)
    if seen.rows != old.rows:
        raise SheetChangedError(old)
    (sheet,) = answer["sheets"]
    for row, column, _ in new.changes(old):
        if why := cells.find_formula(sheet, row, column):
            raise KjrError(why)
    return _put(book, cells.settle_sheet(new), seen, sheet["properties"])


def _put(
    book: Spreadsheet, new: Sheet, old: Sheet, properties: cells.Json, tries: int = TRIES
) -> Sheet:
    """Write until it is known to be done, and undo what hit other rows."""
    if new.rows == old.rows:
        return old
    try:
        after = _send(book, new, old, properties)
    except UnsureError as error:
        try:  # it may have been done
            after, properties = fetch_sheet(book, old)
        except GoogleError as again:
            raise UncertainWriteError(UNKNOWN) from again
        if confirmation.is_saved(new, old, after):
            return after
        if after.rows == old.rows and tries > 1:
            return _put(book, new, old, properties, tries - 1)
        if after.rows == old.rows:
            raise GoogleError(UNSAVED.format(error)) from error
        if not confirmation.is_covered(new, old, after):
            raise SheetChangedError(old) from error
    damaged = confirmation.find_damaged_rows(new, old, after)
    if not damaged:
        return after
    _mend(book, after, damaged, properties, tries - 1)
    raise SheetChangedError(old)


def _mend(
    book: Spreadsheet,
    seen: Sheet,
    damaged: Sequence[DamagedRow],
    properties: cells.Json,
    tries: int,
) -> None:
    """Give rows we covered their cells back, wherever they are by now."""
    known = [miss for miss in damaged if miss.before is not None]
    while known:
        try:
            _put(book, confirmation.mend_sheet(seen, known), seen, properties, tries)
        except SheetChangedError:
            tries -= 1
            seen, properties = fetch_sheet(book, seen)
        except (LookupError, GoogleError):
            raise LostCellsError(seen, known[0].row) from None
        else:
            break
    for miss in damaged:
        if miss.before is None:
            raise LostCellsError(seen, miss.row)


def _send(book: Spreadsheet, new: Sheet, old: Sheet, properties: cells.Json) -> Sheet:
    """All changes in one call, which Google does whole or not at all; the sheet after it."""
    body = {
        "requests": cells.build_requests(new, old, properties),
        "includeSpreadsheetInResponse": True,
        "responseRanges": [_quoted(old.name)],
        "responseIncludeGridData": True,
    }
    params = {"fields": f"updatedSpreadsheet({cells.FIELDS})"}
    url = f"{book.url}:batchUpdate"
    answer = book.http.ask("post", url, Urgency.SAVE, params=params, json=body)
    (after,) = cells.parse_sheets(answer["updatedSpreadsheet"], book.unit)
    return after


def _quoted(title: str) -> str:
    """A title as a range; always quoted, for L9 is also a cell."""
    return "'" + title.replace("'", "''") + "'"
