"""The example campaign, kept at Google instead of in a folder, gives the very same figures."""

import pytest

from kjr.campaign import loading, unit_names
from kjr.errors import KjrError
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.snapshot import Snapshot
from kjr.store.folder.folder_store import FolderStore
from kjr.store.google.google_store import GoogleStore
from tests.plans import BOTH
from tests.store.google.at_google import open_office


@pytest.fixture
def kept(example, tmp_path):
    """The example's campaign, and its workbooks in their folder."""
    campaign = loading.load_campaign(example / "campaign")
    store = FolderStore(
        example,
        unit_names.build_resolver(campaign.units, campaign.file_words),
        state=tmp_path,
    )
    yield campaign, store
    store.close()


def seen(campaign, store):
    now = campaign.moment
    snapshot = refresh_snapshot(Snapshot(campaign, now), store, now)
    return set(map(_tell, snapshot.entries)), {str(problem) for problem in snapshot.problems}


def _tell(entry):
    """All of an entry in words; sets are told in one order."""
    facts = entry._asdict().items()
    return str(
        {name: sorted(fact) if isinstance(fact, frozenset) else fact for name, fact in facts}
    )


def copied(office, store):
    """Every book that can be read, typed into a spreadsheet of the same name."""
    for unit in store.versions().books:
        try:
            sheets = store.read(unit)
        except KjrError:
            continue
        office.add(unit, {sheet.name: sheet.rows for sheet in sheets})


@pytest.mark.slow
@BOTH
def test_the_example_reads_the_same_from_google_as_from_its_folder(kept):
    campaign, folder = kept
    with open_office() as office:
        copied(office, folder)
        google = GoogleStore(
            office.http,
            office.folder,
            unit_names.build_resolver(campaign.units, campaign.file_words),
        )
        assert seen(campaign, google) == seen(campaign, folder)
