"""What calamine leaves out about the sheets of an OpenDocument book (.ods)."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from lxml import etree

from kjr.store.base import Area, CellMark, MarkKind
from kjr.store.number_formats import show_month
from kjr.store.xlsx.marks.strikes import parse_xml
from kjr.store.xlsx.marks.traits import Element, Place, SheetTraits
from kjr.values.amounts import parse_amount
from kjr.values.cells import Cell
from kjr.values.readings import is_broken_result

MOST: Final = 100
"""How far repeated rows, columns and cells are followed; the rest is repeated blanks."""
FINER: Final = {"day", "hours", "minutes", "seconds"}
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
HIDDEN: Final = frozenset({"collapse", "filter"})
WHITE: Final = "#ffffff"
ROUNDED, NEAR = 0.5, 0.01
"""What is seen of a number may be as far from it, or this part of it."""


class _Looks(NamedTuple):
    """Cell styles that say more than they look."""

    struck: frozenset[str]
    months: frozenset[str]
    """They show a month and no day."""
    white: frozenset[str]
    """White letters on no colour."""


def read_document_traits(content: bytes) -> dict[str, SheetTraits]:
    """The traits of each sheet, by its name."""
    root = parse_xml(content)
    looks = _Looks(
        frozenset(_struck_styles(root)),
        frozenset(_month_styles(root)),
        frozenset(_white_styles(root)),
    )
    tables = root.iterfind("{*}body/{*}spreadsheet/{*}table")
    return {_said(table, "name"): _traits(table, looks) for table in tables}


def _traits(table: Element, looks: _Looks) -> SheetTraits:
    hidden, areas, uncomputed = set(), [], set()
    usual = {
        at: _said(column, "default-cell-style-name")
        for at, column in _numbered(table, "table-column", "columns")
    }
    marks: list[CellMark] = []
    shown: dict[Place, Cell] = {}
    for row, line in _numbered(table, "table-row", "rows"):
        if _said(line, "visibility") in HIDDEN:
            hidden.add(row)
        for column, cell in _numbered(line, "cell", "columns"):
            place = row, column
            down, across = (
                int(_said(cell, f"number-{way}-spanned") or 1) for way in ("rows", "columns")
            )
            if (down, across) != (1, 1):
                areas.append(Area(row, column, row + down - 1, column + across - 1))
            words = "\n".join(map(_text, cell.iterfind("{*}p")))
            if is_broken_result(words):
                shown[place] = words.strip()
            elif _said(cell, "formula") and not words and not _said(cell, "value-type"):
                uncomputed.add(place)
            style = _said(cell, "style-name") or usual.get(column, "")
            if style in looks.months and (day := _first_day(_said(cell, "date-value"))):
                shown[place] = show_month(day)
            if words and style in looks.struck:
                marks.append(CellMark(*place, MarkKind.STRUCK))
            if (seen := _find_veil(cell, words, is_white=style in looks.white)) is not None:
                marks.append(CellMark(*place, MarkKind.VEILED, seen))
            if truth := _said(cell, "boolean-value"):
                shown[place] = truth == "true"
            marks += _marks(cell, place, looks.struck, shown)
    columns = _numbered(table, "table-column", "columns")
    hidden_columns = {at for at, column in columns if _said(column, "visibility") in HIDDEN}
    return SheetTraits(
        frozenset(hidden), frozenset(hidden_columns), False, frozenset(uncomputed),
        tuple(marks), shown, tuple(areas),
    )  # fmt: skip


def _find_veil(cell: Element, words: str, *, is_white: bool) -> str | None:
    """What people see in a cell, blank for nothing; None if what it holds."""
    if is_white and words:
        return ""
    said = _said(cell, "value") if _said(cell, "value-type") == "float" else ""
    if not said or not float(said):
        return None
    value, seen = float(said), parse_amount(words).value if words.strip() else None
    is_near = seen is not None and abs(seen - value) <= max(ROUNDED, abs(value) * NEAR)
    return None if is_near else words.strip()


def _marks(
    cell: Element, place: Place, struck: frozenset[str], shown: dict[Place, Cell]
) -> Iterator[CellMark]:
    # a cell that is repeated comes again: it stays as it is
    spans = [each for each in cell.iterfind("{*}p//{*}span") if _said(each, "style-name") in struck]
    outer = [span for span in spans if not any(each in spans for each in span.iterancestors())]
    if cut := "".join(map(_text, outer)).strip():
        left = "\n".join(_text(each, spans) for each in cell.iterfind("{*}p")).strip()
        if left:
            shown[place] = left
        yield CellMark(*place, MarkKind.CUT if left else MarkKind.STRUCK, cut if left else "")
    for note in cell.iterfind("{*}annotation"):
        yield CellMark(*place, MarkKind.NOTE, "\n".join(map(_text, note.iterfind("{*}p"))))


def _struck_styles(root: Element) -> Iterator[str]:
    for style in root.iterfind("{*}automatic-styles/{*}style"):
        for look in style.iterfind("{*}text-properties"):
            if _said(look, "text-line-through-style") not in ("", "none"):
                yield _said(style, "name")


def _white_styles(root: Element) -> Iterator[str]:
    for style in root.iterfind("{*}automatic-styles/{*}style"):
        colours = [_said(look, "color") for look in style.iterfind("{*}text-properties")]
        fills = [
            _said(look, "background-color") for look in style.iterfind("{*}table-cell-properties")
        ]
        if WHITE in map(str.lower, colours) and {*fills} <= {"", "transparent", WHITE}:
            yield _said(style, "name")


def _month_styles(root: Element) -> Iterator[str]:
    """The cell styles whose format shows a month, and neither its day nor a time."""
    formats = {
        _said(style, "name"): {etree.QName(part).localname for part in style}
        for style in root.iterfind("{*}automatic-styles/{*}date-style")
    }
    months = {name for name, parts in formats.items() if "month" in parts and not parts & FINER}
    for style in root.iterfind("{*}automatic-styles/{*}style"):
        if _said(style, "data-style-name") in months:
            yield _said(style, "name")


def _first_day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if DAY.fullmatch(text[:10]) else None


def _numbered(parent: Element, kind: str, way: str) -> Iterator[tuple[int, Element]]:
    """Rows, columns or cells with their numbers; each as often as it says it is repeated.

    A cell that holds nothing has nothing to say, however often.
    """
    number = 0
    for each in parent.iter("{*}" + kind) if kind != "cell" else parent:
        if kind == "cell" and not each.tag.endswith("table-cell"):
            continue
        repeated = int(_said(each, f"number-{way}-repeated") or 1)
        is_blank = kind == "cell" and not len(each) and not _said(each, "formula")
        for at in range(1, min(repeated, 1 if is_blank else MOST) + 1):
            yield number + at, each
        number += repeated


def _said(element: Element, name: str) -> str:
    attributes: Mapping[str, str] = element.attrib
    return next((value for key, value in attributes.items() if key.endswith("}" + name)), "")


def _text(element: Element, but: Sequence[Element] = ()) -> str:
    """What a paragraph says, without some parts and the readings set above its characters."""
    if element.tag.endswith("}ruby-text") or element in but:
        return ""
    inner = (_text(each, but) + (each.tail or "") for each in element)
    return (element.text or "") + "".join(inner)
