"""Whose a file is, from the names people give their files."""

import pytest

from kjr.campaign.model import Unit
from kjr.campaign.unit_names import build_resolver, strip_file_name

HELAN = Unit("贺兰县科协", "县（市）区科协", "贺兰县", "贺兰", ("贺兰县科学技术协会",))
XIXIA = Unit("西夏区科协", "县（市）区科协", "西夏区", "西夏")
HOST = Unit("银川市科协机关", "市科协机关", "市直", "市科协", ("银川市科协",), expected=False)
MEDICINE = Unit("银川市医学会", "市属学会", "市直", "市医学会")
FARMING = Unit("银川市农学会", "市属学会", "市直")
PSYCHOLOGY = Unit("银川市心理卫生学会", "市属学会", "市直", "", ("心理卫生学会",))
UNITS = (HELAN, XIXIA, HOST, MEDICINE, FARMING, PSYCHOLOGY)
WHOSE = build_resolver(UNITS, {"全国科技工作者日", "走访慰问"})

NAMED = {
    HELAN: [
        "贺兰县科协",
        "贺兰",
        "贺兰县科学技术协会",
        "银川市贺兰县科协",
        "贺兰县科协（最终版2）",
        "贺兰县科协 (1)",
        "贺兰县科协 - 副本 (2)",
        "2019年贺兰县科协台账",
        "附件2-贺兰县科协-全国科技工作者日活动台账",
        "1.贺兰县科协_20190612",
        "贺兰县科协-示例某",
        "贺兰县科协走访慰问台账",
        "科技工作者活动贺兰县科协",
        "银川市科协科技工作者日活动台账（贺兰县科协）",
    ],
    XIXIA: ["西厦区科协", "西夏科协", "西夏区科技协会"],
    HOST: ["银川市科协", "市科协"],
    PSYCHOLOGY: ["银川市心里卫生学会", "心理卫生学会台账"],
}
NOBODYS = [
    "汇总表",
    "新建 Microsoft Excel 工作表",
    "贺兰县教育局",
    "贺兰县科协农技协会",
    "银川市药学会",
    "银川市中医学会",
    "贺兰县科协、西夏区科协",
    "",
]


@pytest.mark.parametrize(
    ("written", "unit"), [(name, unit.name) for unit, names in NAMED.items() for name in names]
)
def test_knows_a_unit_by_any_of_its_names(written, unit):
    assert WHOSE(written) == unit


@pytest.mark.parametrize("written", NOBODYS)
def test_never_guesses(written):
    assert WHOSE(written) is None


def test_what_another_campaign_is_called_says_nothing_either():
    assert WHOSE("贺兰县科协科普日台账") is None
    assert build_resolver(UNITS, {"全国科普日"})("贺兰县科协科普日台账") == HELAN.name


def test_a_name_two_units_share_is_nobodys():
    other = Unit("贺兰县农学会", "", "", "贺兰")
    assert build_resolver((HELAN, other))("贺兰") is None


def test_copy_marks_are_stripped_off():
    assert {strip_file_name(name) for name in NAMED[HELAN][:1] + NAMED[HELAN][4:7]} == {
        "贺兰县科协"
    }
