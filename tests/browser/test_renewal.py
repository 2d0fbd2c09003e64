"""换一年 by gesture, on a wide screen and on a phone: typed, made, downloaded."""

import zipfile

import pytest

from kjr.campaign.loading import load_campaign
from tools.renewing import answer_questions, list_roster, press_make

pytestmark = pytest.mark.browser


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
