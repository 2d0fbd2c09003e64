"""今日变化 as HTML: what moved since an earlier moment, and whose figure fell.

Every text that a person typed goes through ``escape``; what these functions return is safe to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kjr.documents.html.links import NOWHERE, Links
from kjr.documents.html.parts import card, linked
from kjr.figures.last_visit import Move
from kjr.figures.overview import Change, Changes
from kjr.values import wording


def moves(changes: Changes | None, links: Links = NOWHERE) -> str:
    """今日变化: the largest moves; a figure that fell is flagged with the unit where it did."""
    if changes is None:
        return card("今日变化", '<div class="k-note">还没有昨天的快照，明天起可比</div>')
    words = [
        linked(move(each, changes.unread), links.figure(each.line))
        for each in largest(changes.changes)
    ]
    if changes.filed:
        words.insert(0, f"<b>{wording.change(changes.filed)}</b>家报送")
    body = "".join(f"<li>{each}</li>" for each in words) or "<li>没有变化</li>"
    return card(f"比{wording.moment(changes.since)}", f'<ul class="k-moves">{body}</ul>')


def since_last_visit(moves: Sequence[Move]) -> str:
    """One line with what moved since this viewer last looked."""
    words = "".join(
        f'<li class="{"k-bad" if move.delta < 0 else ""}">{"▼ " if move.delta < 0 else ""}'
        f"<b>{wording.change(move.delta)}</b>{escape(move.counter)} {escape(move.name)}</li>"
        for move in moves
    )
    return card("您上次打开以来", f'<ul class="k-moves">{words}</ul>')


def largest(changes: Sequence[Change], most: int = 4) -> list[Change]:
    """Falls first, of the whole before of a unit; then targets; then what moved most."""
    shown = [each for each in changes if each.fell or (each.line.is_main and each.delta)]
    return sorted(shown, key=_rank)[:most]


def _rank(change: Change) -> tuple[bool, bool, bool, int]:
    return not change.fell, change.delta >= 0, not change.line.target, -abs(change.delta)


def move(change: Change, unread: frozenset[str], most: int = 2) -> str:
    """One figure's move; whose fell is named, with why, at most so many units."""
    measure = change.line.measure
    words = f"<b>{wording.change(change.delta)}</b>{escape(measure.counter)} {escape(measure.name)}"
    if not change.fell:
        return words
    if change.delta < 0:
        return f'<span class="k-bad">▼ {words}（{_fallen(change, unread, most)}）</span>'
    return f'{words}<span class="k-bad">（▼ {_fallen(change, unread, most)}）</span>'


def _fallen(change: Change, unread: frozenset[str], most: int) -> str:
    """Whose figure fell: who wrote a smaller one, else whose workbook cannot be read."""
    fallen = [unit for unit, delta in change.by_unit.items() if delta < 0]
    lowered = [unit for unit in fallen if unit not in unread]
    why = "改小" if lowered else "读取失败"
    return escape(wording.listed(lowered or fallen, most=most)) + why
