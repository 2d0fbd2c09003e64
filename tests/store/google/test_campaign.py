"""The example campaign, kept at Google instead of in a folder, gives the very same figures."""

import pytest

from kjr.app import demo, settings
from kjr.campaign import loading, unit_names
from kjr.errors import KjrError
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.snapshot import Snapshot
from kjr.store.folder.folder_store import FolderStore
from kjr.store.google.google_store import GoogleStore
from tests.store.google.at_google import open_office


@pytest.fixture
def example(tmp_path):
    """A folder of example workbooks and its campaign."""
    demo.write_example(loading.load_campaign(settings.CAMPAIGN), tmp_path)
    campaign = loading.load_campaign(tmp_path / "campaign")
    store = FolderStore(
        tmp_path,
        unit_names.build_resolver(campaign.units, campaign.file_words),
        state=tmp_path / ".s",
    )
    yield campaign, store
    store.close()


def seen(campaign, store):
    now = campaign.moment
    snapshot = refresh_snapshot(Snapshot(campaign, now), store, now)
    return set(map(str, snapshot.entries)), {str(problem) for problem in snapshot.problems}


def copied(office, store):
    """Every book that can be read, typed into a spreadsheet of the same name."""
    for unit in store.versions().books:
        try:
            sheets = store.read(unit)
        except KjrError:
            continue
        office.add(unit, {sheet.name: sheet.rows for sheet in sheets})


@pytest.mark.slow
def test_the_example_reads_the_same_from_google_as_from_its_folder(example):
    campaign, folder = example
    with open_office() as office:
        copied(office, folder)
        google = GoogleStore(
            office.http,
            office.folder,
            unit_names.build_resolver(campaign.units, campaign.file_words),
        )
        assert seen(campaign, google) == seen(campaign, folder)
