"""What a sheet's own part says beside the values of its cells: places, formulas' areas, links."""

from collections.abc import Callable, Collection, Iterator
from typing import Final

from kjr.store.base import Area
from kjr.store.xlsx.marks.traits import Element, Place, parse_address
from kjr.store.xlsx.package import MAIN
from kjr.values.cells import format_address

SHARING: Final = ("array", "dataTable")
"""Formulas that fill several cells."""


def spell_places(sheet: Element) -> None:
    """Give every row and cell its address as Excel spells it; one that has none follows the last.

    Programs leave addresses out or write them small, and Excel reads both.
    """
    row = 0
    for line in sheet.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        said = line.get("r", "")
        row = int(said) if said.isdecimal() else row + 1
        line.set("r", str(row))
        column = 0
        for cell in line.iterfind(f"{MAIN}c"):
            place = parse_address(cell.get("r", ""))
            column = place[1] if place else column + 1
            cell.set("r", format_address(row, column))


def list_formula_areas(sheet: Element) -> Iterator[Area]:
    """Where one formula fills several cells: array formulas, what they spill over, data tables."""
    for formula in sheet.iterfind(f".//{MAIN}f[@ref]"):
        area = parse_area(formula.get("ref"))
        if formula.get("t") in SHARING and area:
            yield area


def drop_links(sheet: Element, places: Collection[Place]) -> list[Place]:
    """Take links off cells that now say something else; gives the places whose link is shared.

    A link left behind would lead to what stood there before.
    """
    shared, known = [], frozenset(places)
    for links in sheet.findall(f"{MAIN}hyperlinks"):
        for link in links.findall(f"{MAIN}hyperlink"):
            area = parse_area(link.get("ref", ""))
            if area is None:
                continue
            if area[:2] != area[2:]:
                shared += [place for place in places if area.holds(*place)]
            elif area[:2] in known:
                links.remove(link)
        if not len(links):
            sheet.remove(links)
    return shared


def find_column_style(sheet: Element, number: int) -> str | None:
    """The style of a whole column, as its number; None if it has none."""
    columns = sheet.iterfind(f"{MAIN}cols/{MAIN}col")
    spans = ((each.get("min", ""), each.get("max", ""), each.get("style")) for each in columns)
    return next(
        (
            style
            for first, last, style in spans
            if first.isdecimal() and last.isdecimal() and int(first) <= number <= int(last)
        ),
        None,
    )


def sort_children(parent: Element, find_place: Callable[[Element], int]) -> None:
    """Put what stands in a row, or the rows of a sheet, in their order; most already are."""
    places = [find_place(each) for each in parent]
    if places != sorted(places):
        parent[:] = sorted(parent, key=find_place)


def list_filled_places(sheet: Element) -> frozenset[Place]:
    """Where something stands; every cell has its address by now."""
    cells = sheet.iterfind(f"{MAIN}sheetData/{MAIN}row/{MAIN}c")
    places = (parse_address(cell.get("r", "")) for cell in cells if len(cell))
    return frozenset(filter(None, places))


def parse_area(ref: str | None) -> Area | None:
    """The rectangle that an attribute names; None for anything else."""
    corners = [parse_address(each) for each in (ref or "").split(":")]
    first, last = corners[0], corners[-1]
    return Area(*first, *last) if first and last else None
