"""A made-up city by the command: no file, workbook or document says anything of the old one."""

import io
import re
import zipfile

import openpyxl
import pypdf
import pytest

from kjr.app import commands
from kjr.app.settings import ROOT
from kjr.campaign.loading import load_campaign
from kjr.documents import printing
from tests.another_city import COPY, fill_city, find_old_words, make_city
from tests.faces import strip_tags
from tools.renewing import DISTRICTS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """The new folder, with its blank workbooks."""
    return make_city(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="module")
def example(city):
    """The example of its campaign, which is shown."""
    folder = city.with_name("示例")
    fill_city(city, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KJR_FOLDER", str(folder))
        patch.setenv("KJR_STATE", str(city.with_name("state")))
        yield folder


def test_it_has_nine_ledgers_five_targets_and_thirty_units(city):
    plan = load_campaign(city / "campaign")
    hard = [each for it in plan.indicators for each in it.measures if each.hard]
    assert (len(plan.ledgers), len(hard), len(plan.units)) == (9, 5, 30)
    assert plan.districts == DISTRICTS


def test_no_file_of_it_says_anything_of_the_old_city(city):
    for path in (city / "campaign").rglob("*.*"):
        assert find_old_words(path.read_text("utf-8-sig")) == []


def test_no_cell_of_a_workbook_does(city, example):
    blank, filled = (sorted(folder.glob("*.xlsx")) for folder in (city / "台账", example))
    readable = [*filter(is_book, filled)]
    assert (len(blank), len(readable) > 20) == (30, True)
    for path in (*blank, *readable):
        book = openpyxl.load_workbook(path)
        assert COPY in book.sheetnames or path not in blank
        cells = (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
        told = "\n".join((path.name, str(book.properties.title), *cells))
        assert find_old_words(told) == []


def test_no_document_does_and_the_summary_tells_the_new_ledger(example, tmp_path):
    for number, kind in enumerate(printing.KINDS):
        for ending in ("pdf", "docx"):
            file = tmp_path / f"{number}.{ending}"
            assert commands.main(["summary", "--kind", kind, "--out", str(file)]) == commands.FINE
        said = read_pdf((tmp_path / f"{number}.pdf").read_bytes())
        assert (find_old_words(said), "云州" in said) == ([], True)
        assert find_old_words(read_word(tmp_path / f"{number}.docx")) == []
        assert number or COPY in said
    for name in ("看板.html", "各单位.zip"):
        assert commands.main(["summary", "--out", str(tmp_path / name)]) == commands.FINE
    assert find_old_words(strip_tags((tmp_path / "看板.html").read_text("utf-8"))) == []
    with zipfile.ZipFile(tmp_path / "各单位.zip") as package:
        for name in (each for each in package.namelist() if each.endswith(".pdf")):
            assert find_old_words(name + read_pdf(package.read(name))) == []


@pytest.mark.parametrize(
    "asked", [["figures"], ["figures", "--json"], ["check"], ["doctor", "--leftovers"]]
)
def test_no_command_does(example, capsys, asked):
    commands.main(asked)
    said = capsys.readouterr().out
    assert find_old_words(said.replace(str(ROOT), "")) == []
    assert COPY in said or asked[0] == "doctor"


def is_book(path):
    """Some of the example's files nobody can read."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as package:
        return "xl/workbook.xml" in package.namelist()


def read_pdf(data):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def read_word(path):
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if name.endswith(".xml")]
        return "\n".join(re.sub("<[^>]+>", "\n", package.read(name).decode()) for name in parts)
