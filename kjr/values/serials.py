"""Days as spreadsheet programs number them: 43615 is 30 May 2019, and 5.3 may be shown as a day.

>>> str(convert_serial_day(43615)), str(convert_serial_day(42153, date1904=True))
('2019-05-30', '2019-05-30')
>>> recover_number(dt.datetime(1900, 1, 5, 7, 12)), recover_number(dt.date(1901, 6, 13))
(5.3, 530.0)
"""

import datetime as dt
from typing import Final

ZERO: Final = dt.datetime(1899, 12, 30)
ZERO_1904: Final = dt.datetime(1904, 1, 1)
LEAP_1900: Final = 61
"""Programs count a 29 February 1900 that never was; days before it have a number less."""
EARLIEST: Final = dt.date(1910, 1, 1)
"""Before it, a day is a number in a cell formatted as a date."""


def is_disguised_number(day: dt.date) -> bool:
    """Nobody reports a day so long ago: it is a number in a cell formatted as a date."""
    return day.year < EARLIEST.year


def recover_number(day: dt.date) -> float:
    """The number a cell holds that is shown as this day."""
    moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
    days = (moment - ZERO) / dt.timedelta(days=1)
    return round(days - (days < LEAP_1900), 6)


def convert_serial_day(number: int, *, date1904: bool = False) -> dt.date:
    """The day a whole number stands for; ``date1904`` is for books that start in 1904."""
    return ((ZERO_1904 if date1904 else ZERO) + dt.timedelta(number)).date()
