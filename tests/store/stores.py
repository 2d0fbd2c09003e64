"""How each kind of store is built with given sheets; a new kind adds one line to ``BUILDERS``."""

import contextlib
from itertools import groupby

from google.auth.credentials import AnonymousCredentials

from kjr.store.folder import FolderStore
from kjr.store.google import GoogleStore
from kjr.store.google_http import Bases, GoogleHttp
from kjr.store.memory import MemoryStore
from tests.google_server.desk import add_book, add_folder
from tests.google_server.serve import serving
from tests.store.files import xlsx


@contextlib.contextmanager
def memory(sheets, _place):
    yield MemoryStore(sheets)


@contextlib.contextmanager
def folder(sheets, place):
    for unit, mine in groupby(sheets, key=lambda sheet: sheet.unit):
        data = xlsx({sheet.name: sheet.rows for sheet in mine})
        (place / f"{unit}.xlsx").write_bytes(data)
    store = FolderStore(place, {sheet.unit: sheet.unit for sheet in sheets}.get, state=place / ".s")
    yield store
    store.close()


@contextlib.contextmanager
def google(sheets, _place):
    with serving() as world:
        shelf = add_folder(world)
        for unit, mine in groupby(sheets, key=lambda sheet: sheet.unit):
            add_book(world, shelf, unit, {sheet.name: sheet.rows for sheet in mine})
        http = GoogleHttp(AnonymousCredentials(), Bases(world.url, world.url))
        yield GoogleStore(http, shelf, {sheet.unit: sheet.unit for sheet in sheets}.get)


BUILDERS = {"memory": memory, "folder": folder, "google": google}
"""Name → context manager taking (sheets grouped by unit, an empty folder) and giving a store."""
