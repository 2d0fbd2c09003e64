"""Example workbooks of a campaign in full swing: invented, seeded, marked 示例数据.

Of 112 units 87 have filed, 5 have an untouched workbook, 4 a file nobody can read, 16 none.
"""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import cycle, product
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from kjr.app.demo import example_units
from kjr.app.demo.example_units import UnitBehaviour, build_example_campaign
from kjr.app.demo.stories import (
    StoryRow,
    build_story_rows,
    find_example_day,
    list_planted_units,
)
from kjr.app.demo.unreadable_files import build_unreadable_files
from kjr.app.opening import Tell, keep_quiet
from kjr.campaign.learnt.words import LEARNT
from kjr.campaign.loading import read_texts
from kjr.campaign.mistakes import FILE
from kjr.campaign.model import Campaign, Ledger, Unit
from kjr.campaign.units_file import ROSTER, parse_roster
from kjr.errors import KjrError
from kjr.store.files import save_output
from kjr.values.cells import Row

__all__ = [
    "ExampleBook",
    "build_example_books",
    "build_example_campaign",
    "is_example_of",
    "save_book",
    "write_example",
]

BANNER: Final = "【示例数据】"
MAKING: Final = "正在生成示例工作簿：第 {} 份，共 {} 份"
HANDMADE: Final = 0.2
"""How many of the invented units keep a layout of their own."""


@dataclass(frozen=True)
class ExampleBook:
    """One file of the example."""

    file: str
    saved: dt.datetime
    """When it was last saved."""
    build: Callable[[], bytes]

    @cached_property
    def data(self) -> bytes:
        """Its bytes; making them is what takes time."""
        return self.build()


def write_example(
    campaign: Campaign,
    folder: Path,
    seed: int = 1,
    units: int | None = None,
    until: dt.date | None = None,
    tell: Tell = keep_quiet,
) -> None:
    """Write the example's workbooks and its campaign into an empty folder, or over an example.

    ``until`` gives the state in the evening of an earlier day; ``tell`` hears how far it is.
    """
    _check_free(folder)
    example = build_example_campaign(campaign, units)
    _clear(folder, example)
    for name, text in example.texts.items():
        encoding = "utf-8-sig" if name == ROSTER else "utf-8"
        save_output(folder / "campaign" / name, text.encode(encoding), makes_folder=True)
    books = list(build_example_books(example, seed, until))
    for number, book in enumerate(books, 1):
        tell(MAKING.format(number, len(books)))
        save_book(book, folder)


def save_book(book: ExampleBook, folder: Path) -> None:
    """Write a file as if its unit had saved it that day."""
    save_output(folder / book.file, book.data, makes_folder=True)
    os.utime(folder / book.file, (book.saved.timestamp(),) * 2)


def build_example_books(
    campaign: Campaign, seed: int = 1, until: dt.date | None = None
) -> Iterator[ExampleBook]:
    """The workbooks of an example campaign as they stand in the evening of a day."""
    day = until or find_example_day(campaign)
    played = example_units.assign_behaviours(campaign, list_planted_units(campaign), seed)
    ways = cycle(range(len(build_unreadable_files(b""))))
    for unit in campaign.units:
        behaviour = played.get(unit.name, UnitBehaviour.NOTHING)
        build = partial(_build_tidy_book, campaign, unit, ())
        if behaviour is UnitBehaviour.FILED:
            yield from _filed(campaign, unit, seed, day)
        elif behaviour is UnitBehaviour.UNREADABLE:
            suffix, data = build_unreadable_files(build())[next(ways)]
            yield _saved(campaign, f"{unit.name}{suffix}", campaign.first, partial(bytes, data))
        elif behaviour is UnitBehaviour.EMPTY:
            yield _saved(campaign, f"{unit.name}.xlsx", campaign.first, build)


def _filed(campaign: Campaign, unit: Unit, seed: int, day: dt.date) -> Iterator[ExampleBook]:
    """A unit's workbook with what it has written by then; none before its first row."""
    every = build_story_rows(campaign, unit, seed)
    rows = [row for row in every if row.stands_on(day)]
    if not rows:
        return
    touched = [each for row in every for each in (row.day, row.gone) if each]
    changed = max(each for each in touched if each <= day)
    rng = Random(f"{seed} {unit.name} layout")
    if unit.name not in list_planted_units(campaign) and rng.random() < HANDMADE:
        name = (unit.name, *unit.aliases)[-1]
        build = partial(_build_handmade_book, campaign, unit, rows, rng)
    else:
        name, build = unit.name, partial(_build_tidy_book, campaign, unit, rows)
    yield _saved(campaign, f"{name}.xlsx", changed, build)


# What makes workbooks takes long to load, and who starts with an example that is there needs none.
def _build_handmade_book(
    campaign: Campaign, unit: Unit, rows: Sequence[StoryRow], rng: Random
) -> bytes:
    from kjr.app.demo.handmade_books import build_handmade_book

    return build_handmade_book(campaign, unit, rows, rng)


def _build_tidy_book(campaign: Campaign, unit: Unit, rows: Sequence[StoryRow]) -> bytes:
    from kjr.documents.blank_books.blank_workbook import build_unit_book

    grids = {ledger.name: _grid(ledger, rows) for ledger in campaign.ledgers}
    return build_unit_book(campaign, unit, grids, BANNER)


def _saved(campaign: Campaign, file: str, day: dt.date, build: Callable[[], bytes]) -> ExampleBook:
    """A file that was saved in the afternoon of a day."""
    zone = ZoneInfo(campaign.timezone)
    return ExampleBook(file, dt.datetime.combine(day, dt.time(16, 30), zone), build)


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
