"""The board as HTML: what the screen and the offline page share.

Every text that a person typed goes through ``escape``; what these functions return is safe to show.
"""

from collections.abc import Sequence
from html import escape

from kjr.documents.html import target_rows
from kjr.documents.html.filing_bar import render_filing_card
from kjr.documents.html.links import NOWHERE, Links
from kjr.documents.html.moves import render_changes
from kjr.documents.html.parts import render_card, render_list, wrap_link, wrap_parts
from kjr.figures.changes import Changes
from kjr.figures.filing_status import FilingState, Standing
from kjr.figures.lines import Line
from kjr.figures.overview import Overview
from kjr.values import wording

GAPS = 6
"""Targets named one by one among what is missing."""


def render_dashboard_head(overview: Overview, title: str) -> str:
    """The line above everything: what page this is, and for which moment it stands."""
    campaign = overview.campaign
    return (
        f'<div class="k-head"><h1>{escape(campaign.city)}{escape(campaign.title)}'
        f'<span class="k-title">{escape(title)}</span></h1>'
        f"<span>{escape(campaign.theme)}</span>"
        f'<span class="k-right">{render_as_of(overview)}</span></div>'
    )


def render_as_of(overview: Overview) -> str:
    """For which moment the figures stand, how many are older and since when, how many lack."""
    tally, books = overview.tally, overview.snapshot.books.values()
    since = min((book.stale.since for book in books if book.stale and book.pages), default=None)
    stale = f" · {tally.stale}本沿用上次（{wording.format_moment(since)}起）" if since else ""
    unreadable = f" · {tally.unreadable}本读取失败" if tally.unreadable else ""
    return f"数据截至 {wording.format_moment(overview.snapshot.taken)}{stale}{unreadable}"


def render_example_note() -> str:
    """Says that nothing here is real, and the two lines that switch to one's own folder."""
    return wrap_parts(
        '<div class="k-example"><b>示例数据</b>　单位、人员和数字都是虚构的，时间固定在活动中途。'
        "<span>换成自己的：把工作簿放进一个文件夹，启动前设"
        "<code>KJR_FOLDER=文件夹</code>，活动有改动再设<code>KJR_CAMPAIGN=活动文件夹</code>，"
        "或写进 .streamlit/secrets.toml 的 [kjr]。</span></div>"
    )


def render_headline_cards(
    overview: Overview, changes: Changes | None, links: Links = NOWHERE
) -> str:
    """The first answer to 现在多少了: filing, days left, what moved."""
    filing, moved = render_filing_card(overview, links), render_changes(changes, links)
    return f'<div class="k-cards">{filing}{render_countdown(overview)}{moved}</div>'


def render_countdown(overview: Overview) -> str:
    """距截止日: days left, in words once it is past."""
    last, left = overview.campaign.deadline, overview.days_left
    deadline = wording.format_day(last)
    if overview.is_long_over:
        year = f'<div class="k-note">{last.year}年</div>'
        return render_card("报送已截止", f'<div class="k-big">{deadline}</div>', year)
    if left < 0:
        return render_card(
            f"{deadline}截止", f'<div class="k-big k-bad">已过 {-left} <small>天</small></div>'
        )
    words = "今天截止" if left == 0 else f"还有 {left} <small>天</small>"
    return render_card(f"距{deadline}", f'<div class="k-big">{words}</div>')


def render_district_tiles(overview: Overview, links: Links = NOWHERE) -> str:
    """The districts where they lie on the map: shade for 上报率, the number in it."""
    rows = overview.campaign.tiles or (overview.campaign.districts,)
    inner = "".join(
        wrap_link(
            _tile(
                district, [each for each in overview.standings if each.unit.district == district]
            ),
            links.units("district", district),
        )
        if district
        else "<i></i>"
        for row in rows
        for district in row
    )
    width = max(map(len, rows))
    return f'<div class="k-tiles" style="--across:{width}">{inner}</div>'


def render_shortfalls(overview: Overview, links: Links = NOWHERE) -> str:
    """短板: what is missing, in the order a leader would ask: the plan's own targets first."""
    short = [line for line in overview.lines if line.target and not line.is_reached]
    short.sort(key=lambda line: not line.measure.hard)
    lines = [wrap_link(_gap(line), links.figure(line)) for line in short[:GAPS]]
    if len(short) > GAPS:
        lines.append(f"还有 <b>{len(short) - GAPS}</b>项没有达标，见“专题”")
    for state in (FilingState.MISSING, FilingState.UNREADABLE):
        if units := _in(overview, state):
            words = f"{state} <b>{len(units)}</b>家：{escape(wording.format_names(units, most=2))}"
            lines.append(wrap_link(words, links.units("state", state)))
    errors = sum(each.errors for each in overview.standings)
    if errors:
        lines.append(f"有 <b>{errors}</b>处没能读懂，没有计入：见“待改”")
    return render_card(
        "短板", render_list(lines) if lines else '<div class="k-note">没有明显短板</div>'
    )


def render_takeaways() -> str:
    """What a leader does next, at the end of the board."""
    ways = {"60秒电话稿": "brief", "下载总结": "summary", "会场模式": "wall"}
    buttons = "".join(wrap_link(name, address) for name, address in ways.items())
    return f'<nav class="k-ways">{buttons}</nav>'


def render_figure_card(overview: Overview, line: Line, place: str) -> str:
    """One figure with its measure and rule in words."""
    measure = line.measure
    done = line.done
    if place:
        done = line.by_district.get(place, line.by_unit.get(place, 0))
    target = line.target if not place else None
    big = wording.format_figure(done, "", target=target, about=line.about)
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
        f'<div class="k-note">{target_rows.render_signal(pace)}今日应到 {pace.expected:.1f}，'
        f"{target_rows.phrase_forecast(pace)}</div>"
        if pace
        else ""
    )
    return render_card(
        title,
        f'<div class="k-big">{big}<small>{escape(measure.counter)}</small></div>',
        signal,
        f'<dl class="k-pair">{pairs}</dl>',
    )


def _gap(line: Line) -> str:
    short = (line.target or 0) - line.done
    return f"{escape(line.measure.name)}还差 <b>{short:,}</b>{escape(line.measure.counter)}"


def _in(overview: Overview, state: FilingState) -> list[str]:
    """The units that have to file and stand so."""
    return [
        each.unit.name for each in overview.standings if each.unit.expected and each.state is state
    ]


def _goal(line: Line) -> str:
    if line.target is None:
        return "方案没有定目标，只计数"
    origin = "方案原文" if line.measure.hard else "推定，可改"
    return f"{line.target:,}{line.measure.counter}（{origin}）"


def _tile(district: str, standings: Sequence[Standing]) -> str:
    expected = [each for each in standings if each.unit.expected]
    filed = sum(each.is_filed for each in expected)
    share = filed / len(expected) if expected else 0
    return (
        f'<div class="k-tile" style="background:color-mix(in srgb, var(--done) '
        f'{share**2 * 55:.0f}%, var(--paper))"><span>{escape(district)}</span>'
        f"<b>{wording.format_percent(share) if expected else '—'}</b>"
        f"<span>{filed} / {len(expected)}家</span></div>"
    )
