"""报送 as HTML: how many units stand in each state, as one bar and in words."""

from kjr.documents.html.links import NOWHERE, Links
from kjr.documents.html.parts import render_card, wrap_link
from kjr.figures.filing_status import FilingState, Tally
from kjr.figures.overview import Overview
from kjr.values import wording

PART_COLOURS = {
    FilingState.FILED: "var(--done)",
    FilingState.LATE: "var(--slow)",
    FilingState.NIL: "color-mix(in srgb, var(--done) 55%, var(--rest))",
    FilingState.FILLING: "color-mix(in srgb, var(--done) 30%, var(--rest))",
    FilingState.EMPTY: "var(--none)",
    FilingState.UNREADABLE: "var(--bad)",
    FilingState.MISSING: "var(--rest)",
}


def render_filing_card(overview: Overview, links: Links = NOWHERE) -> str:
    """报送: how many of those that have to file did."""
    tally = overview.tally
    return render_card(
        "报送",
        f'<div class="k-big">{tally.filed} <small>/ {tally.expected}家</small> '
        f"<small>上报率 {wording.format_percent(tally.rate)}</small></div>",
        render_filing_bar(tally),
        f'<div class="k-note">{render_filing_states(tally, links)}</div>',
    )


def render_filing_bar(tally: Tally) -> str:
    """One bar: how many units stand in each state."""
    numbers = {FilingState.FILED: tally.filed - tally.late - tally.nil, **_others(tally)}
    bars = "".join(
        f'<i style="flex:{number};background:{PART_COLOURS[state]}"></i>'
        for state, number in numbers.items()
        if number
    )
    return f'<div class="k-parts" role="img" aria-label="报送构成">{bars}</div>'


def render_filing_states(tally: Tally, links: Links = NOWHERE) -> str:
    """The same in words; what is nowhere is not told."""
    words = [f"按时 <b>{tally.on_time}</b>"]
    words += [
        wrap_link(f"{state} <b>{number}</b>", links.units("state", state))
        for state, number in _others(tally).items()
        if number
    ]
    return "　".join(words)


def _others(tally: Tally) -> dict[FilingState, int]:
    return {
        FilingState.LATE: tally.late,
        FilingState.NIL: tally.nil,
        FilingState.FILLING: tally.filling,
        FilingState.EMPTY: tally.empty,
        FilingState.UNREADABLE: tally.unreadable,
        FilingState.MISSING: tally.missing,
    }
