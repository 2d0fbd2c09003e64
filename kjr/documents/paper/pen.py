"""Marks onto a page, as the operators of a PDF; what is set already is not set again."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import assert_never

from pikepdf import Name, Pdf, Stream

from kjr.documents.paper.embedding import EmbeddedFace
from kjr.documents.paper.fonts import FontFace, Fonts
from kjr.documents.paper.setting.line_breaks import measure_ems
from kjr.documents.paper.setting.standard import BLACK, Colour, Fill, Ink, Mark, Photo, Stroke


class Pen:
    """Draws page after page; a page is measured from its upper left corner, a PDF from below."""

    def __init__(self, pdf: Pdf, faces: Mapping[FontFace, EmbeddedFace], fonts: Fonts) -> None:
        self.pdf, self.faces, self.fonts = pdf, faces, fonts
        self.photos: dict[bytes, tuple[str, Stream]] = {}
        self.begin_page(0)

    def begin_page(self, height: float) -> None:
        """Turn to an empty page."""
        self.height = height
        self.operators: list[str] = []
        self.colour: Colour = BLACK
        self.spacing = 0.0
        self.face: tuple[FontFace, float] | None = None
        self.nib: tuple[float, Colour] | None = None

    def draw(self, mark: Mark, left: float = 0.0, top: float = 0.0) -> None:
        """Put a mark where it stands, counted from a corner."""
        x, y = left + mark.x, self.height - top - mark.y
        match mark:
            case Ink():
                self.write(mark, x, y)
            case Stroke():
                if (mark.width, mark.colour) != self.nib:
                    self.operators.append(f"{mark.width:.2f} w {say_colour(mark.colour)} RG")
                    self.nib = (mark.width, mark.colour)
                to_x, to_y = left + mark.to_x, self.height - top - mark.to_y
                self.operators.append(f"{x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l S")
            case Fill():
                self.fill_with(mark.colour)
                self.operators.append(f"{x:.2f} {y:.2f} {mark.width:.2f} {-mark.height:.2f} re f")
            case Photo():
                size = f"{mark.width:.2f} 0 0 {mark.height:.2f}"
                place = f"{size} {x:.2f} {y - mark.height:.2f} cm"
                self.operators.append(f"q {place} {self.keep_photo(mark.data)} Do Q")
            case _:
                assert_never(mark)

    def write(self, ink: Ink, x: float, y: float) -> None:
        """Set text, in as many faces as it needs."""
        size, spacing = ink.style.size, round(ink.spacing, 2)
        if spacing != self.spacing:
            self.operators.append(f"{spacing:.2f} Tc")
            self.spacing = spacing
        self.fill_with(ink.colour)
        widths = self.fonts.advances[ink.style.role]
        for face, text in self.fonts.runs(ink.style.role, ink.text):
            own = self.faces[face]
            if (face, size) != self.face:
                self.operators.append(f"{own.name} {size:.2f} Tf")
                self.face = (face, size)
            self.operators.append(f"BT {x:.2f} {y:.2f} Td {own.encode(text)} Tj ET")
            x += size * measure_ems(text, widths) + spacing * len(text)

    def write_downward(self, ink: Ink) -> None:
        """Set text that reads from the top of the page to its bottom."""
        self.operators.append(f"q 0 -1 1 0 {ink.x:.2f} {self.height - ink.y:.2f} cm")
        self.write(ink, 0, 0)
        self.operators.append("Q")
        self.face = None

    def fill_with(self, colour: Colour) -> None:
        """The colour of text and areas."""
        if colour != self.colour:
            self.operators.append(f"{say_colour(colour)} rg")
            self.colour = colour

    def keep_photo(self, data: bytes) -> str:
        """What the pages call a photograph; the same one is in the file once."""
        if data not in self.photos:
            name = f"/P{len(self.photos) + 1}"
            self.photos[data] = (name, embed_photo(self.pdf, data))
        return self.photos[data][0]


def say_colour(colour: Colour) -> str:
    """A colour as operands."""
    return " ".join(f"{part / 255:.4g}" for part in colour)


def embed_photo(pdf: Pdf, data: bytes) -> Stream:
    """A JPEG file, as it is."""
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        width, height = image.size
    return Stream(
        pdf,
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
