"""The last versions of every workbook as they were, on this machine."""

import datetime as dt
import hashlib
import os
import re
from pathlib import Path
from typing import Final, NamedTuple

from kjr.errors import KjrError
from kjr.store.files import replace_file

KEPT: Final = 20
"""Versions of one workbook."""
NAME: Final = re.compile(r"(\d{8})-(\d{8}T\d{6})-([0-9a-f]{16})\.xlsx")
GONE: Final = "这个版本已不在，只保留最近{}个版本"


class Version(NamedTuple):
    """One workbook as it was; versions are ordered by number, since clocks may be set back."""

    number: int
    moment: dt.datetime
    """When it was put aside: what it holds is older (UTC)."""
    digest: str
    path: Path


def keep_version(folder: Path, data: bytes, now: dt.datetime) -> Version:
    """Put a workbook's bytes aside, unless they are those of its last version."""
    before = list_versions(folder)
    digest = _digest(data)
    if before and before[0].digest == digest:
        return before[0]
    folder.mkdir(parents=True, exist_ok=True)
    moment = now.astimezone(dt.UTC).replace(microsecond=0)
    number = before[0].number + 1 if before else 1
    path = folder / f"{number:08}-{moment:%Y%m%dT%H%M%S}-{digest}.xlsx"
    replace_file(path, data)
    for version in before[KEPT - 1 :]:
        version.path.unlink(missing_ok=True)
    return Version(number, moment, digest, path)


def list_versions(folder: Path) -> tuple[Version, ...]:
    """Every version kept in a folder, the latest first."""
    names = os.listdir(folder) if folder.is_dir() else ()  # noqa: PTH208 - only names are needed
    found = sorted((name for name in names if NAME.fullmatch(name)), reverse=True)
    return tuple(_version(folder / name) for name in found)


def read_version(version: Version) -> bytes:
    """A version's bytes; raises KjrError if they are gone or no longer what was put aside."""
    try:
        data = version.path.read_bytes()
    except OSError:
        data = b""
    if _digest(data) != version.digest:
        raise KjrError(GONE.format(KEPT))
    return data


def _version(path: Path) -> Version:
    number, moment, digest = path.stem.split("-")
    stamp = dt.datetime.strptime(moment, "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)
    return Version(int(number), stamp, digest, path)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()
