"""Both engines: a folder for SQLite, a room in a PostgreSQL that one run of the tests starts."""

import pytest

from tests.databases import Intruder, serve_postgresql


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL; the test is skipped where none is installed."""
    with serve_postgresql() as served:
        yield served


@pytest.fixture(params=["sqlite", "postgresql"])
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
