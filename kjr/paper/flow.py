"""Slabs onto pages: what belongs together stays together, and no page is left half empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from kjr.paper.page import PITCH, Frame, Slab

HAIR = 0.01


class Placed(NamedTuple):
    """A slab and how far below the upper edge of the 版心 it stands."""

    y: float
    slab: Slab


class Sheet(NamedTuple):
    """One page."""

    frame: Frame
    placed: tuple[Placed, ...]

    @property
    def is_numbered(self) -> bool:
        """A page with nothing but the 版记 bears no number (7.5)."""
        return not all(each.slab.at_foot for each in self.placed)


def filled(slabs: Sequence[Slab], frame: Frame) -> Iterator[Sheet]:
    """Fill pages from the top; a new one begins where what is kept together no longer fits."""
    page: list[Placed] = []
    for place, slab in enumerate(slabs):
        if page and not fits(page, chain(slabs, place, frame), frame):
            yield Sheet(frame, tuple(page))
            page = []
        for each in (*slab.head, slab) if not page else (slab,):
            page.append(Placed(next_y(page, each, frame), each))
    yield Sheet(frame, tuple(page))


def chain(slabs: Sequence[Slab], place: int, frame: Frame) -> Sequence[Slab]:
    """A slab with all that must follow it, unless that is more than a page."""
    end = place
    while slabs[end].keep and end + 1 < len(slabs):
        end += 1
    kept = slabs[place : end + 1]
    return kept if fits([], kept, frame) else kept[:1]


def fits(page: Sequence[Placed], slabs: Sequence[Slab], frame: Frame) -> bool:
    """Whether slabs fit on a page below what is there."""
    below = list(page[-1:])
    for slab in slabs:
        below.append(Placed(next_y(below, slab, frame), slab))
    y, last = below[-1]
    return y + last.height <= frame.height + HAIR and (not last.at_foot or y >= bottom(page))


def next_y(page: Sequence[Placed], slab: Slab, frame: Frame) -> float:
    """Where the next slab on a page goes."""
    if slab.at_foot:
        return frame.height - slab.height
    y = bottom(page)
    return ceil(y / PITCH - HAIR) * PITCH if slab.on_grid else y


def bottom(page: Sequence[Placed]) -> float:
    """How far down a page is filled."""
    return page[-1].y + page[-1].slab.height + page[-1].slab.after if page else 0.0
