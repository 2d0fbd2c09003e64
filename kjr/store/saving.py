"""Put changed cells into a workbook on a shared folder so that nothing of it can be lost."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import os
import secrets
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kjr.cells import Cell, Row
from kjr.errors import KjrError
from kjr.store import owners
from kjr.store.base import Sheet, SheetChangedError, grid
from kjr.store.patch import UNUSUAL, patched
from kjr.store.worker import Worker

PAUSES: Final = (0.1, 0.2, 0.4, 0.8)
"""Seconds between tries to replace a file that is open elsewhere."""

BUSY: Final = "另一次保存还没有完成，请稍后再试"
OPEN: Final = "{}正用 WPS 或 Excel 打开着“{}”，请等其关闭后再保存"
FULL: Final = "写不进文件夹：可能磁盘已满、没有写入权限或网络盘已断开；工作簿没有改动"


def save(path: Path, new: Sheet, old: Sheet, worker: Worker, state: Path) -> None:
    """Turn ``old`` into ``new`` inside the workbook at ``path``.

    Raises SheetChangedError if the sheet is no longer ``old``, KjrError for what else prevents it;
    the workbook is then as it was.
    """
    with _turn(path, state):
        if owner := owners.owner(path):
            raise KjrError(OPEN.format(owner, path.name))
        try:
            data = path.read_bytes()
            copy = _changed(data, new, old, worker)
            _swap(path, data, copy, old)
        except OSError as error:
            raise KjrError(FULL) from error


@contextlib.contextmanager
def _turn(path: Path, state: Path) -> Iterator[None]:
    """One writer at a time; the lock is on this machine because shares do not keep locks."""
    from filelock import FileLock, Timeout

    name = hashlib.blake2b(os.fsencode(path.absolute()), digest_size=16).hexdigest()
    locks = state / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(locks / f"{name}.lock", timeout=10):
            yield
    except Timeout as error:
        raise KjrError(BUSY) from error


def _changed(data: bytes, new: Sheet, old: Sheet, worker: Worker) -> bytes:
    """The workbook's new bytes, read once more to prove that only the wanted cells changed."""
    before = {sheet.name: sheet for sheet in worker.sheets(data, old.unit)}
    stored = before.get(old.name)
    if stored is None or stored.rows != old.rows:
        raise SheetChangedError(stored or old)
    copy = patched(data, old.name, new.changes(old), date1904=stored.date1904)
    after = {sheet.name: sheet for sheet in worker.sheets(copy, old.unit)}
    written = after[old.name]._replace(rows=stored.rows)
    if before != after | {old.name: written} or _parts(data) - _parts(copy):
        raise KjrError(UNUSUAL)
    if _plain(after[old.name].rows) != _plain(new.rows):
        raise KjrError(UNUSUAL)
    return copy


def _parts(data: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return set(package.namelist())


def _plain(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return grid([_plain_cell(cell) for cell in row] for row in rows)


def _plain_cell(cell: Cell) -> Cell:
    """A day without an hour is a day: workbooks do not tell the two apart."""
    is_day = isinstance(cell, dt.datetime) and cell.time() == dt.time()
    return cell.date() if is_day and isinstance(cell, dt.datetime) else cell


def _swap(path: Path, data: bytes, copy: bytes, old: Sheet) -> None:
    """Write beside the workbook, then replace it, so that nobody ever opens half a file."""
    draft = path.with_name(f".kjr-{secrets.token_hex(4)}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(copy)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, draft)
        if path.read_bytes() != data:
            raise SheetChangedError(old)
        _replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _replace(draft: Path, path: Path) -> None:
    for pause in PAUSES:
        try:
            draft.replace(path)
        except PermissionError:  # Windows, while somebody has it open
            time.sleep(pause)
        else:
            return
    raise KjrError(OPEN.format(owners.SOMEBODY, path.name))
