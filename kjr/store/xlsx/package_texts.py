"""All that a package of an office program says anywhere: cells, notes, names, who wrote it."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from kjr.store.base import UnreadableError
from kjr.store.xlsx import refusals
from kjr.store.xlsx.bombs import unpack_parts
from kjr.values.spelling.erasing import Eraser

WHOLE: Final = frozenset({"si", "is", "text", "p"})
"""Whose pieces are one text: people set half a name in bold."""


def leads_there(path: Path, eraser: Eraser) -> bool:
    """Whether a package says anything of whom the eraser knows.

    Raises UnreadableError or OSError where nobody can tell.
    """
    return any(map(eraser.finds, _list_texts(path.read_bytes())))


def _list_texts(data: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = unpack_parts(data, archive)
        for part in parts.values():
            for element in ElementTree.fromstring(part).iter():
                yield from _list_own_texts(element)
    except (zipfile.BadZipFile, ElementTree.ParseError) as error:
        raise UnreadableError(refusals.DAMAGED) from error


def _list_own_texts(element: ElementTree.Element) -> Iterator[str]:
    yield from element.attrib.values()
    if element.tag.rpartition("}")[2] in WHOLE:
        yield "".join(element.itertext())
    if element.text:
        yield element.text
        yield from _spell_out(element.text)


def _spell_out(text: str) -> Iterator[str]:
    """A number as it is shown, where it is stored with an exponent or a point."""
    try:
        number = float(text)
    except ValueError:
        return
    if number.is_integer():
        yield f"{number:.0f}"
