"""Numerals read without the library mean what the library makes of them."""

import cn2an
import pytest

from kjr.values.numerals import SMALL, find_numbers, mark_own_counter, parse_numeral


@pytest.mark.parametrize("numeral", [*SMALL, "1.2千", "3万", "0.05万", "1.13千", "12345万"])
def test_a_small_numeral_is_read_as_the_library_reads_it(numeral):
    alone = f"一{numeral}" if numeral in "百千万" else numeral
    assert parse_numeral(numeral) == cn2an.cn2an(alone, "smart")


def test_more_digits_behind_the_point_are_left_to_the_library():
    assert parse_numeral("3.14159万") == cn2an.cn2an("3.14159万", "smart")


@pytest.mark.parametrize("text", ["9" * 400, "亿壹", "点"])
def test_what_is_no_number_after_all_is_minus_one(text):
    assert parse_numeral(text) == -1


def test_numbers_are_looked_for_in_a_thousand_letters_and_in_no_more():
    texts = [f"{'长' * letters}3" for letters in (999, 1000)]
    assert [[each.value for each in find_numbers(text)] for text in texts] == [[3], []]


@pytest.mark.parametrize(
    ("counter", "text"), [("人", "30人"), ("", "30人"), ("课时", "30人"), ("人", "3人次")]
)
def test_a_counter_that_everybody_uses_is_no_columns_own(counter, text):
    assert mark_own_counter(text, counter) == text
