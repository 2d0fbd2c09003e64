"""What makes a document an issued one: red head, 文号, 版记; off unless the office says so."""

from collections.abc import Iterator, Sequence
from typing import Final

from kjr.documents.blocks import Letterhead
from kjr.documents.paper.fonts import FontRole, Fonts
from kjr.documents.paper.setting import standard as gb
from kjr.documents.paper.setting.line_breaks import balance_text, break_text, measure_ems
from kjr.documents.paper.setting.prose import ink_line, measure_width

LARGEST: Final = 52.0
"""7.2.4 leaves the size of the issuer's name to the issuer; it stays within the 版心."""
LEADING: Final = 1.25
"""From one line of a long name to the next, in its size."""
SIGNER: Final = gb.Style(FontRole.KAI, gb.EM)
"""7.2.6 the signer's name in 3号楷体."""


def typeset_red_head(letterhead: Letterhead, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """发文机关标志, 发文字号 two lines below it, the red rule; the title two lines below that.

    A paper that goes upward has its number at the left and 签发人 at the right (7.2.4 to 7.3.1).
    """
    if not letterhead.issuer:
        return
    issuer = list(ink_issuer(letterhead.issuer, fonts, frame))
    marks: list[gb.Mark] = [*issuer]
    lowest = issuer[-1]
    size = lowest.style.size
    top = lowest.y + size - gb.centre_baseline(size, size) + 2 * frame.pitch
    signed = list(ink_signers(letterhead.list_signers(), fonts, frame))
    marks += (ink._replace(y=top + ink.y) for ink in signed)
    last = top + max((ink.y for ink in signed), default=gb.centre_baseline(gb.EM, gb.EM))
    width = measure_width(letterhead.number, gb.BODY, fonts)
    x = gb.EM if signed else (frame.width - width) / 2
    number = gb.Ink(x, last, gb.BODY, letterhead.number, tag=gb.Tag("P", "number"))
    marks += [number] if letterhead.number else []
    rule = last + gb.EM - gb.centre_baseline(gb.EM, gb.EM) + gb.RED_RULE_DROP
    marks.append(gb.Stroke(0, rule, frame.width, rule, 2 * gb.HEAVY, gb.RED))
    path = (gb.Tag("Div", "head"),)
    yield gb.Slab(rule, tuple(marks), keep=True, after=2 * frame.pitch, new_grid=True, path=path)


def ink_issuer(text: str, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Ink]:
    """The issuer in the middle, on as few lines as leave it larger than the title (7.2.4)."""
    widths = fonts.advances[FontRole.TITLE]
    lines = [line.text for line in balance_text(text, widths, frame.width / gb.TITLE.size)]
    ems = [measure_ems(line, widths) for line in lines]
    style = gb.Style(FontRole.TITLE, min(LARGEST, frame.width / max(ems)))
    baseline = gb.ISSUER_DROP + gb.centre_baseline(style.size, style.size)
    for place, (line, width) in enumerate(zip(lines, ems, strict=True)):
        x, y = (frame.width - width * style.size) / 2, baseline + place * LEADING * style.size
        yield gb.Ink(x, y, style, line, 0.0, gb.RED, gb.Tag("P", "issuer"))


def ink_signers(names: Sequence[str], fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Ink]:
    """签发人, one character in from the right, two names to a line (7.2.6)."""
    word, tag = "签发人：", gb.Tag("P", "signers")
    rows = [names[first : first + 2] for first in range(0, len(names), 2)]
    if not rows:
        return
    widest = max(measure_width("　".join(row), SIGNER, fonts) for row in rows)
    x = frame.width - gb.EM - widest
    lead = measure_width(word, gb.BODY, fonts)
    for place, row in enumerate(rows):
        baseline = place * frame.pitch + gb.centre_baseline(gb.EM, gb.EM)
        if not place:
            yield gb.Ink(x - lead, baseline, gb.BODY, word, tag=tag)
        yield gb.Ink(x, baseline, SIGNER, "　".join(row), tag=tag)


def typeset_imprint(letterhead: Letterhead, fonts: Fonts, frame: gb.Frame) -> Iterator[gb.Slab]:
    """版记: 抄送, then who printed it and when, at the foot of the last page (7.4)."""
    rows = list(ink_copies(letterhead.copies, fonts, frame))
    rows += ink_printer(letterhead.printed, fonts, frame)
    if not rows:
        return
    marks: list[gb.Mark] = [
        mark._replace(y=mark.y + place * gb.PITCH, tag=gb.Tag("P", ("imprint", place)))
        for place, row in enumerate(rows)
        for mark in row
    ]
    rules = {0: gb.HEAVY, len(rows): gb.HEAVY}
    if letterhead.copies and letterhead.printed:
        rules.setdefault(len(rows) - 1, gb.FINE)
    for place, width in rules.items():
        marks.append(gb.Stroke(0, place * gb.PITCH, frame.width, place * gb.PITCH, width))
    path = (gb.Tag("Div", "imprint"),)
    yield gb.Slab(len(rows) * gb.PITCH, tuple(marks), at_foot=True, path=path)


def ink_copies(text: str, fonts: Fonts, frame: gb.Frame) -> Iterator[list[gb.Ink]]:
    """抄送, one character in from both sides; turned-over lines stand under the first name."""
    word = "抄送："
    start = gb.IMPRINT.size + measure_width(word, gb.IMPRINT, fonts)
    measure = (frame.width - gb.IMPRINT.size - start) / gb.IMPRINT.size
    baseline = gb.centre_baseline(gb.PITCH, gb.IMPRINT.size)
    lines = break_text(text, fonts.advances[gb.IMPRINT.role], measure) if text else []
    for place, line in enumerate(lines):
        lead = [] if place else [gb.Ink(gb.IMPRINT.size, baseline, gb.IMPRINT, word)]
        yield [*lead, *ink_line(line, start, baseline, gb.IMPRINT)]


def ink_printer(text: str, fonts: Fonts, frame: gb.Frame) -> Iterator[list[gb.Ink]]:
    """The printer at the left, the day at the right, one character in from the sides."""
    if text:
        office, _, day = text.replace("\u3000", " ").strip().rpartition(" ")
        baseline = gb.centre_baseline(gb.PITCH, gb.IMPRINT.size)
        right = frame.width - gb.IMPRINT.size - measure_width(day, gb.IMPRINT, fonts)
        printer = gb.Ink(gb.IMPRINT.size, baseline, gb.IMPRINT, office.strip())
        yield [printer, gb.Ink(right, baseline, gb.IMPRINT, day)]
