"""A share that misbehaves as told: a folder passed through FUSE, so that the faults are real.

``python -m tests.shares.faulty_share SERVER MOUNT FAULTS [OPTION=VALUE…]`` shows the folder SERVER
at MOUNT.  FAULTS is a JSON file of :class:`Fault` as lists, read anew whenever it changes: calls of
programs then fail, wait or hang in the kernel just as on a share whose server does.  Options go to
the kernel, ``negative_timeout=60`` for instance: how long it believes that a name is not there.
What it is asked is written down beside FAULTS where a file *.asked lies there.
"""

import json
import os
import sys
import threading
import time
from contextlib import suppress
from fnmatch import fnmatch
from functools import wraps
from pathlib import Path
from typing import NamedTuple

SOON = 0.02


class Fault(NamedTuple):
    """What goes wrong with a call on certain names."""

    call: str
    """As mfusepy names it: rename, getattr, readdir, open …; * for all."""
    error: int = 0
    """The errno it answers; 0 to answer as it should."""
    names: str = "*"
    """Which names, as a pattern; of a change of name the old one counts."""
    is_done: bool = False
    """Whether the server does what was asked all the same: the answer was lost."""
    seconds: float = 0
    """How long the answer takes; below 0 it never comes, until the faults change."""
    times: int = -1
    """How often; below 0 always."""
    then: int = 0
    """The errno that every call answers from then on; 0 if the share goes on."""
    behind: float = 0
    """For getattr: seconds by which the server's clock is behind."""
    is_half: bool = False
    """For rename: the file of the new name is taken away already, as WebDAV's clients do first."""
    is_less: bool = False
    """Whether it gives less than there is: a file's first half, no names, no room on a disk."""


LESS = {
    "read": lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2),
    "readdir": lambda _: [".", ".."],
    "statfs": lambda facts: facts | {"f_bfree": 0, "f_bavail": 0},
}
"""What is left of each answer."""


def faulty(do):
    """A call passed on to the server's folder, unless a fault meets it."""

    @wraps(do)
    def answer(share, path, *rest):
        fault = share.find_fault(do.__name__, path)
        if fault.seconds:
            share.wait(fault)
        if fault.is_half:
            Path(share.server + rest[0]).unlink(missing_ok=True)
        if fault.error and not fault.is_done:
            raise OSError(fault.error, os.strerror(fault.error))
        given = do(share, share.server + path, *rest)
        if fault.behind:
            given["st_mtime"] -= int(fault.behind * 1e9)
        if fault.error:
            raise OSError(fault.error, os.strerror(fault.error))
        return LESS[do.__name__](given) if fault.is_less else given

    return answer


class FaultyShare:
    """The calls of the kernel, passed on to a folder or not."""

    use_ns = True

    def __init__(self, server, faults):
        self.server, self.file = server, faults
        self.known, self.faults, self._turn = None, [], threading.Lock()
        self.asked = Path(faults).with_suffix(".asked")

    def find_fault(self, call, path):
        with self._turn:
            self._read_anew()
            if self.asked.exists():
                with self.asked.open("a") as asked:
                    asked.write(f"{call} {path}\n")
            for number, fault in enumerate(self.faults):
                name = os.path.basename(path)
                if fault.times and fault.call in ("*", call) and fnmatch(name, fault.names):
                    self.faults[number] = fault._replace(times=fault.times - 1)
                    self.faults = [Fault("*", fault.then)] if fault.then else self.faults
                    return fault
        return Fault(call)

    def _read_anew(self):
        with suppress(OSError, ValueError):
            if (facts := os.stat(self.file).st_mtime_ns) != self.known:
                self.faults = [Fault(*each) for each in json.loads(Path(self.file).read_text())]
                self.known = facts

    def wait(self, fault):
        until = time.monotonic() + fault.seconds if fault.seconds > 0 else float("inf")
        begun = self.known
        while time.monotonic() < until and (fault.seconds > 0 or begun == self.known):
            time.sleep(min(SOON, abs(fault.seconds)))
            self._read_anew()

    def init(self, _path):
        return 0

    destroy = init

    @faulty
    def getattr(self, path, handle=None):
        facts = os.lstat(path) if handle is None else os.fstat(handle)
        names = ("mode", "size", "nlink", "uid", "gid", "ino")
        times = {
            f"st_{each}": getattr(facts, f"st_{each}_ns") for each in ("atime", "mtime", "ctime")
        }
        return {f"st_{each}": getattr(facts, f"st_{each}") for each in names} | times

    @faulty
    def readdir(self, path, _handle):
        return [".", "..", *os.listdir(path)]

    @faulty
    def statfs(self, path):
        facts = os.statvfs(path)
        return {name: getattr(facts, name) for name in dir(facts) if name.startswith("f_")}

    @faulty
    def open(self, path, flags):
        return os.open(path, flags)

    @faulty
    def create(self, path, mode, _info=None):
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, mode)

    @faulty
    def read(self, _path, size, offset, handle):
        return os.pread(handle, size, offset)

    @faulty
    def write(self, _path, data, offset, handle):
        return os.pwrite(handle, data, offset)

    @faulty
    def truncate(self, path, length, handle=None):
        os.truncate(path if handle is None else handle, length)

    @faulty
    def flush(self, _path, _handle):
        return 0

    @faulty
    def fsync(self, _path, _only_data, handle):
        os.fsync(handle)

    @faulty
    def release(self, _path, handle):
        os.close(handle)

    @faulty
    def rename(self, old, new):
        os.replace(old, self.server + new)

    @faulty
    def unlink(self, path):
        os.unlink(path)

    @faulty
    def mkdir(self, path, mode):
        os.mkdir(path, mode)

    @faulty
    def rmdir(self, path):
        os.rmdir(path)

    @faulty
    def chmod(self, path, mode):
        os.chmod(path, mode)

    @faulty
    def chown(self, path, owner, group):
        os.chown(path, owner, group)

    @faulty
    def utimens(self, path, times=None):
        os.utime(path, ns=times)

    @faulty
    def readlink(self, path):
        return os.readlink(path)

    @faulty
    def symlink(self, path, source):
        os.symlink(source, path)

    @faulty
    def listxattr(self, path):
        return os.listxattr(path)

    @faulty
    def getxattr(self, path, name, _position=0):
        return os.getxattr(path, name)

    @faulty
    def setxattr(self, path, name, value, _options=0, _position=0):
        os.setxattr(path, name, value)


if __name__ == "__main__":
    from mfusepy import FUSE

    _, server, mount, faults, *options = sys.argv
    chosen = {name: int(value) for name, value in (each.split("=") for each in options)}
    FUSE(FaultyShare(server, faults), mount, foreground=True, raw_fi=False, **chosen)
