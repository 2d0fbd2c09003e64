"""Two units read, one book that is empty, one whose unit nobody knows."""

import pytest

from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.snapshot import Snapshot
from tests.shared import Shared, visits
from tests.small import NOON, SMALL


@pytest.fixture
def store(tmp_path):
    store = Shared(tmp_path / "shared")
    store.put("东区科协.xlsx", visits(3, 4))
    store.put("甲学会.xlsx", visits(5))
    store.put("乙学会.xlsx", b"")
    store.put("不知是谁.xlsx", visits(9))
    return store


@pytest.fixture
def now(store):
    return refresh_snapshot(Snapshot(SMALL, NOON), store, NOON)
