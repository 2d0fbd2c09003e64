import pytest

from kjr.access import rights
from kjr.access.rights import NOBODY, PAGES, Deed, NotAllowedError, Reach, Role, Viewer
from tools.serving import ROOT

OFFICE = Viewer(Role.OFFICE, name="组宣部")
LEADER = Viewer(Role.LEADER, name="领导")
UNIT = Viewer(Role.UNIT, ("甲学会", "乙学会"), "甲学会")
CAST = (OFFICE, LEADER, UNIT, NOBODY)
CASES = [(viewer, page, deed) for viewer in CAST for page in PAGES for deed in Deed]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("deed", Deed)
def test_nobody_may_do_anything(page, deed):
    assert not rights.is_allowed(NOBODY, page, deed)
    assert not rights.is_allowed(NOBODY, page, deed, "甲学会")


@pytest.mark.parametrize(("viewer", "page", "deed"), CASES)
def test_a_right_reaches_just_as_far_as_the_table_says(viewer, page, deed):
    reach = rights.find_reach(viewer, page, deed)
    assert rights.is_allowed(viewer, page, deed) == (reach is Reach.ALL)
    assert rights.is_allowed(viewer, page, deed, "丙学会") == (reach is Reach.ALL)
    assert rights.is_allowed(viewer, page, deed, "甲学会") == (
        reach is Reach.ALL or (reach is Reach.OWN and viewer is UNIT)
    )


@pytest.mark.parametrize("page", PAGES)
def test_nobody_opens_any_page_and_nobody_one_that_is_not_there(page):
    assert not rights.may_open_page(NOBODY, page)
    assert not rights.may_open_page(OFFICE, page + page)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_done_on_a_page_that_is_not_open(page):
    closed = [viewer for viewer in CAST if not rights.may_open_page(viewer, page)]
    assert not [
        deed
        for viewer in closed
        for deed in Deed
        if rights.find_reach(viewer, page, deed) != Reach.NONE
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_unit_never_changes_or_sees_anybody_elses_persons(page):
    assert not rights.is_allowed(UNIT, page, Deed.SAVE, "丙学会")
    assert not rights.is_allowed(UNIT, page, Deed.PERSONAL, "丙学会")


@pytest.mark.parametrize("page", PAGES)
def test_a_leader_changes_nothing_and_sees_no_persons(page):
    assert rights.find_reach(LEADER, page, Deed.SAVE) is Reach.NONE
    assert rights.find_reach(LEADER, page, Deed.PERSONAL) is Reach.NONE


@pytest.mark.parametrize("page", PAGES)
def test_the_office_opens_every_page(page):
    assert rights.find_reach(OFFICE, page) is Reach.ALL


def test_what_is_not_in_the_table_nobody_may_do():
    assert "没有这一页" not in PAGES
    assert not rights.is_allowed(OFFICE, "没有这一页", Deed.SEE)


def test_a_unit_chooses_among_its_own_only():
    names = ["丙学会", "乙学会", "甲学会"]
    assert rights.select_allowed_units(UNIT, "填报", names) == ["乙学会", "甲学会"]
    assert rights.select_allowed_units(OFFICE, "填报", names) == names
    assert rights.select_allowed_units(LEADER, "填报", names) == []


def test_a_refusal_is_a_sentence_for_the_one_refused():
    with pytest.raises(NotAllowedError, match="您是领导，不能在「填报」看这里的内容"):
        rights.require_right(LEADER, "填报", Deed.SEE, "甲学会")
    with pytest.raises(NotAllowedError, match="请先登录"):
        rights.require_right(NOBODY, "看板", Deed.SEE)


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.title)
def test_the_place_of_its_file_says_for_whom_a_page_is_and_where(page):
    assert page.audience in {"leaders", "office", "units"}
    assert (ROOT / "pages" / page.audience / f"{page.address}.py").is_file()
