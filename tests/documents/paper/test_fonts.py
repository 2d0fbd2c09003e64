"""Faces, bundled and an office's own."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from kjr.documents.paper.fonts import (
    BUNDLED,
    FontRole,
    load_fonts,
    subset_font,
)

FONTS = load_fonts()
GB2312 = "".join(
    bytes((row, cell)).decode("gb2312", "ignore")
    for row in range(0xB0, 0xF8)
    for cell in range(0xA1, 0xFF)
)


@pytest.fixture
def folder(tmp_path):
    """An office's fonts: a 仿宋 with few characters, which is really our Kai."""
    (tmp_path / "仿宋.ttf").write_bytes(
        subset_font(FONTS.faces[FontRole.KAI][0], "银川市科协活动 0123")
    )
    return tmp_path


def restricted(folder, allowed):
    font = TTFont(folder / "仿宋.ttf")
    font["OS/2"].fsType = allowed
    font.save(folder / "仿宋.ttf")
    return folder


def test_every_face_has_the_characters_of_gb_2312():
    for faces in FONTS.faces.values():
        assert set(GB2312) - faces[0].chars == set()


@pytest.mark.parametrize("name", ["王䶮", "李㛃", "赵𬱖", "钱𫟹", "孙䥽", "周𬭚"])
def test_rare_names_can_be_set(name):
    assert FONTS.missing(name) == set()


def test_two_digits_stand_on_one_square():
    for role in (FontRole.SONG, FontRole.FANG, FontRole.TITLE, FontRole.HEI):
        assert {FONTS.advances[role][digit] for digit in "0123456789"} == {0.5}


def test_a_dash_and_a_quotation_mark_take_a_full_square_in_every_role():
    assert {FONTS.advances[role][mark] for role in FontRole for mark in "—“”…"} == {1.0}


def test_no_reserved_name_is_used():
    for file in BUNDLED.glob("*.[ot]tf"):
        name = TTFont(file)["name"].getBestFullName()
        assert name.startswith("KJR ")


def test_every_face_has_its_licence_beside_it():
    for file in BUNDLED.glob("*.[ot]tf"):
        text = (BUNDLED / f"{file.stem}-OFL.txt").read_text("utf-8")
        assert text.startswith("Copyright")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text


@pytest.mark.parametrize("sign", "✓✔✗☑☐⅓⅔⑳㉑㊿⁶₂㎥㐱𠮷龘")
def test_signs_and_hanzi_of_a_name_or_a_formula_have_a_glyph(sign):
    assert FONTS.missing(sign) == set()
    ((face, text),) = FONTS.runs(FontRole.KAI, sign)
    assert text in face.chars


def test_without_a_fangsong_the_song_sets_the_text():
    assert FONTS.faces[FontRole.FANG][0] is FONTS.faces[FontRole.SONG][0]


def test_an_offices_own_face_is_used_first(folder):
    own = load_fonts(folder)
    assert own.faces[FontRole.FANG][0].name == "仿宋"
    assert own.notes == ()


def test_what_an_offices_own_face_lacks_is_set_in_song(folder):
    runs = load_fonts(folder).runs(FontRole.FANG, "银川市䶮2019")
    assert [(face.name, text) for face, text in runs] == [
        ("仿宋", "银川市"),
        ("song", "䶮"),
        ("仿宋", "201"),
        ("song", "9"),
    ]


def test_an_english_role_name_will_do(folder):
    (folder / "仿宋.ttf").rename(folder / "FANG.TTF")
    assert load_fonts(folder).faces[FontRole.FANG][0].name == "FANG"


@pytest.mark.parametrize("allowed", [0x0002, 0x0100])
def test_a_font_that_may_not_be_embedded_is_left_aside(folder, allowed):
    own = load_fonts(restricted(folder, allowed))
    assert own.faces[FontRole.FANG][0].name == "song"
    assert own.notes == ("字体文件「仿宋.ttf」不允许嵌入文件，已改用自带字体。",)


def test_a_file_that_is_no_font_is_left_aside(folder):
    (folder / "黑体.otf").write_bytes(b"<html>not found</html>")
    own = load_fonts(folder)
    assert own.faces[FontRole.HEI][0].name == "hei"
    assert own.notes == ("字体文件「黑体.otf」打不开，已改用自带字体。",)


def test_other_files_and_folders_that_are_not_there_do_not_matter(tmp_path):
    (tmp_path / "readme.txt").write_text("示例", "utf-8")
    (tmp_path / "other.ttf").write_bytes(b"")
    for folder in (tmp_path, tmp_path / "nowhere"):
        own = load_fonts(folder)
        assert own.notes == ()
        assert own.faces[FontRole.SONG][0].name == "song"


def test_a_cut_face_holds_the_characters_asked_for_and_no_others():
    font = TTFont(BytesIO(subset_font(FONTS.faces[FontRole.SONG][0], "银川2019")))
    assert set(map(chr, font.getBestCmap())) == set("银川2019")
