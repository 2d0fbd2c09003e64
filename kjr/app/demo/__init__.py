"""Example workbooks of a campaign in full swing: invented, seeded, marked 示例数据.

Of 112 units 87 have filed, 5 have an untouched workbook, 4 a file nobody can read, 16 none.
"""

import datetime as dt
import os
import shutil
from collections.abc import Iterator, Sequence
from itertools import cycle, product
from pathlib import Path
from random import Random
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from kjr.app.demo import example_units
from kjr.app.demo.example_units import UnitBehaviour, build_example_campaign
from kjr.app.demo.handmade_books import build_handmade_book
from kjr.app.demo.stories import (
    StoryRow,
    build_story_rows,
    find_day_until,
    find_example_day,
    list_planted_units,
)
from kjr.app.demo.unreadable_files import build_unreadable_files
from kjr.campaign.learnt.words import LEARNT
from kjr.campaign.loading import read_texts
from kjr.campaign.mistakes import FILE
from kjr.campaign.model import Campaign, Ledger, Unit
from kjr.campaign.units_file import ROSTER, parse_roster
from kjr.documents.blank_books.blank_workbook import build_unit_book
from kjr.errors import KjrError
from kjr.store.files import save_output
from kjr.values.cells import Row

__all__ = [
    "ExampleBook",
    "build_example_books",
    "build_example_campaign",
    "find_day_until",
    "is_example_of",
    "write_example",
]

BANNER: Final = "【示例数据】"
HANDMADE: Final = 0.2
"""How many of the invented units keep a layout of their own."""


class ExampleBook(NamedTuple):
    """One file of the example."""

    file: str
    data: bytes
    changed: dt.date
    """The day it was last saved."""


def write_example(
    campaign: Campaign,
    folder: Path,
    seed: int = 1,
    units: int | None = None,
    until: dt.date | None = None,
) -> None:
    """Write the example's workbooks and its campaign into an empty folder, or over an example.

    ``until`` gives the state in the evening of an earlier day.
    """
    _check_free(folder)
    example = build_example_campaign(campaign, units)
    _clear(folder, example)
    for name, text in example.texts.items():
        encoding = "utf-8-sig" if name == ROSTER else "utf-8"
        save_output(folder / "campaign" / name, text.encode(encoding), makes_folder=True)
    for book in build_example_books(example, seed, until):
        save_output(folder / book.file, book.data, makes_folder=True)
        saved = dt.datetime.combine(book.changed, dt.time(16, 30), ZoneInfo(example.timezone))
        os.utime(folder / book.file, (saved.timestamp(), saved.timestamp()))


def build_example_books(
    campaign: Campaign, seed: int = 1, until: dt.date | None = None
) -> Iterator[ExampleBook]:
    """The workbooks of an example campaign as they stand in the evening of a day."""
    day = until or find_example_day(campaign)
    played = example_units.assign_behaviours(campaign, list_planted_units(campaign), seed)
    ways = cycle(range(len(build_unreadable_files(b""))))
    for unit in campaign.units:
        behaviour = played.get(unit.name, UnitBehaviour.NOTHING)
        if behaviour is UnitBehaviour.FILED:
            yield from _filed(campaign, unit, seed, day)
        elif behaviour is not UnitBehaviour.NOTHING:
            suffix, data = ".xlsx", build_unit_book(campaign, unit, {}, BANNER)
            if behaviour is UnitBehaviour.UNREADABLE:
                suffix, data = build_unreadable_files(data)[next(ways)]
            yield ExampleBook(f"{unit.name}{suffix}", data, campaign.first)


def _filed(campaign: Campaign, unit: Unit, seed: int, day: dt.date) -> Iterator[ExampleBook]:
    """A unit's workbook with what it has written by then; none before its first row."""
    every = build_story_rows(campaign, unit, seed)
    rows = [row for row in every if row.stands_on(day)]
    if not rows:
        return
    rng = Random(f"{seed} {unit.name} layout")
    if unit.name not in list_planted_units(campaign) and rng.random() < HANDMADE:
        name, data = (unit.name, *unit.aliases)[-1], build_handmade_book(campaign, unit, rows, rng)
    else:
        grids = {ledger.name: _grid(ledger, rows) for ledger in campaign.ledgers}
        name, data = unit.name, build_unit_book(campaign, unit, grids, BANNER)
    touched = [each for row in every for each in (row.day, row.gone) if each]
    yield ExampleBook(f"{name}.xlsx", data, max(each for each in touched if each <= day))


def _grid(ledger: Ledger, rows: Sequence[StoryRow]) -> list[Row]:
    """A ledger's rows in the order of its columns."""
    return [
        tuple(row.cells.get(column.name) for column in ledger.columns)
        for row in rows
        if row.ledger == ledger.name
    ]


def is_example_of(campaign: Campaign, folder: Path) -> bool:
    """Whether a folder holds an example of this very campaign, as its files are now."""
    plan = folder / "campaign"
    if not (plan / FILE).exists():
        return False
    ours, its = example_units.build_example_texts(campaign), dict(read_texts(plan))
    units, _ = parse_roster(its.pop(ROSTER))
    its.pop(LEARNT, None)  # it may have learnt since, which makes it no other campaign
    rest = {name: text for name, text in ours.items() if name not in (ROSTER, LEARNT)}
    return its == rest and {*campaign.units} <= {*units.values()}


def _clear(folder: Path, example: Campaign) -> None:
    """Take away the files of the example that was here, whatever campaign it was made of."""
    plan, units = folder / "campaign", [*example.units]
    if plan.exists():
        units += parse_roster(read_texts(plan).get(ROSTER, ""))[0].values()
        shutil.rmtree(plan)
    for unit in units:
        for name, ending in product((unit.name, *unit.aliases), (".xlsx", ".et")):
            (folder / f"{name}{ending}").unlink(missing_ok=True)


def _check_free(folder: Path) -> None:
    """Nobody's work may be mixed with the example's, let alone overwritten."""
    mine = folder / "campaign" / FILE
    is_mine = mine.is_file() and "[example]" in mine.read_text("utf-8")
    if folder.is_dir() and any(folder.iterdir()) and not is_mine:
        raise KjrError(f"{folder} 里已有别的文件，示例数据只写进空文件夹，请换一个")
