"""What somebody may type to do harm, and where it would do it."""

import io
from html.parser import HTMLParser

import openpyxl
import pandas as pd
import pytest

from kjr import declaration, exports, parts, preview
from kjr.blocks import Document, Paragraph
from kjr.errors import KjrError
from kjr.settings import CAMPAIGN
from kjr.store.folder import FolderStore

STARTS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x")']
MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><b onclick="alert(1)">',
    "[点我](javascript:alert(1))",
]


@pytest.mark.parametrize("typed", STARTS)
def test_a_formula_in_a_cell_is_no_formula_in_an_export(typed):
    table = pd.DataFrame({"单位": [typed]})
    cell = openpyxl.load_workbook(io.BytesIO(exports.as_xlsx(table, "单位"))).active["A2"]
    assert cell.data_type == "s"
    line = exports.as_csv(table).decode("utf-8-sig").split("\r\n", 1)[1].lstrip('"')
    assert line.startswith("'")


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
    shown = parts.card(typed)
    page = preview.sheet(Document(typed, "", (Paragraph(typed),)))
    for html in (shown, page):
        tags = Tags(html).found
        assert not {tag for tag, _ in tags} & {"script", "img", "a"}
        assert not [name for _, said in tags for name in said if name.startswith("on")]


@pytest.mark.parametrize(
    "name", ["../外面", "..\\外面", "/etc/passwd", "C:\\外面", "a/b", "..", "CON"]
)
def test_a_units_name_cannot_lead_out_of_the_folder(tmp_path, name):
    folder = tmp_path / "campaign"
    folder.mkdir()
    for file in CAMPAIGN.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    roster = folder / "units.csv"
    lines = roster.read_text("utf-8-sig").splitlines()
    lines[1] = ",".join([name, *lines[1].split(",")[1:]])
    roster.write_text("\n".join(lines), "utf-8")
    with pytest.raises(KjrError, match="单位名称"):
        declaration.load(folder)


def test_the_folder_itself_refuses_what_the_roster_let_through(tmp_path):
    books = tmp_path / "books"
    books.mkdir()
    with pytest.raises(KjrError):
        FolderStore(books, {}.get, state=tmp_path / "state").create("../外面", b"x")
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix) == []
