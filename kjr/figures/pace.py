"""Where a target should be today, and the day it will be reached at the present speed.

Work is expected to grow evenly from the window's first day to its last; ``RULE`` says the rest.
"""

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum

from kjr.campaign.model import Campaign
from kjr.figures.lines import Line

LAGGING = 0.7
"""The share of what is expected below which a target is 预警."""

RULE = (
    "今日应到按活动期平均推进计算。达标：完成目标；正常：不少于今日应到；"
    f"滞后：不到今日应到，但有{LAGGING * 10:.0f}成；预警：不到{LAGGING * 10:.0f}成，或已过截止日"
)
"""The rule behind the colours, as the board shows it."""


class Signal(StrEnum):
    """How a target stands today; each word goes with a colour and a shape of its own."""

    REACHED = "达标"
    ON_COURSE = "正常"
    BEHIND = "滞后"
    ALARM = "预警"


@dataclass(frozen=True)
class Pace:
    """A target's line against the calendar."""

    expected: float
    """What should be done by the end of today, in the measure's counter."""
    signal: Signal
    reached_on: dt.date | None
    """The day the target is reached at the average speed so far; None if it never would be."""


def measure_pace(campaign: Campaign, line: Line, today: dt.date) -> Pace | None:
    """How a line with a target stands; None for a plain count."""
    if not line.target:
        return None
    expected = line.target * measure_elapsed_share(campaign, today)
    days = (today - campaign.first).days + 1
    if line.is_reached:
        return Pace(expected, Signal.REACHED, None)
    if today > campaign.deadline or line.done < LAGGING * expected:
        signal = Signal.ALARM
    else:
        signal = Signal.ON_COURSE if line.done >= expected else Signal.BEHIND
    if not line.done or days < 1:
        return Pace(expected, signal, None)
    needed = math.ceil(line.target * days / line.done)
    return Pace(expected, signal, campaign.first + dt.timedelta(days=needed - 1))


def measure_elapsed_share(campaign: Campaign, today: dt.date) -> float:
    """The part of the window that has passed by the end of today, 0 to 1."""
    whole = (campaign.last - campaign.first).days + 1
    passed = (today - campaign.first).days + 1
    return min(max(passed / whole, 0.0), 1.0)
