"""Turn an existing, empty spreadsheet into a blank for a unit: one look, one atomic write.

Nothing people typed is touched: a sheet that holds anything stays as it is.  Rules only warn, and
the header can be changed after a warning, because a locked sheet cannot be sorted.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple

from kjr.store.base import Sheet
from kjr.store.google.cells import FIELDS, Request, encode_cell, parse_sheets
from kjr.store.google.quota import Urgency
from kjr.store.google.spreadsheet import Spreadsheet

ROWS: Final = 200
"""Rows of a new sheet; rules reach to the last, and every cell of them comes with each reading."""
LIST_LIMIT: Final = 500
"""Words in a drop-down."""
RED: Final = {"red": 0.753, "green": 0.224, "blue": 0.169}
BLUE: Final = {"red": 0.106, "green": 0.373, "blue": 0.667}
WHITE: Final = {"red": 1, "green": 1, "blue": 1}
TITLE: Final = {"textFormat": {"bold": True, "fontSize": 14}}
HEADER: Final = {
    "textFormat": {"bold": True, "foregroundColor": WHITE},
    "horizontalAlignment": "CENTER",
    "wrapStrategy": "WRAP",
}
FORMATS: Final = {
    "day": {"type": "DATE", "pattern": "yyyy-mm-dd"},
    "text": {"type": "TEXT", "pattern": "@"},
}
RULES: Final[dict[str, dict[str, Any]]] = {
    "day": {"type": "DATE_IS_VALID"},
    "number": {"type": "NUMBER_GREATER_THAN_EQ", "values": [{"userEnteredValue": "0"}]},
}
WIDTHS: Final = {"day": 110, "number": 90, "choice": 130, "text": 180}
PROTECTED: Final = "表头，请不要改名"


class BlankColumn(NamedTuple):
    """One column of a blank."""

    name: str
    kind: Literal["text", "number", "day", "choice"] = "text"
    required: bool = False
    options: tuple[str, ...] = ()
    note: str = ""
    """What to type, shown when the cell is chosen."""


class BlankSheet(NamedTuple):
    """One sheet of a blank: a title above the header, as in the .xlsx blanks."""

    name: str
    title: str
    headings: tuple[BlankColumn, ...]


def prepare_spreadsheet(book: Spreadsheet, forms: Sequence[BlankSheet]) -> list[str]:
    """Add what a spreadsheet lacks; the names of the sheets that were made.

    Raises GoogleError.  A second run finds nothing to do.
    """
    answer = book.http.ask("get", book.url, Urgency.OPEN, params={"fields": FIELDS})
    numbers = [each["properties"]["sheetId"] for each in answer["sheets"]]
    held = dict(zip(numbers, parse_sheets(answer, book.unit), strict=True))
    filled = {sheet.name for sheet in held.values() if sheet.rows}
    wanted = [form for form in forms if form.name not in filled]
    if wanted:
        requests = list(_requests(wanted, forms, held))
        book.http.ask("post", f"{book.url}:batchUpdate", Urgency.OPEN, json={"requests": requests})
    return [form.name for form in wanted]


def _requests(
    wanted: Sequence[BlankSheet], forms: Sequence[BlankSheet], held: dict[int, Sheet]
) -> Iterator[Request]:
    """New sheets beside what is there; empty sheets nobody asked for go away last."""
    places = {"properties": {"locale": "zh_CN", "timeZone": "Asia/Shanghai"}}
    yield {"updateSpreadsheetProperties": places | {"fields": "locale,timeZone"}}
    numbers = {sheet.name: number for number, sheet in held.items()}
    free = max(held, default=0) + 1
    for offset, form in enumerate(wanted):
        number = numbers.get(form.name, free + offset)
        if form.name not in numbers:
            grid = {"rowCount": ROWS, "columnCount": len(form.headings)}
            properties = {"sheetId": number, "title": form.name, "gridProperties": grid}
            yield {"addSheet": {"properties": properties}}
        yield from _filled(form, number)
    names = {form.name for form in forms}
    for number, sheet in held.items():
        if not sheet.rows and sheet.name not in names:
            yield {"deleteSheet": {"sheetId": number}}


def _filled(form: BlankSheet, number: int) -> Iterator[Request]:
    """Title, header, and below them formats and rules column by column."""
    rows = [
        {"values": [encode_cell(form.title) | {"userEnteredFormat": TITLE}]},
        {"values": [_header(heading) for heading in form.headings]},
    ]
    fields = "userEnteredValue,userEnteredFormat,note"
    yield {"updateCells": {"start": {"sheetId": number}, "rows": rows, "fields": fields}}
    for column, heading in enumerate(form.headings):
        yield from _column(heading, number, column)
    properties = {"sheetId": number, "gridProperties": {"frozenRowCount": 2}}
    fields = "gridProperties.frozenRowCount"
    yield {"updateSheetProperties": {"properties": properties, "fields": fields}}
    area = {"sheetId": number, "startRowIndex": 0, "endRowIndex": 2}
    protected = {"range": area, "description": PROTECTED, "warningOnly": True}
    yield {"addProtectedRange": {"protectedRange": protected}}


def _header(heading: BlankColumn) -> Request:
    form = HEADER | {"backgroundColor": RED if heading.required else BLUE}
    return encode_cell(heading.name) | {"userEnteredFormat": form, "note": heading.note}


def _column(heading: BlankColumn, number: int, column: int) -> Iterator[Request]:
    """How one column looks, and what it warns of."""
    columns = {"startColumnIndex": column, "endColumnIndex": column + 1}
    area = {"sheetId": number, "startRowIndex": 2} | columns
    if heading.kind in FORMATS:
        cell = {"userEnteredFormat": {"numberFormat": FORMATS[heading.kind]}}
        fields = "userEnteredFormat.numberFormat"
        yield {"repeatCell": {"range": area, "cell": cell, "fields": fields}}
    if condition := _condition(heading):
        rule = {"condition": condition, "showCustomUi": True, "strict": False}
        words = {"inputMessage": heading.note} if heading.note else {}
        yield {"setDataValidation": {"range": area, "rule": rule | words}}
    span = {"sheetId": number, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
    size = {"properties": {"pixelSize": WIDTHS[heading.kind]}, "fields": "pixelSize"}
    yield {"updateDimensionProperties": {"range": span} | size}


def _condition(heading: BlankColumn) -> Request | None:
    if heading.kind == "choice" and heading.options:
        values = [{"userEnteredValue": word} for word in heading.options[:LIST_LIMIT]]
        return {"type": "ONE_OF_LIST", "values": values}
    return RULES.get(heading.kind)
