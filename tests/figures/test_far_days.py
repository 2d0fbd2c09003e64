"""One cell in 1919, 2109 or 9999 makes no axis useless and freezes nothing."""

import datetime as dt
import time

import pytest

from kjr.documents.html import charts, offline
from kjr.figures import agenda, counted_rows
from kjr.figures.overview import build_overview
from kjr.reading.checks.book import check_book
from kjr.values.spans import Span
from tests.plans import BOTH
from tests.small import NOON, SMALL, book, entry, snapshot
from tests.typed import CAMPAIGN, read

NEAR = dt.date(2019, 5, 30)
FAR = [
    dt.date(1919, 5, 30),
    dt.date(2109, 5, 30),
    dt.date(9999, 12, 31),
    Span(NEAR, dt.date(2109, 5, 31)),
    Span(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
]


def seen(*days, taken=NOON):
    visits = [
        entry("甲学会", "走访慰问", row, **{"走访日期": day, "走访地点/单位": "园区"})
        for row, day in enumerate(days, 3)
    ]
    return build_overview(snapshot(book("甲学会", *visits), taken=taken))


def work(overview):
    ledger = overview.campaign.ledger("走访慰问")
    return {ledger.name: counted_rows.count_entries_by_day(ledger, overview.tables[ledger.name])}


def drawn_days(chart):
    """Every day a chart's data name."""
    rows = [row for rows in chart.to_dict()["datasets"].values() for row in rows]
    return {str(row.get("日期", row.get("起")))[:10] for row in rows}


@pytest.mark.parametrize("far", FAR, ids=str)
def test_axes_show_what_belongs_to_the_campaign_and_name_the_rest(far):
    overview, begun = seen(NEAR, far, taken=NOON), time.monotonic()
    held = agenda.list_activities(overview.snapshot)
    agenda.find_clashes(held)
    drawn = charts.draw_calendar(SMALL, held, NOON.date())
    charted = [drawn, charts.draw_daily_work(SMALL, work(overview))]
    page = offline.render_offline_page(overview, None)
    assert time.monotonic() - begun < 5
    axis = agenda.find_axis_days(SMALL)
    for chart in charted:
        days = drawn_days(chart)
        assert "2019-05-30" in days
        assert str(axis.first) <= min(days)
        assert max(days) <= str(axis.last)
    assert page.count("<rect") == (axis.last - axis.first).days + 1
    told = agenda.phrase_days_outside(SMALL, [Span(e.first, e.last) for e in held])
    assert told.startswith("另有1条的日期在图外：")


def test_days_outside_are_counted_and_named():
    overview = seen(NEAR, dt.date(2018, 6, 1), dt.date(2018, 6, 1))
    days = counted_rows.list_entry_days(work(overview).values())
    told = "另有2条的日期在图外：2018年6月1日"
    assert agenda.phrase_days_outside(SMALL, days) == told
    assert told in offline.render_offline_page(overview, None)
    assert agenda.phrase_days_outside(SMALL, [Span(NEAR, NEAR)]) == ""
    other = Span(dt.date(2109, 6, 1), dt.date(2109, 6, 1))
    told = "另有3条的日期在图外：2018年6月1日、2109年6月1日"
    assert agenda.phrase_days_outside(SMALL, [*days, other]) == told


def test_the_axis_holds_window_and_deadline_with_a_week_around():
    assert agenda.find_axis_days(SMALL) == (dt.date(2019, 5, 14), dt.date(2019, 6, 22))


@BOTH
def test_the_axis_holds_the_occasions_too(plan):
    campaign = plan.campaign
    first = min(campaign.first, *(each.first for each in campaign.occasions))
    last = max(campaign.deadline, *(each.last for each in campaign.occasions))
    week = dt.timedelta(days=7)
    assert agenda.find_axis_days(campaign) == (first - week, last + week)


def test_with_nothing_on_the_axis_there_is_nothing_to_draw():
    far = work(seen(dt.date(2018, 6, 1)))
    assert not charts.is_work_on_axis(SMALL, far)
    assert charts.is_work_on_axis(SMALL, work(seen(NEAR)))


@pytest.mark.parametrize(
    ("day", "is_doubted"),
    [
        ("2019-05-28至2109-05-31", True),
        ("1999-05-28至2019-05-31", True),
        ("2019-05-28至2019-05-31", False),
    ],
)
def test_a_span_of_decades_is_doubted(day, is_doubted):
    head = "走访日期|走访地点/单位|对象类别|带队人|带队人级别|走访人次"
    page = read(f"{head}\n{day}|示例园区|一线科技工作者|何示例|学会负责人|3", "走访慰问")
    (checked,) = check_book(CAMPAIGN, (page,))
    said = [each.message for each in checked.problems]
    assert any("超过一年" in message for message in said) is is_doubted
