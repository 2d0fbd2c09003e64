"""What tests of the whole way share: the example campaigns, written once."""

from functools import cache

import pytest
from hypothesis import settings

from kjr.app import demo
from tests.plans import COUNTY, FIRST

settings.register_profile("kjr", deadline=None)  # a busy machine is no fault of what it tries
settings.load_profile("kjr")


@pytest.fixture(scope="session")
def plan(request):
    """The plan a test works by: the first one, or each that `tests.plans.BOTH` names in turn."""
    return getattr(request, "param", None) or FIRST


@pytest.fixture(scope="session")
def examples(tmp_path_factory):
    """Write a plan's example, once for all that read it."""

    @cache
    def write(plan, units=None):
        folder = tmp_path_factory.mktemp("example")
        demo.write_example(plan.campaign, folder, seed=1, units=plan.units and units)
        return folder

    return write


@pytest.fixture(scope="session")
def example(plan, examples):
    """The whole example; to be read only, copy the folder to change something."""
    return examples(plan, plan.units)


@pytest.fixture(scope="session")
def small_example(plan, examples):
    """The example of a few units, for what does not depend on how many there are."""
    return examples(plan, 12)


@pytest.fixture(scope="session")
def county(examples):
    """The example of another plan: other ledgers, places, dates and targets."""
    return examples(COUNTY)
