import dataclasses

import pytest

from kjr.campaign.columns import Text
from kjr.campaign.model import Measure
from kjr.figures.conditions import explain_exclusion, is_among, match_rows
from kjr.figures.lines import AMOUNT, select_counted_rows
from kjr.figures.tables import build_tables
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
        len(match_rows(tabled(cell), BOTH)) for cell in ("示例晚报、示例日报社", "示例晚报", None)
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
    ("accepted", "words"),
    [
        (("甲", "乙"), "只计甲、乙"),
        (("甲", ""), "只计甲或没填"),
        (("*",), "只计填了"),
    ],
)
def test_a_row_left_out_says_what_would_count(accepted, words):
    measure = dataclasses.replace(MEDIA, where={"媒体名称": accepted})
    row = {"媒体名称": None if accepted == ("*",) else "丙"}
    assert explain_exclusion(row, measure).endswith(words) or "" in accepted


def test_whether_the_writer_has_to_file_is_a_condition():
    owing = Measure("应报的", "条", "宣传报道", where={"@应报": ("是",)})
    units = ("甲学会", "协作医院")
    assert [len(match_rows(tabled("甲", unit=unit), owing)) for unit in units] == [1, 0]
