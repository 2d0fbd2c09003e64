"""The paper: GB/T 9704-2012 as numbers, and the marks a page is made of.

All lengths are points; the standard's millimetres stand where they are turned into points.
A clause number names the clause of the standard a value comes from.  What the standard leaves open
(tables, bars, pictures) says so.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final, NamedTuple

from kjr.documents.paper.fonts import FontRole

MM: Final = 72 / 25.4


class Frame(NamedTuple):
    """A sheet and its 版心, the part that is printed on."""

    sheet_width: float
    sheet_height: float
    left: float
    top: float
    width: float
    height: float
    air: float = 1.0
    """How far apart the rows of tables stand; 1 is usual."""
    lead: float = 1.0
    """How far apart the lines of text stand; less only where a signature asks for it (7.3.5.5)."""

    @property
    def pitch(self) -> float:
        """From line to line."""
        return EM + self.lead * (PITCH - EM)

    @property
    def is_across(self) -> bool:
        """The sheet lies on its side."""
        return self.sheet_width > self.sheet_height


PORTRAIT: Final = Frame(210 * MM, 297 * MM, 28 * MM, 37 * MM, 156 * MM, 225 * MM)
"""5.1 A4; 5.2.1 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm."""
LANDSCAPE: Final = Frame(297 * MM, 210 * MM, 35 * MM, 28 * MM, 225 * MM, 156 * MM)
"""8: the same 版心 turned; the head of a table lies at 订口 on odd pages, at 切口 on even ones."""

EM: Final = PORTRAIT.width / 28
"""5.2.3 28 characters a line: 15.79 pt, which is 3号."""
PITCH: Final = 1.875 * EM
"""3.2 a line is a character and 7/8 of its height; 5.2.3 22 of them fill the 版心."""
INDENT: Final = 2.0
"""7.3.3 each paragraph begins two characters in."""
ASCENT: Final = 0.88
"""How much of a character's square is above the baseline: the custom of Chinese fonts."""


class Style(NamedTuple):
    """A face by its role, and a size."""

    role: FontRole
    size: float


BODY: Final = Style(FontRole.FANG, EM)
"""5.2.2 3号仿宋."""
TITLE: Final = Style(FontRole.TITLE, 22)
"""7.3.1 2号小标宋."""
HEADINGS: Final = (Style(FontRole.HEI, EM), Style(FontRole.KAI, EM), BODY, BODY)
"""7.3.3 一、黑体 （一）楷体 1. and （1）仿宋."""
ANNEX_MARK: Final = Style(FontRole.HEI, EM)
"""7.3.7 “附件” in 3号黑体."""
PAGE_NUMBER: Final = Style(FontRole.SONG, 14)
"""7.5 4号半角宋体."""
NUMBER_DROP: Final = 7 * MM
"""7.5 the dash of the page number is 7 mm below the 版心."""
IMPRINT: Final = Style(FontRole.FANG, 14)
"""7.4 抄送, 印发机关 and 印发日期 in 4号仿宋."""
HEAVY: Final = 0.35 * MM
"""7.4.1 first and last rule of the 版记."""
FINE: Final = 0.25 * MM
"""7.4.1 the rules between; also those of tables."""
ISSUER_DROP: Final = 35 * MM
"""7.2.4 发文机关标志 is 35 mm below the upper edge of the 版心."""
RED_RULE_DROP: Final = 4 * MM
"""7.2.7 the red rule is 4 mm below the 发文字号."""

CAPTION: Final = Style(FontRole.HEI, 12)
CELL: Final = Style(FontRole.SONG, 10.5)
CELL_HEAD: Final = Style(FontRole.HEI, 10.5)
"""Left open by the standard; 小四 and 五号 are usual."""
CELL_PITCH: Final = 1.4 * CELL.size
"""From line to line within a cell."""
CELL_PAD: Final = 4.8
"""Between a rule and the text above or below it."""

BLACK: Final = (0, 0, 0)
"""5.2.4 text is black."""
RED: Final = (255, 0, 0)
"""7.2.4, 7.2.7 the head and its rule are red."""
DONE: Final = (27, 95, 170)
TRACK: Final = (227, 231, 236)
"""What is done and what is not, in the colours of the screen."""
Colour = tuple[int, int, int]


class Tag(NamedTuple):
    """What a piece of the page is, for those who hear it or copy it (ISO 32000-1, 14.8)."""

    kind: str
    """A standard structure type: P, H1, Table, TR, TH, TD, Caption, Figure."""
    serial: Hashable = 0
    """Which of its kind: pieces of the same one are read as one."""
    alt: str = ""
    """What is said in place of a figure."""
    columns: int = 1
    """How many columns a cell goes over."""


class Ink(NamedTuple):
    """Text; ``y`` is the baseline, ``spacing`` is added after every character."""

    x: float
    y: float
    style: Style
    text: str
    spacing: float = 0.0
    colour: Colour = BLACK
    tag: Tag | None = None
    """What it is within its slab."""


class Stroke(NamedTuple):
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    width: float = FINE
    colour: Colour = BLACK


class Fill(NamedTuple):
    """A rectangle of one colour."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


class Photo(NamedTuple):
    """A picture; ``data`` is a JPEG file."""

    x: float
    y: float
    width: float
    height: float
    data: bytes
    tag: Tag | None = None


Mark = Ink | Stroke | Fill | Photo


class Slab(NamedTuple):
    """A slice across the page that is never cut; its marks count from its own upper left corner."""

    height: float
    marks: tuple[Mark, ...] = ()
    keep: bool = False
    """Whether the next slab must be on the same page."""
    cling: bool = False
    """Whether it should be, if the gap this leaves is small."""
    head: tuple[Slab, ...] = ()
    """What is repeated above it when it begins a page."""
    after: float = 0.0
    """Space below it, which is dropped at the end of a page."""
    on_grid: bool = True
    """Whether it begins on one of the page's 22 lines."""
    new_grid: bool = False
    """Whether the lines after it are counted from its end, not from the top of the page."""
    edge: tuple[Mark, ...] = ()
    """What is drawn in addition when it ends a page."""
    at_foot: bool = False
    """Whether it stands at the lower edge of the 版心."""
    entry: tuple[int, str] | None = None
    """Its level and words in the outline."""
    path: tuple[Tag, ...] = ()
    """What it is a part of, the whole first; ornament if nothing."""


def centre_baseline(height: float, size: float) -> float:
    """The baseline of a line of text in the middle of a height."""
    return (height - size) / 2 + ASCENT * size
