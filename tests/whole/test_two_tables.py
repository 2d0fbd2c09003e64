"""Two tables on one sheet: each keeps to its own rows, whatever the other holds."""

import pytest

from kjr.editing.merging import apply_changes
from kjr.editing.overwritten import find_overwritten_acts
from kjr.editing.page_rows import find_act_page, find_vacant_rows
from kjr.editing.saving import Actor, save_page, undo_act
from kjr.errors import KjrError
from kjr.reading.book import parse_book
from tests.desk import lay_desk
from tests.plans import BOTH
from tests.small import NOON
from tests.store.files import xlsx

pytestmark = BOTH
SHEET = "汇总"
HAND = Actor("张示例", NOON)


class Sheet:
    """A sheet of one unit with a plan's ledger above another one."""

    def __init__(self, plan, desk):
        self.plan, self.desk = plan, desk
        ledgers = (each for each in plan.campaign.ledgers if each.name != plan.ledger)
        self.lower = next(each for each in ledgers if not each.single)
        columns = [each for each in self.lower.columns if each.required]
        self.heads = tuple(each.name for each in columns)
        self.entry = tuple(each.example for each in columns)

    @property
    def journal(self):
        return self.desk.journal

    def put(self, *between):
        width = len(self.plan.row)
        upper = ((self.plan.ledger,), tuple(self.plan.columns[:width]), self.plan.row)
        rows = (*upper, *between, self.heads, self.entry)
        file = self.desk.store.folder / f"{self.plan.unit}.xlsx"
        file.write_bytes(xlsx({SHEET: rows}))

    def page(self, ledger=""):
        pages = parse_book(self.desk.store.read(self.plan.unit), self.plan.campaign)
        return next(page for page in pages if page.ledger == (ledger or self.plan.ledger))


@pytest.fixture
def sheet(plan, tmp_path):
    return Sheet(plan, lay_desk(tmp_path, plan.campaign))


def add(sheet):
    seen = sheet.page()
    row = next(find_vacant_rows(seen))
    cells = [(row, column, cell) for column, cell in enumerate(sheet.plan.later, 1)]
    return save_page(sheet.desk, apply_changes(seen.sheet, cells), seen, HAND).act


@pytest.mark.parametrize("is_titled", [False, True])
def test_a_new_row_of_the_upper_table_stays_above_the_lower(sheet, is_titled):
    sheet.put((), (), (sheet.lower.name,) if is_titled else ())
    add(sheet)
    assert [entry.row for entry in sheet.page().entries] == [3, 4]
    assert sheet.page().sheet.rows[-1] == sheet.entry


def test_without_room_the_row_is_refused_with_what_to_do(sheet):
    sheet.put((sheet.lower.name,))
    with pytest.raises(
        KjrError, match=f"「汇总」里「{sheet.plan.ledger}」下面紧接着另一张表，没有空行可写"
    ):
        add(sheet)
    assert sheet.page().sheet.rows[4:] == (sheet.heads, sheet.entry)


def test_an_edit_of_one_table_is_not_missed_in_the_other(sheet):
    sheet.put((), (), ())
    act = add(sheet)
    upper, lower = sheet.page(), sheet.page(sheet.lower.name)
    assert find_act_page([lower, upper], act) is upper
    assert find_overwritten_acts(lower, [lower, upper], sheet.journal.acts(), NOON) == ()
    sheet.put((), (), ())
    upper = sheet.page()
    (lost,) = find_overwritten_acts(upper, [upper], sheet.journal.acts(), NOON)
    assert lost.id == act.id


def test_an_edit_of_the_upper_table_is_taken_back(sheet):
    sheet.put((), (), ())
    undo_act(sheet.desk, sheet.page(), add(sheet), HAND)
    assert [entry.row for entry in sheet.page().entries] == [3]
