"""Figures as HTML: the parts that the board on screen and the offline board share.

Every text that a person typed goes through ``escape``; what these functions return is safe to show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path

from kjr import wording
from kjr.overview import Change, Changes, Overview
from kjr.pace import Pace, Signal
from kjr.progress import Line
from kjr.status import Standing, State, Tally

STYLE = Path(__file__).with_suffix(".css")

Address = Callable[[str], str]
"""From an indicator's id to the address of its 来历; the offline board has none."""

SIGNAL_CLASS = {
    Signal.REACHED: "k-good",
    Signal.ON_COURSE: "k-good",
    Signal.BEHIND: "k-slow",
    Signal.ALARM: "k-bad",
}
BAR_CLASS = {Signal.BEHIND: " k-late", Signal.ALARM: " k-alarm"}
SIGNAL_SHAPE = {
    Signal.REACHED: "✓",
    Signal.ON_COURSE: "●",
    Signal.BEHIND: "▲",
    Signal.ALARM: "■",
}
PART_COLOURS = {
    State.FILED: "var(--done)",
    State.LATE: "var(--slow)",
    State.NIL: "color-mix(in srgb, var(--done) 55%, var(--rest))",
    State.FILLING: "color-mix(in srgb, var(--done) 30%, var(--rest))",
    State.EMPTY: "var(--none)",
    State.UNREADABLE: "var(--bad)",
    State.MISSING: "var(--rest)",
}


def whole(*parts: str) -> str:
    """Parts set in the house look."""
    return f'<div class="k">{"".join(parts)}</div>'


def head(overview: Overview, title: str) -> str:
    """The line above everything: what page this is, and for which moment it stands."""
    campaign, tally = overview.campaign, overview.tally
    stale = f" · {tally.stale}本沿用上次" if tally.stale else ""
    unreadable = f" · {tally.unreadable}本读取失败" if tally.unreadable else ""
    return (
        f'<div class="k-head"><h1>{escape(campaign.city)}{escape(campaign.title)}'
        f'<span class="k-title">{escape(title)}</span></h1>'
        f"<span>{escape(campaign.theme)}</span>"
        f'<span class="k-right">数据截至 {wording.moment(overview.snapshot.taken)}'
        f"{stale}{unreadable}</span></div>"
    )


def example_note() -> str:
    """Says that nothing here is real, and the two lines that switch to one's own folder."""
    return whole(
        '<div class="k-example"><b>示例数据</b>　单位、人员和数字都是虚构的，时间固定在活动中途。'
        "<span>换成自己的：把工作簿放进一个文件夹，启动前设"
        "<code>KJR_FOLDER=文件夹</code>，活动有改动再设<code>KJR_CAMPAIGN=活动文件夹</code>，"
        "或写进 .streamlit/secrets.toml 的 [kjr]。</span></div>"
    )


def cards(overview: Overview, changes: Changes | None) -> str:
    """The first answer to 现在多少了: filing, days left, what moved."""
    return f'<div class="k-cards">{filing(overview)}{countdown(overview)}{moves(changes)}</div>'


def filing(overview: Overview) -> str:
    """报送: how many of those that have to file did."""
    tally = overview.tally
    return card(
        "报送",
        f'<div class="k-big">{tally.filed} <small>/ {tally.expected}家</small> '
        f"<small>上报率 {wording.percent(tally.rate)}</small></div>",
        _parts(tally),
        f'<div class="k-note">{_states(tally)}</div>',
    )


def countdown(overview: Overview) -> str:
    """距截止日: days left, in words once it is past."""
    left, deadline = overview.days_left, wording.day(overview.campaign.deadline)
    if left < 0:
        return card(
            f"{deadline}截止", f'<div class="k-big k-bad">已过 {-left} <small>天</small></div>'
        )
    words = "今天截止" if left == 0 else f"还有 {left} <small>天</small>"
    return card(f"距{deadline}", f'<div class="k-big">{words}</div>')


def moves(changes: Changes | None) -> str:
    """今日变化: the largest moves; a figure that fell is flagged with the unit where it did."""
    if changes is None:
        return card("今日变化", '<div class="k-note">还没有昨天的快照，明天起可比</div>')
    words = [_move(change) for change in _largest(changes.changes)]
    if changes.filed:
        words.insert(0, f"<b>{wording.change(changes.filed)}</b>家报送")
    body = "　".join(words) or "没有变化"
    return card(f"比{wording.moment(changes.since)}", f"<div>{body}</div>")


def targets(overview: Overview, lines: Iterable[Line], address: Address | None = None) -> str:
    """Lines with a target: figure, bar with today's mark, forecast, signal in words."""
    heads = "".join(
        f'<div class="k-h{right}">{name}</div>'
        for name, right in [
            ("计划硬指标", ""),
            ("完成 / 目标", " k-n"),
            ("进度（竖线为今日应到）", ""),
            ("预计达标", ""),
            ("状态", ""),
        ]
    )
    rows = "".join(_target(overview, line, address) for line in lines)
    return f'<div class="k-card"><div class="k-rows">{heads}{rows}</div></div>'


def counts(lines: Iterable[tuple[Line, Sequence[float]]], address: Address | None = None) -> str:
    """Lines without a target: a plain count and how it grew; no bar, no percentage."""
    cells = "".join(_count(line, growth, address) for line, growth in lines)
    return card("其他工作量（计划未定目标，只计数）", f'<div class="k-counts">{cells}</div>')


def tiles(overview: Overview) -> str:
    """The districts where they lie on the map: shade for 上报率, the number in it."""
    rows = overview.campaign.tiles or (overview.campaign.districts,)
    inner = "".join(
        _tile(district, [each for each in overview.standings if each.unit.district == district])
        if district
        else "<i></i>"
        for row in rows
        for district in row
    )
    width = max(map(len, rows))
    return f'<div class="k-tiles" style="--across:{width}">{inner}</div>'


def shortfalls(overview: Overview) -> str:
    """短板: what is missing, in the order a leader would ask."""
    missing = [each.unit.name for each in overview.standings if _is_missing(each)]
    lines = [
        f"{escape(line.measure.name)}还差 <b>{line.target - line.done:,}</b>"
        f"{escape(line.measure.counter)}"
        for line in overview.lines
        if line.target and not line.is_reached
    ]
    if missing:
        lines.append(f"未报 <b>{len(missing)}</b>家：{escape(wording.listed(missing, most=4))}")
    errors = sum(each.errors for each in overview.standings)
    if errors:
        lines.append(f"有 <b>{errors}</b>处没能读懂，没有计入：见“待改”")
    return card("短板", listed(lines) if lines else '<div class="k-note">没有明显短板</div>')


def explained(overview: Overview, line: Line, place: str) -> str:
    """One figure with its measure and rule in words."""
    measure = line.measure
    done = line.done
    if place:
        done = line.by_district.get(place, line.by_unit.get(place, 0))
    target = line.target if not place else None
    big = wording.figure(done, "", target=target, about=line.about)
    facts = {
        "口径": measure.words or "按条目计数。",
        "台账": measure.ledger,
        "方案": line.indicator.section,
        "目标": _goal(line),
    }
    pairs = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in facts.items())
    title = f"{line.indicator.id} {measure.name}" + (f" · {place}" if place else "")
    pace = overview.pace(line) if not place else None
    signal = (
        f'<div class="{SIGNAL_CLASS[pace.signal]}">{SIGNAL_SHAPE[pace.signal]} {pace.signal}'
        f"　今日应到 {pace.expected:.1f}，预计达标：{_forecast(pace)}</div>"
        if pace
        else ""
    )
    return card(
        title,
        f'<div class="k-big">{big}<small>{escape(measure.counter)}</small></div>',
        signal,
        f'<dl class="k-pair">{pairs}</dl>',
    )


def card(title: str, *parts: str) -> str:
    """A titled box."""
    return f'<div class="k-card"><h3>{escape(title)}</h3>{"".join(parts)}</div>'


def listed(lines: Iterable[str]) -> str:
    """A plain list of sentences that are already safe."""
    return '<ul class="k-list">' + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def bar(share: float, *, mark: float | None = None, kind: str = "") -> str:
    """A bar, 0 to 1, with a mark where it should be."""
    line = f'<u style="left:{min(mark, 0.995):.1%}"></u>' if mark is not None else ""
    return f'<div class="k-bar{kind}"><i style="width:{min(share, 1.0):.1%}"></i>{line}</div>'


def sparkline(growth: Sequence[float]) -> str:
    """How a figure grew, one small column a day; the page's cleaner would take an SVG away."""
    top = max(growth, default=0)
    columns = "".join(f'<i style="height:{value / top:.0%}"></i>' for value in growth if top)
    return f'<div class="k-spark" aria-hidden="true">{columns}</div>'


def _parts(tally: Tally) -> str:
    numbers = {
        State.FILED: tally.filed - tally.late - tally.nil,
        State.LATE: tally.late,
        State.NIL: tally.nil,
        State.FILLING: tally.filling,
        State.EMPTY: tally.empty,
        State.UNREADABLE: tally.unreadable,
        State.MISSING: tally.missing,
    }
    bars = "".join(
        f'<i style="flex:{number};background:{PART_COLOURS[state]}"></i>'
        for state, number in numbers.items()
        if number
    )
    return f'<div class="k-parts" role="img" aria-label="报送构成">{bars}</div>'


def _states(tally: Tally) -> str:
    words = {
        "按时": tally.on_time,
        "迟报": tally.late,
        "零报告": tally.nil,
        "填报中": tally.filling,
        "空表": tally.empty,
        "读取失败": tally.unreadable,
        "未报": tally.missing,
    }
    return "　".join(f"{name} <b>{n}</b>" for name, n in words.items() if n or name == "按时")


def _largest(changes: Sequence[Change], most: int = 4) -> list[Change]:
    """Falls first, then targets, then the main figures that moved most."""
    shown = [change for change in changes if change.fell or change.line.is_main]
    return sorted(shown, key=lambda each: (not each.fell, not each.line.target, -abs(each.delta)))[
        :most
    ]


def _move(change: Change) -> str:
    measure = change.line.measure
    words = f"<b>{wording.change(change.delta)}</b>{escape(measure.counter)} {escape(measure.name)}"
    if not change.fell:
        return words
    fallen = [unit for unit, delta in change.by_unit.items() if delta < 0]
    units = escape(wording.listed(fallen, most=2))
    return f'<span class="k-bad">▼ {words}（{units}改小）</span>'


def _is_missing(standing: Standing) -> bool:
    return standing.unit.expected and standing.state is State.MISSING


def _goal(line: Line) -> str:
    if line.target is None:
        return "方案没有定目标，只计数"
    origin = "方案原文" if line.measure.hard else "推定，可改"
    return f"{line.target:,}{line.measure.counter}（{origin}）"


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
        f"<div>{escape(line.measure.name)}</div>"
        f'<div class="k-n">{done} {goal}</div>'
        f'<div class="k-barcell">{bar(line.rate or 0, mark=mark, kind=kind)}</div>'
        f'<div class="k-note">{_forecast(pace)}</div>'
        f'<div class="{SIGNAL_CLASS[pace.signal]}">{SIGNAL_SHAPE[pace.signal]} {pace.signal}</div>',
    )


def _forecast(pace: Pace) -> str:
    if pace.signal is Signal.REACHED:
        return "已达标"
    return wording.day(pace.reached_on) if pace.reached_on else "尚未起步"


def _count(line: Line, growth: Sequence[float], address: Address | None) -> str:
    about = "约" if line.about else ""
    inner = (
        f'<div class="k-note">{escape(line.measure.name)}</div>'
        f"<b>{about}{line.done:,}<small>{escape(line.measure.counter)}</small></b>"
        f"{sparkline(growth)}"
    )
    return _linked(line, address, inner) if address else f"<div>{inner}</div>"


def _linked(line: Line, address: Address | None, inner: str) -> str:
    if address is None:
        return inner
    return f'<a href="{escape(address(line.indicator.id))}" target="_self">{inner}</a>'


def _tile(district: str, standings: Sequence[Standing]) -> str:
    expected = [each for each in standings if each.unit.expected]
    filed = sum(each.is_filed for each in expected)
    share = filed / len(expected) if expected else 0
    return (
        f'<div class="k-tile" style="background:color-mix(in srgb, var(--done) '
        f'{share * 45:.0f}%, var(--paper))"><span>{escape(district)}</span>'
        f"<b>{wording.percent(share) if expected else '—'}</b>"
        f"<span>{filed} / {len(expected)}家</span></div>"
    )
