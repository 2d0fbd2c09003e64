"""Walk the way a Google folder is set up, and say at the first stone what to do about it."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kjr.errors import KjrError
from kjr.store.base import Listing, Resolve, Sheet
from kjr.store.google.blanks import BlankSheet
from kjr.store.google.cells import encode_cell
from kjr.store.google.google_store import FILES, FOLDER, GoogleStore
from kjr.store.google.http import GoogleHttp
from kjr.store.google.quota import PER_MINUTE, Urgency
from kjr.store.google.refusals import GoogleError
from kjr.store.google.spreadsheet import Spreadsheet
from kjr.values.cells import format_cell

SAMPLED: Final = 3
"""Books whose headers are looked at; each costs one call."""
SCRATCH: Final = 1_234_567
"""Number of the sheet that is made and removed again in one call."""

SIGNED_IN: Final = "登录：{} 的密钥有效"
FOUND: Final = "文件夹：「{}」可以列出"
NO_FOLDER: Final = "文件夹：找不到编号 {}，请检查编号，并把文件夹共享给 {}，权限选「编辑者」"
NOT_FOLDER: Final = "文件夹：「{}」不是文件夹，请用文件夹网址 folders/ 后面的那一段"
UNITS: Final = "单位：文件夹里有 {} 家单位的表格"
NO_UNITS: Final = "单位：没有认得出的表格，请把模板复制进文件夹，每家一份，用单位全称命名"
STRAY: Final = "没有计入的文件 {}：{}"
HEADERS: Final = "表头：抽查 {} 家，都齐全"
LACKING: Final = "表头：{} 缺{}；请改回原来的名字，或运行 templates 补上空白表"
WRITABLE: Final = "写入：在「{}」里试写成功，没有留下痕迹"
READ_ONLY: Final = "写入：「{}」只能看不能改，请把文件夹共享给 {}，权限选「编辑者」"
QUOTA: Final = "配额：第一次读全 {} 家约需 {} 分钟，以后只读有变化的，不会超限"


class SetupStep(NamedTuple):
    """One thing looked at."""

    is_fine: bool
    text: str


def examine_setup(
    http: GoogleHttp, folder: str, resolve: Resolve, forms: Sequence[BlankSheet]
) -> Iterator[SetupStep]:
    """Sign-in, folder, units, headers, a write and the quota, as far as one can get."""
    store = GoogleStore(http, folder, resolve)
    try:
        yield from _folder(http, folder)
        listing = store.versions()
        yield from _units(listing)
        units = list(listing.books)
        if units:
            yield from _headers(store, units[:SAMPLED], forms)
            yield _writing(store.book(units[0]))
            yield SetupStep(True, QUOTA.format(len(units), max(1, round(len(units) / PER_MINUTE))))
    except KjrError as error:
        yield SetupStep(False, str(error))


def _folder(http: GoogleHttp, folder: str) -> Iterator[SetupStep]:
    params = {"fields": "name,mimeType", "supportsAllDrives": True}
    try:
        found = http.ask("get", f"{FILES}/{folder}", Urgency.SAVE, params=params)
    except GoogleError as error:
        if error.status != 404:
            raise KjrError(f"登录：{error}") from error
        found = {}
    yield SetupStep(True, SIGNED_IN.format(http.account))
    if not found:
        raise KjrError(NO_FOLDER.format(folder, http.account))
    if found["mimeType"] != FOLDER:
        raise KjrError(NOT_FOLDER.format(found["name"]))
    yield SetupStep(True, FOUND.format(found["name"]))


def _units(listing: Listing) -> Iterator[SetupStep]:
    count = len(listing.books)
    yield SetupStep(True, UNITS.format(count)) if count else SetupStep(False, NO_UNITS)
    for stray in listing.strays:
        yield SetupStep(False, STRAY.format(stray.file, stray.reason))


def _headers(
    store: GoogleStore, units: Sequence[str], forms: Sequence[BlankSheet]
) -> Iterator[SetupStep]:
    """What the first few units' sheets lack."""
    complete = 0
    for unit in units:
        sheets = {sheet.name: sheet for sheet in store.read(unit)}
        lacking = list(_lacking(sheets, forms))
        complete += not lacking
        if lacking:
            yield SetupStep(False, LACKING.format(unit, "、".join(lacking)))
    if complete == len(units):
        yield SetupStep(True, HEADERS.format(complete))


def _lacking(sheets: dict[str, Sheet], forms: Sequence[BlankSheet]) -> Iterator[str]:
    for form in forms:
        if form.name not in sheets:
            yield f"工作表「{form.name}」"
            continue
        words = {format_cell(cell) for row in sheets[form.name].rows for cell in row}
        names = (heading.name for heading in form.headings if heading.required)
        yield from (f"「{form.name}」的“{name}”列" for name in names if name not in words)


def _writing(book: Spreadsheet) -> SetupStep:
    """Make a sheet, write a cell and remove the sheet, all in one call."""
    row = {"values": [encode_cell("试写")]}
    write = {"start": {"sheetId": SCRATCH}, "rows": [row], "fields": "userEnteredValue"}
    requests = [
        {"addSheet": {"properties": {"sheetId": SCRATCH, "title": "kjr 试写"}}},
        {"updateCells": write},
        {"deleteSheet": {"sheetId": SCRATCH}},
    ]
    try:
        book.http.ask("post", f"{book.url}:batchUpdate", Urgency.SAVE, json={"requests": requests})
    except GoogleError as error:
        if error.status == 403 and not error.reason:
            return SetupStep(False, READ_ONLY.format(book.unit, book.http.account))
        return SetupStep(False, f"写入：{error}")
    return SetupStep(True, WRITABLE.format(book.unit))
