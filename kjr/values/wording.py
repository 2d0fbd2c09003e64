"""Figures in words: a number never appears without its counter (量词).

>>> format_figure(3280, "人次", about=True), format_figure(8, "名", target=10)
('约3,280人次', '8 / 10名')
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from kjr.values.numerals import MORE, NO_LESS, OVER

TEN: Final = 10
HUNDRED: Final = 100
THOUSAND: Final = 1000
TEN_THOUSAND: Final = 10_000
LEAST: Final = 0.001
"""The smallest share that one decimal shows."""
ABOVE: Final = (MORE, OVER)
"""The bounds of a number that is more than it says."""
AT_LEAST: Final = (*ABOVE, NO_LESS)
"""The bounds of a number that is at least what it says."""
UNMOVED: Final = "合计不变"
"""What is said of a figure whose parts moved and which did not."""


class Approximate(int):
    """A number that holds an approximate one (约数); so are its sums and differences.

    >>> format_figure(2000 - Approximate(395), "人次"), format_figure(Approximate(395), "人次")
    ('约1,605人次', '约395人次')
    """

    def __add__(self, other: int) -> Approximate:
        """The sum."""
        return self._rough(int(self) + int(other), other)

    __radd__ = __add__

    def __sub__(self, other: int) -> Approximate:
        """The difference."""
        return self._rough(int(self) - int(other), other)

    def __rsub__(self, other: int) -> Approximate:
        """The difference."""
        return self._rough(int(other) - int(self), other)

    def __abs__(self) -> Approximate:
        """How large it is."""
        return self._rough(abs(int(self)), self)

    def _rough(self, number: int, other: int) -> Approximate:
        is_below = isinstance(self, Below) or isinstance(other, Below)
        return Below(number) if is_below else Approximate(number)


class Above(Approximate):
    """One that holds numbers of which their writers said more (30余): 余 on paper, round or not.

    >>> [format_prose_figure(each, "人") for each in (Above(30) + 20, Above(30) + Approximate(20))]
    ['50余人', '约50人']
    >>> format_prose_figure(50 - Above(30), "人"), format_figure(Above(30), "人")
    ('约20人', '约30人')
    """

    def __add__(self, other: int) -> Approximate:
        """The sum: more than it says if no other roughness is in it."""
        is_more = isinstance(other, Above) or not isinstance(other, Approximate)
        return Above(int(self) + int(other)) if is_more else super().__add__(other)

    __radd__ = __add__

    def __abs__(self) -> Approximate:
        """How large it is."""
        return Above(abs(int(self)))


class Below(Approximate):
    """One that holds a number of which its writer said less (近50、不到50): nobody says 余 of it.

    >>> format_prose_figure(Approximate(30) + Below(50), "人"), format_figure(Below(50), "人")
    ('约80人', '约50人')
    """


def format_figure(
    done: int, counter: str, *, target: int | None = None, about: bool = False
) -> str:
    """A figure as screens show it."""
    goal = f" / {target:,}" if target is not None else ""
    return f"{_phrase_about(done, about=about)}{done:,}{goal}{counter}"


def format_prose_figure(done: int, counter: str, *, about: bool = False) -> str:
    """A figure as paper says it: an approximate sum is rounded down and written with 余.

    One that is the round number itself, or may be less than it says, is written with 约; of a sum
    whose approximate parts are all said to be more (30余), also a round one is more.

    >>> format_prose_figure(395, "人次", about=True), format_prose_figure(3280, "人次", about=True)
    ('390余人次', '3200余人次')
    >>> format_prose_figure(16239, "人次", about=True), format_prose_figure(8, "场", about=True)
    ('1.6万余人次', '约8场')
    >>> format_prose_figure(50, "人", about=True), format_prose_figure(16000, "人次", about=True)
    ('约50人', '约1.6万人次')
    >>> format_prose_figure(395, "人次")
    '395人次'
    """
    if not done or not (about or isinstance(done, Approximate)):
        return f"{done}{counter}"
    if done < TEN:
        return f"约{done}{counter}"
    down = _round_down(done)
    told = f"{down}" if done < TEN_THOUSAND else f"{down / TEN_THOUSAND:g}万"
    is_more = isinstance(done, Above) or done > down
    is_round = isinstance(done, Below) or not is_more
    return f"约{told}{counter}" if is_round else f"{told}余{counter}"


def find_least(number: int) -> int:
    """What a mere 约 surely reaches: what paper would say of any less with 余; of few, nothing.

    >>> [find_least(number) for number in (395, 391, 390, 1000, 50, 11, 10)]
    [390, 390, 380, 990, 40, 10, 0]
    """
    return _round_down(number - 1) if number > TEN else 0


def format_bounded_figure(done: int, counter: str, bound: str) -> str:
    """One cell's number as its writer put it; ``bound`` as ``Reading.bound``.

    >>> [format_bounded_figure(30, "人", bound) for bound in ("余", "近", "不少于")]
    ['30余人', '近30人', '不少于30人']
    >>> format_bounded_figure(12000, "人次", "余"), format_bounded_figure(395, "人次", "近")
    ('1.2万余人次', '近395人次')
    """
    is_whole = done >= TEN_THOUSAND and done % HUNDRED == 0
    told = f"{done / TEN_THOUSAND:g}万" if is_whole else f"{done}"
    return f"{told}{bound}{counter}" if bound == MORE else f"{bound}{told}{counter}"


def format_percent(share: float | None) -> str:
    """A share with one decimal; never all before it is reached, nor nothing where there is some.

    >>> format_percent(0.7768), format_percent(1.0), format_percent(0.0), format_percent(None)
    ('77.7%', '100.0%', '0.0%', '—')
    >>> format_percent(2999 / 3000), format_percent(1 / 3000)
    ('99.9%', '0.1%')
    """
    if share is None:
        return "—"
    if 0 < share < 1:
        share = min(max(share, LEAST), 1 - LEAST)
    return f"{share:.1%}"


def format_day(date: dt.date) -> str:
    """A day without its year.

    >>> format_day(dt.date(2019, 6, 8))
    '6月8日'
    """
    return f"{date.month}月{date.day}日"


def format_nearby_day(date: dt.date, today: dt.date) -> str:
    """A day, without its year where that is also the year of ``today``.

    >>> format_nearby_day(dt.date(2019, 6, 15), dt.date(2019, 6, 8))
    '6月15日'
    >>> format_nearby_day(dt.date(2109, 6, 15), dt.date(2019, 6, 8))
    '2109年6月15日'
    """
    return format_day(date) if date.year == today.year else format_full_day(date)


def format_days(first: dt.date, last: dt.date) -> str:
    """A span of days without its year.

    >>> format_days(dt.date(2019, 5, 19), dt.date(2019, 5, 26))
    '5月19—26日'
    >>> format_days(dt.date(2019, 5, 28), dt.date(2019, 6, 2))
    '5月28日—6月2日'
    >>> format_days(dt.date(2019, 6, 1), dt.date(2019, 6, 1))
    '6月1日'
    """
    if first == last:
        return format_day(first)
    if first.month == last.month:
        return f"{first.month}月{first.day}—{last.day}日"
    return f"{format_day(first)}—{format_day(last)}"


def format_moment(when: dt.datetime, year: int | None = None) -> str:
    """A moment as 数据截至 states it, without its year unless that is another than the one given.

    >>> format_moment(dt.datetime(2019, 6, 8, 17, 0)), format_moment(dt.datetime(2020, 3, 2), 2019)
    ('6月8日 17:00', '2020年3月2日 00:00')
    """
    return f"{_format_day_of(when, year)} {when:%H:%M}"


def format_age(age: dt.timedelta) -> str:
    """How long ago something was read.

    >>> format_age(dt.timedelta(days=4, hours=2)), format_age(dt.timedelta(minutes=95))
    ('4天前', '1小时前')
    >>> format_age(dt.timedelta(minutes=12))
    '12分钟前'
    """
    minutes = int(age.total_seconds()) // 60
    if minutes >= 24 * 60:
        return f"{minutes // (24 * 60)}天前"
    return f"{minutes // 60}小时前" if minutes >= 60 else f"{minutes}分钟前"


def format_prose_moment(when: dt.datetime, year: int | None = None) -> str:
    """A moment as paper says it, in the day of 24 hours; its year as with ``format_moment``.

    >>> format_prose_moment(dt.datetime(2019, 6, 8, 17, 0))
    '6月8日17时'
    >>> format_prose_moment(dt.datetime(2019, 6, 8, 9, 5))
    '6月8日9时05分'
    >>> format_prose_moment(dt.datetime(2020, 3, 2, 9), 2019)
    '2020年3月2日9时'
    """
    minutes = f"{when:%M}分" if when.minute else ""
    return f"{_format_day_of(when, year)}{when.hour}时{minutes}"


def _format_day_of(day: dt.date, year: int | None) -> str:
    return format_day(day) if year in (None, day.year) else format_full_day(day)


def strip_counter(name: str, counter: str) -> str:
    """What is counted, without the counter its figure will bring.

    >>> strip_counter("走访次数", "次"), strip_counter("讲座", "场")
    ('走访', '讲座')
    """
    bare = name.removesuffix("数").removesuffix(counter)
    return bare if bare != name.removesuffix("数") else name


def format_full_day(date: dt.date) -> str:
    """A day as a document is dated (GB/T 9704-2012 §7.3.5.4: Arabic, no leading zeros)."""
    return f"{date.year}年{date.month}月{date.day}日"


def format_change(delta: int) -> str:
    """A difference with its sign.

    >>> format_change(3), format_change(-1), format_change(0), format_change(Approximate(-30))
    ('+3', '−1', '0', '−约30')
    """
    sign = "+" if delta > 0 else "−" if delta < 0 else ""
    return f"{sign}{_phrase_about(delta)}{abs(delta):,}"


def format_row_numbers(rows: Iterable[int]) -> str:
    """Rows of a sheet by their numbers, those on end as one stretch.

    >>> format_row_numbers([4, 5, 6, 9, 11, 12])
    '4—6、9、11—12'
    """
    stretches: list[list[int]] = []
    for row in sorted(rows):
        if stretches and row == stretches[-1][-1] + 1:
            stretches[-1].append(row)
        else:
            stretches.append([row])
    ends = (dict.fromkeys((each[0], each[-1])) for each in stretches)
    return "、".join("—".join(map(str, each)) for each in ends)


def format_names(names: Sequence[str], most: int = 6) -> str:
    """A few units by name, and how many they are.

    >>> format_names(["甲", "乙", "丙"], most=2)
    '甲、乙等3家'
    """
    return name_some(names, most, "家")


def _round_down(number: int) -> int:
    """The round number to which an approximate one is cut down."""
    step = TEN if number < THOUSAND else HUNDRED if number < TEN_THOUSAND else THOUSAND
    return number // step * step


def name_some(names: Sequence[str], most: int, counter: str = "项", mark: str = "、") -> str:
    """The first of some, and how many they are if that is not all; of none nothing.

    >>> name_some(["甲", "乙", "丙"], 2), name_some(["甲"], 2, "家"), name_some(["甲", "乙"], 0)
    ('甲、乙等3项', '甲', '')
    """
    more = f"等{len(names)}{counter}" if most and names[most:] else ""
    return f"{mark.join(names[:most])}{more}"


def _phrase_about(number: int, *, about: bool = False) -> str:
    return "约" if number and (about or isinstance(number, Approximate)) else ""
