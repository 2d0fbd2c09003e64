"""Where a folder is mounted from, by the system's own table, and whether that is still so.

A share that is not mounted leaves an empty folder, or what somebody once put beneath it: neither
says that the workbooks were deleted, and nothing may be written there.

>>> table = "36 1 0:32 / /mnt/share rw,relatime shared:1 - cifs //server/books rw,vers=3.1.1"
>>> find_mount("/mnt/share/2019", table)
Mount(point='/mnt/share', kind='cifs', source='//server/books', options='rw,vers=3.1.1')
>>> find_mount("/mnt/shared", table) is None
True
"""

import contextlib
import errno
import json
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from kjr.store.base import StoreUnavailableError
from kjr.store.files import DRAFT, replace_file

MountTable = Callable[[], str]
"""Gives the system's table of mounts as Linux writes it (/proc/self/mountinfo); blank elsewhere."""

ESCAPED: Final = re.compile(r"\\([0-7]{3})")
"""How the table writes blanks within names."""
OTHER: Final = (
    "文件夹 {} 现在不在原来的地方（原来是 {}，有 {} 家的工作簿，现在只有 {} 家），多半是网络盘没有"
    "挂上；没有当作删除，也不往里写，请挂上网络盘"
)
LATER: Final = (
    "工作簿所在的网络盘（{}）先把保存的内容留在这台机器上，过几秒才传到服务器，其间断开就丢了，别人也"
    "看不到；请按“{}”重新挂载"
)
UNTOLD: Final = "（从这台机器上看不出是怎样挂的；已经这样挂的不用理）"
WRITE_BACK: Final = {
    "davfs2": "davfs2.conf 里写 delay_upload 0、dir_refresh 1",
    "rclone": "rclone mount --vfs-cache-mode off",
    "cifs": "mount -t cifs -o cache=strict",
}
"""What mounts are told to do that otherwise say yes before the server has anything."""
UNLISTED: Final = (
    "列不出文件夹 {} 里的文件：Linux 6.16 以后 davfs2 自带的缓冲不够大，请在 davfs2.conf 里写 "
    "buf_size 64，重新挂载"
)

OTHER_MACHINES: Final = {"cifs", "smb3", "nfs", "nfs4", "davfs", "9p", "ceph", "glusterfs", "afs"}


class Mount(NamedTuple):
    """One line of the table: what is mounted where."""

    point: str
    kind: str
    """As the system calls it: cifs, nfs4, fuse.sshfs, ext4 …"""
    source: str
    options: str

    @property
    def name(self) -> str:
        """What stays the same when it is mounted again."""
        return f"{self.kind} {self.source}"

    @property
    def is_network(self) -> bool:
        """Whether what lies on it is another machine's, as far as its kind tells."""
        return self.kind in OTHER_MACHINES or self.kind.startswith("fuse")

    @property
    def is_davfs(self) -> bool:
        """Whether davfs2 mounted it, which lists and writes on this machine first."""
        return self.kind in ("fuse", "fuse.davfs") and self.source.startswith("http")


def find_caution(mount: Mount | None, keeps_writes: Callable[[], bool]) -> str:
    """What to say before the first save of a mount that may write later; blank if it does not.

    ``keeps_writes`` tries it out, where that tells anything: davfs2 answers whatever it is asked
    (size, content, fsync, a new name) from this machine alone, however it is mounted.

    >>> find_caution(Mount("/mnt", "fuse.sshfs", "server:/books", "rw"), lambda: True)
    ''
    """
    if mount is None:
        return ""
    is_loose = mount.kind in ("cifs", "smb3") and "cache=loose" in mount.options.split(",")
    is_rclone = mount.kind == "fuse.rclone" and keeps_writes()
    name = "davfs2" if mount.is_davfs else "rclone" if is_rclone else "cifs" if is_loose else ""
    untold = UNTOLD if mount.is_davfs else ""
    return f"{LATER.format(name, WRITE_BACK[name])}{untold}" if name else ""


def keeps_writes(folder: Path) -> bool:
    """Whether a mount may keep on this machine what is written, tried with a small file.

    What was sent to the server already cannot be written over: who allows it has not sent it.
    Raises OSError where nothing can be written at all.
    """
    probe = folder / DRAFT.format(secrets.token_hex(4))
    handle = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        os.write(handle, b"12")
        os.lseek(handle, 0, os.SEEK_SET)
        with contextlib.suppress(OSError):
            return os.write(handle, b"3") == 1
        return False
    finally:
        with contextlib.suppress(OSError):  # what it refused it may tell once more
            os.close(handle)
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)


def find_mount(folder: str, table: str) -> Mount | None:
    """The mount that a folder lies on, None where the table does not tell."""
    found = [
        mount
        for line in table.splitlines()
        if (mount := _parse(line)) and Path(folder).is_relative_to(mount.point)
    ]
    return max(reversed(found), key=lambda mount: len(mount.point), default=None)


def explain_unlisted(error: OSError, folder: Path, mount: Mount | None) -> str:
    """Why a mount does not list a folder, where that is known; blank as a rule."""
    is_too_long = error.errno == errno.EINVAL and mount is not None and mount.is_davfs
    return UNLISTED.format(folder) if is_too_long else ""


class MountRecord:
    """Remembers on this machine where the workbooks were seen, for the next start too."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.table: MountTable = str
        self._known: tuple[str, int] | None = None
        self._cautions: dict[Mount | None, str] = {}

    def find_caution(self, folder: str, keeps_writes: Callable[[], bool]) -> str:
        """What to say before a save there; blank as a rule.  What is tried out is so once."""
        mount = find_mount(folder, self.table())
        if mount not in self._cautions:
            try:
                self._cautions = {mount: find_caution(mount, keeps_writes)}
            except (OSError, StoreUnavailableError):  # nothing speaks against it; next time
                return find_caution(mount, lambda: True)
        return self._cautions[mount]

    def explain_unlisted(self, error: OSError, folder: Path) -> str:
        """What to do that the folder can be listed; blank where nothing is known of it."""
        return explain_unlisted(error, folder, find_mount(str(folder.absolute()), self.table()))

    def check_answering(self, book: Path) -> None:
        """Raise OSError where davfs2 goes on listing although its server is gone.

        It asks the server when a workbook is opened, at most once in a second.
        """
        mount = find_mount(str(book.parent.absolute()), self.table())
        if mount and mount.is_davfs:
            try:
                os.close(os.open(book, os.O_RDONLY))
            except BlockingIOError as error:
                raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN), book) from error

    def is_same(self, folder: str) -> bool:
        """Whether the folder lies where it was last seen, as far as the system tells."""
        now, known = self._find_name(folder), self._read()
        return not (now and known) or now == known[0]

    def check(self, folder: str, books: int) -> None:
        """Raise StoreUnavailableError where it lies elsewhere and most workbooks are gone."""
        name, known = self._find_name(folder), self._read()
        if not name or (name, books) == known:
            return
        if known and known[0] != name and books * 2 < known[1]:
            raise StoreUnavailableError(OTHER.format(folder, known[0], known[1], books))
        self._known = name, books
        with contextlib.suppress(OSError):  # only a start on an unmounted share needs it
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._file, json.dumps(self._known).encode(), must_last=False)

    def _find_name(self, folder: str) -> str:
        mount = find_mount(folder, self.table())
        return mount.name if mount else ""

    def _read(self) -> tuple[str, int] | None:
        if self._known is None:
            with contextlib.suppress(OSError, ValueError):
                name, books = json.loads(self._file.read_text("utf-8"))
                self._known = str(name), int(books)
        return self._known


def _parse(line: str) -> Mount | None:
    """A line: number, parent, device, root, point, options … - kind, source, its options."""
    before, _, after = line.partition(" - ")
    try:
        point, (kind, source, options) = before.split()[4], after.split()[:3]
    except (IndexError, ValueError):
        return None
    return Mount(*(ESCAPED.sub(_unescape, each) for each in (point, kind, source, options)))


def _unescape(found: re.Match[str]) -> str:
    return chr(int(found[1], 8))
