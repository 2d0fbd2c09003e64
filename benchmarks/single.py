"""What reading costs one process, by its processor time, beside bare calamine in the same process.

``python -m benchmarks.single`` reads tidy and messy workbooks from bytes to parsed pages, and
writes its table into docs/performance.md; it takes some minutes.  ``--books 20`` is a quick look
that writes nothing.
"""

from __future__ import annotations

import argparse
import gc
import io
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil
from python_calamine import CalamineWorkbook

from benchmarks import record, workbooks
from benchmarks.record import Row
from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from kjr.campaign.model import Campaign
from kjr.reading.book import parse_book
from kjr.reading.page import Page
from kjr.store.xlsx.workbook import read_sheets
from tests.messy.books import by_openpyxl, by_xlsxwriter, workbook
from tests.messy.styles import MESSY, Style

BOOKS, FEW, MANY = 200, 100, 3000
LONG = MESSY._replace(longest=100)
"""About as many rows as the tidy ones have."""
FIRST = 880_000
"""The messy workbooks are drawn from this seed on."""


def main() -> None:
    """Measure everything, print it and, with all books, put it on record."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--books", type=int, default=BOOKS)
    books = asked.parse_args().books
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        campaign = workbooks.campaign(folder, books)
        workbooks.fill(folder, campaign)
        tidy = [path.read_bytes() for path in sorted(folder.glob("*.xlsx"))]
    plan = loading.load_campaign(CAMPAIGN)
    text = record.table(
        [
            costs("tidy workbooks of 8 sheets with 50 rows", tidy, campaign, 3),
            costs("messy workbooks of up to 100 rows a sheet", messy(plan, books, LONG), plan, 5),
            costs("small messy workbooks, each new to it", messy(plan, books), plan, 5),
            memory(tidy, campaign),
            flatness(tidy[0], campaign, MANY * books // BOOKS),
        ]
    )
    print(text)
    if books == BOOKS:
        record.write("single", text)


def messy(plan: Campaign, books: int, style: Style = MESSY) -> list[bytes]:
    """As many workbooks as people would write them, by two programs in turn."""
    ways = by_openpyxl, by_xlsxwriter
    return [ways[seed % 2](workbook(plan, seed, style)) for seed in range(FIRST, FIRST + books)]


def understand(data: bytes, campaign: Campaign) -> tuple[Page, ...]:
    """A workbook's pages, from its bytes."""
    return parse_book(read_sheets(data, campaign.units[0].name), campaign)


def bare(data: bytes) -> None:
    """The fastest reader, unguarded, which understands nothing."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def seconds(way: Callable[[bytes], object], books: Sequence[bytes]) -> float:
    """The processor time a way takes for all of them."""
    begin = time.process_time()
    for data in books:
        way(data)
    return time.process_time() - begin


def costs(what: str, books: Sequence[bytes], campaign: Campaign, line: float) -> Row:
    """Reading and parsing against bare calamine; a tenth of them at a time, so that moods mix."""
    size = max(1, len(books) // 10)
    mine = theirs = 0.0
    understand(books[0], campaign)
    for start in range(0, len(books), size):
        theirs += seconds(bare, books[start : start + size])
        mine += seconds(lambda data: understand(data, campaign), books[start : start + size])
    each = mine / len(books) * 1000
    found = f"{each:.1f} ms a book: {mine / theirs:.2f}×"
    return Row(f"{what}, against bare calamine", found, f"≤ {line:g}×", mine <= line * theirs)


def memory(books: Sequence[bytes], campaign: Campaign) -> Row:
    """What a process that keeps every page grows by, for each entry."""
    gc.collect()
    before = psutil.Process().memory_info().rss
    held = [understand(data, campaign) for data in books]
    gc.collect()
    grown = psutil.Process().memory_info().rss - before
    entries = sum(len(page.entries) for pages in held for page in pages)
    return Row("memory of an entry, its row as typed included", f"{grown / entries:.0f} bytes", "")


def flatness(data: bytes, campaign: Campaign, many: int) -> Row:
    """The cost of a book after many, against the cost after few; every page is kept."""
    few, held = max(1, many * FEW // MANY), []

    def keep(each: bytes) -> None:
        held.append(understand(each, campaign))

    first = seconds(keep, [data] * few)
    seconds(keep, [data] * (many - 2 * few))
    last = seconds(keep, [data] * few)
    return Row(
        f"the last {few} of {many} books, against the first {few}",
        f"{last / first:.2f}×",
        "≤ 1.2×",
        last <= 1.2 * first,
    )


if __name__ == "__main__":
    main()
