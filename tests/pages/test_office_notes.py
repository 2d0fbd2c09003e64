"""A note on a report is void once the unit's workbook changed, on every page that tells it."""

import datetime as dt

import pytest

from kjr.figures.moments.whole_reports import find_change_moment
from kjr.state.acts import Act, ActKind
from kjr.ui import live
from tests.pages.test_editor import folder  # noqa: F401
from tests.plans import BOTH

pytestmark = BOTH
SAID = "请写明示例的人次"
SOON = dt.timedelta(minutes=1)


@pytest.mark.parametrize("page", ["office/status", "office/review", "units/ledgers", "units/quick"])
def test_a_note_is_told_until_the_workbook_changes(opened, folder, plan, page):  # noqa: F811
    opened(folder)
    app = live.find_app()
    changed = find_change_moment(app.board.now.snapshot.books[plan.unit])
    for moment, is_told in ((changed - SOON, False), (changed + SOON, True)):
        app.journal.append(Act(moment, "张示例", plan.unit, ActKind.RETURNED, note=SAID))
        viewer = opened(folder, f"pages/{page}.py", unit=plan.unit)
        infos = [each.value for each in (*viewer.info, *viewer.warning, *viewer.success)]
        grids = [each for table in viewer.dataframe for each in table.value.get("审核", [])]
        assert any(SAID in str(each) for each in (*infos, *grids)) == is_told


@pytest.mark.parametrize("page", ["office/review", "units/ledgers", "leaders/units"])
def test_the_paper_says_whose_page_it_is(opened, folder, plan, page):  # noqa: F811
    """The choice itself is not printed."""
    viewer = opened(folder, f"pages/{page}.py", unit=plan.unit)
    told = [each.proto.body for each in viewer.get("html")]
    assert sum(f'class="k-paper"><b>{plan.unit}</b>' in each for each in told) == 1


@pytest.mark.parametrize("page", ["leaders/calendar", "leaders/changes"])
def test_the_paper_says_to_what_a_page_is_narrowed(opened, folder, page):  # noqa: F811
    district = live.find_app().campaign.districts[0]
    for chosen in ({}, {"district": district}):
        viewer = opened(folder, f"pages/{page}.py", **chosen)
        told = [each.proto.body for each in viewer.get("html")]
        assert any(f'class="k-paper"><b>{district}</b>' in each for each in told) == bool(chosen)
