"""Put changed cells into a workbook on a shared folder so that nothing of it can be lost.

Under a lock: nobody may have it open, it must still be what the writer saw, only the wanted cells
may differ in the copy, and the copy takes its place in one step, the bytes before kept aside.
"""

import contextlib
import datetime as dt
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from kjr.errors import KjrError
from kjr.store.base import Area, MarkKind, Sheet, SheetChangedError, UnreadableError, trim_grid
from kjr.store.files import exchange_file, hold_lock
from kjr.store.folder import owner_marks, versions
from kjr.store.opening import (
    find_target,
    name_opened,
    read_inside,
    read_opened,
    use_inside,
)
from kjr.store.write_errors import explain_write_error
from kjr.values.cells import Row, format_address

TRIES: Final = 3
"""Times a save begins anew because the file changed under it, in other cells than ours."""
PATIENCE: Final = 10.0
"""Seconds to wait for another save of the same workbook."""

OPEN: Final = "{}正用 WPS 或 Excel 打开着“{}”，请等其关闭后再保存"
LEFT: Final = "{}打开“{}”已超过一天，可能是程序异常退出留下的标记；确认没有人在用，再点“仍然写入”"
MERGED: Final = "{} 在合并单元格里，不能由程序改写；请在 WPS 或 Excel 中修改"
OF_VALUES: Final = (MarkKind.STRUCK, MarkKind.CUT, MarkKind.VEILED)
"""The marks that come and go with what stands in a cell."""
RESTLESS: Final = "“{}”正被反复改写，没能保存，请稍后再试"
READ_ONLY: Final = "“{}”设成了只读，写不进去；要在这里填，请先去掉只读"
HARD_LINKED: Final = (
    "“{}”在硬盘上还有别的名字（硬链接），改写会使它们各是各的，所以不写；请只留一个名字"
)
NO_HISTORY: Final = (
    "历史版本存不进 {}（可能没有写入权限或磁盘已满），没有保存；工作簿没有改动，请告诉管理员"
)
OTHER_FORMAT: Final = (
    "这个版本是 {} 格式，现在的工作簿是“{}”，格式不同，没有恢复；请先把现在的换成原来的格式"
)
THERE: Final = "“{}”已经有了，请刷新后再填"


class BookOpenError(KjrError):
    """Somebody has the workbook open; ``is_old`` if that was more than a day ago."""

    def __init__(self, owner: owner_marks.Owner, book: str, now: float) -> None:
        self.is_old = owner.is_old(now)
        super().__init__((LEFT if self.is_old else OPEN).format(owner.name, book))


class SaveContext(NamedTuple):
    """What saving needs beside the workbook."""

    read: Callable[[bytes, str], tuple[Sheet, ...]]
    """The sheets of a unit's workbook; raises UnreadableError."""
    state: Path
    """A folder on this machine, for the locks."""
    now: float
    """Seconds since 1970."""
    history: Path
    """Where the versions before are kept."""
    begin_writing: Callable[[], None] = lambda: None
    """Called directly before the workbook is replaced; raises if that is no longer wanted."""
    own_work: Callable[[], AbstractContextManager[None]] = nullcontext
    """Around whatever asks the folder nothing."""


def save_workbook(path: Path, new: Sheet, old: Sheet, means: SaveContext) -> None:
    """Turn ``old`` into ``new`` inside the workbook at ``path``.

    Raises SheetChangedError if the sheet is no longer ``old``, KjrError for what else prevents it;
    the workbook is then as it was.
    """
    _rewrite(path, lambda data: _changed(data, new, old, means), means)


def restore_version(path: Path, version: versions.Version, means: SaveContext) -> None:
    """Put an earlier version back; what it replaces becomes a version itself.

    Raises KjrError where the workbook is of another format now.
    """
    if version.path.suffix != path.suffix.lower():
        raise KjrError(OTHER_FORMAT.format(version.path.suffix, path.name))
    _rewrite(path, lambda _: versions.read_version(version), means)


def create_workbook(path: Path, data: bytes, means: SaveContext) -> None:
    """Put a new workbook where there is none."""
    with _turn(path, means):

        def last_look() -> None:
            _check_free([path], means)
            means.begin_writing()

        if not exchange_file(path, data, None, last_look):
            raise KjrError(THERE.format(path.name))


def _rewrite(path: Path, change: Callable[[bytes], bytes], means: SaveContext) -> None:
    """Change a workbook's bytes, keeping those before; anew if others change them meanwhile."""
    moment = dt.datetime.fromtimestamp(means.now, dt.UTC)
    with _in_words():
        is_link = path.is_symlink()
        target = find_target(path, is_link=is_link)  # a link stays: what it leads to is written
    names = {path, target} if is_link else {target}
    with _turn(target, means):
        _check_free(names, means, is_last=False)

        def last_look() -> None:
            # a file that becomes a link is seen by its stamp
            if find_target(path, is_link=is_link) != target:
                raise KjrError(RESTLESS.format(path.name))
            _check_free(names, means)
            means.begin_writing()

        for _ in range(TRIES):
            data = use_inside(path, partial(_read_writable, path))
            try:
                with means.own_work():
                    copy = change(data)
                    _keep(means.history, data, moment, path.suffix.lower())
            except UnreadableError:
                if read_inside(path) == data:
                    raise
                continue  # it was replaced while it was read
            if exchange_file(target, copy, data, last_look):
                return
    raise KjrError(RESTLESS.format(path.name))


def _keep(history: Path, data: bytes, moment: dt.datetime, suffix: str) -> None:
    try:
        versions.keep_version(history, data, moment, suffix)
    except OSError as error:
        raise KjrError(NO_HISTORY.format(history.parent)) from error


def find_ban(path: Path) -> str:
    """Why a workbook's file may not be replaced, whatever is in it; blank as a rule."""
    try:
        use_inside(path, partial(_check_writable, path))
    except OSError:
        return ""  # whoever reads it says so
    except KjrError as error:
        return str(error)
    return ""


def _read_writable(path: Path, handle: int) -> bytes:
    _check_writable(path, handle)
    return read_opened(handle)


def _check_writable(path: Path, handle: int) -> None:
    """Respect a file made read-only, and one that has other names: they would be left behind."""
    facts = os.fstat(handle)
    if not facts.st_mode & 0o222 or not os.access(name_opened(handle, path), os.W_OK):
        raise KjrError(READ_ONLY.format(path.name))
    if facts.st_nlink > 1:
        raise KjrError(HARD_LINKED.format(path.name))


@contextlib.contextmanager
def _turn(path: Path, means: SaveContext) -> Iterator[None]:
    """One writer at a time; the lock is on this machine because shares do not keep locks."""
    name = hashlib.blake2b(os.fsencode(path.absolute()), digest_size=16).hexdigest()
    with _in_words(), contextlib.ExitStack() as turn:
        with means.own_work():
            turn.enter_context(hold_lock(means.state / "locks" / f"{name}.lock", PATIENCE))
        yield


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    """Say what an error of the folder means."""
    try:
        yield
    except OSError as error:
        raise KjrError(explain_write_error(error)) from error


def _check_free(paths: Iterable[Path], means: SaveContext, *, is_last: bool = True) -> None:
    for path in paths:
        if owner := owner_marks.find_owner(path, is_last=is_last):
            raise BookOpenError(owner, path.name, means.now)


def _changed(data: bytes, new: Sheet, old: Sheet, means: SaveContext) -> bytes:
    """The workbook's new bytes, read once more to prove that only the wanted cells changed."""
    from kjr.store.xlsx.writing.patch import UNUSUAL, patch_workbook
    from kjr.store.xlsx.writing.proof import is_proved

    before = {sheet.name: sheet for sheet in means.read(data, old.unit)}
    stored = before.get(old.name)
    if stored is None or stored.rows != old.rows:
        raise SheetChangedError(stored or old)
    changes = tuple(new.changes(old))
    for row, column, _ in changes:
        if any(_is_hidden_by(area, row, column) for area in stored.merged):
            raise KjrError(MERGED.format(format_address(row, column)))
    copy = patch_workbook(data, old.name, changes, date1904=stored.date1904)
    after = {sheet.name: sheet for sheet in means.read(copy, old.unit)}
    places = {(row, column) for row, column, _ in changes}
    left, written = (_leave_out(sheet, places) for sheet in (stored, after[old.name]))
    is_as_meant = _plain(after[old.name].rows) == _plain(new.rows)
    is_else_as_before = before | {old.name: left} == after | {old.name: written}
    if not (is_as_meant and is_else_as_before and is_proved(data, copy, old.name, changes)):
        raise KjrError(UNUSUAL)
    return copy


def _is_hidden_by(area: Area, row: int, column: int) -> bool:
    return area.holds(row, column) and (row, column) != area[:2]


def _leave_out(sheet: Sheet, places: Collection[tuple[int, int]]) -> Sheet:
    """A sheet without its values, and without what is struck out or unseen in some of its cells."""
    marks = (
        each
        for each in sheet.marks
        if each.kind not in OF_VALUES or (each.row, each.column) not in places
    )
    return sheet._replace(rows=(), marks=tuple(marks))


def _plain(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Days without an hour as days: workbooks do not tell the two apart."""
    return trim_grid(
        [
            cell.date() if isinstance(cell, dt.datetime) and cell.time() == dt.time() else cell
            for cell in row
        ]
        for row in rows
    )
