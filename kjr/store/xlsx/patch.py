"""Change single cells of an .xlsx and leave everything else in it as it is.

xlsxedit keeps every part of the package; this adapter adds what it leaves to its caller, and takes
from its result only the parts that had to change: all others stay the very bytes they were.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kjr.errors import KjrError
from kjr.store.xlsx import package
from kjr.store.xlsx.marks.traits import parse_address
from kjr.store.xlsx.package import MAIN
from kjr.values.cells import Cell, format_address, format_cell, parse_column_letters

if TYPE_CHECKING:
    import xlsxedit

Change = tuple[int, int, Cell]
"""Row, column, and what shall stand there."""

NO_XLSX: Final = "只能改写 .xlsx 工作簿；请用 WPS 或 Excel 把它另存为 .xlsx"
UNUSUAL: Final = "这份工作簿的写法特殊，由程序改写可能损坏；请在 WPS 或 Excel 中修改"
FORMULA: Final = "{} 是公式，不能由程序改写；请在 WPS 或 Excel 中修改"
ARRAY: Final = "{} 属于数组公式或模拟运算表，不能由程序改写；请在 WPS 或 Excel 中修改"
PICTURE: Final = "{} 里是图片，不能由程序改写；请在 WPS 或 Excel 中修改"
UNSPEAKABLE: Final = "“{}”里有工作簿存不了的控制字符，请删去后再保存"
TOO_LONG: Final = "一格最多存 32767 个字，“{}…”超过了"

LONGEST: Final = 32_767
STYLES: Final = "xl/styles.xml"
CONTROL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads _x000D_ as a carriage return; what people type shall stay what it is."""
EASTERN: Final = frozenset({*range(27, 32), 36, *range(50, 55), 57, 58})
"""The day formats that Chinese programs know by number."""
SPOKEN: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|general', re.IGNORECASE)
"""What a format says in words, and its colours and languages."""
DAYS: Final = re.compile("[yd]|aaa")
DAY_ZERO: Final = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}


def patch_workbook(
    data: bytes, sheet: str, changes: Iterable[Change], *, date1904: bool = False
) -> bytes:
    """The workbook's bytes with these cells changed.

    Raises KjrError for what cannot be changed without harm: formulas, pictures, unusual packages.
    """
    import xlsxedit

    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise KjrError(NO_XLSX)
    try:
        book = xlsxedit.Workbook.open(io.BytesIO(data), large=True)
        page = book[sheet]
        present = {cell.address: cell for cell in page.iter_cells()}
        areas = list(_list_formula_areas(page))
        for row, number, value in changes:
            place = format_address(row, number)
            if any(
                top <= row <= low and left <= number <= right for top, left, low, right in areas
            ):
                raise KjrError(ARRAY.format(place))
            present[place] = present.get(place) or _new(page, row, number, present)
            _set(present[place], value, date1904=date1904)
        page.update_dimension()
        return _grafted(data, sheet, book)
    except (
        xlsxedit.XlsxeditError,
        AttributeError,
        LookupError,
        ValueError,
        zipfile.BadZipFile,
    ) as error:
        raise KjrError(UNUSUAL) from error


def _list_formula_areas(page: xlsxedit.Worksheet) -> Iterator[tuple[int, int, int, int]]:
    """Where one formula fills several cells: top, left, bottom, right."""
    for formula in page._part.element.iterfind(f".//{MAIN}f[@ref]"):
        corners = [parse_address(each) for each in formula.get("ref").split(":")]
        if formula.get("t") in ("array", "dataTable") and None not in corners:
            yield (*corners[0], *corners[-1])  # type: ignore[misc]  # none is None


def _set(cell: xlsxedit.Cell, value: Cell, *, date1904: bool) -> None:
    if cell.has_formula:
        raise KjrError(FORMULA.format(cell.address))
    if cell._element.get("vm"):
        raise KjrError(PICTURE.format(cell.address))
    cell.value = None  # else xlsxedit may rewrite a string other cells share
    match value:
        case str():
            _set_text(cell, value)
        case dt.date():
            cell.value = _serial(value, date1904=date1904)
            if not _shows_days(cell.style):
                cell.apply_date_format()
        case dt.time() | dt.timedelta():
            _set_text(cell, format_cell(value))
        case _:
            cell.value = value
            if value is not None and _shows_days(cell.style):
                cell.apply_number_format("General")


def _shows_days(style: xlsxedit.CellStyle) -> bool:
    """Whether a format is a day's, those of our part of the world among them."""
    plain = SPOKEN.sub("", style.num_format or "").lower()
    return bool(style.is_date or style.num_format_id in EASTERN or DAYS.search(plain))


def _set_text(cell: xlsxedit.Cell, text: str) -> None:
    """Into the cell itself: the strings that cells share stay as they are."""
    from lxml import etree

    if CONTROL.search(text):
        raise KjrError(UNSPEAKABLE.format(CONTROL.sub("?", text)))
    if len(text) > LONGEST:
        raise KjrError(TOO_LONG.format(text[:20]))
    inline = etree.Element(f"{MAIN}is")
    words = etree.SubElement(inline, f"{MAIN}t")
    words.text = ESCAPE.sub("_x005F_", text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    cell._element.insert(0, inline)
    cell._element.set("t", "inlineStr")


def _serial(day: dt.date, *, date1904: bool) -> float:
    moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
    return (moment - DAY_ZERO[date1904]) / dt.timedelta(days=1)


def _new(
    page: xlsxedit.Worksheet, row: int, number: int, present: Mapping[str, xlsxedit.Cell]
) -> xlsxedit.Cell:
    """A cell that was not there, with the look of its column or of the cell above.

    xlsxedit appends it at the row's end, where Excel takes the file for damaged.
    """
    cell = page[format_address(row, number)]
    above = present.get(format_address(row - 1, number))
    if style := _column_style(page, number) or (above and above.style_index):
        cell._element.set("s", style)
    line = cell._element.getparent()
    line[:] = sorted(
        line, key=lambda each: parse_column_letters((each.get("r") or "XFE1").rstrip("0123456789"))
    )
    return cell


def _column_style(page: xlsxedit.Worksheet, number: int) -> str | None:
    columns = page._part.element.iterfind(f"{MAIN}cols/{MAIN}col")
    spans = ((int(each.get("min")), int(each.get("max")), each.get("style")) for each in columns)
    return next((style for first, last, style in spans if first <= number <= last), None)


def _grafted(data: bytes, sheet: str, book: xlsxedit.Workbook) -> bytes:
    """The package as it was, but for the sheet, and the styles and settings if they changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        part = package.map_sheet_parts(source)[sheet]
        if _is_stale(source):
            book.set_full_calc_on_load()
        copy = io.BytesIO()
        book.save(copy, include_orphans=True)
        with zipfile.ZipFile(copy) as saved:
            changed = {name: saved.read(name) for name in _edited(source, saved, part)}
    return package.replace_parts(data, changed)


def _edited(source: zipfile.ZipFile, saved: zipfile.ZipFile, part: str) -> Iterator[str]:
    from lxml import etree

    yield part
    for name in {STYLES, package.BOOK} & set(source.namelist()):
        before, after = (etree.fromstring(each.read(name)) for each in (source, saved))
        if etree.tostring(before, method="c14n") != etree.tostring(after, method="c14n"):
            yield name


def _is_stale(source: zipfile.ZipFile) -> bool:
    """Whether there are results of formulas that Excel would go on showing unless told to count."""
    if b'fullCalcOnLoad="1"' in source.read(package.BOOK):
        return False
    sheets = (source.read(part) for part in package.map_sheet_parts(source).values())
    return any(re.search(rb"<(?:\w+:)?f[ >/]", xml) for xml in sheets)
