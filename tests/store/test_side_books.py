"""A unit's workbook and its side books: read together, each row changed where it stands."""

import dataclasses

import pytest

from kjr.editing import whole_books
from kjr.editing.saving import EditContext, save_page
from kjr.errors import KjrError
from kjr.figures import sources
from kjr.figures.board import Beside, Board
from kjr.state.acts import ActKind
from kjr.state.journal import Journal
from kjr.store.base import DOUBLE, Stray, UnreadableError
from kjr.store.folder.folder_store import FolderStore
from tests.desk import HEAD, LEDGER, MINE, NEW, UNIT, A, B, C
from tests.shared import WORKER
from tests.small import NOON, SMALL
from tests.store.files import xlsx

CITY = dataclasses.replace(SMALL, side_books=True)
OWN, JUNE, OURS = f"{UNIT}.xlsx", f"{UNIT}（补充6月）.xlsx", f"{UNIT}_系统填报.xlsx"


def whose(stem):
    return UNIT if stem.startswith(UNIT) else None


@pytest.fixture
def context(tmp_path):
    folder = tmp_path / "books"
    folder.mkdir()
    store = FolderStore(folder, whose, WORKER, tmp_path, side_books=True)
    put(store, OWN, A)
    put(store, JUNE, B)
    return EditContext(CITY, store, Journal(tmp_path))


def put(store, name, *rows):
    (store.folder / name).write_bytes(xlsx({LEDGER: (HEAD, *rows)}))


@pytest.fixture
def board(context, tmp_path):
    return Board(
        CITY, context.store, tmp_path / "state", lambda: NOON, beside=Beside(context.journal.acts)
    )


def visits(snapshot):
    """File → the page that stands in it; blank for the unit's own."""
    return {page.sheet.file: page for page in snapshot.pages if page.ledger == LEDGER}


def rows(context, name):
    sheets = WORKER.sheets((context.store.folder / name).read_bytes(), UNIT)
    return next(sheet.rows[1:] for sheet in sheets if sheet.name == LEDGER)


def retype(context, page, *lines):
    context.store.versions()
    return save_page(context, page.sheet._replace(rows=(HEAD, *lines)), page, MINE)


def test_all_files_of_a_unit_are_read_together(context, board):
    snapshot = board.look()
    assert [entry.values["走访人次"] for entry in snapshot.entries] == [3, 12]
    held = snapshot.books[UNIT].held
    assert (held.file, held.sides, snapshot.strays) == (OWN, (JUNE,), ())


def test_every_row_tells_its_own_file(context, board):
    board.look()
    line = board.now.line("I3")
    told = {
        row.file: (row.sheet, row.adds)
        for row in sources.list_counted_sources(board.now, line.measure)
    }
    assert told == {OWN: (LEDGER, 3), JUNE: (f"{LEDGER}〔补充6月〕", 12)}


@pytest.mark.parametrize(("file", "name", "other"), [("", OWN, JUNE), (JUNE, JUNE, OWN)])
def test_an_edit_goes_to_the_file_its_row_came_from(context, board, file, name, other):
    page = visits(board.look())[file]
    before = (context.store.folder / other).read_bytes()
    retype(context, page, *page.sheet.rows[1:], NEW)
    assert rows(context, name)[-1] == NEW
    assert (context.store.folder / other).read_bytes() == before


def test_a_change_of_a_side_book_moves_the_board(context, board):
    before = board.look().version
    put(context.store, JUNE, B, C)
    assert [entry.values["走访人次"] for entry in board.look().entries] == [3, 12, 5]
    assert board.latest.version == before + 1


def test_an_edit_of_a_side_book_that_is_gone_never_lands_in_another(context, board):
    page = visits(board.look())[JUNE]
    (context.store.folder / JUNE).unlink()
    with pytest.raises(KjrError, match="工作簿里找不到"):
        retype(context, page, NEW)
    assert rows(context, OWN) == (A,)


def test_the_app_begins_a_side_book_once(context, board):
    data = xlsx({LEDGER: (HEAD,)})
    whole_books.begin_unit_book(context, context.store, UNIT, data, MINE)
    assert board.look().books[UNIT].held.sides == (OURS, JUNE)
    assert [act.kind for act in context.journal.acts()] == [ActKind.BEGUN]
    with pytest.raises(KjrError, match="已经有了"):
        whole_books.begin_unit_book(context, context.store, UNIT, data, MINE)


def test_a_side_book_that_cannot_be_read_is_named_and_the_last_figures_stay(context, board):
    board.look()
    (context.store.folder / JUNE).write_bytes(b"PK broken")
    context.store.versions()
    with pytest.raises(UnreadableError, match=f"“{JUNE}”："):
        context.store.read(UNIT)
    assert [entry.values["走访人次"] for entry in board.look().entries] == [3, 12]
    assert board.latest.books[UNIT].stale


def test_a_restart_knows_the_files_again(context, board, tmp_path):
    kept = board.look().books
    again = Board(CITY, context.store, tmp_path / "state", lambda: NOON)
    assert again.latest.books == kept


def test_without_side_books_a_second_file_counts_for_nobody(context, tmp_path):
    store = FolderStore(context.store.folder, whose, WORKER, tmp_path)
    listing = store.versions()
    (stray,) = listing.strays
    counted = listing.books[UNIT].file
    assert stray == Stray(({OWN, JUNE} - {counted}).pop(), DOUBLE.format(counted))
