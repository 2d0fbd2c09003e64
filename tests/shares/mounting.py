"""Shares to try things on: a server's folder and where it is mounted, for as long as a test needs.

Everything here is real: the kernel's FUSE, real servers on loopback.  Where the machine has no
/dev/fuse the tests say so and are skipped; .ci/run says it loudly.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.shares.faulty_share import Fault

HAS_FUSE = Path("/dev/fuse").exists() and bool(shutil.which("fusermount3"))
NEEDS_FUSE = pytest.mark.skipif(not HAS_FUSE, reason="no /dev/fuse, or no fusermount3: no share")


class Share(NamedTuple):
    """A folder on a server, and the same folder as it is seen through the mount."""

    server: Path
    mount: Path
    faults: Path
    process: list
    options: tuple = ()

    def fail(self, *faults):
        """From now on this goes wrong, and nothing else."""
        new = self.faults.with_suffix(".new")
        new.write_text(json.dumps([Fault(*each) for each in faults]))
        new.replace(self.faults)

    @property
    def asked(self):
        """Where the server writes down what it is asked, once the file is there."""
        return self.faults.with_suffix(".asked")

    def start(self):
        """Serve the folder; again after a crash."""
        command = [sys.executable, "-X", "utf8", "-m", "tests.shares.faulty_share"]
        where = [self.server, self.mount, self.faults]
        self.process[:] = [subprocess.Popen([*command, *where, *self.options])]
        wait_until(lambda: os.path.ismount(self.mount))

    def kill(self):
        """The server is gone from one moment to the next."""
        for process in self.process:
            process.kill()
            process.wait()

    def unmount(self):
        """Take the mount away: its empty mount point stays."""
        subprocess.run(["fusermount3", "-u", "-z", self.mount], check=False)


def wait_until(is_so, seconds=15):
    """Wait until something is so; AssertionError if it never is."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)


LONGEST = 100
"""Seconds a share lives: no time limit of a test ends a call that waits for its server."""


@contextlib.contextmanager
def mount_faulty_share(place, *options):
    """A share that does what ``Share.fail`` says; ``options`` are the kernel's."""
    share = Share(place / "server", place / "mount", place / "faults.json", [], options)
    share.server.mkdir()
    share.mount.mkdir()
    share.fail()
    share.start()
    guard = threading.Timer(LONGEST, share.kill)
    guard.start()
    try:
        yield share
    finally:
        guard.cancel()
        with contextlib.suppress(OSError):
            share.fail()
        share.unmount()
        share.kill()
