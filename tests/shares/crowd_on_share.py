"""Saves in the app beside an editor on the server's side that marks, reads and saves all the time.

``python -m tests.shares.crowd_on_share KIND SAVES`` prints a row of the table of docs/shares.md;
KIND is disk, faulty, ssh, smb, dav or rclone.
"""

import contextlib
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from kjr.editing.merging import apply_changes
from kjr.editing.page_rows import find_vacant_rows
from kjr.editing.saving import Conflicts, save_page
from kjr.errors import KjrError
from kjr.store.base import UnreadableError
from kjr.store.files import replace_file
from kjr.store.xlsx.workbook import read_sheets
from tests.desk import HEAD, LEDGER, MINE, UNIT, A, page
from tests.shares.mounting import mount_faulty_share
from tests.shares.servers import DavShare, RcloneShare, SmbShare, SshShare
from tests.shares.share_desk import ShareDesk
from tests.store.files import xlsx

SERVERS = {"ssh": SshShare, "smb": SmbShare, "dav": DavShare, "rclone": RcloneShare}


class Disk:
    """No share at all, to compare with."""

    def __init__(self, place):
        self.server = self.mount = place / "server"
        self.server.mkdir()


@contextlib.contextmanager
def open_share(kind, place):
    """A share of a kind, ready to be worked on."""
    if kind in SERVERS:
        share = SERVERS[kind](place)
        try:
            share.start()
            yield share
        finally:
            share.close()
    elif kind == "disk":
        yield Disk(place)
    else:
        with mount_faulty_share(place, "negative_timeout=60") as share:
            yield share


def edit_without_pause(book, stopped):
    """Mark, read, change a row of one's own, save, take the mark away; as Excel does, for ever.

    Where a share replaces the book in two steps, or writes into it, it is gone or half there for a
    moment: that turn saves nothing.
    """
    chance, number = random.Random(5), 0
    mark = book.with_name(f"~${book.name}")
    while not stopped.is_set():
        mark.write_bytes(b"\x06" + "李示例".encode("gb18030"))
        with contextlib.suppress(FileNotFoundError, UnreadableError):
            table, *others = read_sheets(book.read_bytes(), UNIT)
            rows = [row for row in table.rows[2:] if not str(row[1]).startswith("表格")]
            rows.append((A[0], f"表格第{number}行", 1.0))
            time.sleep(0.02 + 0.03 * chance.random())
            sheets = {LEDGER: (*table.rows[:2], *rows)} | {each.name: each.rows for each in others}
            replace_file(book, xlsx(sheets), must_last=False)
        mark.unlink()
        number += 1
        time.sleep(0.2 * chance.random())


def save_often(desk, saves):
    """So many accepted or refused saves of one new row each: the accepted titles, and seconds."""
    accepted, took, refused = [], [], Counter()
    for number in range(saves):
        begun = time.monotonic()
        try:
            seen = page(desk.context)
            row, title = next(find_vacant_rows(seen)), f"第{number}次"
            cells = [(row, 1, A[0]), (row, 2, title), (row, 3, float(number))]
            new = apply_changes(seen.sheet, cells)
            if not isinstance(save_page(desk.context, new, seen, MINE), Conflicts):
                accepted.append(title)
        except KjrError as error:
            refused[str(error)[:40]] += 1
        took.append(time.monotonic() - begun)
        time.sleep(0.05)
    print(dict(refused), file=sys.stderr)
    return accepted, took


def measure_crowd(kind, saves):
    """What became of the saves beside an editor that never pauses."""
    with tempfile.TemporaryDirectory() as made, open_share(kind, Path(made)) as share:
        Path(made).chmod(0o755)
        desk, stopped = ShareDesk(share, Path(made)), threading.Event()
        time.sleep(1)
        editor = threading.Thread(target=edit_without_pause, args=(desk.book, stopped))
        editor.start()
        accepted, took = save_often(desk, saves)
        stopped.set()
        editor.join()
        time.sleep(2)
        there = [row[1] for row in desk.rows if row]
        offered = {row[HEAD[1]] for row in desk.missing}
        lost = [each for each in accepted if each not in there]
        print(
            f"{kind}: {len(accepted)} of {saves} accepted, {len(lost)} overwritten, "
            f"{sum(each in offered for each in lost)} of these offered again, "
            f"{len(there) - len(set(there))} twice, "
            f"median {statistics.median(took):.2f} s, longest {max(took):.2f} s"
        )


if __name__ == "__main__":
    measure_crowd(sys.argv[1], int(sys.argv[2]))
