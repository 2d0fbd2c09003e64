"""会场模式: four views in large type, for a screen that is read from eight metres."""

from html import escape

from kjr.documents.html import board_html, filing_bar, moves, parts
from kjr.documents.html.target_rows import render_signal, render_target_bar
from kjr.figures.changes import Changes
from kjr.figures.lines import Line
from kjr.figures.overview import Overview
from kjr.values.wording import format_change, format_day, format_figure, format_percent

SECONDS = 12
"""How long one view stays."""

MOVES = 3
"""Moves shown at once; each may take two lines."""

BOARD = "./"
"""Where the name of the campaign leads back to."""


def render_wall_views(overview: Overview, changes: Changes | None) -> tuple[str, ...]:
    """总览 · 硬指标 · 县（市）区 · 今日变化."""
    goals = "".join(_target(overview, line) for line in overview.hard_lines)
    return (
        _framed(overview, "总览", _summary(overview)),
        _framed(overview, "计划硬指标", goals),
        _framed(overview, "县（市）区上报率", board_html.render_district_tiles(overview)),
        _framed(overview, "今日变化", _changes(changes)),
    )


def _framed(overview: Overview, title: str, inner: str) -> str:
    campaign = overview.campaign
    name = f"<b>{escape(campaign.city)}{escape(campaign.title)}</b>"
    return (
        f'<div class="k k-wall"><header>{parts.wrap_link(name, BOARD)}'
        f"<span>{escape(title)}</span></header><main>{inner}</main>"
        f"<footer><span>{escape(campaign.theme)}</span>"
        f"<span>{board_html.render_as_of(overview)}</span></footer>"
        f'<i class="k-next" style="animation-duration:{SECONDS}s"></i></div>'
    )


def _summary(overview: Overview) -> str:
    tally = overview.tally
    counts = "".join(
        f"<div>{escape(line.measure.name)}<br>"
        f"<b>{format_figure(line.done, '', about=line.about)}</b> {line.measure.counter}</div>"
        for line in _largest(overview)
    )
    return (
        f'<div class="k-two"><div>已报<div class="k-huge">{tally.filed}'
        f"<small> / {tally.expected} 家</small></div></div>"
        f"<div>{_countdown(overview)}</div></div>"
        f"<div>上报率 <b>{format_percent(tally.rate)}</b>　{filing_bar.render_filing_states(tally)}"
        f"{filing_bar.render_filing_bar(tally)}</div>"
        f'<div class="k-three">{counts}</div>'
    )


def _countdown(overview: Overview) -> str:
    left, deadline = overview.days_left, format_day(overview.campaign.deadline)
    if overview.is_long_over:
        return f'报送已截止<div class="k-huge">{deadline}</div>'
    words = f"距{deadline}还有" if left >= 0 else "已过截止日"
    return f'{words}<div class="k-huge">{abs(left)}<small> 天</small></div>'


def _largest(overview: Overview) -> list[Line]:
    """The plain counts worth saying aloud: those of the first ledgers with most to tell."""
    plain = [line for line in overview.main_lines if line.target is None]
    return sorted(plain, key=lambda line: -line.done)[:3]


def _target(overview: Overview, line: Line) -> str:
    pace = overview.pace(line)
    if pace is None:
        return ""
    return (
        f'<div class="k-goal"><span>{escape(line.measure.name)}</span>{render_signal(pace)}'
        f"<b>{line.done} / {line.target}</b><small>{escape(line.measure.counter)}</small>"
        f"{render_target_bar(line, pace)}</div>"
    )


def _changes(changes: Changes | None) -> str:
    if changes is None or not (changes.changes or changes.filed):
        return '<div class="k-large">今天还没有变化</div>'
    shown = moves.find_largest_changes(changes.changes, most=MOVES)
    lines = [moves.render_change(each, changes.unread, most=1) for each in shown]
    if changes.filed:
        lines.insert(0, f"<b>{format_change(changes.filed)}</b>家报送")
    return "".join(f'<div class="k-large">{line}</div>' for line in lines)
