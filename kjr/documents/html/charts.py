"""Charts on screen: tables and lines in, Altair charts out, all in one house theme.

Colours are told apart by colour-blind readers (Okabe and Ito's order, calmed), and never carry
meaning alone.  Channels are spelt out as objects: shorthand strings cost three times the CPU.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from kjr.campaign.model import Campaign
from kjr.figures.agenda import Activity

BLUE, AMBER, GREY = "#3B7DC4", "#C77700", "#7A8793"
PALETTE = ["#3B7DC4", "#C77700", "#2A8C7A", "#8C6BB1", "#B5546C", "#7A8793", "#5B9BD5", "#A6A032"]
BAND = "#A3ADB8"
INK = "currentColor"
"""The text colour of the page around the chart, light or dark."""
NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩"
"""By which a band is named below its chart."""
NARROW = (
    "bandwidth('x') > 84 ? datum.label : [slice(datum.label, 0, 2), slice(datum.label, 2, 4),"
    " slice(datum.label, 4, 6), slice(datum.label, 6)]"
)
"""A label below a narrow column, as on a phone, is set two characters to a line."""
APART = alt.Scale(paddingInner=0.06)

Chart = alt.Chart | alt.LayerChart | alt.FacetChart


def draw_daily_work(campaign: Campaign, work: Mapping[str, pd.Series[Any]]) -> Chart:
    """New work per day by kind, with the window and concurrent events as bands behind."""
    rows = [
        {"日期": day, "类别": name, "新增": float(new)}
        for name, series in work.items()
        for day, new in series.items()
    ]
    bars = (
        alt.Chart(pd.DataFrame(rows, columns=["日期", "类别", "新增"]))
        .mark_bar(size=10)
        .encode(
            x=alt.X(field="日期", type="temporal", axis=build_day_axis(), title=None),
            y=alt.Y(
                field="新增",
                type="quantitative",
                title=None,
                scale=alt.Scale(domainMax=_highest(work) * 1.1),
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
    return style_chart(
        alt.layer(draw_bands(campaign), bars), "每天新增的工作，按类别分色", height=320
    )


def _highest(work: Mapping[str, pd.Series[Any]]) -> float:
    """The most on one day, all kinds together."""
    return float(pd.concat(work.values()).groupby(level=0).sum().max())


def draw_bands(campaign: Campaign) -> alt.LayerChart:
    """The campaign's window and concurrent events as pale bands; each event has its number."""
    spans = [("", "活动期", campaign.first, campaign.last)]
    spans += [
        (number, each.name, each.first, each.last)
        for number, each in zip(NUMBERS, campaign.occasions, strict=False)
    ]
    table = pd.DataFrame(
        {
            "号": [number for number, *_ in spans],
            "名称": [name for _, name, *_ in spans],
            "起": [find_midnight(first) for *_, first, _ in spans],
            "止": [find_midnight(last + dt.timedelta(days=1)) for *_, last in spans],
        }
    )
    base = alt.Chart(table).encode(
        x=alt.X(field="起", type="temporal", axis=build_day_axis(), title=None),
        tooltip=[alt.Tooltip(field="名称", type="nominal")],
    )
    numbers = base.mark_text(align="left", dx=1, y=-8, color=GREY, aria=False).encode(
        text=alt.Text(field="号", type="nominal")
    )
    rects = base.mark_rect(color=BAND, opacity=0.14, aria=False).encode(x2=alt.X2(field="止"))
    layered: alt.LayerChart = rects + numbers
    return layered


def draw_calendar(campaign: Campaign, held: Sequence[Activity]) -> Chart:
    """Activities per day and ledger: the darker, the more; bands for window and events behind."""
    days = Counter(
        (each.first + dt.timedelta(days=n), each.ledger)
        for each in held
        for n in range((each.last - each.first).days + 1)
    )
    rows = [
        {
            "起": find_midnight(day),
            "止": find_midnight(day + dt.timedelta(days=1)),
            "台账": name,
            "数": number,
        }
        for (day, name), number in days.items()
    ]
    kept = {each.ledger for each in held}
    names = [ledger.name for ledger in campaign.ledgers if ledger.name in kept]
    base = alt.Chart(pd.DataFrame(rows, columns=["起", "止", "台账", "数"])).encode(
        y=alt.Y(field="台账", type="nominal", sort=names, title=None, scale=APART),
        x=alt.X(field="起", type="temporal", axis=build_day_axis(), title=None),
        tooltip=[
            alt.Tooltip(field="起", type="temporal", format="%m月%d日", title="日期"),
            alt.Tooltip(field="台账", type="nominal"),
            alt.Tooltip(field="数", type="quantitative", title="项"),
        ],
    )
    cells = base.mark_rect(color=BLUE, x2Offset=-2, aria=False).encode(
        x2=alt.X2(field="止"), opacity=build_shade()
    )
    words = "每天各类活动的项数，底色是活动期和同期的重要日子"
    return style_chart(alt.layer(draw_bands(campaign), cells), words, height=36 * len(names) + 60)


def draw_ranking(shares: Mapping[str, int], counter: str, words: str) -> Chart:
    """A plain ranking: one bar per name, in the order given, with its number at the end."""
    table = pd.DataFrame({"名称": list(shares), "数": list(shares.values())})
    base = alt.Chart(table).encode(
        y=alt.Y(field="名称", type="nominal", sort=None, title=None),
        x=alt.X(field="数", type="quantitative", axis=None),
        tooltip=[
            alt.Tooltip(field="名称", type="nominal"),
            alt.Tooltip(field="数", type="quantitative", title=counter),
        ],
    )
    numbers = base.mark_text(align="left", dx=4, color=GREY).encode(
        text=alt.Text(field="数", type="quantitative", format=",")
    )
    return style_chart(
        base.mark_bar(color=BLUE, size=16) + numbers, words, height=28 * len(table) + 12
    )


def draw_heatmap(
    table: pd.DataFrame, across: Sequence[str], down: Sequence[str], words: str
) -> Chart:
    """District by field: a cell's number is written in it; an empty cell stays empty.

    ``table`` has the columns 横, 纵 and 数.
    """
    level = alt.Axis(labelAngle=0, labelOverlap=False, labelExpr=NARROW)
    base = alt.Chart(table).encode(
        x=alt.X(field="横", type="nominal", title=None, axis=level, scale=_every(across)),
        y=alt.Y(field="纵", type="nominal", title=None, scale=_every(down)),
    )
    cells = base.mark_rect(color=BLUE).encode(opacity=build_shade())
    is_dark = alt.datum["数"] > max(table["数"], default=0) * 0.5
    numbers = base.mark_text().encode(
        text=alt.Text(field="数", type="quantitative"),
        color=alt.condition(is_dark, alt.value("#FFFFFF"), alt.value(INK)),
    )
    return style_chart(cells + numbers, words, height=32 * len(down) + 40)


def _every(names: Sequence[str]) -> alt.Scale:
    """All of the names in their order, also those without data."""
    return alt.Scale(domain=list(names), paddingInner=0.06)


def build_shade() -> alt.Opacity:
    """The more, the stronger: opacity instead of a second colour, for light and dark alike."""
    return alt.Opacity(
        field="数", type="quantitative", scale=alt.Scale(range=[0.2, 1], zero=True), legend=None
    )


def build_day_axis() -> alt.Axis:
    """A day axis without English month names."""
    return alt.Axis(format="%-m.%-d", tickCount="day", labelOverlap=True, grid=False)


def find_midnight(day: dt.date) -> dt.datetime:
    """A day as Vega wants it."""
    return dt.datetime.combine(day, dt.time())


def style_chart(chart: Chart, words: str, *, height: int = 240) -> Chart:
    """A chart in the house theme; ``words`` is read out by screen readers.

    Axes and legends are not, because Vega names them in English.
    """
    clear = chart.properties(height=height, description=words, background="transparent")
    silent = clear.configure_axis(aria=False).configure_legend(aria=False)
    framed: Chart = silent.configure_view(stroke=None)
    return framed
