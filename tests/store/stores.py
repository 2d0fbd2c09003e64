"""How each kind of store is built with given sheets; a new kind adds one line to ``BUILDERS``."""

import contextlib
from itertools import groupby

from kjr.store.folder.folder_store import FolderStore
from kjr.store.memory import MemoryStore
from tests.shared import WORKER
from tests.store.files import xlsx
from tests.store.google.at_google import open_office


@contextlib.contextmanager
def memory(sheets, _place):
    yield MemoryStore(sheets)


@contextlib.contextmanager
def folder(sheets, place):
    for unit, mine in groupby(sheets, key=lambda sheet: sheet.unit):
        data = xlsx({sheet.name: sheet.rows for sheet in mine})
        (place / f"{unit}.xlsx").write_bytes(data)
    names = {sheet.unit: sheet.unit for sheet in sheets}
    yield FolderStore(place, names.get, WORKER, state=place / ".s")


@contextlib.contextmanager
def google(sheets, _place):
    with open_office() as office:
        for unit, mine in groupby(sheets, key=lambda sheet: sheet.unit):
            office.add(unit, {sheet.name: sheet.rows for sheet in mine})
        yield office.store


BUILDERS = {"memory": memory, "folder": folder, "google": google}
"""Name → context manager taking (sheets grouped by unit, an empty folder) and giving a store."""
