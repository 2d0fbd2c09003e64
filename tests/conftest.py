"""What tests of the whole way share: the example campaigns, written once."""

import contextlib
import os
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from kjr.app import demo
from kjr.app.commands import campaign, check
from kjr.store.folder import folder_store
from tests.databases import Intruder, Server, serve_postgresql
from tests.on_postgresql import PORT, is_on_postgresql, redirect_folders, tell_programs
from tests.plans import COUNTY, FIRST
from tests.shared import WORKER

MADE = "KJR_TESTS_MADE"
"""In the environment of what tests start: where the folders are that were made for all."""

# Each of the many programs that tests start would compile all of kjr anew, and pytest every test.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("kjr", deadline=None)  # a busy machine is no fault of what it tries
settings.load_profile("kjr")


TOO_LATE = "no test begins any more: the time was over"


def pytest_addoption(parser):
    """When to stop beginning tests, for whoever must be done by then on a machine of any speed."""
    parser.addoption(
        "--until",
        type=float,
        default=float("inf"),
        metavar="SECONDS",
        help="the moment, in seconds since 1970, after which no further test begins",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Skip what would begin too late."""
    if time.time() > item.config.getoption("--until"):
        pytest.skip(TOO_LATE)


def pytest_terminal_summary(terminalreporter):
    """Say aloud what was not run."""
    skipped = terminalreporter.stats.get("skipped", ())
    if late := sum(TOO_LATE in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"!!! {late} tests were NOT run: the time was over", red=True)


def pytest_configure(config):
    """One PostgreSQL for all processes of this run, where the state of all tests lies on one."""
    if not is_on_postgresql():
        return
    if not os.environ.get(PORT):
        serving = config.stash[SERVING] = contextlib.ExitStack()
        os.environ[PORT] = str(serving.enter_context(serve_postgresql()).port)
        tell_programs(os.environ)
    redirect_folders()


def pytest_unconfigure(config):
    """Served no more."""
    if serving := config.stash.get(SERVING, None):
        serving.close()


def pytest_collection_modifyitems(items):
    """What is about SQLite alone says nothing about PostgreSQL; tests/state has both by itself."""
    for item in items if is_on_postgresql() else ():
        is_both = "tests/state/" in item.nodeid and "[postgresql" not in item.nodeid
        if item.get_closest_marker("sqlite") or is_both:
            item.add_marker(pytest.mark.skip(reason="about SQLite and the files beside it"))


SERVING = pytest.StashKey()
ENGINES = ["postgresql"] if is_on_postgresql() else ["sqlite", "postgresql"]


@pytest.fixture(scope="session", autouse=True)
def readers():
    """Whatever opens workbooks in this process borrows the same reading processes."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (folder_store, check, campaign):
            patch.setattr(module, "Worker", lambda: WORKER)
        yield


@pytest.fixture(scope="session")
def plan(request):
    """The plan a test works by: the first one, or each that `tests.plans.BOTH` names in turn."""
    return getattr(request, "param", None) or FIRST


@pytest.fixture(scope="session")
def make_once(tmp_path_factory, worker_id):
    """Make a folder by its name, once for all processes of this run of pytest.

    Those that a test starts are told where it is, and make nothing again either.
    """
    own = tmp_path_factory.getbasetemp()
    room = Path(os.environ.get(MADE) or (own if worker_id == "master" else own.parent))

    def make(name, write):
        folder = room / name
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                begun = folder.with_name(f"{name}.begun")
                write(begun)
                begun.rename(folder)
        return folder

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(MADE, str(room))
        yield make


@pytest.fixture(scope="session")
def examples(make_once):
    """Write a plan's example, once for all that read it."""

    def write(plan, units=None):
        units = plan.units and units
        return make_once(
            f"example-{plan}-{units}",
            lambda folder: demo.write_example(plan.campaign, folder, seed=1, units=units),
        )

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


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL; the test is skipped where none is installed."""
    if is_on_postgresql():
        yield Server(os.environ[PORT])
        return
    with serve_postgresql() as served:
        yield served


@pytest.fixture(params=ENGINES)
def intruder(request, tmp_path):
    """Somebody who reaches into a database in which nothing is yet."""
    if request.param == "sqlite":
        return Intruder(tmp_path)
    server = request.getfixturevalue("server")
    return Intruder(server.make_room(), server)


@pytest.fixture
def place(intruder):
    """Where that database is, as settings name it."""
    return intruder.place
