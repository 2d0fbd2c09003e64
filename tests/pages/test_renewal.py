"""换一年 as the office sees it: asked, made, and what is said of it."""

import shutil

import pytest

from kjr.campaign.loading import load_campaign
from tests.app.commands.test_campaign import RENEWALS
from tests.faces import strip_tags
from tests.plans import BOTH, FIRST, name_plan

PAGE = "pages/office/renewal.py"
SHIPPED = {
    "first": "自带的：银川市2019年“全国科技工作者日”活动",
    "county": "自带的：云溪县2024年全国科普日活动",
}
LEFT = {
    "first": ["还要人定的（3）", "没有带过来的（11）"],
    "county": ["还要人定的（3）", "没有带过来的（3）"],
}
"""A plan → what is left to do for one that is made of it, and what was not taken over."""
LABELS = {
    "--year": "年份",
    "--city": "城市",
    "--office": "承办",
    "--addressee": "总结报给谁",
    "--theme": "主题",
    "--first": "活动从哪天",
    "--last": "活动到哪天",
    "--deadline": "总结截止日",
}


def field(elements, label):
    return next(each for each in elements if each.label == label)


@pytest.fixture
def office(opened, example, tmp_path):
    """The page of an app whose workbooks lie in a folder of their own."""
    folder = tmp_path / "books"
    shutil.copytree(example, folder)
    return opened(folder, PAGE)


def press(office):
    field(office.button, "生成新的活动文件夹").click().run()
    assert not office.exception


def fill(office, plan):
    asked = RENEWALS[name_plan(plan)]
    field(office.selectbox, "从哪一套开始").set_value(SHIPPED[name_plan(plan)]).run()
    for flag, label in LABELS.items():
        field(office.text_input, label).set_value(asked.answers[flag]).run()
    districts = asked.answers["--districts"].replace("、", "\n")
    field(office.text_area, "地方").set_value(districts).run()
    field(office.text_area, "新加的台账").set_value(asked.copy.replace("=", "＝")).run()
    pasted = "\n".join("\t".join(row) for row in asked.roster)
    field(office.text_area, "粘贴名册（从 Excel/WPS 复制的一块，一行一家）").set_value(pasted).run()


@BOTH
def test_a_city_is_asked_made_and_told(office, tmp_path, plan):
    asked, city = RENEWALS[name_plan(plan)], RENEWALS[name_plan(plan)].answers["--city"]
    fill(office, plan)
    named = [each.value for each in office.text_area if each.label == "点名的单位今年是谁"]
    assert any("银川市心理咨询师协会＝" in each for each in named) == (plan is FIRST)
    assert field(office.text_input, "主办").placeholder == f"{city}科协"
    press(office)
    assert [each.value for each in office.error] == []
    folder = tmp_path / f"{city}2026"
    made = load_campaign(folder / "campaign")
    assert (made.city, len(made.ledgers), len(made.units)) == (city, asked.ledgers, 3)
    assert len(list((folder / "台账").iterdir())) == 3
    assert [each.value for each in office.subheader][1:3] == LEFT[name_plan(plan)]
    told = "\n".join(each.value for each in office.markdown)
    assert asked.said[1] in told
    assert f"KJR_FOLDER={folder / '台账'}" in office.code[0].value
    press(office)
    assert "已经有了，没有动它" in "\n".join(each.value for each in office.markdown)


def test_what_is_wrong_is_listed_and_nothing_is_written(office, tmp_path):
    field(office.text_input, "年份").set_value("2026").run()
    field(office.text_area, "粘贴名册（从 Excel/WPS 复制的一块，一行一家）").set_value(
        "单位\t类别\t县区\n甲学会\t市属学汇\t市直"
    ).run()
    press(office)
    assert [each.value for each in office.error] == ["没有写，先改这些："]
    told = "\n".join(each.value for each in office.markdown)
    assert "主题：请写上" in told
    assert "名册第2行：没有“市属学汇”这种类别，是不是 市属学会？" in told.replace("\\", "")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["books"]


def test_a_name_that_leads_out_of_the_place_is_refused(office, tmp_path):
    field(office.text_input, "年份").set_value("2026").run()
    field(office.text_input, "新文件夹叫什么").set_value("../云州").run()
    press(office)
    told = "\n".join(each.value for each in office.markdown)
    assert "不能作文件夹的名字" in told


def test_what_cannot_be_written_is_told_and_nothing_is_left(office, tmp_path):
    field(office.text_input, "年份").set_value("2026").run()
    field(office.text_input, "主题").set_value("科技报国").run()
    field(office.text_input, "新文件夹叫什么").set_value("云州" * 99).run()
    press(office)
    assert [each.value for each in office.error] == ["没有写，先改这些："]
    told = "\n".join(each.value for each in office.markdown)
    assert f"写不进 {tmp_path / ('云州' * 99)}" in told.replace("\\", "")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["books"]


def test_nothing_is_asked_of_a_folder_by_name(office):
    html = "\n".join(strip_tags(each.proto.body) for each in office.get("html"))
    assert "换一年" in html
