"""Text of an .xlsx that is not as it looks letter by letter: struck out, or set above the line.

Struck out are whole cells, by their fonts, and parts of a text.
"""

from typing import Final, NamedTuple

from lxml import etree

from kjr.store.xlsx.marks.traits import Element
from kjr.values.spelling.characters import raise_digits

OFF: Final = frozenset({"0", "false", "off"})
STRIKE: Final = b"strike"
RAISED: Final = b"superscript"


class StruckStrings(NamedTuple):
    """The shared strings once their struck parts are taken out."""

    xml: bytes | None = None
    """The part without them; None if nothing was struck."""
    cut: dict[int, str] = {}  # noqa: RUF012  # read only
    """A string's number → what was struck of it."""
    whole: frozenset[int] = frozenset()
    """Strings struck from end to end; they stay as they are."""
    open: frozenset[str] = frozenset()
    """Strings of which some run says that it is not struck, whatever the cell's font says."""


def list_struck_styles(styles: bytes) -> frozenset[str]:
    """The numbers of the cell formats whose font is struck out."""
    if STRIKE not in styles:
        return frozenset()
    root = parse_xml(styles)
    fonts = [_is_struck(font) for font in root.iterfind("{*}fonts/{*}font")]
    formats = [each.get("fontId", "") for each in root.iterfind("{*}cellXfs/{*}xf")]
    struck = {str(n) for n, is_struck in enumerate(fonts) if is_struck}
    return frozenset(str(n) for n, font in enumerate(formats) if font in struck)


def list_struck_rules(styles: bytes) -> frozenset[str]:
    """The numbers of the looks for conditional formats that strike out."""
    if STRIKE not in styles:
        return frozenset()
    fonts = [each.find("{*}font") for each in parse_xml(styles).iterfind("{*}dxfs/{*}dxf")]
    struck = (str(n) for n, font in enumerate(fonts) if font is not None and _is_struck(font))
    return frozenset(struck)


def cut_struck_strings(strings: bytes) -> StruckStrings:
    """The shared strings without what is struck out in them, raised digits spelt as such."""
    if STRIKE not in strings and RAISED not in strings:
        return StruckStrings()
    root = parse_xml(strings)
    cut, whole, opened = {}, set(), set()
    for number, item in enumerate(root.iterfind("{*}si")):
        raise_runs(item)
        struck, left = cut_struck_runs(item)
        if struck:
            cut[number] = struck
        elif struck is None:
            whole.add(number)
        if left:
            opened.add(str(number))
    return StruckStrings(etree.tostring(root), cut, frozenset(whole), frozenset(opened))


def cut_struck_runs(item: Element) -> tuple[str | None, bool]:
    """Take the struck runs out of a text; what they said, None if nothing else is there.

    The second answer is whether some other run has a look of its own.
    """
    runs = [run for run in item.iterfind("{*}r") if run.find("{*}rPr") is not None]
    struck = [run for run in runs if _is_struck(run.find("{*}rPr"))]
    words = "".join(map(_text, struck)).strip()
    if not words:
        return "", bool(runs)
    others = [run for run in item.iterfind("{*}r") if run not in struck]
    if not "".join(map(_text, (*others, *item.iterfind("{*}t")))).strip():
        return None, False
    for run in struck:
        item.remove(run)
    return words, True


def raise_runs(item: Element) -> bool:
    """Spell the digits of a text that are set above the line as such; whether there are any."""
    runs = [run for run in item.iterfind("{*}r") if _is_raised(run)]
    for text in [each for run in runs for each in run.iterfind("{*}t")]:
        text.text = raise_digits(text.text or "")
    return bool(runs)


def _is_raised(run: Element) -> bool:
    look = run.find("{*}rPr/{*}vertAlign")
    return look is not None and look.get("val") == RAISED.decode()


def parse_xml(xml: bytes) -> Element:
    """A part as a tree, without comments; nothing outside it is ever fetched."""
    safe = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, huge_tree=True
    )
    return etree.fromstring(xml, safe)


def _is_struck(font: Element) -> bool:
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val", "1").lower() not in OFF


def _text(element: Element) -> str:
    if element.tag.endswith("}t"):
        return element.text or ""
    return "".join(each.text or "" for each in element.iterfind("{*}t"))
