"""Requests about ranges of a sheet: names, protection, filters, rules, merges, groups, notes."""

from .a1 import Rect, to_grid
from .errors import bad
from .resource import lean
from .schema import merged, written
from .tabs import COLUMNS, ROWS, new_id
from .updates_sheets import sheet_of


def add_named_range(book, request, _):
    given = request["namedRange"]
    book.grid_place(given.get("range", {}))
    if any(one["name"] == given["name"] for one in book.named):
        raise bad(f"A named range with the name '{given['name']}' already exists.")
    named = {"namedRangeId": str(new_id()), "name": given["name"], "range": given.get("range", {})}
    named |= {k: v for k, v in given.items() if k == "namedRangeId"}
    book.named.append(named)
    return {"addNamedRange": {"namedRange": named}}


def update_named_range(book, request, _):
    given = request["namedRange"]
    old = _named(book, given.get("namedRangeId"))
    mask = written(request.get("fields"), "NamedRange")
    new = merged(old, given, mask) | {"namedRangeId": old["namedRangeId"]}
    book.named[book.named.index(old)] = new
    return {}


def delete_named_range(book, request, _):
    book.named.remove(_named(book, request.get("namedRangeId")))
    return {}


def _named(book, range_id):
    for one in book.named:
        if one["namedRangeId"] == range_id:
            return one
    raise bad(f"No named range with id: {range_id}")


def add_protected_range(book, request, _):
    given = request.get("protectedRange", {})
    tab, _rect = book.grid_place(given.get("range", {}))
    held = {"protectedRangeId": given.get("protectedRangeId", new_id())} | given
    if not held.get("warningOnly"):
        held |= {"requestingUserCanEdit": True}
        held.setdefault("editors", {"users": ["owner@example.com"]})
    tab.protected.append(held)
    return {"addProtectedRange": {"protectedRange": lean(held)}}


def update_protected_range(book, request, _):
    given = request.get("protectedRange", {})
    tab, old = _protected(book, given.get("protectedRangeId"))
    new = merged(old, given, written(request.get("fields"), "ProtectedRange"))
    tab.protected[tab.protected.index(old)] = new | {"protectedRangeId": old["protectedRangeId"]}
    return {}


def delete_protected_range(book, request, _):
    tab, held = _protected(book, request.get("protectedRangeId"))
    tab.protected.remove(held)
    return {}


def _protected(book, range_id):
    for tab in book.tabs:
        for held in tab.protected:
            if held["protectedRangeId"] == range_id:
                return tab, held
    raise bad(f"No protected range with id: {range_id}")


def set_basic_filter(book, request, _):
    given = request.get("filter", {})
    tab, rect = book.grid_place(given.get("range", {}))
    tab.filter = given | {"range": to_grid(tab.id, tab.inside(rect))}
    return {}


def clear_basic_filter(book, request, _):
    sheet_of(book, request.get("sheetId")).filter = None
    return {}


def add_conditional_format(book, request, _):
    rule = request.get("rule", {})
    tab = book.tab(rule.get("ranges", [{}])[0].get("sheetId"))
    tab.conditional.insert(request.get("index", 0), rule)
    return {}


def delete_conditional_format(book, request, _):
    tab, index = sheet_of(book, request.get("sheetId")), request.get("index", 0)
    if index >= len(tab.conditional):
        raise bad(f"No conditional format on sheet: {tab.id} at index: {index}")
    return {"deleteConditionalFormatRule": {"rule": tab.conditional.pop(index)}}


def create_metadata(book, request, _):
    given = request.get("developerMetadata", {})
    held = {"metadataId": new_id()} | given
    if any(one["metadataId"] == held["metadataId"] for one in book.metadata):
        raise bad(f"Developer metadata with id {held['metadataId']} already exists.")
    book.metadata.append(held)
    return {"createDeveloperMetadata": {"developerMetadata": held}}


def delete_metadata(book, request, _):
    gone = [one for one in book.metadata if matches(one, request.get("dataFilter", {}))]
    book.metadata = [one for one in book.metadata if one not in gone]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": gone}}


def matches(metadata, data_filter):
    """Whether developer metadata is what a DataFilter looks up."""
    wanted = data_filter.get("developerMetadataLookup", {})
    keys = ("metadataId", "metadataKey", "metadataValue", "visibility")
    return all(metadata.get(key) == wanted[key] for key in keys if key in wanted)


def merge_cells(book, request, _):
    tab, rect = book.grid_place(request.get("range", {}))
    area = tab.inside(rect, strict=True)
    _whole_merges(tab, area)
    tab.merges = [one for one in tab.merges if not one.meets(area)]
    for piece in _pieces(area, request.get("mergeType")):
        if not piece.is_cell:
            _merge(tab, piece)
    return {}


def _pieces(area, kind):
    if kind == "MERGE_COLUMNS":
        columns = range(area.left, area.right)
        return [area._replace(left=column, right=column + 1) for column in columns]
    if kind == "MERGE_ROWS":
        rows = range(area.top, area.bottom)
        return [area._replace(top=row, bottom=row + 1) for row in rows]
    return [area]


def _merge(tab, rect):
    """The first value found takes the corner; the others are lost."""
    kept = None
    for place in rect.cells():
        cell = tab.cells.pop(place, None)
        kept = kept or (cell if cell and "userEnteredValue" in cell else None)
    tab.put((rect.top, rect.left), kept)
    tab.merges.append(rect)


def _whole_merges(tab, area):
    for one in tab.merges:
        if one.meets(area) and area.within(*tab.shape) != _hull(one, area):
            raise bad("You must select all cells in a merged range to merge or unmerge them.")


def _hull(one, other):
    return Rect(*map(min, one[:2], other[:2]), *map(max, one[2:], other[2:]))


def unmerge_cells(book, request, _):
    tab, rect = book.grid_place(request.get("range", {}))
    area = tab.inside(rect)
    _whole_merges(tab, area)
    tab.merges = [one for one in tab.merges if not one.meets(area)]
    return {}


def _grouped(book, request):
    span = request.get("range", {})
    tab = sheet_of(book, span.get("sheetId"))
    return tab, tab.groups[COLUMNS if span.get("dimension") == COLUMNS else ROWS], span


def add_group(book, request, _):
    _tab, groups, span = _grouped(book, request)
    depth = 1 + sum(1 for one in groups if one["range"] == span)
    groups.append({"range": span, "depth": depth})
    return {"addDimensionGroup": {"dimensionGroups": groups}}


def delete_group(book, request, _):
    _tab, groups, span = _grouped(book, request)
    found = [one for one in groups if one["range"] == span]
    if not found:
        raise bad("No group exists over the given range.")
    groups.remove(found[-1])
    return {"deleteDimensionGroup": {"dimensionGroups": groups} if groups else {}}


KINDS = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addConditionalFormatRule": add_conditional_format,
    "deleteConditionalFormatRule": delete_conditional_format,
    "createDeveloperMetadata": create_metadata,
    "deleteDeveloperMetadata": delete_metadata,
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
}
