"""What the rules between a ledger's columns say of one row."""

from dataclasses import replace

from kjr.campaign.model import ColumnNeed
from kjr.reading.checks.columns import check_columns
from kjr.reading.rows.judging import JudgedRow
from tests.typed import CAMPAIGN


def test_of_several_options_that_ask_for_more_the_first_by_its_letters_is_named():
    ledger = replace(
        CAMPAIGN.ledger("主题活动"),
        needs=(ColumnNeed("佐证", "标签", ("重宣传", "办实事", "树典型")),),
    )
    judged = JudgedRow({"标签": ("重宣传", "树典型", "办实事")})
    check_columns(ledger, judged, frozenset(("标签", "佐证")))
    (odd,) = judged.oddities
    assert (odd.column, odd.complaint.message) == ("佐证", "「标签」是“办实事”的，这一列也要填")
