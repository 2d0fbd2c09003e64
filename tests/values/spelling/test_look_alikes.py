"""What people read as one sign is one, and each keeps its place in what was typed."""

import string

from kjr.values.spelling.look_alikes import fold_with_places


def test_wide_letters_are_letters_and_their_neighbours_are_left():
    assert fold_with_places("ＡＺａｚ") == ("AZaz", range(4))
    assert fold_with_places("｀｛").text == "｀｛"


def test_letters_as_wide_as_ideographs_are_letters():
    wide = "".join(map(chr, (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
    assert fold_with_places(wide).text == string.ascii_uppercase + string.ascii_lowercase
    assert fold_with_places("｀｛").text == "｀｛"
