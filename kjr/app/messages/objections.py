"""Why a message that was ready should not leave any more, as things stand when its turn comes."""

import datetime as dt
from collections.abc import Iterable

from kjr.app.messages.outbox import Parcel
from kjr.documents.fix_lists import list_owed_items, phrase_day_ahead
from kjr.documents.reminders.owing import is_named_in_group
from kjr.documents.reminders.rungs import list_fitting_rungs
from kjr.figures.overview import Overview
from kjr.state.chases import Records, Rung, digest_text

RECENT = "{}在{}小时内催过，没有再发"
DONE = "{}已经不欠了，没有发；请按现在的名单再发"
PAST = "{}的话今天已经不合适，没有发；请按现在的名单再发"
LATE = "已经过了写这些话的时候，没有发"
GONE = "名册上没有“{}”了，没有发"
CHANGED = "写好以后{}要补的变了，没有发；请按现在的名单再发"


def find_objection(overview: Overview, records: Records, now: dt.datetime, parcel: Parcel) -> str:
    """The reason in words, blank if there is none; what asks nobody leaves while its words hold."""
    rules = overview.campaign.reminders
    if told := _find_late_words(overview, now, parcel):
        return told
    for unit in parcel.units:
        if unit in records and records[unit].is_recent(now, rules.wait):
            return RECENT.format(unit, rules.pause)
        if not owes_what_is_asked(overview, unit, parcel):
            return DONE.format(unit)
    if parcel.owed and parcel.owed != digest_owed(overview, parcel.units):
        return CHANGED.format(parcel.to)
    return ""


def _find_late_words(overview: Overview, now: dt.datetime, parcel: Parcel) -> str:
    """Whether the day, or the roster, has gone past what is said."""
    known = {each.unit.name for each in overview.standings}
    if gone := [unit for unit in parcel.units if unit not in known]:
        return GONE.format(gone[0])
    if parcel.units and parcel.what not in list_fitting_rungs(overview):
        return PAST.format(parcel.what)
    return LATE if parcel.until and now >= dt.datetime.fromisoformat(parcel.until) else ""


def digest_owed(overview: Overview, units: Iterable[str]) -> str:
    """By what the things these units owe are known again."""
    told = (
        (unit, *list_owed_items(overview, unit), phrase_day_ahead(overview.standing(unit), today))
        for today in [overview.today]
        for unit in units
    )
    return digest_text("\n".join("\0".join(each) for each in told))


def owes_what_is_asked(overview: Overview, unit: str, parcel: Parcel) -> bool:
    """Whether a unit still owes what a message to it, or to its group, asks for."""
    standing = overview.standing(unit)
    if parcel.units != (parcel.to,):
        return is_named_in_group(standing)
    if parcel.what == Rung.WARNING:
        return standing.owes_report
    is_ahead = bool(phrase_day_ahead(standing, overview.today))
    return is_ahead or bool(list_owed_items(overview, unit))
