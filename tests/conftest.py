"""What tests of the whole way share: the example campaigns, written once."""

import pytest
from hypothesis import settings

from kjr.app import demo
from kjr.app.settings import CAMPAIGN, OTHERS
from kjr.campaign import loading

settings.register_profile("kjr", deadline=None)  # a busy machine is no fault of what it tries
settings.load_profile("kjr")


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The whole example; to be read only, copy the folder to change something."""
    folder = tmp_path_factory.mktemp("example")
    demo.write_example(loading.load_campaign(CAMPAIGN), folder, seed=1, units=112)
    return folder


@pytest.fixture(scope="session")
def small_example(tmp_path_factory):
    """The example of a few units, for what does not depend on how many there are."""
    folder = tmp_path_factory.mktemp("small")
    demo.write_example(loading.load_campaign(CAMPAIGN), folder, seed=1, units=12)
    return folder


@pytest.fixture(scope="session")
def county(tmp_path_factory):
    """The example of another plan: other ledgers, places, dates and targets."""
    folder = tmp_path_factory.mktemp("county")
    demo.write_example(loading.load_campaign(OTHERS / "科普日"), folder, seed=1)
    return folder
