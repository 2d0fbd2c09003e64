"""Marks onto a page of fpdf2; what is set already is not set again."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, assert_never

from kjr.documents.paper.fonts import FontFace, Fonts
from kjr.documents.paper.setting.line_breaks import measure_ems
from kjr.documents.paper.setting.standard import BLACK, Colour, Fill, Ink, Mark, Photo, Stroke

if TYPE_CHECKING:
    from fpdf import FPDF


class Pen:
    """Draws on the page fpdf2 is at; ``keys`` are the faces' names in the file."""

    def __init__(self, pdf: FPDF, keys: Mapping[FontFace, str], fonts: Fonts) -> None:
        self.pdf, self.keys, self.fonts = pdf, keys, fonts
        self.colour: Colour = BLACK
        self.face: tuple[FontFace, float] | None = None
        self.nib: tuple[float, Colour] | None = None

    def draw(self, mark: Mark, left: float = 0.0, top: float = 0.0) -> None:
        """Put a mark where it stands, counted from a corner."""
        match mark:
            case Ink():
                self.write(mark, left, top)
            case Stroke():
                if (mark.width, mark.colour) != self.nib:
                    self.pdf.set_line_width(mark.width)
                    self.pdf.set_draw_color(*mark.colour)
                    self.nib = (mark.width, mark.colour)
                self.pdf.line(left + mark.x, top + mark.y, left + mark.to_x, top + mark.to_y)
            case Fill():
                self.pdf.set_fill_color(*mark.colour)
                self.pdf.rect(left + mark.x, top + mark.y, mark.width, mark.height, style="F")
                self.pdf.set_fill_color(0)
            case Photo():
                x, y = left + mark.x, top + mark.y
                self.pdf.image(BytesIO(mark.data), x, y, mark.width, mark.height)
            case _:
                assert_never(mark)

    def write(self, ink: Ink, left: float, top: float) -> None:
        """Set text, in as many faces as it needs."""
        x, size, spacing = left + ink.x, ink.style.size, round(ink.spacing, 2)
        self.pdf.set_char_spacing(spacing)
        if ink.colour != self.colour:
            self.pdf.set_text_color(*ink.colour)
            self.colour = ink.colour
        widths = self.fonts.advances[ink.style.role]
        for face, text in self.fonts.runs(ink.style.role, ink.text):
            if (face, size) != self.face:
                self.pdf.set_font(self.keys[face], size=size)
                self.face = (face, size)
            show_text(self.pdf, x, top + ink.y, text)
            x += size * measure_ems(text, widths) + spacing * len(text)


def show_text(pdf: FPDF, x: float, y: float, text: str) -> None:
    """What ``text()`` writes, without all it asks again for each of some thousand runs."""
    font = pdf.current_font
    if font is None or not pdf.current_font_is_set_on_page or pdf.fill_color != pdf.text_color:
        pdf.text(x, y, text)
    else:
        pdf._out(f"BT {x:.2f} {pdf.h - y:.2f} Td {font.encode_text(text)} ET")
