"""The whole document, for three campaigns: an example, nothing filed, most books unreadable."""

import re

import pytest

from kjr.documents.blocks import Bars, Heading, Letterhead, Paragraph, Picture, Signature, Table
from kjr.documents.summary import city_summary
from kjr.values import wording
from tests.documents.summary.filings import (
    CAMPAIGNS,
    CAPTAIN,
    CLERK,
    PHONE,
    VISITED,
    added_up,
    article,
    book,
    event,
    example,
    nothing,
)


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
        assert [int(cell) for cell in row[7:]] == [line.by_district.get(d, 0) for d in districts]


def test_every_target_stands_against_its_result(overview, document):
    rows = {row[0]: row for row in table(document, "目标完成情况").rows}
    for line in overview.lines:
        if line.target is not None:
            goal = f"{line.target}{line.measure.counter}"
            assert rows[line.measure.name][1] == goal
            assert rows[line.measure.name][3] == wording.format_percent(line.rate)
    assert all(line.target is None for line in overview.lines if line.measure.name not in rows)


def test_the_bars_are_the_hard_targets(overview, document):
    (bars,) = (block for block in document.body if isinstance(block, Bars))
    assert [(bar.name, bar.share) for bar in bars.bars] == [
        (line.measure.name, line.rate) for line in overview.hard_lines
    ]


def test_filing_is_told_as_the_tally_counts_it(overview, document):
    tally = overview.filing
    total = table(document, "各县（市）区报送情况").rows[-1]
    counts = [str(number) for number in (tally.expected, tally.filed, tally.on_time, tally.late)]
    assert total == ["合计", *counts, wording.format_percent(tally.rate)]
    assert f"应报单位{tally.expected}家" in paragraph(document, "报送情况")
    assert f"已报送{tally.filed}家" in paragraph(document, "报送情况")


def test_every_unit_stands_in_the_annex_with_its_state(overview, document):
    rows = table(document, "各单位填报和报送情况").rows
    assert [(row[1], re.sub("[*（].*", "", row[4])) for row in rows] == [
        (each.unit.name, str(each.filling)) for each in overview.standings
    ]
    reports = {row[1]: row[5] for row in rows}
    assert all(
        reports[each.unit.name] == ("—" if each.is_unreadable else each.filing_word)
        for each in overview.standings
    )


def test_nothing_private_is_printed(document):
    whole = "\n".join(printed(document))
    assert [each for each in (VISITED, CAPTAIN, CLERK, PHONE) if each in whole] == []


def test_no_figure_is_left_without_its_number(document):
    assert [text for text in printed(document) if re.search("[{}｛｝]I", text)] == []
    assert [text for text in printed(document) if "【待补：没有叫" in text] == []


def test_the_body_keeps_to_its_length(document):
    assert city_summary.count_words(document) <= 3000


def test_the_same_snapshot_makes_the_same_document(overview, document):
    assert city_summary.compose_summary(overview) == document


def test_it_says_which_snapshot_it_was_made_from(overview, document):
    assert document.footer == "数据截至2019年6月8日 12:00，快照编号20190608-120000"


def test_the_parts_stand_in_the_order_of_the_plan(document):
    headings = [block.text for block in document.body if isinstance(block, Heading)]
    assert headings == [
        "一、基本情况",
        "二、主要做法",
        "（一）走访看望",
        "（二）宣传报道",
        "（三）观摩座谈",
        "（四）身心健康服务",
        "（五）志愿服务与主题活动",
        "三、工作成效",
        "四、典型经验",
        "五、存在问题",
        "六、意见建议",
        "七、下一步打算",
    ]


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
    assert paragraph(document, "走访看望") == "【待补：走访看望还没有计入的数据】"
    assert paragraph(document, "下一步打算") == "【待补：下一步打算】"


def test_nothing_filed_makes_no_sentence_of_zeros():
    assert "总体情况" not in {
        getattr(each, "key", "") for each in city_summary.compose_summary(nothing()).body
    }


def test_approximate_totals_say_so():
    assert "服务群众420余人次" in paragraph(city_summary.compose_summary(example()), "总体情况")


def test_pictures_make_an_annex_of_their_own():
    picture = Picture("示例照片", b"")
    titles = [
        annex.title for annex in city_summary.compose_summary(example(), pictures=[picture]).annexes
    ]
    assert titles == [
        "活动情况统计表",
        "各单位填报和报送情况一览表",
        "报道目录",
        "意见建议汇总",
        "活动图片",
        "数据来源与口径说明",
    ]


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
    long = f"（示例）{'很长的活动名称' * 30}"
    return book(unit, event(unit, 4, 900, 名称=long), article(unit, 4, "活动消息", long))


def test_a_unit_s_own_braces_name_nothing():
    fair = event("金凤区科协", 4, 300, 名称="{I3}科普集市")
    document = city_summary.compose_summary(added_up(book("金凤区科协", fair)))
    assert "开展“（I3）科普集市”" in paragraph(document, "志愿服务与主题活动举例")
