"""The moments that are written about: three of the first plan, two of the county's."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from kjr.campaign.model import Campaign
from tests.documents.summary import filings
from tests.documents.summary.county_filings import (
    ENTRIES,
    PLAN,
    county,
    county_nothing,
    fair,
    of_county,
    report,
    team,
)
from tests.documents.summary.filings import (
    CAMPAIGN,
    added_up,
    example,
    filled,
    mostly_unreadable,
    nothing,
    visit,
)
from tests.small import book

CAMPAIGNS = {
    "example": example,
    "nothing": nothing,
    "mostly_unreadable": mostly_unreadable,
    "county": county,
    "county_nothing": county_nothing,
}


def look_back(now):
    """The same plan a day earlier, when one unit had filled its workbook."""
    taken = now.snapshot.taken - dt.timedelta(days=1)
    if now.campaign is PLAN:
        unit = next(iter(ENTRIES))
        return of_county(book(unit, *ENTRIES[unit]), taken=taken)
    return added_up(filled("兴庆区科协"), taken=taken)


@dataclass(frozen=True)
class Sample:
    """A plan, and one kind of its rows of which the summary tells examples."""

    campaign: Campaign
    units: tuple[str, str, str]
    """One of each of three districts, in the districts' order."""
    row: Callable
    """An entry of a unit, on a row, of so many people."""
    part: str
    """The part that tells such entries."""
    figure: str
    """Which adds up their people."""
    others: tuple[str, str]
    """Figures of other work, of which these rows tell nothing."""
    joint: str
    """A figure of work that may be done with others."""
    story: str
    """How one is told, by its unit and people."""
    heads: tuple[str, ...]
    """The columns its rows fill in the tables of figures."""
    example: Callable
    nothing: Callable
    report: Callable
    """A unit's closing report, handed in."""
    team: Callable
    """A row of a ledger that is counted by its rows, and ..."""
    teams: str
    """... the figure that counts them, in 支."""

    @property
    def ledger(self):
        return self.campaign.ledger(self.row(self.units[0], 4, 1).ledger)

    def add_up(self, *rows, **facts):
        """These entries, each in the workbook of its unit."""
        units = dict.fromkeys(each.unit for each in rows)
        books = (book(unit, *(each for each in rows if each.unit == unit)) for unit in units)
        return self.add_books(*books, **facts)

    def add_books(self, *books, **facts):
        """These workbooks, of the moment at which the plan's other examples are written."""
        adding = of_county if self.campaign is PLAN else added_up
        return adding(*books, **facts)


SAMPLES = {
    "first": Sample(
        campaign=CAMPAIGN,
        units=("兴庆区科协", "永宁县科协", "贺兰县科协"),
        row=visit,
        part="走访看望",
        figure="I3",
        others=("I4", "I14"),
        joint="I12",
        story="{}5月24日由县区科协负责人带队到示例现代农业产业园走访看望{}人次",
        heads=("走访科技工作者/人次",),
        example=example,
        nothing=nothing,
        report=filings.report,
        team=filings.team,
        teams="I17",
    ),
    "county": Sample(
        campaign=PLAN,
        units=("东河镇科协", "西岭镇科协", "南塘乡科协"),
        row=fair,
        part="科普活动",
        figure="K2",
        others=("K3", "K4"),
        joint="K1",
        story="{0}9月21日在示例文化广场举办“{0}科普大集（示例）”，参与{1}人次",
        heads=("科普活动/场", "参与科普活动/人次"),
        example=county,
        nothing=county_nothing,
        report=report,
        team=team,
        teams="K5",
    ),
}
