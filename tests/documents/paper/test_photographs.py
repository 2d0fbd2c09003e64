import io
import struct
import zlib

import pillow_heif
import pytest
from PIL import Image

from kjr.documents.paper.photographs import read_photograph
from kjr.errors import KjrError
from tests.harm import NOTES, write_with_notes


def picture(kind="PNG", size=(40, 30)):
    file = io.BytesIO()
    Image.new("RGB", size).save(file, kind)
    return file.getvalue()


def swollen(width, height):
    """The beginning of a picture that says it is so large; nothing needs more of it to refuse."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_photograph_is_taken_with_its_name_as_caption(kind):
    taken = read_photograph("启动仪式.jpg", picture(kind))
    image = Image.open(io.BytesIO(taken.data))
    assert (taken.caption, image.format, image.size) == ("启动仪式", kind, (40, 30))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_of_a_photograph_what_is_seen_is_kept_and_nothing_of_its_camera(kind):
    taken = read_photograph("启动仪式.jpg", write_with_notes(kind)).data
    image = Image.open(io.BytesIO(taken))
    assert [note for note in NOTES if note.encode() in taken] == []
    assert not image.getexif()
    assert kind == "HEIF" or image.size == (30, 40)  # upright; there it says so itself


def test_a_picture_behind_the_picture_is_left_out():
    """Telephones write a second one into the same file, with notes of its own."""
    data = write_with_notes("JPEG") * 2
    assert read_photograph("两张.jpg", data).data.count(b"\xff\xd8\xff") == 1


def test_a_photograph_with_a_hole_keeps_it():
    image = Image.new("P", (40, 30))
    image.putpalette([255, 0, 0, 0, 0, 255])
    file = io.BytesIO()
    image.save(file, "PNG", transparency=0)
    taken = read_photograph("徽标.png", file.getvalue()).data
    assert Image.open(io.BytesIO(taken)).convert("RGBA").getpixel((0, 0)) == (255, 0, 0, 0)


def test_a_photograph_of_a_telephone_becomes_one_that_every_program_reads():
    pillow_heif.register_heif_opener()
    taken = read_photograph("走访.HEIC", picture("HEIF", (400, 300)))
    image = Image.open(io.BytesIO(taken.data))
    assert (taken.caption, image.format, image.size) == ("走访", "JPEG", (400, 300))


def test_a_film_is_no_photograph():
    with pytest.raises(KjrError, match="不是 JPG、PNG 或 HEIC"):
        read_photograph("录像.mp4", b"\x00\x00\x00\x1cftypisom" + b"\x00" * 40)


@pytest.mark.parametrize("side", [6_000, 60_000])
def test_a_picture_that_unpacks_to_gigabytes_is_refused(side):
    data = swollen(side, side) + picture()[33:]
    with pytest.raises(KjrError, match="像素太多"):
        read_photograph("大.png", data)


@pytest.mark.parametrize("size", [(1, 20_000), (20_000, 1), (10, 90)])
def test_a_picture_that_no_screen_can_show_is_refused(size):
    with pytest.raises(KjrError, match="不像照片"):
        read_photograph("细.png", picture(size=size))


def test_a_panorama_is_taken():
    assert read_photograph("全景.jpg", picture("JPEG", (800, 100))).caption == "全景"


@pytest.mark.parametrize("data", [b"", b"MZ", b"<svg/>", picture("GIF"), picture()[:20]])
def test_what_is_no_photograph_is_refused(data):
    with pytest.raises(KjrError, match="不是 JPG、PNG 或 HEIC"):
        read_photograph("假.png", data)
