"""What a clerk types into the app, saved into a spreadsheet that others have open."""

import pytest

from kjr.editing.saving import Conflicts, EditContext, Saved, save_page
from kjr.state.acts import ActKind
from kjr.state.journal import Journal
from kjr.store.base import UncertainWriteError
from tests.desk import HEAD, LEDGER, MINE, NEW, UNIT, A, B, C, page, retyped, rows
from tests.small import SMALL
from tests.store.google.at_google import open_office

MORE = (*B[:2], 13.0)


@pytest.fixture
def office():
    with open_office() as office:
        sheet = ((f"{LEDGER}台账（示例）",), HEAD, A, B, C)
        office.book = office.add(UNIT, {LEDGER: sheet})
        yield office


@pytest.fixture
def context(office, tmp_path):
    return EditContext(SMALL, office.store, Journal(tmp_path))


@pytest.fixture
def person(office):
    return office.person(office.book).sheet1


def test_a_change_reaches_the_spreadsheet_and_the_journal(context):
    seen = page(context)
    assert isinstance(save_page(context, retyped(seen, A, MORE, C, NEW), seen, MINE), Saved)
    assert rows(context) == (A, MORE, C, NEW)
    assert [act.outcome for act in context.journal.acts()] == [ActKind.DONE]


def test_rows_moved_before_and_during_the_save_are_followed(context, office, person):
    seen = page(context)
    person.sort((3, "des"), range="A3:C5")
    office.http.happens = lambda: person.sort((3, "asc"), range="A3:C5")
    assert isinstance(save_page(context, retyped(seen, A, MORE, C, NEW), seen, MINE), Saved)
    assert rows(context) == (A, C, MORE, NEW)


def test_the_same_cell_changed_by_two_is_shown_to_the_second(context, person):
    seen = page(context)
    person.update_acell("C4", 20)
    assert isinstance(save_page(context, retyped(seen, A, MORE, C), seen, MINE), Conflicts)
    assert rows(context) == (A, (*B[:2], 20.0), C)


@pytest.mark.parametrize("fault", ["lost*1", "lost=503*1", "reset*1", "503*2", "html*1"])
def test_a_save_without_an_answer_is_done_once(context, office, fault):
    seen = page(context)
    office.fails(f"{fault}@POST /v4/spreadsheets")
    assert isinstance(save_page(context, retyped(seen, A, MORE, C, NEW), seen, MINE), Saved)
    assert rows(context) == (A, MORE, C, NEW)


def test_a_save_without_an_answer_that_nobody_can_check_stays_open_and_shows_later(context, office):
    """Neither done nor failed is told: it is found there when the spreadsheet is next read."""
    seen, wanted = page(context), (A, MORE, C, NEW)
    ask = office.http.ask

    def cut_off(kind, url, *rest, **what):
        if kind == "post":
            office.fails("lost*1@POST /v4,503@GET")
        return ask(kind, url, *rest, **what)

    office.http.ask = cut_off
    with pytest.raises(UncertainWriteError, match="不知道保存上没有"):
        save_page(context, retyped(seen, *wanted), seen, MINE)
    office.fails("")
    assert [act.outcome for act in context.journal.acts()] == [None]
    save_page(context, retyped(seen, *wanted), seen, MINE)
    assert [act.outcome for act in context.journal.acts()] == [ActKind.DONE]
    assert rows(context) == wanted
