"""Where a target should be today, and the day it will be reached at the present speed.

Work is expected to grow evenly from the window's first day to its last, closing reports to the
deadline; ``RULE`` says the rest.
"""

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum

from kjr.campaign.model import Campaign
from kjr.figures.sums.line import Line
from kjr.values.spans import Span

FEWEST = 3
"""The days of data without which nothing is forecast."""
EXPECTED, THEN_EXPECTED = "今日应到", "当日应到"
"""What should be done by today, and by the day of figures that are older."""
BY_ROUGH, BY_UNREAD = "有写“约”“近”“不到”的数", "算上读取失败的才够"
"""Why nobody knows whether a target is reached."""
RULE = (
    "竖线为{}，从活动开始到结束（总结报送到截止日）平均推进计算。按至今的平均速度推算哪天达标："
    "不晚于活动结束日（总结报送为截止日）的能按时，不晚于报送截止日的要赶，更晚的赶不上；"
    "加上日期还没到的够数的能按时；"
    f"活动不到{FEWEST}天不推算，没有达标的不说快慢；"
    "尚未起步的与只完成1的同样推算，但不说能按时；过了截止日没有达标的赶不上；"
    "算上写“约”“近”“不到”的数、或者读取失败的才够的待核实"
)
"""The rule behind the colours, as the board shows it; it names the mark on the bars."""


class Signal(StrEnum):
    """How a target stands today; each word goes with a colour and a shape of its own."""

    REACHED = "已达标"
    ON_COURSE = "能按时"
    BEHIND = "要赶"
    ALARM = "赶不上"
    DOUBTFUL = "待核实"
    """Nobody knows whether it is reached: 约50 of 50, or the missing one cannot be read."""
    UNKNOWN = "—"
    """It is too early to say."""


@dataclass(frozen=True)
class Pace:
    """A target's line against the calendar."""

    expected: int
    """What should be done by the end of today, in the measure's counter."""
    signal: Signal
    reached_on: dt.date | None = None
    """The day the target is reached at the average speed so far, within the campaign's year."""
    why: str = ""
    """Why there is no such day."""


def measure_pace(campaign: Campaign, line: Line, today: dt.date) -> Pace | None:
    """How a line with a target stands; None for a plain count."""
    if not line.target:
        return None
    is_report = campaign.ledger(line.measure.ledger).single
    due = campaign.deadline if is_report else campaign.last
    share = measure_elapsed_share(Span(campaign.first, due), today)
    expected = math.ceil(round(line.target * share, 6))
    days = (today - campaign.first).days + 1
    if not line.is_short:
        return _reached(line, expected)
    if today <= due and line.is_planned_to_reach:
        return Pace(expected, Signal.ON_COURSE, why="加上日期还没到的够数")
    if today > campaign.deadline:
        return Pace(expected, Signal.ALARM, why="已过截止日")
    if days < FEWEST:
        why = f"活动不到{FEWEST}天，不推算" if days > 0 else "活动还没开始"
        return Pace(expected, Signal.UNKNOWN, why=why)
    found = _forecast(campaign, expected, due, math.ceil(line.target * days / (line.done or 1)))
    return found if line.done else _slow_down(found)


def phrase_rule(mark: str) -> str:
    """The rule behind the colours, with what the mark on the bars is called."""
    return RULE.format(mark)


def _reached(line: Line, expected: int) -> Pace:
    if line.is_doubtful:
        return Pace(expected, Signal.DOUBTFUL, why=BY_ROUGH if line.is_enough else BY_UNREAD)
    return Pace(expected, Signal.REACHED, why="已达标")


def _forecast(campaign: Campaign, expected: int, due: dt.date, days: int) -> Pace:
    """The pace of a target that takes so many days from the first one on."""
    if days > (dt.date(campaign.last_year, 12, 31) - campaign.first).days + 1:
        return Pace(expected, Signal.ALARM, why="照此年内达不到")
    day = campaign.first + dt.timedelta(days=days - 1)
    late = Signal.BEHIND if day <= campaign.deadline else Signal.ALARM
    return Pace(expected, Signal.ON_COURSE if day <= due else late, day)


def _slow_down(of_one: Pace) -> Pace:
    """The pace of what has not begun: no better than with one done, and no day to name."""
    is_good = of_one.signal is Signal.ON_COURSE
    signal = Signal.BEHIND if is_good else of_one.signal
    return Pace(of_one.expected, signal, why="尚未起步")


def measure_elapsed_share(window: Span, today: dt.date) -> float:
    """The part of a window that has passed by the end of today, 0 to 1."""
    whole = (window.last - window.first).days + 1
    passed = (today - window.first).days + 1
    return min(max(passed / whole, 0.0), 1.0)
