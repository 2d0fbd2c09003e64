"""Charts on screen: tables and lines in, Altair charts out, all in one house theme.

Colours are told apart by colour-blind readers (Okabe and Ito's order, calmed), and never carry
meaning alone.  Channels are spelt out as objects: shorthand strings cost three times the CPU.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from kjr.campaign.model import Campaign
from kjr.figures.agenda import Activity, find_axis_days
from kjr.values.days import Span
from kjr.values.wording import format_figure

BLUE, GREY = "#3B7DC4", "#7A8793"
PALETTE = ["#3B7DC4", "#C77700", "#A9CBEE", "#66717D"]
"""Blue, amber, pale blue, dark grey: told apart by lightness too, also without red and green."""
OTHERS = "其他"
"""What is more than there are colours, together."""
INK = BAND = "currentColor"
"""The text colour of the page around the chart, light or dark."""
NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩"
"""By which a band is named below its chart."""
NARROW = (
    "bandwidth('x') > 84 ? datum.label : [slice(datum.label, 0, 2), slice(datum.label, 2, 4),"
    " slice(datum.label, 4, 6), slice(datum.label, 6)]"
)
"""A label below a narrow column, as on a phone, is set two characters to a line."""
NOON = pd.Timedelta(hours=12)
ABOVE = -8
"""Where a band's number stands, in pixels from the top of the chart."""
GAP = 0.06
"""Between two cells, as a share of one."""

Chart = alt.Chart | alt.LayerChart | alt.FacetChart


def draw_daily_work(campaign: Campaign, work: Mapping[str, pd.Series[Any]]) -> Chart:
    """New work per day by kind, with the window and concurrent events as bands behind.

    Days that do not belong to the campaign are left out; the caller names them.
    """
    work = _fold_kinds(work)
    shown = _cut_to_axis(campaign, work)
    rows = [(day, name, float(new)) for name, days in shown.items() for day, new in days.items()]
    highest = float(pd.concat(shown.values()).groupby(level=0).sum().max())
    bars = (
        alt.Chart(pd.DataFrame(rows, columns=["日期", "类别", "新增"]))
        .mark_bar(size=10)
        .encode(
            x=alt.X(field="日期", type="temporal", axis=_day_axis(), title=None),
            y=alt.Y(
                field="新增",
                type="quantitative",
                title=None,
                scale=alt.Scale(domainMax=highest * 1.1),
                axis=alt.Axis(tickMinStep=1, format="d"),
            ),
            color=alt.Color(
                field="类别",
                type="nominal",
                scale=alt.Scale(domain=list(work), range=PALETTE[: len(work)]),
                legend=alt.Legend(orient="bottom", title=None, columns=3),
            ),
            tooltip=[
                alt.Tooltip(field="日期", type="temporal", format="%m月%d日"),
                alt.Tooltip(field="类别", type="nominal"),
                alt.Tooltip(field="新增", type="quantitative"),
            ],
        )
    )
    return _style(alt.layer(_bands(campaign), bars), "每天新增的工作，按类别分色", height=320)


def _fold_kinds(work: Mapping[str, pd.Series[Any]]) -> Mapping[str, pd.Series[Any]]:
    """As many kinds as there are colours: the largest by themselves, the others together."""
    if len(work) <= len(PALETTE):
        return work
    ranked = sorted(work, key=lambda name: -work[name].sum())
    kept = set(ranked[: len(PALETTE) - 1])
    rest = pd.concat([days for name, days in work.items() if name not in kept])
    return {
        **{name: days for name, days in work.items() if name in kept},
        OTHERS: rest.groupby(level=0).sum(),
    }


def is_work_on_axis(campaign: Campaign, work: Mapping[str, pd.Series[Any]]) -> bool:
    """Whether there is anything to draw on the days that belong to the campaign."""
    return any(not days.empty for days in _cut_to_axis(campaign, work).values())


def _cut_to_axis(
    campaign: Campaign, work: Mapping[str, pd.Series[Any]]
) -> dict[str, pd.Series[Any]]:
    first, last = map(pd.Timestamp, find_axis_days(campaign))
    return {name: days[(days.index >= first) & (days.index <= last)] for name, days in work.items()}


def _bands(campaign: Campaign) -> alt.LayerChart:
    """The campaign's window and concurrent events as pale bands; each event has its number.

    It stands over the band's middle: two that begin one day after the other overlap on a phone.
    """
    spans = [("", "活动期", campaign.first, campaign.last)]
    spans += [
        (number, each.name, each.first, each.last)
        for number, each in zip(NUMBERS, campaign.occasions, strict=False)
    ]
    rows = [
        (number, name, begin, begin + (end - begin) / 2, end)
        for number, name, first, last in spans
        for begin, end in [_limits(first, last)]
    ]
    base = alt.Chart(pd.DataFrame(rows, columns=["号", "名称", "起", "中", "止"])).encode(
        x=alt.X(field="起", type="temporal", axis=_day_axis(), title=None),
        tooltip=[alt.Tooltip(field="名称", type="nominal")],
    )
    numbers = base.mark_text(y=ABOVE, color=GREY, aria=False).encode(
        x=alt.X(field="中", type="temporal"), text=alt.Text(field="号", type="nominal")
    )
    rects = base.mark_rect(color=BAND, opacity=0.07, aria=False).encode(x2=alt.X2(field="止"))
    layered: alt.LayerChart = rects + numbers
    return layered


def draw_calendar(campaign: Campaign, held: Sequence[Activity], today: dt.date) -> Chart:
    """Activities per day and ledger: the darker, the more; bands for window and events behind.

    Days that do not belong to the campaign are left out; the caller names them.
    """
    axis = find_axis_days(campaign)
    days = Counter(
        (day, each.ledger, each.word, each.is_planned)
        for each in held
        for day in _days_between(max(each.first, axis.first), min(each.last, axis.last))
    )
    rows = [
        (first, first + NOON, end, *rest, number)
        for (day, *rest), number in days.items()
        for first, end in [_limits(day, day)]
    ]
    kept = {each.ledger for each in held}
    names = [ledger.name for ledger in campaign.ledgers if ledger.name in kept]
    apart = alt.Scale(paddingInner=GAP)
    heads = ["起", "中", "止", "台账", "情况", "未到", "数"]
    base = alt.Chart(pd.DataFrame(rows, columns=heads)).encode(
        y=alt.Y(field="台账", type="nominal", sort=names, title=None, scale=apart),
        x=alt.X(field="起", type="temporal", axis=_day_axis(), title=None),
        tooltip=[
            alt.Tooltip(field="起", type="temporal", format="%m月%d日", title="日期"),
            alt.Tooltip(field="台账", type="nominal"),
            alt.Tooltip(field="情况", type="nominal"),
            alt.Tooltip(field="数", type="quantitative", title="项"),
        ],
    )
    done, ahead = (base.transform_filter(alt.datum["未到"] == it) for it in (False, True))
    cells = done.mark_rect(color=BLUE, x2Offset=-2, aria=False).encode(
        x2=alt.X2(field="止"), opacity=_shade()
    )
    ghosts = ahead.mark_rect(
        fill=BLUE, fillOpacity=0.08, stroke=BLUE, strokeDash=[3, 2], x2Offset=-2, aria=False
    ).encode(x2=alt.X2(field="止"))
    # In the middle of the day, and narrow enough for a day's width on a phone.
    hatches = ahead.mark_text(text="//", color=BLUE, fontWeight="bold", aria=False).encode(
        x=alt.X(field="中", type="temporal")
    )
    words = "每天各类活动的项数，斜线是拟开展和日期未到的，底色是活动期和同期的重要日子"
    layers = (_bands(campaign), cells, ghosts, hatches, *_today(axis, today))
    return _style(alt.layer(*layers), words, height=36 * len(names) + 60)


def _today(axis: Span, today: dt.date) -> list[Chart]:
    """A line through the middle of the day it is, its name over the bands' numbers.

    Nothing outside the axis.
    """
    if not axis.first <= today <= axis.last:
        return []
    at = pd.DataFrame([(_limits(today, today)[0] + NOON, "今天")], columns=["起", "名"])
    base = alt.Chart(at).encode(x=alt.X(field="起", type="temporal"))
    line = base.mark_rule(color=INK, strokeWidth=2, aria=False)
    name = base.mark_text(color=INK, fontWeight="bold", y=3 * ABOVE, aria=False).encode(
        text=alt.Text(field="名", type="nominal")
    )
    return [line, name]


def _days_between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    yield from (first + dt.timedelta(days=n) for n in range((last - first).days + 1))


def draw_ranking(shares: Mapping[str, int], counter: str, words: str) -> Chart:
    """A plain ranking: one bar per name, in the order given, with its number at the end."""
    rows = [(name, number, format_figure(number, "")) for name, number in shares.items()]
    table = pd.DataFrame(rows, columns=["名称", "数", "写作"])
    base = alt.Chart(table).encode(
        y=alt.Y(field="名称", type="nominal", sort=None, title=None),
        x=alt.X(field="数", type="quantitative", axis=None),
        tooltip=[
            alt.Tooltip(field="名称", type="nominal"),
            alt.Tooltip(field="写作", type="nominal", title=counter),
        ],
    )
    numbers = base.mark_text(align="left", dx=4, color=GREY).encode(
        text=alt.Text(field="写作", type="nominal")
    )
    return _style(base.mark_bar(color=BLUE, size=16) + numbers, words, height=28 * len(table) + 12)


def draw_heatmap(
    table: pd.DataFrame, across: Sequence[str], down: Sequence[str], words: str
) -> Chart:
    """District by field: a cell's number is written in it; an empty cell stays empty.

    ``table`` has the columns 横, 纵 and 数.
    """
    level = alt.Axis(labelAngle=0, labelOverlap=False, labelExpr=NARROW)
    # All of the names in their order, also those without data.
    columns, rows = (alt.Scale(domain=list(names), paddingInner=GAP) for names in (across, down))
    base = alt.Chart(table).encode(
        x=alt.X(field="横", type="nominal", title=None, axis=level, scale=columns),
        y=alt.Y(field="纵", type="nominal", title=None, scale=rows),
    )
    cells = base.mark_rect(color=BLUE).encode(opacity=_shade())
    is_dark = alt.datum["数"] > max(table["数"], default=0) * 0.5
    numbers = base.mark_text().encode(
        text=alt.Text(field="数", type="quantitative"),
        color=alt.condition(is_dark, alt.value("#FFFFFF"), alt.value(INK)),
    )
    return _style(cells + numbers, words, height=32 * len(down) + 40)


def _shade() -> alt.Opacity:
    """The more, the stronger: opacity instead of a second colour, for light and dark alike."""
    return alt.Opacity(
        field="数", type="quantitative", scale=alt.Scale(range=[0.3, 1], zero=True), legend=None
    )


def _day_axis() -> alt.Axis:
    """A day axis without English month names."""
    return alt.Axis(format="%-m.%-d", tickCount="day", labelOverlap=True, grid=False)


def _limits(first: dt.date, last: dt.date) -> tuple[pd.Timestamp, pd.Timestamp]:
    """From the first day's midnight to the one after the last, as Vega wants them."""
    return pd.Timestamp(first), pd.Timestamp(last) + pd.Timedelta(days=1)


def _style(chart: Chart, words: str, *, height: int = 240) -> Chart:
    """A chart in the house theme; ``words`` is read out by screen readers.

    Axes and legends are not, because Vega names them in English.
    """
    clear = chart.properties(height=height, description=words, background="transparent")
    silent = clear.configure_axis(aria=False).configure_legend(aria=False)
    framed: Chart = silent.configure_view(stroke=None)
    return framed
