"""A copy of the state folder while others write: the database of one moment, the files beside."""

import contextlib
import shutil
import sqlite3
from pathlib import Path
from typing import Final

from kjr.errors import KjrError
from kjr.state.engine.connections import FILE, StateAwayError
from kjr.state.engine.database import Database
from kjr.store.files import DRAFT

LEFT_OUT: Final = (f"{FILE}*", "*.lock", "*.turn", DRAFT.format("*"))
"""What is copied otherwise, and what says only who is at work."""
THERE: Final = "{} 里已经有备份，请换一个还没有的文件夹"
NOT_COPIED: Final = "备份没有做成，请看 {} 在不在、有没有地方、能不能写；备份到一半的请删掉"


def back_up_state(database: Database, state: Path, folder: Path) -> None:
    """Copy the state folder, and the database in it as one moment of it, to a folder of its own.

    A server's database is not in it: that is backed up by its own tools.  Raises KjrError.
    """
    if folder.exists():
        raise KjrError(THERE.format(folder))
    try:
        shutil.copytree(state, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
        with database.read() as connection:
            if database.folder and connection:
                _copy_sqlite(connection.connection.driver_connection, folder / FILE)
    except (OSError, sqlite3.Error, StateAwayError) as error:
        raise KjrError(NOT_COPIED.format(folder)) from error


def _copy_sqlite(source: object, file: Path) -> None:
    file.touch(0o600)
    with contextlib.closing(sqlite3.connect(file)) as copy:
        assert isinstance(source, sqlite3.Connection)
        source.backup(copy)
