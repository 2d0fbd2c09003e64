import re
from dataclasses import replace

import pytest

from kjr.documents import briefs, phrases
from kjr.documents.html import offline
from kjr.documents.summary import city_summary
from tests.documents.summary.campaigns import SAMPLES
from tests.documents.summary.county_filings import of_county, package
from tests.documents.summary.filings import added_up, book, tour
from tests.faces import read_document, strip_tags


@pytest.fixture(params=SAMPLES)
def sample(request):
    """Each plan with kinds of rows typed by hand."""
    return SAMPLES[request.param]


def squeeze(text):
    return re.sub(r"\s", "", text)


def test_every_word_that_the_campaign_s_sentences_and_parts_use_is_known(sample):
    known = city_summary.collect_summary_phrases(sample.example())
    for part in sample.campaign.parts:
        assert "没有叫" not in phrases.complete_sentence(part.says, known)
    for name in ("summary_title", "summary_addressee", "circular_addressee", "filing_sentence"):
        assert "没有叫" not in phrases.complete_sentence(sample.campaign.wording[name], known)


FIGURES = {
    "first": {"I14": "3场", "I14目标": "10场", "I14完成率": "30.0%", "I9·座谈观摩": "1场"},
    "county": {"K3": "6件", "K3目标": "120件", "K3完成率": "5.0%", "K1·活动形式": "2种"},
}


@pytest.mark.parametrize("plan", FIGURES)
def test_a_figure_brings_its_counter(plan):
    known = phrases.collect_phrases(SAMPLES[plan].example())
    assert {name: known[name] for name in FIGURES[plan]} == FIGURES[plan]


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
def test_more_than_enough_is_a_rate_of_the_plan_s_own_numbers_only(sample, is_hard, target, rate):
    """Of a target we derived, at least one, four are neither 100 % nor 400 %."""
    campaign = sample.campaign
    rows = [sample.team(unit.name, 4) for unit in campaign.expected[:4]]
    indicator = next(each for each in campaign.indicators if each.id == sample.teams)
    aimed = replace(indicator, measure=replace(indicator.measure, target=target, hard=is_hard))
    others = (each for each in campaign.indicators if each is not indicator)
    now = sample.add_up(*rows, campaign=replace(campaign, indicators=(aimed, *others)))
    assert phrases.collect_phrases(now).get(f"{sample.teams}完成率", "—") == rate
    told = f"支{target}4{rate}" if is_hard else "支—4—"  # nobody above set that target
    summary = squeeze(read_document(city_summary.compose_summary(now)))
    assert told in summary
    assert (f"{target}支4支{rate}" in summary) == is_hard
    assert f"4支{target or '—'}{'支' if target else ''}{rate}" in squeeze(
        strip_tags(offline.render_offline_page(now, None))
    )


def tour_about(people):
    told = tour("银川市科协机关", 4, 60, people)
    return added_up(book(told.unit, told._replace(about=frozenset({"其中科技工作者代表"}))))


def packages_about(number):
    told = package("南塘乡科协", 4, number, about={"份数"})
    return of_county(book(told.unit, told))


@pytest.mark.parametrize(
    ("add_up", "figure", "number", "said", "rate"),
    [
        (tour_about, "I8", 50, "约50人", "待核实"),
        (tour_about, "I8", 55, "50余人", "约110.0%"),
        (tour_about, "I8", 45, "40余人", "约90.0%"),
        (packages_about, "K4", 1600, "约1600份", "待核实"),
        (packages_about, "K4", 1760, "1700余份", "约110.0%"),
        (packages_about, "K4", 1440, "1400余份", "约90.0%"),
    ],
)
def test_an_approximate_figure_is_never_said_to_be_more_than_it_is(
    add_up, figure, number, said, rate
):
    """About 50 of 50 may be fewer; nobody wrote that they are more than 50."""
    now = add_up(number)
    names = phrases.collect_phrases(now)
    assert (names[figure], names[f"{figure}完成率"]) == (said, rate)
    assert now.line(figure).is_reached is (number > now.line(figure).measure.target)
    brief = read_document(briefs.compose_brief(now, None))
    assert said in brief and f"{number}余" not in brief
    assert said in briefs.compose_phone_script(now, None)


def test_totals_are_incomplete_only_while_units_are_missing(sample):
    assert phrases.collect_phrases(sample.nothing())["据不完全统计"] == "据不完全统计，"


def test_totals_are_complete_once_everybody_has_filed(sample):
    unit = sample.units[0]
    one_unit = replace(sample.campaign, units=(sample.campaign.unit(unit),))
    whole = sample.add_up(sample.row(unit, 4, 3), sample.report(unit), campaign=one_unit)
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


def test_a_clause_whose_figure_is_zero_goes_though_the_plan_wants_it(sample):
    there, teams, lacking = sample.figure, sample.teams, sample.others[0]
    text = f"活动期间，有{{{there}}}，没有{{{lacking}}}（目标{{{lacking}目标}}）；有{{{teams}}}。"
    unit = sample.units[0]
    figures = phrases.count_figures(sample.add_up(sample.row(unit, 4, 3), sample.team(unit, 4)))
    left = f"活动期间，有{{{there}}}；有{{{teams}}}。"
    assert phrases.drop_zero_clauses(text, figures) == left
    assert phrases.drop_zero_clauses(text, phrases.count_figures(sample.nothing())) == ""


def test_a_clause_without_figures_stays_as_long_as_one_of_its_part_does():
    text = "活动中，{主办}走访{I3}。谢谢支持。"
    assert phrases.drop_zero_clauses(text, {"I3": 2}) == text
    assert phrases.drop_zero_clauses(text, {"I3": 0}) == "谢谢支持。"
