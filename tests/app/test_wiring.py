import datetime as dt
import os
import re
import shutil

import psutil
import pytest

from kjr.app import settings, wiring
from kjr.errors import KjrError
from kjr.figures import overview
from kjr.figures.changes import compare_overviews
from kjr.figures.moves.row_fates import RowFate
from kjr.store.folder import folder_store
from kjr.store.xlsx.worker import Worker
from tests.plans import BOTH, COUNTY


@pytest.fixture
def places(small_example, tmp_path):
    return settings.read_settings({"KJR_STATE": str(tmp_path / "state")}, {}, small_example)


@BOTH
def test_an_example_stands_still_in_time(places):
    campaign = wiring.open_campaign(places)
    assert wiring.build_clock(campaign)() == campaign.moment


@BOTH
def test_a_house_has_figures_at_once_and_a_day_to_compare_with(places, plan):
    house = wiring.open_app(places)
    try:
        house.board.look()
        before = house.board.past.find_before(house.campaign.moment.date())
        changes = compare_overviews(
            overview.build_overview(before), overview.build_overview(house.board.latest)
        )
    finally:
        house.close()
    assert before.taken == house.campaign.moment - dt.timedelta(days=1)
    assert any(change.delta > 0 for change in changes.changes)
    assert plan is COUNTY or any(change.fell for change in changes.changes)  # a planted story


def open_and_close(places):
    wiring.open_app(places).close()


@pytest.mark.parametrize("use", [wiring.take_snapshot, open_and_close])
def test_no_reading_process_is_left_behind(places, use, monkeypatch):
    monkeypatch.setattr(folder_store, "Worker", Worker)  # its own ones, as outside the tests
    before = list_children()
    use(places)
    assert list_children() <= before


def list_children():
    return {child.pid for child in psutil.Process().children()}


@pytest.mark.parametrize(
    ("clock", "fates"),
    [("05-25T17:00", {RowFate.HAPPENED}), ("06-09T10:00", set()), ("06-15T21:00", set())],
)
def test_with_the_clock_moved_only_what_the_days_bring_is_new(
    small_example, tmp_path, clock, fates
):
    """The workbooks are the same ones: nobody can have written between the two moments."""
    folder = tmp_path / "books"
    shutil.copytree(small_example, folder)
    toml = folder / "campaign" / "campaign.toml"
    text = toml.read_text("utf-8")
    toml.write_text(re.sub("(?m)^moment = .*$", f"moment = 2019-{clock}:00", text), "utf-8")
    places = settings.read_settings({"KJR_STATE": str(tmp_path / "state")}, {}, folder)
    now = overview.build_overview(wiring.take_snapshot(places))
    changes = wiring.compare_with_day_before(places, now)
    assert (changes.filled, changes.filed) == (0, 0)
    assert {row.fate for row in changes.rows} == fates
    assert all(change.delta > 0 for change in changes.changes if change.line.is_main)


def test_a_folder_that_is_gone_is_told_in_a_sentence(tmp_path):
    places = settings.read_settings({"KJR_STATE": str(tmp_path / "state")}, {}, tmp_path / "没有")
    with pytest.raises(KjrError, match="打不开文件夹"):
        wiring.take_snapshot(places)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
@pytest.mark.parametrize(("books", "mode"), [("books", 0o700), ("state/books", 0o755)])
def test_what_is_remembered_is_closed_to_others_unless_the_workbooks_lie_in_it(
    tmp_path, books, mode
):
    for folder in (tmp_path / "state", tmp_path / books):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
    places = {"KJR_FOLDER": str(tmp_path / books), "KJR_STATE": str(tmp_path / "state")}
    wiring.close_state(settings.read_settings(places, {}))
    assert (tmp_path / "state").stat().st_mode & 0o777 == mode
    assert (tmp_path / books).stat().st_mode & 0o777 == 0o755
