"""Several people at one workbook: each a process of its own, told what to do by its arguments.

``python -m tests.crowd write FOLDER STATE NAME SAVES SECONDS [DATABASE]`` enters new rows and
changes its own ones through the app, so often or so long, on the machine whose state folder is
named; ``rearrange FOLDER SECONDS`` sorts, inserts and deletes rows and renames the sheet as in
Excel.
"""

import random
import sys
import time
from pathlib import Path

from kjr.editing.merging import apply_changes
from kjr.editing.page_rows import find_filled_rows, find_vacant_rows
from kjr.editing.saving import Conflicts, EditContext, save_page
from kjr.errors import KjrError
from kjr.state.journal import Journal
from kjr.store.files import replace_file
from kjr.store.folder.folder_store import FolderStore
from kjr.store.xlsx.workbook import read_sheets
from tests.desk import HEAD, LEDGER, MINE, UNIT, A, page
from tests.small import SMALL
from tests.store.files import xlsx


def write(folder, state, name, saves, seconds, journal):
    """Save so often, or so long; print what was accepted and what met somebody else's change."""
    desk = EditContext(SMALL, FolderStore(folder, {UNIT: UNIT}.get, state=state), Journal(journal))
    chance = random.Random(name)
    number, until = 0, time.monotonic() + seconds
    while number < saves and time.monotonic() < until:
        try:
            seen = page(desk)
            change, told = _next(seen, name, number, chance)
            outcome = save_page(
                desk, apply_changes(seen.sheet, change), seen, MINE._replace(who=name)
            )
        except KjrError as error:
            time.sleep(0.01 + 0.02 * chance.random())
            print("later:", error, flush=True)
            continue
        print("conflict" if isinstance(outcome, Conflicts) else "accepted", *told, flush=True)
        number += 1
    desk.store.close()


def _next(seen, name, number, chance):
    """A new row, or a higher number in one of one's own."""
    rows = find_filled_rows(seen, seen.columns)
    own = {row: cells for row, cells in rows.items() if str(cells.get(HEAD[1])).startswith(name)}
    if own and number % 2:
        row = chance.choice(sorted(own))
        return [(row, 3, float(number))], (own[row][HEAD[1]], number)
    row, title = next(find_vacant_rows(seen)), f"{name}第{number}行"
    return [(row, 1, A[0]), (row, 2, title), (row, 3, float(number))], (title, number)


def rearrange(folder, seconds):
    """Open, read at once, sort, insert, delete own rows, rename, save, close; again and again."""
    chance, until, number = random.Random(9), time.monotonic() + seconds, 0
    book = folder / f"{UNIT}.xlsx"
    mark = book.with_name(f"~${book.name}")
    while time.monotonic() < until:
        mark.write_bytes(b"\x06" + "李示例".encode("gb18030"))
        table, *others = read_sheets(book.read_bytes(), UNIT)
        head, rows = table.rows[:2], list(table.rows[2:])
        rows = [row for row in rows if not _is_ours(row) or chance.random() < 0.7]
        rows.insert(chance.randint(0, len(rows)), (A[0], f"表格第{number}行", 1.0))
        chance.choice((chance.shuffle, lambda rows: rows.sort(key=str), list.reverse))(rows)
        name = chance.choice((LEDGER, LEDGER, f"{LEDGER}（{number % 9}）"))
        sheets = {name: (*head, *rows)} | {each.name: each.rows for each in others}
        replace_file(book, xlsx(sheets), must_last=False)
        mark.unlink()
        number += 1
        time.sleep(0.3 * chance.random())


def _is_ours(row):
    return str((*row, None, None)[1]).startswith("表格")


if __name__ == "__main__":
    what, folder, *rest = sys.argv[1:]
    if what == "write":
        state, name, saves, seconds, *place = rest
        journal = place[0] if place else Path(state)
        write(Path(folder), Path(state), name, int(saves), float(seconds), journal)
    else:
        rearrange(Path(folder), float(rest[0]))
