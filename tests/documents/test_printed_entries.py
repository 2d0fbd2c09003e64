"""A unit's own cells, repeated on paper."""

import pytest

from kjr.documents.blocks import Paragraph
from kjr.documents.summary.city_summary import compose_summary
from kjr.documents.summary.unit_report import compose_unit_summary
from tests.documents.summary.filings import added_up
from tests.small import book
from tests.typed import UNIT, read


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        *(("30余人", "30余人次"), ("近50", "近50人次"), ("约50", "约50人次"), ("30", "30人次")),
        *(("不到50", "不到50人次"), ("50人以内", "不超过50人次"), ("百余人", "100余人次")),
        *(("50人以上", "不少于50人次"), ("1.2万余人次", "1.2万余人次"), ("近1.2万", "近1.2万人次")),
        *(("50人左右", "约50人次"), ("约395", "390余人次"), ("近395", "近395人次")),
    ],
)
def test_a_unit_s_own_number_is_printed_as_it_was_put(typed, printed):
    page = read(f"""
        走访日期   | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        2019-05-27 | 示例厂 | 一线科技工作者 | 示例甲 | 市级领导 | {typed}
        2019-05-28 | 示例所 | 一线科技工作者 | 示例甲 | 市级领导 | 3
        """)
    overview = added_up(book(UNIT, *page.entries))
    for document in (compose_summary(overview), compose_unit_summary(overview, UNIT)):
        texts = [block.text for block in document.body if isinstance(block, Paragraph)]
        assert any(f"到示例厂走访看望{printed}" in text for text in texts)
    (table,) = document.annexes[0].blocks
    at = [column.name for column in table.columns].index("走访人次")
    assert [row[at] for row in table.rows] == [printed, "3人次"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        *((("30余人", "20"), "50余人次"), (("30余人", "超过20人"), "50余人次")),
        *((("30余人", "约20"), "约50人次"), (("30余人", "近20"), "约50人次")),
        *((("约30", "20"), "约50人次"), (("50人以上", "20"), "约70人次")),
        *((("30余人", "25"), "50余人次"), (("3余人", "2"), "约5人次")),
    ],
)
def test_a_sum_is_more_than_it_says_where_all_that_is_rough_in_it_is(typed, printed):
    one, other = typed
    page = read(f"""
        走访日期   | 走访地点/单位 | 对象类别 | 带队人 | 带队人级别 | 走访人次
        2019-05-27 | 示例厂 | 一线科技工作者 | 示例甲 | 市级领导 | {one}
        2019-05-28 | 示例所 | 一线科技工作者 | 示例甲 | 市级领导 | {other}
        """)
    overview = added_up(book(UNIT, *page.entries))
    own = compose_unit_summary(overview, UNIT)
    texts = [block.text for block in own.body if isinstance(block, Paragraph)]
    assert any(f"走访科技工作者{printed}" in text for text in texts)
