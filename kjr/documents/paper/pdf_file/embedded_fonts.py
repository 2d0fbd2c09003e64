"""Faces cut to the characters of one document, as objects of its file (ISO 32000-1, 9.7)."""

import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

import uharfbuzz as hb

from kjr.documents.paper.fonts import FontFace, build_subset_input
from kjr.documents.paper.pdf_file.objects import PdfObjects, Reference

NEEDLESS = [int.from_bytes(name) for name in (b"cmap", b"name", b"OS/2", b"post")]
"""Tables about characters and names: a PDF finds glyphs by number."""
CMAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def
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
SYMBOLIC = 4


@dataclass(frozen=True)
class EmbeddedFont:
    """A face in a file: its name on the pages, its object, and each character's code."""

    key: str
    number: Reference
    codes: Mapping[str, str]
    """Four hexadecimal digits."""

    def encode(self, text: str) -> str:
        """A text as the string to show."""
        return f"<{''.join(map(self.codes.__getitem__, text))}>"


def embed_font(objects: PdfObjects, key: str, face: FontFace, chars: Iterable[str]) -> EmbeddedFont:
    """Put a face with only these characters into the file."""
    wanted = build_subset_input(face, {" ", *chars})
    wanted.drop_table_tag_set.update(NEEDLESS)
    plan = hb.SubsetPlan(face.font.face, wanted)
    cut, old = plan.execute(), plan.new_to_old_glyph_mapping
    new = {there: here for here, there in old.items()}
    glyphs = {chr(code): new[glyph] for code, glyph in plan.unicode_to_old_glyph_mapping.items()}
    scale, font = 1000 / cut.upem, face.font
    widths = [font.get_glyph_h_advance(old[glyph]) * scale for glyph in range(cut.glyph_count)]
    name = name_subset(face, glyphs)
    has_outlines = "glyf" in cut.table_tags
    descendant = {
        "Type": "/Font",
        "Subtype": "/CIDFontType2" if has_outlines else "/CIDFontType0",
        "BaseFont": f"/{name}",
        "CIDSystemInfo": {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0},
        "FontDescriptor": describe_font(objects, cut, name),
        "W": [0, widths],
    }
    if has_outlines:
        descendant["CIDToGIDMap"] = "/Identity"
    number = objects.add(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{name}",
            "Encoding": "/Identity-H",
            "DescendantFonts": [objects.add(descendant)],
            "ToUnicode": objects.add_stream(map_to_unicode(glyphs).encode(), {}),
        }
    )
    return EmbeddedFont(key, number, {char: f"{glyph:04X}" for char, glyph in glyphs.items()})


def name_subset(face: FontFace, chars: Iterable[str]) -> str:
    """The face's own name after six letters that stand for its characters (9.6.4)."""
    own = face.font.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""
    digest = sha256("".join(sorted(chars)).encode()).digest()
    letters = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    return f"{letters}+{re.sub(r'[^0-9A-Za-z-]', '', own) or 'KJR'}"


def describe_font(objects: PdfObjects, cut: hb.Face, name: str) -> Reference:
    """The font's measures and its file (9.8)."""
    scale = 1000 / cut.upem
    box = struct.unpack_from(">4h", cut.reference_table("head").data, 36)
    ascent, descent = struct.unpack_from(">2h", cut.reference_table("hhea").data, 4)
    if "glyf" in cut.table_tags:
        file = {"FontFile2": objects.add_stream(bytes(cut.blob.data), {})}
    else:
        outlines = bytes(cut.reference_table("CFF ").data)
        file = {"FontFile3": objects.add_stream(outlines, {"Subtype": "/CIDFontType0C"})}
    return objects.add(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{name}",
            "Flags": SYMBOLIC,
            "FontBBox": [round(edge * scale) for edge in box],
            "ItalicAngle": 0,
            "Ascent": round(ascent * scale),
            "Descent": round(descent * scale),
            "CapHeight": round(0.7 * ascent * scale),
            "StemV": 80,
            **file,
        }
    )


def map_to_unicode(glyphs: Mapping[str, int]) -> str:
    """Which character each code stands for, so that text can be copied and found (9.10.3)."""
    pairs = [
        f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>"
        for char, glyph in glyphs.items()
    ]
    lines = []
    for first in range(0, len(pairs), 100):
        some = pairs[first : first + 100]
        lines += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    return CMAP.format("\n".join(lines))
