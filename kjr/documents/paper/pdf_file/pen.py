"""Marks as operators of a page; what is set already is not set again (ISO 32000-1, 8 and 9)."""

from collections.abc import Callable, Mapping
from typing import Final, assert_never

from kjr.documents.paper.fonts import FontFace, Fonts
from kjr.documents.paper.pdf_file.embedded_fonts import EmbeddedFont
from kjr.documents.paper.pdf_file.objects import write_number
from kjr.documents.paper.setting.standard import BLACK, Colour, Fill, Ink, Mark, Photo, Stroke

UPRIGHT: Final = "1 0 0 1"
TURNED: Final = "0 -1 1 0"
"""A quarter to the right (8.3.3)."""


class Pen:
    """Draws one page, counting from the upper left corner of a sheet of that height."""

    def __init__(
        self,
        height: float,
        fonts: Fonts,
        embedded: Mapping[FontFace, EmbeddedFont],
        place_image: Callable[[Photo], str],
    ) -> None:
        self.height, self.fonts, self.embedded = height, fonts, embedded
        self.place_image = place_image
        self.operators: list[str] = []
        self.face: tuple[FontFace, float] | None = None
        self.spacing = 0.0
        self.fill: Colour = BLACK
        self.nib: tuple[float, Colour] | None = None

    def draw(self, mark: Mark, left: float = 0.0, top: float = 0.0) -> None:
        """Put a mark where it stands, counted from a corner."""
        match mark:
            case Ink():
                self.write(mark, left, top)
            case Stroke():
                if (mark.width, mark.colour) != self.nib:
                    self.nib = (mark.width, mark.colour)
                    self.operate("w", mark.width)
                    self.operate("RG", *scale_colour(mark.colour))
                self.operate("m", left + mark.x, self.height - top - mark.y)
                self.operate("l", left + mark.to_x, self.height - top - mark.to_y)
                self.operate("S")
            case Fill():
                self.set_fill(mark.colour)
                bottom = self.height - top - mark.y - mark.height
                self.operate("re", left + mark.x, bottom, mark.width, mark.height)
                self.operate("f")
            case Photo():
                bottom = self.height - top - mark.y - mark.height
                self.operate("q")
                self.operate("cm", mark.width, 0, 0, mark.height, left + mark.x, bottom)
                self.operators.append(f"/{self.place_image(mark)} Do")
                self.operate("Q")
            case _:
                assert_never(mark)

    def write(self, ink: Ink, left: float, top: float, matrix: str = UPRIGHT) -> None:
        """Set text, in as many faces as it needs."""
        self.set_fill(ink.colour)
        x, y = write_number(left + ink.x), write_number(self.height - top - ink.y)
        self.operators.append(f"BT {matrix} {x} {y} Tm")
        if abs(ink.spacing - self.spacing) > 0.001:
            self.spacing = ink.spacing
            self.operate("Tc", ink.spacing)
        for face, text in self.fonts.runs(ink.style.role, ink.text):
            font = self.embedded[face]
            if (face, ink.style.size) != self.face:
                self.face = (face, ink.style.size)
                self.operators.append(f"/{font.key} {write_number(ink.style.size)} Tf")
            self.operators.append(f"{font.encode(text)} Tj")
        self.operators.append("ET")

    def begin_piece(self, kind: str, number: int) -> None:
        """What follows is a piece of what the file says (14.6)."""
        self.operators.append(f"/{kind} <</MCID {number}>> BDC")

    def begin_ornament(self) -> None:
        """What follows says nothing."""
        self.operators.append("/Artifact BMC")

    def end_piece(self) -> None:
        """The piece ends."""
        self.operators.append("EMC")

    def set_fill(self, colour: Colour) -> None:
        """The colour of text and of areas."""
        if colour != self.fill:
            self.fill = colour
            self.operate("rg", *scale_colour(colour))

    def operate(self, operator: str, *numbers: float) -> None:
        """One operator after its numbers."""
        self.operators.append(" ".join([*map(write_number, numbers), operator]))


def scale_colour(colour: Colour) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    red, green, blue = colour
    return red / 255, green / 255, blue / 255
