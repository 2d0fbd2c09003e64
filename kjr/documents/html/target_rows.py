"""Lines as rows and cells: figure, growth, bar with today's mark, forecast, signal in words."""

from collections.abc import Iterable, Sequence
from html import escape

from kjr.documents.html.links import NOWHERE, Links
from kjr.documents.html.parts import render_bar, render_card, render_sparkline, wrap_link
from kjr.figures import pace
from kjr.figures.lines import Line
from kjr.figures.overview import Overview
from kjr.figures.pace import Pace, Signal
from kjr.values import wording

SIGNAL_CLASS = {
    Signal.REACHED: "k-good",
    Signal.ON_COURSE: "k-good",
    Signal.BEHIND: "k-slow",
    Signal.ALARM: "k-bad",
}
DERIVED = '<span class="k-note">　推定</span>'
"""Beside a target that we derived; the others stand in the plan."""
BAR_CLASS = {Signal.BEHIND: " k-late", Signal.ALARM: " k-alarm"}
SIGNAL_SHAPE = {
    Signal.REACHED: "✓",
    Signal.ON_COURSE: "●",
    Signal.BEHIND: "▲",
    Signal.ALARM: "■",
}


def render_target_rows(overview: Overview, lines: Sequence[Line], links: Links = NOWHERE) -> str:
    """Lines with a target, and the rule by which their signal was given."""
    heads = "".join(
        f'<div class="k-h{right}">{name}</div>'
        for name, right in [
            ("计划硬指标" if all(line.measure.hard for line in lines) else "目标", ""),
            ("完成 / 目标", " k-n"),
            ("走势", ""),
            ("进度（竖线为今日应到）", ""),
            ("何时达标", ""),
            ("状态", ""),
        ]
    )
    body = "".join(_target(overview, line, links) for line in lines)
    return (
        f'<div class="k-card"><div class="k-rows">{heads}{body}</div>'
        f'<div class="k-note k-rule">{pace.RULE}。</div></div>'
    )


def render_plain_counts(overview: Overview, lines: Iterable[Line], links: Links = NOWHERE) -> str:
    """Lines without a target: a plain count and how it grew; no bar, no percentage."""
    cells = "".join(f"<div>{wrap_link(_count(overview, x), links.figure(x))}</div>" for x in lines)
    return render_card("其他工作量（计划未定目标，只计数）", f'<div class="k-counts">{cells}</div>')


def render_signal(pace: Pace) -> str:
    """A pace in a word, a shape and a colour."""
    shape = SIGNAL_SHAPE[pace.signal]
    return f'<div class="{SIGNAL_CLASS[pace.signal]}">{shape} {pace.signal}</div>'


def phrase_forecast(pace: Pace) -> str:
    """The day a target is reached at the present speed, in words."""
    if pace.signal is Signal.REACHED:
        return "已达标"
    return f"预计{wording.format_day(pace.reached_on)}" if pace.reached_on else "尚未起步"


def render_target_bar(line: Line, pace: Pace) -> str:
    """How far along a line is, with a mark where it should be today."""
    mark = pace.expected / line.target if line.target else None
    return render_bar(line.rate or 0, mark=mark, kind=BAR_CLASS.get(pace.signal, ""))


def _target(overview: Overview, line: Line, links: Links) -> str:
    pace = overview.pace(line)
    if pace is None or not line.target:
        return ""
    done = wording.format_figure(line.done, "", about=line.about)
    goal = f"<small>/ {line.target:,}{escape(line.measure.counter)}</small>"
    return wrap_link(
        f"<div>{escape(line.measure.name)}{'' if line.measure.hard else DERIVED}</div>"
        f'<div class="k-n">{done} {goal}</div>'
        f'<div class="k-growth">{render_sparkline(overview.growth(line))}</div>'
        f'<div class="k-barcell">{render_target_bar(line, pace)}</div>'
        f'<div class="k-note">{phrase_forecast(pace)}</div>{render_signal(pace)}',
        links.figure(line),
    )


def _count(overview: Overview, line: Line) -> str:
    about = "约" if line.about else ""
    return (
        f'<div class="k-note">{escape(line.measure.name)}</div>'
        f"<b>{about}{line.done:,}<small>{escape(line.measure.counter)}</small></b>"
        f"{render_sparkline(overview.growth(line))}"
    )
