"""Sheets as text: a line is a row, a bar ends a cell, and figures are numbers as in a workbook."""

import datetime as dt
import inspect
import re
from collections import Counter

from kjr.reading.book import parse_book
from kjr.store.base import Sheet, trim_grid
from tests import dialects
from tests.plans import FIRST

CAMPAIGN = FIRST.campaign
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


def read(text, name="Sheet1", campaign=CAMPAIGN, **facts):
    """The one page of a one-sheet workbook."""
    if is_in_county_words and campaign is CAMPAIGN:
        return _read_in_county_words(text, name, facts)
    (page,) = parse_book([typed(text, name, **facts)], campaign)
    return page


is_in_county_words = False
"""Whether what is typed is said in the county's headers, read by its plan, and said back."""

read_in_county_words = Counter()
"""How often each of the county's ledgers was read so."""


def _read_in_county_words(text, name, facts):
    ledgers = dialects.find_ledgers(text)
    sheet = typed(dialects.translate(text, ledgers), ledgers.name_sheet(name), **facts)
    (page,) = parse_book([sheet], dialects.IN_OUR_DAYS)
    read_in_county_words[ledgers.theirs] += 1
    return dialects.say_back(page, text, ledgers)


def write_rows(plan, *rows):
    """A table of a plan's ledger, each column under its own name."""
    spare = [None] * len(plan.columns)
    full = ((*row, *spare)[: len(plan.columns)] for row in rows)
    cells = (["" if cell is None else f"{cell}" for cell in row] for row in full)
    return "\n".join(" | ".join(line) for line in (plan.columns, *cells))


def make_rows(plan, *people):
    """Rows of different days and titles, each of so many people."""
    rows = []
    for number, each in enumerate(people):
        day, title, *others = plan.with_people(each)
        rows.append((day + dt.timedelta(days=number), f"{title}{number}", *others))
    return rows


def column(page, name):
    """What the entries of a page say in one column."""
    return [entry.values.get(name) for entry in page.entries]


def skipped(page):
    """Row → why it is no entry; headers and titles left out."""
    return {row: why for row, why in page.skipped if why not in ("title", "header")}


def told(page):
    """(cell, level) of every problem."""
    return [(problem.cell, str(problem.level)) for problem in page.problems]
