"""离线包: the board as one HTML file that needs no network, no script and no server.

It opens on a phone or in a meeting room, follows the reader's light or dark, and prints.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from kjr.documents.html import parts
from kjr.figures.changes import Changes
from kjr.figures.derivation import explain_alike
from kjr.figures.lines import Line, count_entries_by_day
from kjr.figures.overview import Overview
from kjr.figures.standings.standing import Standing
from kjr.values import wording

STYLE = Path(__file__).with_suffix(".css")
LINKS = parts.NOWHERE._replace(figure=lambda line: f"#{line.indicator.id}")
"""A figure is explained further down the same page."""


def render_offline_page(overview: Overview, changes: Changes | None) -> str:
    """The whole board as one self-contained HTML page."""
    alike = explain_alike(overview, overview.lines)
    return parts.render(
        "offline.page",
        overview,
        changes,
        LINKS,
        _count_by_day(overview),
        [("", _unit(each)) for each in overview.standings],
        [
            (line.indicator.id if line.is_main else "", _figure(line, alike))
            for line in overview.lines
        ],
        STYLE.read_text("utf-8") + parts.STYLE.read_text("utf-8"),
    )


def _count_by_day(overview: Overview) -> dict[dt.date, int]:
    """How many entries of any ledger but the closing report tell about each day of the window."""
    counts: Counter[dt.date] = Counter()
    for ledger in overview.campaign.ledgers:
        if ledger.day and not ledger.single:
            entries = count_entries_by_day(ledger, overview.tables[ledger.name])
            dates = pd.DatetimeIndex(entries.index)
            counts.update({day.date(): n for day, n in zip(dates, entries, strict=True)})
    window = pd.date_range(overview.campaign.first, overview.campaign.last)
    return {day.date(): counts[day.date()] for day in window}


def _unit(standing: Standing) -> tuple[object, ...]:
    unit = standing.unit
    stale = "（沿用上次）" if standing.is_stale and standing.entries else ""
    ledgers = f"{standing.filling_word}{stale}"
    words = (unit.name, unit.district, ledgers, standing.filing_word)
    return *words, standing.entries, standing.errors


def _figure(line: Line, alike: Mapping[str, str]) -> tuple[str, ...]:
    done = wording.format_figure(line.done, line.measure.counter, about=line.about)
    goal = "—" if line.target is None else f"{line.target:,}{line.measure.counter}"
    rate, made = wording.format_percent(line.rate), alike.get(line.label, "")
    return line.measure.name, done, goal, rate, line.measure.words, made
