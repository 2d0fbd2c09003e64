"""Words people write where a column offers a few options."""

import pytest

from kjr.campaign.columns import Choice
from kjr.reading.rows.choices import read_choice
from kjr.values.readings import Level

KIND = Choice(
    "类型",
    options=("座谈会", "观摩", "观摩+座谈", "报告会"),
    synonyms={"座谈": "座谈会", "参观": "观摩"},
)
PROGRESS = Choice("办理状态", options=("已解决", "办理中", "无"), synonyms={"解决": "已解决"})
HANDED_IN = Choice("书面总结", required=True, options=("已交", "未交"))
MEDIUM = Choice("媒体形式", required=True, options=("报纸", "微信公众号", "其他"))
TAGS = Choice("标签", many=True, options=("树典型", "重宣传", "办实事", "红色教育"))


@pytest.mark.parametrize(
    ("column", "typed", "meant"),
    [
        (KIND, "座谈会", "座谈会"),
        (KIND, " 座 谈 会 ", "座谈会"),
        (KIND, "1.座谈会", "座谈会"),
        (KIND, "“座谈会”", "座谈会"),
        (KIND, "座谈", "座谈会"),
        (KIND, "观摩＋座谈", "观摩+座谈"),
        (PROGRESS, "无", "无"),
        (HANDED_IN, "√", "已交"),
        (HANDED_IN, "×", "未交"),
        (HANDED_IN, True, "已交"),
        (HANDED_IN, "□已交 ☑未交", "未交"),
        (HANDED_IN, "已交√", "已交"),
        (MEDIUM, "其它", "其他"),
    ],
)
def test_takes_an_option_by_its_name_a_synonym_or_a_tick(column, typed, meant):
    assert read_choice(column, typed)[0::4] == (meant, None)


@pytest.mark.parametrize(
    ("column", "typed", "meant", "level"),
    [
        (KIND, "参加观摩会", "观摩", Level.DOUBT),
        (KIND, "现场观摩", "观摩", Level.DOUBT),
        (KIND, "观摩活动", "观摩", Level.DOUBT),
        (KIND, "学术报告会", "报告会", Level.HINT),
        (KIND, "座谈会和观摩", "观摩+座谈", Level.HINT),
        (MEDIUM, "公众号", "微信公众号", Level.HINT),
        (MEDIUM, "“银川科普”微信公众号", "微信公众号", Level.HINT),
        (MEDIUM, "微信公众好", "微信公众号", Level.DOUBT),
        (MEDIUM, "客户端", "其他", Level.DOUBT),
        (MEDIUM, "报纸、微信公众号", "报纸", Level.DOUBT),
    ],
)
def test_what_it_takes_for_an_option_it_says(column, typed, meant, level):
    reading = read_choice(column, typed)
    assert (reading.value, reading.complaint.level) == (meant, level)
    assert typed in reading.complaint.message


@pytest.mark.parametrize(
    ("column", "typed", "level"),
    [
        (PROGRESS, "未解决", Level.DOUBT),
        (PROGRESS, "再议", Level.DOUBT),
        (HANDED_IN, "正在写", Level.ERROR),
        (HANDED_IN, "□已交 □未交", Level.ERROR),
    ],
)
def test_never_guesses_a_word_it_does_not_know(column, typed, level):
    reading = read_choice(column, typed)
    assert (reading.value, reading.complaint.level) == (None, level)
    assert "、".join(column.options) in reading.complaint.message


@pytest.mark.parametrize(
    "typed", ["办实事、红色教育", "办实事,红色教育", "办实事 红色教育", "办实事和红色教育"]
)
def test_several_options_come_as_a_tuple(typed):
    assert read_choice(TAGS, typed).value == ("办实事", "红色教育")


def test_one_of_several_that_is_unknown_is_told_and_the_others_kept():
    reading = read_choice(TAGS, "办实事、送温暖")
    assert reading.value == ("办实事",)
    assert "送温暖" in reading.complaint.message


def test_nothing_is_nothing_unless_it_is_an_option():
    assert read_choice(TAGS, "—").not_applicable
    assert read_choice(KIND, "无").not_applicable
