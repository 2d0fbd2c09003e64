"""What the example's units write into their ledgers, and when: planted rows and told stories."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from kjr.app.demo.aimed_rows import Aim, plan_aims
from kjr.app.demo.example_units import STORIES
from kjr.app.demo.plain_rows import PlainRow
from kjr.campaign.columns import Choice
from kjr.campaign.model import Campaign, Ledger, Unit
from kjr.values.cells import Cell

WRITTEN: Final[Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_name("planted.toml").read_text("utf-8")
)
PLANTED: Final[Sequence[Mapping[str, Any]]] = WRITTEN["planted"]
WORD: Final = re.compile(r"\{(\w+)\}")
DELAYS: Final = (0, 0, 0, 1, 1, 2, 3)
"""Days between doing something and writing it down."""
LATECOMERS: Final = 0.04
"""Share of units that write everything on the last day."""
SLIPS: Final = 0.03
"""Share of rows in which a cell was forgotten."""


class StoryRow(NamedTuple):
    """One row and the day it was typed; ``gone`` is the day it was deleted again."""

    ledger: str
    day: dt.date
    cells: Mapping[str, Cell]
    gone: dt.date | None = None

    def stands_on(self, day: dt.date) -> bool:
        """Whether it can be read in the evening of a day."""
        return self.day <= day and (self.gone is None or day < self.gone)


def list_planted_units(campaign: Campaign) -> set[str]:
    """The units with rows on which figures rest, which therefore must file."""
    known = {unit.name for unit in campaign.units}
    planted = {row["unit"] for row in PLANTED if row["unit"] in known and fits(campaign, row)}
    return planted | {*_plan_aims(campaign)}


def fits(campaign: Campaign, row: Mapping[str, Any]) -> bool:
    """Whether a campaign has the ledger and the columns a row was written for, and its city."""
    ledger = next((each for each in campaign.ledgers if each.name == row["ledger"]), None)
    is_here = campaign.city == WRITTEN["city"] or WRITTEN["stem"] not in str(row["cells"])
    return is_here and ledger is not None and {*row["cells"]} <= {it.name for it in ledger.columns}


def _speaks_as(campaign: Campaign, story: Mapping[str, Any]) -> bool:
    """Whether a story fits, and names no option another plan has under another name."""
    return fits(campaign, story) and all(
        word in column.options
        for column in campaign.ledger(story["ledger"]).columns
        if isinstance(column, Choice)
        for word in _list_words(story["cells"].get(column.name))
    )


def _list_words(pattern: Any) -> Iterator[str]:  # noqa: ANN401 - whatever TOML holds
    """Every word a pattern may write into a cell."""
    patterns = pattern if isinstance(pattern, list) else [pattern]
    return (word for each in patterns if isinstance(each, str) for word in each.split("、") if word)


def find_example_day(campaign: Campaign) -> dt.date:
    """The last day on which the example's units wrote anything."""
    looked_at = campaign.moment.date() if campaign.moment else campaign.last
    return campaign.written or looked_at


def find_day_until(campaign: Campaign, moment: dt.datetime) -> dt.date:
    """Up to which day what was read a day before a moment had been written.

    Looked at on another day than its last one, the example is what it had been the day before:
    nobody wrote meanwhile, only the days went by.
    """
    last = find_example_day(campaign)
    return last - dt.timedelta(days=1) if moment.date() == last else last


def build_story_rows(campaign: Campaign, unit: Unit, seed: int) -> list[StoryRow]:
    """All that a unit writes, in the order of typing."""
    rows = [*_planted(campaign, unit), *_invented(campaign, unit, Random(f"{seed} {unit.name}"))]
    return sorted([*rows, *_aimed(campaign, unit, seed)], key=lambda row: row.day)


def _planted(campaign: Campaign, unit: Unit) -> Iterator[StoryRow]:
    later = campaign.first - WRITTEN["first"]
    for row in PLANTED:
        if row["unit"] == unit.name and fits(campaign, row):
            cells = {
                column: cell + later if isinstance(cell, dt.date) else cell
                for column, cell in row["cells"].items()
            }
            gone = row["gone"] + later if "gone" in row else None
            yield StoryRow(row["ledger"], row["day"] + later, cells, gone)


def _aimed(campaign: Campaign, unit: Unit, seed: int) -> Iterator[StoryRow]:
    for number, (ledger, given) in enumerate(_plan_aims(campaign).get(unit.name, [])):
        rng = Random(f"{seed} {unit.name} aim {number}")
        yield _row(campaign, ledger, {"given": given}, unit, rng)


def _plan_aims(campaign: Campaign) -> Mapping[str, Sequence[Aim]]:
    """What another city's plan asks for in numbers, and the stories do not tell, by unit."""
    if campaign.city == WRITTEN["city"]:
        return {}
    told = {story["ledger"] for story in STORIES["stories"] if _speaks_as(campaign, story)}
    return plan_aims(campaign, told)


def _invented(campaign: Campaign, unit: Unit, rng: Random) -> Iterator[StoryRow]:
    ledgers = {ledger.name: ledger for ledger in campaign.ledgers}
    fitting = _list_stories(campaign, unit)
    weights = [story.get("weight", 1) for story in fitting]
    number = rng.randint(*STORIES["rows"].get(unit.kind, (4, 7)))
    is_latecomer = rng.random() < LATECOMERS
    written = set()
    for story in rng.choices(fitting, weights, k=number) if fitting else ():
        ledger = ledgers[story["ledger"]]
        if not (ledger.single and ledger.name in written):
            written.add(ledger.name)
            row = _row(campaign, ledger, story, unit, rng)
            yield row._replace(day=find_example_day(campaign)) if is_latecomer else row


def _list_stories(campaign: Campaign, unit: Unit) -> list[Mapping[str, Any]]:
    """What a unit of its kind may tell; of a ledger without stories, what its columns ask for.

    Of a kind no story knows, that is any ledger without a story for everybody.
    """
    told = [story for story in STORIES["stories"] if _speaks_as(campaign, story)]
    own = [story for story in told if unit.kind in story.get("kinds", campaign.kinds)]
    is_known = unit.kind in STORIES["rows"]
    ledgers = {story["ledger"] for story in (told if is_known else own)}
    plain = [each for each in campaign.ledgers if each.name not in ledgers]
    return [*own, *({"ledger": each.name, "late": each.single} for each in plain)]


def _row(
    campaign: Campaign, ledger: Ledger, story: Mapping[str, Any], unit: Unit, rng: Random
) -> StoryRow:
    span = (find_example_day(campaign) - campaign.first).days
    least = span * 2 // 3 if story.get("late") else 0
    happened = campaign.first + dt.timedelta(round(rng.triangular(least, span)))
    written = min(happened + dt.timedelta(rng.choice(DELAYS)), find_example_day(campaign))
    private: Mapping[str, Cell] = {}
    if "cells" not in story:
        given = story.get("given", {})
        made = PlainRow(ledger, unit, happened, rng, partial(_pick, unit, rng), given)
        cells = made.build_cells()
        own = Random(f"{unit.name} {ledger.name} {happened} private")
        pick = partial(_pick, unit, own)
        private = PlainRow(ledger, unit, happened, own, pick).build_private_cells()
    else:
        cells = {column: _cell(pattern, unit, rng) for column, pattern in story["cells"].items()}
    if rng.random() < SLIPS:
        del cells[rng.choice(list(cells))]
    dated: Mapping[str, Cell] = {ledger.day: happened} if ledger.day else {}
    return StoryRow(ledger.name, written, {**dated, **cells, **private})


def _pick(unit: Unit, rng: Random, pool: str) -> str:
    return _worded(f"{{{pool}}}", unit, rng)


def _cell(pattern: Any, unit: Unit, rng: Random) -> Cell:  # noqa: ANN401 - whatever TOML holds
    """A cell from its pattern: [2, 6] a number between, other lists a choice, else words."""
    match pattern:
        case [int(low), int(high)]:
            return rng.randint(low, high)
        case list():
            return _cell(rng.choice(pattern), unit, rng)
        case str():
            return _worded(pattern, unit, rng) or None
        case _:
            return pattern  # type: ignore[no-any-return]  # a number as written


def _worded(pattern: str, unit: Unit, rng: Random) -> str:
    """The words with each {name} replaced from its pool, no word twice."""
    used: set[str] = set()

    def one(match: re.Match[str]) -> str:
        if match[1] == "单位":
            return unit.name
        if match[1] == "号":
            return str(rng.randrange(10_000, 100_000))
        word = rng.choice([word for word in STORIES["pools"][match[1]] if word not in used])
        used.add(word)
        return _worded(word, unit, rng)

    return WORD.sub(one, pattern)
