"""What makes a document an issued one: red head, 文号, 版记; off unless the office says so."""

from collections.abc import Iterator
from typing import Final

from kjr.documents.blocks import Letterhead
from kjr.documents.paper.fonts import FontRole, Fonts
from kjr.documents.paper.setting.line_breaks import break_text
from kjr.documents.paper.setting.prose import ink_line, measure_width
from kjr.documents.paper.setting.standard import (
    BODY,
    EM,
    FINE,
    HEAVY,
    IMPRINT,
    ISSUER_DROP,
    PITCH,
    RED,
    RED_RULE_DROP,
    Frame,
    Ink,
    Mark,
    Slab,
    Stroke,
    Style,
    centre_baseline,
)

LARGEST: Final = 52.0
"""7.2.4 leaves the size of the issuer's name to the issuer; it stays within the 版心."""


def typeset_red_head(letterhead: Letterhead, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """发文机关标志, 发文字号 two lines below it, the red rule (7.2.4, 7.2.5, 7.2.7)."""
    if not letterhead.issuer:
        return
    one = measure_width(letterhead.issuer, Style(FontRole.TITLE, 1.0), fonts)
    style = Style(FontRole.TITLE, min(LARGEST, frame.width / one))
    x = (frame.width - one * style.size) / 2
    baseline = ISSUER_DROP + centre_baseline(style.size, style.size)
    height = ISSUER_DROP + style.size
    marks: list[Mark] = [Ink(x, baseline, style, letterhead.issuer, colour=RED)]
    if letterhead.number:
        x = (frame.width - measure_width(letterhead.number, BODY, fonts)) / 2
        height += 2 * PITCH
        marks.append(Ink(x, height + centre_baseline(EM, EM), BODY, letterhead.number))
    rule = height + EM + RED_RULE_DROP
    marks.append(Stroke(0, rule, frame.width, rule, 2 * HEAVY, RED))
    yield Slab(rule, tuple(marks), keep=True, after=2 * PITCH)


def typeset_imprint(letterhead: Letterhead, fonts: Fonts, frame: Frame) -> Iterator[Slab]:
    """版记: 抄送, then who printed it and when, at the foot of the last page (7.4)."""
    rows = [
        *ink_copies(letterhead.copies, fonts, frame),
        *ink_printer(letterhead.printed, fonts, frame),
    ]
    if not rows:
        return
    height = len(rows) * PITCH
    marks: list[Mark] = []
    for place, row in enumerate(rows):
        marks += (mark._replace(y=mark.y + place * PITCH) for mark in row)
    between = {len(rows) - 1} if letterhead.copies and letterhead.printed else set()
    for place, width in [(0, HEAVY), (len(rows), HEAVY), *((place, FINE) for place in between)]:
        marks.append(Stroke(0, place * PITCH, frame.width, place * PITCH, width))
    yield Slab(height, tuple(marks), at_foot=True)


def ink_copies(text: str, fonts: Fonts, frame: Frame) -> Iterator[list[Ink]]:
    """抄送, one character in from both sides; turned-over lines stand under the first name."""
    word = "抄送："
    start = IMPRINT.size + measure_width(word, IMPRINT, fonts)
    measure = (frame.width - IMPRINT.size - start) / IMPRINT.size
    baseline = centre_baseline(PITCH, IMPRINT.size)
    lines = break_text(text, fonts.advances[IMPRINT.role], measure) if text else []
    for place, line in enumerate(lines):
        lead = [] if place else [Ink(IMPRINT.size, baseline, IMPRINT, word)]
        yield [*lead, *ink_line(line, start, baseline, IMPRINT)]


def ink_printer(text: str, fonts: Fonts, frame: Frame) -> Iterator[list[Ink]]:
    """The printer at the left, the day at the right, one character in from the sides."""
    if text:
        office, _, day = text.replace("\u3000", " ").strip().rpartition(" ")
        baseline = centre_baseline(PITCH, IMPRINT.size)
        right = frame.width - IMPRINT.size - measure_width(day, IMPRINT, fonts)
        yield [
            Ink(IMPRINT.size, baseline, IMPRINT, office.strip()),
            Ink(right, baseline, IMPRINT, day),
        ]
