"""Running text as slabs: title, paragraphs, headings, the list of annexes, the signature."""

from collections.abc import Iterator, Sequence
from typing import Final

from kjr.documents.blocks import Annex, Heading, Paragraph, Signature
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.setting.line_breaks import TextLine, break_text, justify_text, measure_ems
from kjr.documents.paper.setting.standard import (
    ANNEX_MARK,
    BODY,
    CELL,
    EM,
    HEADINGS,
    INDENT,
    PITCH,
    TITLE,
    Frame,
    Ink,
    Slab,
    Style,
    centre_baseline,
)
from kjr.documents.paper.setting.titles import break_title

TITLE_PITCH: Final = 1.25 * PITCH
BEFORE_SIGNATURE: Final = 1
"""Empty lines: a seal of 42 mm over both lines then begins within a line of the text (7.3.5.1)."""
LAST_LINES: Final = 2
"""Lines of text that stay with what comes after the text (7.3.5.5)."""
DATE_INDENT: Final = 4.0
"""7.3.5.1 the date stands four characters from the right."""


def ink_line(line: TextLine, x: float, baseline: float, style: Style) -> tuple[Ink, ...]:
    """A broken line as marks."""
    size = style.size
    return tuple(
        Ink(x + run.x * size, baseline, style, run.text, line.spacing * size) for run in line.runs
    )


def measure_width(text: str, style: Style, fonts: Fonts) -> float:
    """How wide a text is on one line."""
    return style.size * measure_ems(text, fonts.advances[style.role])


def typeset_title(text: str, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """The title, centred, with an empty line below it (7.3.1, 7.3.2)."""
    lines = break_title(text, fonts.advances[TITLE.role], frame.width / TITLE.size)
    for place, line in enumerate(lines):
        is_last = place == len(lines) - 1
        x = (frame.width - measure_width(line, TITLE, fonts)) / 2
        mark = Ink(x, centre_baseline(PITCH, TITLE.size), TITLE, line)
        height, after = (PITCH, 0.75 * PITCH) if is_last else (TITLE_PITCH, 0.0)
        yield Slab(height, (mark,), keep=True, after=after, on_grid=place == 0)


def typeset_paragraph(block: Paragraph, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """A paragraph, its first line two characters in (7.3.3)."""
    for text in block.text.splitlines():
        yield from typeset_text(text, BODY, INDENT * block.indent, fonts, frame)


def typeset_heading(block: Heading, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """A heading, kept with what it heads (7.3.3)."""
    style = HEADINGS[block.level - 1]
    slabs = list(typeset_text(block.text, style, INDENT, fonts, frame))
    entry = (min(block.level, 2), block.text)
    for place, slab in enumerate(slabs):
        yield slab._replace(keep=True, entry=None if place else entry)


def typeset_addressee(name: str, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """主送机关, flush left with a colon (7.3.2)."""
    if name:
        yield from typeset_text(f"{name}：", BODY, 0.0, fonts, frame)


def typeset_text(
    text: str, style: Style, indent: float, fonts: Fonts, frame: Frame
) -> Iterator[Slab]:
    """Justified lines, one slab each."""
    lines = justify_text(text, fonts.advances[style.role], frame.width / style.size, indent)
    baseline = centre_baseline(style.size, style.size)
    for place, line in enumerate(lines):
        marks = ink_line(line, indent * style.size * (not place), baseline, style)
        yield Slab(EM, marks, after=PITCH - EM)


def typeset_annex_list(annexes: Sequence[Annex], fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """附件说明, below an empty line; turned-over lines stand under the name (7.3.4)."""
    word = "附件："
    for number, annex in enumerate(annexes, 1):
        label = f"{number}. " if len(annexes) > 1 else ""
        label_x = INDENT * EM + measure_width(word, BODY, fonts)
        name_x = label_x + measure_width(label, BODY, fonts)
        lines = break_text(annex.title, fonts.advances[BODY.role], (frame.width - name_x) / EM)
        for place, line in enumerate(lines):
            is_first = number == 1 and place == 0
            drop = PITCH * is_first
            baseline = drop + centre_baseline(EM, EM)
            marks = [*ink_line(line, name_x, baseline, BODY)]
            marks += [Ink(label_x, baseline, BODY, label)] if label and not place else []
            marks += [Ink(INDENT * EM, baseline, BODY, word)] if is_first else []
            yield Slab(drop + EM, tuple(marks), keep=is_first, after=PITCH - EM)


def typeset_signature(block: Signature, fonts: Fonts, frame: Frame) -> Slab:
    """落款: the day four characters in from the right, the host centred over it (7.3.5.1)."""
    day_width, host_width = (measure_width(text, BODY, fonts) for text in (block.day, block.host))
    day_x = frame.width - DATE_INDENT * EM - day_width
    host_x = min(day_x + (day_width - host_width) / 2, frame.width - host_width)
    first = BEFORE_SIGNATURE * PITCH + centre_baseline(EM, EM)
    marks = (
        Ink(host_x, first, BODY, block.host),
        Ink(day_x, first + PITCH, BODY, block.day),
    )
    return Slab((BEFORE_SIGNATURE + 1) * PITCH + EM, marks, after=PITCH - EM)


def typeset_footer(text: str, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """A small note below the end of the text: which snapshot this is."""
    measure = (frame.width - INDENT * EM) / CELL.size
    for line in break_text(text, fonts.advances[CELL.role], measure):
        marks = ink_line(line, INDENT * EM, centre_baseline(EM, CELL.size), CELL)
        yield Slab(EM, marks, after=0.25 * EM, on_grid=False)


def typeset_annex_head(number: str, name: str, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """“附件1” on the first line, the annex's title on the third (7.3.7)."""
    mark = Ink(0.0, centre_baseline(EM, EM), ANNEX_MARK, f"附件{number}")
    entry = (1, f"附件{number}　{name}".replace("\n", ""))
    yield Slab(EM, (mark,), keep=True, after=2 * PITCH - EM, entry=entry)
    yield from typeset_title(name, fonts, frame)
