"""A row that is in no total for its day alone is asked about, as a cell nobody can read is."""

import datetime as dt

import pytest

from kjr.documents.fix_lists import list_owed_items
from kjr.documents.loose_ends import compose_loose_ends
from kjr.documents.reminders.owing import explain_recipients
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.figures.overview import build_overview
from kjr.reading.book import parse_book
from kjr.state.chases import Rung
from kjr.store.base import Sheet, StoredBook
from tests.plans import BOTH

SAID = "开展情况"


@pytest.fixture
def look(plan):
    """The figures of one unit whose report is whole, by the rows of one ledger."""
    campaign = plan.campaign
    today = campaign.last - dt.timedelta(1)
    taken = dt.datetime.combine(today, dt.time(9), dt.timezone(dt.timedelta(hours=8)))

    def look(*rows):
        report = [(part, "已交") for part in campaign.filing.ticks]
        head = (*plan.columns[: len(plan.row)], SAID)
        grids = (
            Sheet(plan.unit, plan.ledger, (head, *rows)),
            Sheet(plan.unit, campaign.filing.ledger, tuple(report)),
        )
        held = StoredBook(f"{plan.unit}.xlsx", "1", taken)
        book = Book(plan.unit, held, taken, parse_book(grids, campaign))
        return build_overview(Snapshot(campaign, taken, 1, {plan.unit: book}))

    return look


def asked(plan, now):
    return [each.text for each in compose_unit_reminders(now) if each.to == plan.unit]


@BOTH
@pytest.mark.parametrize(
    ("years", "said", "told"),
    [
        (90, None, "看起来写错了"),
        (0, "拟开展", "写明是拟开展，日期已过，没有计入"),
    ],
)
def test_whose_row_does_not_count_for_its_day_alone_is_asked(plan, look, years, said, told):
    day = plan.later[0]
    now = look((*plan.row, None), (day.replace(year=day.year + years), *plan.later[1:], said))
    assert now.standing(plan.unit).errors == 0
    (item,) = list_owed_items(now, plan.unit)
    assert told in item
    assert "第3行" in item
    (text,) = asked(plan, now)
    assert f"{plan.unit}的台账还差1项：①{item}" in text
    assert "有格要改1家" in explain_recipients(now, Rung.GENTLE)


@BOTH
def test_the_brief_counts_a_wrong_year_once(plan, look):
    day = plan.later[0]
    now = look((*plan.row, None), (day.replace(year=day.year + 90), *plan.later[1:], None))
    told = [each.text for each in compose_loose_ends(now) if each.text.startswith("填写")]
    assert told == ["填写：1条的日期看起来写错、未计入统计。"]


@BOTH
@pytest.mark.parametrize(
    ("days", "said"), [(0, None), (0, "已开展"), (30, None), (30, "拟开展"), (0, "取消")]
)
def test_nobody_is_asked_about_a_row_whose_day_is_clear(plan, look, days, said):
    day = plan.later[0] + dt.timedelta(days)
    now = look((*plan.row, None), (day, *plan.later[1:], said))
    assert list_owed_items(now, plan.unit) == asked(plan, now) == []
    assert "有格要改" not in explain_recipients(now, Rung.GENTLE)
