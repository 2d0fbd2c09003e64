"""What somebody has typed and not yet saved, so that no reload, restart or other page loses it."""

import contextlib
import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Final

from kjr.errors import KjrError
from kjr.state.acts import Act, ActKind, encode_text, pack_act, unpack_act
from kjr.state.journal import Journal
from kjr.store.files import replace_file

KEPT: Final = dt.timedelta(days=30)
"""After which typing nobody came back to is swept."""
NOT_KEPT: Final = (
    "刚填的内容暂时记不下来（服务器的磁盘可能满了）：请不要刷新或关掉这一页，尽快保存，并告诉管理员"
)
SWEPT: Final = "{:%m-%d}以后没有再动过的未保存内容，{}行"


def save_draft(state: Path, owner: str, act: Act) -> None:
    """Remember what is typed into a sheet, as the act that saving would be; nothing forgets it.

    ``act.of`` is the window it is typed in, ``act.note`` what kind of typing it is.
    Raises KjrError when it cannot be kept.
    """
    file = _file(state, owner, act)
    try:
        if not act.edits:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        data = encode_text(json.dumps(pack_act(act), ensure_ascii=False))
        replace_file(file, data, must_last=False)
    except OSError as error:
        raise KjrError(NOT_KEPT) from error


def list_drafts(state: Path, owner: str, unit: str) -> list[Act]:
    """What one person typed into a unit's sheets and did not save, oldest first."""
    acts = (_read(file) for file in _folder(state, owner).glob("*.json"))
    mine = [act for act in acts if act and act.unit == unit]
    return sorted(mine, key=lambda act: act.moment)


def sweep_drafts(state: Path, journal: Journal, now: dt.datetime) -> None:
    """Do away with what nobody came back to in ``KEPT``; the journal tells of each."""
    for file in (state / "drafts").glob("*/*"):
        with contextlib.suppress(OSError, KjrError):  # one that stays must not stop the start
            _sweep_draft(file, journal, now)
    for folder in (state / "drafts").glob("*"):
        with contextlib.suppress(OSError):  # somebody's typing is still in it
            folder.rmdir()


def _sweep_draft(file: Path, journal: Journal, now: dt.datetime) -> None:
    touched = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
    act = _read(file)
    if now - touched > KEPT:
        file.unlink(missing_ok=True)
        if act:
            words = SWEPT.format(touched, len(act.edits))
            journal.append(Act(now, "", act.unit, ActKind.SWEPT, act.sheet, note=words))


def _read(file: Path) -> Act | None:
    """A draft; None if it is gone or damaged."""
    try:
        return unpack_act(json.loads(file.read_bytes()), "")
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _folder(state: Path, owner: str) -> Path:
    """Whoever reads the state folder does not learn a browser's secret from it."""
    return state / "drafts" / hashlib.blake2b(owner.encode(), digest_size=8).hexdigest()


def _file(state: Path, owner: str, act: Act) -> Path:
    place = "\n".join((act.unit, act.sheet, act.of, act.note))
    name = hashlib.blake2b(place.encode(), digest_size=8).hexdigest()
    return _folder(state, owner) / f"{name}.json"
