"""The process is killed at a random moment of a save: the workbook is the old or the new one."""

import multiprocessing
import random
import shutil
import statistics
import subprocess
import time

import openpyxl
import pytest

from kjr.editing.overwritten import find_overwritten_acts
from kjr.editing.saving import save_page
from kjr.state.acts import ActKind
from kjr.state.journal import Journal
from kjr.store.xlsx import workbook
from tests.desk import MINE, NEW, UNIT, A, B, C, desk_in, page, pages, put, retyped, rows
from tests.small import NOON

FORK = multiprocessing.get_context("fork")


class Here:
    """Reads in the process itself: a killed child must not leave a reading one behind."""

    sheets = staticmethod(workbook.read_sheets)


def child(desk, seen, wanted):
    desk.store._recent = Here()
    save_page(desk, wanted, seen, MINE)


def begin(desk, number):
    """A save under way: its process, the rows before and the rows it wants."""
    seen = page(desk)
    wanted = retyped(seen, *seen.sheet.rows[2:-1], (*C[:2], float(number)))
    process = FORK.Process(target=child, args=(desk, seen, wanted))
    process.start()
    return process, seen.sheet.rows, wanted.rows


def longest(desk):
    """A little more than the seconds a save takes that nobody kills."""
    durations = []
    for number in range(5):
        process, *_ = begin(desk, 50 + number)
        started = time.perf_counter()
        process.join()
        durations.append(time.perf_counter() - started)
    return 1.2 * statistics.median(durations)


def check(desk, place, before, after):
    now = page(desk).sheet.rows
    assert now in (before, after)
    journal = Journal(place)
    act = next(iter(journal.acts(UNIT)[-1:]), None)
    is_announced = act is not None and act.edits[0].after["走访人次"] == after[-1][2]
    is_missing = bool(find_overwritten_acts(page(desk), pages(desk), journal.acts(UNIT)[-1:], NOON))
    if now == after and after != before:
        assert is_announced
    elif is_announced:
        assert act.outcome is not ActKind.DONE
        assert is_missing
    assert journal.faults() == ()
    return now == after


def crashes(place, times):
    chance, written = random.Random(2019), 0
    with desk_in(place) as desk:
        put(desk, A, B, C)
        patience = longest(desk)
        for number in range(times):
            process, before, after = begin(desk, 100 + number)
            time.sleep(patience * chance.random())
            process.kill()
            process.join()
            written += check(desk, place, before, after)
        save_page(desk, retyped(page(desk), A, B, C, NEW), page(desk), MINE)
        assert rows(desk)[3] == NEW
        openpyxl.load_workbook(desk.store.folder / f"{UNIT}.xlsx")
    return written


def test_a_killed_save_leaves_the_old_or_the_new_workbook(tmp_path):
    crashes(tmp_path, 15)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_five_hundred_killed_saves(tmp_path):
    written = crashes(tmp_path, 500)
    assert 25 < written < 475
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
