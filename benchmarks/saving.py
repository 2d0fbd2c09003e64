"""How long one save of one row takes: ``python benchmarks/saving.py``.

A workbook of 8 sheets with 50 rows, 10 columns each, is loaded and saved by openpyxl alone, which
proves nothing and drops pictures and results; then saved by kjr: read, merged, patched, proved by
reading it again and comparing every part, kept as a version, synced to disk and journalled.
At last the window: from the last look for owner marks to the replacement.
"""

from __future__ import annotations

import contextlib
import io
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from unittest import mock

import openpyxl

sys.path.insert(0, str(Path(__file__).parents[1]))

from kjr.app.settings import CAMPAIGN
from kjr.app.wiring import build_clock
from kjr.campaign import loading
from kjr.documents.blank_books import blank_workbook
from kjr.editing.merging import apply_changes
from kjr.editing.saving import Actor, EditContext, read_current_page, save_page
from kjr.reading.book import parse_book
from kjr.state.journal import Journal
from kjr.store import files
from kjr.store.folder import owner_marks
from kjr.store.folder.folder_store import FolderStore

TIMES = 25
ROWS = 50


def rows(ledger):
    """Fifty entries as people type them."""
    cells = [each.example or "示例" for each in ledger.columns]
    return [(*cells[:-1], f"示例{number}") for number in range(ROWS)]


def timed(*prepared, times=TIMES):
    """Milliseconds each takes, quickest and median; in turns, so that all share the noise."""
    durations = [[] for _ in prepared]
    for number in range(times):
        for prepare, taken in zip(prepared, durations, strict=True):
            do = prepare(number)
            begun = time.perf_counter()
            do()
            taken.append(1000 * (time.perf_counter() - begun))
    return [(min(taken), statistics.median(taken)) for taken in durations]


def with_openpyxl(data):
    """Load, change a cell, save."""

    def once(number):
        book = openpyxl.load_workbook(io.BytesIO(data))
        book["走访慰问"].cell(5, 1).value = f"示例{number}"
        book.save(io.BytesIO())

    return lambda number: partial(once, number)


def with_kjr(place, campaign, unit, data):
    """The store's write alone, and a person's whole save."""
    (place / "books").mkdir()
    (place / "books" / f"{unit.name}.xlsx").write_bytes(data)
    store = FolderStore(place / "books", {unit.name: unit.name}.get, state=place)
    desk = EditContext(campaign, store, Journal(place))
    page = next(p for p in parse_book(store.read(unit.name), campaign) if p.ledger == "走访慰问")
    hand = Actor("示例", build_clock(campaign)())

    def write(number):
        seen = read_current_page(desk, page).sheet
        return partial(store.write, apply_changes(seen, [(6, 2, f"示例地点{number}")]), seen)

    def whole(number):
        seen = read_current_page(desk, page)
        return partial(
            save_page, desk, apply_changes(seen.sheet, [(5, 2, f"示例地点{number}")]), seen, hand
        )

    return write, whole


@contextlib.contextmanager
def watched_window():
    """Milliseconds from each last look for owner marks until the new file stands there."""
    looked, windows = [0.0], []

    def find_owner(path):
        looked[0] = time.perf_counter()
        return look(path)

    def replace(draft, path, *look):
        put(draft, path, *look)
        if path.suffix == ".xlsx" and "books" in path.parts:
            windows.append(1000 * (time.perf_counter() - looked[0]))

    look, put = owner_marks.find_owner, files._replace
    with (
        mock.patch.object(owner_marks, "find_owner", find_owner),
        mock.patch.object(files, "_replace", replace),
    ):
        yield windows


def main():
    """Print the figures."""
    campaign = loading.load_campaign(CAMPAIGN)
    unit = campaign.units[1]
    data = blank_workbook.build_unit_book(
        campaign, unit, {each.name: rows(each) for each in campaign.ledgers}
    )
    with tempfile.TemporaryDirectory() as place:
        write, whole = with_kjr(Path(place), campaign, unit, data)
        with watched_window() as windows:
            figures = timed(with_openpyxl(data), write, whole)
    print(
        f"{len(campaign.ledgers)} x {ROWS} rows, {len(data) / 1000:.0f} kB; {TIMES} times in turns"
    )
    names = "openpyxl, load and save", "kjr, written and proved", "kjr, the whole save"
    for name, (quickest, median) in zip(names, figures, strict=True):
        shares = quickest / figures[0][0], median / figures[0][1]
        print(
            f"{name:25} quickest {quickest:6.1f} ms {shares[0]:4.0%}"
            f"   median {median:6.1f} ms {shares[1]:4.0%}"
        )
    median, longest = statistics.median(windows), max(windows)
    print(f"window of {len(windows)} saves: median {median:.2f} ms, longest {longest:.2f} ms")


if __name__ == "__main__":
    main()
