"""Workbooks by the hundred, with the campaign's ledgers and plausible 示例 rows."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
from pathlib import Path
from typing import Any, assert_never

import xlsxwriter

from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text
from kjr.campaign.model import Campaign, Ledger

ROWS = 50
LONG_AGO = 1_559_000_000
"""When they were saved, so that none counts as just changed."""
WORDS = ("示例科技企业", "示例园区", "示例医院", "慰问一线科技工作者", "科普进社区", "座谈交流会")


def campaign(folder: Path, books: int) -> Campaign:
    """The house's campaign with so many units, written into ``folder``."""
    place = folder / "campaign"
    shutil.copytree(CAMPAIGN, place)
    lines = (CAMPAIGN / "units.csv").read_text("utf-8-sig").split()[: books + 1]
    lines += [f"示例学会{number:03},,市属学会,市直,,是" for number in range(books + 1 - len(lines))]
    (place / "units.csv").write_text("\n".join(lines), "utf-8-sig")
    return loading.load_campaign(place)


def fill(folder: Path, campaign: Campaign) -> None:
    """One workbook for every unit: all ledgers, each with as many rows."""
    for number, unit in enumerate(campaign.units):
        write(folder / f"{unit.name}.xlsx", campaign, number)


def write(path: Path, campaign: Campaign, seed: int) -> None:
    """One workbook; another seed, other rows."""
    chance = random.Random(seed)
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for ledger in campaign.ledgers:
            sheet = book.add_worksheet(ledger.name)
            sheet.write_row(0, 0, [column.name for column in ledger.columns])
            for row in range(1, ROWS + 1):
                sheet.write_row(row, 0, _row(ledger, campaign, chance))
    os.utime(path, (LONG_AGO, LONG_AGO + seed))


def _row(ledger: Ledger, campaign: Campaign, chance: random.Random) -> list[Any]:
    cells = {column.name: _cell(column, campaign, chance) for column in ledger.columns}
    for smaller, larger in ledger.limits:
        cells[smaller] = min(cells[smaller], cells[larger])
    return list(cells.values())


def _cell(column: Column, campaign: Campaign, chance: random.Random) -> Any:
    match column:
        case Day():
            days = (campaign.last - campaign.first).days
            return campaign.first + dt.timedelta(days=chance.randrange(days))
        case Count() | Money():
            most = min(column.doubt_above or 60, column.most or 60)
            return chance.randint(int(max(1, column.least)), int(most))
        case Choice():
            return chance.choice(column.options)
        case Phone():
            return "0951-0000000"
        case Link():
            return f"https://example.com/{chance.randrange(1_000_000)}"
        case Text() | Person():
            return f"{chance.choice(WORDS)}{chance.randrange(1_000)}"
        case _:
            assert_never(column)
