"""Google's JSON as sheets, and changed cells as Google's JSON.

A sheet is read with its cells' number formats, so that a day is a day and not a number; text is
written as text, whatever it begins with, and a day as a number with a format.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kjr.store.base import Area, Sheet, trim_grid
from kjr.store.google.marks import cell_marks
from kjr.store.number_formats import show_month, shows_only_month
from kjr.values.cells import Cell, format_address, is_blank, is_disguised_number

Json = Mapping[str, Any]
Request = dict[str, Any]

FIELDS: Final = (
    "sheets(properties(sheetId,title,hidden,gridProperties(rowCount,columnCount)),merges,"
    f"data(rowData(values(effectiveValue,effectiveFormat(numberFormat(type,pattern)),{cell_marks.FIELDS})),"
    "rowMetadata(hiddenByUser),columnMetadata(hiddenByUser)))"
)
"""What a read asks for: everything a Sheet holds and nothing else."""

OWNED_FIELDS: Final = FIELDS.replace("effectiveValue,", "effectiveValue,userEnteredValue,", 1)
"""What the look before a save asks for: also what was typed, to tell it from results."""

EPOCH: Final = dt.datetime(1899, 12, 30)
LAST_DAY: Final = 2_958_465
"""31 December 9999."""
ONE_DAY: Final = dt.timedelta(days=1)

ERRORS: Final = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
}
FORMULA: Final = "{} 是公式，不能由程序改写；请在 Google 表格里修改"
FILLED: Final = "{} 是别的格里的公式填出来的，不能由程序改写；请在 Google 表格里修改"
VALUE: Final = "userEnteredValue"
FORMAT: Final = "userEnteredFormat.numberFormat"


def parse_sheets(spreadsheet: Json, unit: str) -> tuple[Sheet, ...]:
    """Every sheet of an answer; sheets of charts are left out."""
    return tuple(
        _sheet(each, unit)
        for each in spreadsheet["sheets"]
        if "gridProperties" in each["properties"]
    )


def _sheet(sheet: Json, unit: str) -> Sheet:
    facts = sheet["properties"]
    data = (sheet.get("data") or [{}])[0]
    return Sheet(
        unit,
        facts["title"],
        trim_grid(map(_cell, row.get("values", ())) for row in data.get("rowData", ())),
        merged=tuple(map(_area, sheet.get("merges", ()))),
        hidden=facts.get("hidden", False),
        hidden_rows=_hidden(data.get("rowMetadata", ())),
        hidden_columns=_hidden(data.get("columnMetadata", ())),
        marks=tuple(cell_marks.list_cell_marks(data.get("rowData", ()))),
    )


def _area(merge: Json) -> Area:
    top, left = merge["startRowIndex"] + 1, merge["startColumnIndex"] + 1
    return Area(top, left, merge["endRowIndex"], merge["endColumnIndex"])


def _hidden(lines: Sequence[Json]) -> frozenset[int]:
    return frozenset(n for n, line in enumerate(lines, 1) if line.get("hiddenByUser"))


def _cell(cell: Json) -> Cell:
    match cell.get("effectiveValue"):
        case {"numberValue": number}:
            shown = cell.get("effectiveFormat", {}).get("numberFormat", {})
            found = _number(float(number), shown.get("type", ""))
            return show_month(found) if shows_only_month(shown.get("pattern", "")) else found
        case {"stringValue": str(text)}:
            return cell_marks.leave_out_struck(cell, text)
        case {"boolValue": bool(truth)}:
            return truth
        case {"errorValue": error}:
            return ERRORS.get(error.get("type", ""), "#ERROR!")
    return None


def _number(number: float, kind: str) -> Cell:
    if kind not in {"DATE", "DATE_TIME", "TIME"} or not 0 <= number <= LAST_DAY:
        return number
    moment = EPOCH + dt.timedelta(seconds=round(number * 86_400))
    if kind == "TIME":
        return moment.time() if number < 1 else moment - EPOCH
    if is_disguised_number(moment):
        return number  # a 5.3 or a count; Google has no 29 February 1900 to leave out
    return moment.date() if number.is_integer() else moment


def find_formula(sheet: Json, row: int, column: int) -> str:
    """Whether a cell of an answer is a formula, or filled by one elsewhere; blank if neither.

    A cell that shows a value nobody typed is filled by an array formula of another.
    """
    rows = (sheet.get("data") or [{}])[0].get("rowData", ())
    cells = rows[row - 1].get("values", ()) if row <= len(rows) else ()
    cell = cells[column - 1] if column <= len(cells) else {}
    if "formulaValue" in cell.get(VALUE, {}):
        return FORMULA.format(format_address(row, column))
    is_filled = "effectiveValue" in cell and VALUE not in cell
    return FILLED.format(format_address(row, column)) if is_filled else ""


def encode_cell(cell: Cell) -> Request:
    """One cell as Google takes it; an empty one clears.

    >>> encode_cell("=1+1"), encode_cell(None)
    ({'userEnteredValue': {'stringValue': '=1+1'}}, {})
    >>> encode_cell(dt.date(2019, 5, 30))["userEnteredValue"]
    {'numberValue': 43615.0}
    """
    if is_blank(cell):
        return {}
    if isinstance(cell, bool):
        return {VALUE: {"boolValue": cell}}
    if isinstance(cell, str):
        return {VALUE: {"stringValue": cell}}
    if isinstance(cell, (int, float)):
        return {VALUE: {"numberValue": cell}}
    kind, pattern, number = _moment(cell)
    form = {"numberFormat": {"type": kind, "pattern": pattern}}
    return {VALUE: {"numberValue": number}, "userEnteredFormat": form}


def settle_sheet(sheet: Sheet) -> Sheet:
    """A sheet with its cells as they would be read back after writing.

    >>> settle_sheet(Sheet("甲", "走访", ((dt.datetime(2019, 5, 30), 3, ""),))).rows
    ((datetime.date(2019, 5, 30), 3.0),)
    """
    return sheet._replace(rows=trim_grid(map(_settled, row) for row in sheet.rows))


def _settled(cell: Cell) -> Cell:
    match cell:
        case bool() | float():
            return cell
        case int():
            return float(cell)
        case dt.datetime():
            whole = cell.replace(tzinfo=None, microsecond=0)
            return whole.date() if whole.time() == dt.time() else whole
    return cell


def _moment(cell: Cell) -> tuple[str, str, float]:
    """Type, pattern and number of a moment; Google counts days from 30 December 1899."""
    match cell:
        case dt.datetime():
            return "DATE_TIME", "yyyy-mm-dd hh:mm", (cell.replace(tzinfo=None) - EPOCH) / ONE_DAY
        case dt.date():
            return "DATE", "yyyy-mm-dd", float((cell - EPOCH.date()).days)
        case dt.time():
            return "TIME", "hh:mm", (dt.datetime.combine(EPOCH, cell) - EPOCH) / ONE_DAY
        case dt.timedelta():
            return "TIME", "[h]:mm", cell / ONE_DAY
    raise TypeError(f"no cell holds {cell!r}")


def build_requests(new: Sheet, old: Sheet, properties: Json) -> list[Request]:
    """What turns ``old`` into ``new`` in one atomic call; rows below all others are appended."""
    id, width = properties["sheetId"], properties["gridProperties"]["columnCount"]
    below = len(old.rows)
    requests: list[Request] = []
    if (missing := max(map(len, new.rows), default=0) - width) > 0:
        wider = {"sheetId": id, "dimension": "COLUMNS", "length": missing}
        requests.append({"appendDimension": wider})
    for row, column, cell in new.changes(old):
        if row <= below:
            data = encode_cell(cell)
            fields = f"{VALUE},{FORMAT}" if "userEnteredFormat" in data else VALUE
            requests.append(_update(id, row, column, data, fields))
    if added := [[encode_cell(cell) for cell in row] for row in new.rows[below:]]:
        rows = [{"values": row} for row in added]
        requests.append({"appendCells": {"sheetId": id, "rows": rows, "fields": VALUE}})
        requests += [  # days get a format where they are about to land
            _update(id, r, c, data, FORMAT)
            for r, row in enumerate(added, below + 1)
            for c, data in enumerate(row, 1)
            if "userEnteredFormat" in data
        ]
    return requests


def _update(id: int, row: int, column: int, data: Json, fields: str) -> Request:
    start = {"sheetId": id, "rowIndex": row - 1, "columnIndex": column - 1}
    return {"updateCells": {"start": start, "rows": [{"values": [data]}], "fields": fields}}
