"""会场模式: four views in large type, for a screen that is read from eight metres."""

from kjr.documents.html.parts import render
from kjr.figures.changes import Changes, title_changes
from kjr.figures.derivation import explain_alike
from kjr.figures.overview import Overview

SECONDS = 12
"""How long one view stays."""

COUNTS = 3
"""Plain counts shown: those with most to tell."""
MOVES = 3
"""Moves shown at once; each may take two lines."""


def render_wall_views(overview: Overview, changes: Changes | None) -> tuple[str, ...]:
    """总览 · 硬指标 · 各县区 · 今日变化."""
    plain = [line for line in overview.main_lines if line.target is None]
    shown = sorted(plain, key=lambda line: -line.done)[:COUNTS]
    title = title_changes(changes, overview.today)
    alike = explain_alike(overview, [*shown, *overview.hard_lines])
    return (
        render("wall.summary", overview, SECONDS, shown, alike),
        *(render(view, overview, SECONDS) for view in ("wall.goals", "wall.districts")),
        render("wall.moves", overview, SECONDS, changes, MOVES, title),
    )
