"""What moved since a viewer's last visit; the figures they saw travel in their own browser.

>>> decode_visit("1559984400;I3=399;已报=87")
LastVisit(moment=datetime.datetime(2019, 6, 8, 9, 0, tzinfo=datetime.timezone.utc), \
done={'I3': 399, '已报': 87})
>>> decode_visit("anything else") is None
True
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from kjr.figures.overview import Overview

FORM = re.compile(r"(\d{1,12})((?:;[^;=]{1,20}=\d{1,9})*)")
FILED = "已报"
SAME_VISIT = dt.timedelta(minutes=30)
"""Looking again so soon is still the same visit."""


class LastVisit(NamedTuple):
    """The figures a viewer saw, and when."""

    moment: dt.datetime
    done: Mapping[str, int]
    """Indicator id, or 已报, → the figure."""


class Move(NamedTuple):
    """One figure that is different now."""

    name: str
    delta: int
    counter: str


def encode_visit(overview: Overview, now: dt.datetime) -> str:
    """What to remember of this visit; short enough for a cookie."""
    figures = {line.indicator.id: line.done for line in overview.main_lines}
    pairs = (figures | {FILED: overview.tally.filed}).items()
    return f"{int(now.timestamp())}" + "".join(f";{name}={done}" for name, done in pairs)


def decode_visit(text: str) -> LastVisit | None:
    """What was remembered; None for anything that is not a note of ours."""
    form = FORM.fullmatch(text)
    if not form:
        return None
    pairs = (pair.split("=") for pair in form[2].split(";") if pair)
    moment = dt.datetime.fromtimestamp(int(form[1]), dt.UTC)
    return LastVisit(moment, {name: int(done) for name, done in pairs})


def find_figure_moves(seen: LastVisit, overview: Overview) -> list[Move]:
    """The main figures that moved since; those that fell first."""
    now = [
        Move(line.measure.name, line.done - seen.done[line.indicator.id], line.measure.counter)
        for line in overview.main_lines
        if line.indicator.id in seen.done
    ]
    if FILED in seen.done:
        now.append(Move("报送", overview.tally.filed - seen.done[FILED], "家"))
    return sorted((move for move in now if move.delta), key=lambda move: move.delta >= 0)
