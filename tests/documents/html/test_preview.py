from typing import get_args

from kjr.documents.blocks import (
    Annex,
    Bar,
    Bars,
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Signature,
    Table,
    TableColumn,
)
from kjr.documents.html import preview
from kjr.documents.html.parts import TEMPLATES


def shown(*blocks, annexes=()):
    return preview.render_preview(Document("标题", "市委", blocks, annexes))


def test_every_kind_of_block_is_shown():
    html = shown(
        Heading(1, "一、基本情况"),
        Paragraph("正文"),
        Table("表1", [TableColumn("指标")], [["走访"]], note="单位：人次"),
        Bars("图1", [Bar("典型人物", 0.8, "8 / 10名")]),
        Picture("现场", b""),
        Signature("某市科协", "2019年6月15日"),
        annexes=[Annex("统计表", [Paragraph("附件正文")])],
    )
    words = [
        "一、基本情况",
        "正文",
        "走访",
        "单位：人次",
        "8 / 10名",
        "现场",
        "某市科协",
        "附件正文",
    ]
    assert [word for word in words if word not in html] == []


def test_no_kind_of_block_lacks_a_macro():
    known = TEMPLATES.get_template("preview.html").module.KINDS
    assert set(known) == {kind.__name__ for kind in get_args(Block)}


def test_what_people_still_have_to_write_is_marked():
    assert "<mark>【待补：典型经验】</mark>" in shown(Paragraph("【待补：典型经验】"))


def test_typed_text_cannot_become_markup():
    assert "<script" not in shown(Paragraph("<script>alert(1)</script>"))
