"""Sheets as text: a line is a row, a bar ends a cell, and figures are numbers as in a workbook."""

import inspect
import re
from pathlib import Path

from kjr.campaign import loading
from kjr.reading.book import parse_book
from kjr.store.base import Sheet, trim_grid

CAMPAIGN = loading.load_campaign(Path(__file__).parent.parent / "campaign")
UNIT = "贺兰县科协"


def typed(text, name="Sheet1", unit=UNIT, **facts):
    """The sheet a text shows; ⏎ breaks a line inside a cell."""
    lines = inspect.cleandoc(text).splitlines()
    return Sheet(
        unit, name, trim_grid([_cell(cell) for cell in line.split("|")] for line in lines), **facts
    )


def _cell(text):
    text = text.strip().replace("⏎", "\n")
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def read(text, name="Sheet1", **facts):
    """The one page of a one-sheet workbook."""
    (page,) = parse_book([typed(text, name, **facts)], CAMPAIGN)
    return page


def column(page, name):
    """What the entries of a page say in one column."""
    return [entry.values.get(name) for entry in page.entries]


def skipped(page):
    """Row → why it is no entry; headers and titles left out."""
    return {row: why for row, why in page.skipped if why not in ("title", "header")}


def told(page):
    """(cell, level) of every problem."""
    return [(problem.cell, str(problem.level)) for problem in page.problems]
