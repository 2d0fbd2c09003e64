"""The parts of the summary as a campaign declares them."""

from dataclasses import replace

from kjr.campaign.checks.outline_checks import find_part_mistakes, list_untold_indicators
from kjr.campaign.model import Indicator, Measure
from kjr.campaign.sentences import complete_lead, complete_part
from tests.plans import COUNTY, FIRST

CAMPAIGN = FIRST.campaign
VANS = Measure("科普大篷车进校园次数", "次", "主题活动")


def adding(indicator):
    return replace(CAMPAIGN, indicators=(*CAMPAIGN.indicators, indicator))


def part(campaign, name):
    return next(each for each in campaign.parts if each.name == name)


def test_every_indicator_of_the_plan_is_told():
    assert list_untold_indicators(CAMPAIGN) == []
    assert list_untold_indicators(COUNTY.campaign) == []
    assert list(find_part_mistakes(CAMPAIGN)) == []


def test_an_indicator_of_a_section_no_part_tells_of_is_found():
    campaign = adding(Indicator("I20", "大篷车", "四（六）", VANS))
    assert [each.id for each in list_untold_indicators(campaign)] == ["I20"]


def test_what_no_part_names_is_added_where_its_section_is_told_and_only_there():
    campaign = adding(Indicator("I20", "大篷车", "四（五）", VANS))
    told = part(campaign, "志愿服务与主题活动")
    assert complete_part(campaign, told).endswith("；科普大篷车进校园{I20}。")
    assert complete_part(campaign, part(campaign, "走访看望")) == part(CAMPAIGN, "走访看望").says
    assert "I20" not in complete_lead(campaign)


def test_what_is_told_by_telephone_is_added_to_the_lead():
    spoken = Indicator("I20", "大篷车", "四（五）", replace(VANS, spoken="大篷车"))
    assert complete_lead(adding(spoken)).endswith("；科普大篷车进校园{I20}。")


def test_the_words_of_the_plan_s_own_campaign_need_nothing_added():
    for each in CAMPAIGN.parts:
        assert complete_part(CAMPAIGN, each) == each.says
