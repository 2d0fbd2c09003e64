"""What a row is by all its cells together, and which tables hold no work at all."""

import pytest

from tests.typed import column, read, skipped, told

EVENTS = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"
EVENT = "6月1日 | {} | 科普 | 示例科协 | 示例广场 | 12 | 300"


@pytest.mark.parametrize("row", ["0|0|0|0|0|0|0", "—|—|—|—|—|0|0", "无", "本单位未开展"])
def test_a_row_of_nothing_but_zeros_and_dashes_says_that_nothing_was_done(row):
    page = read(f"{EVENTS}\n{row}")
    assert (page.entries, page.problems, skipped(page)) == ((), (), {2: "nil"})


@pytest.mark.parametrize("title", ["例如科普展", "示范活动", "一、二年级科普课", "暂无标题"])
def test_an_event_may_be_called_like_a_remark(title):
    assert column(read(f"{EVENTS}\n{EVENT.format(title)}"), "名称") == [title]


def test_statistics_over_events_are_no_events():
    page = read("领域|场次|志愿者人数|服务群众人次\n科普|3|30|300\n合计|3|30|300", "主题活动统计")
    assert (page.ledger, page.entries) == (None, ())
    assert "没有找到「主题活动」的表头" in page.problems[0].message


@pytest.mark.parametrize("title", ["2019年主题活动（拟开展）", "各学会计划开展的主题活动"])
def test_events_that_are_only_planned_are_not_read(title):
    page = read(f"{title}\n{EVENTS}\n{EVENT.format('科普大集')}")
    assert page.reason == "看标题是计划，不是已开展的工作"


def test_a_line_that_asks_for_plans_too_is_no_title():
    asked = "请把已开展和计划开展的活动都填入"
    assert len(read(f"{asked}\n{EVENTS}\n{EVENT.format('科普大集')}").entries) == 1


@pytest.mark.parametrize("name", ["座谈会签到", "值班表", "科技工作者花名册"])
def test_lists_of_names_are_no_ledgers(name):
    assert read(f"{EVENTS}\n{EVENT.format('科普大集')}", name).reason == "看名字不是台账"


def test_an_old_town_is_no_old_sheet():
    assert read(f"{EVENTS}\n{EVENT.format('科普大集')}", "主题活动旧城区").ledger == "主题活动"


@pytest.mark.parametrize(
    ("remark", "doubts"),
    [("作废", ["疑"]), ("已取消。", ["疑"]), ("重复，不计", ["疑"]), ("已取消原定讲座", [])],
)
def test_a_row_whose_remark_takes_it_back_is_counted_and_doubted(remark, doubts):
    page = read(f"{EVENTS} | 备注\n{EVENT.format('科普大集')} | {remark}")
    assert len(page.entries) == 1
    assert [level for _, level in told(page)] == doubts
