"""What the rules between a ledger's columns say of one row."""

from dataclasses import replace

from kjr.campaign.model import ColumnNeed
from kjr.reading.checks.columns import check_columns
from kjr.reading.rows.judging import JudgedRow
from tests.typed import CAMPAIGN, read, told


def test_of_several_options_that_ask_for_more_the_first_by_its_letters_is_named():
    ledger = replace(
        CAMPAIGN.ledger("主题活动"),
        needs=(ColumnNeed("佐证", "标签", ("重宣传", "办实事", "树典型")),),
    )
    judged = JudgedRow({"标签": ("重宣传", "树典型", "办实事")})
    check_columns(ledger, judged, frozenset(("标签", "佐证")))
    (odd,) = judged.oddities
    assert (odd.column, odd.complaint.message) == ("佐证", "「标签」是“办实事”的，这一列也要填")


def test_what_one_answer_of_a_form_asks_for_besides_is_doubted_where_it_is_blank():
    need = ColumnNeed("主要做法", "书面总结", ("已交",))
    ledgers = tuple(
        replace(each, needs=(need,)) if each.single else each for each in CAMPAIGN.ledgers
    )
    form = "书面总结 | 已交\n电子版 | 已交\n主要做法 |"
    page = read(form, "总结报送", replace(CAMPAIGN, ledgers=ledgers))
    assert told(page) == [("B3", "疑")]


def test_a_part_may_be_as_large_as_its_whole():
    head = "日期 | 项目 | 承办机构 | 地点 | 场次 | 服务人次 | 建档数"
    row = "5月31日 | 眼健康检查 | 示例医院 | 示例楼 | 1 | 50 | {}"
    said = [told(read(f"{head}\n{row.format(each)}")) for each in (49, 50, 51)]
    assert said == [[], [], [("G2", "错")]]


def test_an_answer_may_be_of_the_same_day_but_not_of_one_before():
    text = "日期 | 内容 | 类别 | 答复日期\n5月29日 | 甲 | 政策 | {}"
    said = [told(read(text.format(day))) for day in ("5月28日", "5月29日", "5月30日")]
    assert said == [[("D2", "疑")], [], []]
