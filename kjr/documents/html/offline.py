"""离线包: the board as one HTML file that needs no network, no script and no server.

It opens on a phone or in a meeting room, follows the reader's light or dark, and prints.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

import pandas as pd

from kjr.documents.html import board_html, parts, target_rows
from kjr.documents.html.links import NOWHERE
from kjr.figures.changes import Changes
from kjr.figures.filing_status import Standing
from kjr.figures.lines import Line, count_entries_by_day
from kjr.figures.overview import Overview
from kjr.values import wording

SHELL = """\
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 1200px; padding: 16px; background: light-dark(#F6F7F9, #10161D);
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
.k { display: grid; gap: 16px; }
.k > *, .k-card { min-width: 0; }
.k h2 { font-size: 20px; margin: 16px 0 0; }
.k-spark:empty { display: none; }
.o-table { border-collapse: collapse; width: 100%; font-size: 16px; }
.o-table th { font-size: 13px; font-weight: 400; color: var(--soft); text-align: left; }
.o-table th, .o-table td { padding: 8px; border-bottom: 1px solid var(--line); }
.o-table td { vertical-align: top; }
.o-table th.o-n, .o-table .o-n { text-align: right; white-space: nowrap; }
.o-days { display: block; overflow: visible; width: 100%; height: auto; color: var(--done); }
.o-days text { fill: var(--soft); font-size: 16px; }
.o-days rect { fill: currentColor; }
@media (max-width: 640px) {
  .o-table thead { display: none; }
  .o-table tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--line); }
  .o-table td, .o-table th.o-n, .o-table .o-n { display: flex; gap: 16px; padding: 4px 0; border: 0;
    justify-content: space-between; white-space: normal; }
  .o-table td::before { content: attr(data-head); color: var(--soft); font-size: 13px;
    white-space: nowrap; }
  .o-table td:first-child { font-weight: 600; } .o-table td:first-child::before { content: none; }
}
@media print { body { max-width: none; } .k-card, tr { break-inside: avoid; } }
"""
NUMBERS = {"条目", "待改", "完成", "目标", "完成率"}
BAR, HEIGHT, ROOM = 24, 120, 24
"""A day's column, the highest one, and the words above and below; in SVG units."""
LINKS = NOWHERE._replace(figure=lambda line: f"#{line.indicator.id}")
"""A figure is explained further down the same page."""


def render_offline_page(overview: Overview, changes: Changes | None) -> str:
    """The whole board as one self-contained HTML page."""
    title = f"{overview.campaign.city}{overview.campaign.title}看板"
    style = SHELL + parts.STYLE.read_text("utf-8")
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head>"
        f"<body>{_board(overview, changes)}</body></html>\n"
    )


def _example(overview: Overview) -> str:
    if not overview.campaign.is_example:
        return ""
    note = "<b>示例数据</b>　单位、人员和数字都是虚构的。"
    return f'<div class="k-example">{note}</div>'


def _board(overview: Overview, changes: Changes | None) -> str:
    counts = [line for line in overview.main_lines if line.target is None]
    thirds = (
        parts.render_card("县（市）区上报率", board_html.render_district_tiles(overview)),
        parts.render_card("每天新增", _days(overview)),
        board_html.render_shortfalls(overview),
    )
    return parts.wrap_parts(
        _example(overview),
        board_html.render_dashboard_head(overview, "离线看板"),
        board_html.render_headline_cards(overview, changes),
        target_rows.render_target_rows(overview, overview.hard_lines, LINKS),
        target_rows.render_plain_counts(overview, counts, LINKS),
        f'<div class="k-thirds">{"".join(thirds)}</div>',
        "<h2>各单位报送情况</h2>",
        _table(
            ("单位", "县（市）区", "状态", "条目", "待改"),
            (("", _unit(each)) for each in overview.standings),
        ),
        "<h2>全部指标和口径</h2>",
        _table(
            ("指标", "完成", "目标", "完成率", "口径"),
            ((_anchor(line), _figure(line)) for line in overview.lines),
        ),
    )


def _days(overview: Overview) -> str:
    """Entries per day from the window's first day to its last, as small columns."""
    first, last = overview.campaign.first, overview.campaign.last
    dates = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return _columns(dates, _entries(overview))


def _entries(overview: Overview) -> Mapping[dt.date, int]:
    """How many entries of any ledger but the closing report tell about each day."""
    counts: Counter[dt.date] = Counter()
    for ledger in overview.campaign.ledgers:
        if ledger.day and not ledger.single:
            entries = count_entries_by_day(ledger, overview.tables[ledger.name])
            dates = pd.DatetimeIndex(entries.index)
            counts.update({day.date(): n for day, n in zip(dates, entries, strict=True)})
    return counts


def _columns(dates: Sequence[dt.date], counts: Mapping[dt.date, int]) -> str:
    highest = max((counts.get(date, 0) for date in dates), default=0) or 1
    inner = "".join(_column(n, date, counts.get(date, 0), highest) for n, date in enumerate(dates))
    words = f"活动期间每天新增条目，最多一天{highest}条"
    return (
        f'<svg class="o-days" role="img" aria-label="{words}" '
        f'viewBox="0 0 {BAR * len(dates)} {HEIGHT + 2 * ROOM}">{inner}</svg>'
    )


def _column(place: int, date: dt.date, count: int, highest: int) -> str:
    height = HEIGHT * count / highest
    left, top = BAR * place, ROOM + HEIGHT - height
    middle = left + BAR / 2
    number = f'<text x="{middle}" y="{top - 4:.1f}" text-anchor="middle">{count}</text>'
    label = (
        f'<text x="{middle}" y="{HEIGHT + 2 * ROOM - 4}" text-anchor="middle">'
        f"{date.month}.{date.day}</text>"
    )
    return (
        f'<rect x="{left + 3}" y="{top:.1f}" width="{BAR - 6}" height="{height:.1f}">'
        f"<title>{wording.format_day(date)}　{count}条</title></rect>"
        f"{number if count else ''}{label if place % 5 == 0 else ''}"
    )


def _unit(standing: Standing) -> tuple[str, ...]:
    unit = standing.unit
    stale = "（沿用上次）" if standing.is_stale and standing.entries else ""
    return (
        unit.name,
        unit.district,
        f"{standing.word}{stale}",
        str(standing.entries),
        str(standing.errors),
    )


def _figure(line: Line) -> tuple[str, ...]:
    done = wording.format_figure(line.done, line.measure.counter, about=line.about)
    goal = "—" if line.target is None else f"{line.target:,}{line.measure.counter}"
    return (line.measure.name, done, goal, wording.format_percent(line.rate), line.measure.words)


def _anchor(line: Line) -> str:
    return line.indicator.id if line.is_main else ""


def _table(heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A table that turns into a list on a phone, where each cell carries its head."""
    top = "".join(f"<th{_side(head)}>{escape(head)}</th>" for head in heads)
    body = "".join(_row(anchor, heads, row) for anchor, row in rows)
    return (
        '<div class="k-card"><table class="o-table">'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(anchor: str, heads: Sequence[str], row: Sequence[str]) -> str:
    name = f' id="{escape(anchor)}"' if anchor else ""
    return f"<tr{name}>{''.join(map(_cell, heads, row))}</tr>"


def _cell(head: str, text: str) -> str:
    return f'<td{_side(head)} data-head="{escape(head)}">{escape(text)}</td>'


def _side(head: str) -> str:
    return ' class="o-n"' if head in NUMBERS else ""
