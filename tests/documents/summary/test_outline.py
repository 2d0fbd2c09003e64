"""The order, headings and conditions of the summary's parts, as a campaign declares them."""

from dataclasses import replace

from kjr.campaign.outline import Part
from kjr.documents.blocks import Heading, Paragraph
from kjr.documents.summary import city_summary
from kjr.documents.summary.parts import number_heading
from tests.documents.summary.filings import CAMPAIGN, added_up, book, visit

VISITS = book("贺兰县科协", visit("贺兰县科协", 4, 3))


def said(*parts, books=(VISITS,)):
    overview = added_up(*books, campaign=replace(CAMPAIGN, parts=parts))
    body = city_summary.compose_summary(overview).body
    return [block.text for block in body if isinstance(block, Heading | Paragraph)]


def test_parts_stand_in_the_campaign_s_order_and_are_numbered_by_it():
    parts = [
        Part("乙", 1, "一句。"),
        Part("丙", 2, "二句。"),
        Part("丁", 2, "三句。"),
        Part("甲", 1, "四句。"),
    ]
    assert said(*parts) == [
        *("一、乙", "一句。", "（一）丙", "二句。", "（二）丁", "三句。", "二、甲", "四句。"),
    ]


def test_a_part_without_data_asks_once_and_an_optional_one_goes_with_its_heading():
    parts = [Part("甲", 1, "帮办{I4}。"), Part("乙", 1, "讲座{I14}。", optional=True)]
    assert said(*parts) == ["一、甲", "【待补：甲，尚无计入的数据】"]


def test_a_heading_whose_paragraphs_all_went_asks_for_words():
    parts = [
        Part("甲", 1),
        Part("甲 一", says="讲座{I14}。", optional=True),
        Part("乙", 1, "走访{I3}。"),
    ]
    assert said(*parts) == ["一、甲", "【待补：甲】", "二、乙", "走访3人次。"]


def test_a_part_that_needs_a_figure_is_silent_without_it():
    parts = [Part("甲", says="走访{I3}。", needs=("I14",), optional=True)]
    assert said(*parts) == []
    assert said(Part("甲", says="走访{I3}。", needs=("I3",))) == ["走访3人次。"]


def test_what_stands_in_brackets_goes_when_it_names_nothing():
    assert said(Part("甲", says="〔联合{I12合作单位}〕走访{I3}〔，办事{I4}〕。")) == ["走访3人次。"]


def test_a_vow_waits_for_a_clerk():
    assert said(Part("甲", says="一切从简。", vow=True)) == ["【待核：一切从简。】"]


def test_headings_are_numbered_beyond_ten():
    numbers = [number_heading([n, 0]) for n in (1, 10, 11, 20, 21)]
    assert numbers == ["一、", "十、", "十一、", "二十、", "二十一、"]
