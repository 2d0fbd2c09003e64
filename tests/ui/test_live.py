"""What a server does before anybody looks at a page of it."""

import time

import pytest

from kjr.app.settings import CAMPAIGN
from kjr.campaign.loading import load_campaign
from kjr.figures.moments.archive import load_kept_snapshot
from tests.small import NOON
from tools.serving import PATIENCE, ROOT, serving

pytestmark = pytest.mark.slow


def find_kept_units(state):
    """The units whose workbooks are remembered there."""
    if not state.exists():
        return set()
    return {*load_kept_snapshot(state, load_campaign(CAMPAIGN), NOON).books}


def test_it_looks_at_the_workbooks_before_anybody_asks(small_example, tmp_path):
    state = tmp_path / "state"
    places = {"KJR_FOLDER": str(small_example), "KJR_STATE": str(state)}
    with serving(ROOT / "app.py", ROOT, tmp_path / "log", places):
        until = time.monotonic() + PATIENCE
        while not (kept := find_kept_units(state)):
            assert time.monotonic() < until, "nobody looked"
    assert kept


def test_it_serves_though_what_is_set_can_not_be_meant(tmp_path):
    places = {"KJR_STATE": "mysql://elsewhere/kjr"}
    with serving(ROOT / "app.py", ROOT, tmp_path / "log", places) as served:
        assert served.process.poll() is None
