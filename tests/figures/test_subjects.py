import dataclasses

import pytest

from kjr.campaign.model import Measure
from kjr.figures import overview, subjects
from kjr.figures.moments.snapshot import Snapshot
from tests.plans import COUNTY, FIRST
from tests.small import NOON, PRESS, SMALL, book, entry, snapshot

CAMPAIGN = FIRST.campaign

LOOPED = dataclasses.replace(PRESS, sides=("标签",), stage="状态", closed=("已刊发",), shelved=())
NAMED = Measure("典型", "名", "宣传报道", distinct=(("标题",),), where={"标签": ("树典型",)})


def seen(*books):
    campaign = dataclasses.replace(SMALL, ledgers=(SMALL.ledgers[0], LOOPED, SMALL.ledgers[2]))
    return overview.build_overview(dataclasses.replace(snapshot(*books), campaign=campaign))


def article(unit, row, **values):
    return entry(unit, "宣传报道", row, **values)


def test_every_option_is_named_even_without_entries():
    one = seen(book("甲学会", article("甲学会", 3, 状态="已刊发")))
    assert subjects.count_by_option(one, LOOPED, "状态") == {"已刊发": 1, "待刊发": 0}


def test_a_cell_with_two_choices_counts_for_both():
    one = seen(book("甲学会", article("甲学会", 3, 标签=("树典型", "重宣传"))))
    assert subjects.count_by_option(one, LOOPED, "标签") == {"树典型": 1, "重宣传": 1}


def test_the_loop_counts_what_is_closed_of_what_is_due():
    rows = [article("甲学会", n, 状态=step) for n, step in enumerate(["已刊发", "待刊发"], 3)]
    assert subjects.count_answered_entries(seen(book("甲学会", *rows)), LOOPED) == (1, 2)


def test_a_shelved_entry_is_not_due():
    shelving = dataclasses.replace(LOOPED, shelved=("待刊发",))
    rows = [article("甲学会", n, 状态=step) for n, step in enumerate(["已刊发", "待刊发"], 3)]
    assert subjects.count_answered_entries(seen(book("甲学会", *rows)), shelving) == (1, 1)


def test_the_grid_counts_by_district():
    books = (
        book("东区科协", article("东区科协", 3, 标签=("树典型",))),
        book("甲学会", article("甲学会", 3, 标签=("树典型", "重宣传"))),
    )
    grid = subjects.count_district_options(seen(*books), LOOPED, "标签")
    assert {(row.纵, row.横): row.数 for row in grid.itertuples()} == {
        ("东区", "树典型"): 1,
        ("市直", "树典型"): 1,
        ("市直", "重宣传"): 1,
    }


SOUGHT = Measure(
    "典型",
    "名",
    "宣传报道",
    distinct=(("标题",),),
    where={"媒体名称": ("某日报",), "状态": ("已刊发",)},
)


def slots(*rows):
    books = [book("甲学会", *(article("甲学会", n, **row) for n, row in enumerate(rows, 3)))]
    found = subjects.list_slot_stages(seen(*books), SOUGHT)
    return [tuple(row) for row in found.to_numpy()]


def said(name, stage, paper="某日报"):
    return {"标题": name, "状态": stage, "媒体名称": paper}


def test_each_thing_sought_stands_once_at_its_furthest_stage():
    # The stages of this ledger are 已刊发, then 待刊发.
    rows = said("苏", "已刊发"), said("《苏》", "待刊发"), said("韩", "已刊发")
    assert slots(*rows) == [
        ("《苏》", "待刊发", "甲学会", "市直"),
        ("韩", "已刊发", "甲学会", "市直"),
    ]


def test_the_stages_say_what_at_which_stage_and_whose():
    heads = list(subjects.list_slot_stages(seen(book("甲学会")), SOUGHT).columns)
    assert heads[:3] == ["名称", "阶段", "单位"]


def test_a_thing_of_another_kind_or_without_a_name_is_not_sought():
    assert slots(said("苏", "已刊发", "某晚报"), said(None, "已刊发")) == []


def test_a_thing_without_a_stage_comes_last():
    rows = said("苏", None), said("韩", "已刊发")
    assert [name for name, *_ in slots(*rows)] == ["韩", "苏"]


def test_a_blank_cell_is_counted_as_unwritten():
    rows = article("甲学会", 3, 状态="已刊发"), article("甲学会", 4), article("甲学会", 5)
    one = seen(book("甲学会", *rows))
    assert subjects.count_unwritten(one, LOOPED, "状态") == 2
    grid = subjects.count_district_options(one, LOOPED, "状态")
    assert {(row.横, row.数) for row in grid.itertuples()} == {("已刊发", 1), ("未写", 2)}
    assert subjects.count_answered_entries(one, LOOPED) == (1, 1)


def test_a_ledgers_figures_are_those_taken_from_it():
    named = [line.name for line in subjects.list_ledger_lines(seen(), LOOPED)]
    assert named == ["I7", "I7·树典型"]


def test_of_two_units_with_the_same_thing_the_one_that_is_further_is_named():
    books = (
        book("东区科协", article("东区科协", 3, **said("苏", "待刊发"))),
        book("甲学会", article("甲学会", 3, **said("苏", "已刊发"))),
    )
    (row,) = subjects.list_slot_stages(seen(*books), SOUGHT).to_numpy()
    assert tuple(row) == ("苏", "待刊发", "东区科协", "东区")


def test_only_a_choice_has_options():
    assert subjects.list_choice_options(LOOPED, "状态") == ("已刊发", "待刊发")
    assert subjects.list_choice_options(LOOPED, "标题") == ()


@pytest.mark.parametrize(
    ("plan", "ledger", "figure", "number"),
    [(FIRST, "主题活动", "I18·覆盖领域", 8), (COUNTY, "展教品", "K3·展品领域", 5)],
    ids=str,
)
def test_options_no_target_counts_are_not_told_as_lacking(plan, ledger, figure, number):
    one = overview.build_overview(Snapshot(plan.campaign, NOON, 1, {}))
    wanted = subjects.list_options_wanted(one, plan.campaign.ledger(ledger), "领域")
    (fields,) = (line for line in one.lines if line.name == figure)
    assert len(wanted) == fields.target == number
    assert "其他" not in wanted
    assert "其他" in plan.campaign.ledger(ledger).column("领域").options


def test_options_of_other_columns_are_wanted_as_their_figures_say():
    one = overview.build_overview(Snapshot(CAMPAIGN, NOON, 1, {}))
    events = CAMPAIGN.ledger("主题活动")
    assert "其他" not in subjects.list_options_wanted(
        one, CAMPAIGN.ledger("座谈观摩"), "观摩点类型"
    )
    assert subjects.list_options_wanted(one, events, "标签") == events.column("标签").options
