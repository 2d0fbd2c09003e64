"""Lines as rows and cells: figure, bar with today's mark, forecast, signal in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from kjr import parts, wording
from kjr.overview import Overview
from kjr.pace import Pace, Signal
from kjr.progress import Line

Address = Callable[[str], str]
"""From an indicator's id to the address of its 来历; the offline board has none."""

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


def rows(overview: Overview, lines: Sequence[Line], address: Address | None = None) -> str:
    """Lines with a target: figure, bar with today's mark, forecast, signal in words."""
    heads = "".join(
        f'<div class="k-h{right}">{name}</div>'
        for name, right in [
            ("计划硬指标" if all(line.measure.hard for line in lines) else "目标", ""),
            ("完成 / 目标", " k-n"),
            ("进度（竖线为今日应到）", ""),
            ("预计达标", ""),
            ("状态", ""),
        ]
    )
    body = "".join(_target(overview, line, address) for line in lines)
    return f'<div class="k-card"><div class="k-rows">{heads}{body}</div></div>'


def counts(lines: Iterable[tuple[Line, Sequence[float]]], address: Address | None = None) -> str:
    """Lines without a target: a plain count and how it grew; no bar, no percentage."""
    cells = "".join(_count(line, growth, address) for line, growth in lines)
    return parts.card("其他工作量（计划未定目标，只计数）", f'<div class="k-counts">{cells}</div>')


def signalled(pace: Pace) -> str:
    """A pace in a word, a shape and a colour."""
    shape = SIGNAL_SHAPE[pace.signal]
    return f'<div class="{SIGNAL_CLASS[pace.signal]}">{shape} {pace.signal}</div>'


def forecast(pace: Pace) -> str:
    """The day a target is reached at the present speed, in words."""
    if pace.signal is Signal.REACHED:
        return "已达标"
    return wording.day(pace.reached_on) if pace.reached_on else "尚未起步"


def _target(overview: Overview, line: Line, address: Address | None) -> str:
    pace = overview.pace(line)
    if pace is None or not line.target:
        return ""
    done = wording.figure(line.done, "", about=line.about)
    goal = f"<small>/ {line.target:,}{escape(line.measure.counter)}</small>"
    mark, kind = pace.expected / line.target, BAR_CLASS.get(pace.signal, "")
    return _linked(
        line,
        address,
        f"<div>{escape(line.measure.name)}{'' if line.measure.hard else DERIVED}</div>"
        f'<div class="k-n">{done} {goal}</div>'
        f'<div class="k-barcell">{parts.bar(line.rate or 0, mark=mark, kind=kind)}</div>'
        f'<div class="k-note">{forecast(pace)}</div>{signalled(pace)}',
    )


def _count(line: Line, growth: Sequence[float], address: Address | None) -> str:
    about = "约" if line.about else ""
    inner = (
        f'<div class="k-note">{escape(line.measure.name)}</div>'
        f"<b>{about}{line.done:,}<small>{escape(line.measure.counter)}</small></b>"
        f"{parts.sparkline(growth)}"
    )
    return _linked(line, address, inner) if address else f"<div>{inner}</div>"


def _linked(line: Line, address: Address | None, inner: str) -> str:
    if address is None:
        return inner
    return f'<a href="{escape(address(line.indicator.id))}" target="_self">{inner}</a>'
