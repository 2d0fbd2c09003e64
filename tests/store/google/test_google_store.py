import datetime as dt

import pytest

from kjr.store.base import Area, SheetChangedError, StoreUnavailableError, UnreadableError
from kjr.store.google.quota import PER_MINUTE, Urgency, keep_in_memory
from tests.store.google.at_google import ROWS, VISITS, open_office


@pytest.fixture
def office():
    with open_office(people_lag=180) as office:
        yield office


def marks(office):
    return {unit: held.mark for unit, held in office.store.versions().books.items()}


def test_a_book_is_read_whole_in_one_call(office):
    office.add("甲学会", {VISITS: ROWS, "意见建议": [["意见"]], "L9": [[]]})
    office.store.versions()
    office.calls()
    assert [sheet.name for sheet in office.store.read("甲学会")] == [VISITS, "意见建议", "L9"]
    assert office.calls() == {"read": 1}


def test_a_day_is_read_as_a_day_and_a_number_as_a_number(office):
    office.add("甲学会", {VISITS: [["日期"], [dt.date(2019, 5, 30)], [43615], ["5.30"], [True]]})
    (sheet,) = office.store.read("甲学会")
    assert [row[0] for row in sheet.rows[1:]] == [dt.date(2019, 5, 30), 43615.0, "5.30", True]


def test_formulas_show_their_results_and_errors_as_people_see_them(office):
    book = office.add("甲学会")
    office.person(book).sheet1.update([["=2*21", "=1/0"]], "A5", value_input_option="USER_ENTERED")
    (sheet,) = office.store.read("甲学会")
    assert sheet.rows[4] == (42.0, "#DIV/0!")


def test_merged_and_hidden_parts_are_known(office):
    person = office.person(office.add("甲学会"))
    person.sheet1.merge_cells("A1:C1")
    person.sheet1.hide_rows(2, 3)
    person.sheet1.hide_columns(1, 2)
    person.add_worksheet("旧", 5, 5).hide()
    sheet, old = office.store.read("甲学会")
    assert (sheet.merged, sheet.hidden_rows) == ((Area(1, 1, 1, 3),), {3})
    assert (sheet.hidden_columns, old.hidden) == ({2}, True)


def test_a_renamed_and_an_added_sheet_cost_no_further_call(office):
    person = office.person(office.add("甲学会"))
    office.store.read("甲学会")
    person.sheet1.update_title("走访")
    person.add_worksheet("补充", 5, 5)
    office.calls()
    assert [sheet.name for sheet in office.store.read("甲学会")] == ["走访", "补充"]
    assert office.calls() == {"read": 1}


def test_two_books_of_one_unit_leave_the_newest_and_name_the_other(office):
    office.add("甲学会（旧）")
    office.world.clock.advance(60)
    office.add("甲学会")
    listing = office.store.versions()
    assert listing.books["甲学会"].file == "甲学会"
    assert [stray.file for stray in listing.strays] == ["甲学会（旧）"]


def test_files_that_count_for_nobody_are_named_with_the_reason(office):
    office.add("谁的?")
    for name, kind in [("下级", "folder"), ("乙学会.xlsx", "xlsx")]:
        body = {"name": name, "parents": [office.folder], "mimeType": KINDS[kind]}
        office.http.ask("post", "https://www.googleapis.com/drive/v3/files", json=body)
    reasons = {stray.file: stray.reason for stray in office.store.versions().strays}
    assert reasons["谁的?"].startswith("认不出是哪个单位的")
    assert reasons["下级"].startswith("下级文件夹里的表格不读取")
    assert "另存为 Google 表格" in reasons["乙学会.xlsx"]


KINDS = {
    "folder": "application/vnd.google-apps.folder",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def test_a_folder_of_more_than_a_page_is_listed_whole(office):
    for number in range(1001):
        office.add(f"单位{number}", {"表": [["x"]]})
    assert len(office.store.versions().books) == 1001
    assert office.calls() == {"drive": 2}


def test_our_own_save_moves_the_mark_at_once_even_if_drive_lags(office):
    office.world.settings.api_lag = 180
    office.add("甲学会")
    before = marks(office)
    (old,) = office.store.read("甲学会")
    office.store.write(old._replace(rows=(*old.rows, ("新",))), old)
    assert marks(office) != before


def test_an_edit_by_a_person_shows_once_drive_tells(office):
    book = office.add("甲学会")
    before = marks(office)
    office.store.read("甲学会")
    office.person(book).sheet1.update_acell("C2", "9")
    assert marks(office) == before
    office.world.clock.advance(181)
    assert marks(office) != before


def test_the_rounds_find_what_drive_never_tells(office):
    office.world.settings.people_lag = 10_000
    book = office.add("甲学会")
    before = marks(office)
    office.store.read("甲学会")
    office.person(book).sheet1.update_acell("C2", "9")
    office.world.clock.advance(10)
    assert marks(office) != before
    office.calls()
    assert office.store.read("甲学会")[0].rows[1][2] == 9.0
    assert office.calls() == {}
    once = marks(office)
    office.person(book).sheet1.update_acell("C2", "8")
    office.world.clock.advance(20)
    assert marks(office) != once


@pytest.mark.parametrize("then", ["the folder is listed", "we save"])
def test_what_the_rounds_found_serves_nobody_once_the_book_has_changed_again(office, then):
    office.world.settings.people_lag = 10_000
    book = office.add("甲学会")
    before = marks(office)
    (sheet,) = office.store.read("甲学会")
    office.store.look_at("甲学会")
    office.person(book).sheet1.update_acell("C2", "9")
    office.world.clock.advance(10)
    assert marks(office) != before  # its page is open: it was read, and not asked for yet
    if then == "we save":
        old = sheet._replace(rows=(sheet.rows[0], (*sheet.rows[1][:2], 9.0), *sheet.rows[2:]))
        office.store.write(old._replace(rows=(*old.rows, (None, "我院", 7.0))), old)
    else:
        office.person(book).sheet1.update_acell("C2", "8")
        office.world.clock.advance(4)
        office.store.versions()
    office.calls()
    (after,) = office.store.read("甲学会")
    assert office.calls() == {"read": 1}
    held = (9.0, "我院") if then == "we save" else (8.0, sheet.rows[-1][1])
    assert (after.rows[1][2], after.rows[-1][1]) == held


def test_the_rounds_leave_marks_alone_while_nothing_changes(office):
    office.add("甲学会")
    before = marks(office)
    office.store.read("甲学会")
    for _ in range(5):
        office.world.clock.advance(20)
        assert marks(office) == before


def test_an_open_page_is_read_every_ten_seconds(office):
    office.world.settings.people_lag = 10_000
    for number in range(60):
        office.add(f"单位{number:02}")
    book = office.add("甲学会")
    before = marks(office)
    office.store.read("甲学会")
    office.person(book).sheet1.update_acell("C2", "9")
    office.store.look_at("甲学会")
    office.calls()
    office.world.clock.advance(4)
    assert (marks(office)["甲学会"], office.calls()) == (before["甲学会"], {"drive": 1})
    office.world.clock.advance(6.5)
    assert marks(office)["甲学会"] != before["甲学会"]


def test_a_book_no_longer_shared_is_news_with_a_reason(office):
    office.add("甲学会")
    before = marks(office)
    office.store.read("甲学会")
    office.fails("403@GET /v4")
    office.world.clock.advance(10)
    assert marks(office) != before
    with pytest.raises(UnreadableError, match="请把文件夹共享给"):
        office.store.read("甲学会")


def test_a_restart_knows_every_book_that_did_not_change(office):
    for number in range(5):
        office.add(f"单位{number}")
    before = marks(office)
    for unit in before:
        office.store.read(unit)
    (old,) = office.store.read("单位3")
    office.store.write(old._replace(rows=(*old.rows, ("新",))), old)
    again = office.new_store().versions().books
    assert [unit for unit in again if again[unit].mark != before[unit]] == ["单位3"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [("503", "故障"), ("html", "故障"), ("reset", "连不上 Google"), ("404", "共享给")],
)
def test_a_folder_out_of_reach_says_why(office, fault, words):
    office.fails(f"{fault}@/drive")
    with pytest.raises(StoreUnavailableError, match=words):
        office.store.versions()


def test_a_passing_failure_is_waited_out(office):
    office.add("甲学会")
    office.fails("503*1,html*1,reset*1,429*1@GET /v4")
    assert office.store.read("甲学会")[0].rows == ROWS


def test_a_deleted_book_is_unreadable_until_the_next_listing(office):
    book = office.add("甲学会")
    office.store.versions()
    office.world.books.pop(book)
    with pytest.raises(UnreadableError, match="已被删除"):
        office.store.read("甲学会")


def test_a_book_whose_sheet_was_renamed_is_not_written(office):
    person = office.person(office.add("甲学会"))
    (old,) = office.store.read("甲学会")
    person.sheet1.update_title("走访")
    with pytest.raises(SheetChangedError):
        office.store.write(old._replace(rows=(("x",),)), old)


def test_spreadsheets_are_told_by_new_names_as_soon_as_there_are_some(office):
    book = office.add("甲学会")
    assert list(office.store.versions().books) == ["甲学会"]
    office.store.follow_names({"甲学会": "丙学会"}.get)
    assert list(office.store.versions().books) == ["丙学会"]
    assert office.store.address("丙学会") == f"https://docs.google.com/spreadsheets/d/{book}/edit"
    assert office.store.address("甲学会") == ""


def test_units_and_strays_are_told_in_the_order_of_their_names(office):
    for name in ("乙学会", "丁?", "甲学会", "丙?", "丙学会"):
        office.add(name)
        office.world.clock.advance(1)
    listing = office.store.versions()
    assert list(listing.books) == ["丙学会", "乙学会", "甲学会"]
    assert [stray.file for stray in listing.strays] == ["丁?", "丙?"]


def test_calls_are_counted_together_with_every_process_of_the_account(office):
    told, kept = [], {}

    def keep(name):
        told.append(name)
        return kept.setdefault(name, keep_in_memory())

    office.add("甲学会")
    other = office.new_store(office.new_http())
    for store in (office.store, other):
        store.count_with_others(keep)
    assert told == [f"{office.http.account} {kind}" for kind in ("read", "write")] * 2
    while other._http.purses["read"].take(Urgency.SAVE, patience=0):
        pass
    assert not office.http.purses["read"].has(Urgency.SAVE)
    assert office.http.purses["write"].has(Urgency.SAVE)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        *(("403", UnreadableError), ("404", UnreadableError), ("400", UnreadableError)),
        *(("503", StoreUnavailableError), ("401", StoreUnavailableError)),
    ],
)
def test_a_book_alone_out_of_reach_is_told_from_google_out_of_reach(office, fault, kind):
    """The first keeps its last figures as stale, the second those of all."""
    office.add("甲学会")
    office.store.versions()
    office.fails(f"{fault}@GET /v4")
    with pytest.raises(kind):
        office.store.read("甲学会")


def test_a_page_that_nobody_looked_at_for_half_a_minute_is_closed(office):
    office.world.settings.people_lag = 10_000
    for number in range(60):
        office.add(f"单位{number:02}")
    book = office.add("甲学会")
    office.store.versions()
    office.store.look_at("甲学会")
    reads = []
    for _ in range(8):
        office.http.calls.clear()
        office.world.clock.advance(5)
        office.store.versions()
        reads.append(sum(book in call.path for call in office.http.calls))
    assert reads == [1, 0, 1, 0, 1, 0, 0, 0]


def test_a_book_whose_page_is_open_is_read_before_those_that_only_changed(office):
    for unit in ("甲学会", "乙学会"):
        office.add(unit)
    office.store.versions()
    office.store.look_at("甲学会")
    office.http.purses["read"].drain(-60 / PER_MINUTE)  # two calls are left
    before = office.world.clock.now()
    office.store.read("甲学会")
    assert office.world.clock.now() == before
    office.store.read("乙学会")
    assert office.world.clock.now() > before
