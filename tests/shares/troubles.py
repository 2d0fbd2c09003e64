"""What befalls a share's server, and passes: killed, hanging, full, read-only, slow by 50 ms.

On the share that misbehaves as told the faults lie in the calls of the system; real servers are
killed and stopped as processes, their disk is filled or remounted, and a line delays each answer.
"""

import asyncio
import contextlib
import errno
import signal
import subprocess
import threading

from tests.shares.mounting import Share
from tests.shares.servers import RealShare, find_port

SLOW = 0.05
FAULTS = {
    "killed": None,
    "hangs": [("*", 0, "*", False, -1)],
    "full": [("create", errno.ENOSPC), ("write", errno.ENOSPC)],
    "read-only": [("create", errno.EROFS), ("write", errno.EROFS)],
    "slow by 50 ms": [("*", 0, "*", False, SLOW)],
}
"""Each trouble, and what it is to the share that misbehaves as told."""
SPACE = 64
"""MB of a real server's disk."""


def bring_trouble(share, kind):
    """From now on the server is killed, hangs, is full, read-only or slow."""
    if isinstance(share, Share):
        share.kill() if kind == "killed" else share.fail(*FAULTS[kind])
    else:
        REAL[kind][0](share)


def end_trouble(share, kind):
    """The server is again as it was."""
    if not isinstance(share, Share):
        REAL[kind][1](share)
    elif kind == "killed":
        share.unmount()
        share.start()
    else:
        share.fail()


@contextlib.contextmanager
def serve_from_small_disk(share):
    """A real share whose server has a disk of its own, reached by a line that may be slow."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SPACE}m,mode=755", "disk", share.server]
    subprocess.run(mount, check=True)
    share.port, share.line = find_port(), Line()
    share.line.open(share.port, share.only_door or find_port())
    share.door = share.line.door
    try:
        share.start()
        yield share
    finally:
        share.close()
        share.line.close()
        subprocess.run(["umount", "-l", share.server], check=True)


class Line:
    """Passes on what is said between clients and a server; what the server says may come late."""

    def __init__(self):
        self.seconds, self.door = 0.0, 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def open(self, port, door):
        """Answer at one port for the server at another."""
        self.door = door
        self._thread.start()

        async def meet(reader, writer):
            with contextlib.suppress(OSError):
                there, away = await asyncio.open_connection("127.0.0.1", port)
                await asyncio.gather(self._pass(reader, away), self._pass(there, writer, self))
            writer.close()

        serving = asyncio.start_server(meet, "127.0.0.1", door)
        asyncio.run_coroutine_threadsafe(serving, self._loop).result()

    def close(self):
        """Nobody is answered any more."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _pass(self, reader, writer, line=None):
        """Each piece after as long as the line takes, however many are on their way."""
        with contextlib.suppress(OSError):
            while piece := await reader.read(65536):
                late = line.seconds if line else 0
                self._loop.call_later(late, writer.write, piece) if late else writer.write(piece)
        writer.close()


def _fill(share):
    with contextlib.suppress(OSError), _filler(share).open("wb") as file:
        while True:
            file.write(bytes(4096))
            file.flush()


def _filler(share):
    return share.server / ".filler"


def _remount(share, how):
    subprocess.run(["mount", "-o", f"remount,{how}", share.server], check=True)


def _slow_down(share, seconds):
    share.line.seconds = seconds


REAL = {
    "killed": (RealShare.kill, lambda it: it.serve()),
    "hangs": (lambda it: it.signal(signal.SIGSTOP), lambda it: it.signal(signal.SIGCONT)),
    "full": (_fill, lambda it: _filler(it).unlink()),
    "read-only": (lambda it: _remount(it, "ro"), lambda it: _remount(it, "rw")),
    "slow by 50 ms": (lambda it: _slow_down(it, SLOW), lambda it: _slow_down(it, 0)),
}
