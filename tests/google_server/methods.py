"""The methods of Sheets v4: which path calls which, and what it takes and gives."""

from typing import NamedTuple
from urllib.parse import unquote

S = "spreadsheets"
V = "spreadsheets.values"
METHODS = {
    ("POST", "", ""): (f"{S}.create", "Spreadsheet", "Spreadsheet"),
    ("GET", "id", ""): (f"{S}.get", None, "Spreadsheet"),
    ("POST", "id", "batchUpdate"): (
        f"{S}.batchUpdate", "BatchUpdateSpreadsheetRequest", "BatchUpdateSpreadsheetResponse"),
    ("POST", "id", "getByDataFilter"): (
        f"{S}.getByDataFilter", "GetSpreadsheetByDataFilterRequest", "Spreadsheet"),
    ("GET", "values", "batchGet"): (f"{V}.batchGet", None, "BatchGetValuesResponse"),
    ("POST", "values", "batchUpdate"): (
        f"{V}.batchUpdate", "BatchUpdateValuesRequest", "BatchUpdateValuesResponse"),
    ("POST", "values", "batchClear"): (
        f"{V}.batchClear", "BatchClearValuesRequest", "BatchClearValuesResponse"),
    ("POST", "values", "batchGetByDataFilter"): (
        f"{V}.batchGetByDataFilter", "BatchGetValuesByDataFilterRequest",
        "BatchGetValuesByDataFilterResponse"),
    ("POST", "values", "batchUpdateByDataFilter"): (
        f"{V}.batchUpdateByDataFilter", "BatchUpdateValuesByDataFilterRequest",
        "BatchUpdateValuesByDataFilterResponse"),
    ("POST", "values", "batchClearByDataFilter"): (
        f"{V}.batchClearByDataFilter", "BatchClearValuesByDataFilterRequest",
        "BatchClearValuesByDataFilterResponse"),
    ("GET", "range", ""): (f"{V}.get", None, "ValueRange"),
    ("PUT", "range", ""): (f"{V}.update", "ValueRange", "UpdateValuesResponse"),
    ("POST", "range", "append"): (f"{V}.append", "ValueRange", "AppendValuesResponse"),
    ("POST", "range", "clear"): (f"{V}.clear", "ClearValuesRequest", "ClearValuesResponse"),
    ("POST", "sheet", "copyTo"): (
        f"{S}.sheets.copyTo", "CopySheetToAnotherSpreadsheetRequest", "SheetProperties"),
    ("POST", "metadata", "search"): (
        f"{S}.developerMetadata.search", "SearchDeveloperMetadataRequest",
        "SearchDeveloperMetadataResponse"),
    ("GET", "one metadata", ""): (f"{S}.developerMetadata.get", None, "DeveloperMetadata"),
}  # fmt: skip
READS = {
    f"{S}.get", f"{S}.getByDataFilter", f"{V}.get", f"{V}.batchGet", f"{V}.batchGetByDataFilter",
    f"{S}.developerMetadata.search", f"{S}.developerMetadata.get",
}  # fmt: skip
VERBS = {"batchUpdate", "getByDataFilter", "batchGet", "batchClear", "batchGetByDataFilter",
         "batchUpdateByDataFilter", "batchClearByDataFilter", "append", "clear", "copyTo",
         "search"}  # fmt: skip


class Call(NamedTuple):
    """A method as called: its name, its messages' types, the spreadsheet and what follows it."""

    name: str
    request: str | None
    answer: str
    book: str
    rest: str


def parse(method, parts):
    """What a path after /v4/spreadsheets calls; None if there is no such method."""
    head, colon, verb = parts[-1].rpartition(":") if parts else ("", "", "")
    if colon and verb in VERBS:
        parts = [*parts[:-1], head]
    else:
        verb = ""
    book_id, *rest = [unquote(part) for part in parts] or [""]
    match rest:
        case []:
            shape, rest = ("id" if book_id else ""), ""
        case ["values"]:
            shape, rest = "values", ""
        case ["values", *words]:
            shape, rest = "range", "/".join(words)
        case ["sheets", sheet_id]:
            shape, rest = "sheet", sheet_id
        case ["developerMetadata"]:
            shape, rest = "metadata", ""
        case ["developerMetadata", metadata_id]:
            shape, rest = "one metadata", metadata_id
        case _:
            return None
    found = METHODS.get((method, shape, verb))
    return Call(*found, book_id, rest) if found else None
