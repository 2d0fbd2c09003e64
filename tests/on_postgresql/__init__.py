"""The tests with their state on PostgreSQL: `TESTS_ON=postgresql pytest …`.

Wherever a test names a folder for the state, its database is a room of a PostgreSQL instead, in
this process and in all that tests start (``sitecustomize`` is run as each of them begins).
"""

import hashlib
import os
from pathlib import Path

import psycopg

ON, PORT = "TESTS_ON", "KJR_TESTS_PORT"
"""In the environment: whether it is so, and where the server is."""
AT = "host=127.0.0.1 port={} user=postgres dbname=postgres"
ADDRESS = "postgresql+psycopg://kjr@127.0.0.1:{}/postgres?options=-csearch_path%3D{}"


def is_on_postgresql():
    """Whether the state of these tests lies on PostgreSQL."""
    return os.environ.get(ON) == "postgresql"


def find_room(folder):
    """The address that stands for a folder, also for one that is renamed once it is whole."""
    named = str(folder.absolute()).replace(".begun", "")
    room = f"f{hashlib.blake2b(named.encode(), digest_size=10).hexdigest()}"
    port = os.environ[PORT]
    with psycopg.connect(AT.format(port), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(1)")  # two may begin one at once
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {room} AUTHORIZATION kjr")
    return ADDRESS.format(port, room)


def redirect_folders():
    """From now on a folder's database is the room that stands for it."""
    from kjr.state.engine.database import Database

    begin = Database.__init__

    def begin_in_room(self, place):
        begin(self, find_room(place) if isinstance(place, Path) else place)

    Database.__init__ = begin_in_room


def tell_programs(environment):
    """Have all that is started with an environment do the same."""
    ours = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    before = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = os.pathsep.join([*ours, before] if before else ours)
