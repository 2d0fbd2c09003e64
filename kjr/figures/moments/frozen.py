"""Frozen moments (快照): what was known, under which plan, and in which words it was printed."""

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from kjr.campaign.loading import CampaignError, parse_campaign
from kjr.campaign.model import Campaign, Unit
from kjr.figures.moments import plain_data
from kjr.figures.moments.archive import FORMAT
from kjr.figures.moments.plain_data import Plain
from kjr.figures.moments.rereading import replace_corrections
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.reading.checks.between_books import find_joint_pairs
from kjr.state.acts import Act, pack_act, rename_units, unpack_act
from kjr.state.contents import add_content, list_contents, read_content
from kjr.state.engine.connections import Place
from kjr.state.photographs import KeptPhotograph, freeze_photographs
from kjr.store.base import Stray

FROZEN: Final = "frozen"
STAMP: Final = "%Y%m%d-%H%M%S"

log = logging.getLogger(__name__)


class SnapshotRef(NamedTuple):
    """One frozen snapshot: its id, and the moment its figures stand for."""

    id: str
    moment: dt.datetime


def freeze_snapshot(
    snapshot: Snapshot, place: Place, rewordings: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Write a whole snapshot down and give its id; what is frozen never changes again.

    ``rewordings`` is what the clerk says differently in the summary, key → text.  The photographs
    kept there are frozen with it.  Raises StateAwayError.
    """
    snapshot = replace(snapshot, rewordings=rewordings, photographs=freeze_photographs(place))
    data = plain_data.encode_plain(_whole(snapshot))
    stamp = snapshot.taken.strftime(STAMP)
    name, number = stamp, 1
    while not add_content(place, FROZEN, name, data):
        number += 1
        name = f"{stamp}-{number}"
    return name


def list_frozen_snapshots(place: Place, zone: ZoneInfo) -> list[SnapshotRef]:
    """Every frozen snapshot, oldest first; ``zone`` is the campaign's."""
    return [SnapshotRef(name, _moment(name, zone)) for name in list_contents(place, FROZEN)]


def find_day_before(place: Place, zone: ZoneInfo, day: dt.date) -> SnapshotRef | None:
    """The last snapshot frozen on an earlier day, with which the day is compared (今日变化)."""
    earlier = [each for each in list_frozen_snapshots(place, zone) if each.moment.date() < day]
    return earlier[-1] if earlier else None


def load_frozen_snapshot(
    place: Place, name: str, campaign: Campaign, latest: Snapshot | None = None
) -> Snapshot:
    """A frozen snapshot, by its id, held against this campaign: for comparing it with another.

    Its version is negative, apart from all others.  What has not changed since is shared with
    ``latest``.  Units that have left the roster since are still on its own: what they had done
    is told as gone with them.
    """
    plain = _read_frozen(place, name)
    known = _list_known(latest, campaign)
    return _rebuild(plain, name, _add_gone_units(plain, campaign), known)


def open_frozen_snapshot(
    place: Place, name: str, campaign: Campaign, latest: Snapshot | None = None
) -> Snapshot:
    """A frozen snapshot, by its id, as it was printed: under the plan and roster of its moment.

    Where these were not kept or nobody can read them any more, ``campaign`` stands in.
    """
    plain = _read_frozen(place, name)
    own = _find_own_campaign(plain, campaign)
    return _rebuild(plain, name, own, _list_known(latest, own))


def _read_frozen(place: Place, name: str) -> Plain:
    return plain_data.decode_plain(read_content(place, FROZEN, name) or b"")


def _find_own_campaign(plain: Plain, campaign: Campaign) -> Campaign:
    if not _is_replanned(plain, campaign):
        return campaign
    try:
        return parse_campaign(plain["campaign"])
    except CampaignError:
        log.exception("a frozen plan cannot be read any more")
        return campaign


def _add_gone_units(plain: Plain, campaign: Campaign) -> Campaign:
    """The campaign with the units that have a book here and are on its roster no more."""
    gone = {each["unit"] for each in plain["books"]} - campaign.unit_names.keys()
    if not gone:
        return campaign
    then = {each.name: each for each in _find_own_campaign(plain, campaign).units}
    units = (then.get(name, Unit(name, "", "")) for name in sorted(gone))
    bare = (replace(each, short="", aliases=()) for each in units)
    return replace(campaign, units=(*campaign.units, *bare))


def _is_replanned(plain: Plain, campaign: Campaign) -> bool:
    kept = plain.get("campaign")
    return bool(kept) and kept != campaign.texts


def _rebuild(plain: Plain, name: str, campaign: Campaign, known: Mapping[str, Book]) -> Snapshot:
    said, settled = (
        tuple(_unpack(each, campaign) for each in plain.get(kind, ()))
        for kind in ("corrections", "settlements")
    )
    books, names = plain_data.rebuild_books(plain["books"], campaign, known), campaign.unit_names
    snapshot = Snapshot(
        campaign,
        taken=_moment(name, ZoneInfo(campaign.timezone)),
        clock=plain.get("clock"),
        version=-int(name.replace("-", "")),
        books=books,
        strays=tuple(Stray(*each) for each in plain["strays"]),
        outage=plain["outage"],
        settlements=settled,
        verified=frozenset((names.get(unit, unit), it) for unit, it in plain.get("verified", ())),
        id=name,
        is_replanned=_is_replanned(plain, campaign),
        rewordings=plain.get("rewordings", {}),
        photographs=[KeptPhotograph(*each) for each in plain.get("photographs", ())],
    )
    again = replace_corrections(snapshot, said)
    pairs = find_joint_pairs(campaign, again.pages)
    return replace(again, version=snapshot.version, pairs=pairs)


def _whole(snapshot: Snapshot) -> Plain:
    campaign = snapshot.campaign
    return {
        "format": FORMAT,
        "taken": snapshot.taken,
        "clock": snapshot.clock if snapshot.today != snapshot.taken.date() else None,
        "books": [plain_data.flatten_book(book) for book in snapshot.books.values()],
        "strays": snapshot.strays,
        "outage": snapshot.outage,
        "corrections": [{**pack_act(act), "id": act.id} for act in snapshot.corrections],
        "settlements": [{**pack_act(act), "id": act.id} for act in snapshot.settlements],
        "verified": sorted(snapshot.verified),
        "campaign": dict(campaign.texts),
        "rewordings": dict(snapshot.rewordings),
        "photographs": snapshot.photographs,
    }


def _unpack(said: Plain, campaign: Campaign) -> Act:
    return rename_units(unpack_act(said, said["id"]), campaign.unit_names)


def _list_known(latest: Snapshot | None, campaign: Campaign) -> Mapping[str, Book]:
    """The books read under the same campaign in which the office corrected nothing."""
    if latest is None or latest.campaign is not campaign:
        return {}
    units = {act.unit for act in latest.corrections}
    return {unit: book for unit, book in latest.books.items() if unit not in units}


def _moment(name: str, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.strptime(name[:15], STAMP).replace(tzinfo=zone)
