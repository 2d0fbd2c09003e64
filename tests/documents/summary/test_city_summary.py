"""The whole document, for three campaigns: an example, nothing filed, most books unreadable."""

import re

import pytest

from kjr.documents.blocks import Bars, Heading, Letterhead, Paragraph, Picture, Signature, Table
from kjr.documents.summary import city_summary
from kjr.documents.summary.tables import list_lead_lines
from kjr.values import wording
from tests.documents.summary.campaigns import CAMPAIGNS
from tests.documents.summary.filings import (
    CAMPAIGN,
    CAPTAIN,
    CLERK,
    PHONE,
    VISITED,
    added_up,
    article,
    book,
    day,
    event,
    example,
    nothing,
    report,
)

TYPED = re.compile("（[IK][23]）科普")
"""What a unit called its event, as it is printed."""


@pytest.fixture(params=CAMPAIGNS, scope="module")
def overview(request):
    return CAMPAIGNS[request.param]()


@pytest.fixture(scope="module")
def document(overview):
    return city_summary.compose_summary(overview)


def blocks(document):
    yield from document.body
    for annex in document.annexes:
        yield from annex.blocks


def printed(document):
    """Everything a reader of the document sees."""
    for block in blocks(document):
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Table():
                yield from (
                    block.caption,
                    block.note,
                    *(cell for row in block.rows for cell in row),
                )
            case Bars():
                yield from (bar.words for bar in block.bars)


def paragraph(document, key):
    return next(each.text for each in document.body if getattr(each, "key", "") == key)


def table(document, caption):
    return next(
        each for each in blocks(document) if isinstance(each, Table) and each.caption == caption
    )


def test_every_figure_of_the_board_stands_in_the_annex(overview, document):
    rows = table(document, "各项指标完成情况").rows
    assert [(row[2], row[3], row[5]) for row in rows] == [
        (
            line.measure.name,
            line.measure.counter,
            wording.format_prose_figure(line.done, "", about=line.about),
        )
        for line in overview.lines
    ]


def test_every_figure_of_every_district_stands_there_too(overview, document):
    for line, row in zip(overview.lines, table(document, "各项指标完成情况").rows, strict=True):
        districts = overview.campaign.districts
        assert row[7:] == [
            wording.format_prose_figure(line.by_district.get(d, 0), "") for d in districts
        ]


def test_the_plan_s_own_targets_stand_against_their_results_and_no_other(overview, document):
    told = [
        [row[0], row[1], row[3]]
        for each in blocks(document)
        if isinstance(each, Table) and each.caption == "目标完成情况"
        for row in each.rows
    ]
    hard = [
        [
            line.measure.name,
            f"{line.target}{line.measure.counter}",
            "约" * line.about + wording.format_percent(line.rate),
        ]
        for line in overview.hard_lines
    ]
    begun = any(line.done for line in overview.hard_lines)
    assert told == (hard if begun else [])


def test_the_bars_are_the_hard_targets(overview, document):
    told = [block.bars for block in document.body if isinstance(block, Bars)]
    hard = [(line.measure.name, min(line.rate, 1.0)) for line in overview.hard_lines]
    begun = any(line.done for line in overview.hard_lines)
    assert [[(bar.name, bar.share) for bar in bars] for bars in told] == ([hard] if begun else [])


def test_filing_is_told_as_one_sentence_once_somebody_has_filed(overview, document):
    tally, moment = overview.filing, f"{overview.snapshot.taken:%-m月%-d日%-H时}"
    part = next(each.name for each in overview.campaign.parts if "已报" in each.needs)
    said = paragraph(document, part)
    expected = f"应报单位{tally.expected}家，截至{moment}已报送{tally.filed}家"
    assert expected in said if tally.filed else said == f"【待补：{part}，尚无计入的数据】"


def test_every_unit_that_did_something_stands_in_the_annex_with_its_figures(overview, document):
    tables = [block for block in blocks(document) if isinstance(block, Table)]
    (rows,) = [
        {row[1]: row[3:] for row in each.rows}
        for each in tables
        if each.caption == "各单位活动情况"
    ] or [{}]
    lines = list_lead_lines(overview)
    assert lines or not overview.snapshot.entries
    for unit in overview.campaign.units:
        own = [
            wording.format_prose_figure(number, "")
            if (number := line.by_unit.get(unit.name))
            else ""
            for line in lines
        ]
        assert rows.get(unit.name, [""] * len(own)) == own


def test_it_does_not_tell_upward_what_is_the_office_s_own_business(overview, document):
    whole = "\n".join(printed(document))
    said = [
        "迟报",
        "未报",
        "未填报",
        "推算",
        "推定",
        "佐证材料",
        "填写有误",
        "存疑",
        "读取失败",
        "密码",
    ]
    assert [word for word in said if word in whole] == []
    ids = [indicator.id for indicator in overview.campaign.indicators]
    named = re.findall(rf"(?<![A-Za-z])(?:{'|'.join(ids)})(?!\d)", TYPED.sub("", whole))
    assert named == []


def test_nothing_private_is_printed(document):
    whole = "\n".join(printed(document))
    assert [each for each in (VISITED, CAPTAIN, CLERK, PHONE) if each in whole] == []


def test_no_figure_is_left_without_its_number(document):
    assert [text for text in printed(document) if re.search("[{}｛｝]", text)] == []
    assert [text for text in printed(document) if "【待补：没有叫" in text] == []


def test_the_body_keeps_to_its_length(document):
    assert city_summary.count_words(document) <= 3000


def test_the_same_snapshot_makes_the_same_document(overview, document):
    assert city_summary.compose_summary(overview) == document


def test_it_says_which_snapshot_it_was_made_from(overview, document):
    first = document.annexes[-1].blocks[0]
    assert first.text == (
        f"1.数据截至{overview.snapshot.taken:%Y年%-m月%-d日%-H时}，快照编号下载时给出。"
    )


HEADINGS = {
    "云溪县": [
        "一、基本情况",
        "二、主要做法",
        "（一）科普活动",
        "（二）展教品和资源包",
        "（三）科普志愿服务",
        "（四）总结报送情况",
        "三、工作成效",
        "四、存在问题",
        "五、下一步打算",
    ],
    "银川市": [
        "一、基本情况",
        "二、组织保障",
        "（一）组织领导与统筹衔接",
        "（二）宣传氛围",
        "（三）工作方案与务实节俭",
        "（四）总结评估",
        "三、主要做法",
        "（一）走访看望",
        "（二）宣传报道",
        "（三）观摩座谈",
        "（四）身心健康服务",
        "（五）志愿服务与主题活动",
        "四、工作成效",
        "五、典型经验",
        "六、存在问题",
        "七、意见建议",
        "（一）对今后办好活动的建议",
        "（二）科技工作者的意见建议",
        "八、下一步打算",
    ],
}


def test_the_parts_stand_in_the_order_of_the_plan(overview, document):
    headings = [block.text for block in document.body if isinstance(block, Heading)]
    assert headings == HEADINGS[overview.campaign.city]


def test_it_is_signed_by_the_host_on_the_day_of_the_snapshot():
    assert city_summary.compose_summary(example()).body[-1] == Signature(
        "银川市科协", "2019年6月8日"
    )


def test_title_and_addressee_are_the_city_s_own_words():
    document = city_summary.compose_summary(example())
    assert document.title == "银川市科协2019年“全国科技工作者日”活动总结"
    assert document.addressee == "自治区科协"


def test_a_part_without_data_asks_for_words_instead_of_inventing_them():
    document = city_summary.compose_summary(nothing())
    assert paragraph(document, "走访看望") == "【待补：走访看望，尚无计入的数据】"
    assert paragraph(document, "下一步打算") == "【待补：下一步打算】"


def test_nothing_filed_asks_once_for_every_section_and_makes_no_sentence_of_zeros():
    body = city_summary.compose_summary(nothing()).body
    said = [block.text for block in body if isinstance(block, Paragraph)][1:]
    assert all(text.startswith("【待") for text in said)
    assert len(said) == len(set(said))


def test_a_vow_waits_for_a_clerk_to_confirm_it():
    vow = next(part.says for part in CAMPAIGN.parts if part.name == "务实节俭")
    assert paragraph(city_summary.compose_summary(example()), "务实节俭") == f"【待核：{vow}】"
    confirmed = city_summary.compose_summary(example(), {"务实节俭": vow})
    assert paragraph(confirmed, "务实节俭") == vow


def test_places_are_those_the_entries_name():
    said = paragraph(city_summary.compose_summary(example()), "观摩座谈")
    assert "观摩点涵盖科技园、农业示范园2类" in said
    assert "科普示范基地" not in said


def test_what_the_plan_asks_of_everybody_is_told_with_its_data():
    filed = report("兴庆区科协", 工作方案="已制定", 意见建议="建议提早印发方案")
    overview = added_up(book("兴庆区科协", event("兴庆区科协", 4, 30, 日期=day(5, 25)), filed))
    document = city_summary.compose_summary(overview)
    held = "科技活动周期间开展各类活动1项。"
    assert paragraph(document, "组织领导与统筹衔接") == held
    assert paragraph(document, "工作方案与务实节俭") == "1家单位制定了工作方案。"
    assert paragraph(document, "对今后办好活动的建议 兴庆区科协") == (
        "兴庆区科协：“建议提早印发方案”。"
    )


def test_approximate_totals_say_so():
    assert "服务群众约420人次" in paragraph(city_summary.compose_summary(example()), "总体情况")


def test_pictures_make_an_annex_of_their_own():
    picture = Picture("示例照片", b"")
    titles = [
        annex.title
        for annex in city_summary.compose_summary(example(), pictures={"": [picture]}).annexes
    ]
    assert titles == [
        "活动情况统计表",
        "各单位活动情况一览表",
        "报道目录",
        "意见建议汇总",
        "活动图片",
        "数据来源与口径说明",
    ]


def test_a_picture_placed_in_a_part_stands_there_and_in_no_annex():
    picture = Picture("示例照片", b"")
    document = city_summary.compose_summary(example(), pictures={"走访看望": [picture]})
    at = document.body.index(picture)
    assert document.body[at + 1].text == "（二）宣传报道"
    assert "活动图片" not in [annex.title for annex in document.annexes]


def test_without_pictures_there_is_no_such_annex():
    assert "活动图片" not in [
        annex.title for annex in city_summary.compose_summary(example()).annexes
    ]


def test_a_letterhead_is_used_when_the_office_asks_for_one():
    letterhead = Letterhead(issuer="银川市科学技术协会文件")
    assert city_summary.compose_summary(example(), letterhead=letterhead).letterhead == letterhead


def test_a_long_campaign_gives_up_examples_before_it_grows_too_long():
    crowded = added_up(*(crowd(unit.name) for unit in example().campaign.expected))
    document = city_summary.compose_summary(crowded)
    assert 2000 < city_summary.count_words(document) <= 3000
    assert len(paragraph(document, "志愿服务与主题活动举例").split("；")) < 7


def crowd(unit):
    long = f"（示例）{'很长的活动名称' * 40}"
    return book(unit, event(unit, 4, 900, 名称=long), article(unit, 4, "活动消息", long))


def test_a_unit_s_own_braces_name_nothing():
    fair = event("金凤区科协", 4, 300, 名称="{I3}科普集市")
    document = city_summary.compose_summary(added_up(book("金凤区科协", fair)))
    assert "开展“（I3）科普集市”" in paragraph(document, "志愿服务与主题活动举例")
