"""The order, headings and conditions of the summary's parts, as a campaign declares them."""

from dataclasses import replace

from kjr.campaign.outline import Part
from kjr.documents.blocks import Heading, Paragraph
from kjr.documents.summary import city_summary
from kjr.documents.summary.parts import number_heading
from kjr.figures.overview import build_overview


def said(sample, *parts):
    """What the summary has of these parts, where one unit had three people come."""
    seen = sample.add_up(sample.row(sample.units[0], 4, 3)).snapshot
    overview = build_overview(replace(seen, campaign=replace(sample.campaign, parts=parts)))
    body = city_summary.compose_summary(overview).body
    return [block.text for block in body if isinstance(block, Heading | Paragraph)]


def blanks(sample):
    """The figure they add to, and two they do not, as sentences name them."""
    return [f"{{{each}}}" for each in (sample.figure, *sample.others)]


def test_parts_stand_in_the_campaign_s_order_and_are_numbered_by_it(sample):
    parts = [
        Part("乙", 1, "一句。"),
        Part("丙", 2, "二句。"),
        Part("丁", 2, "三句。"),
        Part("甲", 1, "四句。"),
    ]
    assert said(sample, *parts) == [
        *("一、乙", "一句。", "（一）丙", "二句。", "（二）丁", "三句。", "二、甲", "四句。"),
    ]


def test_a_part_without_data_asks_once_and_an_optional_one_goes_with_its_heading(sample):
    _, none, other = blanks(sample)
    parts = [Part("甲", 1, f"办成{none}。"), Part("乙", 1, f"另有{other}。", optional=True)]
    assert said(sample, *parts) == ["一、甲", "【待补：甲，尚无计入的数据】"]


def test_a_heading_whose_paragraphs_all_went_asks_for_words(sample):
    some, none, _ = blanks(sample)
    parts = [
        Part("甲", 1),
        Part("甲 一", says=f"另有{none}。", optional=True),
        Part("乙", 1, f"到场{some}。"),
    ]
    assert said(sample, *parts) == ["一、甲", "【待补：甲】", "二、乙", "到场3人次。"]


def test_a_part_that_needs_a_figure_is_silent_without_it(sample):
    some, none = sample.figure, sample.others[0]
    parts = [Part("甲", says=f"到场{{{some}}}。", needs=(none,), optional=True)]
    assert said(sample, *parts) == []
    assert said(sample, Part("甲", says=f"到场{{{some}}}。", needs=(some,))) == ["到场3人次。"]


def test_what_stands_in_brackets_goes_when_it_names_nothing(sample):
    some, none, _ = blanks(sample)
    text = f"〔联合{{{sample.joint}合作单位}}〕到场{some}〔，办成{none}〕。"
    assert said(sample, Part("甲", says=text)) == ["到场3人次。"]


def test_a_vow_waits_for_a_clerk(sample):
    assert said(sample, Part("甲", says="一切从简。", vow=True)) == ["【待核：一切从简。】"]


def test_headings_are_numbered_beyond_ten():
    numbers = [number_heading([n, 0]) for n in (1, 10, 11, 20, 21)]
    assert numbers == ["一、", "十、", "十一、", "二十、", "二十一、"]
