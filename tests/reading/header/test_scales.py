"""Numbers that stand in 万元 or 百人, as the header or a line above the table says."""

import pytest

from tests.typed import column, read, told

AMOUNT = "慰问金额（元）"


def visits(money, header="慰问金额", above="单位：万元"):
    return read(
        f"""
        走访慰问统计表
        填报单位：示例学会 | | | | | | {above}
        走访日期 | 走访地点 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | {header}
        5月30日 | 示例园区 | 一线科技工作者 | 示例某 | 学会负责人 | 3 | {money}
        """
    )


@pytest.mark.parametrize(
    ("money", "yuan"), [("0.2", 2000), ("约0.3", 3000), ("三千元", 3000), ("0.5万", 5000)]
)
def test_the_unit_above_a_table_is_applied_where_a_cell_names_none(money, yuan):
    page = visits(money)
    assert column(page, AMOUNT) == [yuan]
    assert told(page) == [("G3", "提示")]


def test_other_counters_keep_their_numbers():
    assert column(visits("0.2"), "走访人次") == [3]


@pytest.mark.parametrize("above", ["单位：元、人次", "主办单位：万元公司", "填报单位：百人协会"])
def test_a_line_that_names_no_larger_unit_changes_nothing(above):
    page = visits("300", above=above)
    assert (column(page, AMOUNT), told(page)) == ([300], [])


def test_a_header_with_its_own_unit_is_believed_and_the_contradiction_doubted():
    page = visits("300", header="慰问金额（元）")
    assert (column(page, AMOUNT), told(page)) == ([300], [("G3", "疑")])


def test_whole_numbers_may_be_fractions_of_ten_thousand():
    page = read(
        """
        计量单位：万人次
        日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次
        6月1日 | 科普大集 | 科普 | 示例科协 | 示例广场 | 12 | 0.12
        """
    )
    assert column(page, "服务群众人次") == [1200]


@pytest.mark.parametrize(
    ("unit", "yuan"), [("万元", 5000), ("千元", 500), ("百元", 50), ("元", 0.5)]
)
def test_each_larger_unit_multiplies_by_what_it_says(unit, yuan):
    assert column(visits("0.5", above=f"单位：{unit}"), AMOUNT) == [yuan]
    assert column(visits("0.5", header=f"慰问金额（{unit}）", above=""), AMOUNT) == [yuan]


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("百", 300),
        ("单位：千", 3000),
        ("以千计", 3000),
        ("×100", 300),
        ("x10元", 30),
        ("十元", 30),
    ],
)
def test_in_brackets_a_unit_needs_no_counter(words, yuan):
    page = visits("3", header=f"慰问金额（{words}）", above="")
    assert (column(page, AMOUNT), told(page)) == ([yuan], [("G3", "提示")])


@pytest.mark.parametrize("header", ["慰问金额（100元）", "慰问金额（10元）"])
def test_a_round_number_in_a_header_is_doubted(header):
    page = visits("3", header=header, above="")
    assert (column(page, AMOUNT), told(page)) == ([3], [("G3", "疑")])


def test_a_share_of_a_hundred_is_not_scaled():
    page = read(
        """
        日期 | 项目 | 承办机构 | 地点 | 场次 | 服务人次 | 满意度（100）
        6月1日 | 心理讲座 | 示例医院 | 示例广场 | 1 | 12 | 98
        """
    )
    assert (column(page, "满意度"), told(page)) == ([98], [])


def test_a_row_of_units_is_the_lower_row_of_its_header():
    page = read(
        """
        走访日期 | 走访地点 | 对象类别 | 带队人 | 带队人级别 | 走访人次 | 慰问金额
        | | | | | 百人次 | 元
        5月30日 | 示例园区 | 一线科技工作者 | 示例某 | 学会负责人 | 0.3 | 500
        """
    )
    assert (page.header_row, [each.row for each in page.entries]) == (2, [3])
    assert column(page, "走访人次") == [30]
