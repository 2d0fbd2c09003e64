"""Sheets and tables that say of themselves that they are not to be read."""

import pytest

from kjr.reading.book import parse_book
from kjr.reading.header.sheets import find_named_ledger
from tests.plans import BOTH
from tests.typed import make_rows, read, typed, write_rows

pytestmark = BOTH


@pytest.fixture
def see(plan):
    """The page of a sheet with one row of the plan's ledger below a title, under a name."""

    def read_under(name="Sheet1", title=""):
        rows = write_rows(plan, *make_rows(plan, 3))
        return read("\n".join(filter(None, (title, rows))), name, plan.campaign, unit=plan.unit)

    return read_under


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("{last}{ledger}", "{last}年"),
        ("{ledger}({last}年)", "{last}年"),
        ("{ledger}（旧）", "旧表"),
        ("{ledger}备份", "旧表"),
        ("{ledger}样表", "样表"),
        ("填报说明", "不是台账"),
        ("{ledger}计划", "计划"),
    ],
)
def test_a_tab_that_says_so_is_left_alone_with_the_reason(plan, see, name, reason):
    words = {"last": plan.campaign.year - 1, "ledger": plan.ledger}
    page = see(name.format(**words))
    assert (page.ledger, page.entries) == (None, ())
    assert reason.format(**words) in page.reason
    assert "没有读" in page.problems[0].message


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("{host}{last}年{ledger}统计表", "{last}年"),
        ("下半年{ledger}计划表", "计划"),
        ("{ledger}（样表）", "样表"),
    ],
)
def test_a_title_that_says_so_does_too(plan, see, title, reason):
    of_plan = plan.campaign
    words = {"last": of_plan.year - 1, "ledger": plan.ledger, "host": of_plan.host}
    page = see(title=title.format(**words))
    assert page.ledger is None
    assert reason.format(**words) in page.reason


def test_a_title_that_names_this_year_among_others_is_no_hindrance(plan, see):
    year = plan.campaign.year
    assert see(title=f"{year - 1}—{year}年{plan.ledger}统计表").ledger == plan.ledger


def test_of_two_ledgers_in_a_tabs_name_the_longer_word_speaks(plan):
    other = next(each for each in plan.campaign.ledgers if each.name != plan.ledger)
    short = plan.ledger[:2]
    found = find_named_ledger(typed("", f"{other.name}（{short}）"), plan.campaign.ledgers)
    assert found.name == other.name


def test_below_another_years_table_this_years_own_is_read_and_what_continues_it_is_not(plan):
    year, rows = plan.campaign.year, write_rows(plan, *make_rows(plan, 3))
    for between, found in ((f"{year}年{plan.ledger}", [None, plan.ledger]), ("续表", [None])):
        text = f"{year - 1}年{plan.ledger}\n{rows}\n{between}\n{rows}"
        pages = parse_book([typed(text, plan.short)], plan.campaign)
        assert [page.ledger for page in pages] == found
        assert [len(page.entries) for page in pages] == [0, 1][: len(found)]
