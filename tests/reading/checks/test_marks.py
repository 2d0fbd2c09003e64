import pytest
from openpyxl.utils import get_column_letter

from kjr.store.base import Area, CellMark, MarkKind
from tests.plans import BOTH
from tests.typed import column, make_rows, read, told, write_rows

pytestmark = BOTH


class Page:
    """Two rows of a plan's ledger, of 3 and 4 people."""

    def __init__(self, plan):
        self.plan, ledger = plan, plan.campaign.ledger(plan.ledger)
        self.people, self.last = plan.at + 1, len(plan.columns)
        filled = zip(ledger.columns, plan.row, strict=False)
        free = (n for n, (each, cell) in enumerate(filled, 1) if cell and not each.required)
        self.free = next(free)

    def read(self, *marks, **facts):
        rows = write_rows(self.plan, *make_rows(self.plan, 3, 4))
        said = tuple(CellMark(*each) for each in marks)
        return read(rows, campaign=self.plan.campaign, unit=self.plan.unit, marks=said, **facts)

    def counted(self, page):
        return column(page, self.plan.people)

    def cell(self, row, at):
        return f"{get_column_letter(at)}{row}"


@pytest.fixture
def page(plan):
    return Page(plan)


def test_a_struck_row_is_deleted_and_told(page):
    made = page.read(*((2, at, MarkKind.STRUCK) for at in range(1, page.last + 1)))
    assert page.counted(made) == [4]
    assert told(made) == [("", "疑")]
    assert made.sheet.cell(2, page.people) == 3, "what was typed can still be seen and changed"


def test_a_struck_cell_is_deleted_and_told(page):
    made = page.read((2, page.free, MarkKind.STRUCK))
    one, other = column(made, page.plan.columns[page.free - 1])
    assert (one, bool(other)) == (None, True)
    assert told(made) == [(page.cell(2, page.free), "疑")]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (MarkKind.VEILED, "看见的是“30”"),
        (MarkKind.CUT, "划掉的“30”"),
        (MarkKind.NOTE, "批注“30”"),
        (MarkKind.PICTURE, "图片"),
    ],
)
def test_what_stands_at_a_counted_cell_is_told(page, kind, words):
    at = page.people
    made = page.read((2, at, kind, "30"), (1, at, kind, "30"), (2, 30, kind, "30"))
    assert page.counted(made) == [3, 4]
    assert told(made) == [(page.cell(2, at), "疑")]
    assert words in made.problems[0].message


def test_a_rule_that_may_strike_out_is_told_once_and_every_row_counts(page):
    made = page.read((2, 1, MarkKind.RULED, "A2:G9"), (2, 6, MarkKind.RULED, "F2:F9"))
    assert page.counted(made) == [3, 4]
    assert [problem.level for problem in made.problems] == ["疑"]
    assert "A2:G9、F2:F9" in made.problems[0].message


def test_the_same_note_all_down_a_column_is_told_once(page):
    at = page.people
    made = page.read((2, at, MarkKind.NOTE, "填数字"), (3, at, MarkKind.NOTE, "填数字"))
    assert told(made) == [(page.cell(2, at), "疑")]


def test_a_phone_number_in_a_note_is_not_shown(page):
    made = page.read((2, page.people, MarkKind.NOTE, "问13800001234"))
    assert "1380000" not in made.problems[0].message


def test_numbers_under_a_merged_cell_are_told(page):
    at = page.people
    made = page.read(merged=(Area(2, at, 3, at),))
    assert page.counted(made) == [3, None]
    assert told(made) == [(page.cell(3, at), "疑")]


def test_of_a_long_note_forty_letters_are_told(page):
    notes = "一" * 40, "二" * 41
    made = page.read(
        *((row, page.people, MarkKind.NOTE, each) for row, each in enumerate(notes, 2))
    )
    said = [problem.message.split("”")[0] for problem in made.problems]
    assert said == [f"有批注“{notes[0]}", f"有批注“{'二' * 40}…"]


def test_a_row_is_struck_where_all_its_known_cells_are_and_no_others_need_be(page):
    at = [n for n, cell in enumerate(page.plan.row, 1) if cell is not None]
    every = page.read(*((2, each, MarkKind.STRUCK) for each in at))
    assert told(every) == [("", "疑")]
    some = page.read(*((2, each, MarkKind.STRUCK) for each in at[1:]))
    assert ("", "疑") not in told(some)


def test_what_is_told_of_marks_stands_among_the_rest_in_the_order_of_the_rows(plan):
    page = Page(plan)
    rows = make_rows(plan, 3, "若干")
    mark = CellMark(2, page.people, MarkKind.NOTE, "填数字")
    made = read(write_rows(plan, *rows), campaign=plan.campaign, unit=plan.unit, marks=(mark,))
    assert [each.row for each in made.problems] == [2, 3]


def test_what_is_struck_where_nothing_stands_or_nobody_reads_is_not_told(page):
    made = page.read((2, page.last, MarkKind.STRUCK), (2, 30, MarkKind.STRUCK))
    assert (page.counted(made), told(made)) == ([3, 4], [])
