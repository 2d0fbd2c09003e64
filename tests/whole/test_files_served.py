"""What people send to a running server and take away from it carries nothing but what is seen."""

import asyncio
import datetime as dt
import io
import secrets
import shutil
import subprocess

import openpyxl
import psutil
import pytest
from PIL import Image

from kjr.access import sessions
from kjr.access.passcodes import read_code_holder
from kjr.access.rights import Role, Viewer
from kjr.campaign.columns import Text
from kjr.state.photographs import list_photographs, read_photograph_file
from kjr.ui.door.guests import BROWSER
from kjr.ui.gate import COOKIE
from tests.documents.test_exports import DANGEROUS, PARTED
from tests.doors import OFFICE, issue
from tests.harm import NOTES, write_with_notes
from tests.plans import FIRST
from tests.programs import program
from tests.store.files import xlsx
from tests.whole.test_door import LITTLE
from tests.window import Window
from tools.serving import ROOT, serving

pytestmark = pytest.mark.slow
UNIT = Viewer(Role.UNIT, (FIRST.campaign.units[0].name,), FIRST.campaign.units[0].name)
LEDGER = next(each for each in FIRST.campaign.ledgers if each.title and not each.single)
PAGE, BOX, KEEP = "summary", "加图片", "存下来"
LISTED, LINES, BOOK = "ledgers", "导出 CSV", "导出 Excel"
COMMAS, ANYTHING = "44,34,76,1", "44/59/9,34,76,1"
"""How a spreadsheet program parts the cells of a line."""
SIZES = {"JPEG": (4000, 3000), "PNG": (800, 600), "HEIF": (800, 600)}
"""The first as telephones take it."""


@pytest.fixture(scope="module")
def house(small_example, tmp_path_factory):
    """A running server, its state, and what somebody's browser sends who has signed in."""
    room = tmp_path_factory.mktemp("files")
    books, state = shutil.copytree(small_example, room / "books"), room / "state"
    head = tuple(column.name for column in LEDGER.columns)
    rows = [
        tuple(typed if isinstance(column, Text) else "" for column in LEDGER.columns)
        for typed in [*DANGEROUS, *PARTED]
    ]
    (books / f"{UNIT.name}.xlsx").write_bytes(xlsx({LEDGER.name: [head, *rows]}))
    for viewer in (OFFICE, UNIT):
        issue(state, viewer)
    places = {"KJR_FOLDER": str(books), "KJR_STATE": str(state), "KJR_SIGN_IN": "passcodes"}

    def sign_in(viewer):
        holder, now = read_code_holder(state, viewer.name), dt.datetime.now(dt.UTC)
        note = sessions.begin_session(state, holder, now, secrets.token_bytes)
        return {COOKIE: note, BROWSER: "theirs"}

    with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
        yield served, state, sign_in


async def send(address, cookies, *files):
    async with Window(address, cookies) as window:
        await window.open(PAGE)
        await window.upload(BOX, *files)
        return await window.press(KEEP)


def test_of_photographs_that_are_sent_nothing_is_kept_of_where_they_were_taken(house):
    served, state, sign_in = house
    files = [(f"{kind}.jpg", write_with_notes(kind, size)) for kind, size in SIZES.items()]
    process = psutil.Process(served.process.pid)
    asyncio.run(send(served.address, sign_in(OFFICE), *files))
    before = process.memory_info().rss
    asyncio.run(send(served.address, sign_in(OFFICE), *files))
    kept = {each.caption: read_photograph_file(state, each.id) for each in list_photographs(state)}
    assert {*kept} == {*SIZES}
    for data in kept.values():
        assert [note for note in NOTES if note.encode() in data] == []
        assert not Image.open(io.BytesIO(data)).getexif()
    assert process.memory_info().rss < before + LITTLE


def test_a_picture_that_no_screen_can_show_is_told_and_not_kept(house):
    served, state, sign_in = house
    before = list_photographs(state)
    file = io.BytesIO()
    Image.new("RGB", (1, 20_000)).save(file, "PNG")
    said = asyncio.run(send(served.address, sign_in(OFFICE), ("细.png", file.getvalue())))
    assert "不像照片" in said
    assert list_photographs(state) == before


@pytest.fixture(scope="module")
def taken(house):
    """What the unit takes away of its ledger: lines of text, and a workbook."""
    served, _, sign_in = house

    async def go():
        async with Window(served.address, sign_in(UNIT)) as window:
            await window.open(LISTED)
            return await window.download(LINES), await window.download(BOOK)

    return asyncio.run(go())


@pytest.mark.parametrize("parted", [COMMAS, ANYTHING])
def test_in_lines_that_are_taken_away_no_cell_is_a_formula(taken, tmp_path, parted):
    (tmp_path / "lines.csv").write_bytes(taken[0])
    how = ["--headless", f"--infilter=CSV:{parted}", "--convert-to", "xlsx", "--outdir", tmp_path]
    at = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    order = [program("soffice"), at, *how, tmp_path / "lines.csv"]
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    cells = list_cells((tmp_path / "lines.xlsx").read_bytes())
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert sum("=1+1" in str(cell.value) for cell in cells) >= 2


def test_in_a_workbook_that_is_taken_away_no_cell_is_a_formula(taken):
    cells = list_cells(taken[1])
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert sum("=1+1" in str(cell.value) for cell in cells) >= 2


def list_cells(book):
    (sheet,) = openpyxl.load_workbook(io.BytesIO(book)).worksheets
    return [cell for row in sheet.iter_rows() for cell in row]
