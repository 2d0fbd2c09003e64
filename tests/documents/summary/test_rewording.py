import pytest

from kjr.documents.blocks import Paragraph
from kjr.documents.phrases import phrase_line
from kjr.documents.summary import city_summary
from kjr.documents.summary.rewording import (
    list_moved_figures,
    list_named_figures,
    list_rewritable_texts,
)
from kjr.state.clerk_texts import ClerkText
from tests.documents.summary.campaigns import CAMPAIGNS

KNOWN = {"example": ("走访看望", "I3", "I14", 33), "county": ("科普活动", "K2", "K1", 3320)}
"""A campaign → a part, a figure it tells, one with a target, and how much the first is."""
NOTHING_YET = {"example": "nothing", "county": "county_nothing"}


@pytest.fixture(params=KNOWN)
def name(request):
    return request.param


@pytest.fixture
def now(name):
    return CAMPAIGNS[name]()


@pytest.fixture
def part(name):
    return KNOWN[name][0]


@pytest.fixture
def figure(name):
    return KNOWN[name][1]


def texts(document):
    return [block.text for block in document.body if isinstance(block, Paragraph)]


def edited(overview, **edits):
    return texts(city_summary.compose_summary(overview, edits))


def phrase(now, figure):
    return phrase_line(next(line for line in now.lines if line.name == figure))


def test_a_rewritten_paragraph_is_printed_instead(now, part, figure):
    text = {part: f"全部参加{{{figure}}}。"}
    assert f"全部参加{phrase(now, figure)}。" in edited(now, **text)


def test_its_figure_follows_the_board(name, now, part, figure):
    text, said = {part: f"全部参加{{{figure}}}。"}, f"全部参加{phrase(now, figure)}。"
    assert said in edited(now, **text)
    assert said not in edited(CAMPAIGNS[NOTHING_YET[name]](), **text)


def test_a_new_line_begins_a_new_paragraph(now):
    found = edited(now, **{"下一步打算 落实": "一是早筹划。\n\n二是早部署。"})
    assert found[-2:] == ["一是早筹划。", "二是早部署。"]


def test_an_empty_text_takes_the_paragraph_out(now, part):
    before, after = texts(city_summary.compose_summary(now)), edited(now, **{part: "  "})
    assert len(after) == len(before) - 1


def test_a_name_nobody_knows_is_shown_to_its_writer(now, part):
    assert "走访【待补：没有叫“走方”的数】。" in edited(now, **{part: "走访{走方}。"})


def test_every_rewritable_paragraph_has_a_key_of_its_own(now):
    body = city_summary.draft_summary(now).body
    keys = [block.key for block in body if isinstance(block, Paragraph)]
    assert all(keys)
    assert len(keys) == len(set(keys))


def test_unedited_texts_make_the_same_document(now):
    kept = list_rewritable_texts(city_summary.draft_summary(now))
    unedited = texts(city_summary.compose_summary(now))
    assert texts(city_summary.compose_summary(now, kept)) == unedited


def test_the_texts_a_clerk_is_given_name_their_figures(now, part, figure):
    assert f"{{{figure}}}" in list_rewritable_texts(city_summary.draft_summary(now))[part]


def test_the_figures_a_text_names_are_kept_with_it(now, name, figure):
    *_, aimed, number = KNOWN[name]
    assert list_named_figures(now, f"走访{{{figure}}}，目标{{{aimed}目标}}，{{主办}}。") == {
        figure: number
    }


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
    text = ClerkText("走访{I3}。", figures={"I3": before})
    moved = list_moved_figures(CAMPAIGNS["example"](), text)
    assert [f"由{each.before}变为{each.after}" for each in moved] == told


def test_a_figure_from_nothing_is_told_and_one_that_is_no_more_is_not(now, figure):
    text = ClerkText(f"走访{{{figure}}}，{{I99}}。", figures={figure: 0, "I99": 5})
    named = next(line.measure.name for line in now.lines if line.name == figure)
    assert [each.name for each in list_moved_figures(now, text)] == [named]
