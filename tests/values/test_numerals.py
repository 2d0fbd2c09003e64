"""Numerals read without the library mean what the library makes of them."""

import cn2an
import pytest

from kjr.values.numerals import SMALL, parse_numeral


@pytest.mark.parametrize("numeral", [*SMALL, "1.2千", "3万", "0.05万", "1.13千", "12345万"])
def test_a_small_numeral_is_read_as_the_library_reads_it(numeral):
    alone = f"一{numeral}" if numeral in "百千万" else numeral
    assert parse_numeral(numeral) == cn2an.cn2an(alone, "smart")


def test_more_digits_behind_the_point_are_left_to_the_library():
    assert parse_numeral("3.14159万") == cn2an.cn2an("3.14159万", "smart")
