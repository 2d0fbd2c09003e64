"""A plan's example, read once for all that is written about it."""

from dataclasses import replace

import pytest

from kjr.app.demo import build_example_campaign
from kjr.campaign import unit_names
from kjr.figures import overview
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.snapshot import Snapshot, Stale
from kjr.store.folder.folder_store import FolderStore
from tests.documents.summary.campaigns import SAMPLES
from tests.shared import WORKER

UNREADABLE = 20


@pytest.fixture(params=SAMPLES)
def sample(request):
    """Each plan with a kind of row typed by hand."""
    return SAMPLES[request.param]


@pytest.fixture(scope="session")
def campaigns(plan, example, tmp_path_factory):
    """The example whole, with no workbook, and with twenty that cannot be read."""
    campaign = build_example_campaign(plan.campaign)
    resolve = unit_names.build_resolver(campaign.units, campaign.file_words)
    store = FolderStore(example, resolve, WORKER, state=tmp_path_factory.mktemp("s"))
    whole = refresh_snapshot(Snapshot(campaign, campaign.moment), store, campaign.moment)
    broken = {
        unit: replace(book, pages=(), stale=Stale(book.read_at, "文件打不开"))
        for unit, book in list(whole.books.items())[:UNREADABLE]
    }
    return {
        "example": overview.build_overview(whole),
        "empty": overview.build_overview(replace(whole, books={})),
        "unreadable": overview.build_overview(replace(whole, books={**whole.books, **broken})),
    }
