"""Slabs onto pages: what belongs together stays together, and no page is left half empty."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Final, NamedTuple

from kjr.documents.paper.setting.standard import PITCH, Frame, Slab

HAIR: Final = 0.01
SMALL_GAP: Final = 0.25
"""Of a page: up to here a table moves to the next page rather than being parted."""


class PlacedSlab(NamedTuple):
    """A slab and how far below the upper edge of the 版心 it stands."""

    y: float
    slab: Slab


class PaperPage(NamedTuple):
    """One page."""

    frame: Frame
    placed: tuple[PlacedSlab, ...]
    part: int = 0
    """Which part of the document it belongs to: the text is 0, then the annexes."""

    @property
    def filled(self) -> float:
        """How much of its height is used, from 0 to 1."""
        return max((y + slab.height for y, slab in self.placed), default=0.0) / self.frame.height

    @property
    def is_numbered(self) -> bool:
        """A page with nothing but the 版记 bears no number (7.5)."""
        return not all(each.slab.at_foot for each in self.placed)


def paginate_slabs(series: Iterable[Slab], frame: Frame) -> list[PaperPage]:
    """Fill pages from the top; a new one begins where what belongs together no longer fits."""
    slabs, pages = list(series), []
    page: list[PlacedSlab] = []
    for place, slab in enumerate(slabs):
        if page and is_page_break_due(page, slabs, place, frame):
            pages.append(PaperPage(frame, tuple(page)))
            page = []
        for each in (*slab.head, slab) if not page else (slab,):
            page.append(PlacedSlab(find_next_y(page, each, frame), each))
    return [*pages, PaperPage(frame, tuple(page))]


def is_page_break_due(
    page: Sequence[PlacedSlab], slabs: Sequence[Slab], place: int, frame: Frame
) -> bool:
    """Whether a slab goes to a new page, because of itself or of what must or should follow it."""
    if not has_room(page, gather_held_slabs(slabs, place, frame), frame):
        return True
    before, gap = slabs[place - 1], frame.height - find_page_bottom(page)
    if before.keep or before.cling or gap > SMALL_GAP * frame.height:
        return False
    return not has_room(page, gather_held_slabs(slabs, place, frame, clinging=True), frame)


def gather_held_slabs(
    slabs: Sequence[Slab], place: int, frame: Frame, clinging: bool = False
) -> Sequence[Slab]:
    """A slab with all that must, or also should, follow it, unless that is more than a page."""
    end = place
    while end + 1 < len(slabs) and (slabs[end].keep or (clinging and slabs[end].cling)):
        end += 1
    held = slabs[place : end + 1]
    return held if has_room([], held, frame) else held[:1]


def has_room(page: Sequence[PlacedSlab], slabs: Sequence[Slab], frame: Frame) -> bool:
    """Whether slabs fit on a page below what is there."""
    below = list(page[-1:])
    for slab in slabs:
        below.append(PlacedSlab(find_next_y(below, slab, frame), slab))
    y, last = below[-1]
    return y + last.height <= frame.height + HAIR and (
        not last.at_foot or y >= find_page_bottom(page)
    )


def find_next_y(page: Sequence[PlacedSlab], slab: Slab, frame: Frame) -> float:
    """Where the next slab on a page goes."""
    if slab.at_foot:
        return frame.height - slab.height
    y = find_page_bottom(page)
    return ceil(y / PITCH - HAIR) * PITCH if slab.on_grid else y


def find_page_bottom(page: Sequence[PlacedSlab]) -> float:
    """How far down a page is filled."""
    return page[-1].y + page[-1].slab.height + page[-1].slab.after if page else 0.0
