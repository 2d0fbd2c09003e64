import datetime as dt

import pytest

from kjr.documents.blocks import Paragraph, Signature, Table
from kjr.documents.summary.unit_report import compose_unit_summary
from kjr.errors import KjrError
from tests.documents.summary.campaigns import CAMPAIGNS
from tests.documents.summary.county_filings import UNITS, UNREADABLE, county, of_county, report
from tests.documents.summary.filings import (
    CAPTAIN,
    CLERK,
    PHONE,
    VISITED,
    added_up,
    event,
    example,
    team,
)
from tests.small import book


def texts(document):
    return [block.text for block in document.body if isinstance(block, Paragraph)]


def tables(document):
    blocks = (block for annex in document.annexes for block in annex.blocks)
    return [block for block in blocks if isinstance(block, Table)]


def test_a_unit_s_figures_are_the_board_s():
    own = texts(compose_unit_summary(example(), "金凤区科协"))
    line = next(each for each in example().lines if each.measure.name == "服务群众")
    assert line.by_unit["金凤区科协"] == 420
    assert any("服务群众约420人次" in text for text in own)


def test_a_sum_without_approximate_amounts_of_this_unit_is_exact():
    own = texts(compose_unit_summary(example(), "兴庆区科协"))
    assert any("分管领导看望3人次" in text for text in own)


def test_of_the_same_rows_it_tells_one_figure():
    unit = "银川市心理卫生学会"
    own = texts(compose_unit_summary(example(), unit))
    assert "心理资本提升讲座3场，听讲座86人次。" in own
    rows = [team(unit, 4), team(unit, 5)._replace(values=team(unit, 5).values | {"级别": "市级"})]
    both = texts(compose_unit_summary(added_up(book(unit, *rows)), unit))
    assert "科技志愿者服务队2支，市级服务队1支，县级服务队1支，科技志愿者48人。" in both


def test_it_tells_its_own_examples():
    own = texts(compose_unit_summary(example(), "兴庆区科协"))
    assert "其中，5月30日在示例日报刊发《苏砚秋的故事》，宣传典型人物苏砚秋。" in own


def test_it_uses_the_unit_s_own_words():
    assert "把服务送到田间地头，联系人××××××。" in texts(
        compose_unit_summary(example(), "兴庆区科协")
    )


def test_a_unit_that_filed_nothing_gets_a_form_to_fill_in():
    document = compose_unit_summary(example(), "西夏区科协")
    assert texts(document)[-1] == "【待补：主要做法、典型经验、存在问题、意见建议、下一步打算】"
    assert document.annexes == []


def test_its_entries_are_listed_without_persons():
    found = {
        table.caption: table for table in tables(compose_unit_summary(example(), "兴庆区科协"))
    }
    assert list(found) == ["走访慰问", "宣传报道", "志愿队伍"]
    assert len(found["走访慰问"].rows) == 2
    cells = "".join(cell for table in found.values() for row in table.rows for cell in row)
    assert [each for each in (VISITED, CAPTAIN, CLERK, PHONE) if each in cells] == []


def test_its_report_is_none_of_the_rows_of_work_it_kept():
    document = compose_unit_summary(county(), "东河镇科协")
    listed = sum(len(table.rows) for table in tables(document))
    said = "9月中旬至下旬，东河镇科协组织开展全国科普日活动，登记各类台账"
    assert texts(document)[0] == f"{said}{listed}条：科普活动2条、展教品1条。"
    unit = UNITS[0]
    only = compose_unit_summary(of_county(book(unit, report(unit))), unit)
    assert "没有计入的活动记录。" in texts(only)[0]


def test_of_a_unit_whose_workbook_cannot_be_read_it_says_nothing_but_that():
    document = compose_unit_summary(county(), UNREADABLE)
    why = f"{UNREADABLE}的工作簿读取失败，做了多少还不知道"
    assert texts(document)[0] == f"【待补：基本情况，{why}】"


def test_what_a_unit_wrote_without_a_stop_ends_with_one():
    assert "把大集办成常年活动。" in texts(compose_unit_summary(county(), "南塘乡科协"))


def test_it_is_signed_by_the_unit():
    document = compose_unit_summary(example(), "金凤区科协")
    assert document.body[-1] == Signature("金凤区科协", "2019年6月8日")


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_every_unit_of_the_roster_has_one(campaign):
    overview = CAMPAIGNS[campaign]()
    titles = [compose_unit_summary(overview, unit.name).title for unit in overview.campaign.units]
    assert len(set(titles)) == len(overview.campaign.units)


def test_an_unknown_unit_is_named_in_one_sentence():
    with pytest.raises(KjrError, match="单位名册里没有“无名学会”，请写全称"):
        compose_unit_summary(example(), "无名学会")


def test_what_another_unit_hosted_is_told_as_work_of_both():
    host, partner = "银川市心理咨询师协会", "贺兰县科协"
    row = event(partner, 4, 30, 主办=host, 协办=partner)
    own = texts(compose_unit_summary(added_up(book(partner, row)), partner))
    assert f"其中，与{host}6月1日在示例小学开展“‘无人机进校园’（示例）”，服务群众30人次。" in own


def test_a_day_of_another_year_is_printed_with_its_year():
    last_year = event("金凤区科协", 4, 900, 日期=dt.date(2018, 6, 1))
    this_year = event("金凤区科协", 5, 3, 日期=dt.date(2019, 6, 1))
    document = compose_unit_summary(
        added_up(book("金凤区科协", last_year, this_year)), "金凤区科协"
    )
    assert any("2018年6月1日" in text for text in texts(document))
    (table,) = tables(document)
    days = [row[1] for row in table.rows]
    assert days == ["2018年6月1日", "6月1日"]
