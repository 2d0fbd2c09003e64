import dataclasses
import gc
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjr.campaign.columns import Text
from kjr.campaign.model import Measure
from kjr.figures.counted_rows import AMOUNT, match_rows, select_counted_rows
from kjr.figures.sums.conditions import (
    ConditionedRows,
    explain_exclusion,
    is_among,
    label_keys,
    meets_conditions,
    phrase_accepted,
)
from kjr.figures.tables import build_tables
from tests.plans import COUNTY, FIRST
from tests.small import PRESS, SMALL, entry

PAPER, PORTAL = "示例日报", "“示例发布”"
SPELT = {"示例日报": PAPER, "示例日报社": PAPER, "示例发布": PORTAL, "示例发布公众号": PORTAL}
NAMED = dataclasses.replace(
    PRESS,
    columns=tuple(
        Text(each.name, synonyms=SPELT) if each.name == "媒体名称" else each
        for each in PRESS.columns
    ),
)
CAMPAIGN = dataclasses.replace(SMALL, ledgers=(SMALL.ledgers[0], NAMED, SMALL.ledgers[2]))
MEDIA = Measure("媒体", "家", "宣传报道", distinct=(("媒体名称",),))
BOTH = dataclasses.replace(MEDIA, where={"媒体名称": (PAPER, PORTAL)})


def tabled(*media, unit="甲学会"):
    rows = [
        entry(unit, "宣传报道", n, 媒体名称=name, 标题=f"{n}") for n, name in enumerate(media, 3)
    ]
    return build_tables(CAMPAIGN, rows)


def counted(measure, *media):
    return int(select_counted_rows(CAMPAIGN, tabled(*media), measure)[AMOUNT].sum())


def test_a_name_is_one_however_it_is_spelt():
    assert counted(MEDIA, "示例日报", "《示例日报》", "示例日报社", "示例发布", "“示例发布”") == 2


def test_a_cell_that_lists_several_names_counts_each():
    assert counted(MEDIA, "示例日报社、示例晚报", "示例晚报；示例发布") == 3


def test_of_several_names_only_those_asked_for_count():
    assert counted(BOTH, "示例日报社、示例晚报", "示例晚报，示例发布公众号", "示例晚报") == 2


def test_one_of_several_names_is_enough():
    assert [
        len(match_rows(CAMPAIGN, tabled(cell), BOTH))
        for cell in ("示例晚报、示例日报社", "示例晚报", None)
    ] == [1, 0, 0]


@pytest.mark.parametrize(
    ("cell", "accepted", "is_met"),
    [
        (None, ("",), True),
        (None, ("*",), False),
        (None, ("已刊发",), False),
        ("已刊发", ("",), False),
        ("已刊发", ("*",), True),
        (("甲", "乙"), ("乙",), True),
        (("甲", "乙"), ("丙", ""), False),
        ("《甲》", ("甲",), True),
        ("甲、乙", ("乙",), True),
        ("甲乙", ("乙",), False),
        (3.0, ("*",), True),
        (3.0, ("",), False),
    ],
)
def test_a_blank_a_filled_and_a_named_cell(cell, accepted, is_met):
    assert is_among(cell, accepted) is is_met


@pytest.mark.parametrize(
    ("cell", "accepted", "told"),
    [
        ("丙", ("甲", "乙"), "「媒体名称」为“丙”，只计甲、乙"),
        (None, ("甲",), "「媒体名称」未填，只计甲"),
        (("丙", "丁"), ("甲", ""), "「媒体名称」为“丙、丁”，只计甲或没填"),
        (None, ("*",), "「媒体名称」未填，只计填了"),
        ("丙", ("",), "「媒体名称」为“丙”，只计没填"),
    ],
)
def test_a_row_left_out_says_what_stands_there_and_what_would_count(cell, accepted, told):
    measure = dataclasses.replace(MEDIA, where={"媒体名称": accepted})
    assert explain_exclusion({"媒体名称": cell}, measure, "乡镇") == told


def test_of_several_conditions_the_first_that_fails_is_told():
    measure = dataclasses.replace(MEDIA, where={"@应报": ("是",), "媒体名称": ("甲",)})
    assert explain_exclusion({"@应报": "是", "媒体名称": "丙"}, measure, "乡镇").startswith(
        "「媒体名称」"
    )
    assert (
        explain_exclusion({"@应报": "否", "媒体名称": "丙"}, measure, "乡镇")
        == "「应报」为“否”，只计是"
    )


def test_a_row_without_what_tells_it_apart_says_so():
    named = dataclasses.replace(MEDIA, distinct=(("链接/版面",), ("标题", "媒体名称")))
    row = {"链接/版面": None, "标题": "一篇", "媒体名称": None}
    assert (
        explain_exclusion(row, named, "乡镇")
        == "「链接/版面或标题和媒体名称」未填，无法区分是否重复"
    )


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        (("甲",), "为甲"),
        (("甲", ""), "为甲或没填"),
        (("", "甲", "*", "乙"), "为甲、乙或填了或没填"),
        (("",), "没填"),
    ],
)
def test_what_is_accepted_is_told_in_words(accepted, words):
    assert phrase_accepted(accepted) == words


def test_every_condition_must_be_met():
    rows = [
        entry("甲学会", "宣传报道", n, 媒体名称=name, 状态=stage)
        for n, (name, stage) in enumerate([("甲", "已刊发"), ("甲", None), ("乙", "已刊发")], 3)
    ]
    both = dataclasses.replace(MEDIA, where={"媒体名称": ("甲",), "状态": ("已刊发",)})
    assert list(match_rows(CAMPAIGN, build_tables(CAMPAIGN, rows), both).index) == [0]


CELLS = st.sampled_from([None, "", "甲", "甲、乙", ("甲", "丙"), 1, 1.0, True, "1", "1.0", "True"])
ACCEPTED = st.lists(st.sampled_from(["甲", "乙", "丙", "1", "1.0", "True", "", "*"]), min_size=1)


@given(
    rows=st.lists(st.fixed_dictionaries({"一": CELLS, "二": CELLS})),
    wanted=st.lists(st.dictionaries(st.sampled_from("一二三"), ACCEPTED.map(tuple)), min_size=1),
)
def test_rows_asked_together_meet_what_each_meets_alone(rows, wanted):
    together = ConditionedRows([{k: v for k, v in row.items() if v is not None} for row in rows])
    for where in wanted:
        measure = Measure("条", "条", "宣传报道", where=where)
        alone = [at for at, row in enumerate(rows) if meets_conditions(row, measure)]
        assert list(together.find(measure)) == alone


def test_rows_are_let_go_at_once_when_nobody_asks_them_any_more():
    """Nothing is collected while somebody waits for a page."""
    asked = ConditionedRows([{"状态": "已刊发"}])
    assert list(asked.find(MEDIA)) == [0]
    gone = weakref.ref(asked)
    gc.disable()
    try:
        del asked
        assert gone() is None
    finally:
        gc.enable()


def test_whether_the_writer_has_to_file_is_a_condition():
    owing = Measure("应报的", "条", "宣传报道", where={"@应报": ("是",)})
    units = ("甲学会", "协作医院")
    assert [len(match_rows(CAMPAIGN, tabled("甲", unit=unit), owing)) for unit in units] == [1, 0]


@pytest.mark.parametrize("plan", [FIRST, COUNTY], ids=str)
def test_a_row_s_district_is_called_as_its_campaign_calls_it(plan):
    word = plan.campaign.district_word
    measure = Measure("大集", "个", "活动", distinct=(("@县区",),), where={"@县区": ("甲",)})
    told = explain_exclusion({"@县区": "乙"}, measure, word)
    assert told == f"「{word}」为“乙”，只计甲"
    assert label_keys(measure, word) == word
