"""Real files as people leave them in a folder, made on the spot; every datum is 示例."""

import datetime as dt
import io
import struct
import zipfile

import xlsxwriter

VISITS = (
    ("走访慰问台账（示例）",),
    ("走访日期", "走访对象", "走访人次"),
    (dt.date(2019, 5, 28), "张示例", 3.0),
    (dt.date(2019, 5, 30), "李示例", 12.0),
)
ADVICE = (("意见", "日期"), ("示例意见", dt.date(2019, 6, 1)))
BOOK = {"走访慰问": VISITS, "意见建议": ADVICE}
FAR = (1_048_575, 16_383)
"""Cell XFD1048576, counted from 0 as XlsxWriter does."""

SECTOR, CHAIN_END, FREE, TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xlsx(sheets=None, decorate=None):
    """A workbook's bytes; ``decorate`` gets the XlsxWriter workbook before it is closed."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in (sheets or BOOK).items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, cells)
        if decorate:
            decorate(book)
    return data.getvalue()


def bomb():
    """A stray space in XFD1048576, in a sheet that claims to be small: it aborts its reader."""

    def stray(book):
        book.get_worksheet_by_name("走访慰问").write(*FAR, " ")

    return edited(xlsx(decorate=stray), "xl/worksheets/sheet1.xml", b"A1:XFD1048576", b"A1:C4")


def package(parts):
    """A zip file of name → content."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return data.getvalue()


def edited(data, part, old, new):
    """The same package with some XML of one part replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    assert old in parts[part]
    return package(parts | {part: parts[part].replace(old, new)})


def compound(streams):
    """A compound file, as .xls, .doc and password-protected .xlsx are; at most 60 kB."""
    chain, bodies, directory = [TABLE, CHAIN_END], b"", _entry("Root Entry", 5, child=1)
    for number, (name, content) in enumerate(streams.items(), 1):
        body = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0")
        after = number + 1 if number < len(streams) else FREE
        directory += _entry(name, 2, start=len(chain), size=max(4096, len(content)), right=after)
        last = len(chain) + len(body) // SECTOR - 1
        chain += [*range(len(chain) + 1, last + 1), CHAIN_END]
        bodies += body
    head = struct.pack("<8s16x5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, CHAIN_END, 0, CHAIN_END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    allocation = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    return head + allocation + directory.ljust(SECTOR, b"\0") + bodies


def xls(rows=VISITS, cipher=b"", cells=b""):
    """An old workbook with one sheet; days are written as text; ``cells`` are records of more."""
    cells += b"".join(_cell(r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row))
    name = b"\0\0" + struct.pack("<BB", 4, 1) + "走访慰问".encode("utf-16-le")
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    start = len(begin) + len(cipher) + 4 + 4 + len(name) + 4
    book = begin + cipher + _record(0x0085, struct.pack("<I", start) + name) + _record(0x000A)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0))
    return compound({"Workbook": book + sheet + cells + _record(0x000A)})


def _entry(name, kind, start=CHAIN_END, size=0, right=FREE, child=FREE):
    text = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", text, len(text), kind, 1, FREE, right, child, start, size)


def _record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def _cell(row, column, cell):
    if isinstance(cell, float):
        return _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
    text = str(cell).encode("utf-16-le")
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text)
