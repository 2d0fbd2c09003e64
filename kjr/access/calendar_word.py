"""By what a telephone that subscribes to 日程 proves itself: one word for all, which can be ended.

Whoever has the word reads on without signing in, so it stands for nothing else, and where nobody
signs in there is none.
"""

import datetime as dt
import hmac
from typing import Final, NamedTuple

from kjr.access.passcodes import Random
from kjr.access.sign_in import SignInMethod, SignInRules
from kjr.state.engine.connections import Place
from kjr.state.facts import change_facts, read_facts

CALENDAR: Final = "calendar"
BYTES: Final = 32
"""Of chance in a word: nobody guesses it."""


class CalendarWord(NamedTuple):
    """The word that is good now."""

    word: str
    since: dt.datetime


def may_have_word(rules: SignInRules) -> bool:
    """Whether there may be one: without a sign-in the figures are for this machine alone."""
    return rules.way is not SignInMethod.LOCAL


def issue_calendar_word(place: Place, now: dt.datetime, random: Random) -> None:
    """Make a word; the one before is worth nothing from now on."""
    with change_facts(place, CALENDAR) as facts:
        facts |= {"word": random(BYTES).hex(), "since": now.isoformat()}


def end_calendar_word(place: Place) -> None:
    """Nobody reads on."""
    with change_facts(place, CALENDAR) as facts:
        facts.clear()


def find_calendar_word(place: Place) -> CalendarWord | None:
    """The word that is good now; None if there is none."""
    facts = read_facts(place, CALENDAR)
    if not facts:
        return None
    return CalendarWord(facts["word"], dt.datetime.fromisoformat(facts["since"]))


def is_calendar_word(rules: SignInRules, place: Place, said: str) -> bool:
    """Whether somebody has said the word; it takes as long whatever was said."""
    known = find_calendar_word(place) if may_have_word(rules) else None
    return known is not None and hmac.compare_digest(known.word.encode(), said.encode())
