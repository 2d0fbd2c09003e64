"""Workbooks made to do harm: refused soon, and without taking the machine's memory."""

import io
import random
import threading
import zipfile
import zlib
from itertools import islice

import psutil
import pytest
import xlsxwriter

from kjr.store.base import UnreadableError
from kjr.store.xlsx import bombs, refusals
from kjr.store.xlsx.worker import build_upload_worker

MOST_SECONDS, MOST_BYTES = 2.0, 300_000_000
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(10)
)
SHEET = "xl/worksheets/sheet1.xml"


def workbook(extra=None):
    """A sound workbook, with parts replaced or added."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("走访慰问").write(0, 0, "走访日期")
    parts = {}
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | (extra or {})
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def swollen():
    """A sheet of 300 MB of blanks, packed to less than one."""
    return workbook({SHEET: b"<worksheet>" + b" " * 300_000_000})


def lying():
    """The same, but its table of contents says that it is small."""
    inside = b"<worksheet><sheetData/></worksheet>"
    data = bytearray(workbook({SHEET: inside + b" " * 150_000_000}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        part = archive.getinfo(SHEET)
    true = part.CRC.to_bytes(4, "little") + part.compress_size.to_bytes(4, "little")
    said = zlib.crc32(inside).to_bytes(4, "little") + part.compress_size.to_bytes(4, "little")
    true += part.file_size.to_bytes(4, "little")
    said += len(inside).to_bytes(4, "little")
    assert data.count(true) == 2
    return bytes(data.replace(true, said))


def laughing(part, encoding="utf-8"):
    text = '<?xml version="1.0"?><!DOCTYPE x [' + LAUGHS.decode() + "]><x>&l9;</x>"
    return workbook({part: text.encode(encoding)})


def reaching():
    text = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><sst><si><t>&f;</t></si></sst>'
    return workbook({"xl/sharedStrings.xml": text.encode()})


def crowded():
    return workbook({f"xl/media/{number}.bin": b"" for number in range(20_000)})


def endless(tag):
    return workbook({SHEET: b"<worksheet %s><sheetData></f>" % MAIN + tag * 60_000})


def one_text_in_many_cells():
    """Three megabytes of text that twenty thousand cells point to."""
    text = b"<sst %s><si><t>%s</t></si></sst>" % (MAIN, b"x" * 3_000_000)
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 20_000)
    )
    sheet = b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (MAIN, cells)
    return workbook({SHEET: sheet, "xl/sharedStrings.xml": text})


def one_cell_many_times():
    """A row of OpenDocument that says of itself that it stands there thirty million times."""
    spaces = "".join(f' xmlns:{name}="{OPEN}{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet><table:table"
        ' table:name="走访慰问"><table:table-row table:number-rows-repeated="300000">'
        '<table:table-cell table:number-columns-repeated="100" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{OPEN}manifest:1.0"/>')
    return made.getvalue()


BOMBS = {
    "unpacks to 300 MB": (swollen, refusals.TOO_LARGE),
    "says it is small": (lying, refusals.HARMFUL),
    "entities in the book": (lambda: laughing("xl/workbook.xml"), refusals.HARMFUL),
    "entities in a sheet": (lambda: laughing(SHEET), refusals.HARMFUL),
    "entities in UTF-16": (lambda: laughing(SHEET, "utf-16"), refusals.HARMFUL),
    "asks for a file": (reaching, refusals.HARMFUL),
    "20,000 parts": (crowded, refusals.TOO_LARGE),
    "formulas that do not end": (lambda: endless(b'<c r="A1"><f'), refusals.DAMAGED),
    "errors that do not end": (lambda: endless(b'<c r="A1" t="e">'), refusals.DAMAGED),
    "columns that do not end": (lambda: endless(b'<col hidden="1" '), refusals.DAMAGED),
    "one text in many cells": (one_text_in_many_cells, refusals.HARMFUL),
    "one cell many times": (one_cell_many_times, refusals.HARMFUL),
}


def unpacked(parts):
    """What is left of a package once its parts are known to be harmless."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with zipfile.ZipFile(made) as archive:
        return bombs.unpack_parts(made.getvalue(), archive)


def test_only_what_is_xml_by_its_name_or_its_beginning_is_kept():
    parts = {"a.xml": b"plain", "b.RELS": b"", "c.bin": b" <x/>", "d.bin": b"x<", "e.vml": b"y"}
    assert unpacked(parts) == {each: parts[each] for each in ("a.xml", "b.RELS", "c.bin", "e.vml")}


@pytest.mark.parametrize("at", [0, 1, *(bombs.PIECE - n for n in (20, 17, 9, 1))])
@pytest.mark.parametrize("code", ["ascii", "utf-16-le", "utf-16-be"])
def test_what_unfolds_is_seen_wherever_it_stands(at, code):
    text = b" " * at + "<!DOCTYPE x>".encode(code)
    with pytest.raises(UnreadableError, match=refusals.HARMFUL):
        unpacked({"a.xml": text})
    assert unpacked({"a.png": b"." + text}) == {}


def test_a_package_may_have_so_many_parts_and_no_more(monkeypatch):
    monkeypatch.setattr(bombs, "MOST_PARTS", 3)
    assert unpacked({f"{n}.png": b"" for n in range(3)}) == {}
    with pytest.raises(UnreadableError, match=refusals.TOO_LARGE):
        unpacked({f"{n}.png": b"" for n in range(4)})


@pytest.mark.parametrize("cut", [0, 5])
def test_a_part_whose_end_is_missing_ends_where_it_ends(cut):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", random.Random(1).randbytes(2 * bombs.PIECE))
    part = archive.getinfo("a.xml")
    part.compress_size -= cut
    pieces = [*islice(bombs._pieces(made.getvalue(), part), 99)]
    assert len(pieces) < 9
    assert sum(map(len, pieces)) <= 2 * bombs.PIECE
    assert (sum(map(len, pieces)) == 2 * bombs.PIECE) == (not cut)


def test_parts_packed_in_a_way_no_office_program_knows_are_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.xml", "<x/>")
    with (
        zipfile.ZipFile(made) as archive,
        pytest.raises(UnreadableError, match=refusals.DAMAGED),
    ):
        bombs.unpack_parts(made.getvalue(), archive)


@pytest.fixture(scope="module")
def worker():
    """As uploads are read, on however busy a machine: what harms is told by its work alone."""
    worker = build_upload_worker()
    worker._processes[0]._patience = 120
    worker.sheets(workbook(), "甲学会")
    yield worker
    worker.close()


class Watch(threading.Thread):
    """Looks at a process every few milliseconds, until it ends or nobody asks any more."""

    def __init__(self, process):
        super().__init__()
        self.process, self.over = process, threading.Event()
        self.heaviest, self.begun, self.worked = 0, sum(process.cpu_times()[:2]), 0.0

    def run(self):
        while not self.over.wait(0.005):
            try:
                self.heaviest = max(self.heaviest, self.process.memory_info().rss)
                self.worked = sum(self.process.cpu_times()[:2]) - self.begun
            except psutil.NoSuchProcess:
                return

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_soon_and_cheaply(worker, name):
    make, reason = BOMBS[name]
    data, running = make(), worker._processes[0].alive()
    with (
        Watch(psutil.Process(running.pid)) as watch,
        pytest.raises(UnreadableError, match=reason),
    ):
        worker.sheets(data, "甲学会")
    assert watch.worked < MOST_SECONDS
    assert watch.heaviest < MOST_BYTES


def test_the_reader_lives_on_and_reads_a_sound_workbook(worker):
    (sheet,) = worker.sheets(workbook(), "甲学会")
    assert sheet.name == "走访慰问"
