"""What becomes of a board and of saves while a share's server is in trouble.

``python -m tests.shares.faults_on_share SHARE [KIND …]`` prints rows of the table of
docs/shares.md: a share with 97 workbooks whose server is killed, hangs, is full, read-only or slow
by 50 ms, each in about a minute.  SHARE is faulty (the faults lie in the calls of the system), ssh,
smb, dav or rclone.
"""

import os
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

from kjr.app.folder_probe import read_mounts
from kjr.campaign.model import Unit
from kjr.editing.saving import save_page
from kjr.errors import KjrError
from kjr.figures.board import Board
from kjr.store.folder.folder_store import FolderStore
from tests.desk import MINE, NEW, A, B, C, page, retyped
from tests.shares.crowd_on_share import SERVERS
from tests.shares.mounting import mount_faulty_share
from tests.shares.share_desk import ShareDesk
from tests.shares.troubles import FAULTS, bring_trouble, end_trouble, serve_from_small_disk
from tests.small import NOON, SMALL

BOOKS = 97
SAVED = "saved"
READ = 300
"""Seconds within which all workbooks are read for the first time."""


def open_share(name, place):
    """A share whose server troubles can be brought to."""
    if name in SERVERS:
        return serve_from_small_disk(SERVERS[name](place))
    return mount_faulty_share(place)


def wait(is_so, seconds=60):
    """Seconds until something is so."""
    begun = time.monotonic()
    while not is_so() and time.monotonic() - begun < seconds:
        time.sleep(0.02)
    return time.monotonic() - begun


def measure(name, kind, place):
    """One row of the table."""
    units = [Unit(f"示例单位{n}", "市属学会", "市直") for n in range(BOOKS - 1)]
    campaign = replace(SMALL, units=(*SMALL.units, *units))
    with open_share(name, place) as share:
        desk = ShareDesk(share, place)
        for unit in units:
            (share.server / f"{unit.name}.xlsx").write_bytes(desk.book.read_bytes())
        names = {unit.name: unit.name for unit in campaign.units}
        store = FolderStore(share.mount, names.get, state=desk.state)
        store.follow_mounts(read_mounts)
        desk.context = replace(desk.context, store=store)  # as in the app: one for all
        board = Board(campaign, store, desk.state, lambda: NOON, 2.0).start()
        wait(lambda: len(board.latest.books) == BOOKS and not board.latest.unread, READ)
        time.sleep(8)
        asked, stopped = [], threading.Event()
        viewer = threading.Thread(target=_look_on, args=(board, asked, stopped))
        viewer.start()
        saves = []
        bring_trouble(share, kind)
        saving = threading.Thread(target=lambda: saves.append(_save(desk)))
        saving.start()
        is_outage = kind in ("killed", "hangs")
        told = wait(lambda: board.latest.outage, 40) if is_outage else 0
        saving.join()
        (saved,) = saves
        told = told or saved[0]
        time.sleep(10)
        stale = sum(bool(book.stale) for book in board.latest.books.values())
        end_trouble(share, kind)
        back = wait(lambda: not board.latest.outage)
        again = _save(desk)
        lost = BOOKS - len(board.latest.books) + (again[1] == SAVED and NEW not in desk.rows)
        stopped.set()
        viewer.join()
        begun = time.monotonic()
        board.stop()
        store.close()
        stop = time.monotonic() - begun
        asked.sort()
        print(
            f"{name}, {kind}: told after {told:.1f} s, back after {back:.1f} s, {stale} stale, "
            f"{lost} lost, save during {saved[0]:.1f} s: {saved[1]}; "
            f"after: {again[1]}; figures p95 {1000 * asked[int(len(asked) * 0.95)]:.1f} ms, "
            f"stop {stop:.1f} s; load {os.getloadavg()[0]:.0f}",
            flush=True,
        )


def _look_on(board, asked, stopped):
    while not stopped.wait(0.05):
        begun = time.monotonic()
        _ = board.now
        asked.append(time.monotonic() - begun)


def _save(desk):
    begun = time.monotonic()
    try:
        seen = page(desk.context)
        save_page(desk.context, retyped(seen, A, B, C, NEW), seen, MINE)
        said = SAVED
    except KjrError as error:
        said = str(error)[:30]
    return time.monotonic() - begun, said


if __name__ == "__main__":
    for kind in sys.argv[2:] or FAULTS:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
            Path(made).chmod(0o755)
            measure(sys.argv[1], kind, Path(made))
