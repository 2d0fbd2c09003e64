"""Workbooks as offices make them themselves: titles on top, their own headers, totals below."""

import datetime as dt
import io
from collections.abc import Sequence
from random import Random
from typing import Final

from xlsxwriter import Workbook

from kjr.app.demo.stories import StoryRow
from kjr.campaign.columns import Column, Count
from kjr.campaign.model import Campaign, Ledger, Unit
from kjr.documents.blank_books.blank_workbook import write_row
from kjr.values.cells import Cell, Row

DAYS: Final = ("{d.month}月{d.day}日", "{d.year}.{d.month}.{d.day}", "{d.year}/{d.month}/{d.day}")


def build_handmade_book(
    campaign: Campaign, unit: Unit, told: Sequence[StoryRow], rng: Random
) -> bytes:
    """A unit's own layout of the ledgers it has something to tell for."""
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"created": dt.datetime.combine(campaign.first, dt.time())})
        for ledger in campaign.ledgers:
            rows = [row for row in told if row.ledger == ledger.name]
            if rows:
                page = book.add_worksheet(ledger.name)
                for number, row in enumerate(_grid(unit, ledger, rows, rng)):
                    write_row(page, number, row)
    return data.getvalue()


def _grid(unit: Unit, ledger: Ledger, rows: Sequence[StoryRow], rng: Random) -> list[Row]:
    """Two titles, a header in the office's words, numbered rows, a total and a note."""
    columns = [column for column in ledger.columns if any(column.name in row.cells for row in rows)]
    day_form = rng.choice(DAYS)
    entries = [[_typed(column, row, day_form, rng) for column in columns] for row in rows]
    total = [_sum(column, rows) for column in columns]
    return [
        ("附件",),
        (f"{unit.name}{ledger.name}统计表（示例数据，全部虚构）",),
        ("序号", *(_header(column, rng) for column in columns)),
        *((number, *entry) for number, entry in enumerate(entries, 1)),
        ("合计", *total),
        ("注：本表为示例数据，人名和数字均为虚构。",),
    ]


def _header(column: Column, rng: Random) -> str:
    """The column's name, or one of the other headers people write."""
    return rng.choice((column.name, column.name, *column.aliases[:2]))


def _typed(column: Column, row: StoryRow, day_form: str, rng: Random) -> Cell:
    cell = row.cells.get(column.name)
    if isinstance(cell, dt.date):
        return day_form.format(d=cell)
    if isinstance(cell, int) and isinstance(column, Count) and cell >= 30 and rng.random() < 0.15:
        return f"{cell // 10 * 10}余{column.counter}"
    return cell


def _sum(column: Column, rows: Sequence[StoryRow]) -> Cell:
    cells = [row.cells.get(column.name) for row in rows]
    numbers = [cell for cell in cells if isinstance(cell, int)]
    return sum(numbers) if isinstance(column, Count) and numbers else None
