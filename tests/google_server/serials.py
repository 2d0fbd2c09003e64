"""Days as numbers: whole days since 30 December 1899, the time as the fraction."""

import datetime as dt

EPOCH = dt.datetime(1899, 12, 30)


def serial(moment):
    """The number of a datetime; an integer when it has no time of day."""
    days = (moment - EPOCH) / dt.timedelta(days=1)
    return int(days) if days.is_integer() else days


def moment(number):
    """The datetime of a number, rounded to the millisecond."""
    return EPOCH + dt.timedelta(milliseconds=round(number * 86_400_000))
