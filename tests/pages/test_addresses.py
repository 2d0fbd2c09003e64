"""An address that no longer fits says so and opens nothing else; an alias opens what it means."""

from urllib.parse import parse_qsl

import pytest


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("pages/leaders/units.py", {"unit": "没有的学会"}),
        ("pages/leaders/units.py", {"district": "没有的县"}),
        ("pages/leaders/indicator.py", {"id": "I99"}),
        ("pages/leaders/indicator.py", {"id": "I3", "of": "没有的县"}),
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
def test_what_is_gone_is_said_and_nothing_else_is_opened(opened, example, page, asked):
    viewer = opened(example, page, **asked)
    (gone,) = viewer.error
    assert gone.value.startswith(f"链接里的“{[*asked.values()][-1]}”现在没有了")
    assert not viewer.dataframe


@pytest.mark.parametrize(
    ("page", "key", "asked", "opens"),
    [
        ("pages/leaders/units.py", "unit", "灵武科协", "灵武市科协"),
        ("pages/leaders/indicator.py", "id", "I3", "I3·"),
        ("pages/leaders/subject.py", "ledger", "走访", "走访慰问"),
        ("pages/office/history.py", "from", "20190607-170000", "6月7日 17:00"),
        ("pages/units/problems.py", "unit", "灵武科协", "灵武市科协"),
    ],
)
def test_another_name_opens_the_same(opened, example, page, key, asked, opens):
    viewer = opened(example, page, **{key: asked})
    assert [each.value for each in viewer.error] == []
    assert viewer.session_state[key].startswith(opens)


@pytest.mark.parametrize("page", ["units/ledgers", "units/quick", "office/review"])
def test_another_name_opens_the_units_own_pages(opened, example, page):
    viewer = opened(example, f"pages/{page}.py", unit="灵武科协")
    assert [each.value for each in viewer.error] == []
    (unit,) = [each for each in viewer.selectbox if each.label == "单位"]
    assert unit.value == "灵武市科协"


def test_a_unit_with_nothing_to_mend_is_there_all_the_same(opened, example):
    viewer = opened(example, "pages/units/problems.py", unit="银川爱尔眼科医院")
    assert [each.value for each in viewer.error] == []
    assert viewer.session_state["unit"] == "银川爱尔眼科医院"


def test_a_link_opens_one_row_and_all_of_them_again(opened, example):
    now = opened(example, "pages/leaders/indicator.py", id="I3")
    number = len(now.dataframe[0].value)
    link = now.dataframe[0].value["这一行"].iloc[1]
    asked = dict(parse_qsl(link.partition("?")[2]))
    one = opened(example, "pages/leaders/indicator.py", **asked)
    (table,) = one.dataframe
    assert list(table.value["这一行"]) == [link]
    assert [each.value for each in (*one.error, *one.warning)] == []
    next(each for each in one.button if each.label == "看全部条目").click().run()
    assert len(one.dataframe[0].value) <= number
    assert "row" not in one.query_params


def test_a_link_to_a_row_that_is_gone_says_so(opened, example):
    gone = opened(example, "pages/leaders/indicator.py", id="I3", row="走访慰问!999")
    assert "现在没有了" in gone.warning[0].value
    assert not gone.dataframe
