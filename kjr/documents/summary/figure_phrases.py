"""What the summary's sentences may name besides the figures: options reached, concurrent events."""

from collections.abc import Mapping

from kjr.campaign.sentences import find_option_column
from kjr.documents.phrases import count_figures
from kjr.figures.agenda import count_occasion_activities, list_activities
from kjr.figures.lines import Line, select_counted_rows
from kjr.figures.overview import Overview

SAME_TIME = "同期"


def collect_figures(overview: Overview) -> dict[str, int]:
    """Every name that falls silent at 0, with its number."""
    lists = {f"{line.name}名单": len(list_options(overview, line)) for line in overview.lines}
    return {
        **count_figures(overview),
        **lists,
        SAME_TIME: sum(_count_same_time(overview).values()),
    }


def collect_option_phrases(overview: Overview) -> dict[str, str]:
    """The options that were reached, and what was held during each concurrent event."""
    words = {f"{it.name}名单": "、".join(list_options(overview, it)) for it in overview.lines}
    held = _count_same_time(overview).items()
    words[SAME_TIME] = "，".join(f"{name}期间开展各类活动{n}项" for name, n in held if n)
    return words


def list_options(overview: Overview, line: Line) -> list[str]:
    """The options a figure counts once each that its rows name, in the plan's order."""
    column = find_option_column(overview.campaign, line.measure)
    if column is None or not line.done:
        return []
    rows = select_counted_rows(overview.campaign, overview.tables, line.measure)
    seen = set(rows[column.name].explode())
    return [each for each in line.measure.where.get(column.name, column.options) if each in seen]


def _count_same_time(overview: Overview) -> Mapping[str, int]:
    """What has been held where people take part, by concurrent event （方案五1）."""
    reaching = {ledger.name for ledger in overview.campaign.ledgers if ledger.people}
    held = (
        each
        for each in list_activities(overview.snapshot)
        if each.ledger in reaching and each.first <= overview.today
    )
    return count_occasion_activities(overview.campaign, held)
