"""What is no whole workbook is known by its bytes: by its first ones, its parts, its records."""

import io
import struct
import zipfile

import pytest

from kjr.store.base import UnreadableError
from kjr.store.xlsx import refusals
from tests.store.files import compound, package, xls, xlsx


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


BEGIN, END, MORE = record(0x0809, bytes(16)), record(0x000A), record(0x0203, bytes(14))


def book(*sheets):
    """The stream of an old workbook that names its sheets and holds them one after the other."""
    start, places = len(BEGIN) + len(sheets) * 8 + len(END), b""
    for sheet in sheets:
        places += record(0x0085, struct.pack("<I", start))
        start += len(sheet)
    return BEGIN + places + END + b"".join(sheets)


SHEET = BEGIN + MORE + END
CHART = BEGIN + MORE + BEGIN + MORE + END + MORE + END


@pytest.mark.parametrize("sheets", [(), (SHEET,), (SHEET, CHART), (CHART, BEGIN + END)])
def test_an_old_workbook_is_whole_where_every_record_is_in_its_place(sheets):
    whole = book(*sheets)
    refusals._check_records(whole)
    refusals._check_records(whole + b"\0\0\0\0more")


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        BEGIN,
        MORE + BEGIN + END,
        book(SHEET)[:-1],
        book(SHEET)[:-4],
        book(SHEET)[:-12],
        book(SHEET, BEGIN + MORE),
        book(CHART[:-4]),
        book(BEGIN + bytes(8) + END),
        book(MORE + END),
        book(SHEET).replace(struct.pack("<I", len(BEGIN) + 8 + 4), struct.pack("<I", 9_000)),
    ],
)
def test_an_old_workbook_with_any_of_it_missing_is_not(broken):
    with pytest.raises(UnreadableError, match=refusals.OLD_PARTIAL):
        refusals._check_records(broken)


def test_a_record_that_says_nothing_but_is_one_breaks_nothing():
    refusals._check_records(book(BEGIN + record(0x0042) + record(0, b"xx") + END))


@pytest.mark.parametrize("name", ["Workbook", "Book"])
def test_an_old_workbook_is_known_by_its_stream(name):
    refusals.check_old_workbook(compound({name: book(SHEET), "Other": b""}))
    with pytest.raises(UnreadableError, match=refusals.OLD):
        refusals.check_old_workbook(compound({f"{name}s": book(SHEET)}))


def check(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        refusals.check_package(archive)


def test_what_a_package_unpacks_to_may_be_as_large_as_is_bearable(monkeypatch):
    with zipfile.ZipFile(io.BytesIO(xlsx())) as archive:
        size = sum(each.file_size for each in archive.infolist())
    monkeypatch.setattr(refusals, "LARGEST", size)
    check(xlsx())
    monkeypatch.setattr(refusals, "LARGEST", size - 1)
    with pytest.raises(UnreadableError, match=refusals.TOO_LARGE):
        check(xlsx())


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/workbook.xml": "<w/>"},
        {"\\XL\\workbook.xml": "<w/>"},
        {"content.xml": "<w/>", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
        {"book/workbook.xml": "<w/>", "[content_types].XML": "spreadsheetml"},
        {"xl/a.xml": "", "META-INF/manifest.xml": "<manifest/>", "keyword/word/b": ""},
    ],
)
def test_what_may_be_a_workbook_is_looked_into(parts):
    check(package(parts))


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"/word/document.xml": "", "xl/workbook.xml": ""}, refusals.WORD),
        ({"WORD\\document.xml": ""}, refusals.WORD),
        ({"index/Document.iwa": ""}, refusals.NUMBERS),
        ({"a/xl/workbook.xml": "", "other.xml": "spreadsheetml"}, refusals.ARCHIVE),
        ({"[Content_Types].xml": "wordprocessingml"}, refusals.ARCHIVE),
        ({}, refusals.ARCHIVE),
    ],
)
def test_other_packages_are_named_for_what_they_are(parts, sentence):
    with pytest.raises(UnreadableError, match=sentence):
        check(package(parts))


def test_bytes_that_are_not_all_zeros_may_be_something():
    refusals.check_first_bytes(bytes(9) + b"x")
    refusals.check_first_bytes(xls())
    for data, sentence in ((b"", refusals.EMPTY), (b"\0", refusals.PARTIAL)):
        with pytest.raises(UnreadableError, match=sentence):
            refusals.check_first_bytes(data)
