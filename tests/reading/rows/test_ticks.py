"""Which words of a form are ticked."""

import pytest

from kjr.reading.rows.ticks import find_ticked_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        *(("市级 √县级 省级", ("县级",)), ("市级√ 县级", ("市级",)), ("市级 √ 县级", None)),
        *(("市级√ 县级√ 省级", ("市级", "县级")), ("市级 √县级 √省级", ("县级", "省级"))),
    ],
)
def test_a_tick_is_the_words_that_it_touches(text, words):
    assert find_ticked_words(text) == words
