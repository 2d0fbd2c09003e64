"""A record of chasing, made as the app makes it."""

import datetime as dt
from dataclasses import replace

from kjr.figures.overview import build_overview
from kjr.state.chases import COPIED, Announced, Rung, build_chase, gather_records
from tests.documents.summary.filings import NOON

BEFORE = dt.datetime(2019, 6, 1, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def look_on(now, past):
    """The same books so many days past the deadline."""
    day = now.campaign.deadline + dt.timedelta(days=past)
    taken = dt.datetime.combine(day, NOON.timetz())
    return build_overview(replace(now.snapshot, taken=taken))


def asking(unit, rung=Rung.PERSONAL, moment=BEFORE, channel=COPIED, text="请报送。"):
    """One message to one unit, as an act the journal has taken."""
    act = build_chase(Announced(unit, [unit], channel, rung, text), "示例员", moment)
    return act._replace(id=f"{unit}-{moment:%d%H%M}-{rung}")


def asked(*units, times=1, rung=Rung.PERSONAL):
    """What there is about units that were asked so many times, a day apart."""
    days = [BEFORE + dt.timedelta(days=number) for number in range(times)]
    return gather_records([asking(unit, rung, day) for unit in units for day in days])
