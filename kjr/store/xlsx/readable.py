"""An .xlsx package made ready for calamine: parts under their usual names, cells it takes.

A package that is as Excel and WPS write it passes through untouched.
"""

import io
import posixpath
import zipfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from typing import Final, NamedTuple

from lxml import etree

from kjr.store.xlsx import package
from kjr.store.xlsx.marks.comments import list_comments
from kjr.store.xlsx.marks.sheet_part import BookLook, read_sheet_part
from kjr.store.xlsx.marks.strikes import (
    cut_struck_strings,
    list_struck_rules,
    list_struck_styles,
    parse_xml,
)
from kjr.store.xlsx.marks.traits import SheetTraits
from kjr.store.xlsx.marks.veils import list_veils

ROOT: Final = "_rels/.rels"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
UTF16: Final = (BOM_UTF16_LE, BOM_UTF16_BE)
USUAL: Final = {"sharedStrings": STRINGS, "styles": STYLES}
"""Where calamine looks for what a relation of this kind leads to."""

Parts = Mapping[str, bytes]


class ReadablePackage(NamedTuple):
    """A package for calamine, and what it leaves out about each sheet, by name."""

    data: bytes
    traits: Mapping[str, SheetTraits]
    parts: Parts
    sheets: Parts
    """Each sheet's part, by the sheet's name."""


def prepare_package(data: bytes, contents: Parts, *, mend: bool) -> ReadablePackage:
    """The package as calamine reads it rightly; with ``mend`` every cell is made readable."""
    parts = _with_usual_names(_in_one_encoding(contents))
    if parts is None:
        return ReadablePackage(data, {}, contents, {})
    changed: dict[str, bytes] = dict(parts) if parts is not contents else {}
    sheets = _map_sheets(parts)
    strings = cut_struck_strings(parts.get(STRINGS, b""))
    if strings.xml:
        changed[STRINGS] = strings.xml
    looks = parts.get(STYLES, b"")
    styles, rules = list_struck_styles(looks), list_struck_rules(looks)
    count = parts.get(STRINGS, b"").count(b"<si") if mend else None
    look = BookLook(_has_date1904(parts), styles, rules, strings, list_veils(looks), count)
    traits = {}
    for name, part in sheets.items():
        xml = parts[part]
        if package.is_vast_part(xml):
            changed[part] = xml = package.trim_part(xml)
        traits[name], mended = read_sheet_part(xml, look, list_comments(parts, part), mend=mend)
        if mended:
            changed[part] = mended
    parts = {**parts, **changed}
    by_name = {name: parts[part] for name, part in sheets.items()}
    return ReadablePackage(_build(parts) if changed else data, traits, parts, by_name)


def _in_one_encoding(contents: Parts) -> Parts:
    """The parts with those in UTF-16 as all others are; calamine finds nothing in them."""
    wide = {name: part for name, part in contents.items() if part.startswith(UTF16)}
    plain = {name: etree.tostring(parse_xml(part)) for name, part in wide.items()}
    return {**contents, **plain} if plain else contents


def _build(parts: Parts) -> bytes:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return copy.getvalue()


def _with_usual_names(contents: Parts) -> Parts | None:
    """The parts under the names calamine knows; the very same if they have them already.

    None for packages of another kind.
    """
    if {ROOT, package.BOOK, package.RELATIONS} <= contents.keys() and not _has_strays(contents):
        return contents
    plain = {name.replace("\\", "/").lstrip("/").lower(): name for name in contents}
    book = _find_book(contents, plain)
    folder, _, file = book.rpartition("/")
    relations = plain.get(f"{folder}/_rels/{file}.rels".lstrip("/"))
    if relations is None:
        return None
    found = {package.BOOK: contents[plain[book]]}
    links = parse_xml(contents[relations])
    for number, link in enumerate(links):
        target = posixpath.join("/" + folder, link.get("Target", "").replace("\\", "/"))
        held = plain.get(posixpath.normpath(target)[1:].lower())
        if held is not None and link.get("TargetMode") != "External":
            kind = link.get("Type", "").rpartition("/")[2]
            name = USUAL.get(kind, f"xl/{kind}s/{kind}{number}.xml")
            link.set("Target", "/" + name)
            found[name] = contents[held]
            _keep_relations(contents, plain, held, name, found)
    found[package.RELATIONS] = etree.tostring(links)
    return {**contents, **found, ROOT: ROOT_RELATIONS, "[Content_Types].xml": CONTENT_TYPES}


def _keep_relations(
    contents: Parts, plain: Mapping[str, str], held: str, name: str, found: dict[str, bytes]
) -> None:
    """What belongs to a part is found from its new place as from its old one."""
    folder, _, file = held.replace("\\", "/").lstrip("/").rpartition("/")
    if own := plain.get(f"{folder}/_rels/{file}.rels".lower()):
        links = parse_xml(contents[own])
        for link in links:
            target = posixpath.join("/" + folder, link.get("Target", "").replace("\\", "/"))
            kept = plain.get(posixpath.normpath(target)[1:].lower())
            if kept is not None:
                link.set("Target", "/" + kept)
        at, _, base = name.rpartition("/")
        found[f"{at}/_rels/{base}.rels"] = etree.tostring(links)


def _has_strays(contents: Parts) -> bool:
    """Whether strings or styles stand where calamine does not look."""
    relations = contents[package.RELATIONS]
    names = [STRINGS[3:].encode(), STYLES[3:].encode()]
    kinds = [b"relationships/sharedStrings", b"relationships/styles"]
    return any(
        kind in relations and name not in relations for kind, name in zip(kinds, names, strict=True)
    )


def _find_book(contents: Parts, plain: Mapping[str, str]) -> str:
    """The workbook's own part, as the package says or as its name tells."""
    for link in parse_xml(contents[plain[ROOT]]) if ROOT in plain else ():
        said = str(link.get("Target", "")).replace("\\", "/")
        target = posixpath.normpath(f"/{said}")[1:].lower()
        if link.get("Type", "").endswith("/officeDocument") and target in plain:
            return target
    return next((name for name in plain if name.endswith("workbook.xml")), "")


def _map_sheets(parts: Parts) -> dict[str, str]:
    """Each sheet's name → the part it is stored in."""
    links = parse_xml(parts[package.RELATIONS])
    targets = {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/xl", each.get("Target", "")))[1:]
        for each in links
    }
    listed = parse_xml(parts[package.BOOK]).iterfind("{*}sheets/{*}sheet")
    found = {
        sheet.get("name", ""): targets.get(package.find_relation(sheet.attrib), "")
        for sheet in listed
    }
    return {name: part for name, part in found.items() if part in parts}


def _has_date1904(parts: Parts) -> bool:
    """Whether serial days count from 1904."""
    if b"date1904" not in parts[package.BOOK]:
        return False
    settings = parse_xml(parts[package.BOOK]).iterfind("{*}workbookPr")
    return any(each.get("date1904") in package.YES for each in settings)


ROOT_RELATIONS: Final = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
CONTENT_TYPES: Final = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
