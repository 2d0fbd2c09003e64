"""The example of 112 units, read once for all that is written about it."""

from dataclasses import replace

import pytest

from kjr.app.demo import build_example_campaign
from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading, unit_names
from kjr.figures import overview
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.snapshot import Snapshot, Stale
from kjr.store.folder.folder_store import FolderStore
from tests.shared import WORKER

UNREADABLE = 20


@pytest.fixture(scope="session")
def campaigns(example, tmp_path_factory):
    """The example whole, with no workbook, and with twenty that cannot be read."""
    plan = build_example_campaign(loading.load_campaign(CAMPAIGN))
    resolve = unit_names.build_resolver(plan.units, plan.file_words)
    store = FolderStore(example, resolve, WORKER, state=tmp_path_factory.mktemp("s"))
    whole = refresh_snapshot(Snapshot(plan, plan.moment), store, plan.moment)
    broken = {
        unit: replace(book, pages=(), stale=Stale(book.read_at, "文件打不开"))
        for unit, book in list(whole.books.items())[:UNREADABLE]
    }
    return {
        "example": overview.build_overview(whole),
        "empty": overview.build_overview(replace(whole, books={})),
        "unreadable": overview.build_overview(replace(whole, books={**whole.books, **broken})),
    }
