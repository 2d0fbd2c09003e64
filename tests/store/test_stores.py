"""What every store promises, asked of every store."""

import datetime as dt

import pytest

from kjr.store.base import Sheet, SheetChangedError, UnreadableError
from kjr.values.cells import format_cell
from tests.store.files import ADVICE, VISITS
from tests.store.stores import BUILDERS

OURS = Sheet("甲学会", "走访慰问", VISITS)
SHEETS = (OURS, Sheet("甲学会", "意见建议", ADVICE), Sheet("乙学会", "走访慰问", VISITS[:3]))
MORE = OURS._replace(rows=(*VISITS, (dt.date(2019, 6, 3), "王示例", 5.0)))
LESS = OURS._replace(rows=VISITS[:3])


@pytest.fixture(params=BUILDERS)
def store(request, tmp_path):
    with BUILDERS[request.param](SHEETS, tmp_path) as store:
        yield store


def shown(rows):
    """What people see; a store may keep a day as a day, a text or a number of days."""
    return [[format_cell(cell) for cell in row] for row in rows]


def read(store):
    sheets = (sheet for unit in store.versions().books for sheet in store.read(unit))
    return {(sheet.unit, sheet.name): shown(sheet.rows) for sheet in sheets}


def stored(store):
    return next(sheet for sheet in store.read(OURS.unit) if sheet.name == OURS.name)


def test_lists_every_unit_that_has_a_book(store):
    listing = store.versions()
    assert set(listing.books) == {"甲学会", "乙学会"}
    assert listing.strays == ()


def test_says_when_a_book_changed(store):
    assert all(held.changed.tzinfo for held in store.versions().books.values())


def test_reads_what_people_typed(store):
    assert read(store) == {(sheet.unit, sheet.name): shown(sheet.rows) for sheet in SHEETS}


def test_reads_without_being_asked_for_versions_first(store):
    assert {sheet.name for sheet in store.read("甲学会")} == {"走访慰问", "意见建议"}


def test_a_unit_without_a_book_cannot_be_read(store):
    with pytest.raises(UnreadableError, match="没有"):
        store.read("丙学会")


def test_marks_stay_while_nothing_changes(store):
    assert store.versions().books == store.versions().books


def test_only_the_mark_of_a_changed_book_changes(store):
    before = store.versions().books
    store.write(MORE, stored(store))
    after = store.versions().books
    assert after["甲学会"].mark != before["甲学会"].mark
    assert after["乙学会"] == before["乙学会"]


@pytest.mark.parametrize("new", [MORE, LESS], ids=["more", "less"])
def test_what_is_written_reads_back_and_the_rest_stays(store, new):
    before = read(store)
    store.write(new, stored(store))
    assert read(store) == before | {(OURS.unit, OURS.name): shown(new.rows)}


def test_a_sheet_that_changed_is_not_overwritten(store):
    seen = stored(store)
    store.write(MORE, seen)
    with pytest.raises(SheetChangedError, match="甲学会「走访慰问」刚被别人保存过"):
        store.write(LESS, seen)
    assert shown(stored(store).rows) == shown(MORE.rows)


def test_a_sheet_that_is_not_there_is_not_written(store):
    sheet = OURS._replace(name="宣传报道")
    with pytest.raises(SheetChangedError):
        store.write(sheet, sheet)
