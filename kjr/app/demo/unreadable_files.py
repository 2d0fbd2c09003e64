"""Files nobody can read, as they turn up in any shared folder."""

import io
import struct
import zipfile
from typing import Final

SECTOR: Final = 512
FREE, END, TABLE, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
"""Marks in a compound file's sector table: unused, last of a chain, the table itself; no entry."""


def build_unreadable_files(data: bytes) -> tuple[tuple[str, bytes], ...]:
    """Four ways a workbook fails to arrive, each with its file's ending.

    It has a password, it is a .et without a workbook, it is a Word document by another name, its
    copying was broken off.
    """
    return (
        (".xlsx", _compound("EncryptedPackage")),
        (".et", _compound("EtDocument")),
        (".xlsx", _word_document()),
        (".xlsx", data[: len(data) * 3 // 5]),
    )


def _word_document() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name in ("[Content_Types].xml", "word/document.xml"):
            package.writestr(zipfile.ZipInfo(name), "<示例数据/>")
    return data.getvalue()


def _compound(stream: str) -> bytes:
    """The smallest compound file (old Office's container) with one stream of 4096 bytes."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    chain = [TABLE, END, *range(3, 10), END]
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    folder = _entry("Root Entry", 5, 1, END, 0) + _entry(stream, 2, NONE, 2, 4096)
    return header + table + folder.ljust(SECTOR, b"\0") + bytes(4096)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le").ljust(64, b"\0")
    head = struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, NONE, NONE, child)
    return text + head + bytes(36) + struct.pack("<IQ", start, size)
