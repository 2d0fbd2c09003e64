"""Columns ready to be read: each cell once, and no cell taken for another."""

from dataclasses import replace

import pytest
from openpyxl.utils import get_column_letter

from kjr.reading.book import parse_book
from kjr.reading.header.lexicon import build_lexicon
from kjr.reading.header.sheets import find_table_header
from kjr.reading.rows.column_readers import MOST, SHORT, build_column_readers
from kjr.store.base import trim_grid
from tests.plans import BOTH
from tests.typed import column, told, typed

pytestmark = BOTH


@pytest.fixture
def sheet(plan):
    """The header of the plan's ledger alone."""
    return typed(" | ".join(plan.columns), unit=plan.unit)


@pytest.fixture
def count(plan, sheet):
    """The page with a row for each of these cells where the people stand."""

    def read(*amounts):
        rows = trim_grid([*sheet.rows, *(plan.with_people(each) for each in amounts)])
        (page,) = parse_book([sheet._replace(rows=rows)], plan.campaign)
        return page

    return read


@pytest.fixture
def header(plan, sheet):
    return find_table_header(sheet, build_lexicon(plan.campaign.ledgers))


@pytest.fixture
def window(plan):
    return plan.campaign.first, plan.campaign.last


def test_a_tick_and_a_1_are_two_things_though_they_are_equal(plan, count):
    assert column(count(True, 1.0, 2.0), plan.people) == [1, 2]
    assert column(count(1.0, True, 2.0), plan.people) == [1, 2]


def test_a_cell_that_stands_there_twice_is_doubted_twice(plan, count):
    at = get_column_letter(plan.at + 1)
    page = count("3箱", "3箱")
    assert [cell for cell, _ in told(page) if cell.startswith(at)] == [f"{at}2", f"{at}3"]


def test_what_is_remembered_of_a_column_is_bounded_and_holds_no_long_text(header, window):
    memo = next(each.memo for each in build_column_readers(header, window, False, {}))
    for number in range(3 * MOST):
        memo.read_all((f"{number}日左右", 1.0))
    memo.read_all(("久" * (SHORT + 1), 1.0))
    assert len(memo) <= MOST
    assert all(len(str(cell)) <= SHORT for _, cell in memo)


def test_two_campaigns_with_a_ledger_of_one_name_share_no_memory(plan, header, window):
    ledger = plan.campaign.ledger(plan.ledger)
    other = replace(ledger, columns=ledger.columns[:2])
    one = build_column_readers(header, window, False, {})
    two = build_column_readers(header._replace(ledger=other), window, False, {})
    assert one[0].memo is not two[0].memo
    assert one[0].memo is build_column_readers(header, window, False, {})[0].memo
