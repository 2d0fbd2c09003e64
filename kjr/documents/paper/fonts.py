"""The fonts: which face sets a character, how wide it is, and what no face can set."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

import uharfbuzz as hb

from kjr.errors import KjrError

BUNDLED: Final = Path(__file__).parent / "fonts"
SUFFIXES: Final = (".ttf", ".otf", ".ttc")
LAST: Final = ("rare.otf", "signs.ttf", "numbers.ttf")
"""Asked when no role's face has a character: other hanzi; ticks, fractions, raised digits."""
FORBIDDEN: Final = 0x0002 | 0x0100
"""OS/2 fsType: the maker does not allow embedding, or only the whole font uncut."""
SQUARE: Final = "“”‘’—…，。、；：？！（）《》〈〉【】〔〕「」『』"
"""Marks of a full square in Chinese; a face that has them narrower leaves them to another."""


class FontRole(StrEnum):
    """What a face is for, by the name it has in GB/T 9704-2012."""

    SONG = "宋体"
    TITLE = "小标宋"
    HEI = "黑体"
    KAI = "楷体"
    FANG = "仿宋"


@dataclass(frozen=True, eq=False)
class FontFace:
    """One opened font file."""

    name: str
    font: hb.Font
    chars: frozenset[str]

    def advance(self, char: str) -> float:
        """How far a character moves the pen, in ems."""
        glyph = self.font.get_nominal_glyph(ord(char)) or 0
        return float(self.font.get_glyph_h_advance(glyph) / self.font.face.upem)


class Advances(dict[str, float]):
    """How wide a role sets each character, in ems; looked up when first met."""

    __hash__ = object.__hash__  # type: ignore[assignment]  # what is set with it is remembered

    def __init__(self, faces: tuple[FontFace, ...]) -> None:
        self.faces = faces

    def __missing__(self, char: str) -> float:
        self[char] = width = find_face(char, self.faces).advance(char)
        return width


@dataclass(frozen=True)
class Fonts:
    """All faces: each role's own, and those that help out."""

    faces: Mapping[FontRole, tuple[FontFace, ...]]
    """Each role's face, then the ones asked for what it lacks."""
    advances: Mapping[FontRole, Advances]
    notes: tuple[str, ...] = ()
    """Why a font file of the office's own is not used."""
    folder: Path | None = None
    """Where the office keeps its own."""

    def __reduce__(self) -> tuple[Callable[[Path | None], Fonts], tuple[Path | None]]:
        """What is sent to another process says where the fonts are; they are opened there."""
        return load_fonts_once, (self.folder,)

    def runs(self, role: FontRole, text: str) -> Iterator[tuple[FontFace, str]]:
        """The text in pieces that one face can set.

        >>> [(face.name, text) for face, text in load_fonts().runs(FontRole.KAI, "“五进”")]
        [('song', '“'), ('kai', '五进'), ('song', '”')]
        """
        faces = self.faces[role]
        if faces[0].chars.issuperset(text):
            yield faces[0], text
        else:
            for face, chars in groupby(text, lambda char: find_face(char, faces)):
                yield face, "".join(chars)

    def missing(self, text: str) -> set[str]:
        """The characters no face has.

        >>> load_fonts().missing("一步一个脚印👍")
        {'👍'}
        """
        lost = set(text).difference(*(face.chars for face in self.faces[FontRole.SONG]))
        return lost.difference(*(face.chars for face in load_last_faces())) if lost else lost


def find_face(char: str, faces: tuple[FontFace, ...]) -> FontFace:
    """The first face that has a character; those of last resort are opened when first needed."""
    for face in faces:
        if char in face.chars:
            return face
    return next((face for face in load_last_faces() if char in face.chars), faces[0])


def load_fonts(folder: Path | None = None) -> Fonts:
    """Open the bundled fonts, and in their place those an office keeps in a folder.

    A file is known by its role's name: 仿宋.ttf or fang.ttf.  One that cannot be opened, or that
    its maker forbids to embed, is left aside and named in the notes.  Each role gets its face and
    those that help it out; without a 仿宋 the 宋体 sets the text.
    """
    found, notes = dict(load_bundled_faces()), []
    for role, file in find_font_files(folder):
        try:
            found[role] = open_font(file)
        except KjrError as error:
            notes.append(str(error))
    song = found[FontRole.SONG]
    helpers = (song, *load_bundled_faces().values(), *found.values())
    faces = {role: tuple(dict.fromkeys((found.get(role, song), *helpers))) for role in FontRole}
    advances = {role: Advances(own) for role, own in faces.items()}
    return Fonts(faces, advances, tuple(notes), folder)


@cache
def load_fonts_once(folder: Path | None) -> Fonts:
    """The same, opened once in a process: what was measured with them is not measured again."""
    return load_fonts(folder)


@cache
def load_bundled_faces() -> Mapping[FontRole, FontFace]:
    """The fonts that come with kjr."""
    return {role: open_font(file) for role, file in find_font_files(BUNDLED)}


@cache
def load_last_faces() -> tuple[FontFace, ...]:
    """The fonts for what only a name or a formula needs."""
    return tuple(open_font(BUNDLED / name) for name in LAST)


def find_font_files(folder: Path | None) -> Iterator[tuple[FontRole, Path]]:
    """The font files of a folder; a folder that is not there holds none."""
    names = {name: role for role in FontRole for name in (role.value, role.name.lower())}
    for file in sorted(folder.iterdir()) if folder and folder.is_dir() else ():
        if file.suffix.lower() in SUFFIXES and (role := names.get(file.stem.lower())):
            yield role, file


def open_font(file: Path) -> FontFace:
    """Open a font file; KjrError if it is no font or may not be embedded."""
    font = hb.Face(hb.Blob(file.read_bytes()))
    if not font.glyph_count or "OS/2" not in font.table_tags:
        raise KjrError(f"字体文件「{file.name}」打不开，已改用自带字体。")
    (allowed,) = struct.unpack_from(">H", font.reference_table("OS/2").data, 8)
    if allowed & FORBIDDEN:
        raise KjrError(f"字体文件「{file.name}」不允许嵌入文件，已改用自带字体。")
    face = FontFace(file.stem, hb.Font(font), frozenset(map(chr, font.unicodes)))
    return replace(face, chars=face.chars - {mark for mark in SQUARE if face.advance(mark) < 0.9})


def subset_font(face: FontFace, chars: Iterable[str]) -> bytes:
    """A font file with only these characters, no hints and one weight, ready to embed."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(ord(char) for char in chars)
    wanted.layout_feature_tag_set.clear()
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.DOWNGRADE_CFF2
    )
    wanted.pin_all_axes_to_default(face.font.face)
    return bytes(wanted.subset(face.font.face).blob.data)
