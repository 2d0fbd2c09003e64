import pytest

from kjr.errors import KjrError
from kjr.values.spelling.erasing import Eraser

NAME, MOBILE, IDENTITY = "林知远", "13800001234", "64010219800101123X"


@pytest.mark.parametrize(
    ("datum", "written"),
    [
        (NAME, "林知远"),
        (NAME, "林　知\u200b远"),
        ("欧阳 示例", "欧阳示例"),
        ("阿依古丽·买买提", "阿依古丽•买买提"),
        ("Lin Zhiyuan", "LIN  ZHIYUAN"),
        ("lin@example.cn", "Ｌin＠example.cn"),
        (MOBILE, "138-0000-1234"),
        (MOBILE, "+86 138 0000 1234"),
        (MOBILE, "１３８００００１２３４"),
        (MOBILE, "一三八〇〇〇〇一二三四"),
        (MOBILE, "(138)0000/1234"),
        ("138-0000-1234", "13800001234"),
        (IDENTITY, "640102 19800101 123x"),
        ("0951-6012345", "（0951）6012345"),
    ],
)
def test_every_way_of_writing_it_is_taken_out_and_what_stands_beside_it_stays(datum, written):
    eraser = Eraser([datum])
    assert eraser.finds(f"请找{written}，谢谢")
    assert eraser.erase_text(f"请找{written}，谢谢") == "请找×××，谢谢"


@pytest.mark.parametrize(
    ("datum", "written"),
    [
        (NAME, "林知"),
        (NAME, "林，知远"),
        ("Lin", "Linda"),
        (MOBILE, "213800001234"),
        (MOBILE, "138000012345"),
        (MOBILE, "1380000123"),
    ],
)
def test_what_is_somebody_elses_stays(datum, written):
    eraser = Eraser([datum])
    assert not eraser.finds(written)
    assert eraser.erase_text(written) == written


def test_of_a_cell_a_number_is_taken_out_as_a_whole():
    eraser = Eraser([MOBILE, "6012345"])
    assert [*map(eraser.erase_cell, (13800001234.0, 6012345, 60.5, True, None))] == [
        *("×××", "×××", 60.5, True, None)
    ]


@pytest.mark.parametrize("datum", ["", "林", " 林 ", "123456", "2019", "甲" * 61])
def test_what_would_take_out_much_more_is_refused(datum):
    with pytest.raises(KjrError, match="不能清除"):
        Eraser([NAME, datum])


@pytest.mark.parametrize(
    ("datum", "is_taken"),
    [
        *(("林知", True), ("林", False), ("1234567", True), ("123456", False)),
        *(("甲" * 60, True), ("甲" * 61, False), ("1" * 60, True), ("1" * 61, False)),
    ],
)
def test_how_short_and_how_long_may_be_what_is_taken_out(datum, is_taken):
    if is_taken:
        assert Eraser((datum,)).erase_text(f"有{datum}。") == "有×××。"
    else:
        with pytest.raises(KjrError, match="不能清除"):
            Eraser((datum,))


@pytest.mark.parametrize(
    ("datum", "written", "left"),
    [
        *(("KX01甲", "AKX01甲", "AKX01甲"), ("KX01甲", "有KX01甲B", "有×××B")),
        *(("甲KX01", "甲KX012", "甲KX012"), ("甲KX01", "A甲KX01。", "A×××。")),
        *(("林知", "A林知B", "A×××B"), ("ab", "ab cab", "××× cab")),
    ],
)
def test_letters_at_an_end_are_those_of_a_whole_word(datum, written, left):
    assert Eraser((datum,)).erase_text(written) == left


def test_of_a_cell_of_words_only_what_leads_to_the_person_is_taken_out():
    eraser = Eraser(("林知远", "13800001234"))
    cells = "问林知远", True, None, 13800001234, 1380000123.0
    assert [eraser.erase_cell(cell) for cell in cells] == [
        *("问×××", True, None, "×××", 1380000123.0),
    ]
