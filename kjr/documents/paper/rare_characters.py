"""Characters no face can set: the old private ones made standard, the rest shown as □ and told.

>>> from kjr.documents.paper.fonts import load_fonts
>>> find_substitutes("王\ue863\u200b⽉👍", load_fonts())
{'\ue863': '䶮', '\u200b': '', '⽉': '月', '👍': '□'}
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Final, TypeVar, cast

from kjr.documents.blocks import Document
from kjr.documents.paper.fonts import Fonts

BLANK_SQUARE: Final = "□"

PRIVATE: Final = {
    chr(first + place): char
    for first, chars in (
        (0xE78D, "︐︒︑︓︔︕︖︗︘︙"),
        (0xE7C7, "ḿǹ"),
        (0xE815, "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟"),
        (0xE829, "㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱"),
        (0xE83D, "䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟"),
        (0xE851, "䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"),
    )
    for place, char in enumerate(chars)
}
"""Where GB 18030-2000 put characters in the private area, and their code points since 2005."""

OTHER_MEANING: Final = ("<super>", "<sub>", "<fraction>", "<circle>")
"""Forms that say something the plain digit does not: 10⁶ is not 106, ⑳㉑ not 2021."""

Part = TypeVar("Part")


def replace_rare_characters(document: Document, fonts: Fonts) -> tuple[Document, tuple[str, ...]]:
    """The document with only characters that can be set, and the ones that became □."""
    instead = find_substitutes("".join(walk_texts(document)), fonts)
    lost = tuple(sorted(char for char, other in instead.items() if other == BLANK_SQUARE))
    if instead:
        table = {ord(char): other for char, other in instead.items()}
        document = map_texts(document, lambda text: text.translate(table))
    return document, lost


def find_substitutes(text: str, fonts: Fonts) -> dict[str, str]:
    """What to set for each character that cannot be set as it is."""
    found = {char: find_substitute(char, fonts) for char in dict.fromkeys(text)}
    return {char: other for char, other in found.items() if other != char}


def find_substitute(char: str, fonts: Fonts) -> str:
    """What to set for one character: itself, its standard form, nothing, or □."""
    standard = standardize_char(char)
    if standard == "\n" or not fonts.missing(standard):
        return standard
    plain = find_plain_form(standard)
    return BLANK_SQUARE if fonts.missing(plain) else plain


def find_plain_form(char: str) -> str:
    """A character in its plain form, if that says the same.

    >>> find_plain_form("⽉"), find_plain_form("㊙"), find_plain_form("㎏"), find_plain_form("⁶")
    ('月', '秘', 'kg', '⁶')
    """
    plain = unicodedata.normalize("NFKC", char)
    is_other = unicodedata.decomposition(char).startswith(OTHER_MEANING)
    return char if is_other and any(map(is_figure, plain)) else plain


def is_figure(char: str) -> bool:
    """A digit or a Western letter."""
    return char.isdigit() or char.isascii()


def standardize_char(char: str) -> str:
    """A character as any program can read it; nothing for one that cannot be seen.

    A radical copied out of a PDF is the character it looks like.
    """
    if "⼀" <= char <= "⿕":
        return unicodedata.normalize("NFKC", char)
    if char == "\n" or not is_invisible(char):
        return PRIVATE.get(char, char)
    return " " if char == "\t" else ""


def standardize_document(document: Document) -> Document:
    """The document with old private characters made standard and invisible ones dropped."""
    return map_texts(document, lambda text: "".join(map(standardize_char, text)))


def is_invisible(char: str) -> bool:
    """Control and format characters, those that only choose between shapes, and no characters."""
    selects = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    is_none = ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"
    return selects or is_none or unicodedata.category(char) in {"Cc", "Cf", "Cs"}


def walk_texts(part: object) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(part, str):
        yield part
    elif is_dataclass(part):
        for item in fields(part):
            yield from walk_texts(getattr(part, item.name))
    elif isinstance(part, Iterable) and not isinstance(part, bytes):
        for each in part:
            yield from walk_texts(each)


def map_texts(part: Part, change: Callable[[str], str]) -> Part:
    """The same document with every text changed."""
    whole: Any = part
    if isinstance(part, str) and not isinstance(part, Enum):
        whole = change(part)
    elif is_dataclass(part) and not isinstance(part, type):
        changed = {item.name: map_texts(getattr(part, item.name), change) for item in fields(part)}
        whole = replace(part, **changed)
    elif isinstance(part, Iterable) and not isinstance(part, str | bytes):
        whole = tuple(map_texts(each, change) for each in part)
    return cast(Part, whole)
