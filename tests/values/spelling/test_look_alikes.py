"""What people read as one sign is one, and each keeps its place in what was typed."""

import string
import unicodedata

import pytest

from kjr.values.spelling.look_alikes import fold_with_places


def test_wide_letters_are_letters_and_their_neighbours_are_left():
    assert fold_with_places("ＡＺａｚ") == ("AZaz", range(4))
    assert fold_with_places("｀｛").text == "｀｛"


def test_letters_as_wide_as_ideographs_are_letters():
    wide = "".join(map(chr, (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
    assert fold_with_places(wide).text == string.ascii_uppercase + string.ascii_lowercase
    assert fold_with_places("｀｛").text == "｀｛"


@pytest.mark.parametrize(
    "ends",
    [
        *("⓪⓪", "①⑳", "㉑㉟", "㊱㊿", "⓿⓿", "❶❿", "⓫⓴", "⓵⓾", "➀➉", "➊➓", "⑴⒇", "⒈⒛"),
        *("🄀🄀", "🄁🄊", "🄋🄋", "🄌🄌", "㈠㈩", "㊀㊉", "ⅠⅫ", "ⅰⅻ", "〡〩"),
    ],
)
def test_every_sign_of_a_number_is_its_digits(ends):
    first, last = map(ord, ends)
    signs = [chr(code) for code in range(first, last + 1)]
    numbers = [f"{unicodedata.numeric(sign):.0f}" for sign in signs]
    assert [fold_with_places(sign).text for sign in signs] == numbers
    folded = fold_with_places("".join(signs))
    assert folded.text == "".join(numbers)
    assert [*folded.places] == [n for n, number in enumerate(numbers) for _ in number]


def test_signs_beside_those_of_numbers_stay():
    others = "㉠㋀➔⒜🄍㈪㊊Ⅼⅼ〪"
    assert fold_with_places(others).text == others
