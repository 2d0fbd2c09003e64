"""What somebody has typed and not yet saved, so that a reload of the page loses nothing."""

import contextlib
import datetime as dt
import hashlib
import json
import re
import secrets
from pathlib import Path
from typing import Final

from kjr.state.acts import Act, ActKind, Edit, pack_act, unpack_act
from kjr.state.journal import Journal
from kjr.store.files import replace_file

KEPT: Final = dt.timedelta(days=30)
"""After which typing nobody came back to is swept."""
SWEPT: Final = "{:%m-%d}以后没有再动过的未保存内容，{}行"
TOKEN: Final = re.compile("[0-9a-f]{16}")


def choose_draft_token(said: str = "") -> str:
    """The name of one browser's drafts: the one its address bar holds, else a new one."""
    return said if TOKEN.fullmatch(said) else secrets.token_hex(8)


def save_draft(state: Path, token: str, act: Act) -> None:
    """Remember what is typed into a sheet, as the act that saving would be; nothing forgets it."""
    file = _file(state, token, act.unit, act.sheet)
    if not act.edits:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    data = json.dumps(pack_act(act), ensure_ascii=False).encode()
    replace_file(file, data, must_last=False)


def load_draft(state: Path, token: str, unit: str, sheet: str) -> tuple[Edit, ...]:
    """What was typed into a sheet and not saved; nothing if there is no (readable) draft."""
    act = _read(_file(state, token, unit, sheet))
    return act.edits if act and (act.unit, act.sheet) == (unit, sheet) else ()


def sweep_drafts(state: Path, journal: Journal, now: dt.datetime) -> None:
    """Do away with what nobody came back to in ``KEPT``; the journal tells of each."""
    for file in (state / "drafts").glob("*/*"):
        touched = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
        if now - touched > KEPT:
            if act := _read(file):
                words = SWEPT.format(touched, len(act.edits))
                journal.append(Act(now, "", act.unit, ActKind.SWEPT, act.sheet, note=words))
            file.unlink(missing_ok=True)
    for folder in (state / "drafts").glob("*"):
        with contextlib.suppress(OSError):  # somebody's typing is still in it
            folder.rmdir()


def _read(file: Path) -> Act | None:
    """A draft; None if it is gone or damaged."""
    try:
        return unpack_act(json.loads(file.read_text("utf-8")), "")
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _file(state: Path, token: str, unit: str, sheet: str) -> Path:
    name = hashlib.blake2b(f"{unit}\n{sheet}".encode(), digest_size=8).hexdigest()
    return state / "drafts" / token / f"{name}.json"
