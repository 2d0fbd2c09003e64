"""换一年 by gesture, on a wide screen and on a phone: typed, made, downloaded, and used."""

import io
import re
import zipfile

import openpyxl
import pypdf
import pytest
from playwright.sync_api import expect

from kjr.campaign.loading import load_campaign
from tests.another_city import COPY, find_old_words
from tests.browser.clerk import BEFORE, go_to, paste, save
from tools.browsing import settle
from tools.renewing import answer_questions, list_roster, press_make
from tools.serving import ROOT, serving

pytestmark = pytest.mark.browser

UNIT = "江东区科协"
ROWS = [
    ["5月28日", "科普馆开放（示例）", "科学普及", "办实事", UNIT, "", "示例馆", "5", "120"],
    ["5月29日", "展厅讲解（示例）", "科学普及", "", UNIT, "", "示例厅", "3", "80"],
]
MOMENT = "\n[example]\nmoment = 2026-06-05T17:00:00\nwritten = 2026-06-05\n"
"""Whatever day it is, the campaign is looked at in its own days."""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)], ids=["wide", "phone"])
def test_a_clerk_makes_another_citys_campaign(serve, look, folder, width, height, tmp_path):
    page = look(f"{serve(folder)}/renewal", width, height)
    answer_questions(page)
    press_make(page)
    plan = load_campaign(tmp_path / "云州市2026" / "campaign")
    assert (plan.city, len(plan.ledgers), len(plan.units)) == ("云州市", 9, 30)
    with page.expect_download() as sent:
        page.get_by_role("button", name="下载空白工作簿（zip）").click()
    names = zipfile.ZipFile(sent.value.path()).namelist()
    assert sorted(names) == sorted(f"{row[0]}.xlsx" for row in list_roster()[1:])
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.timeout(600)
def test_with_the_two_settings_it_is_filled_counted_and_told(serve, look, folder, tmp_path):
    page = look(f"{serve(folder)}/renewal")
    answer_questions(page)
    press_make(page)
    told = page.get_by_test_id("stCode").inner_text()
    settings = dict(re.findall(r"(KJR_\w+)=(\S+)", told))
    assert sorted(settings) == ["KJR_CAMPAIGN", "KJR_FOLDER"]
    made = tmp_path / "云州市2026"
    with (made / "campaign" / "campaign.toml").open("a", encoding="utf-8") as file:
        file.write(MOMENT)
    places = {**settings, "KJR_STATE": str(tmp_path / "fresh")}
    with serving(ROOT / "app.py", ROOT, tmp_path / "new.log", places) as served:
        board = look(served.address)
        row = board.locator(".k-rows a").filter(has_text=COPY)
        expect(row).to_contain_text(re.compile(r"0\s*/\s*6"))
        desk = look(f"{served.address}/ledgers?unit={UNIT}")
        desk.get_by_label("您的姓名").fill("张示例")
        desk.keyboard.press("Enter")
        settle(desk)
        desk.get_by_test_id("stButtonGroup").get_by_text(COPY).first.click()
        settle(desk)
        go_to(desk, 0, BEFORE)
        paste(desk, ROWS)
        save(desk)
        sheet = openpyxl.load_workbook(made / "台账" / f"{UNIT}.xlsx")[COPY]
        cells = [cell.value for row in sheet.iter_rows() for cell in row]
        assert {ROWS[0][1], ROWS[1][1]} <= {*cells}
        expect(row).to_contain_text(re.compile(r"2\s*/\s*6"))
        paper = look(f"{served.address}/summary")
        with paper.expect_download() as sent:
            paper.get_by_role("button", name="下载 PDF").click()
        data = io.BytesIO(sent.value.path().read_bytes())
        said = "".join(each.extract_text() for each in pypdf.PdfReader(data).pages)
        assert (COPY in said, "云州" in said, find_old_words(said)) == (True, True, [])
