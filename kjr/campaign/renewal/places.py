"""Names and days of the plan before, put right wherever a file says them, notes included.

>>> days = DayShift(dt.date(2019, 5, 21), dt.date(2019, 6, 10), dt.date(2019, 6, 15), 2019)
>>> new = DayShift(dt.date(2026, 5, 25), dt.date(2026, 6, 5), days.later(7), 2026)
>>> move = build_mover(days, new)
>>> move("2019-05-24，5月28日-31日，2019年")
'2026-05-28，6月1日-4日，2026年'
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from kjr.values.spans import Span, complete_day

ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
SPAN: Final = re.compile(
    r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]([-—－~～至]+)(?:(\d{1,2})月)?(\d{1,2})[日号]"
)
DAY: Final = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]")
TENTH: Final = re.compile(r"(?<!\d)(\d{1,2})月([上中下])旬")
TENTHS: Final = {"上": 5, "中": 15, "下": 25}

Rewrite = Callable[[str], str]


class DayShift(NamedTuple):
    """The days of a campaign on which others hang."""

    first: dt.date
    last: dt.date
    deadline: dt.date
    year: int
    """Whose campaign it is; one that runs over New Year has days of two."""

    def later(self, years: int) -> dt.date:
        """The deadline some years later."""
        return self.deadline.replace(year=self.deadline.year + years)


def find_tenth(day: dt.date) -> str:
    """The third of a month in which a day is.

    >>> find_tenth(dt.date(2026, 6, 12)), find_tenth(dt.date(2026, 5, 31))
    ('6月中旬', '5月下旬')
    """
    return f"{day.month}月{'上中下'[min((day.day - 1) // 10, 2)]}旬"


def build_renamer(renames: Mapping[str, str]) -> Rewrite:
    """Puts the new name for each old one; names with none stay, to be cut with their clause."""
    longest_first = sorted(filter(None, renames), key=len, reverse=True)
    search = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
    return lambda text: search.sub(lambda found: renames[found[0]] or found[0], text)


def build_mover(old: DayShift, new: DayShift) -> Rewrite:
    """Moves every day: those up to the last as far from the first, later ones as the deadline."""
    if old == new:
        return str

    def moved(day: dt.date) -> dt.date:
        if day > old.last:
            return max(new.deadline + (day - old.deadline), min(new.last, new.deadline))
        return min(new.first + (day - old.first), max(new.last, new.first))

    window = Span(old.first, max(old.last, old.deadline))
    own = range(window.first.year, window.last.year + 1)  # both, if it runs over New Year

    def in_year(month: str, day: str) -> dt.date | None:
        at = complete_day(None, int(month), int(day), window)
        return moved(at) if at else None

    def tell_iso(found: re.Match[str]) -> str:
        at = in_year(found[2], found[3]) if int(found[1]) in own else None
        return at.isoformat() if at else found[0]

    def tell_span(found: re.Match[str]) -> str:
        one, other = in_year(found[1], found[2]), in_year(found[4] or found[1], found[5])
        if not (one and other):
            return found[0]
        month = f"{other.month}月" if found[4] or other.month != one.month else ""
        return f"{one.month}月{one.day}日{found[3]}{month}{other.day}日"

    edges = {find_tenth(day): find_tenth(at) for day, at in zip(old[:3], new[:3], strict=True)}

    def tell_tenth(found: re.Match[str]) -> str:
        at = in_year(found[1], str(TENTHS[found[2]]))
        return edges.get(found[0]) or (find_tenth(at) if at else found[0])

    def tell_day(found: re.Match[str]) -> str:
        at = in_year(found[1], found[2])
        return f"{at.month}月{at.day}日" if at else found[0]

    year = re.compile(rf"(?<!\d)(?:{'|'.join(map(str, own))})(?=年|[./]\d)")
    later = new.year - old.year
    spans = re.compile(f"{SPAN.pattern}|{DAY.pattern}")

    def move(text: str) -> str:
        text = ISO.sub(tell_iso, text)
        text = spans.sub(
            lambda it: tell_span(it) if it[1] else tell_day(DAY.match(it[0]) or it), text
        )
        return year.sub(lambda it: str(int(it[0]) + later), TENTH.sub(tell_tenth, text))

    return move
