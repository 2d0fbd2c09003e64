"""Where a folder of workbooks is mounted, and what it can do: rename, rights, marks, clock."""

import contextlib
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from kjr.app.exposure import Finding
from kjr.errors import KjrError
from kjr.store.files import exchange_file
from kjr.store.folder.mounts import (
    explain_unlisted,
    find_caution,
    find_mount,
    keeps_writes,
)
from kjr.store.folder.owner_marks import find_owner
from kjr.store.folder.patience import SAVING, Patience
from kjr.store.rights import copy_rights
from kjr.store.write_errors import explain_write_error

MOUNTS: Final = Path("/proc/self/mountinfo")
PROBE: Final = ".kjr-probe.tmp"
"""Swept like any other draft where a probe was cut short."""
SKEW: Final = 120.0
"""Seconds by which a server's clock may differ without anybody being misled."""


def read_mounts(file: Path = MOUNTS) -> str:
    """The system's table of mounts; blank where it keeps none."""
    try:
        return file.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def probe_folder(folder: Path, table: str) -> Iterator[Finding]:
    """What mount it is on, and what became of a small file written there and taken away again."""
    mount = find_mount(str(folder.absolute()), table)
    if mount:
        yield Finding(True, f"工作簿文件夹在 {mount.source} 上，类型 {mount.kind}")
    if caution := find_caution(mount, partial(_keeps_writes, folder)):
        yield Finding(False, caution)
    try:
        yield from Patience().call(lambda _: list(_try_out(folder)), SAVING)
    except OSError as error:
        said = explain_unlisted(error, folder, mount) or explain_write_error(error)
        yield Finding(False, f"在工作簿文件夹里试写没有成：{said}")
    except KjrError as error:
        yield Finding(False, f"在工作簿文件夹里试写没有成：{error}")


def _keeps_writes(folder: Path) -> bool:
    """Whether the mount may write later, so far as it can be tried."""
    with contextlib.suppress(OSError, KjrError):
        return Patience().call(lambda _: keeps_writes(folder), SAVING)
    return True


def _try_out(folder: Path) -> Iterator[Finding]:
    probe = folder / PROBE
    try:
        begun = time.monotonic()
        probe.write_bytes(b"1")
        yield _tell_clock(probe.stat().st_mtime - time.time())
        yield _tell_replacing(exchange_file(probe, b"2", b"1", lambda: None), begun)
        yield _tell_mark(probe)
        book = next(iter(sorted(folder.glob("*.xlsx"))), None)
        if book:
            yield _tell_rights(copy_rights(book, probe))
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)


def _tell_clock(ahead: float) -> Finding:
    if abs(ahead) <= SKEW:
        return Finding(True, "服务器和这台机器的时钟一致")
    how = "快" if ahead > 0 else "慢"
    minutes = abs(ahead) / 60
    return Finding(
        False, f"服务器的时钟比这台机器{how} {minutes:.0f} 分钟，文件的时间不准；请校准时钟"
    )


def _tell_replacing(is_done: bool, begun: float) -> Finding:
    took = time.monotonic() - begun
    if is_done:
        return Finding(True, f"换一份文件、读回来都对，用了 {took:.2f} 秒")
    return Finding(False, "换了一份文件，读回来却不是原来写的；请不要在这个文件夹里填报")


def _tell_mark(probe: Path) -> Finding:
    mark = probe.with_name(f"~${probe.name}")
    try:
        mark.write_bytes(b"")
        if find_owner(probe):
            return Finding(True, "有人打开工作簿时留下的标记看得见")
        return Finding(False, "有人打开工作簿时留下的标记看不见；填报前请先问一问有没有人开着")
    finally:
        with contextlib.suppress(OSError):
            mark.unlink(missing_ok=True)


def _tell_rights(is_same: bool) -> Finding:
    if is_same:
        return Finding(True, "保存以后，工作簿的所有者、组和权限不变")
    return Finding(
        True, "新文件的所有者、组或权限和工作簿不一样：保存时直接写进原来的文件，权限不变"
    )
