"""batchUpdate: every request of a call applied to a copy, which counts only if all succeed."""

from . import updates_cells, updates_grid, updates_ranges, updates_sheets
from .errors import ApiError, bad, bad_fields
from .schema import TYPES

KINDS = updates_sheets.KINDS | updates_ranges.KINDS | updates_grid.KINDS | updates_cells.KINDS


def applied(book, requests, *, year):
    """The book after all requests, and their replies; 400 (and no change) if one cannot be done."""
    if not requests:
        raise bad("Must specify at least one request.")
    draft = book.copy()
    replies = [_one(draft, n, request, year) for n, request in enumerate(requests)]
    return draft, replies


def _one(book, n, request, year):
    kind = next(iter(request), None)
    if kind is None:
        raise bad(f"Invalid requests[{n}]: No request set.")
    if len(request) > 1:
        words = f"Invalid value at 'requests[{n}]' (oneof), oneof field 'kind' is already set."
        raise bad_fields([(f"requests[{n}]", words)])
    if kind not in KINDS:
        known = kind in TYPES["Request"]
        raise ApiError(501, f"requests[{n}].{kind} is not emulated here") if known else bad(kind)
    try:
        return KINDS[kind](book, request[kind], year)
    except ApiError as error:
        if error.code != 400 or error.details:
            raise
        raise bad(f"Invalid requests[{n}].{kind}: {error.message}") from None
