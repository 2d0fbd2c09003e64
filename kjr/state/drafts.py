"""What somebody has typed and not yet saved, so that no reload, restart or other page loses it."""

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Final

from sqlalchemy import delete, insert, select

from kjr.errors import KjrError
from kjr.state.acts import Act, ActKind, pack_act, pack_json, rename_units, unpack_act
from kjr.state.engine.connections import Place, StateAwayError
from kjr.state.engine.database import open_database
from kjr.state.engine.schema import DRAFTS
from kjr.state.journal import Journal

KEPT: Final = dt.timedelta(days=30)
"""After which typing nobody came back to is swept."""
NOT_KEPT: Final = "刚填的内容暂时记不下来（{0}{1}）：请不要刷新或关掉这一页，尽快保存，并告诉管理员"
SWEPT: Final = "{:%m-%d}以后没有再动过的未保存内容，{}行"


def save_draft(place: Place, owner: str, act: Act, now: dt.datetime) -> None:
    """Remember what is typed into a sheet, as the act that saving would be; nothing forgets it.

    ``act.of`` is the window it is typed in, ``act.note`` what kind of typing it is; ``now`` is the
    real time, whatever the campaign's is.  Raises KjrError when it cannot be kept.
    """
    row = _pack(_digest(owner), act, now.timestamp())
    with open_database(place).write(NOT_KEPT, must_last=False) as connection:
        connection.execute(delete(DRAFTS).filter_by(owner=row["owner"], place=row["place"]))
        if act.edits:
            connection.execute(insert(DRAFTS), row)


def list_drafts(place: Place, owner: str, unit: str) -> list[Act]:
    """What one person typed into a unit's sheets and did not save, oldest first."""
    mine = select(DRAFTS.c.body).where(DRAFTS.c.owner == _digest(owner), DRAFTS.c.unit == unit)
    with contextlib.suppress(StateAwayError), open_database(place).read() as connection:
        bodies = connection.execute(mine).scalars() if connection else ()
        acts = [act for body in bodies if (act := _unpack(body))]
        return sorted(acts, key=lambda act: act.moment)
    return []


def rename_draft_units(place: Place, names: Mapping[str, str]) -> None:
    """Bring what was typed for a unit under a name it had to the one it has now."""
    before = DRAFTS.c.unit.in_([name for name, unit in names.items() if name != unit])
    with contextlib.suppress(KjrError):  # what stays must not stop the start
        with open_database(place).read() as connection:
            if (
                not connection
                or not connection.execute(select(DRAFTS.c.unit).where(before)).first()
            ):
                return
        with open_database(place).write() as connection:
            for old in connection.execute(delete(DRAFTS).where(before).returning(DRAFTS)).all():
                if act := _unpack(old.body):
                    row = _pack(old.owner, rename_units(act, names), old.touched)
                    same = select(DRAFTS.c.unit).filter_by(owner=row["owner"], place=row["place"])
                    if not connection.execute(same).first():
                        connection.execute(insert(DRAFTS), row)


def sweep_drafts(place: Place, journal: Journal, now: dt.datetime) -> None:
    """Do away with what nobody came back to in ``KEPT``; the journal tells of each."""
    old = DRAFTS.c.touched < (now - KEPT).timestamp()
    with contextlib.suppress(KjrError):  # what stays must not stop the start
        with open_database(place).read() as connection:
            if not connection or not connection.execute(select(DRAFTS.c.place).where(old)).first():
                return
        with open_database(place).write() as connection:
            rows = connection.execute(delete(DRAFTS).where(old).returning(DRAFTS)).all()
        for row in rows:
            if act := _unpack(row.body):
                words = SWEPT.format(dt.datetime.fromtimestamp(row.touched, dt.UTC), len(act.edits))
                journal.append(Act(now, "", act.unit, ActKind.SWEPT, act.sheet, note=words))


def _pack(owner: str, act: Act, touched: float) -> dict[str, str | float]:
    """A draft as a row, by the digest of who typed it."""
    return {
        "owner": owner,
        "place": _digest("\n".join((act.unit, act.sheet, act.of, act.note))),
        "unit": act.unit,
        "touched": touched,
        "body": pack_json(pack_act(act)),
    }


def _unpack(body: str) -> Act | None:
    """A draft; None if it is damaged."""
    try:
        return unpack_act(json.loads(body), "")
    except (ValueError, LookupError, TypeError):
        return None


def _digest(text: str) -> str:
    """Whoever reads the database does not learn a browser's secret from it."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
