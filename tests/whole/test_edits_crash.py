"""The process is killed at a random moment of an act: the workbook is the old or the new one."""

import multiprocessing
import random
import shutil
import statistics
import subprocess
import time
from functools import partial

import openpyxl
import pytest

from kjr.editing import whole_books
from kjr.editing.merging import merge_sheet
from kjr.editing.overwritten import find_overwritten_acts
from kjr.editing.saving import Conflicts, save_page, settle_conflicts, undo_act
from kjr.reading.book import parse_book
from kjr.state.acts import WRITES, ActKind
from kjr.state.journal import Journal
from kjr.store.base import Sheet
from kjr.store.xlsx import workbook
from tests.desk import (
    HEAD,
    LEDGER,
    MINE,
    NEW,
    UNIT,
    A,
    B,
    C,
    lay_desk,
    page,
    pages,
    put,
    retyped,
    rows,
)
from tests.small import NOON

FORK = multiprocessing.get_context("fork")


def child(desk, do):
    """Read in the process itself: a killed child must not leave a reading one behind."""
    desk.store._sheets = workbook.read_sheets
    do()


def save(desk, number):
    """Another number in the last row; what is to be done, and the rows it leads to."""
    seen = page(desk)
    wanted = retyped(seen, *seen.sheet.rows[2:-1], (*C[:2], float(number)))
    return partial(save_page, desk, wanted, seen, MINE), wanted.rows


def upload(desk, number):
    seen = page(desk)
    sent = Sheet(UNIT, LEDGER, (HEAD, *seen.sheet.rows[2:-1], (*C[:2], float(number))))
    proposals = whole_books.build_proposals(pages(desk), parse_book([sent], desk.campaign))
    new = whole_books.accept_wishes(seen, proposals[0].wishes)
    return partial(save_page, desk, new, seen, MINE), new.rows


def settle(desk, number):
    """Somebody chose her own number where others had typed theirs."""
    seen = page(desk)
    old = seen._replace(sheet=retyped(seen, *seen.sheet.rows[2:-1], (*C[:2], -1.0)))
    mine = retyped(seen, *seen.sheet.rows[2:-1], (*C[:2], float(number)))
    merged = merge_sheet(old, seen, mine)
    wanted = settle_conflicts(Conflicts(seen, merged), merged.conflicts)
    assert merged.conflicts
    return partial(save_page, desk, wanted, seen, MINE), mine.rows


def undo(desk, number):
    before = page(desk).sheet.rows
    act = save(desk, number)[0]().act
    return partial(undo_act, desk, page(desk), act, MINE), before


def restore(desk, number):
    before = page(desk).sheet.rows
    save(desk, number)[0]()
    version = desk.store.kept(UNIT)[0]
    do = partial(whole_books.restore_unit_book, desk, desk.store, UNIT, version, MINE)
    return do, before


ACTS = (save, upload, settle, undo, restore)


def longest(desk):
    """A little more than the seconds a save takes that nobody kills."""
    durations = []
    for number in range(5):
        process = FORK.Process(target=child, args=(desk, save(desk, 50 + number)[0]))
        process.start()
        started = time.perf_counter()
        process.join()
        durations.append(time.perf_counter() - started)
    return 1.2 * statistics.median(durations)


def check(desk, place, count, before, after):
    """Whether it was written; ``count`` acts were in the journal before."""
    now = page(desk).sheet.rows
    assert now in (before, after)
    journal = Journal(place)
    act = next(iter(journal.acts(UNIT)[count:]), None)
    if now == after and after != before:
        assert act
    elif act:
        assert act.outcome is not ActKind.DONE
        missing = find_overwritten_acts(page(desk), pages(desk), [act], NOON)
        assert bool(missing) == (act.kind in WRITES)
    assert journal.faults() == ()
    return now == after


def crashes(place, times):
    chance, written = random.Random(2019), 0
    desk = lay_desk(place)
    put(desk, A, B, C)
    patience = longest(desk)
    for number in range(times):
        do, after = ACTS[number % len(ACTS)](desk, 100 + number)
        before, count = page(desk).sheet.rows, len(desk.journal.acts(UNIT))
        process = FORK.Process(target=child, args=(desk, do))
        process.start()
        time.sleep(patience * chance.random())
        process.kill()
        process.join()
        written += check(desk, place, count, before, after)
    save_page(desk, retyped(page(desk), A, B, C, NEW), page(desk), MINE)
    assert rows(desk)[3] == NEW
    openpyxl.load_workbook(desk.store.folder / f"{UNIT}.xlsx")
    return written


def test_a_killed_act_leaves_the_old_or_the_new_workbook(tmp_path):
    crashes(tmp_path, 15)


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_three_hundred_killed_acts(tmp_path):
    written = crashes(tmp_path, 300)
    assert 15 < written < 285
    if office := shutil.which("soffice"):
        convert(office, tmp_path)
    print(written)


def convert(office, place):
    """LibreOffice opens it too."""
    book = place / "books" / f"{UNIT}.xlsx"
    command = [office, "--headless", f"-env:UserInstallation={place.as_uri()}/lo", "--convert-to"]
    utf_8 = "csv:Text - txt - csv (StarCalc):44,34,76"
    subprocess.run([*command, utf_8, "--outdir", place, book], check=True, timeout=120)
    assert "示例社区" in (place / f"{UNIT}.csv").read_text("utf-8")
