"""What a clerk decides rests on what he saw: a colleague's word or a changed workbook stops it."""

import pytest

from kjr.errors import KjrError
from kjr.figures.work.sights import CHANGED, Sight, check_sight, gather_sights
from kjr.state.acts import Act, ActKind
from tests.small import NOON

UNIT, OTHER = "甲学会", "乙学会"
BEFORE, AFTER = "mark-1", "mark-2"


def said(kind, id, unit=UNIT, *others):
    parts = tuple(Act(NOON, "李示例", each, kind) for each in others)
    return Act(NOON, "李示例", unit, kind, id=id, parts=parts)


RETURNED = said(ActKind.RETURNED, "1")
ACCEPTED = said(ActKind.ACCEPTED, "2")
CHASED = said(ActKind.CHASED, "3", "各群", UNIT)
LOCKED = said(ActKind.LOCKED, "4")
ELSEWHERE = said(ActKind.RETURNED, "5", OTHER)


def test_a_unit_is_seen_with_the_last_act_of_each_kind():
    again = said(ActKind.RETURNED, "6")
    acts = [RETURNED, ACCEPTED, CHASED, LOCKED, ELSEWHERE, again]
    assert gather_sights({UNIT: BEFORE, OTHER: ""}, acts) == {
        UNIT: Sight(BEFORE, {ActKind.RETURNED: "6", ActKind.ACCEPTED: "2", ActKind.CHASED: "3"}),
        OTHER: Sight("", {ActKind.RETURNED: "5"}),
    }


@pytest.mark.parametrize(
    ("deed", "seen", "meanwhile"),
    [
        (ActKind.ACCEPTED, [], [ELSEWHERE, CHASED, LOCKED]),
        (ActKind.ACCEPTED, [RETURNED], []),
        (ActKind.RETURNED, [RETURNED, ACCEPTED], []),
        (ActKind.ACCEPTED, [RETURNED, said(ActKind.RETURNED, "7")], []),
        (ActKind.CHASED, [], [RETURNED, ACCEPTED]),
        (ActKind.CHASED, [CHASED], []),
        (ActKind.LOCKED, [], [RETURNED, CHASED, LOCKED]),
    ],
)
def test_what_was_seen_or_is_of_another_kind_stops_nothing(deed, seen, meanwhile):
    sight = gather_sights({UNIT: BEFORE}, seen)[UNIT]
    check_sight(UNIT, deed, sight, BEFORE, [*seen, *meanwhile])


@pytest.mark.parametrize(
    ("deed", "seen", "meanwhile"),
    [
        (ActKind.ACCEPTED, [], RETURNED),
        (ActKind.RETURNED, [], ACCEPTED),
        (ActKind.ACCEPTED, [ACCEPTED], RETURNED),
        (ActKind.RETURNED, [RETURNED], said(ActKind.RETURNED, "7")),
        (ActKind.CHASED, [RETURNED], CHASED),
    ],
)
def test_what_a_colleague_did_meanwhile_is_told_with_who_and_when(deed, seen, meanwhile):
    sight = gather_sights({UNIT: BEFORE}, seen)[UNIT]
    told = f"李示例在{NOON:%H:%M}已经{meanwhile.kind}，没有记下；请看一眼再办"
    with pytest.raises(KjrError) as refused:
        check_sight(UNIT, deed, sight, BEFORE, [*seen, meanwhile, ELSEWHERE])
    assert str(refused.value) == told


def test_a_word_on_a_report_rests_on_its_workbook_and_a_reminder_does_not():
    for deed in (ActKind.ACCEPTED, ActKind.RETURNED):
        with pytest.raises(KjrError, match=CHANGED):
            check_sight(UNIT, deed, Sight(BEFORE), AFTER, [])
    for deed in (ActKind.CHASED, ActKind.LOCKED):
        check_sight(UNIT, deed, Sight(BEFORE), AFTER, [])
