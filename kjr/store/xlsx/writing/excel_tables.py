"""Excel's own tables (套用表格格式): a row written right below one becomes its last.

Excel does so as people type; else a formula over the table's column would leave the row out.
"""

import posixpath
import zipfile
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from lxml import etree

from kjr.store.base import Area
from kjr.store.xlsx.marks.strikes import parse_xml
from kjr.store.xlsx.marks.traits import Element, Place
from kjr.store.xlsx.package import MAIN
from kjr.store.xlsx.writing.sheet_xml import list_filled_places, parse_area
from kjr.values.cells import format_address

NONE: Final = ("", "0")
ELSEWHERE: Final = ("queryTable", "xml")
"""Kinds of tables whose rows come from elsewhere."""


def list_related_parts(archive: zipfile.ZipFile, part: str, kind: str) -> Iterator[str]:
    """The parts of one kind that a sheet's part leads to."""
    folder, name = posixpath.split(part)
    relations, names = f"{folder}/_rels/{name}.rels", set(archive.namelist())
    for each in parse_xml(archive.read(relations)) if relations in names else ():
        target = posixpath.normpath(posixpath.join("/" + folder, each.get("Target", "")))[1:]
        if each.get("Type", "").endswith(f"/{kind}") and target in names:
            yield target


def grow_tables(
    archive: zipfile.ZipFile, part: str, sheet: Element, places: Collection[Place]
) -> Mapping[str, bytes]:
    """The parts of the tables that reach further down once these cells of a sheet are written."""
    roots = {
        name: parse_xml(archive.read(name)) for name in list_related_parts(archive, part, "table")
    }
    areas = {name: area for name, root in roots.items() if (area := parse_area(root.get("ref")))}
    filled, ours = list_filled_places(sheet), frozenset(places)
    grown = {}
    for name, area in areas.items():
        others = [each for other, each in areas.items() if other != name]
        bottom = _find_bottom(area, filled, ours, others)
        if bottom > area.bottom and _takes_rows(roots[name]):
            grown[name] = _lengthen(roots[name], area, bottom)
    return grown


def list_foreign_areas(archive: zipfile.ZipFile, part: str) -> Iterator[Area]:
    """Where what stands comes from elsewhere: pivot tables, tables that a query fills."""
    for name in list_related_parts(archive, part, "pivotTable"):
        place = parse_xml(archive.read(name)).find(f"{MAIN}location")
        if place is not None and (area := parse_area(place.get("ref"))):
            yield area
    for name in list_related_parts(archive, part, "table"):
        table = parse_xml(archive.read(name))
        if table.get("tableType") in ELSEWHERE and (area := parse_area(table.get("ref"))):
            yield area


def is_lengthened(before: bytes, after: bytes) -> bool:
    """Whether a table only reaches further down."""
    old, new = parse_xml(before), parse_xml(after)
    first, last = parse_area(old.get("ref")), parse_area(new.get("ref"))
    if not (first and last) or last != first._replace(bottom=max(first.bottom, last.bottom)):
        return False
    meant = parse_xml(_lengthen(old, first, last.bottom))
    return bool(etree.tostring(meant, method="c14n") == etree.tostring(new, method="c14n"))


def _takes_rows(table: Element) -> bool:
    has_total = table.get("totalsRowCount", "") not in NONE
    return not has_total and table.get("tableType") not in ELSEWHERE


def _find_bottom(
    area: Area, filled: Collection[Place], ours: Collection[Place], others: Collection[Area]
) -> int:
    """The last row of a table once the rows right below it, of which all is ours, are taken in."""
    bottom, columns = area.bottom, range(area.left, area.right + 1)
    while True:
        cells = {(bottom + 1, column) for column in columns}
        there = cells.intersection(filled)
        is_taken = any(other.holds(*cell) for other in others for cell in cells)
        if not there or is_taken or not there.issubset(ours):
            return bottom
        bottom += 1


def _lengthen(table: Element, area: Area, bottom: int) -> bytes:
    before, after = (
        f"{format_address(*area[:2])}:{format_address(last, area.right)}"
        for last in (area.bottom, bottom)
    )
    for each in (table, *table.iterfind(f"{MAIN}autoFilter")):
        if each is table or each.get("ref", "").replace("$", "").upper() == before:
            each.set("ref", after)
    return etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)  # type: ignore[no-any-return]
