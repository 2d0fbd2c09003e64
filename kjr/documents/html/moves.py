"""今日变化 as HTML: what moved since an earlier moment, and whose figure fell.

Every text that a person typed goes through ``escape``; what these functions return is safe to show.
"""

from collections.abc import Sequence
from html import escape

from kjr.documents.html.links import NOWHERE, Links
from kjr.documents.html.parts import render_card, wrap_link
from kjr.figures.changes import Changes, LineChange, Move
from kjr.values.wording import format_change, format_moment, format_names


def render_changes(changes: Changes | None, links: Links = NOWHERE) -> str:
    """今日变化: the largest moves; a figure that fell is flagged with the unit where it did."""
    if changes is None:
        return render_card("今日变化", '<div class="k-note">还没有昨天的快照，明天起可比</div>')
    words = [
        wrap_link(render_change(each, changes.unread), links.figure(each.line))
        for each in find_largest_changes(changes.changes)
    ]
    if changes.filed:
        words.insert(0, f"<b>{format_change(changes.filed)}</b>家报送")
    body = "".join(f"<li>{each}</li>" for each in words) or "<li>没有变化</li>"
    return render_card(f"比{format_moment(changes.since)}", f'<ul class="k-moves">{body}</ul>')


def render_visit_changes(moves: Sequence[Move]) -> str:
    """One line with what moved since this viewer last looked."""
    words = "".join(
        f'<li class="{"k-bad" if move.delta < 0 else ""}">{"▼ " if move.delta < 0 else ""}'
        f"<b>{format_change(move.delta)}</b>{escape(move.counter)} {escape(move.name)}</li>"
        for move in moves
    )
    return render_card("您上次打开以来", f'<ul class="k-moves">{words}</ul>')


def find_largest_changes(changes: Sequence[LineChange], most: int = 4) -> list[LineChange]:
    """Falls first, of the whole before of a unit; then targets; then what moved most."""
    shown = [each for each in changes if each.fell or (each.line.is_main and each.delta)]
    return sorted(shown, key=_rank)[:most]


def _rank(change: LineChange) -> tuple[bool, bool, bool, int]:
    return not change.fell, change.delta >= 0, not change.line.target, -abs(change.delta)


def render_change(change: LineChange, unread: frozenset[str], most: int = 2) -> str:
    """One figure's move; whose fell is named, with why, at most so many units."""
    measure = change.line.measure
    words = f"<b>{format_change(change.delta)}</b>{escape(measure.counter)} {escape(measure.name)}"
    if not change.fell:
        return words
    if change.delta < 0:
        return f'<span class="k-bad">▼ {words}（{_fallen(change, unread, most)}）</span>'
    return f'{words}<span class="k-bad">（▼ {_fallen(change, unread, most)}）</span>'


def _fallen(change: LineChange, unread: frozenset[str], most: int) -> str:
    """Whose figure fell: who wrote a smaller one, else whose workbook cannot be read."""
    fallen = [unit for unit, delta in change.by_unit.items() if delta < 0]
    lowered = [unit for unit in fallen if unit not in unread]
    why = "改小" if lowered else "读取失败"
    return escape(format_names(lowered or fallen, most=most)) + why
