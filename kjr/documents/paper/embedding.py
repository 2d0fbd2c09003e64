"""A cut face as part of a PDF: its outlines, its widths, and which character each code stands for.

Text is written in codes of two bytes (ISO 32000-1, 9.7): a face with TrueType outlines has them in
the order of its characters, one with PostScript outlines has its own.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Final, NamedTuple

import uharfbuzz as hb
from pikepdf import Dictionary, Name, Object, Pdf, Stream

from kjr.documents.paper.fonts import FontFace, subset_font

SYMBOLIC: Final = 4
"""9.8.2 what every face is whose codes are its own."""
WIDEST_BLOCK: Final = 100
"""How many characters a block of a CMap may hold."""
TO_UNICODE: Final = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class EmbeddedFace(NamedTuple):
    """A face in the file."""

    name: str
    """What the pages call it."""
    font: Object
    codes: Mapping[int, str]
    """Each character's code, as hexadecimal digits."""

    def encode(self, text: str) -> str:
        """The text as an operand."""
        return f"<{text.translate(self.codes)}>"


def embed_face(pdf: Pdf, face: FontFace, chars: Iterable[str], number: int) -> EmbeddedFace:
    """Put a face into the file, cut to some characters; each face has a number of its own."""
    data = subset_font(face, {" ", *chars})
    cut = hb.Font(hb.Face(data))
    glyphs = {char: cut.get_nominal_glyph(ord(char)) or 0 for char in sorted({" ", *chars})}
    name = find_name(cut.face, number)
    if "CFF " in cut.face.table_tags:
        cids = read_cids(data)
        codes = {char: cids[glyph] for char, glyph in glyphs.items()}
        outlines = Stream(pdf, cut.face.reference_table("CFF ").data, Subtype=Name.CIDFontType0C)
        kind: dict[str, Object] = {"/Subtype": Name.CIDFontType0}
    else:
        codes = {char: code for code, char in enumerate(glyphs, 1)}
        outlines = Stream(pdf, data, Length1=len(data))
        map_ = b"".join(glyph.to_bytes(2) for glyph in (0, *glyphs.values()))
        kind = {"/Subtype": Name.CIDFontType2, "/CIDToGIDMap": Stream(pdf, map_)}
    widths = {codes[char]: cut.get_glyph_h_advance(glyph) for char, glyph in glyphs.items()}
    descendant = {
        **kind,
        "/Type": Name.Font,
        "/BaseFont": name,
        "/CIDSystemInfo": Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        "/FontDescriptor": pdf.make_indirect(describe_face(cut, name, outlines)),
        "/DW": 1000,
        "/W": list_widths(widths, cut.face.upem),
    }
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=name,
        Encoding=Name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(Dictionary(descendant))],
        ToUnicode=Stream(pdf, map_to_unicode(codes)),
    )
    digits = {ord(char): f"{code:04X}" for char, code in codes.items()}
    return EmbeddedFace(f"/F{number}", pdf.make_indirect(font), digits)


def find_name(face: hb.Face, number: int) -> Name:
    """A face's name behind the six letters of a cut one (9.6.4)."""
    letters = "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))
    own = face.get_name(hb.OTNameIdPredefined.FULL_NAME) or ""
    return Name(f"/{letters}+{re.sub(r'[^0-9A-Za-z-]', '', own) or f'face{number}'}")


def read_cids(data: bytes) -> list[int]:
    """The number by which a PDF asks a face with PostScript outlines for each of its glyphs."""
    from fontTools.ttLib import TTFont  # 0.1 s, and few documents need such a face

    top = TTFont(BytesIO(data))["CFF "].cff.topDictIndex[0]
    is_numbered = hasattr(top, "ROS")  # else glyphs are asked for by their place (9.7.4.2)
    return [
        int(name[3:]) if is_numbered and place else place for place, name in enumerate(top.charset)
    ]


def describe_face(cut: hb.Font, name: Name, outlines: Stream) -> Dictionary:
    """What a reader has to know of a face beside its outlines (9.8)."""
    scale = 1000 / cut.face.upem
    extents = cut.get_font_extents("ltr")
    box = struct.unpack_from(">4h", cut.face.reference_table("head").data, 36)
    height = cut.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
    weight = cut.get_style_value(hb.StyleTag.WEIGHT)
    return Dictionary(
        {
            "/Type": Name.FontDescriptor,
            "/FontName": name,
            "/Flags": SYMBOLIC,
            "/FontBBox": [round(side * scale) for side in box],
            "/ItalicAngle": 0,
            "/Ascent": round(extents.ascender * scale),
            "/Descent": round(extents.descender * scale),
            "/CapHeight": round(height * scale),
            "/StemV": round(50 + (weight / 65) ** 2),
            "/FontFile3" if "/Subtype" in outlines else "/FontFile2": outlines,
        }
    )


def list_widths(widths: Mapping[int, int], upem: int) -> Object:
    """How far each code moves the pen, where that is not a full square (9.7.4.3)."""
    narrow = (f"{code} [{w * 1000 / upem:.0f}]" for code, w in widths.items() if w != upem)
    return Object.parse(f"[{' '.join(narrow)}]".encode())


def map_to_unicode(codes: Mapping[str, int]) -> bytes:
    """What is copied or read out for each code (9.10.3)."""
    lines = [f"<{code:04X}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items()]
    blocks = (lines[at : at + WIDEST_BLOCK] for at in range(0, len(lines), WIDEST_BLOCK))
    said = (f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return TO_UNICODE.format("\n".join(said)).encode()
