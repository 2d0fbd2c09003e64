"""What people read as one sign is one, and each keeps its place in what was typed."""

from kjr.values.spelling.look_alikes import fold_with_places


def test_wide_letters_are_letters_and_their_neighbours_are_left():
    assert fold_with_places("ＡＺａｚ") == ("AZaz", range(4))
    assert fold_with_places("｀｛").text == "｀｛"
