"""Cut the fonts of kjr/documents/paper/fonts out of open fonts.

Where the sources come from (all under the SIL Open Font License 1.1):

    npm pack @expo-google-fonts/noto-serif-sc@0.4.3    400Regular and 600SemiBold
    npm pack @expo-google-fonts/noto-sans-sc@0.4.3     500Medium, and LICENSE_FONT
    Debian fonts-lxgw-wenkai 1.250                     LXGWWenKai-Regular.ttf
    Debian unicode-data 15.0.0                         Unihan_OtherMappings.txt.bz2
    Debian fonts-noto-cjk 1:20220127                   NotoSerifCJK-Regular.ttc, its third face
    Debian fonts-noto-core 20201225                    NotoSansSymbols2-Regular, NotoSerif-Regular

What is done to them: only the characters of `characters()` are kept, hinting and layout tables are
dropped, digits become half an em wide (two digits stand on one square of the grid and figures line
up in tables), the dash becomes a full em without side bearings (—— is one line), and the fonts are
renamed, because "LXGW", "霞鹜" and "Source" are reserved names.

What only a name or a formula needs is in three more: `rare` has every other hanzi and sign of Noto
Serif CJK, `signs` the ticks and `numbers` the fractions and raised digits that it lacks too.  Each
of the seven is made if its source is given.
"""

from __future__ import annotations

import argparse
import bz2
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont

DROPPED: Final = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "STAT", "gasp"]


class Source(NamedTuple):
    """One font to cut: its role is the new file's name."""

    role: str
    family: str
    copyright: str
    face: int = -1
    """Which font of a collection."""


SOURCES: Final = (
    Source("song", "KJR Song", "Copyright 2017-2024 Adobe (http://www.adobe.com/)."),
    Source("title", "KJR Song SemiBold", "Copyright 2017-2024 Adobe (http://www.adobe.com/)."),
    Source(
        "hei",
        "KJR Hei",
        "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.",
    ),
    Source(
        "kai",
        "KJR Kai",
        "Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai),"
        " with Reserved Font Names 'LXGW' and '霞鹜'.\n"
        "Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee).",
    ),
    Source("rare", "KJR Rare", "Copyright 2017-2022 Adobe (http://www.adobe.com/).", face=2),
    Source("signs", "KJR Signs", "Copyright 2010, 2012-2020 Google Inc."),
    Source("numbers", "KJR Numbers", "Copyright 2010, 2012-2020 Google Inc."),
)
REST: Final = ("rare", "signs", "numbers")
LETTERS: Final = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
"""Korean and Japanese letters, which nobody here writes."""
SIGNS: Final = (
    *(range(0x2070, 0x20A0), range(0x2150, 0x2200), range(0x2460, 0x2500)),
    *(range(0x25A0, 0x2600), range(0x2600, 0x27C0)),
)


def characters(unihan: str) -> set[int]:
    """GB 2312, the 8105 hanzi of 通用规范汉字表 (Unihan's kTGH), and the marks of daily use."""
    gb2312 = bytes_of("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    symbols = bytes_of("gbk", range(0xA1, 0xAA), range(0x40, 0xFF))
    standard = (chr(int(code, 16)) for code in re.findall(r"(?m)^U\+(\w+)\tkTGH\t", unihan))
    full_width = map(chr, range(0xFF01, 0xFF5F))
    latin = map(chr, range(0xA0, 0x180))
    marks = string.printable.strip() + " 〇–—‘’“”•…‰′″※€™℃№→←↑↓≈≠≤≥㎡㎞㎏㎎￥"
    kept = {*gb2312, *symbols, *standard, *full_width, *latin, *marks}
    return {ord(char) for char in kept if not "\ue000" <= char <= "\uf8ff"}


def others(file: Path, source: Source, kept: set[int]) -> set[int]:
    """What a font of the rest is asked for: all that the others lack."""
    has = set(TTFont(file, fontNumber=source.face, lazy=True).getBestCmap())
    if source.role != "rare":
        has &= {code for block in SIGNS for code in block}
    return {code for code in has - kept if not LETTERS.match(chr(code))}


def bytes_of(encoding: str, leads: range, trails: range) -> Iterator[str]:
    """Every character a double-byte encoding has in a block."""
    pairs = (bytes((lead, trail)) for lead in leads for trail in trails)
    return (char for pair in pairs if len(char := pair.decode(encoding, "ignore")) == 1)


def cut(file: Path, source: Source, kept: set[int]) -> TTFont:
    """The font with only ``kept``, redrawn and renamed."""
    font = TTFont(file, fontNumber=source.face, recalcTimestamp=False)
    if source.role not in REST:
        half_width_digits(font)
        full_dash(font)
    options = subset.Options(
        layout_features=[], hinting=False, glyph_names=False, notdef_outline=True, name_IDs=["*"]
    )
    options.drop_tables += DROPPED
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    rename(font, source)
    return font


def half_width_digits(font: TTFont) -> None:
    """Put the font's own half-width digits in the place of the proportional ones."""
    shapes, widths, names = font["glyf"], font["hmtx"], font.getBestCmap()
    half = substitutions(font, "hwid")
    for digit in map(names.get, map(ord, string.digits)):
        if digit in half:
            shapes[digit], widths[digit] = shapes[half[digit]], widths[half[digit]]


def substitutions(font: TTFont, feature: str) -> dict[str, str]:
    """What a font's feature puts in the place of a glyph, one for one."""
    layout = font["GSUB"].table
    found: dict[str, str] = {}
    for record in layout.FeatureList.FeatureRecord:
        if record.FeatureTag == feature:
            for index in record.Feature.LookupListIndex:
                for table in layout.LookupList.Lookup[index].SubTable:
                    found |= getattr(getattr(table, "ExtSubTable", table), "mapping", {})
    return found


def full_dash(font: TTFont) -> None:
    """Draw — from one side of the em square to the other."""
    shapes, names = font["glyf"], font.getBestCmap()
    em = font["head"].unitsPerEm
    dash, bar = names[0x2014], shapes[names[0x2015]]
    points = [(em * (x > em / 2), y) for x, y in bar.coordinates]
    bar.coordinates = type(bar.coordinates)(points)
    bar.recalcBounds(shapes)
    shapes[dash], font["hmtx"][dash] = bar, (em, 0)


def rename(font: TTFont, source: Source) -> None:
    """Give a modified version its own name, and keep its authors and licence."""
    names = font["name"]
    told = {record.nameID: str(record) for record in names.names if record.langID == 0x409}
    names.names = []
    told |= {0: source.copyright, 1: source.family, 2: "Regular", 4: source.family}
    told |= {3: f"{told[5]};{source.family}", 6: source.family.replace(" ", "")}
    if "CFF " in font:
        font["CFF "].cff.fontNames = [told[6]]
    for number in (0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 13, 14):
        if number in told:
            names.setName(told[number], number, 3, 1, 0x409)


def licence(source: Source, text: str) -> str:
    """The licence to lie beside a font: its own copyright over the common text."""
    common = text[text.index("This Font Software") :]
    return f"{source.copyright}\nModified and renamed to '{source.family}'.\n\n{common}"


def main() -> None:
    """Read the files named on the command line and write the fonts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for source in SOURCES:
        parser.add_argument(f"--{source.role}", type=Path)
    parser.add_argument("--unihan", type=Path, required=True, help="Unihan_OtherMappings.txt.bz2")
    parser.add_argument("--licence", type=Path, required=True, help="LICENSE_FONT of noto-sans-sc")
    parser.add_argument("--out", type=Path, default=Path("kjr/documents/paper/fonts"))
    given = parser.parse_args()
    kept = characters(bz2.decompress(given.unihan.read_bytes()).decode())
    text = given.licence.read_text("utf-8")
    for source in SOURCES:
        file = getattr(given, source.role)
        if file is None:
            continue
        wanted = others(file, source, kept) if source.role in REST else kept
        suffix = "otf" if source.role == "rare" else "ttf"
        cut(file, source, wanted).save(given.out / f"{source.role}.{suffix}")
        kept |= wanted
        (given.out / f"{source.role}-OFL.txt").write_text(licence(source, text), "utf-8")


if __name__ == "__main__":
    main()
