"""What calamine leaves out about a sheet of an .xlsx; a part with nothing to tell stays unread."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, product, takewhile
from typing import Final, NamedTuple

from lxml import etree

from kjr.store.base import CellMark, MarkKind
from kjr.store.xlsx.marks.strikes import (
    RAISED,
    STRIKE,
    StruckStrings,
    cut_struck_runs,
    parse_xml,
    raise_runs,
)
from kjr.store.xlsx.marks.traits import (
    Element,
    Place,
    SheetTraits,
    find_place,
    find_row_number,
    parse_address,
)
from kjr.store.xlsx.marks.veils import Veils
from kjr.values.cells import Cell

LAST_COLUMN: Final = 100
"""How far hidden columns matter."""
Signs = Mapping[bytes, tuple[bytes, ...]]
"""A letter that plain cells lack → what may be written with it."""
TELLING: Final[Signs] = {
    b"h": (b"hidden", b"zeroHeight", b'ht="0"', b"ht='0'", b'th="0"', b"th='0'"),
    b"u": (RAISED,),
    b"e": (b'"e"', b"'e'"),
    b"k": (STRIKE,),
    b"f": (b"<f>", b"<f ", b"<f\n", b"<f\r", b"<f/", b":f>", b":f ", b":f\n", b":f/"),
}
"""A part without any of them has nothing to tell."""
RULES: Final = b"conditionalFormatting"
SPILLING: Final = re.compile(
    "(?:FILTER|SORT|SORTBY|UNIQUE|SEQUENCE|RANDARRAY|VSTACK|HSTACK|TOCOL|TOROW|WRAPROWS|WRAPCOLS"
    "|TAKE|DROP|CHOOSEROWS|CHOOSECOLS|EXPAND|TEXTSPLIT|TRANSPOSE)[(]"
)
"""Functions that fill more cells than their own."""
UNTIDY: Final[Signs] = {b"!": (b"<!--", b"CDATA"), b"-": (b">-",)}
"""Calamine reads on wrongly here, without a word: comments, marked sections, string -1."""
ERRORS: Final = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""The errors calamine knows; at any other it gives up the whole sheet."""
KINDS: Final = frozenset({"b", "d", "e", "inlineStr", "n", "s", "str"})
PARTS: Final = frozenset({"f", "v", "is"})


class BookLook(NamedTuple):
    """What a book says once for all its sheets."""

    date1904: bool
    styles: frozenset[str]
    """Cell formats that strike out."""
    rules: frozenset[str]
    """Looks of conditional formats that strike out."""
    strings: StruckStrings
    veils: Veils
    shared: int | None
    """How many strings the cells share, where known."""


class SheetPart(NamedTuple):
    """A sheet's part as read: its traits, and the part anew where calamine would misread it."""

    traits: SheetTraits
    mended: bytes | None = None


def read_sheet_part(
    xml: bytes, look: BookLook, comments: tuple[CellMark, ...], *, mend: bool
) -> SheetPart:
    """The traits of a sheet's part; with ``mend`` it is made readable whatever it looks like."""
    pieces = _cut_out_cells(xml)
    is_untidy = mend or _holds_any(pieces, UNTIDY)
    strikes = look.styles or look.strings.xml or (look.rules and RULES in xml)
    veils = look.veils.white or look.veils.codes or (look.veils.rules and RULES in xml)
    if not (is_untidy or strikes or veils or _holds_any(pieces, TELLING)):
        return SheetPart(SheetTraits(date1904=look.date1904, marks=comments))
    root = parse_xml(xml)
    raised = [*map(raise_runs, _find(root, "m:c/m:is[m:r]"))] if RAISED in xml else []
    inline = _cut_inline(root) if STRIKE in xml else []
    veiled = _veiled(root, look.veils) if veils else ()
    ruled = (
        *_ruled(root, look.rules, MarkKind.RULED),
        *_ruled(root, look.veils.rules, MarkKind.VEILING),
    )
    marks = (*comments, *inline, *_struck(root, look), *ruled, *veiled, *_pictures(root))
    pictured = {(each.row, each.column) for each in marks if each.kind is MarkKind.PICTURE}
    shown: dict[Place, Cell] = dict.fromkeys(pictured)
    errors = ((find_place(cell), _value(cell)) for cell in _find(root, "m:c[@t='e'][m:v]"))
    traits = SheetTraits(
        frozenset(map(find_row_number, _list_hidden_rows(root))),
        frozenset(chain.from_iterable(map(_span, _find(root, f"m:col[{_HIDDEN} or @width=0]")))),
        look.date1904,
        frozenset(_uncomputed(root)) - pictured,
        marks,
        {place: text for place, text in errors if text} | shown,
    )
    has_strangers = any(text and text not in ERRORS for text in traits.shown.values())
    if (
        is_untidy
        or has_strangers
        or any(raised)
        or any(each.kind is MarkKind.CUT for each in inline)
    ):
        _mend(root, look.shared)
        return SheetPart(traits, etree.tostring(root))
    return SheetPart(traits)


def _cut_out_cells(xml: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before a part's cells, they themselves, and what stands after them.

    The words that begin and end them are none of theirs: they have letters that plain cells lack.
    """
    head, sign, rest = xml.partition(b"<sheetData")
    cells, end, tail = rest.rpartition(b"</sheetData>")
    return head + sign, cells, end + tail


def _holds_any(pieces: Sequence[bytes], signs: Signs) -> bool:
    """Whether one of the signs stands in a part; a letter is found much sooner than a word."""
    return any(
        letter in piece and any(sign in piece for sign in own)
        for piece in pieces
        for letter, own in signs.items()
    )


_HIDDEN: Final = "@hidden='1' or @hidden='true'"
_FLAT: Final = "@zeroHeight='1' or @zeroHeight='true'"
_UNCOMPUTED: Final = "m:c[m:f][not(normalize-space(m:v))][not(@t='str')][not(m:is)]"
"""A formula whose result is the empty text is typed str; one never computed is not."""


_FILLED: Final = "m:c[m:v or m:is or m:f]"


@lru_cache(maxsize=64)
def _path(path: str, namespace: str) -> etree.XPath:
    return etree.XPath(f"//{path}", namespaces={"m": namespace})


def _find(root: Element, path: str) -> list[Element]:
    return _path(path, etree.QName(root).namespace or "")(root)  # type: ignore[no-any-return]


def _list_hidden_rows(root: Element) -> list[Element]:
    """Those that say so, and those without a height of their own where that is none."""
    is_usual = "" if not _find(root, f"m:sheetFormatPr[{_FLAT}]") else " or not(@ht)"
    return _find(root, f"m:row[{_HIDDEN} or @ht=0{is_usual}]")


def _span(column: Element) -> range:
    first, last = column.get("min", ""), column.get("max", "")
    if not (first.isdecimal() and last.isdecimal()):
        return range(0)
    return range(int(first), min(int(last), LAST_COLUMN) + 1)


def _value(cell: Element) -> str:
    return "".join(cell.findtext("{*}v") or "").strip()


def _struck(root: Element, look: BookLook) -> Iterator[CellMark]:
    """Cells whose font is struck out, and those whose string was, whole or in part."""
    strings = look.strings
    for cell in _find(root, "m:c[@t='s']") if strings.xml else ():
        text = _value(cell)
        number = int(text) if text.isdecimal() else -1
        if number in strings.cut:
            yield CellMark(*find_place(cell), MarkKind.CUT, strings.cut[number])
        elif number in strings.whole:
            yield CellMark(*find_place(cell), MarkKind.STRUCK)
    for cell in _find(root, "m:c[@s][m:v or m:is]") if look.styles else ():
        is_open = cell.get("t") == "s" and _value(cell) in strings.open
        if cell.get("s") in look.styles and not is_open:
            yield CellMark(*find_place(cell), MarkKind.STRUCK)


def _ruled(root: Element, rules: frozenset[str], kind: MarkKind) -> Iterator[CellMark]:
    """Where a conditional format may change cells so; whether it does, only a program knows."""
    for area in _find(root, "m:conditionalFormatting") if rules else ():
        ranges = area.get("sqref", "")
        first = parse_address(ranges.split(" ")[0].partition(":")[0])
        if first and any(each.get("dxfId") in rules for each in area.iterfind("{*}cfRule")):
            yield CellMark(*first, kind, ranges)


def _veiled(root: Element, veils: Veils) -> Iterator[CellMark]:
    """Cells that show something else than they hold."""
    for cell in _find(root, "m:c[@s][m:v or m:is]"):
        text, kind = _value(cell), cell.get("t", "n")
        value = float(text) if kind == "n" and text and _is_number(text) else text
        shown = veils.find(cell.get("s", ""), value) if text or kind != "n" else None
        if shown is not None:
            yield CellMark(*find_place(cell), MarkKind.VEILED, shown)


def _uncomputed(root: Element) -> Iterator[Place]:
    """Formulas without a result, and the cells of the sheet that they would fill too."""
    found = _find(root, _UNCOMPUTED)
    if not found:
        return
    filled = {find_place(cell) for cell in _find(root, _FILLED)}
    last = max(row for row, _ in filled)
    for cell in found:
        (top, left), formula = find_place(cell), cell.find("{*}f")
        yield top, left
        end = parse_address(formula.get("ref", "").rpartition(":")[2])
        is_array = formula.get("t") == "array"
        if is_array and end:
            low, right = min(end[0], last), min(end[1], LAST_COLUMN)
            yield from product(range(top, low + 1), range(left, right + 1))
        elif is_array or SPILLING.search(formula.text or ""):
            below = ((row, left) for row in range(top + 1, last + 1))
            yield from takewhile(lambda each: each not in filled, below)


def _cut_inline(root: Element) -> list[CellMark]:
    found = []
    for text in _find(root, "m:c/m:is[m:r]"):
        struck, _ = cut_struck_runs(text)
        if struck or struck is None:
            kind = MarkKind.CUT if struck else MarkKind.STRUCK
            found.append(CellMark(*find_place(text.getparent()), kind, struck or ""))
    return found


def _pictures(root: Element) -> Iterator[CellMark]:
    """Pictures in cells: WPS keeps them as a formula, Excel as an error without one."""
    for cell in _find(root, "m:c[contains(m:f, 'DISPIMG(')] | //m:c[@vm][@t='e'][not(m:f)]"):
        yield CellMark(*find_place(cell), MarkKind.PICTURE)


def _mend(root: Element, shared: int | None) -> None:
    """Make every cell one that calamine takes, showing what it showed."""
    for cell in _find(root, "m:c"):
        for child in [each for each in cell if etree.QName(each).localname not in PARTS]:
            cell.remove(child)
        kind, text = cell.get("t", "n"), _value(cell)
        is_error = kind == "e" and text not in ERRORS
        if kind == "s" and (not text.isdecimal() or (shared is not None and int(text) >= shared)):
            for value in cell.findall("{*}v"):
                cell.remove(value)
        elif is_error or kind not in KINDS or (kind == "n" and not _is_number(text)):
            cell.set("t", "str")
        if not parse_address(cell.get("r", "A1")):
            del cell.attrib["r"]


def _is_number(text: str) -> bool:
    try:
        float(text or "0")
    except ValueError:
        return False
    return True
