"""会场模式: four views in large type, for a screen that is read from eight metres."""

from __future__ import annotations

from html import escape

from kjr import markup, parts, wording
from kjr.overview import Changes, Overview
from kjr.progress import Line

SECONDS = 12
"""How long one view stays."""


def views(overview: Overview, changes: Changes | None) -> tuple[str, ...]:
    """总览 · 硬指标 · 县（市）区 · 今日变化."""
    return (
        _framed(overview, "总览", _summary(overview)),
        _framed(overview, "计划硬指标", "".join(map(_target, overview.hard_lines))),
        _framed(overview, "县（市）区上报率", markup.tiles(overview)),
        _framed(overview, "今日变化", _changes(changes)),
    )


def _framed(overview: Overview, title: str, inner: str) -> str:
    campaign = overview.campaign
    return (
        f'<div class="k k-wall"><header><b>{escape(campaign.city)}{escape(campaign.title)}</b>'
        f"<span>{escape(title)}</span></header><main>{inner}</main>"
        f"<footer><span>{escape(campaign.theme)}</span>"
        f"<span>数据截至 {wording.moment(overview.snapshot.taken)}</span></footer>"
        f'<i class="k-next" style="animation-duration:{SECONDS}s"></i></div>'
    )


def _summary(overview: Overview) -> str:
    tally = overview.tally
    left = overview.days_left
    days = f"还有<b>{left}</b>天" if left >= 0 else f"已过<b>{-left}</b>天"
    return (
        f'<div class="k-huge">{tally.filed}<small> / {tally.expected} 家已报</small></div>'
        f'<div class="k-large">上报率 <b>{wording.percent(tally.rate)}</b>　'
        f"距{wording.day(overview.campaign.deadline)}{days}</div>"
        + "".join(
            f'<div class="k-large">{escape(line.measure.name)} '
            f"<b>{wording.figure(line.done, '', about=line.about)}</b> {line.measure.counter}</div>"
            for line in _largest(overview)
        )
    )


def _largest(overview: Overview) -> list[Line]:
    """The plain counts worth saying aloud: those of the first ledgers with most to tell."""
    plain = [line for line in overview.main_lines if line.target is None]
    return sorted(plain, key=lambda line: -line.done)[:3]


def _target(line: Line) -> str:
    return (
        f'<div class="k-goal"><span>{escape(line.measure.name)}</span>'
        f"<b>{line.done} / {line.target}</b><small>{escape(line.measure.counter)}</small>"
        f"{parts.bar(line.rate or 0)}</div>"
    )


def _changes(changes: Changes | None) -> str:
    if changes is None or not (changes.changes or changes.filed):
        return '<div class="k-large">今天还没有变化</div>'
    filed = f'<div class="k-large"><b>{wording.change(changes.filed)}</b> 家报送</div>'
    moved = [change for change in changes.changes if change.line.is_main]
    return filed * bool(changes.filed) + "".join(
        f'<div class="k-large"><b class="{"k-bad" if change.delta < 0 else ""}">'
        f"{wording.change(change.delta)}</b> {escape(change.line.measure.counter)} "
        f"{escape(change.line.measure.name)}</div>"
        for change in moved[:4]
    )
