"""Bars and photographs as slabs; the standard leaves both open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from kjr.documents.blocks import Bar, Bars, Picture
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.setting import standard as gb
from kjr.documents.paper.setting.line_breaks import break_text, measure_extent
from kjr.documents.paper.setting.prose import ink_line, measure_width

if TYPE_CHECKING:
    from PIL import Image

FEW: Final = 10
"""Fewer bars are not parted."""
BAR_PITCH: Final = gb.PITCH * 2 / 3
BAR: Final = 8.0
LEADING: Final = 1.2 * gb.CELL.size
GAP: Final = 8.0
WIDEST_NAME: Final = 0.4
"""Of the measure; a longer name is broken."""
PHOTO_HEIGHT: Final = 60 * gb.MM
"""Less than a third of a page, so that what moves to the next leaves no hole."""
PHOTOGRAPH: Final = "照片"
"""What stands for a photograph where it is heard; its caption follows and says the rest."""
UNREADABLE: Final = "（图片无法读取）"
"""What stands in an empty frame."""
DOTS: Final = 200 / 72
"""Pixels for a point of a printed photograph."""
SCREEN_DOTS: Final = 96 / 72
"""Pixels for a point of one that is too small to fill its place."""
READY: Final[WeakKeyDictionary[Picture, dict[float, gb.Photo | None]]] = WeakKeyDictionary()
"""What was made ready for a page; a page is tried several times, closer and closer."""


def typeset_bars(block: Bars, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """One bar below the other, names before and figures behind; the caption below."""
    names = max((measure_width(bar.name, gb.CELL, fonts) for bar in block.bars), default=0.0)
    words = max((measure_width(bar.words, gb.CELL, fonts) for bar in block.bars), default=0.0)
    left = min(names, WIDEST_NAME * frame.width)
    room = frame.width - left - words - 2 * GAP
    slabs = [typeset_bar(bar, left, room, fonts, frame) for bar in block.bars]
    figure = gb.Tag("Figure", alt="；".join(f"{bar.name}{bar.words}" for bar in block.bars))
    for place, slab in enumerate(slabs):
        keep = place == 0 or place >= len(slabs) - 2 or len(slabs) < FEW
        yield slab._replace(keep=keep, cling=True, on_grid=not place, path=(figure,))
    x = (frame.width - measure_width(block.caption, gb.CAPTION, fonts)) / 2
    baseline = 2 + gb.centre_baseline(gb.CAPTION.size, gb.CAPTION.size)
    caption = gb.Ink(x, baseline, gb.CAPTION, block.caption)
    path = (gb.Tag("Caption"),)
    yield gb.Slab(
        frame.pitch, (caption,), on_grid=False, new_grid=True, after=frame.pitch / 2, path=path
    )


def typeset_bar(bar: Bar, left: float, room: float, fonts: Fonts, frame: gb.Frame) -> gb.Slab:
    """The name up to ``left``, a track of width ``room``, the figure at the right."""
    widths = fonts.advances[gb.CELL.role]
    lines = break_text(bar.name, widths, left / gb.CELL.size + 0.01)
    height = BAR_PITCH + (len(lines) - 1) * LEADING
    top, done = (height - BAR) / 2, room * min(max(bar.share, 0.0), 1.0)
    marks: list[gb.Mark] = [gb.Fill(left + GAP, top, room, BAR, gb.TRACK)]
    marks += [gb.Fill(left + GAP, top, done, BAR, gb.DONE)] if done else []
    baseline = gb.centre_baseline(BAR_PITCH, gb.CELL.size)
    for place, line in enumerate(lines):
        x = left - measure_extent(line, widths) * gb.CELL.size
        marks += ink_line(line, x, baseline + place * LEADING, gb.CELL)
    words_x = frame.width - measure_width(bar.words, gb.CELL, fonts)
    marks.append(gb.Ink(words_x, gb.centre_baseline(height, gb.CELL.size), gb.CELL, bar.words))
    return gb.Slab(height, tuple(marks))


def typeset_pictures(blocks: Sequence[Picture], fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """Photographs two abreast, each over its caption."""
    for place in range(0, len(blocks), 2):
        pair = blocks[place : place + 2]
        box = (frame.width - GAP) / 2
        start = 0.0 if len(pair) == 2 else (frame.width - box) / 2
        photos = [find_photo(block, box) for block in pair]
        floor = max(photo.height if photo else PHOTO_HEIGHT for photo in photos)
        columns = zip(pair, photos, (start, start + (box + GAP)), strict=False)
        parts = [ink_photo(block, photo, left, box, floor, fonts) for block, photo, left in columns]
        height = floor + max(height for height, _ in parts)
        marks = tuple(mark for _, marks in parts for mark in marks)
        yield gb.Slab(height, marks, after=0.4 * frame.pitch, new_grid=True, path=(gb.Tag("Div"),))


def ink_photo(
    block: Picture, photo: gb.Photo | None, left: float, box: float, floor: float, fonts: Fonts
) -> tuple[float, list[gb.Mark]]:
    """One photograph standing on its caption, and how high the caption is."""
    widths = fonts.advances[gb.CELL.role]
    marks: list[gb.Mark] = [] if photo else list(ink_empty_frame(left, box))
    if photo:
        x, y = left + (box - photo.width) / 2, floor - photo.height
        marks.append(photo._replace(x=x, y=y, tag=gb.Tag("Figure", left, PHOTOGRAPH)))
    lines = break_text(block.caption, widths, box / gb.CELL.size)
    for place, line in enumerate(lines):
        middle = left + (box - measure_extent(line, widths) * gb.CELL.size) / 2
        baseline = floor + gb.centre_baseline(BAR_PITCH, gb.CELL.size) + place * LEADING
        marks += ink_line(line, middle, baseline, gb.CELL, gb.Tag("Caption", left))
    return BAR_PITCH + (len(lines) - 1) * LEADING, marks


def ink_empty_frame(left: float, box: float) -> Iterator[gb.Mark]:
    """An empty frame that says the picture could not be read."""
    right, words = left + box, UNREADABLE
    corners = ((left, 0), (right, 0), (right, PHOTO_HEIGHT), (left, PHOTO_HEIGHT), (left, 0))
    yield from (gb.Stroke(*start, *stop) for start, stop in pairwise(corners))
    x = left + (box - len(words) * gb.CELL.size) / 2
    yield gb.Ink(x, gb.centre_baseline(PHOTO_HEIGHT, gb.CELL.size), gb.CELL, words)


def find_photo(block: Picture, box: float) -> gb.Photo | None:
    """A photograph ready for the page, made so once for as long as the document is there."""
    known = READY.setdefault(block, {})
    if box not in known:
        known[box] = prepare_photo(block.data, box)
    return known[box]


def prepare_photo(data: bytes, box: float) -> gb.Photo | None:
    """A photograph upright, without its maker's notes, no larger than it is printed.

    What is transparent becomes white; a small one stays as large as it is on a screen.  None if
    it cannot be read.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data)) as source:
            source.draft("RGB", (int(box * DOTS), int(PHOTO_HEIGHT * DOTS)))
            image = flatten_image(ImageOps.exif_transpose(source))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    scale = min(box / image.width, PHOTO_HEIGHT / image.height, 1 / SCREEN_DOTS)
    width, height = image.width * scale, image.height * scale
    image.thumbnail((ceil(width * DOTS), ceil(height * DOTS)))
    file = BytesIO()
    image.save(file, "JPEG", quality=82, comment=b"")
    return gb.Photo(0.0, 0.0, width, height, file.getvalue())


def flatten_image(image: Image.Image) -> Image.Image:
    """A picture in three colours; white where nothing was.

    Of a scan in 65,536 greys the upper half of each is kept: Pillow would print all of it white.
    """
    from PIL import Image

    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda grey: grey / 256).convert("L").convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
