"""报送 as HTML: how many units stand in each state, as one bar and in words."""

from __future__ import annotations

from kjr.documents.html.links import NOWHERE, Links
from kjr.documents.html.parts import card, linked
from kjr.figures.filing_status import State, Tally
from kjr.figures.overview import Overview
from kjr.values import wording

PART_COLOURS = {
    State.FILED: "var(--done)",
    State.LATE: "var(--slow)",
    State.NIL: "color-mix(in srgb, var(--done) 55%, var(--rest))",
    State.FILLING: "color-mix(in srgb, var(--done) 30%, var(--rest))",
    State.EMPTY: "var(--none)",
    State.UNREADABLE: "var(--bad)",
    State.MISSING: "var(--rest)",
}


def filing(overview: Overview, links: Links = NOWHERE) -> str:
    """报送: how many of those that have to file did."""
    tally = overview.tally
    return card(
        "报送",
        f'<div class="k-big">{tally.filed} <small>/ {tally.expected}家</small> '
        f"<small>上报率 {wording.percent(tally.rate)}</small></div>",
        composition(tally),
        f'<div class="k-note">{states(tally, links)}</div>',
    )


def composition(tally: Tally) -> str:
    """One bar: how many units stand in each state."""
    numbers = {State.FILED: tally.filed - tally.late - tally.nil, **_others(tally)}
    bars = "".join(
        f'<i style="flex:{number};background:{PART_COLOURS[state]}"></i>'
        for state, number in numbers.items()
        if number
    )
    return f'<div class="k-parts" role="img" aria-label="报送构成">{bars}</div>'


def states(tally: Tally, links: Links = NOWHERE) -> str:
    """The same in words; what is nowhere is not told."""
    words = [f"按时 <b>{tally.on_time}</b>"]
    words += [
        linked(f"{state} <b>{number}</b>", links.units("state", state))
        for state, number in _others(tally).items()
        if number
    ]
    return "　".join(words)


def _others(tally: Tally) -> dict[State, int]:
    return {
        State.LATE: tally.late,
        State.NIL: tally.nil,
        State.FILLING: tally.filling,
        State.EMPTY: tally.empty,
        State.UNREADABLE: tally.unreadable,
        State.MISSING: tally.missing,
    }
