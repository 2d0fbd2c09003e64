"""What people take for a workbook and is none, recognised by content, and what to tell them."""

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import Final

import olefile

from kjr.store.base import UnreadableError

EMPTY: Final = "文件是空的（0 字节），请重新保存后再放入"
PARTIAL: Final = "文件不完整，可能还在同步或保存时中断；请打开核对后重新保存"
DAMAGED: Final = "文件已损坏，读不出来；请用 WPS 或 Excel 打开后另存为 .xlsx"
HARMFUL: Final = "工作簿异常（过大或已损坏），读取时中断；请把台账复制到新的工作簿后再放入"
BUSY: Final = "读得太久，可能是电脑正忙；请稍后再传一次，仍不行请另存一份只含台账的 .xlsx"
SLOW: Final = "读得太久，可能是电脑正忙；稍后会自动再试，仍不行请另存一份只含台账的 .xlsx"
PASSWORD: Final = "工作簿设了打开密码，请在 WPS 或 Excel 中取消后再保存"
TOO_LARGE: Final = "文件解压后过大，不像填报用的工作簿；请另存一份只含台账的 .xlsx"
WORD: Final = "这是 Word 文档，不是表格；请把内容填入下发的工作簿"
SLIDES: Final = "这是演示文稿，不是表格；请把内容填入下发的工作簿"
PICTURE: Final = "这是图片，不是表格；请交原来的 .xlsx 工作簿"
PDF: Final = "这是 PDF，不是表格；请交原来的 .xlsx 工作簿"
ARCHIVE: Final = "这是压缩包，请解压后放入其中的工作簿"
NUMBERS: Final = "这是 Numbers 表格，请导出为 .xlsx 后再放入"
OLD: Final = "认不出这种旧格式，请用 WPS 或 Excel 打开后另存为 .xlsx"
OLD_PARTIAL: Final = "旧格式工作簿不完整，请用 WPS 或 Excel 打开后另存为 .xlsx"

STARTS: Final = {
    PDF: (b"%PDF",),
    WORD: (b"{\\rtf",),
    ARCHIVE: (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"),
    PICTURE: (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0"),
}
MANIFEST: Final = "META-INF/manifest.xml"
FOLDERS: Final = {"word/": WORD, "ppt/": SLIDES, "Index/": NUMBERS}
STREAMS: Final = {
    "EncryptedPackage": PASSWORD,
    "WordDocument": WORD,
    "PowerPoint Document": SLIDES,
}
LARGEST: Final = 100_000_000
"""Bytes a workbook may hold once unpacked."""

BEGIN, END, SHEET, CIPHER = 0x0809, 0x000A, 0x0085, 0x002F
"""Record kinds of an old workbook (BIFF)."""


def check_first_bytes(data: bytes) -> None:
    """Refuse what the first bytes already tell apart."""
    if not data:
        raise UnreadableError(EMPTY)
    if not data.strip(b"\0"):
        raise UnreadableError(PARTIAL)
    for sentence, starts in STARTS.items():
        if data.startswith(starts):
            raise UnreadableError(sentence)


def check_package(package: zipfile.ZipFile) -> None:
    """Refuse zip files other than open workbooks of bearable size."""
    entries, names = package.infolist(), package.namelist()
    plain = [name.replace("\\", "/").lstrip("/").lower() for name in names]
    manifest = package.read(MANIFEST) if MANIFEST in names else b""
    if any(entry.flag_bits & 1 for entry in entries) or b"encryption-data" in manifest:
        raise UnreadableError(PASSWORD)
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise UnreadableError(TOO_LARGE)
    for folder, sentence in FOLDERS.items():
        if any(name.startswith(folder.lower()) for name in plain):
            raise UnreadableError(sentence)
    if "mimetype" in names and b"spreadsheet" not in package.read("mimetype"):
        raise UnreadableError(WORD)
    if any(name.startswith("xl/") or name == "content.xml" for name in plain):
        return
    types = (package.read(name) for name in names if name.lower() == "[content_types].xml")
    if not any(b"spreadsheetml" in each for each in types):
        raise UnreadableError(ARCHIVE)


def check_old_workbook(data: bytes) -> None:
    """Refuse compound files (.xls, .et, .doc) unless they hold a whole, open workbook.

    A half-synced .xls can open without complaint and show other rows than its writer's, so
    every record must be in its place.
    """
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        streams = {path[0] for path in file.listdir()}
        for name, sentence in STREAMS.items():
            if name in streams:
                raise UnreadableError(sentence)
        book = next((name for name in ("Workbook", "Book") if name in streams), None)
        if book is None:
            raise UnreadableError(OLD)
        _check_records(file.openstream(book).read())


def _check_records(book: bytes) -> None:
    starts = []
    for kind, body in _records(book, 0):
        if kind == CIPHER:
            raise UnreadableError(PASSWORD)
        if kind == SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    for start in starts:
        for _ in _records(book, start):
            pass


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from one beginning to its end, those of charts inside included."""
    depth = 0
    while start + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, start)
        depth += (kind == BEGIN) - (kind == END)
        if kind == size == 0 or (depth == 0 and kind != END):
            break
        yield kind, book[start + 4 : start + 4 + size]
        start += 4 + size
        if depth == 0:
            return
    raise UnreadableError(OLD_PARTIAL)
