"""The two plans that are shipped, and what a test types into a workbook of each."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from kjr.app.settings import CAMPAIGN, OTHERS
from kjr.campaign import loading
from kjr.campaign.columns import Person, Text


@dataclass(frozen=True)
class Plan:
    """A plan, one of its units, and two rows of a ledger that adds people up."""

    home: Path
    unit: str
    other: str
    ledger: str
    row: tuple
    later: tuple
    people: str
    line: str
    filed: str
    units: int | None = None
    """How many units its whole example has; None where it keeps its roster."""

    def __str__(self):
        return self.home.name

    @property
    def campaign(self):
        return load(self.home)

    @property
    def alias(self):
        """Another name of the unit."""
        return self.campaign.unit(self.unit).aliases[-1]

    @property
    def short(self):
        """Another name of the ledger."""
        return self.campaign.ledger(self.ledger).aliases[0]

    @property
    def columns(self):
        return [each.name for each in self.campaign.ledger(self.ledger).columns]

    @property
    def at(self):
        """Where the people stand in a row."""
        return self.columns.index(self.people)

    @property
    def third(self):
        """A row with names of its own, so that it is taken for no other one; of 8 people."""
        columns = self.campaign.ledger(self.ledger).columns
        cells = [
            f"另一{cell}" if cell and isinstance(column, Text | Person) else cell
            for column, cell in zip(columns, self.later, strict=False)
        ]
        cells[self.at] = 8.0
        return (self.later[0] + dt.timedelta(days=1), *cells[1:])

    @property
    def typed(self):
        """The third row as people type it."""
        row = zip(self.columns, self.third, strict=False)
        return {
            name: f"{cell:g}" if name == self.people else str(cell) for name, cell in row if cell
        }

    def with_people(self, people):
        """The first row, with other people."""
        return (*self.row[: self.at], people, *self.row[self.at + 1 :])


load = cache(loading.load_campaign)

FIRST = Plan(
    home=CAMPAIGN,
    unit="兴庆区科协",
    other="金凤区科协",
    ledger="走访慰问",
    row=(
        dt.date(2019, 5, 24),
        *("示例园", "一线科技工作者", "林示例", None, "农业", "何示例", "县级分管领导"),
        3.0,
    ),
    later=(
        dt.date(2019, 5, 28),
        *("示例医院", "一线科技工作者", "林示例", None, "农业", "何示例", "县级分管领导"),
        12.0,
    ),
    people="走访人次",
    line="I3",
    filed="I19",
    units=112,
)
COUNTY = Plan(
    home=OTHERS / "科普日",
    unit="东河镇科协",
    other="南塘乡科协",
    ledger="科普活动",
    row=(
        dt.date(2024, 9, 21),
        *("示例大集", "科普大集", "农民", "东河镇科协", None, "示例广场"),
        3.0,
    ),
    later=(
        dt.date(2024, 9, 22),
        *("示例讲座", "科普讲座", "老年人", "东河镇科协", None, "示例礼堂"),
        12.0,
    ),
    people="参与人次",
    line="K2",
    filed="K6",
)


def try_on(*plans):
    """Run a test on these plans, whose names tell them apart."""
    return pytest.mark.parametrize("plan", plans, indirect=True, ids=name_plan)


def name_plan(plan):
    """What a plan is called in a test's name."""
    return "county" if plan is COUNTY else "first"


FIRST_AGAIN = None
"""What a test without the mark gets, so that its example is not written a second time."""
BOTH = try_on(FIRST_AGAIN, COUNTY)
ON_THE_SECOND = try_on(COUNTY)
"""For what is slow, and is done beside it on the first plan by the same gesture."""
BOTH_SLOWLY = try_on(FIRST_AGAIN, pytest.param(COUNTY, marks=pytest.mark.slow))
