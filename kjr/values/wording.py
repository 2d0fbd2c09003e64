"""Figures in words: a number never appears without its counter (量词).

>>> figure(3280, "人次", about=True), figure(8, "名", target=10)
('约3,280人次', '8 / 10名')
"""

from __future__ import annotations

import datetime as dt


def figure(done: int, counter: str, *, target: int | None = None, about: bool = False) -> str:
    """A figure as screens show it."""
    goal = f" / {target:,}" if target is not None else ""
    return f"{'约' if about else ''}{done:,}{goal}{counter}"


def in_prose(done: int, counter: str, *, about: bool = False) -> str:
    """A figure inside a printed sentence: an approximate sum is written with 余.

    >>> in_prose(3280, "人次", about=True), in_prose(12, "场")
    ('3280余人次', '12场')
    """
    return f"{done}{'余' if about and done else ''}{counter}"


def percent(share: float | None) -> str:
    """A share with one decimal; 未设目标 has none.

    >>> percent(0.7768), percent(1.0), percent(None)
    ('77.7%', '100%', '—')
    """
    if share is None:
        return "—"
    return f"{share:.1%}".replace(".0%", "%")


def day(date: dt.date) -> str:
    """A day without its year.

    >>> day(dt.date(2019, 6, 8))
    '6月8日'
    """
    return f"{date.month}月{date.day}日"


def days(first: dt.date, last: dt.date) -> str:
    """A span of days without its year.

    >>> days(dt.date(2019, 5, 19), dt.date(2019, 5, 26))
    '5月19—26日'
    >>> days(dt.date(2019, 5, 28), dt.date(2019, 6, 2)), days(*[dt.date(2019, 6, 1)] * 2)
    ('5月28日—6月2日', '6月1日')
    """
    if first == last:
        return day(first)
    if first.month == last.month:
        return f"{first.month}月{first.day}—{last.day}日"
    return f"{day(first)}—{day(last)}"


def moment(when: dt.datetime) -> str:
    """A moment as 数据截至 states it.

    >>> moment(dt.datetime(2019, 6, 8, 17, 0))
    '6月8日 17:00'
    """
    return f"{day(when)} {when:%H:%M}"


def full_day(date: dt.date) -> str:
    """A day as a document is dated (GB/T 9704-2012 §7.3.5.4: Arabic, no leading zeros)."""
    return f"{date.year}年{date.month}月{date.day}日"


def change(delta: int) -> str:
    """A difference with its sign.

    >>> change(3), change(-1), change(0)
    ('+3', '−1', '0')
    """
    return f"+{delta:,}" if delta > 0 else f"−{-delta:,}" if delta < 0 else "0"


def listed(names: list[str], most: int = 6) -> str:
    """A few names, and how many more there are.

    >>> listed(["甲", "乙", "丙"], most=2)
    '甲、乙等3家'
    """
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[:most])}等{len(names)}家"
