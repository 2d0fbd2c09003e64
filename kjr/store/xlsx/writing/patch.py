"""Change single cells of an .xlsx and leave everything else in it as it is.

xlsxedit keeps every part of the package; this adapter adds what it leaves to its caller, and takes
from its result only the parts that had to change: all others stay the very bytes they were.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from kjr.errors import KjrError
from kjr.store.base import Area
from kjr.store.number_formats import (
    read_month,
    shows_duration,
    shows_moment,
    shows_month,
    shows_that_day,
)
from kjr.store.xlsx import package
from kjr.store.xlsx.marks.strikes import list_struck_styles
from kjr.store.xlsx.marks.traits import Place
from kjr.store.xlsx.marks.veils import list_veils
from kjr.store.xlsx.package import MAIN
from kjr.store.xlsx.workbook import BROKEN
from kjr.store.xlsx.writing import sheet_xml
from kjr.store.xlsx.writing.excel_tables import grow_tables, list_foreign_areas
from kjr.store.xlsx.writing.new_cells import NewCells
from kjr.values.cells import (
    LEAP_1900,
    ZERO,
    ZERO_1904,
    Cell,
    format_address,
)

if TYPE_CHECKING:
    import xlsxedit

Change = tuple[int, int, Cell]
"""Row, column, and what shall stand there."""

NO_XLSX: Final = "只能改写 .xlsx 工作簿；请用 WPS 或 Excel 把它另存为 .xlsx"
UNUSUAL: Final = "这份工作簿的写法特殊，由程序改写可能损坏；请在 WPS 或 Excel 中修改"
FORMULA: Final = "{} 是公式，不能由程序改写；请在 WPS 或 Excel 中修改"
SIGNED: Final = "这份工作簿有数字签名，改写会使签名失效；请在 WPS 或 Excel 中修改后重新签名"
STRICT: Final = "这份工作簿存成了“Strict Open XML”，不能由程序改写；请用 Excel 另存为“Excel 工作簿”"
LINKED: Final = "{} 和别的格共用一个链接，不能由程序改写；请在 WPS 或 Excel 中修改"
ARRAY: Final = "{} 属于数组公式或模拟运算表，不能由程序改写；请在 WPS 或 Excel 中修改"
FOREIGN: Final = "{} 由数据透视表或外部数据填写，不能由程序改写；请在 WPS 或 Excel 中修改"
PICTURE: Final = "{} 里是图片，不能由程序改写；请在 WPS 或 Excel 中修改"
UNSPEAKABLE: Final = "“{}”里有工作簿存不了的控制字符，请删去后再保存"
TOO_LONG: Final = "一格最多存 32767 个字，“{}…”超过了"

TOO_LARGE: Final = "{} 太大，工作簿存不了"

LONGEST: Final = 32_767
LARGEST: Final = 1e308
"""Above it no cell of Excel's holds a number."""
STYLES: Final = "xl/styles.xml"
CONTROL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads _x000D_ as a carriage return; what people type shall stay what it is."""
USUAL_DAY: Final = 14
DAY: Final = dt.timedelta(days=1)


def find_hindrance(data: bytes) -> str:
    """Why no cell of a workbook can be changed, whichever it is; blank as a rule."""
    if package.is_torn(data):
        return ""  # whoever reads it says so
    try:
        if not package.is_office_package(data) or package.is_binary(data):
            return NO_XLSX
        if package.is_strict(data):
            return STRICT
        return SIGNED if package.is_signed(data) else ""
    except BROKEN:
        return ""


def patch_workbook(
    data: bytes, sheet: str, changes: Iterable[Change], *, date1904: bool = False
) -> bytes:
    """The workbook's bytes with these cells changed.

    Raises KjrError for what cannot be changed without harm: formulas, pictures, unusual packages.
    """
    import xlsxedit

    if why := find_hindrance(data):
        raise KjrError(why)
    try:
        book = xlsxedit.Workbook.open(io.BytesIO(data), large=True)
        page = book[sheet]
        wanted, about = list(changes), _learn(data, sheet)
        _set_cells(page, wanted, about, date1904=date1904)
        page.update_dimension()
        return _grafted(data, sheet, book, [(row, column) for row, column, _ in wanted])
    except (
        xlsxedit.XlsxeditError,
        AttributeError,
        LookupError,
        ValueError,
        zipfile.BadZipFile,
    ) as error:
        raise KjrError(UNUSUAL) from error


class _Surroundings(NamedTuple):
    """What a package says of a sheet's cells outside the sheet's own part."""

    hiding: frozenset[str]
    """The looks under which an entry would not be taken for one: struck out, white."""
    foreign: tuple[Area, ...]


def _learn(data: bytes, sheet: str) -> _Surroundings:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        styles = source.read(STYLES) if STYLES in source.namelist() else b""
        foreign = tuple(list_foreign_areas(source, package.map_sheet_parts(source)[sheet]))
    hiding = list_struck_styles(styles) | list_veils(styles).white
    return _Surroundings(hiding, foreign)


def _set_cells(
    page: xlsxedit.Worksheet,
    changes: Sequence[Change],
    about: _Surroundings,
    *,
    date1904: bool,
) -> None:
    xml = page._part.element
    sheet_xml.spell_places(xml)
    present = {cell.address: cell for cell in page.iter_cells()}
    areas = [(ARRAY, area) for area in sheet_xml.list_formula_areas(xml)]
    areas += [(FOREIGN, area) for area in about.foreign]
    new = NewCells(page, present, about.hiding)
    for row, number, value in changes:
        place = format_address(row, number)
        for why, area in areas:
            if area.holds(row, number):
                raise KjrError(why.format(place))
        cell = present[place] = present.get(place) or new.put(row, number)
        _set(cell, value, date1904=date1904)
        shows = partial(shows_that_day, value) if isinstance(value, dt.date) else None
        if shows and not _shows(shows, cell):
            rows = (*range(row - 1, 0, -1), row + 1)
            _show_day(cell, (present.get(format_address(each, number)) for each in rows), shows)
    new.put_in_order()
    for shared in sheet_xml.drop_links(xml, [(row, number) for row, number, _ in changes]):
        raise KjrError(LINKED.format(format_address(*shared)))


def _set(cell: xlsxedit.Cell, value: Cell, *, date1904: bool) -> None:
    is_empty = not len(cell._element)  # thousands of new cells are not looked through
    if not is_empty and cell.has_formula:
        raise KjrError(FORMULA.format(cell.address))
    if cell._element.get("vm"):
        raise KjrError(PICTURE.format(cell.address))
    if not is_empty:
        cell.value = None  # else xlsxedit may rewrite a string other cells share
    match value:
        case str() if (month := read_month(value)) and _shows(shows_month, cell):
            cell.value = _serial(month, date1904=date1904)
        case str():
            _set_text(cell, value)
        case dt.date():
            cell.value = _serial(value, date1904=date1904)
        case dt.time():
            cell.value = (dt.datetime.combine(ZERO, value) - ZERO) / DAY
            if not _shows(shows_moment, cell) or _shows(shows_duration, cell):
                cell.apply_number_format("h:mm")
        case dt.timedelta():
            cell.value = value / DAY
            if not _shows(shows_duration, cell):
                cell.apply_number_format("[h]:mm:ss")
        case _:
            _set_number(cell, value)


def _set_number(cell: xlsxedit.Cell, value: float | bool | None) -> None:
    """A number, under a format that shows one; yes or no; or nothing, whatever is shown."""
    if value is not None and abs(value) >= LARGEST:
        raise KjrError(TOO_LARGE.format(value))
    cell.value = value
    if value is not None and _shows(shows_moment, cell):
        cell.apply_number_format("General")


def _show_day(
    cell: xlsxedit.Cell, column: Iterable[xlsxedit.Cell | None], shows: Callable[[int, str], bool]
) -> None:
    """Give a cell the format of the nearest of its column that shows its day, or the usual one."""
    near = (other.style.num_format_id for other in column if other and _shows(shows, other))
    styles = cell.worksheet._workbook.styles
    look = styles.clone_xf(int(cell.style_index or 0), numFmtId=next(near, USUAL_DAY))
    cell._element.set("s", str(look))


def _shows(what: Callable[[int, str], bool], cell: xlsxedit.Cell) -> bool:
    return what(cell.style.num_format_id or 0, cell.style.num_format or "")


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
    days = (moment - (ZERO_1904 if date1904 else ZERO)) / DAY
    return days - (not date1904 and days < LEAP_1900)


def _grafted(data: bytes, sheet: str, book: xlsxedit.Workbook, places: Collection[Place]) -> bytes:
    """The package as it was, but for the sheet, and the styles, settings and tables it changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        part = package.map_sheet_parts(source)[sheet]
        if package.has_stale_results(source):
            book.set_full_calc_on_load()
        copy = io.BytesIO()
        book.save(copy)
        with zipfile.ZipFile(copy) as saved:
            changed = {name: saved.read(name) for name in _edited(source, saved, part)}
        changed |= grow_tables(source, part, book[sheet]._part.element, places)
    return package.replace_parts(data, changed)


def _edited(source: zipfile.ZipFile, saved: zipfile.ZipFile, part: str) -> Iterator[str]:
    from lxml import etree

    yield part
    for name in {STYLES, package.BOOK} & set(source.namelist()):
        before, after = (etree.fromstring(each.read(name)) for each in (source, saved))
        if etree.tostring(before, method="c14n") != etree.tostring(after, method="c14n"):
            yield name
