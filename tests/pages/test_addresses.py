"""An address that no longer fits says so and opens nothing else; an alias opens what it means."""

import datetime as dt
from urllib.parse import parse_qsl

import pytest
from jinja2.utils import htmlsafe_json_dumps

from kjr.ui import live
from tests.faces import read_page
from tests.plans import BOTH, load

pytestmark = BOTH


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("pages/leaders/units.py", {"unit": "没有的学会"}),
        ("pages/leaders/units.py", {"district": "没有的县"}),
        ("pages/leaders/indicator.py", {"id": "I99"}),
        ("pages/leaders/indicator.py", {"id": "{plan.line}", "of": "没有的县"}),
        ("pages/leaders/subject.py", {"ledger": "没有的台账"}),
        ("pages/office/history.py", {"from": "20190101-000000"}),
        ("pages/leaders/changes.py", {"figure": "I99"}),
        ("pages/units/problems.py", {"unit": "没有的学会"}),
        ("pages/units/ledgers.py", {"unit": "没有的学会"}),
        ("pages/units/quick.py", {"unit": "没有的学会"}),
        ("pages/office/review.py", {"unit": "没有的学会"}),
        ("pages/office/corrections.py", {"unit": "没有的学会"}),
    ],
)
def test_what_is_gone_is_said_and_nothing_else_is_opened(opened, example, plan, page, asked):
    viewer = opened(example, page, **{key: each.format(plan=plan) for key, each in asked.items()})
    (gone,) = viewer.error
    assert gone.value.startswith(f"链接里的“{[*asked.values()][-1]}”现在没有了")
    assert not viewer.dataframe


@pytest.mark.parametrize(
    ("page", "key", "names"),
    [
        ("pages/leaders/units.py", "unit", ("{plan.alias}", "{plan.unit}")),
        ("pages/leaders/indicator.py", "id", ("{plan.line}", "{plan.line}·")),
        ("pages/leaders/subject.py", "ledger", ("{plan.short}", "{plan.ledger}")),
        ("pages/office/history.py", "from", ("{day:%Y%m%d-%H%M%S}", "{day:%-m月%-d日 %H:%M}")),
        ("pages/units/problems.py", "unit", ("{plan.alias}", "{plan.unit}")),
    ],
)
def test_another_name_opens_the_same(opened, example, plan, page, key, names):
    day = load(example / "campaign").moment - dt.timedelta(days=1)
    asked, opens = (each.format(plan=plan, day=day) for each in names)
    viewer = opened(example, page, **{key: asked})
    assert [each.value for each in viewer.error] == []
    assert viewer.session_state[key].startswith(opens)


@pytest.mark.parametrize("page", ["units/ledgers", "units/quick", "office/review"])
def test_another_name_opens_the_units_own_pages(opened, example, plan, page):
    viewer = opened(example, f"pages/{page}.py", unit=plan.alias)
    assert [each.value for each in viewer.error] == []
    (unit,) = [each for each in viewer.selectbox if each.label == "单位"]
    assert unit.value == plan.unit


def test_a_unit_with_nothing_to_mend_is_there_all_the_same(opened, example):
    opened(example)
    snapshot = live.find_app().board.now.snapshot
    asked = {each.unit for each in snapshot.problems}
    good = next(each.name for each in snapshot.campaign.units if each.name not in asked)
    viewer = opened(example, "pages/units/problems.py", unit=good)
    assert [each.value for each in viewer.error] == []
    assert viewer.session_state["unit"] == good


@pytest.mark.parametrize("page", ["leaders/changes", "office/history"])
def test_the_moment_a_page_begins_with_is_put_into_its_address(opened, example, page):
    viewer = opened(example, f"pages/{page}.py")
    (pinned,) = (each for each in list_scripts(viewer) if "replaceState" in each)
    began = viewer.session_state["from"]
    assert f'searchParams.set("from", {htmlsafe_json_dumps(began)})' in pinned
    again = opened(example, f"pages/{page}.py", **{"from": began})
    assert again.session_state["from"] == began
    assert not any("replaceState" in each for each in list_scripts(again))


def list_scripts(viewer):
    return [each.proto.body for each in viewer.get("html") if "<script" in each.proto.body]


def test_a_link_opens_one_row_and_all_of_them_again(opened, example, plan):
    now = opened(example, "pages/leaders/indicator.py", id=plan.line)
    number = len(now.dataframe[0].value)
    link = now.dataframe[0].value["这一行"].iloc[1]
    asked = dict(parse_qsl(link.partition("?")[2]))
    one = opened(example, "pages/leaders/indicator.py", **asked)
    said, row = read_page(one), now.dataframe[0].value.iloc[1]
    assert not one.dataframe
    assert all(f"{row[head]}" in said for head in ("单位", "单元格", "原文", "说明"))
    assert [each.value for each in (*one.error, *one.warning)] == []
    next(each for each in one.button if each.label == "看全部条目").click().run()
    assert len(one.dataframe[0].value) <= number
    assert "row" not in one.query_params


def test_a_link_to_a_row_that_is_gone_says_so(opened, example, plan):
    gone = opened(example, "pages/leaders/indicator.py", id=plan.line, row=f"{plan.ledger}!999")
    assert "现在没有了" in gone.warning[0].value
    assert not gone.dataframe
