"""Slabs onto pages: what belongs together stays together, and no page is left half empty."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Final, NamedTuple

from kjr.documents.paper.setting.standard import Frame, Slab

HAIR: Final = 0.01
SMALL_GAP: Final = 0.25
"""Of a page: up to here a table moves to the next page rather than being parted."""


class PlacedSlab(NamedTuple):
    """A slab and how far below the upper edge of the 版心 it stands."""

    y: float
    slab: Slab
    origin: float = 0.0
    """Where the lines of the page are counted from."""

    @property
    def bottom(self) -> float:
        """How far down the page is filled with it."""
        return self.y + self.slab.height + self.slab.after


class PaperPage(NamedTuple):
    """One page."""

    frame: Frame
    placed: tuple[PlacedSlab, ...]
    part: int = 0
    """Which part of the document it belongs to: the text is 0, then the annexes."""

    @property
    def filled(self) -> float:
        """How much of its height is used, from 0 to 1."""
        return max((y + slab.height for y, slab, _ in self.placed), default=0.0) / self.frame.height

    @property
    def emptiness(self) -> float:
        """How much of its height is left below the last thing on it."""
        return 1 - self.filled

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
            pages.append(PaperPage(frame, close_page(page)))
            page = []
        for each in (*slab.head, slab) if not page else (slab,):
            page.append(place_slab(page, each, frame))
    return [*pages, PaperPage(frame, tuple(page))]


def close_page(page: Sequence[PlacedSlab]) -> tuple[PlacedSlab, ...]:
    """A page that is full, with the edge of what goes on over the next."""
    *above, last = page
    marks = (*last.slab.marks, *last.slab.edge)
    return (*above, last._replace(slab=last.slab._replace(marks=marks)))


def is_page_break_due(
    page: Sequence[PlacedSlab], slabs: Sequence[Slab], place: int, frame: Frame
) -> bool:
    """Whether a slab goes to a new page, because of itself or of what must or should follow it."""
    before, gap = slabs[place - 1], frame.height - page[-1].bottom
    held = gather_held_slabs(slabs, place)
    if not has_room(page, held, frame):
        return not before.keep or not has_room(page, held[:1], frame)
    if before.keep or before.cling or gap > SMALL_GAP * frame.height:
        return False
    wished = gather_held_slabs(slabs, place, clinging=True)
    return has_room([], wished, frame) and not has_room(page, wished, frame)


def gather_held_slabs(slabs: Sequence[Slab], place: int, clinging: bool = False) -> Sequence[Slab]:
    """A slab with all that must, or also should, follow it."""
    end = place
    while end + 1 < len(slabs) and (slabs[end].keep or (clinging and slabs[end].cling)):
        end += 1
    return slabs[place : end + 1]


def has_room(page: Sequence[PlacedSlab], slabs: Sequence[Slab], frame: Frame) -> bool:
    """Whether slabs fit on a page below what is there."""
    below = list(page[-1:])
    for slab in slabs:
        below.append(place_slab(below, slab, frame))
    y, last, _ = below[-1]
    return y + last.height <= frame.height + HAIR and (
        not last.at_foot or not page or y >= page[-1].bottom
    )


def place_slab(page: Sequence[PlacedSlab], slab: Slab, frame: Frame) -> PlacedSlab:
    """The next slab on a page, at its place."""
    if slab.at_foot:
        return PlacedSlab(frame.height - slab.height, slab)
    if not page:
        return PlacedSlab(0.0, slab)
    y, last = page[-1].bottom, page[-1]
    origin = y if last.slab.new_grid else last.origin
    if slab.on_grid:
        y = origin + ceil((y - origin) / frame.pitch - HAIR) * frame.pitch
    return PlacedSlab(y, slab, origin)
