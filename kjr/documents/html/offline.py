"""离线包: the board as one HTML file that needs no network, no script and no server.

It opens on a phone or in a meeting room, follows the reader's light or dark, and prints.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from kjr.documents.html import parts
from kjr.documents.phrases import phrase_rate
from kjr.figures.agenda import WHICH_DAY, find_axis_days, phrase_days_outside
from kjr.figures.changes import Changes
from kjr.figures.counted_rows import count_entries_by_day, list_entry_days
from kjr.figures.derivation import explain_alike
from kjr.figures.overview import Overview
from kjr.figures.standings.standing import Standing
from kjr.figures.sums.line import Line
from kjr.values import wording
from kjr.values.spans import Span

STYLE = Path(__file__).with_suffix(".css")
LINKS = parts.NOWHERE._replace(figure=lambda line: f"#{line.indicator.id}")
"""A figure is explained further down the same page."""


def render_offline_page(overview: Overview, changes: Changes | None) -> str:
    """The whole board as one self-contained HTML page."""
    alike = explain_alike(overview, overview.lines)
    outside = phrase_days_outside(overview.campaign, _list_days(overview))
    return parts.render(
        "offline.page",
        overview,
        changes,
        LINKS,
        _count_by_day(overview),
        "。".join(filter(None, (WHICH_DAY, outside))),
        [("", _unit(each)) for each in overview.standings],
        [
            (line.indicator.id if line.is_main else "", _figure(line, alike))
            for line in overview.lines
        ],
        STYLE.read_text("utf-8") + parts.STYLE.read_text("utf-8"),
    )


def _count_by_day(overview: Overview) -> dict[dt.date, int]:
    """How many entries tell about each day that belongs to the campaign."""
    counts = Counter(span.first for span in _list_days(overview))
    axis = pd.date_range(*find_axis_days(overview.campaign))
    return {day.date(): counts[day.date()] for day in axis}


def _list_days(overview: Overview) -> list[Span]:
    """The day of each entry of any ledger but the closing report."""
    ledgers = [each for each in overview.campaign.ledgers if each.day and not each.single]
    tables = overview.tables
    return list_entry_days(count_entries_by_day(each, tables[each.name]) for each in ledgers)


def _unit(standing: Standing) -> tuple[object, ...]:
    unit = standing.unit
    stale = "（沿用上次）" if standing.is_stale and standing.entries else ""
    ledgers = f"{standing.filling_word}{stale}"
    words = (unit.name, unit.district, ledgers, standing.filing_word)
    return *words, standing.entries, standing.errors


def _figure(line: Line, alike: Mapping[str, str]) -> tuple[str, ...]:
    done = wording.format_figure(line.done, line.measure.counter)
    goal = "—" if line.target is None else f"{line.target:,}{line.measure.counter}"
    made = alike.get(line.label, "")
    return line.measure.name, done, goal, phrase_rate(line), line.measure.words, made
