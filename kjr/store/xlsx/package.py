"""What python-calamine does not tell about an .xlsx package, taken from its parts."""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree

from kjr.store.base import UnreadableError
from kjr.values.cells import parse_column_letters

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
"""The namespace of what sheets are made of."""
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
YES: Final = frozenset({"1", "true", "on"})
"""How an attribute says that something is so."""
BINARY: Final = "xl/workbook.bin"
MOST: Final = 1 << 20
"""Bytes; no workbook's list of its parts is longer."""
ISO: Final = b"http://purl.oclc.org/ooxml/"
UTF8: Final = 0x800
"""The flag of an entry that says so of its name."""
KEPT: Final = (
    *("compress_type", "comment", "extra", "create_system", "create_version"),
    *("extract_version", "external_attr", "internal_attr"),
)
"""What else a package says of an entry."""
SIGNATURES: Final = "_xmlsignatures/"
TYPES: Final = "[content_types].xml"
VAST: Final = 2_000_000
"""Cells a sheet may span; beyond that calamine asks for gigabytes and the process ends."""
LAST_ROW, LAST_COLUMN = 20_000, 100
"""What is still read of a sheet that spans more."""
STRAYS: Final = 50
"""So many cells out there are slips of the hand; more are somebody's work."""

FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
ADDRESS = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\s[^>]*?ref=["'](?:[A-Z]+\d+:)?([A-Z]+)(\d+)["']""")
INSIDE = rb"((?:[^<]++|<(?!(?:\w+:)?c\b))*?)</(?:\w+:)?c>"
"""Up to the end of a cell, never into the next: a file without ends would be read for ever."""
CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r=["']([A-Z]+)(\d+)["'][^<>]*?(?:/>|>%s)""" % INSIDE, re.DOTALL
)


def map_sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Each sheet's name → the part it is stored in; nothing for other kinds of package."""
    names = set(package.namelist())
    if not {BOOK, RELATIONS} <= names:
        return {}
    targets = {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/xl", each.get("Target", "")))[1:]
        for each in ElementTree.fromstring(package.read(RELATIONS))
    }
    listed = ElementTree.fromstring(package.read(BOOK)).iterfind("{*}sheets/{*}sheet")
    found = {
        sheet.get("name", ""): targets.get(find_relation(sheet.attrib), "") for sheet in listed
    }
    return {name: part for name, part in found.items() if part in names}


def is_vast_part(xml: bytes) -> bool:
    """Whether a sheet part spans so many cells that reading it would end the process."""
    said = DIMENSION.search(xml, 0, 4096)
    corners = [said.groups()] if said else ADDRESS.findall(xml)
    if not corners:
        return False
    columns, rows = zip(*corners, strict=True)
    widest = max(parse_column_letters(name.decode()) for name in columns)
    return max(map(int, rows)) * widest > VAST


def trim_part(xml: bytes) -> bytes:
    """A vast sheet part with its far-off cells left out; UnreadableError if they are many."""
    strays = 0

    def keep(cell: re.Match[bytes]) -> bytes:
        nonlocal strays
        name, row, inside = cell.groups()
        if int(row) <= LAST_ROW and parse_column_letters(name.decode()) <= LAST_COLUMN:
            return cell[0]
        strays += inside is not None
        return b""

    near = CELL.sub(keep, xml)
    if strays > STRAYS:
        raise UnreadableError("工作表范围过大，请把超出表格的行和列删除后保存")
    return near


def is_office_package(data: bytes) -> bool:
    """Whether it is a zip of Office's kind: an .ods is one of another."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(name.lower() == TYPES for name in archive.namelist())


def is_torn(data: bytes) -> bool:
    """Whether it is nothing, or the beginning of a package whose end is not there."""
    return not data or (data.startswith(b"PK\3\4") and not zipfile.is_zipfile(io.BytesIO(data)))


def is_signed(data: bytes) -> bool:
    """Whether a package carries a signature that any change would break."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(name.lower().startswith(SIGNATURES) for name in archive.namelist())


def is_binary(data: bytes) -> bool:
    """Whether a package holds Excel's binary parts (.xlsb), whatever its file is called."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return BINARY in archive.namelist()


def is_strict(data: bytes) -> bool:
    """Whether a package names its parts as ISO has them, and Excel on request."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if RELATIONS not in archive.namelist():
            return False
        with archive.open(RELATIONS) as part:
            return ISO in part.read(MOST)  # it may unfold to gigabytes, and this process serves


def has_stale_results(package: zipfile.ZipFile) -> bool:
    """Whether there are results of formulas, which Excel shows until it is told to count anew."""
    sheets = (package.read(part) for part in map_sheet_parts(package).values())
    return any(FORMULA.search(xml) for xml in sheets)


def replace_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package again, with some parts replaced and all others, and their order, kept."""
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(copy, "w") as target:
        target.comment = source.comment
        for info in source.infolist():
            content = parts.get(info.filename)
            target.writestr(_Entry(info), source.read(info) if content is None else content)
    return copy.getvalue()


class _Entry(zipfile.ZipInfo):
    """An entry as it was, its name to the byte: not every program writes UTF-8, nor says so."""

    def __init__(self, before: zipfile.ZipInfo) -> None:
        super().__init__(before.filename, before.date_time)
        for kept in KEPT:
            setattr(self, kept, getattr(before, kept))
        self.is_utf8 = bool(before.flag_bits & UTF8)

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - asked for by zipfile
        if self.is_utf8:
            return self.filename.encode(), self.flag_bits | UTF8
        return self.filename.encode("cp437"), self.flag_bits


def find_relation(attributes: Mapping[str, str]) -> str:
    """The relation a sheet of the workbook is reached by."""
    return next((value for key, value in attributes.items() if key.endswith("}id")), "")
