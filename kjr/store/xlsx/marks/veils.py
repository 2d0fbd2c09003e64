"""Cells of an .xlsx that do not show what they hold: white on white, or under a format of words."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from kjr.store.xlsx.marks.shown_numbers import show_otherwise
from kjr.store.xlsx.marks.strikes import parse_xml
from kjr.store.xlsx.marks.traits import Element

PROBES: Final = (4.0, 1_234_567.0, -4.0, "字")
"""A format that shows all of these as they are veils nothing."""
WHITE: Final = frozenset({"FFFFFFFF", "00FFFFFF", "FFFFFF"})
INDEXED: Final = frozenset({"1", "9"})
BLANK_THEME: Final = "0"
"""The colour of the page."""


class Veils(NamedTuple):
    """The cell formats of a book that veil what is in their cells."""

    white: frozenset[str] = frozenset()
    """By number: white letters on no colour."""
    codes: Mapping[str, str] = {}
    """Number → the code of a format that shows something else than the value."""
    rules: frozenset[str] = frozenset()
    """Looks of conditional formats that make cells go unseen."""

    def find(self, style: str, value: float | str) -> str | None:
        """What people see in a cell of this format, blank for nothing; None if what it holds."""
        if style in self.white:
            return ""
        return show_otherwise(self.codes[style], value) if style in self.codes else None


def list_veils(styles: bytes) -> Veils:
    """The formats of a book that veil, by its styles."""
    if not styles:
        return Veils()
    root = parse_xml(styles)
    codes = {
        each.get("numFmtId", ""): code
        for each in root.iterfind("{*}numFmts/{*}numFmt")
        if veils(code := each.get("formatCode", ""))
    }
    fonts = [_is_white(font.find("{*}color")) for font in root.iterfind("{*}fonts/{*}font")]
    fills = [_is_blank(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    if not (codes or any(fonts) or root.find("{*}dxfs/{*}dxf") is not None):
        return Veils()
    white, coded = set(), {}
    for number, each in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        if _pick(fonts, each, "fontId") and _pick(fills, each, "fillId"):
            white.add(str(number))
        if code := codes.get(each.get("numFmtId", "")):
            coded[str(number)] = code
    return Veils(frozenset(white), coded, frozenset(_list_rules(root)))


@lru_cache(maxsize=512)
def veils(code: str) -> bool:
    """Whether a number format shows some value as another or not at all."""
    return any(show_otherwise(code, probe) is not None for probe in PROBES)


def _list_rules(root: Element) -> Iterator[str]:
    for number, look in enumerate(root.iterfind("{*}dxfs/{*}dxf")):
        fill, code = look.find("{*}fill"), look.find("{*}numFmt")
        is_white = _is_white(look.find("{*}font/{*}color")) and (fill is None or _is_blank(fill))
        if is_white or (code is not None and veils(code.get("formatCode", ""))):
            yield str(number)


def _pick(looks: list[bool], format_: Element, name: str) -> bool:
    number = int(format_.get(name) or 0)
    return number < len(looks) and looks[number]


def _is_white(colour: Element | None) -> bool:
    if colour is None:
        return False
    is_page = colour.get("theme") == BLANK_THEME and not float(colour.get("tint") or 0)
    said = colour.get("rgb", "").upper() in WHITE or colour.get("indexed") in INDEXED
    return bool(is_page or said)


def _is_blank(fill: Element) -> bool:
    """No colour, or white."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return False
    if pattern.get("patternType", "none") == "none":
        return pattern.find("{*}bgColor") is None or _is_white(pattern.find("{*}bgColor"))
    return pattern.get("patternType") == "solid" and _is_white(pattern.find("{*}fgColor"))
