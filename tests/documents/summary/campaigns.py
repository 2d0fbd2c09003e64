"""The moments that are written about: three of the first plan, two of the county's."""

import datetime as dt

from tests.documents.summary.county_filings import ENTRIES, PLAN, county, county_nothing, of_county
from tests.documents.summary.filings import (
    added_up,
    example,
    filled,
    mostly_unreadable,
    nothing,
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
