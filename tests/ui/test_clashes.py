"""要协调的: of a full day the table names some, and says how many there are."""

import datetime as dt

from kjr.figures.agenda import Activity, Clash
from kjr.ui.leaders.days.calendar import CLASHES, TITLED

DAY = dt.date(2019, 6, 9)


def say(number):
    held = tuple(
        Activity(DAY, DAY, "主题活动", f"活动{n}", "", f"单位{n}", n, "已开展")
        for n in range(number)
    )
    clash = Clash(DAY, "这一天很满", held)
    return [CLASHES[head][1](clash) for head in ("活动", "单位")]


def test_of_a_full_day_it_is_said_how_many_activities_and_units_there_are():
    titles, units = say(TITLED + 2)
    assert titles.startswith("活动0；活动1；") and titles.endswith("；活动5等8项")
    assert units.endswith("、单位5等8家")
    assert not any("等" in each for each in say(TITLED))
