"""会场模式: four views in large type, for a screen that is read from eight metres."""

from kjr.documents.html.parts import render
from kjr.figures.changes import Changes
from kjr.figures.overview import Overview

SECONDS = 12
"""How long one view stays."""

MOVES = 3
"""Moves shown at once; each may take two lines."""


def render_wall_views(overview: Overview, changes: Changes | None) -> tuple[str, ...]:
    """总览 · 硬指标 · 县（市）区 · 今日变化."""
    figures = ("wall.summary", "wall.goals", "wall.districts")
    return (
        *(render(view, overview, SECONDS) for view in figures),
        render("wall.moves", overview, SECONDS, changes, MOVES),
    )
