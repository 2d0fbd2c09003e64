"""Tables that stand side by side on one sheet."""

from kjr.reading.book import parse_book
from tests.typed import CAMPAIGN, column, told, typed

VISITS = "走访日期 | 走访地点 | 对象类别 | 带队人 | 带队人级别 | 走访人次"
VISIT = "5月{} | 示例园区 | 一线科技工作者 | 示例某 | 县区科协负责人 | {}"
EVENTS = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"
EVENT = "6月{} | 示例活动{} | 科普 | 示例科协 | 示例广场 | 12 | {}"


def pages(*lines, name="汇总"):
    return parse_book([typed("\n".join(lines), name)], CAMPAIGN)


def test_two_ledgers_side_by_side_are_both_read():
    visits, events = pages(
        f"{VISITS} | | {EVENTS}",
        f"{VISIT.format('23日', 3)} | | {EVENT.format('1日', 1, 50)}",
        f" | | | | | | | {EVENT.format('2日', 2, 60)}",
    )
    assert (visits.ledger, column(visits, "走访人次"), told(visits)) == ("走访慰问", [3], [])
    assert (events.ledger, column(events, "服务群众人次")) == ("主题活动", [50, 60])
    assert "领域" not in visits.columns


def test_each_says_where_its_cells_stand_on_the_whole_sheet():
    visits, events = pages(
        f"{VISITS} | | {EVENTS}",
        f"{VISIT.format('23日', 3)} | | {EVENT.format('1日', 1, '若干')}",
    )
    assert told(events) == [("N2", "错")]
    assert events.sheet == visits.sheet
    assert events.raw(2, "服务群众人次") == "若干"


def test_one_ledger_in_two_halves_without_a_gap_is_read_whole():
    row = f"{VISIT.format('23日', 3)} | {VISIT.format('28日', 4)}"
    halves = pages(f"{VISITS} | {VISITS}", row, name="走访慰问")
    assert [(each.ledger, column(each, "走访人次")) for each in halves] == [
        ("走访慰问", [3]),
        ("走访慰问", [4]),
    ]


def test_a_few_columns_twice_make_no_second_table():
    header = f"{VISITS} | 走访日期 | 走访地点"
    row = f"{VISIT.format('23日', 3)} | 5月24日 | 别处"
    (page,) = pages(header, row)
    assert column(page, "走访人次") == [3]
    assert [problem.level for problem in page.problems] == ["疑", "提示"]


def test_parts_of_one_column_in_the_middle_make_no_second_table():
    parts = "走访人次（男） | 走访人次（女） | 走访人次（合计）"
    header = f"对象类别 | 带队人 | 带队人级别 | {parts} | 走访地点 | 走访日期 | 佐证 | 职务职称"
    numbers = "1 | 2 | 3 | 4 | | | 5 | 6 | 7 | 8"
    row = "老专家 | 示例某 | 县区科协负责人 | 2 | 3 | 5 | 示例园区 | 5月23日 | 照片 | 教授"
    (page,) = pages(header, numbers, row, name="走访")
    assert (column(page, "走访人次"), column(page, "佐证")) == ([5], ["照片"])
