"""The journals as a table."""

from kjr.app.records.journal_table import build_journal_table
from kjr.state.acts import Act, ActKind, Edit
from tests.small import NOON

SAVED = Act(
    NOON,
    "示例员",
    "甲学会",
    ActKind.SAVED,
    "走访慰问",
    (Edit(9, {"走访人次": 3.0, "备注": "同"}, {"走访人次": 4.0, "备注": "同", "地点": "=1"}),),
    id="a1",
    outcome=ActKind.DONE,
)
HOSTED = Act(
    NOON, "组宣部", "", ActKind.HOSTED, id="a2", of="a0", note="一场", parts=(SAVED, SAVED)
)


def test_there_is_a_line_for_each_cell_and_each_unit():
    table = build_journal_table({"操作记录": [SAVED], "登录记录": [HOSTED]})
    moment = "2019-06-08 12:00:00+0800"
    assert table.iloc[0].tolist() == [
        *("操作记录", moment, "示例员", "保存", "甲学会", "走访慰问", "9", "走访人次", "3", "4"),
        *("", "写成", "a1", ""),
    ]
    assert table["列"].tolist() == ["走访人次", "地点"] * 3
    assert table["记号"].tolist() == ["a1", "a1", *["a2"] * 4]
    assert table.iloc[-1]["做了什么"] == "认定主办"


def test_an_act_without_cells_has_one_line():
    told = SAVED._replace(kind=ActKind.RETURNED, edits=(), note="请核实")
    (line,) = build_journal_table({"操作记录": [told]}).to_dict("records")
    assert (line["行"], line["列"], line["原来"], line["说明"]) == ("", "", "", "请核实")
