"""Proof that a changed workbook is the old one but for the cells that were meant to change."""

import io
import zipfile
from collections.abc import Collection
from typing import Final

from lxml import etree

from kjr.store.xlsx import package
from kjr.store.xlsx.marks.traits import Element, Place
from kjr.store.xlsx.package import MAIN
from kjr.store.xlsx.writing import sheet_xml
from kjr.store.xlsx.writing.excel_tables import is_lengthened, list_related_parts
from kjr.store.xlsx.writing.patch import STYLES, Change
from kjr.values.cells import format_address

PLAIN: Final = frozenset({"r", "spans"})
"""What a row says that holds nothing."""


def is_proved(before: bytes, after: bytes, sheet: str, changes: Collection[Change]) -> bool:
    """Whether every part, and every cell not among the changes, is what it was."""
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        if old.namelist() != new.namelist():
            return False
        part = package.map_sheet_parts(old)[sheet]
        places = {(row, column) for row, column, _ in changes}
        tables = {*list_related_parts(old, part, "table")}
        return all(
            _is_kept(name, old, new, part, places)
            or (name in tables and is_lengthened(old.read(name), new.read(name)))
            for name in old.namelist()
        )


def _is_kept(
    name: str,
    old: zipfile.ZipFile,
    new: zipfile.ZipFile,
    part: str,
    places: Collection[Place],
) -> bool:
    before, after = old.read(name), new.read(name)
    if before == after:
        return True
    if name == part:
        return _without(before, places) == _without(after, places)
    if name == STYLES:
        return _is_grown(etree.fromstring(before), etree.fromstring(after))
    return name == package.BOOK and _uncalculated(before) == _uncalculated(after)


def _without(xml: bytes, places: Collection[Place]) -> bytes:
    """A sheet without some cells and their links, its extent, and rows left with nothing."""
    sheet = etree.fromstring(xml)
    sheet_xml.spell_places(sheet)
    sheet_xml.drop_links(sheet, places)
    names = {format_address(*place) for place in places}
    for extent in sheet.findall(f"{MAIN}dimension"):
        sheet.remove(extent)
    for row in sheet.findall(f"{MAIN}sheetData/{MAIN}row"):
        for cell in row.findall(f"{MAIN}c"):
            if cell.get("r") in names:
                row.remove(cell)
        if not len(row) and PLAIN.issuperset(row.attrib):
            row.getparent().remove(row)
    return _meaning(sheet)


def _uncalculated(xml: bytes) -> bytes:
    """The workbook's own part without when to calculate."""
    book = etree.fromstring(xml)
    for setting in book.findall(f"{MAIN}calcPr"):
        setting.attrib.pop("fullCalcOnLoad", None)
        if not setting.attrib:
            book.remove(setting)
    return _meaning(book)


def _is_grown(before: Element, after: Element) -> bool:
    """Whether something was only added, at the end of some list."""
    if before.tag != after.tag or len(before) > len(after) or before.text != after.text:
        return False
    if {**before.attrib, "count": ""} != {**after.attrib, "count": ""}:
        return False
    return all(_is_grown(old, new) for old, new in zip(before, after, strict=False))


def _meaning(element: Element) -> bytes:
    return etree.tostring(element, method="c14n")  # type: ignore[no-any-return]
