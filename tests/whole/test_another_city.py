"""A made-up city by the command: no file, workbook or document says anything of the old one."""

import datetime as dt
import io
import re
import zipfile
from random import Random

import openpyxl
import pypdf
import pytest
import streamlit as st

from kjr.app import commands, wiring
from kjr.app.demo.plain_rows import PlainRow
from kjr.app.settings import ROOT
from kjr.campaign.loading import load_campaign
from kjr.documents import printing
from kjr.documents.blank_books.blank_workbook import build_unit_book
from tests.faces import strip_tags
from tests.visitors import knock
from tools.renewing import ANSWERS, DISTRICTS, list_roster

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

OLD = re.compile("银川|兴庆|金凤|西夏|永宁|贺兰|灵武|宁夏|自治区|2019")
NEW = "科普阵地"
NOON = dt.datetime(2026, 6, 9, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
FLAGS = {
    **{"--year": "年份", "--city": "城市", "--office": "承办", "--addressee": "总结报给谁"},
    **{"--theme": "主题", "--first": "活动从哪天", "--last": "活动到哪天"},
    **{"--deadline": "总结截止日", "--districts": "地方", "--copies": "新加的台账"},
    **{"--occasions": "同期的日子"},
}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """The new folder, its workbooks filled by most of the units."""
    room = tmp_path_factory.mktemp("city")
    roster = room / "名册.txt"
    roster.write_text("\n".join("\t".join(row) for row in list_roster()), "utf-8")
    flags = [word for flag, label in FLAGS.items() for word in (flag, ANSWERS[label])]
    made = ["campaign", "new", "--to", str(room / "云州"), "--roster", str(roster), "--yes"]
    assert commands.main([*made, *flags]) == commands.FINE
    fill(room / "云州")
    return room / "云州"


def fill(folder):
    """Five of six units write two rows into each ledger."""
    plan, rng = load_campaign(folder / "campaign"), Random(7)
    for number, unit in enumerate(plan.expected):
        if number % 6:
            rows = {
                ledger.name: list(write_rows(plan, ledger, unit, rng)) for ledger in plan.ledgers
            }
            book = folder / "台账" / f"{unit.name}.xlsx"
            book.write_bytes(build_unit_book(plan, unit, rows))


def write_rows(plan, ledger, unit, rng):
    for _ in range(1 if ledger.single else 2):
        day = plan.first + dt.timedelta(rng.randrange(14))
        row = PlainRow(ledger, unit, day, rng, lambda pool: f"某{pool}{rng.randrange(90)}")
        yield tuple(row.build_cells().get(column.name) for column in ledger.columns)


@pytest.fixture(scope="module")
def place(city, tmp_path_factory):
    """The environment that shows it, at noon of a day before the deadline."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setenv("KJR_CAMPAIGN", str(city / "campaign"))
        patch.setenv("KJR_FOLDER", str(city / "台账"))
        patch.setenv("KJR_STATE", str(tmp_path_factory.mktemp("state")))
        patch.setattr(wiring, "build_clock", lambda campaign: lambda: NOON)
        patch.setattr(wiring, "PATIENCE", 300.0)
        knock(patch)
        st.cache_resource.clear()
        yield city
        st.cache_resource.clear()


def old_words(text):
    return [line for line in text.splitlines() if OLD.search(line)]


def test_it_has_nine_ledgers_five_targets_and_thirty_units(city):
    plan = load_campaign(city / "campaign")
    hard = [each for it in plan.indicators for each in it.measures if each.hard]
    assert (len(plan.ledgers), len(hard), len(plan.units)) == (9, 5, 30)
    assert plan.districts == DISTRICTS


def test_no_file_of_it_says_anything_of_the_old_city(city):
    for path in (city / "campaign").rglob("*.*"):
        assert old_words(path.read_text("utf-8-sig")) == []


def test_no_cell_of_a_workbook_does(city):
    for path in (city / "台账").iterdir():
        book = openpyxl.load_workbook(path)
        assert NEW in book.sheetnames
        cells = (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
        assert old_words("\n".join((path.name, str(book.properties.title), *cells))) == []


def test_no_document_does_and_the_summary_tells_the_new_ledger(place, tmp_path, capsys):
    for number, kind in enumerate(printing.KINDS):
        for ending in ("pdf", "docx"):
            file = tmp_path / f"{number}.{ending}"
            assert commands.main(["summary", "--kind", kind, "--out", str(file)]) == commands.FINE
        said = read_pdf((tmp_path / f"{number}.pdf").read_bytes())
        assert (old_words(said), "云州" in said) == ([], True)
        assert old_words(read_word(tmp_path / f"{number}.docx")) == []
        assert number or NEW in said
    for name in ("看板.html", "各单位.zip"):
        assert commands.main(["summary", "--out", str(tmp_path / name)]) == commands.FINE
    assert old_words(strip_tags((tmp_path / "看板.html").read_text("utf-8"))) == []
    with zipfile.ZipFile(tmp_path / "各单位.zip") as package:
        for name in (each for each in package.namelist() if each.endswith(".pdf")):
            assert old_words(name + read_pdf(package.read(name))) == []
    for asked in (["figures"], ["figures", "--json"], ["check"], ["doctor", "--leftovers"]):
        capsys.readouterr()
        commands.main(asked)
        said = capsys.readouterr().out
        assert (old_words(said.replace(str(ROOT), "")), NEW in said or asked[0] == "doctor") == (
            [],
            True,
        )


def read_pdf(data):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def read_word(path):
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if name.endswith(".xml")]
        return "\n".join(re.sub("<[^>]+>", "\n", package.read(name).decode()) for name in parts)
