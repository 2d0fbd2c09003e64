"""Bars and photographs on pages."""

from io import BytesIO

import pytest
from PIL import Image

from kjr.documents.blocks import Bar, Bars, Picture
from kjr.documents.paper.setting import pictures
from kjr.documents.paper.setting.pictures import prepare_photo
from kjr.documents.paper.setting.standard import DONE, TRACK, Fill, Photo
from tests.documents.paper.looking import inks, lines, marks_of, pages, words

NOTE = b"taken by somebody at home"


def fills(sheet, colour):
    return [mark for mark in marks_of(sheet, Fill) if mark.colour == colour]


def photos(sheet):
    return [(mark.y, mark) for mark in marks_of(sheet, Photo)]


def jpeg(width, height, turned=None):
    image, file = Image.new("RGB", (width, height), "grey"), BytesIO()
    exif = Image.Exif()
    if turned:
        exif[0x0112] = turned
    exif[0x010F] = "示例相机".encode().decode("latin-1")
    image.save(file, "JPEG", exif=exif, comment=NOTE)
    return file.getvalue()


def test_a_bar_is_as_long_as_its_share():
    shares = [0.0, 0.5, 1.0, 1.7, -1.0]
    (page,) = pages(body=[Bars("图1", [Bar(f"指标{n}", n, f"{n}") for n in shares])])
    (room,) = {fill.width for fill in fills(page, TRACK)}
    assert [fill.width / room for fill in fills(page, DONE)] == pytest.approx([0.5, 1.0, 1.0])


def test_every_bar_has_its_name_and_its_figure():
    (page,) = pages(body=[Bars("图1　完成情况", [Bar("讲座", 0.7, "7 / 10 场")])])
    assert words(page) == "示例讲座7 / 10 场图1　完成情况"


def test_a_long_name_is_broken():
    name = "科技工作者心理资本提升讲座和健康体检以及眼健康检查"
    (page,) = pages(body=[Bars("图1", [Bar(name, 0.7, "7 场")])])
    assert name in words(page)
    assert name not in [ink.text for ink in inks(page)]


def test_more_bars_than_a_page_holds_go_on_over_the_next():
    bars = [Bar(f"指标{n:02}", n / 60, f"{n} 场") for n in range(50)]
    sheets = pages(body=[Bars("图1", bars)])
    assert [f"指标{n:02}" in "".join(map(words, sheets)) for n in range(50)] == [True] * 50
    assert len(sheets) == 2


def test_bars_without_bars_are_a_caption():
    (page,) = pages(body=[Bars("图1", [])])
    assert words(page) == "示例图1"


def test_photographs_stand_two_abreast_over_their_captions():
    body = [Picture(f"走访现场{n}", jpeg(400, 300)) for n in (1, 2, 3)]
    (page,) = pages(body=body)
    (y1, left), (y2, right), (y3, alone) = photos(page)
    assert y1 == y2 < y3
    assert left.x < alone.x < right.x
    assert "走访现场1走访现场2走访现场3" in words(page)


def test_low_photographs_leave_no_gap_above_them():
    body = [Picture("宽", jpeg(1600, 400)), Picture("小", jpeg(96, 48)), *lines(1)]
    (page,) = pages(title="", body=body)
    (top, wide), (low, small) = photos(page)
    assert top == 0
    assert low == pytest.approx(wide.height - small.height)


def test_a_photograph_keeps_its_shape_and_its_way_up():
    (page,) = pages(body=[Picture("竖拍", jpeg(400, 300, turned=6))])
    ((_, photo),) = photos(page)
    assert photo.width / photo.height == pytest.approx(300 / 400, rel=0.02)


def test_a_photograph_carries_no_notes_of_its_camera():
    (page,) = pages(body=[Picture("现场", jpeg(400, 300))])
    ((_, photo),) = photos(page)
    printed = Image.open(BytesIO(photo.data))
    assert (dict(printed.getexif()), printed.info.get("comment", b"")) == ({}, b"")
    assert NOTE not in photo.data


def test_a_large_photograph_becomes_small():
    (page,) = pages(body=[Picture("现场", jpeg(4000, 3000))])
    ((_, photo),) = photos(page)
    assert Image.open(BytesIO(photo.data)).width < 620


def test_a_photograph_that_cannot_be_read_says_so():
    (page,) = pages(body=[Picture("现场", b"GIF89a broken"), *lines(1)])
    assert photos(page) == []
    assert words(page) == "示例（图片无法读取）现场第1段。"


def test_what_is_transparent_is_white_on_paper():
    image, file = Image.new("RGBA", (400, 300), (0, 0, 0, 0)), BytesIO()
    image.save(file, "PNG")
    (page,) = pages(body=[Picture("标志", file.getvalue())])
    ((_, photo),) = photos(page)
    assert min(Image.open(BytesIO(photo.data)).getpixel((200, 150))) > 250


def test_a_small_picture_is_not_enlarged():
    (page,) = pages(body=[Picture("标志", jpeg(96, 48))])
    ((_, photo),) = photos(page)
    assert (photo.width, photo.height) == pytest.approx((72, 36))
    assert Image.open(BytesIO(photo.data)).size == (96, 48)


def test_a_scan_of_many_greys_keeps_them():
    image, file = Image.new("I;16", (60, 40), 32_768), BytesIO()
    image.save(file, "PNG")
    ((_, photo),) = photos(pages(body=[Picture("扫描件", file.getvalue())])[0])
    grey = Image.open(BytesIO(photo.data)).convert("L").getpixel((20, 20))
    assert abs(grey - 128) < 4


def test_a_photograph_is_made_ready_once_however_often_the_page_is_tried(monkeypatch):
    asked = []

    def prepare(data, box):
        asked.append(box)
        return prepare_photo(data, box)

    monkeypatch.setattr(pictures, "prepare_photo", prepare)
    picture = Picture("现场", jpeg(400, 300))
    first, again = (photos(sheet) for _ in range(2) for sheet in pages(body=[picture]))
    assert first == again
    assert len(asked) == 1
