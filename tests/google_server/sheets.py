"""Sheets v4: the answer to each method."""

import secrets

from . import resource, updates, updates_ranges, values
from .a1 import Rect, from_grid
from .books import Book
from .errors import bad, forbidden, not_found, scope_missing
from .files import new_file, role_of, touch
from .methods import READS, S, V
from .schema import mask, parameters, payload, picked
from .tabs import new_id

HOST = "sheets.googleapis.com"
ALL = {"spreadsheets", "drive", "drive.file"}
READING = ALL | {"spreadsheets.readonly", "drive.readonly"}


def answer(world, call, query, body, caller, *, lag):
    """The answer to a parsed call; ``lag`` is how late Drive shows what it changes."""
    kind = "Read" if call.name in READS else "Write"
    _scope(caller, kind)
    world.spend(kind, caller)
    path = "data" if call.request == "ValueRange" else ""
    given = payload(body, call.request, path) if call.request else {}
    options = parameters(f"sheets.{call.name}", query) | given
    tree = mask(query["fields"][-1], call.answer) if "fields" in query else {}
    if call.name == f"{S}.create":
        return picked(_create(world, given, caller), tree)
    book = _book(world, caller, call.book, kind)
    if kind == "Read":
        return picked(READERS[call.name](book, call.rest, options, tree), tree)
    draft, found = WRITERS[call.name](world, book.copy(), call.rest, options, tree)
    _commit(world, draft, lag)
    return picked(found, tree)


def _commit(world, draft, lag):
    world.books[draft.id] = draft
    world.files[draft.id].name = draft.properties["title"]
    touch(world, world.files[draft.id], lag=lag)


def _scope(caller, kind):
    wanted = READING if kind == "Read" else ALL
    if caller and not {scope.rpartition("/auth/")[2] for scope in caller.scopes} & wanted:
        raise scope_missing(HOST)


def _book(world, caller, book_id, kind):
    book = world.books.get(book_id)
    if not book:
        raise not_found()
    role = role_of(world, caller, world.files[book_id])
    if not role or (role == "reader" and kind == "Write"):
        raise forbidden()
    return book


def _create(world, given, caller):
    if caller and world.settings.storage_full:
        raise forbidden()
    facts = given.get("properties", {})
    book_id = secrets.token_urlsafe(33)
    facts = {"title": "Untitled spreadsheet", **facts}
    book = Book.blank(book_id, facts["title"])
    book.properties |= facts
    sheets = [one.get("properties", {}) for one in given.get("sheets", [])]
    wanted = [{"addSheet": {"properties": one}} for one in sheets]
    if wanted:
        book, _ = updates.applied(book, wanted, year=world.year)
        book.tabs.pop(0)
    new_file(world, facts["title"], file_id=book_id, book=book)
    return resource.spreadsheet(world.books[book_id], tree=resource.WITHOUT_DATA)


def _tree(options, tree):
    """What of a spreadsheet is asked for: by ``fields``, else everything or all but the cells."""
    if tree:
        return tree
    return {} if options.get("includeGridData") else resource.WITHOUT_DATA


def _get(book, _rest, options, tree):
    return resource.spreadsheet(book, ranges=options.get("ranges", ()), tree=_tree(options, tree))


def _get_filtered(book, _rest, given, tree):
    places = [filtered(book, one) for one in given.get("dataFilters", [])]
    return resource.spreadsheet(book, places=places, tree=_tree(given, tree))


def filtered(book, data_filter):
    """The tab and rectangle a DataFilter selects."""
    if "a1Range" in data_filter:
        return book.place(data_filter["a1Range"])
    if "gridRange" in data_filter:
        return book.grid_place(data_filter["gridRange"])
    for one in book.metadata:
        if updates_ranges.matches(one, data_filter):
            return _located(book, one.get("location", {}))
    raise bad("No metadata matches the data filter.")


def _located(book, location):
    if "dimensionRange" not in location:
        return book.tab(location.get("sheetId")), Rect()
    span = location["dimensionRange"]
    axis = "Row" if span.get("dimension") == "ROWS" else "Column"
    ends = {f"start{axis}Index": span.get("startIndex"), f"end{axis}Index": span.get("endIndex")}
    return book.tab(span.get("sheetId")), from_grid(ends)


def _values_get(book, rest, options, tree):
    return values.read(book, *book.place(rest), options)


def _batch_get(book, _rest, options, tree):
    found = [values.read(book, *book.place(one), options) for one in options.get("ranges", [])]
    return {"spreadsheetId": book.id} | ({"valueRanges": found} if found else {})


def _batch_get_filtered(book, _rest, given, tree):
    found = [
        {"valueRange": values.read(book, *filtered(book, one), given), "dataFilters": [one]}
        for one in given.get("dataFilters", [])
    ]
    return {"spreadsheetId": book.id} | ({"valueRanges": found} if found else {})


def _search_metadata(book, _rest, given, tree):
    found = [
        {"developerMetadata": one, "dataFilters": [wanted]}
        for wanted in given.get("dataFilters", [])
        for one in book.metadata
        if updates_ranges.matches(one, wanted)
    ]
    return {"matchedDeveloperMetadata": found} if found else {}


def _get_metadata(book, rest, _options, tree):
    for one in book.metadata:
        if str(one["metadataId"]) == rest:
            return one
    raise not_found()


def _batch_update(world, book, _rest, given, tree):
    draft, replies = updates.applied(book, given.get("requests", []), year=world.year)
    found = {"spreadsheetId": book.id, "replies": replies}
    if given.get("includeSpreadsheetInResponse"):
        asked = tree.get("updatedSpreadsheet") or {}
        options = {"includeGridData": given.get("responseIncludeGridData")}
        found["updatedSpreadsheet"] = resource.spreadsheet(
            draft, ranges=given.get("responseRanges", ()), tree=_tree(options, asked)
        )
    return draft, found


def _values_update(world, book, rest, options, tree):
    return book, values.update(book, rest, options, options, year=world.year)


def _values_append(world, book, rest, options, tree):
    return book, values.append(book, rest, options, options, year=world.year)


def _values_clear(world, book, rest, _options, tree):
    return book, {"spreadsheetId": book.id, "clearedRange": values.clear(*book.place(rest))}


def _values_batch_clear(world, book, _rest, given, tree):
    cleared = [values.clear(*book.place(one)) for one in given.get("ranges", [])]
    return book, {"spreadsheetId": book.id} | ({"clearedRanges": cleared} if cleared else {})


def _values_batch_clear_filtered(world, book, _rest, given, tree):
    cleared = [values.clear(*filtered(book, one)) for one in given.get("dataFilters", [])]
    return book, {"spreadsheetId": book.id} | ({"clearedRanges": cleared} if cleared else {})


def _values_batch_update(world, book, _rest, given, tree):
    found = []
    for n, data in enumerate(given.get("data", [])):
        if not data.get("range"):
            raise bad(f"Invalid data[{n}]: Unable to parse range: ")
        found.append(values.update(book, data["range"], data, given, year=world.year))
    head = {"spreadsheetId": book.id} | values.totals(found)
    return book, head | ({"responses": found} if found else {})


def _values_batch_update_filtered(world, book, _rest, given, tree):
    found = []
    for data in given.get("data", []):
        place = filtered(book, data.get("dataFilter", {}))
        one = values.write(book, *place, data, given, year=world.year)
        found.append(one | {"dataFilter": data.get("dataFilter", {})})
    return book, {"spreadsheetId": book.id} | values.totals(found) | {"responses": found}


def _copy_to(world, book, rest, given, tree):
    other = world.books.get(given.get("destinationSpreadsheetId", ""))
    if not other:
        raise not_found()
    sheet_id = int(rest)
    source = next((tab for tab in book.tabs if tab.id == sheet_id), None)
    if not source:
        raise not_found()
    title = f"Copy of {source.title}"
    twin = source.copy()
    twin.properties |= {"sheetId": new_id(), "title": title}
    target = book if other.id == book.id else other
    target.tabs.append(twin)
    touch(world, world.files[other.id])
    return book, resource.lean(resource.properties(target, twin))


READERS = {
    f"{S}.get": _get,
    f"{S}.getByDataFilter": _get_filtered,
    f"{V}.get": _values_get,
    f"{V}.batchGet": _batch_get,
    f"{V}.batchGetByDataFilter": _batch_get_filtered,
    f"{S}.developerMetadata.search": _search_metadata,
    f"{S}.developerMetadata.get": _get_metadata,
}
WRITERS = {
    f"{S}.batchUpdate": _batch_update,
    f"{V}.update": _values_update,
    f"{V}.append": _values_append,
    f"{V}.clear": _values_clear,
    f"{V}.batchClear": _values_batch_clear,
    f"{V}.batchClearByDataFilter": _values_batch_clear_filtered,
    f"{V}.batchUpdate": _values_batch_update,
    f"{V}.batchUpdateByDataFilter": _values_batch_update_filtered,
    f"{S}.sheets.copyTo": _copy_to,
}
