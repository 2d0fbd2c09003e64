"""What somebody has typed and not yet saved, so that a reload of the page loses nothing."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from pathlib import Path
from typing import Final

from kjr.acts import Act, Edit, packed, unpacked

TOKEN: Final = re.compile("[0-9a-f]{16}")


def token(said: str = "") -> str:
    """The name of one browser's drafts: the one its address bar holds, else a new one."""
    return said if TOKEN.fullmatch(said) else secrets.token_hex(8)


def keep(state: Path, token: str, act: Act) -> None:
    """Remember what is typed into a sheet, as the act that saving would be; nothing forgets it."""
    file = _file(state, token, act.unit, act.sheet)
    if not act.edits:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".tmp")
    draft.write_text(json.dumps(packed(act), ensure_ascii=False), "utf-8")
    draft.replace(file)


def load(state: Path, token: str, unit: str, sheet: str) -> tuple[Edit, ...]:
    """What was typed into a sheet and not saved; nothing if there is no (readable) draft."""
    try:
        said = json.loads(_file(state, token, unit, sheet).read_text("utf-8"))
        act = unpacked(said, "")
    except (OSError, ValueError, LookupError, TypeError):
        return ()
    return act.edits if (act.unit, act.sheet) == (unit, sheet) else ()


def _file(state: Path, token: str, unit: str, sheet: str) -> Path:
    name = hashlib.blake2b(f"{unit}\n{sheet}".encode(), digest_size=8).hexdigest()
    return state / "drafts" / token / f"{name}.json"
