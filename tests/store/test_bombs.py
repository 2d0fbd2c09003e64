"""Workbooks made to do harm: refused soon, and without taking the machine's memory."""

import io
import time
import zipfile
import zlib

import psutil
import pytest
import xlsxwriter

from kjr.store import refusals
from kjr.store.base import UnreadableError
from kjr.store.worker import Worker

SOON, LITTLE = 2.0, 300_000_000
"""Seconds, and bytes of memory."""
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


BOMBS = {
    "unpacks to 300 MB": (swollen, refusals.TOO_LARGE),
    "says it is small": (lying, refusals.HARMFUL),
    "entities in the book": (lambda: laughing("xl/workbook.xml"), refusals.HARMFUL),
    "entities in a sheet": (lambda: laughing(SHEET), refusals.HARMFUL),
    "entities in UTF-16": (lambda: laughing(SHEET, "utf-16"), refusals.HARMFUL),
    "asks for a file": (reaching, refusals.HARMFUL),
    "20,000 parts": (crowded, refusals.TOO_LARGE),
}


@pytest.fixture(scope="module")
def worker():
    worker = Worker(processes=1)
    worker.sheets(workbook(), "甲学会")
    yield worker
    worker.close()


def heaviest(worker):
    """The most memory its process has taken so far, in bytes."""
    process = worker._processes[0]._running
    memory = psutil.Process(process.pid).memory_info()
    return getattr(memory, "peak_wset", memory.rss)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_soon_and_cheaply(worker, name):
    make, reason = BOMBS[name]
    data = make()
    begun = time.monotonic()
    with pytest.raises(UnreadableError, match=reason):
        worker.sheets(data, "甲学会")
    assert time.monotonic() - begun < SOON
    assert heaviest(worker) < LITTLE


def test_the_reader_lives_on_and_reads_a_sound_workbook(worker):
    (sheet,) = worker.sheets(workbook(), "甲学会")
    assert sheet.name == "走访慰问"
