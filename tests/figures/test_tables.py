"""Entries as tables: what a cell becomes, and whose row it is."""

import dataclasses
import datetime as dt

import pandas as pd

from kjr.campaign.columns import Text
from kjr.figures.sums.row_cells import DISTRICT, EXPECTED, KIND, UNIT, split_names
from kjr.figures.tables import ENTRY, LedgerTables, build_tables
from kjr.values.days import Span
from tests.small import PRESS, SMALL, entry

DAY = dt.date(2019, 5, 28)


def table(ledger, *rows, campaign=SMALL):
    return build_tables(campaign, rows)[ledger]


def test_a_row_knows_its_writer_and_its_entry():
    rows = entry("东区科协", "走访慰问", 3), entry("协作医院", "走访慰问", 3)
    made = table("走访慰问", *rows)
    assert list(made[[UNIT, KIND, DISTRICT, EXPECTED]].itertuples(index=False, name=None)) == [
        ("东区科协", "县（市）区科协", "东区", "是"),
        ("协作医院", "市属学会", "市直", "否"),
    ]
    assert list(made[ENTRY]) == [*rows]


def test_each_kind_of_cell_has_its_type_and_a_blank_is_missing():
    full = {"走访日期": DAY, "走访地点/单位": "园区", "走访人次": 3}
    made = table("走访慰问", entry("甲学会", "走访慰问", 3, **full), entry("甲学会", "走访慰问", 4))
    assert list(made["走访日期"]) == [pd.Timestamp(DAY), pd.NaT]
    assert (made["走访人次"][0], made["走访人次"].isna()[1]) == (3.0, True)
    assert (made["走访地点/单位"][0], made["走访地点/单位"][1]) == ("园区", None)


def test_a_span_stands_at_its_first_day_however_far_it_is():
    spans = [Span(DAY, DAY + dt.timedelta(days=3)), dt.date(1, 1, 1), dt.date(9999, 12, 31)]
    made = table("走访慰问", *(entry("甲学会", "走访慰问", 3, 走访日期=each) for each in spans))
    assert [day.date() for day in made["走访日期"]] == [DAY, *spans[1:]]


def test_a_ledger_without_entries_has_all_its_columns():
    made = table("宣传报道")
    assert (len(made), {column.name for column in PRESS.columns} <= {*made.columns}) == (0, True)


def test_the_day_of_a_later_step_is_no_day_yet():
    stepped = dataclasses.replace(PRESS, stage="状态", dated=("已刊发",))
    campaign = dataclasses.replace(SMALL, ledgers=(stepped,))
    rows = [
        entry("甲学会", "宣传报道", n, 刊发日期=DAY, 状态=stage, 标题="一篇")
        for n, stage in enumerate(("已刊发", "待刊发"), 3)
    ]
    made = table("宣传报道", *rows, campaign=campaign)
    assert list(made["刊发日期"].notna()) == [True, False]
    assert list(made["标题"]) == ["一篇", "一篇"]


def test_names_are_said_in_one_spelling_each_once():
    spelt = {"示例日报社": "示例日报", "示例日报": "示例日报"}
    columns = tuple(
        Text(each.name, synonyms=spelt) if each.name == "媒体名称" else each
        for each in PRESS.columns
    )
    campaign = dataclasses.replace(SMALL, ledgers=(dataclasses.replace(PRESS, columns=columns),))
    cells = ("示例日报社，示例晚报；示例日报", None, "某网")
    rows = [entry("甲学会", "宣传报道", n, 媒体名称=cell) for n, cell in enumerate(cells, 3)]
    made = table("宣传报道", *rows, campaign=campaign)
    assert list(made["媒体名称"]) == ["示例日报、示例晚报", None, "某网"]


def test_what_is_known_is_taken_over():
    known = build_tables(SMALL, [entry("甲学会", "走访慰问", 3)])
    made = known["走访慰问"], known["宣传报道"]
    again = LedgerTables(SMALL, lambda _: (), known.list_made({"宣传报道"}))
    assert again["走访慰问"] is made[0]
    assert again["宣传报道"] is not made[1]
    assert list(again) == [ledger.name for ledger in SMALL.ledgers]


def test_names_in_a_cell_are_apart_at_any_separator():
    assert split_names("甲、乙，丙,丁；戊;己 ") == ("甲", "乙", "丙", "丁", "戊", "己")
    assert split_names("、甲，，") == ("甲",)
    assert split_names("甲 乙") == ("甲 乙",)
