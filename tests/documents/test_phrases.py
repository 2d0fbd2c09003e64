import re
from dataclasses import replace

import pytest

from kjr.documents import briefs, phrases
from kjr.documents.html import offline
from kjr.documents.summary import city_summary
from tests.documents.summary.filings import (
    CAMPAIGN,
    added_up,
    book,
    example,
    filled,
    nothing,
    team,
    tour,
)
from tests.faces import read_document, strip_tags


def squeeze(text):
    return re.sub(r"\s", "", text)


def test_every_word_that_the_campaign_s_sentences_and_parts_use_is_known():
    known = city_summary.collect_summary_phrases(example())
    for part in CAMPAIGN.parts:
        assert "没有叫" not in phrases.complete_sentence(part.says, known)
    for name in ("summary_title", "summary_addressee", "circular_addressee", "filing_sentence"):
        assert "没有叫" not in phrases.complete_sentence(CAMPAIGN.wording[name], known)


def test_a_figure_brings_its_counter():
    known = phrases.collect_phrases(example())
    assert known["I14"] == "3场"
    assert known["I14目标"] == "10场"
    assert known["I14完成率"] == "30.0%"
    assert known["I9·座谈观摩"] == "1场"


@pytest.mark.parametrize(
    ("is_hard", "target", "rate"),
    [
        (True, 3, "133.3%"),
        (True, 4, "100.0%"),
        (True, 10, "40.0%"),
        (False, 1, "已达标"),
        (False, 4, "100.0%"),
        (False, 6, "66.7%"),
        (False, None, "—"),
    ],
)
def test_more_than_enough_is_a_rate_of_the_plan_s_own_numbers_only(is_hard, target, rate):
    """Of a target we derived, at least one, four are neither 100 % nor 400 %."""
    books = [
        book(unit, team(unit, 4))
        for unit in ("兴庆区科协", "金凤区科协", "西夏区科协", "贺兰县科协")
    ]
    indicator = next(each for each in CAMPAIGN.indicators if each.id == "I17")
    aimed = replace(indicator, measure=replace(indicator.measure, target=target, hard=is_hard))
    others = (each for each in CAMPAIGN.indicators if each.id != "I17")
    now = added_up(*books, campaign=replace(CAMPAIGN, indicators=(aimed, *others)))
    assert phrases.collect_phrases(now).get("I17完成率", "—") == rate
    goal = "—" if target is None else f"{target}" if is_hard else f"（{target}）"
    summary = squeeze(read_document(city_summary.compose_summary(now)))
    assert f"支{goal}4{rate}" in summary
    assert (f"{target}支4支{rate}" in summary) == is_hard
    assert f"4支{target or '—'}{'支' if target else ''}{rate}" in squeeze(
        strip_tags(offline.render_offline_page(now, None))
    )


@pytest.mark.parametrize(
    ("people", "said", "rate"),
    [(50, "约50人", "约100.0%"), (55, "50余人", "约110.0%"), (45, "40余人", "约90.0%")],
)
def test_an_approximate_figure_is_never_said_to_be_more_than_it_is(people, said, rate):
    """About 50 of 50 meet the target; nobody wrote that they are more than 50."""
    told = tour("银川市科协机关", 4, 60, people)._replace(about=frozenset({"其中科技工作者代表"}))
    now = added_up(book("银川市科协机关", told))
    names = phrases.collect_phrases(now)
    assert (names["I8"], names["I8完成率"]) == (said, rate)
    assert now.line("I8").is_reached is (people >= 50)
    brief = read_document(briefs.compose_brief(now, None))
    assert said in brief and f"{people}余" not in brief
    assert said in briefs.compose_phone_script(now, None)


def test_totals_are_incomplete_only_while_units_are_missing():
    assert phrases.collect_phrases(nothing())["据不完全统计"] == "据不完全统计，"


def test_totals_are_complete_once_everybody_has_filed():
    one_unit = replace(CAMPAIGN, units=(CAMPAIGN.unit("兴庆区科协"),))
    whole = added_up(filled("兴庆区科协"), campaign=one_unit)
    assert phrases.collect_phrases(whole)["据不完全统计"] == ""


def test_a_name_in_wide_braces_is_the_same_name():
    assert phrases.complete_sentence("走访｛ I3 ｝。", {"I3": "3人次"}) == "走访3人次。"


def test_a_phrase_that_is_a_sentence_does_not_hide_the_empty_one_after_it():
    names = {"比昨天": "比昨天增加3场。", "短板": ""}
    assert phrases.complete_sentence("{比昨天}差距在{短板}。", names) == "比昨天增加3场。"


def test_the_last_part_left_ends_the_sentence():
    assert (
        phrases.complete_sentence("走访{甲}；讲座{乙}。", {"甲": "3人次", "乙": ""})
        == "走访3人次。"
    )


def test_a_clause_whose_figure_is_zero_goes_though_the_plan_wants_it():
    text = "活动期间，走访{I3}，讲座{I14}（目标{I14目标}）；报道{I7}。"
    figures = phrases.count_figures(added_up(filled("兴庆区科协")))
    assert phrases.drop_zero_clauses(text, figures) == "活动期间，走访{I3}；报道{I7}。"
    assert phrases.drop_zero_clauses(text, phrases.count_figures(nothing())) == ""


def test_a_clause_without_figures_stays_as_long_as_one_of_its_part_does():
    text = "活动中，{主办}走访{I3}。谢谢支持。"
    assert phrases.drop_zero_clauses(text, {"I3": 2}) == text
    assert phrases.drop_zero_clauses(text, {"I3": 0}) == "谢谢支持。"
