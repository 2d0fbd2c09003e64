import time

import pytest

from kjr.documents.summary.stories import JOINED, build_teller
from tests.documents.summary.county_filings import (
    county_nothing,
    exhibit,
    fair,
    package,
)
from tests.documents.summary.county_filings import team as county_team
from tests.documents.summary.filings import (
    article,
    event,
    lecture,
    nothing,
    team,
    tour,
    visit,
)

UNIT = "贺兰县科协"
TOWN = "东河镇科协"
TELLER = build_teller(nothing())
COUNTY_TELLER = build_teller(county_nothing())


@pytest.mark.parametrize(
    ("entry", "blank", "said"),
    [
        (visit(UNIT, 4, 3), "走访地点/单位", "5月24日由县区科协负责人带队走访看望3人次"),
        (article(UNIT, 4, "活动消息", "", 标题="科技日"), "媒体名称", "5月30日刊发《科技日》"),
        (tour(UNIT, 4, 53, 50), "地点", "5月29日举办“全市科技工作者代表观摩座谈”，53人参加"),
        (
            lecture(UNIT, 4, 1, 86),
            "地点",
            "6月4日联合银川市心理卫生学会开展心理讲座“科研压力与复原力”，服务86人次",
        ),
        (team(UNIT, 4), "组建日期", "组建“贺兰县科协科技志愿服务队（示例）”，队员24人"),
        (event(UNIT, 4, 199), "地点", "6月1日开展“‘无人机进校园’（示例）”，服务群众199人次"),
        (event(UNIT, 4, 199), "日期", "在示例小学开展“‘无人机进校园’（示例）”，服务群众199人次"),
    ],
)
def test_what_a_row_leaves_blank_takes_nothing_with_it(entry, blank, said):
    left = {name: value for name, value in entry.values.items() if name != blank}
    assert TELLER.tell_entry(entry._replace(values=left)) == f"{UNIT}{said}"


@pytest.mark.parametrize(
    ("entry", "blank", "said"),
    [
        (fair(TOWN, 4, 60), "地点", "9月21日举办“东河镇科协科普大集（示例）”，参与60人次"),
        (
            fair(TOWN, 4, 60),
            "日期",
            "在示例文化广场举办“东河镇科协科普大集（示例）”，参与60人次",
        ),
        (
            fair(TOWN, 4, 60),
            "参与人次",
            "9月21日在示例文化广场举办“东河镇科协科普大集（示例）”",
        ),
        (exhibit(TOWN, 4, 2), "展出地点", "展出“风洞模型（示例）”2件"),
        (package(TOWN, 4, 70), "发放对象", "9月18日发放“家庭应急（示例）”70份"),
        (county_team(TOWN, 4), "志愿者人数", "组建“东河镇科协科普志愿服务队（示例）”"),
    ],
)
def test_so_it_is_with_the_rows_of_another_plan(entry, blank, said):
    left = {name: value for name, value in entry.values.items() if name != blank}
    assert COUNTY_TELLER.tell_entry(entry._replace(values=left)) == f"{TOWN}{said}"


def test_a_row_that_does_not_name_its_work_is_not_told():
    assert TELLER.tell_entry(event(UNIT, 4, 199, 名称="")) == ""
    assert COUNTY_TELLER.tell_entry(fair(TOWN, 4, 199, 活动名称="")) == ""


def test_signs_between_places_are_listed_as_prose_does():
    said = {
        "银川 → 石嘴山->吴忠": "银川、石嘴山、吴忠",
        "讲座+义诊": "讲座、义诊",
        "C++ 讲座": "C++ 讲座",
    }
    assert {text: JOINED.sub("、", text) for text in said} == said


def test_a_pasted_run_of_blanks_costs_its_length():
    text = f"讲座{' ' * 30_000}义诊"
    began = time.process_time()
    assert JOINED.sub("、", text) == text
    assert time.process_time() - began < 0.5
