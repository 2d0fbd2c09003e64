"""The files and folders behind Drive: what was done to them, and when Drive shows it."""

import secrets
from dataclasses import dataclass, field

from .books import Book

SHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
ROOT = "0ARootFolder"


@dataclass
class File:
    """One file or folder; what Drive shows of it may lag behind what was done to it."""

    id: str
    name: str
    mime: str
    parents: list
    created: float
    modified: float
    version: int = 1
    trashed: bool = False
    owner: str = "owner@example.com"
    permissions: list = field(default_factory=list)
    edited: float | None = None
    """When it was changed without Drive showing it yet."""
    due: float | None = None
    """When Drive will show that."""


def touch(world, file, *, lag=0.0):
    """A file was changed; Drive shows it after ``lag`` seconds at the latest."""
    now = world.clock.now()
    if lag:
        file.edited = now
        file.due = now + lag if file.due is None else file.due
        return
    file.version += 1
    file.modified, file.due = now, None
    world.changes.append((file.id, now, False))


def settle(world):
    """Show every edit whose time has come."""
    now = world.clock.now()
    for file in world.files.values():
        if file.due is not None and now >= file.due:
            file.version += 1
            file.modified, file.due = file.edited, None
            world.changes.append((file.id, file.modified, False))


def new_file(world, name, *, mime=SHEET, parents=(), file_id=None, book=None):
    """A new file; a spreadsheet gets its book."""
    file_id = file_id or secrets.token_urlsafe(33)
    now = world.clock.now()
    file = File(file_id, name, mime, list(parents) or [ROOT], now, now)
    world.files[file_id] = file
    if mime == SHEET:
        world.books[file_id] = book.copy(file_id) if book else Book.blank(file_id, name)
        world.books[file_id].properties["title"] = name
    world.changes.append((file_id, now, False))
    return file


def role_of(world, caller, file):
    """What a caller may do with a file: owner, writer, reader or nothing (None)."""
    if caller is None or not world.settings.sharing or file.owner == caller.email:
        return "owner"
    held = [p["role"] for p in file.permissions if p.get("emailAddress") in (caller.email, None)]
    above = [world.files[parent] for parent in file.parents if parent in world.files]
    held += filter(None, (role_of(world, caller, folder) for folder in above))
    return next((role for role in ("owner", "writer", "reader") if role in held), None)
