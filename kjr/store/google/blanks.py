"""Turn an existing, empty spreadsheet into a blank for a unit: one look, one atomic write.

Nothing people typed is touched: a sheet that holds anything stays as it is.  Rules only warn, and
the header can be changed after a warning, because a locked sheet cannot be sorted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from kjr.store.base import Sheet
from kjr.store.google.cells import FIELDS, encode_cell, parse_sheets
from kjr.store.google.quota import Urgency
from kjr.store.google.spreadsheet import Spreadsheet

ROWS: Final = 200
"""Rows of a new sheet; rules reach to the last, and every cell of them comes with each reading."""
LIST_LIMIT: Final = 500
"""Words in a drop-down."""
TITLE: Final = {"textFormat": {"bold": True, "fontSize": 14}}
RED: Final = {"red": 0.753, "green": 0.224, "blue": 0.169}
BLUE: Final = {"red": 0.106, "green": 0.373, "blue": 0.667}
WHITE: Final = {"red": 1, "green": 1, "blue": 1}
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

Request = dict[str, Any]


@dataclass(frozen=True)
class BlankColumn:
    """One column of a blank."""

    name: str
    kind: Literal["text", "number", "day", "choice"] = "text"
    required: bool = False
    options: tuple[str, ...] = ()
    note: str = ""
    """What to type, shown when the cell is chosen."""


@dataclass(frozen=True)
class BlankSheet:
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
    wanted = [form for form in forms if not _is_filled(form, held)]
    if wanted:
        requests = list(_requests(wanted, forms, held))
        url = f"{book.url}:batchUpdate"
        book.http.ask("post", url, Urgency.OPEN, json={"requests": requests})
    return [form.name for form in wanted]


def _is_filled(form: BlankSheet, held: dict[int, Sheet]) -> bool:
    return any(sheet.name == form.name and sheet.rows for sheet in held.values())


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
            yield _sheet(form, number)
        yield from _filled(form, number)
    names = {form.name for form in forms}
    for number, sheet in held.items():
        if not sheet.rows and sheet.name not in names:
            yield {"deleteSheet": {"sheetId": number}}


def _sheet(form: BlankSheet, number: int) -> Request:
    grid = {"rowCount": ROWS, "columnCount": len(form.headings)}
    return {
        "addSheet": {
            "properties": {"sheetId": number, "title": form.name, "gridProperties": grid},
        }
    }


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
    yield _frozen(number)
    yield _protected(number)


def _header(heading: BlankColumn) -> Request:
    colour = RED if heading.required else BLUE
    form = {
        "backgroundColor": colour,
        "textFormat": {"bold": True, "foregroundColor": WHITE},
        "horizontalAlignment": "CENTER",
        "wrapStrategy": "WRAP",
    }
    return encode_cell(heading.name) | {"userEnteredFormat": form, "note": heading.note}


def _column(heading: BlankColumn, number: int, column: int) -> Iterator[Request]:
    """How one column looks, and what it warns of."""
    area = {
        "sheetId": number,
        "startRowIndex": 2,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }
    if heading.kind in FORMATS:
        cell = {"userEnteredFormat": {"numberFormat": FORMATS[heading.kind]}}
        fields = "userEnteredFormat.numberFormat"
        yield {"repeatCell": {"range": area, "cell": cell, "fields": fields}}
    if rule := _rule(heading):
        yield {"setDataValidation": {"range": area, "rule": rule}}
    span = {"sheetId": number, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
    size = {"properties": {"pixelSize": WIDTHS[heading.kind]}, "fields": "pixelSize"}
    yield {"updateDimensionProperties": {"range": span} | size}


def _rule(heading: BlankColumn) -> Request | None:
    if heading.kind == "choice" and heading.options:
        values = [{"userEnteredValue": word} for word in heading.options[:LIST_LIMIT]]
        condition: Request = {"type": "ONE_OF_LIST", "values": values}
    elif heading.kind in RULES:
        condition = RULES[heading.kind]
    else:
        return None
    words = {"inputMessage": heading.note} if heading.note else {}
    return {"condition": condition, "showCustomUi": True, "strict": False} | words


def _frozen(number: int) -> Request:
    properties = {"sheetId": number, "gridProperties": {"frozenRowCount": 2}}
    fields = "gridProperties.frozenRowCount"
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def _protected(number: int) -> Request:
    area = {"sheetId": number, "startRowIndex": 0, "endRowIndex": 2}
    protected = {"range": area, "description": PROTECTED, "warningOnly": True}
    return {"addProtectedRange": {"protectedRange": protected}}
