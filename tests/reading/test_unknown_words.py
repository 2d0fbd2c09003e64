"""Which words of a workbook the office is asked about."""

import pytest

from kjr.campaign.columns import Choice
from kjr.reading.book import parse_book
from kjr.reading.unknown_words import list_unknown_words
from tests.plans import BOTH, name_plan
from tests.typed import typed

pytestmark = BOTH
WRITER = "撰写人"
"""A header nobody knows; 填报人 is a column of every ledger."""
GUESSED = {"first": "", "county": "填报人"}
"""What a person's name below makes of it: the first plan's ledger has several such columns."""


@pytest.fixture
def row(plan):
    """Column → cell of a row that has what its ledger requires."""
    cells = dict(zip(plan.columns, plan.row, strict=False))
    columns = plan.campaign.ledger(plan.ledger).columns
    return {each.name: f"{cells[each.name]}" for each in columns if each.required}


@pytest.fixture
def choice(plan):
    """A column of its ledger in which several options may stand."""
    columns = plan.campaign.ledger(plan.ledger).columns
    return next(each for each in columns if isinstance(each, Choice) and each.many)


@pytest.fixture
def list_unknown(plan):
    """What the office is asked about these rows, each in the workbook of its unit."""

    def find(**rows):
        pages = [
            page
            for unit, cells in rows.items()
            for page in parse_book([typed(write(cells), plan.ledger, unit)], plan.campaign)
        ]
        return list_unknown_words(plan.campaign, pages)

    return find


def write(cells):
    return f"{' | '.join(cells)}\n{' | '.join(cells.values())}"


def test_a_header_nobody_knows_may_be_any_column_the_sheet_lacks(plan, row, list_unknown):
    cells = row | {WRITER: "林示例"}
    (word,) = list_unknown(**{plan.unit: cells, plan.other: cells})
    assert (word.column, word.written, word.guess) == ("", WRITER, GUESSED[name_plan(plan)])
    assert {*word.units} == {plan.unit, plan.other}
    assert "填报人" in word.meanings
    assert not {*row} & {*word.meanings}


def test_a_header_read_by_what_stands_below_is_asked_for_with_that_guess(plan, row, list_unknown):
    day = plan.campaign.ledger(plan.ledger).day
    renamed = {"何时前往" if name == day else name: cell for name, cell in row.items()}
    (word,) = list_unknown(**{plan.unit: renamed | {"填报人": "林示例"}})
    assert (word.written, word.guess) == ("何时前往", day)
    assert word.guess in word.meanings


def test_who_has_the_column_beside_the_word_is_named_for_it(plan, row, list_unknown):
    alone = row | {WRITER: "林示例"}
    both = row | {"填报人": "林示例", WRITER: "何示例"}
    (word,) = list_unknown(**{plan.unit: alone, plan.other: both})
    assert "填报人" in word.meanings
    assert word.taken == {"填报人": (plan.other,)}


def test_an_option_nobody_knows_may_be_any_of_them(plan, row, choice, list_unknown):
    (word,) = list_unknown(**{plan.unit: row | {choice.name: "下基层"}})
    assert (word.column, word.written) == (choice.name, "下基层")
    assert word.meanings == choice.options


def test_of_several_words_in_a_cell_only_the_unknown_is_asked_for(plan, row, choice, list_unknown):
    several = f"{choice.options[0]}、下基层"
    words = list_unknown(**{plan.unit: row | {choice.name: several}})
    assert [word.written for word in words] == ["下基层"]


@pytest.mark.parametrize(
    "beside", [{"填报人": "林示例"}, {WRITER: ""}, {"序号": "1"}], ids=["known", "blank", "number"]
)
def test_known_words_blank_columns_and_numbering_are_not_asked_for(plan, row, list_unknown, beside):
    assert list_unknown(**{plan.unit: row | beside}) == []


def test_a_header_of_several_ledgers_is_asked_for_once(plan, row):
    other = next(each for each in plan.campaign.ledgers if each.name != plan.ledger)
    required = {each.name: each.example for each in other.columns if each.required}
    cells = {plan.ledger: row, other.name: required}
    sheets = [typed(write(its | {WRITER: "林示例"}), name) for name, its in cells.items()]
    found = list_unknown_words(plan.campaign, parse_book(sheets, plan.campaign))
    word = next(each for each in found if each.written == WRITER)
    assert list(word.free) == [plan.ledger, other.name]
    assert all("填报人" in free for free in word.free.values())


def test_what_most_units_write_is_asked_first_and_then_by_its_letters(plan, row, list_unknown):
    one = row | {"甲未知": "某", "丙未知": "某"}
    both = row | {"丙未知": "某", "乙未知": "某"}
    asked = list_unknown(**{plan.unit: one, plan.other: both})
    assert [word.written for word in asked] == ["丙未知", "乙未知", "甲未知"]
