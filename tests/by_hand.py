"""A measure added up in plain Python, so that the tables have something to be held against."""

import re

from kjr.values.days import Span
from kjr.values.spelling.characters import unify_name

SEPARATORS = "[、，,；;]"


def count_by_hand(seen, measure):
    """What the entries whose day has come make of a measure."""
    entries = [
        entry
        for book in seen.snapshot.books.values()
        for entry in book.entries
        if entry.ledger == measure.ledger and _counts(seen, measure, entry)
    ]
    if measure.sum:
        return int(sum(entry.values.get(measure.sum) or 0 for entry in entries))
    if not measure.distinct:
        return len(entries)
    return len({thing for entry in entries for thing in _name_things(seen, measure, entry)})


def _counts(seen, measure, entry):
    ledger = seen.campaign.ledger(measure.ledger)
    day = entry.values.get(ledger.day)
    first = day.first if isinstance(day, Span) else day
    if has_own_day(ledger, entry) and first > seen.today:
        return False
    said = {name: _words(seen, entry, name) for name in measure.where}
    return all(
        {*said[name]} & {*accepted} or ("*" if said[name] else "") in accepted
        for name, accepted in measure.where.items()
    )


def has_own_day(ledger, entry):
    """Whether the day in a row is of what the row tells, not of a step still to come."""
    step = entry.values.get(ledger.stage)
    is_later = bool(ledger.dated) and step is not None and step not in ledger.dated
    return ledger.day in entry.values and not is_later


def _name_things(seen, measure, entry):
    for key in measure.distinct:
        parts = [_words(seen, entry, name) for name in key]
        if key == ("链接/版面",):
            parts = [[each for each in parts[0] if str(each).startswith("http")]]
        if all(parts) and len(key) == 1:
            asked = {unify_name(each) for each in measure.where.get(key[0], ())}
            names = {unify_name(each) for each in parts[0]}
            return {(each,) for each in names if not asked or each in asked}
        if all(parts):
            return {tuple(unify_name(str(_value(seen, entry, name))) for name in key)}
    return set()


def _words(seen, entry, name):
    """The names in a cell, each under the one spelling the campaign gives it."""
    cell = _value(seen, entry, name)
    if cell is None or isinstance(cell, tuple):
        return list(cell or ())
    pieces = [each.strip() for each in re.split(SEPARATORS, str(cell))]
    if name.startswith("@"):
        return [cell]
    spelt = getattr(seen.campaign.ledger(entry.ledger).column(name), "synonyms", {})
    return [spelt.get(unify_name(each), each) for each in pieces if each]


def _value(seen, entry, name):
    unit = seen.campaign.unit(entry.unit)
    writer = {"@单位": unit.name, "@单位类别": unit.kind, "@县区": unit.district}
    writer["@应报"] = "是" if unit.expected else "否"
    return writer.get(name, entry.values.get(name))
