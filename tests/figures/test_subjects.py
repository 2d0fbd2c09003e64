import dataclasses

from kjr.campaign.model import Measure
from kjr.figures import overview, subjects
from tests.small import PRESS, SMALL, book, entry, snapshot

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
