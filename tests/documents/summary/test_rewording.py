import pytest

from kjr.documents.blocks import Paragraph
from kjr.documents.summary import city_summary
from kjr.documents.summary.rewording import (
    list_moved_figures,
    list_named_figures,
    list_rewritable_texts,
)
from kjr.state.clerk_texts import ClerkText
from tests.documents.summary.filings import added_up, example, filled


def texts(document):
    return [block.text for block in document.body if isinstance(block, Paragraph)]


def edited(overview, **edits):
    return texts(city_summary.compose_summary(overview, edits))


def test_a_rewritten_paragraph_is_printed_instead():
    assert "全市走访科技工作者30余人次。" in edited(example(), 走访看望="全市走访科技工作者{I3}。")


def test_its_figure_follows_the_board():
    text = {"走访看望": "全市走访科技工作者{I3}。"}
    less = added_up(filled("金凤区科协"))
    assert "全市走访科技工作者30余人次。" in texts(city_summary.compose_summary(example(), text))
    assert "全市走访科技工作者30余人次。" not in texts(city_summary.compose_summary(less, text))


def test_a_new_line_begins_a_new_paragraph():
    found = edited(example(), **{"下一步打算 落实": "一是早筹划。\n\n二是早部署。"})
    assert found[-2:] == ["一是早筹划。", "二是早部署。"]


def test_an_empty_text_takes_the_paragraph_out():
    before, after = texts(city_summary.compose_summary(example())), edited(example(), 务实节俭="  ")
    assert len(after) == len(before) - 1


def test_a_name_nobody_knows_is_shown_to_its_writer():
    assert "走访【待补：没有叫“走方”的数】。" in edited(example(), 走访看望="走访{走方}。")


def test_every_rewritable_paragraph_has_a_key_of_its_own():
    body = city_summary.draft_summary(example()).body
    keys = [block.key for block in body if isinstance(block, Paragraph)]
    assert all(keys)
    assert len(keys) == len(set(keys))


def test_unedited_texts_make_the_same_document():
    kept = list_rewritable_texts(city_summary.draft_summary(example()))
    assert texts(city_summary.compose_summary(example(), kept)) == texts(
        city_summary.compose_summary(example())
    )


def test_the_texts_a_clerk_is_given_name_their_figures():
    assert "{I3}" in list_rewritable_texts(city_summary.draft_summary(example()))["走访看望"]


def test_the_figures_a_text_names_are_kept_with_it():
    assert list_named_figures(example(), "走访{I3}，目标{I14目标}，{主办}。") == {"I3": 33}


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (33, []),
        (28, []),
        (27, ["由20余人次变为30余人次"]),
        (40, []),
        (42, ["由40余人次变为30余人次"]),
    ],
)
def test_a_figure_that_moved_by_more_than_a_fifth_is_told(before, told):
    moved = list_moved_figures(example(), ClerkText("走访{I3}。", figures={"I3": before}))
    assert [f"由{each.before}变为{each.after}" for each in moved] == told


def test_a_figure_from_nothing_is_told_and_one_that_is_no_more_is_not():
    text = ClerkText("走访{I3}，{I99}。", figures={"I3": 0, "I99": 5})
    assert [each.name for each in list_moved_figures(example(), text)] == ["走访科技工作者"]
