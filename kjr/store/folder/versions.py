"""Earlier versions of every workbook, on this machine: the last ones, then one an hour, one a day.

A busy morning must not push out what stood there yesterday.
"""

import contextlib
import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kjr.errors import KjrError
from kjr.store.files import replace_file

LATEST: Final = 8
HOURS: Final = 24
DAYS: Final = 20
"""How many of the last versions are kept, of the last hours that have one, of the last days."""
NAME: Final = re.compile(r"(\d{8})-(\d{8}T\d{6})-([0-9a-f]{16})(\.\w+)")
GONE: Final = (
    "这个版本已不在：只保留最近 {} 个，再往前 {} 个有改动的小时、{} 个有改动的日子各留一个"
)


class Version(NamedTuple):
    """One workbook as it was; versions are ordered by number, since clocks may be set back."""

    number: int
    moment: dt.datetime
    """When it was put aside: what it holds is older (UTC)."""
    digest: str
    path: Path


def keep_version(folder: Path, data: bytes, now: dt.datetime, suffix: str = ".xlsx") -> Version:
    """Put a workbook's bytes aside, unless they are those of its last version; thin the others."""
    before = list_versions(folder)
    digest = _digest(data)
    if before and before[0].digest == digest:
        return before[0]
    folder.mkdir(parents=True, exist_ok=True)
    moment = now.astimezone(dt.UTC).replace(microsecond=0)
    number = before[0].number + 1 if before else 1
    path = folder / f"{number:08}-{moment:%Y%m%dT%H%M%S}-{digest}{suffix}"
    replace_file(path, data)
    new = Version(number, moment, digest, path)
    for version in _list_superfluous([new, *before]):
        with contextlib.suppress(OSError):  # one too many harms nobody
            version.path.unlink(missing_ok=True)
    return new


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
        raise KjrError(GONE.format(LATEST, HOURS, DAYS))
    return data


def join_versions(older: Path, newer: Path) -> None:
    """Put the versions of one folder before those of another; what cannot be moved stays."""
    with contextlib.suppress(OSError):
        newer.mkdir(exist_ok=True)
        before, after = list_versions(older), list_versions(newer)
        shift = before[0].number if before and after else 0
        for each in after if shift else ():  # the latest first: none lands on another
            each.path.rename(newer / f"{each.number + shift:08}{each.path.name[8:]}")
        for each in before:
            each.path.rename(newer / each.path.name)
        older.rmdir()


def _list_superfluous(versions: Sequence[Version]) -> Iterator[Version]:
    """Those, of versions the latest first, that are neither late nor the last of an hour or day."""
    hours = _list_last(versions, "%Y%m%d%H")[:HOURS]
    days = _list_last(versions, "%Y%m%d")[:DAYS]
    kept = {each.number for each in (*versions[:LATEST], *hours, *days)}
    return (each for each in versions if each.number not in kept)


def _list_last(versions: Sequence[Version], span: str) -> list[Version]:
    """The last version of each hour or day that has one."""
    last: dict[str, Version] = {}
    for each in versions:
        last.setdefault(each.moment.strftime(span), each)
    return list(last.values())


def _version(path: Path) -> Version:
    number, moment, digest = path.stem.split("-")
    stamp = dt.datetime.strptime(moment, "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)
    return Version(int(number), stamp, digest, path)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()
