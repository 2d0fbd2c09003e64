import pytest

from tests.shares.mounting import mount_faulty_share
from tests.shares.share_desk import ShareDesk


@pytest.fixture
def share(tmp_path):
    with mount_faulty_share(tmp_path) as share:
        yield share


@pytest.fixture
def desk(share, tmp_path):
    return ShareDesk(share, tmp_path)
