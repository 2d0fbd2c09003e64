"""Books as plain data and back: what JSON can hold, with nothing typed lost.

>>> import datetime as dt
>>> decode_plain(encode_plain({"cells": ["入户", 3.0, True, None, dt.date(2019, 5, 28)]}))
{'cells': ['入户', 3.0, True, None, datetime.date(2019, 5, 28)]}
"""

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from kjr.campaign.model import Campaign
from kjr.figures.moments.snapshot import Book, Stale, list_typed_sheets
from kjr.reading.book import parse_book
from kjr.state.acts import READERS, pack_cell, unpack_cell
from kjr.store.base import Area, CellMark, MarkKind, Sheet, StoredBook
from kjr.values.cells import Cell

Plain = Mapping[str, Any]


def flatten_book(book: Book) -> Plain:
    """A book's grids as typed, and what is known of its file."""
    stale = book.stale and (book.stale.since, book.stale.reason, book.stale.tried)
    return {
        "unit": book.unit,
        "held": book.held,
        "read_at": book.read_at,
        "stale": stale,
        "filed": book.filed,
        "lacking": book.lacking,
        "plans": book.plans,
        "sheets": [sheet._asdict() for sheet in list_typed_sheets(book)],
    }


def rebuild_books(
    plain: Iterable[Plain], campaign: Campaign, known: Mapping[str, Book] = MappingProxyType({})
) -> dict[str, Book]:
    """The books of units still on the roster, in its order, parsed anew.

    A unit is known by every name it has or had.  A book whose grids stand in ``known`` as well
    shares its pages instead.
    """
    found = find_by_unit(plain, campaign)
    return {
        unit.name: _book(found[unit.name], campaign, known.get(unit.name))
        for unit in campaign.units
        if unit.name in found
    }


def find_by_unit(plain: Iterable[Plain], campaign: Campaign) -> dict[str, Plain]:
    """Unit → what was written down of it, under its name or, without that, under one it had."""
    found: dict[str, Plain] = {}
    for each in plain:
        unit = campaign.unit_names.get(each["unit"])
        if unit and (unit not in found or unit == each["unit"]):
            found[unit] = {**each, "unit": unit}
    return found


def encode_plain(plain: Plain) -> bytes:
    """Plain data as UTF-8 text."""
    return json.dumps(plain, ensure_ascii=False, default=_tagged).encode()


def decode_plain(data: bytes) -> Plain:
    """Plain data again; raises ValueError for bytes that are none."""
    plain: Plain = json.loads(data, object_hook=_untagged)
    return plain


def _book(plain: Plain, campaign: Campaign, known: Book | None) -> Book:
    sheets = tuple(_sheet(each, plain["unit"]) for each in plain["sheets"])
    if known and list_typed_sheets(known) == sheets:
        pages = known.pages
    else:
        pages = parse_book(sheets, campaign) if sheets else ()
    stale = Stale(*plain["stale"]) if plain["stale"] else None
    held = StoredBook(*plain["held"])
    held = held._replace(sides=tuple(held.sides))
    plans = frozenset(plain.get("plans", ()))
    filed, lacking = plain.get("filed"), plain.get("lacking")
    return Book(plain["unit"], held, plain["read_at"], pages, stale, filed, plans, lacking)


def _sheet(plain: Plain, unit: str) -> Sheet:
    return Sheet(**plain)._replace(
        unit=unit,
        rows=tuple(map(tuple, plain["rows"])),
        merged=tuple(Area(*each) for each in plain["merged"]),
        hidden_rows=frozenset(plain["hidden_rows"]),
        hidden_columns=frozenset(plain["hidden_columns"]),
        uncomputed=frozenset(map(tuple, plain["uncomputed"])),
        marks=tuple(
            CellMark(row, column, MarkKind(kind), words)
            for row, column, kind, words in plain.get("marks", ())
        ),
    )


def _tagged(value: Cell | frozenset[Any]) -> object:
    """What JSON has no form for."""
    return sorted(value) if isinstance(value, frozenset) else pack_cell(value)


def _untagged(plain: dict[str, Any]) -> object:
    return unpack_cell(plain) if len(plain) == 1 and plain.keys() <= READERS.keys() else plain
