"""Small facts kept in files that only the server's own account can read."""

import contextlib
import json
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from kjr.errors import KjrError
from kjr.store.files import hold_lock, replace_file

OWNER_ONLY: Final = 0o700
UNREADABLE: Final = "{} 读不出来，请告诉管理员检查本机的数据文件夹"
NOT_KEPT: Final = "本机的数据文件夹写不进去（可能磁盘已满），请告诉管理员"

Facts = dict[str, Any]


def read_private_facts(path: Path) -> Facts:
    """What a file holds, nothing if it is not there; raises KjrError if it cannot be read.

    It is asked at every check of a right, and opened only when the file was replaced since;
    who asks does not change what it gets.
    """
    try:
        now = path.stat()
        facts = _parse(path, (now.st_ino, now.st_mtime_ns, now.st_size))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise KjrError(UNREADABLE.format(path.name)) from error
    return facts


@contextlib.contextmanager
def change_private_facts(path: Path) -> Iterator[Facts]:
    """What a file holds, to be changed by one process at a time; written back at the end."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.parent.chmod(OWNER_ONLY)
        with hold_lock(path.with_suffix(".lock")):
            before = json.dumps(read_private_facts(path))
            facts = json.loads(before)
            yield facts
            if json.dumps(facts) != before:
                replace_file(path, json.dumps(facts, ensure_ascii=False).encode())
                path.chmod(0o600)
    except OSError as error:
        raise KjrError(NOT_KEPT) from error


def close_to_others(folder: Path) -> None:
    """Leave a folder and all in it to the server's own account, as far as it may say so."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(OWNER_ONLY)
        for place, _, files in os.walk(folder):
            Path(place).chmod(OWNER_ONLY)
            for file in (Path(place, each) for each in files):
                if not file.is_symlink():
                    file.chmod(0o600)


def is_open_to_others(path: Path) -> bool:
    """Whether other accounts of this machine can read a file or folder; unknown on Windows."""
    return os.name == "posix" and path.exists() and bool(path.stat().st_mode & 0o077)


@lru_cache(maxsize=16)
def _parse(path: Path, _stamp: tuple[int, int, int]) -> Facts:
    facts: Facts = json.loads(path.read_text("utf-8"))
    return facts
