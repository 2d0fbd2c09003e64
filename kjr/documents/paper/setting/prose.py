"""Running text as slabs: title, paragraphs, headings, the list of annexes, the signature."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from kjr.documents.blocks import Annex, Heading, Paragraph, Signature
from kjr.documents.paper.fonts import Advances, Fonts
from kjr.documents.paper.setting import standard as gb
from kjr.documents.paper.setting.line_breaks import (
    TextLine,
    balance_text,
    break_text,
    justify_text,
    measure_ems,
    measure_extent,
)
from kjr.documents.paper.setting.titles import break_title

BEFORE_SIGNATURE: Final = 1
"""Empty lines: a seal of 42 mm over both lines then begins within a line of the text (7.3.5.1)."""
LAST_LINES: Final = 2
"""Lines of text that stay with what comes after the text (7.3.5.5)."""
DATE_INDENT: Final = 4.0
"""7.3.5.1 the date stands four characters from the right."""
HOST_INDENT: Final = 2.0
"""7.3.5.2 a host's name stands two characters from the right."""


def ink_line(
    line: TextLine, x: float, baseline: float, style: gb.Style, tag: gb.Tag | None = None
) -> tuple[gb.Ink, ...]:
    """A broken line as marks."""
    size, spacing = style.size, line.spacing * style.size
    return tuple(
        gb.Ink(x + run.x * size, baseline, style, run.text, spacing, tag=tag) for run in line.runs
    )


def measure_width(text: str, style: gb.Style, fonts: Fonts) -> float:
    """How wide a text is on one line."""
    return style.size * measure_ems(text, fonts.advances[style.role])


def typeset_title(text: str, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """The title, centred, with an empty line below it (7.3.1, 7.3.2)."""
    lines = break_title(text, fonts.advances[gb.TITLE.role], frame.width / gb.TITLE.size)
    for place, line in enumerate(lines):
        is_last = place == len(lines) - 1
        x = (frame.width - measure_width(line, gb.TITLE, fonts)) / 2
        mark = gb.Ink(x, gb.centre_baseline(frame.pitch, gb.TITLE.size), gb.TITLE, line)
        height, after = (frame.pitch, 0.75 * frame.pitch) if is_last else (1.25 * frame.pitch, 0.0)
        path = (gb.Tag("H1"),)
        yield gb.Slab(height, (mark,), keep=True, after=after, on_grid=place == 0, path=path)


def typeset_paragraph(block: Paragraph, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """A paragraph, its first line two characters in (7.3.3)."""
    for number, text in enumerate(block.text.splitlines()):
        for slab in typeset_text(text, gb.BODY, gb.INDENT * block.indent, fonts, frame):
            yield slab._replace(path=(gb.Tag("P", number),))


def typeset_heading(block: Heading, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """A heading, kept with what it heads (7.3.3)."""
    style = gb.HEADINGS[block.level - 1]
    slabs = list(typeset_text(block.text, style, gb.INDENT, fonts, frame))
    entry = (min(block.level, 2), block.text)
    path = (gb.Tag(f"H{block.level + 1}"),)
    for place, slab in enumerate(slabs):
        yield slab._replace(keep=True, entry=None if place else entry, path=path)


def typeset_text(
    text: str, style: gb.Style, indent: float, fonts: Fonts, frame: gb.Frame
) -> Iterator[gb.Slab]:
    """Justified lines, one slab each."""
    lines = break_paragraph(text, fonts.advances[style.role], frame.width / style.size, indent)
    baseline = gb.centre_baseline(style.size, style.size)
    for place, line in enumerate(lines):
        marks = ink_line(line, indent * style.size * (not place), baseline, style)
        keep = len(lines) > 1 and place in (0, len(lines) - 2)
        yield gb.Slab(gb.EM, marks, keep=keep, after=frame.pitch - gb.EM)


@lru_cache(maxsize=500)
def break_paragraph(
    text: str, widths: Advances, measure: float, indent: float
) -> tuple[TextLine, ...]:
    """The lines of a paragraph, which stay the same if they are set closer."""
    return tuple(justify_text(text, widths, measure, indent))


def typeset_annex_list(
    annexes: Sequence[Annex], fonts: Fonts, frame: gb.Frame
) -> Iterator[gb.Slab]:
    """附件说明, below an empty line; turned-over lines stand under the name (7.3.4)."""
    word = "附件："
    for number, annex in enumerate(annexes, 1):
        label = f"{number}. " if len(annexes) > 1 else ""
        label_x = gb.INDENT * gb.EM + measure_width(word, gb.BODY, fonts)
        name_x = label_x + measure_width(label, gb.BODY, fonts)
        measure = (frame.width - name_x) / gb.EM
        lines = break_text(annex.title, fonts.advances[gb.BODY.role], measure)
        for place, line in enumerate(lines):
            is_first = number == 1 and place == 0
            drop = frame.pitch * is_first
            baseline = drop + gb.centre_baseline(gb.EM, gb.EM)
            words = [(gb.INDENT * gb.EM, word)] if is_first else []
            words += [(label_x, label)] if label and not place else []
            tag = gb.Tag("Lbl")
            marks = [gb.Ink(x, baseline, gb.BODY, text, tag=tag) for x, text in words]
            marks += ink_line(line, name_x, baseline, gb.BODY, gb.Tag("LBody"))
            yield gb.Slab(
                drop + gb.EM,
                tuple(marks),
                keep=is_first,
                after=frame.pitch - gb.EM,
                path=(gb.Tag("L", "annexes"), gb.Tag("LI", number)),
            )


def typeset_signature(block: Signature, fonts: Fonts, frame: gb.Frame) -> gb.Slab:
    """落款: the day four characters in from the right, the host centred over it (7.3.5.1).

    A host too long for that ends two characters from the right, in as many lines as it needs, and
    the day stands under its middle.
    """
    widths = fonts.advances[gb.BODY.role]
    lines = balance_text(block.host, widths, frame.width / gb.EM - 2 * HOST_INDENT)
    extents = [measure_extent(line, widths) * gb.EM for line in lines]
    day_width = measure_width(block.day, gb.BODY, fonts)
    half = max(extents, default=0.0) / 2
    middle = frame.width - DATE_INDENT * gb.EM - day_width / 2
    if middle + half > frame.width:
        middle = frame.width - HOST_INDENT * gb.EM - half
    first = BEFORE_SIGNATURE * frame.pitch + gb.centre_baseline(gb.EM, gb.EM)
    marks: list[gb.Mark] = []
    for place, (line, extent) in enumerate(zip(lines, extents, strict=True)):
        baseline, tag = first + place * frame.pitch, gb.Tag("P", "host")
        marks += ink_line(line, middle - extent / 2, baseline, gb.BODY, tag)
    x, baseline = middle - day_width / 2, first + len(lines) * frame.pitch
    marks.append(gb.Ink(x, baseline, gb.BODY, block.day, tag=gb.Tag("P", "day")))
    height = (BEFORE_SIGNATURE + len(lines)) * frame.pitch + gb.EM
    return gb.Slab(height, tuple(marks), after=frame.pitch - gb.EM, path=(gb.Tag("Div"),))


def typeset_footer(text: str, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """A small note below the end of the text: which snapshot this is."""
    measure = (frame.width - gb.INDENT * gb.EM) / gb.CELL.size
    for line in break_text(text, fonts.advances[gb.CELL.role], measure):
        marks = ink_line(line, gb.INDENT * gb.EM, gb.centre_baseline(gb.EM, gb.CELL.size), gb.CELL)
        path = (gb.Tag("P", "footer"),)
        yield gb.Slab(gb.EM, marks, after=0.25 * gb.EM, on_grid=False, path=path)


def typeset_annex_head(number: str, name: str, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """“附件1” on the first line, the annex's title on the third (7.3.7)."""
    mark = gb.Ink(0.0, gb.centre_baseline(gb.EM, gb.EM), gb.ANNEX_MARK, f"附件{number}")
    entry = (1, f"附件{number}　{name}".replace("\n", ""))
    path = (gb.Tag("P", "mark"),)
    yield gb.Slab(gb.EM, (mark,), keep=True, after=2 * frame.pitch - gb.EM, entry=entry, path=path)
    yield from typeset_title(name, fonts, frame)
