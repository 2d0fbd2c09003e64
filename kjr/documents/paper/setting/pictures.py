"""Bars and photographs as slabs; the standard leaves both open."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final

from kjr.documents.blocks import Bar, Bars, Picture
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.setting.line_breaks import break_text, measure_extent
from kjr.documents.paper.setting.prose import ink_line, measure_width
from kjr.documents.paper.setting.standard import (
    CAPTION,
    CELL,
    DONE,
    FINE,
    MM,
    PITCH,
    TRACK,
    Fill,
    Frame,
    Ink,
    Mark,
    Photo,
    Slab,
    Stroke,
    centre_baseline,
)

BAR_PITCH: Final = PITCH * 2 / 3
BAR: Final = 8.0
LEADING: Final = 1.2 * CELL.size
GAP: Final = 8.0
WIDEST_NAME: Final = 0.4
"""Of the measure; a longer name is broken."""
PHOTO_HEIGHT: Final = 60 * MM
"""Less than a third of a page, so that what moves to the next leaves no hole."""
DOTS: Final = 200 / 72
"""Pixels for a point of a printed photograph."""


def typeset_bars(block: Bars, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """One bar below the other, names before and figures behind; the caption below."""
    names = max((measure_width(bar.name, CELL, fonts) for bar in block.bars), default=0.0)
    words = max((measure_width(bar.words, CELL, fonts) for bar in block.bars), default=0.0)
    left = min(names, WIDEST_NAME * frame.width)
    room = frame.width - left - words - 2 * GAP
    slabs = [typeset_bar(bar, left, room, fonts, frame) for bar in block.bars]
    for place, slab in enumerate(slabs):
        keep = place == 0 or place >= len(slabs) - 2
        yield slab._replace(keep=keep, cling=True, on_grid=not place)
    yield typeset_caption_below(block.caption, fonts, frame)


def typeset_bar(bar: Bar, left: float, room: float, fonts: Fonts, frame: Frame) -> Slab:
    """The name up to ``left``, a track of width ``room``, the figure at the right."""
    widths = fonts.advances[CELL.role]
    lines = break_text(bar.name, widths, left / CELL.size + 0.01)
    height = BAR_PITCH + (len(lines) - 1) * LEADING
    top, done = (height - BAR) / 2, room * min(max(bar.share, 0.0), 1.0)
    marks: list[Mark] = [Fill(left + GAP, top, room, BAR, TRACK)]
    marks += [Fill(left + GAP, top, done, BAR, DONE)] if done else []
    for place, line in enumerate(lines):
        x = left - measure_extent(line, widths) * CELL.size
        marks += ink_line(line, x, centre_baseline(BAR_PITCH, CELL.size) + place * LEADING, CELL)
    words_x = frame.width - measure_width(bar.words, CELL, fonts)
    marks.append(Ink(words_x, centre_baseline(height, CELL.size), CELL, bar.words))
    return Slab(height, tuple(marks))


def typeset_caption_below(text: str, fonts: Fonts, frame: Frame) -> Slab:
    """A caption in the middle, nearer to what it is under than to what follows."""
    x = (frame.width - measure_width(text, CAPTION, fonts)) / 2
    mark = Ink(x, 2 + centre_baseline(CAPTION.size, CAPTION.size), CAPTION, text)
    return Slab(PITCH, (mark,), on_grid=False)


def typeset_pictures(blocks: Sequence[Picture], fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """Photographs two abreast, each over its caption."""
    for place in range(0, len(blocks), 2):
        pair = blocks[place : place + 2]
        box = (frame.width - GAP) / 2
        start = 0.0 if len(pair) == 2 else (frame.width - box) / 2
        parts = [
            ink_photo(block, start + number * (box + GAP), box, fonts)
            for number, block in enumerate(pair)
        ]
        height = PHOTO_HEIGHT + max(height for height, _ in parts)
        marks = tuple(mark for _, marks in parts for mark in marks)
        yield Slab(height, marks, after=0.4 * PITCH)


def ink_photo(block: Picture, left: float, box: float, fonts: Fonts) -> tuple[float, list[Mark]]:
    """One photograph standing on its caption, and how high the caption is."""
    width, height, data = prepare_photo(block.data, box)
    x, y = left + (box - width) / 2, PHOTO_HEIGHT - height
    widths = fonts.advances[CELL.role]
    marks: list[Mark] = (
        [Photo(x, y, width, height, data)] if data else list(ink_empty_frame(left, box))
    )
    lines = break_text(block.caption, widths, box / CELL.size)
    for place, line in enumerate(lines):
        middle = left + (box - measure_extent(line, widths) * CELL.size) / 2
        baseline = PHOTO_HEIGHT + centre_baseline(BAR_PITCH, CELL.size) + place * LEADING
        marks += ink_line(line, middle, baseline, CELL)
    return BAR_PITCH + (len(lines) - 1) * LEADING, marks


def ink_empty_frame(left: float, box: float) -> Iterator[Mark]:
    """An empty frame that says the picture could not be read."""
    right, words = left + box, "（图片无法读取）"
    yield Stroke(left, 0, right, 0, FINE)
    yield Stroke(left, PHOTO_HEIGHT, right, PHOTO_HEIGHT, FINE)
    yield Stroke(left, 0, left, PHOTO_HEIGHT, FINE)
    yield Stroke(right, 0, right, PHOTO_HEIGHT, FINE)
    x = left + (box - len(words) * CELL.size) / 2
    yield Ink(x, centre_baseline(PHOTO_HEIGHT, CELL.size), CELL, words)


def prepare_photo(data: bytes, box: float) -> tuple[float, float, bytes]:
    """A photograph upright, without its maker's notes, no larger than it is printed.

    Width and height in points; no data if it cannot be read.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data)) as source:
            source.draft("RGB", (int(box * DOTS), int(PHOTO_HEIGHT * DOTS)))
            image = ImageOps.exif_transpose(source).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return box, PHOTO_HEIGHT, b""
    scale = min(box / image.width, PHOTO_HEIGHT / image.height)
    width, height = image.width * scale, image.height * scale
    image.thumbnail((round(width * DOTS), round(height * DOTS)))
    file = BytesIO()
    image.save(file, "JPEG", quality=82)
    return width, height, file.getvalue()
