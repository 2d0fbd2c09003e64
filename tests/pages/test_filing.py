"""报送 as a unit and the office see it."""

import pytest

from kjr.ui import live
from tests.pages.test_editor import (  # noqa: F401
    PAGE,
    folder,
    offers_renewal,
    page,
    press,
    said,
    signed,
    viewer,
)
from tests.plans import BOTH

pytestmark = BOTH
STATUS = "pages/office/status.py"


def file(viewer, button, person="何示例"):  # noqa: F811
    next(each for each in viewer.text_input if each.label == "责任人").set_value(person)
    for box in viewer.checkbox:
        box.check()
    return press(viewer, button)


def row(opened, folder, unit):  # noqa: F811
    table = opened(folder, STATUS).dataframe[0].value
    (found,) = table[table["单位"] == unit].to_dict("records")
    return found


def test_filing_moves_the_board_and_the_status_page(viewer, opened, folder, plan):  # noqa: F811
    assert any(each.value.startswith("没有内容：") for each in viewer.caption)
    file(viewer, "报送")
    assert live.find_app().board.now.line(plan.filed).done == 1
    told = row(opened, folder, plan.unit)["网上报送"]
    assert "报送：责任人何示例；已交书面总结、电子版；没有内容：" in told


def test_the_sheet_that_is_filed_shows_what_was_filed(viewer):  # noqa: F811
    viewer.segmented_control[0].set_value("总结报送").run()
    file(viewer, "报送")
    assert not offers_renewal(viewer)
    assert "何示例" in viewer.dataframe[0].value.to_numpy()


@pytest.mark.parametrize(
    ("button", "person", "why"),
    [("零报告", "何示例", "台账里已有2条内容，不能报零报告"), ("报送", " ", "请写明责任人")],
)
def test_what_cannot_be_filed_is_told(viewer, plan, button, person, why):  # noqa: F811
    file(viewer, button, person)
    assert any(each.startswith(why) for each in said(viewer))
    assert live.find_app().board.now.line(plan.filed).done == 0


def test_the_offices_word_stands_on_the_status_page(opened, folder, plan):  # noqa: F811
    office = signed(opened(folder, "pages/office/review.py", unit=plan.unit))
    press(office, "采信")
    assert row(opened, folder, plan.unit)["审核"].endswith("采信")
