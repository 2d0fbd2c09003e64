"""Which column a header means by its letters, those of a slip of the pen too."""

import pytest

from kjr.reading.header.lexicon import build_lexicon
from tests.typed import CAMPAIGN

LEXICON = build_lexicon(CAMPAIGN.ledgers)
VISITS = CAMPAIGN.ledger("走访慰问")


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("联系员", "填报人"),
        ("联络者", None),
        ("走访月期", "走访日期"),
        ("走访日其", "走访日期"),
        ("走方月期", None),
    ],
)
def test_one_letter_may_be_off_but_none_that_makes_it_somebody_else(text, column):
    lacking = {each.name for each in VISITS.columns}
    assert LEXICON.one_letter_off(text, VISITS, lacking) == column


@pytest.mark.parametrize(
    ("ledger", "text", "lacking", "column"),
    [
        ("宣传报道", "种类", ("媒体形式",), "媒体形式"),
        ("走访慰问", "级别", ("带队人级别",), "带队人级别"),
        ("走访慰问", "别", ("带队人级别",), None),
        ("座谈观摩", "到场领导级别", ("层级",), None),
    ],
)
def test_a_header_is_the_one_lacking_column_that_ends_like_it(ledger, text, lacking, column):
    assert LEXICON.guess_loosely(text, CAMPAIGN.ledger(ledger), lacking) == column


@pytest.mark.parametrize(
    ("text", "column"), [("科技工作者参人员", "科技工作者参与人数"), ("科技工作者参会员", None)]
)
def test_a_misspelt_header_has_seven_letters_of_nine_in_common_with_its_word(text, column):
    assert LEXICON.guess(text, CAMPAIGN.ledger("主题活动")) == column


def test_what_two_ledgers_have_alike_tells_neither_and_what_one_has_is_its_own():
    alone, both = (build_lexicon(CAMPAIGN.ledgers[:number]).common for number in (1, 2))
    assert (alone, "备注" in both, "走访日期" in both) == (frozenset(), True, False)
