"""A spreadsheet as comma- or tab-separated text, and back."""

import csv
import io

from .books import Book
from .errors import drive
from .values import enter, rendered

SIGNS = {"text/csv": ",", "text/tab-separated-values": "\t"}


def export(book, mime):
    """The first sheet as text; other forms are not emulated."""
    if mime not in SIGNS:
        words = "The requested conversion is not supported."
        raise drive(400, "badRequest", words, location="convertTo")
    tab, out = book.tabs[0], io.StringIO()
    rows, columns = tab.used()
    table = csv.writer(out, delimiter=SIGNS[mime])
    for r in range(rows):
        table.writerow([rendered(book, tab, (r, c)) for c in range(columns)])
    return out.getvalue().removesuffix("\r\n").encode()


def imported(book, data, *, year):
    """The spreadsheet a CSV makes of ``book``: one sheet with its cells as if typed."""
    fresh = Book.blank(book.id, book.properties["title"], locale=book.locale)
    tab = fresh.tabs[0]
    lines = list(csv.reader(io.StringIO(data.decode("utf-8"))))
    tab.resize(max(len(lines), 1), max(map(len, lines), default=1))
    for r, line in enumerate(lines):
        for c, word in enumerate(line):
            enter(fresh, tab, (r, c), word, year=year)
    return fresh
