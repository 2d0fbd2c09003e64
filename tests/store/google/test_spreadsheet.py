import datetime as dt

import pytest

from kjr.errors import KjrError
from kjr.store.base import SheetChangedError
from kjr.store.google.confirmation import LostCellsError
from kjr.store.google.refusals import BusyError, GoogleError
from kjr.store.google.spreadsheet import save_spreadsheet
from tests.store.google.at_google import HEADER, ROWS, VISITS, open_office

UNIT = "甲学会"


class Saving:
    """One sheet of one unit, the app's view of it, and a person beside it."""

    def __init__(self, office):
        self.office, self.store = office, office.store
        self.book = office.add(UNIT)
        self.sheet = office.person(self.book).sheet1
        (self.old,) = self.store.read(UNIT)
        office.calls()

    def rows(self):
        return self.office.new_store().read(UNIT)[0].rows

    def save(self, *rows):
        self.store.write(self.old._replace(rows=rows), self.old)

    def cells(self):
        return self.office.world.books[self.book].tabs[0].cells

    def meanwhile(self, happens):
        self.office.http.happens = happens


@pytest.fixture
def saving():
    with open_office() as office:
        yield Saving(office)


ZHANG, LI, WANG = ROWS[1:]
LI_13 = (None, "李示例", 13.0)
ZHAO = (dt.date(2019, 6, 3), "赵示例", 7.0)


def test_a_save_costs_one_look_and_one_write(saving):
    saving.save(HEADER, ZHANG, LI_13, WANG, ZHAO)
    assert saving.office.calls() == {"read": 1, "write": 1}
    assert saving.rows() == (HEADER, ZHANG, LI_13, WANG, ZHAO)


def test_only_the_changed_cell_is_touched(saving):
    saving.sheet.update_acell("C2", "=1+2")
    saving.save(HEADER, ZHANG, LI_13, WANG)
    assert saving.sheet.acell("C2", value_render_option="FORMULA").value == "=1+2"


def test_a_formula_is_not_overwritten(saving):
    saving.sheet.update_acell("C2", "=1+2")
    before = saving.rows()
    with pytest.raises(KjrError, match="C2 是公式，不能由程序改写；请在 Google 表格里修改"):
        saving.save(HEADER, (None, "张示例", 4.0), LI_13, WANG)
    assert "write" not in saving.office.calls()
    assert saving.rows() == before
    assert saving.sheet.acell("C2", value_render_option="FORMULA").value == "=1+2"


def test_text_is_never_taken_for_a_formula(saving):
    nasty = ('=IMPORTXML("x")', "+1", "@SUM(A1)", "-2", "0042", "=HYPERLINK(1)")
    saving.save(*ROWS, nasty)
    assert saving.rows()[-1] == nasty
    saving.office.world.books[saving.book].properties["locale"] = "en_US"
    stored = [cell["userEnteredValue"] for (row, _), cell in saving.cells().items() if row == 4]
    assert stored == [{"stringValue": text} for text in nasty]


def test_a_day_is_stored_as_a_number_that_looks_like_a_day(saving):
    saving.save(HEADER, (dt.date(2019, 5, 28), *ZHANG[1:]), LI, WANG, ZHAO)
    assert saving.sheet.col_values(1) == ["走访日期", "2019-05-28", "", "", "2019-06-03"]


def test_a_number_that_is_shown_as_a_day_is_that_number(saving):
    saving.sheet.format("A2:C2", {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}})
    saving.sheet.update([[5.3, 3, 43613]], "A2", value_input_option="RAW")
    assert saving.rows()[1] == (5.3, 3.0, dt.date(2019, 5, 28))


def test_a_cell_that_shows_only_its_month_says_no_more(saving):
    saving.sheet.format("A2:B2", {"numberFormat": {"type": "DATE", "pattern": 'yyyy"年"m"月"'}})
    saving.sheet.update([[43586, 43613]], "A2", value_input_option="RAW")
    assert saving.rows()[1][:2] == ("2019年5月", dt.date(2019, 5, 28))


def test_a_cleared_cell_keeps_its_format(saving):
    saving.sheet.format("C3", {"textFormat": {"bold": True}})
    saving.save(HEADER, ZHANG, (None, "李示例"), WANG)
    assert "userEnteredFormat" in saving.cells()[2, 2]
    assert saving.rows()[2] == (None, "李示例")


def test_a_wider_row_gets_its_columns(saving):
    saving.sheet.resize(cols=3)
    saving.save(*ROWS, (None, "赵示例", 1.0, "备注"))
    assert saving.rows()[-1] == (None, "赵示例", 1.0, "备注")


def test_new_rows_go_below_everything_even_in_a_full_grid(saving):
    saving.sheet.resize(rows=4)
    saving.save(*ROWS, ZHAO)
    assert saving.rows() == (*ROWS, ZHAO)


def test_a_changed_sheet_is_refused_before_anything_is_written(saving):
    saving.sheet.update_acell("C4", "6")
    with pytest.raises(SheetChangedError):
        saving.save(HEADER, ZHANG, LI_13, WANG)
    assert saving.office.calls() == {"read": 1}


MOVES = {
    "a row inserted above": lambda sheet: sheet.insert_row(["", "新示例", 1], 2),
    "an empty row inserted in place": lambda sheet: sheet.insert_row([], 3),
    "rows sorted": lambda sheet: sheet.sort((3, "asc"), range="A2:C4"),
    "a row deleted above": lambda sheet: sheet.delete_rows(2),
    "all rows deleted but one": lambda sheet: sheet.delete_rows(2, 3),
}


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("answer", ["answered", "lost"])
def test_rows_that_move_under_a_save_are_left_as_they_were(saving, name, answer):
    saving.meanwhile(lambda: MOVES[name](saving.sheet))
    if answer == "lost":
        saving.office.fails("lost*1@POST /v4/spreadsheets")
        saving.meanwhile(lambda: _move_then_fail(saving, MOVES[name]))
    with pytest.raises(SheetChangedError):
        saving.save(HEADER, ZHANG, LI_13, WANG)
    ours = sorted(map(str, saving.rows()))
    assert ours == sorted(map(str, _moved(MOVES[name])))


def _move_then_fail(saving, move):
    saving.office.fails("")
    move(saving.sheet)
    saving.office.fails("lost*1@POST /v4/spreadsheets")


def _moved(move):
    """What the move alone makes of the sheet."""
    with open_office() as office:
        other = Saving(office)
        move(other.sheet)
        return other.rows()


def test_several_changed_rows_are_all_put_right(saving):
    saving.meanwhile(lambda: saving.sheet.sort((3, "asc"), range="A2:C4"))
    with pytest.raises(SheetChangedError):
        saving.save(HEADER, (None, "张示例", 4.0), LI_13, (None, "王示例", 6.0), ZHAO)
    assert saving.rows() == (HEADER, ZHANG, WANG, LI)


def test_what_can_be_put_right_is_even_if_one_row_cannot(saving):
    saving.meanwhile(lambda: saving.sheet.insert_row(["", "新示例", 1], 2))
    with pytest.raises(LostCellsError, match="新示例 4"):
        saving.save(HEADER, (None, "张示例", 4.0), LI_13, (None, "王示例", 6.0))
    assert saving.rows()[2:] == (ZHANG, LI, WANG)


def test_a_row_that_already_holds_what_hits_it_is_no_loss(saving):
    saving.sheet.update_acell("C2", 13)
    (saving.old,) = saving.store.read(UNIT)
    saving.meanwhile(lambda: saving.sheet.insert_row([], 2))
    with pytest.raises(SheetChangedError):
        saving.save(HEADER, (None, "张示例", 13.0), LI_13, WANG)
    assert saving.rows() == (HEADER, (), (None, "张示例", 13.0), LI, WANG)


def test_a_deletion_that_hits_another_entry_gives_it_back(saving):
    saving.meanwhile(lambda: saving.sheet.insert_row(["", "新示例", 1], 2))
    with pytest.raises(SheetChangedError):
        saving.save(HEADER, ZHANG, (), WANG)
    assert set(saving.rows()) - {()} == {HEADER, (None, "新示例", 1.0), ZHANG, LI, WANG}


def test_an_edit_to_another_cell_of_the_row_is_kept_beside_ours(saving):
    saving.meanwhile(lambda: saving.sheet.update_acell("D3", "备注"))
    saving.save(HEADER, ZHANG, LI_13, WANG)
    assert saving.rows()[2] == (*LI_13, "备注")


def test_a_row_appended_by_somebody_else_is_not_covered(saving):
    saving.meanwhile(lambda: saving.sheet.append_row(["", "新示例", 1]))
    saving.save(*ROWS, ZHAO)
    assert {row[1:] for row in saving.rows()} >= {("新示例", 1.0), ZHAO[1:]}


def test_what_cannot_be_told_is_said_plainly(saving):
    saving.meanwhile(lambda: saving.sheet.insert_row(["", "新示例", 1], 3))
    with pytest.raises(LostCellsError, match="版本记录"):
        saving.save(HEADER, ZHANG, LI_13, WANG)


@pytest.mark.parametrize("fault", ["lost*1", "lost=503*1", "503*3", "reset*2", "html*1"])
def test_a_write_without_an_answer_is_done_exactly_once(saving, fault):
    saving.office.fails(f"{fault}@POST /v4/spreadsheets")
    saving.save(HEADER, ZHANG, LI_13, WANG, ZHAO)
    assert saving.rows() == (HEADER, ZHANG, LI_13, WANG, ZHAO)


def _lose_and_meanwhile(saving, happens, fault="lost"):
    """The write arrives and its answer does not, or neither; then somebody types."""
    saving.meanwhile(lambda: saving.office.fails(f"{fault}*1@POST /v4/spreadsheets"))
    through = saving.office.http.ask

    def ask(method, *args, **parts):
        last = saving.office.http.calls[-1].method if saving.office.http.calls else ""
        if method == "get" and last == "post" and not saving.done:
            saving.done = True
            happens()
        return through(method, *args, **parts)

    saving.done, saving.office.http.ask = False, ask


def test_a_lost_answer_is_done_although_another_row_was_changed_since(saving):
    """What is looked for is ours; the rest of the sheet may have moved on."""
    _lose_and_meanwhile(saving, lambda: saving.sheet.update_acell("C2", 9))
    saving.save(HEADER, ZHANG, LI_13, WANG, ZHAO)
    assert saving.rows() == (HEADER, (None, "张示例", 9.0), LI_13, WANG, ZHAO)


def test_a_write_that_never_came_is_not_taken_for_done_because_another_row_changed(saving):
    _lose_and_meanwhile(saving, lambda: saving.sheet.update_acell("C2", 9), "503")
    with pytest.raises(SheetChangedError):
        saving.save(HEADER, ZHANG, LI_13, WANG, ZHAO)
    assert saving.rows() == (HEADER, (None, "张示例", 9.0), LI, WANG)


def test_a_write_that_never_came_changes_nothing_where_rows_moved(saving):
    _lose_and_meanwhile(saving, lambda: saving.sheet.insert_row(["", "新示例", 1], 2), "503")
    with pytest.raises(SheetChangedError):
        saving.save(HEADER, ZHANG, LI_13, WANG)
    assert saving.rows() == (HEADER, (None, "新示例", 1.0), ZHANG, LI, WANG)


def test_a_write_that_never_gets_through_says_so_and_changes_nothing(saving):
    saving.office.fails("503@POST /v4/spreadsheets")
    with pytest.raises(KjrError, match="没有保存上"):
        saving.save(*ROWS, ZHAO)
    assert saving.rows() == ROWS


def test_a_used_up_minute_is_said_at_once(saving):
    saving.office.fails("429@POST /v4/spreadsheets")
    before = saving.office.world.clock.now()
    with pytest.raises(BusyError, match="过一分钟再试"):
        saving.save(*ROWS, ZHAO)
    assert saving.office.world.clock.now() - before < 5
    assert saving.rows() == ROWS


def test_a_save_of_nothing_writes_nothing(saving):
    saving.save(*ROWS)
    assert saving.office.calls() == {"read": 1}


def test_the_name_of_a_sheet_may_hold_anything():
    with open_office() as office:
        office.add(UNIT, {"L9": [["x"]], "It's 走访!A1": ROWS})
        old = office.store.read(UNIT)[1]
        office.store.write(old._replace(rows=(*ROWS, ZHAO)), old)
        assert office.store.read(UNIT)[1].rows[-1] == ZHAO
        assert old.name != VISITS


@pytest.mark.parametrize("fault", ["", "lost*1@POST /v4", "503*1@POST /v4"])
def test_a_save_tells_the_sheet_as_google_has_it_afterwards(saving, fault):
    saving.office.fails(fault)
    new = saving.old._replace(rows=(HEADER, ZHANG, LI_13, WANG, ZHAO))
    after = save_spreadsheet(saving.store.book(UNIT), new, saving.old)
    assert after == saving.office.new_store().read(UNIT)[0]
    assert after.rows == new.rows
    assert save_spreadsheet(saving.store.book(UNIT), after, after) == after


def test_a_refusal_that_is_no_missing_sheet_is_told_as_it_is(saving):
    saving.office.fails("403@GET /v4")
    with pytest.raises(GoogleError, match="没有权限"):
        saving.save(*ROWS, ZHAO)


@pytest.mark.parametrize(("refused", "is_saved"), [(3, True), (4, False)])
def test_a_write_that_does_not_arrive_is_sent_four_times(saving, refused, is_saved):
    saving.office.fails(f"503*{refused}@POST /v4")
    if is_saved:
        saving.save(*ROWS, ZHAO)
    else:
        with pytest.raises(GoogleError, match="没有保存上：Google 暂时出了故障"):
            saving.save(*ROWS, ZHAO)
    assert saving.rows() == ((*ROWS, ZHAO) if is_saved else ROWS)
