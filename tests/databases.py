"""A PostgreSQL of our own beside SQLite, and a hand that reaches past kjr into either."""

import contextlib
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import psycopg
import pytest

from kjr.state.contents import change_contents, read_contents
from kjr.state.engine.connections import FILE
from kjr.state.engine.schema import KEPT, digest_body
from tests.on_postgresql import ADDRESS, AT, PORT, find_room, is_on_postgresql

QUICK = "-c fsync=off -c max_connections=300"
UNTRIED = "!!! no PostgreSQL on this machine (Debian: postgresql): NOTHING about it is tried"


class Server:
    """A PostgreSQL at a free port of this machine; every test gets a room of its own in it."""

    def __init__(self, port, stop=None, start=None):
        self.port = port
        self.stop, self.start = stop, start
        """Take it away, and bring it back."""

    def make_room(self):
        """The address of a database in which nothing is yet, for somebody who is no superuser."""
        room = f"room{secrets.token_hex(8)}"
        self.tell(f"CREATE SCHEMA {room} AUTHORIZATION kjr")
        return ADDRESS.format(self.port, room)

    def tell(self, *commands, room="public"):
        """Have the superuser do something in a room."""
        with psycopg.connect(AT.format(self.port), options=f"-csearch_path={room}") as connection:
            for command in commands:
                connection.execute(command)


@contextlib.contextmanager
def serve_postgresql():
    """Serve it until the end of the block; skips where it is not installed."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not programs:
        print(UNTRIED, file=sys.__stderr__)
        (pytest.fail if os.environ.get("CI") else pytest.skip)(UNTRIED)
    place = Path(tempfile.mkdtemp(prefix="kjr-postgresql-"))
    who = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    if who:  # it never runs as root
        shutil.chown(place, **who)

    def do(program, *arguments):
        path = programs[-1].with_name(program)
        asked = [path, "-D", place / "data", *arguments]
        subprocess.run(asked, check=True, cwd=place, stdout=subprocess.DEVNULL, **who)

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= {QUICK}"
    try:
        do("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync")
        start = partial(do, "pg_ctl", "-w", "-l", place / "log", "-o", said)
        stop = partial(do, "pg_ctl", "-w", "-m", "immediate", "stop")
        start("start")
        try:
            server = Server(port, stop, partial(start, "restart"))
            server.tell("CREATE ROLE kjr LOGIN")
            yield server
        finally:
            with contextlib.suppress(subprocess.CalledProcessError):  # it may be stopped already
                stop()
    finally:
        shutil.rmtree(place)


def copy_contents(source, place, topic):
    """Keep in a place what another holds of a topic, and nothing else of it."""
    change_contents(place, topic, read_contents(source, topic))


class Intruder:
    """Somebody who may do with the database what kjr never does."""

    def __init__(self, place, server=None):
        if is_on_postgresql() and isinstance(place, Path):
            place, server = find_room(place), Server(os.environ[PORT])
        self.place, self.server = place, server

    def tell(self, *commands):
        """Have it do what is said, as it is."""
        if self.server:
            self.server.tell(*commands, room=self.place.rpartition("%3D")[2])
            return
        with contextlib.closing(sqlite3.connect(self.place / FILE)) as connection:
            connection.create_function("sha256", 1, digest_body)  # as anybody can
            for command in commands:
                connection.execute(command)
            connection.commit()

    def harm(self, *commands):
        """Take away what guards the acts, then do what is said."""
        if self.server:
            self.tell("ALTER TABLE acts DISABLE TRIGGER USER", *commands)
            return
        ways = ("changed", "deleted", "replaced")
        self.tell(*(f"DROP TRIGGER IF EXISTS acts_are_not_{way}" for way in ways), *commands)

    def is_refused(self, command):
        """Whether what guards the acts says no."""
        try:
            self.tell(command)
        except (sqlite3.DatabaseError, psycopg.Error) as error:
            return KEPT in str(error)
        return False
