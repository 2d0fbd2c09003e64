"""Which settlements of joint events stand, whether they are applied, and what they forbid."""

import datetime as dt

import pytest

from kjr.editing.joint_events import (
    Settlement,
    build_settlement,
    check_rows,
    check_settlement,
    check_unsettling,
    find_partners,
    find_settled,
    find_standing_settlements,
    locate_settlements,
)
from kjr.errors import KjrError
from kjr.reading.checks.between_books import Event, JointPair
from kjr.reading.page import Entry, Page
from kjr.state.acts import Act, ActKind
from kjr.store.base import Sheet
from tests.small import NOON

LEDGER = "主题活动"
HEAD = ("日期", "名称", "人次")
DAY = dt.date(2019, 6, 1)
FLIGHT, FARM = (DAY, "无人机进校园", 300.0), (DAY, "农机维修培训", 50.0)


def page(unit, *rows, sheet=LEDGER, notes=()):
    """A page of entries, but for rows that are notes; the first stands in row 2."""
    entries = (
        Entry(unit, LEDGER, sheet, row, {})
        for row, cells in enumerate(rows, 2)
        if cells and row not in notes
    )
    columns = {name: number for number, name in enumerate(HEAD, 1)}
    grid = Sheet(unit, sheet, (HEAD, *rows))
    facts = {"header_row": 1, "columns": columns, "identity": HEAD[:2], "entries": tuple(entries)}
    return Page(grid, LEDGER, **facts)


def event(seen, row=2):
    entry = next(each for each in seen.entries if each.row == row)
    return Event(seen, entry, DAY, "", "")


def act(kind=ActKind.HOSTED, of="", id="1"):
    return Act(NOON, "李示例", "", kind, of=of, id=id)


def settle(*seen, kind=ActKind.HOSTED, of="", id="1"):
    """A settlement about the first rows of these pages, the host's first."""
    return build_settlement(kind, [event(each) for each in seen], act(kind, of, id))


ONE, TWO, THREE = (page(unit, FLIGHT, FARM) for unit in ("甲学会", "乙学会", "东区科协"))
PLACES = [(each.sheet.unit, LEDGER, 2) for each in (ONE, TWO, THREE)]


def locate(settled, *pages, planned=()):
    ((found,),) = [
        locate_settlements({each.sheet.unit: [each] for each in pages}, [settled], planned)
    ]
    assert found.act is settled
    return found.places


def test_a_settlement_holds_each_row_as_it_stood_the_hosts_first():
    settled = settle(TWO, ONE)
    cells = dict(zip(HEAD, FLIGHT, strict=True))
    assert (settled.kind, settled.who, settled.unit) == (ActKind.HOSTED, "李示例", "")
    assert [(part.unit, part.sheet, part.ledger, part.kind) for part in settled.parts] == [
        (unit, LEDGER, LEDGER, ActKind.HOSTED) for unit in ("乙学会", "甲学会")
    ]
    assert [part.edits for part in settled.parts] == [((2, cells, cells),)] * 2
    assert {(part.moment, part.who) for part in settled.parts} == {(NOON, "李示例")}


def test_what_is_taken_back_or_replaced_stands_no_more():
    first, other = settle(ONE, TWO), settle(ONE, THREE, kind=ActKind.APART, id="2")
    later = settle(TWO, ONE, kind=ActKind.DEFERRED, of="1", id="3")
    assert find_standing_settlements([first, other]) == (first, other)
    assert find_standing_settlements([first, other, later]) == (other, later)
    back = act(ActKind.UNSETTLED, of="2", id="4")
    assert find_standing_settlements([first, other, back]) == (first,)
    assert find_standing_settlements([first, act(ActKind.RETURNED, of="1", id="5")]) == (first,)


def test_a_settlement_follows_its_rows_and_is_applied_only_with_all_of_them():
    settled = settle(ONE, TWO)
    assert locate(settled, ONE, TWO) == (*PLACES[:2],)
    moved = page("乙学会", FARM, (), FLIGHT, sheet="活动")
    assert locate(settled, ONE, moved) == (PLACES[0], ("乙学会", "活动", 4))
    for gone in (page("乙学会", FARM), page("乙学会", FLIGHT, notes=(2,)), THREE):
        assert locate(settled, ONE, gone) == ()


@pytest.mark.parametrize(
    ("kind", "planned", "is_applied"),
    [
        (ActKind.HOSTED, (), True),
        (ActKind.HOSTED, (0, 1, 2), True),
        (ActKind.HOSTED, (1, 2), True),
        (ActKind.HOSTED, (0,), False),
        (ActKind.HOSTED, (0, 1), False),
        (ActKind.APART, (0,), True),
    ],
)
def test_what_took_place_waits_for_no_host_who_only_plans(kind, planned, is_applied):
    settled = settle(ONE, TWO, THREE, kind=kind)
    found = locate(settled, ONE, TWO, THREE, planned=[PLACES[each] for each in planned])
    assert found == (tuple(PLACES) if is_applied else ())


def applied(*places, kind=ActKind.HOSTED, id="1"):
    return Settlement(act(kind, id=id), tuple(places))


A, B, C, D = ((unit, LEDGER, 2) for unit in "甲乙丙丁")


def test_a_partners_row_adds_nothing_and_a_hosts_counts():
    first, apart, lost = applied(A, B, C), applied(A, D, kind=ActKind.APART), applied()
    assert find_partners([apart, lost, first]) == {B: first, C: first}


def test_of_what_contradicts_itself_the_first_holds():
    first = applied(A, B)
    assert find_partners([first, applied(B, A)]) == {B: first}


def test_no_row_is_its_own_host_by_way_of_others():
    chain = [applied(A, B), applied(B, C), applied(C, D)]
    assert find_partners(chain) == dict(zip((B, C, D), chain, strict=True))
    assert find_partners([*chain, applied(D, A)]) == dict(zip((B, C, D), chain, strict=True))
    ring = [applied(A, B), applied(C, A)]
    assert find_partners([*ring, applied(B, C)]) == {B: ring[0], A: ring[1]}


@pytest.mark.parametrize(
    ("kind", "said"), [(ActKind.HOSTED, "甲学会主办"), (ActKind.APART, "不是同一场")]
)
def test_who_settles_unseen_what_a_colleague_settled_hears_who_and_when_and_how(kind, said):
    done, events = [settle(ONE, TWO, kind=kind)], [event(TWO), event(ONE)]
    with pytest.raises(KjrError, match=f"李示例在12:00已经认定“{said}”，没有记下"):
        check_settlement(events, (), done)
    check_settlement(events, {"1"}, done)
    check_settlement(events, (), [*done, act(ActKind.UNSETTLED, of="1", id="2")])


@pytest.mark.parametrize(
    ("other", "is_about"),
    [
        (page("乙学会", (DAY, "别的活动", 1.0)), True),
        (page("乙学会", FARM, FLIGHT), True),
        (page("乙学会", FARM, (*FLIGHT[:2], 301.0)), False),
        (page("乙学会", FLIGHT, sheet="另一张"), False),
        (THREE, False),
    ],
    ids=["at its place", "as it stood", "neither", "another sheet", "another unit"],
)
def test_a_settlement_is_about_a_row_by_where_it_stands_or_what_it_says(other, is_about):
    row = other.entries[-1].row
    if is_about:
        with pytest.raises(KjrError):
            check_settlement([event(ONE), event(other, row)], (), [settle(ONE, TWO)])
    else:
        check_settlement([event(ONE), event(other, row)], (), [settle(ONE, TWO)])


@pytest.mark.parametrize("kind", [ActKind.UNSETTLED, ActKind.APART])
def test_what_was_taken_back_or_replaced_is_not_taken_back_again(kind):
    with pytest.raises(KjrError, match="李示例在12:00已经撤回或改过这一条，没有再撤"):
        check_unsettling("1", [act(), act(kind, of="1", id="2")])
    check_unsettling("1", [act(), act(kind, of="3", id="2")])
    check_unsettling("1", [act(), act(ActKind.RETURNED, of="1", id="2")])


def test_rows_are_settled_as_they_were_looked_at_wherever_they_are_now():
    drawn = [event(ONE), event(TWO)]
    check_rows(drawn, [event(page("甲学会", FARM, FLIGHT), 3), event(TWO)])
    for changed in (page("甲学会", (*FLIGHT[:2], 301.0)), page("甲学会", FLIGHT[:2])):
        with pytest.raises(KjrError, match="看过以后有一行又改了，没有记下"):
            check_rows(drawn, [event(changed), event(TWO)])


def test_what_was_settled_last_about_a_pair_is_found_if_it_is_applied():
    pair = JointPair(LEDGER, event(ONE), event(TWO))
    first, last = applied(*PLACES[:2]), applied(PLACES[2], *PLACES[:2], id="2")
    others = [applied(), applied(PLACES[0], PLACES[2], id="3")]
    assert find_settled(pair, [first, last, *others]) is last
    assert find_settled(pair, [last, first]) is first
    assert find_settled(pair, others) is None
