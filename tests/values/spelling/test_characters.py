"""Characters people see as the same have one spelling, and their neighbours keep theirs."""

import pytest

from kjr.values.spelling.characters import fold_text, unify_characters


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("０９", "09"), ("ＡＺ", "AZ"), ("ａｚ", "az"), ("⼀⿕", "一龠"), ("⺟⻳", "母龟")),
        *(("\uf900\ufad9", "豈龎"), ("\U0002f800\U0002fa1d", "丽𪘀"), ("‐‑‒−⁃﹣", "------")),
        *(("林\u200b知\ufeff远", "林知远"), ("林\u3000知\xa0远", "林 知 远")),
        *(("林\x00知\x01远\x7f", "林知远"), ("林\u3164知\uffa0远", "林知远")),
        *(("葛\U000e0100示", "葛示"), ("3\U000e00200", "30"), ("甲\t乙\n丙", "甲\t乙\n丙")),
    ],
)
def test_what_looks_alike_is_spelt_alike(typed, meant):
    assert unify_characters(typed) == meant
    assert fold_text(f" {typed} ") == meant


@pytest.mark.parametrize("typed", ["／：＠［｀｛", "ﬀ①⁺", "\u33ff\u2fff", "—–"])
def test_what_stands_beside_them_is_left(typed):
    assert unify_characters(typed) == typed
