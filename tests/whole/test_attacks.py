"""What somebody may type to do harm, and where it would do it."""

import datetime as dt
import io
import shutil
from html.parser import HTMLParser

import openpyxl
import pandas as pd
import pytest

from kjr.campaign import loading
from kjr.documents import exports
from kjr.documents.blocks import Document, Paragraph
from kjr.documents.html import parts, preview
from kjr.editing.saving import EditContext, Saved, save_page
from kjr.errors import KjrError
from kjr.state.journal import Journal
from kjr.store.folder.folder_store import FolderStore
from tests.desk import HEAD, LEDGER, MINE, UNIT, A, lay_desk, page, put, retyped
from tests.harm import MARKUP
from tests.plans import BOTH
from tests.small import SMALL
from tests.store.google import at_google

STARTS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x")']
TYPED = [(dt.date(2019, 6, 3), start, 1.0) for start in STARTS]


@pytest.mark.parametrize("typed", STARTS)
def test_a_formula_in_a_cell_is_no_formula_in_an_export(typed):
    table = pd.DataFrame({"单位": [typed]})
    cell = openpyxl.load_workbook(io.BytesIO(exports.render_xlsx(table, "单位"))).active["A2"]
    assert cell.data_type == "s"
    line = exports.render_csv(table).decode("utf-8-sig").split("\r\n", 1)[1].lstrip('"')
    assert line.startswith("'")


def test_a_formula_typed_here_is_text_in_the_workbook(tmp_path):
    desk = lay_desk(tmp_path)
    put(desk, A)
    seen = page(desk)
    assert isinstance(save_page(desk, retyped(seen, A, *TYPED), seen, MINE), Saved)
    sheet = openpyxl.load_workbook(desk.store.folder / f"{UNIT}.xlsx")[LEDGER]
    cells = [sheet.cell(row, 2) for row in range(4, 4 + len(STARTS))]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert [cell.value for cell in cells] == STARTS


def test_a_formula_typed_here_is_text_at_google(tmp_path):
    with at_google.open_office() as office:
        book = office.add(UNIT, {LEDGER: ((LEDGER,), HEAD, A)})
        desk = EditContext(SMALL, office.store, Journal(tmp_path))
        seen = page(desk)
        assert isinstance(save_page(desk, retyped(seen, A, *TYPED), seen, MINE), Saved)
        cells = office.world.books[book].tabs[0].cells
    stored = [
        cell["userEnteredValue"]
        for (row, column), cell in sorted(cells.items())
        if row > 2 and column == 1
    ]
    assert stored == [{"stringValue": start} for start in STARTS]


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_in_a_cell_is_shown_as_text(typed):
    """On the parts of the board, and in the summary as it shows on screen."""
    shown = parts.render("parts.card", typed)
    page = preview.render_preview(Document(typed, "", (Paragraph(typed),)))
    for html in (shown, page):
        tags = Tags(html).found
        assert not {tag for tag, _ in tags} & {"script", "img", "a"}
        assert not [name for _, said in tags for name in said if name.startswith("on")]


@pytest.mark.parametrize(
    "name",
    ["../外面", "..\\外面", "/etc/passwd", "C:\\外面", "a/b", "..", "CON", "com¹", "LPT9 .甲"],
)
@BOTH
def test_a_units_name_cannot_lead_out_of_the_folder(plan, tmp_path, name):
    folder = shutil.copytree(plan.home, tmp_path / "campaign")
    roster = folder / "units.csv"
    lines = roster.read_text("utf-8-sig").splitlines()
    lines[1] = ",".join([name, *lines[1].split(",")[1:]])
    roster.write_text("\n".join(lines), "utf-8")
    with pytest.raises(KjrError, match="单位名称"):
        loading.load_campaign(folder)


def test_the_folder_itself_refuses_what_the_roster_let_through(tmp_path):
    books = tmp_path / "books"
    books.mkdir()
    with pytest.raises(KjrError):
        FolderStore(books, {}.get, state=tmp_path / "state").create("../外面", b"x")
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix) == []
