"""One message, and what is known of whom it goes to."""

import datetime as dt
from collections.abc import Mapping
from typing import Final, NamedTuple

from kjr.figures.overview import Overview
from kjr.state.chases import Rung
from kjr.values import wording

OLD: Final = dt.timedelta(days=1)
"""Of figures so old a message says of when they are: what came in since was not read."""


class Recipient(NamedTuple):
    """What the office knows of a unit besides its workbook; blanks leave their sentence out."""

    link: str = ""
    liaison: str = "联络员"
    next_reading: str = ""
    """When kjr reads again, as text: 17:30."""
    group: str = ""
    """In which group its clerk is; blank for its district's."""


NOBODY_KNOWN: Final = Recipient()
Recipients = Mapping[str, Recipient]
"""By unit."""


class Reminder(NamedTuple):
    """One message."""

    to: str
    """A unit, or a group."""
    text: str
    rung: Rung
    units: tuple[str, ...]
    """Whom it asks."""


def add_age(overview: Overview, said: str) -> str:
    """A message from old figures says of when they are."""
    until = wording.format_prose_moment(overview.snapshot.taken, overview.campaign.year)
    is_old = overview.snapshot.age >= OLD
    return f"{said}以上按{until}读到的内容。" if is_old else said
