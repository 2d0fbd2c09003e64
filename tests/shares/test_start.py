"""The app started while the share with its workbooks, and its campaign, is out of reach."""

import shutil
import threading
import time

import pytest

from kjr.app import kept_campaign
from kjr.app.settings import CAMPAIGN, read_settings
from kjr.app.wiring import open_app
from kjr.documents.blank_books import blank_workbook
from kjr.store.folder import folder_store
from tests.shares.mounting import NEEDS_FUSE, wait_until

pytestmark = [NEEDS_FUSE, pytest.mark.slow]


@pytest.fixture
def start(share, tmp_path, monkeypatch):
    """Start the app, on a campaign of its own that lies beside the workbooks."""
    monkeypatch.setattr(kept_campaign, "READING", 1.0)
    for name in ("READING", "LOOKING"):
        monkeypatch.setattr(folder_store, name, 1.0)
    shutil.copytree(CAMPAIGN, share.server / "campaign")
    plan = share.server / "campaign" / "campaign.toml"
    plan.write_text(plan.read_text("utf-8").replace("礼赞共和国", "示例主题"), "utf-8")
    opened = []

    def start():
        given = {"KJR_FOLDER": str(share.mount), "KJR_STATE": str(tmp_path / "state")}
        opened.append(open_app(read_settings(given, {})))
        return opened[-1]

    yield start
    for app in opened:
        app.close()


@pytest.mark.parametrize("how", ["killed", "unmounted", "hanging"])
def test_a_start_on_a_dead_share_shows_what_was_kept_by_the_plan_it_had(share, start, how):
    app = start()
    for unit in app.campaign.units[:3]:
        data = blank_workbook.build_unit_book(app.campaign, unit, {})
        (share.server / f"{unit.name}.xlsx").write_bytes(data)
    wait_until(lambda: len(app.board.latest.books) == 3 and app.board.latest.version)
    app.close()
    if how == "hanging":
        share.fail(("*", 0, "*", False, -1))
    else:
        share.kill() if how == "killed" else share.unmount()
    begun, threads = time.monotonic(), threading.active_count()
    again = start()
    assert time.monotonic() - begun < 8
    wait_until(lambda: again.board.latest.outage, 8)
    assert len(again.board.latest.books) == 3
    assert not any(book.stale for book in again.board.latest.books.values())
    assert "示例主题" in again.campaign.theme
    assert again.board.failure == ""
    assert threading.active_count() < threads + 12
