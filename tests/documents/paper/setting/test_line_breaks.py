"""Lines of real-style prose, and any text at all."""

import re
from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kjr.documents.paper.setting.clusters import CLOSING, LEADS, OPENING, TRAILS
from kjr.documents.paper.setting.line_breaks import (
    balance_text,
    break_text,
    justify_text,
    measure_extent,
)
from tests.documents.paper.prose import PROSE

WIDTHS = defaultdict(lambda: 1.0, {chr(code): 0.5 for code in range(0x20, 0x7F)})
MARKS = st.sampled_from("，。、；：？！（）《》“”‘’【】〔〕—…·％%\"'([{]})")
LETTERS = st.sampled_from("银川市科协全国科技工作者日的人次场年月余万0123456789ABxyz ")
TEXTS = st.text(st.one_of(MARKS, LETTERS), min_size=1, max_size=120)


SET = [justify_text(text, WIDTHS, 28, indent=2) for text in PROSE]
"""The prose as the body of a document sets it."""
FULL = [(line, 28 if place else 26) for lines in SET for place, line in enumerate(lines[:-1])]
"""Every line that runs to the right edge, and how much room it has."""


def end_of(line):
    return measure_extent(line, WIDTHS) + line.spacing * (len(line.text) - 1 - offset(line))


def offset(line):
    """The characters before the last run, whose spacing its place already holds."""
    return len(line.text) - len(line.runs[-1].text)


def test_there_are_two_hundred_lines_to_judge_by():
    assert sum(map(len, SET)) >= 200


def test_no_line_of_prose_begins_with_a_closing_mark():
    starts = {line.text[0] for lines in SET for line in lines[1:]}
    assert starts & set(TRAILS) == set()


def test_no_line_of_prose_ends_with_an_opening_mark():
    ends = {line.text[-1] for lines in SET for line in lines}
    assert ends & set(LEADS) == set()


def test_no_number_is_parted_from_its_digits_or_counter():
    number = re.compile(
        r"\d[\d,.:：]*(?:[余多]?[百千万亿]?(?:人次|场（次）|个百分点|[^\W\d_]))?|\d+%"
    )
    for text in PROSE:
        lines = [line.text for line in justify_text(text, WIDTHS, 28, indent=2)]
        places = {len("".join(lines[:count])) for count in range(1, len(lines))}
        whole = "".join(lines)
        for match in number.finditer(whole):
            inside = set(range(match.start() + 1, match.end()))
            assert inside & places == set(), match[0]


def test_nothing_is_lost_or_added():
    for text, lines in zip(PROSE, SET, strict=True):
        assert "".join(line.text for line in lines) == text


def test_both_edges_are_straight():
    for line, room in FULL:
        halved = [room, room + 0.5] if line.text[-1] in CLOSING else [room]
        assert min(abs(end_of(line) - edge) for edge in halved) < 1e-6, line.text


def test_prose_is_hardly_stretched():
    spacings = sorted(line.spacing for line, _ in FULL)
    assert spacings[len(spacings) // 2] < 0.03
    assert spacings[-1] < 0.12


PHRASES = st.sampled_from(
    [
        "平台经费（24条）、",
        "5月24日—6月10日",
        "1.6万余人次，",
        "“科技工作者日”",
        "的",
        "《科技进步法》",
        "30余场（次）",
    ]
)


@settings(deadline=None)
@given(st.lists(PHRASES, min_size=8, max_size=60))
def test_no_line_of_a_paragraph_is_stretched_by_more_than_an_eighth_of_a_character(phrases):
    lines = justify_text("".join(phrases), WIDTHS, 28, indent=2)
    for place, line in enumerate(lines[:-1]):
        assert line.spacing <= 0.12
        room = 28 if place else 26
        assert min(abs(end_of(line) - edge) for edge in (room, room + 0.5)) < 1e-6, line.text


def test_a_figure_is_parted_from_its_counter_before_a_line_is_torn_apart():
    text = "活动中共收集意见建议118条，主要集中在平台经费（24条）、生活保障（19条）"
    first, second = justify_text(text, WIDTHS, 28, indent=2)
    assert first.text.endswith("（24")
    assert first.spacing <= 0.12
    assert second.text.startswith("条）")


def test_no_last_line_holds_a_single_character():
    lasts = [lines[-1].text.rstrip(CLOSING) for lines in SET]
    assert [text for text in lasts if len(text) < 2] == []


def test_two_marks_together_take_one_square_less_a_half():
    (line,) = justify_text("《银川日报》《银川晚报》，", WIDTHS, 28)
    assert [run.text for run in line.runs] == ["《银川日报》", "《银川晚报》", "，"]
    assert [run.x for run in line.runs] == [-0.5, 5.0, 10.5]


def test_a_bracket_at_the_start_of_a_line_stands_at_its_edge():
    (line,) = justify_text("“五进”活动", WIDTHS, 28)
    assert line.runs[0].x == -0.5


def test_a_mark_that_does_not_fit_is_squeezed_in():
    (line,) = justify_text("一二三四五六七八九，", WIDTHS, 9.5)
    assert line.text == "一二三四五六七八九，"


def test_pauses_give_way_before_a_line_becomes_loose():
    first, _ = justify_text("一二，三四，五六，七八人次九十一二", WIDTHS, 10.5)
    assert first.text == "一二，三四，五六，七八"
    assert [run.text for run in first.runs] == ["一二，", "三四，", "五六，", "七八"]
    assert end_of(first) == pytest.approx(10.5)


def test_an_address_on_the_web_is_cut_at_its_signs():
    lines = break_text("https://example.com/530/017", WIDTHS, 9)
    assert [line.text for line in lines] == ["https://example.", "com/530/017"]


def test_a_long_name_is_cut_behind_its_hyphens():
    name = "Unbreakable-Team-Name"
    for lines in (break_text(name, WIDTHS, 8), justify_text(name, WIDTHS, 8)):
        assert [line.text for line in lines] == ["Unbreakable-", "Team-Name"]


def test_words_are_not_cut():
    lines = break_text("Beijing Declaration 2019 COVID-19", WIDTHS, 8)
    assert [line.text for line in lines] == ["Beijing", "Declaration 2019", "COVID-19"]


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("银川市化学学会（示例）", 10, ["银川市化学学会", "（示例）"]),
        ("银川市心理咨询师协会", 9, ["银川市心理咨询", "师协会"]),
        ("示例社区", 3, ["示例", "社区"]),
        ("共走访科技工作者412人次", 10, ["共走访科技工作者", "412人次"]),
        ("一二三四五六七八九", 5, ["一二三四五", "六七八九"]),
    ],
)
def test_a_cell_ends_in_no_line_of_a_character_or_two(text, measure, lines):
    assert [line.text for line in break_text(text, WIDTHS, measure)] == lines


def test_a_head_is_broken_into_equal_parts():
    assert [line.text for line in balance_text("走访人次", WIDTHS, 3)] == ["走访", "人次"]


def test_lines_of_about_one_length_part_no_bracket_from_its_word():
    assert [line.text for line in balance_text("篇（条）", WIDTHS, 3)] == ["篇", "（条）"]


@given(TEXTS, st.integers(8, 30))
def test_any_text_comes_back_whole(text, measure):
    lines = justify_text(text, WIDTHS, measure)
    assert re.sub(r"\s", "", "".join(line.text for line in lines)) == re.sub(r"\s", "", text)


@given(TEXTS, st.integers(12, 30))
def test_any_text_stays_within_its_measure(text, measure):
    for line in [*justify_text(text, WIDTHS, measure), *break_text(text, WIDTHS, measure)]:
        slack = 0.5 if line.text[-1:] and line.text[-1] in CLOSING else 0.0
        assert end_of(line) <= measure + slack + 1e-6


@given(TEXTS, st.integers(8, 30))
def test_runs_go_from_left_to_right_and_do_not_overlap(text, measure):
    for line in justify_text(text, WIDTHS, measure):
        for here, there in pairwise(line.runs):
            ink = sum(WIDTHS[char] for char in here.text) + line.spacing * len(here.text)
            assert there.x >= here.x + ink - 0.5 - 1e-6


@given(
    st.lists(
        st.sampled_from(["银川", "，", "（示例）", "412人次", "《方案》", "——", "、"]), min_size=9
    )
)
def test_marks_never_stand_where_they_may_not(parts):
    text = "关" + "".join(parts)
    lines = justify_text(text, WIDTHS, 16)
    if re.search(f"[{TRAILS}]{{8}}", text):
        return
    assert {line.text[0] for line in lines[1:]} & set(CLOSING) == set()
    assert {line.text[-1] for line in lines} & set(OPENING) == set()
