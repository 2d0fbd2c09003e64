"""A workbook with everything an editor could lose: pictures, charts, rules, what WPS adds."""

import io
import struct
import zipfile
import zlib

from tests.store.files import VISITS, package, xlsx

SHEET = "走访慰问"
CELL_IMAGES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"
 xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><etc:cellImage>
<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="ID_示例"/><xdr:cNvPicPr/></xdr:nvPicPr>
<xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill><xdr:spPr/></xdr:pic></etc:cellImage>
</etc:cellImages>""".encode()
RELATIONS = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>"""
RELATION = b'<Relationship Id="%s" Type="%s" Target="%s"/>'
WPS = b"http://www.wps.cn/officeDocument/2020/cellImage"
IMAGE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
CUSTOM = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
TYPES = b"""<Override PartName="/xl/cellimages.xml"
 ContentType="application/vnd.wps-officedocument.cellimage+xml"/></Types>"""


def rich(rows=60):
    """Its bytes, with that many entries on the first of two sheets."""
    entries = [(VISITS[2][0], f"示例{n}", float(n)) for n in range(rows)]
    data = xlsx({SHEET: (*VISITS[:2], *entries), "意见建议": [["=不是公式", "甲"]] * 9}, _decorate)
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return package(parts | _wps(parts))


def picture():
    """A PNG of one red dot."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
        + chunk(b"IEND", b"")
    )


def _decorate(book):
    page, other = book.worksheets()
    bold = book.add_format({"bold": True, "num_format": "yyyy-mm-dd"})
    page.set_column(0, 0, 14, bold)
    page.set_row(5, 30, None, {"hidden": True})
    page.freeze_panes(2, 1)
    page.autofilter(1, 0, 61, 2)
    page.merge_range("E1:G2", "示例合并", bold)
    page.write_comment("B3", "示例批注")
    page.write_rich_string("E5", "示例", bold, "粗体", "之后")
    page.write_url("E6", "https://example.org/", string="示例链接")
    page.write_formula("E7", "=SUM(C3:C62)", None, 1770)
    page.write_array_formula("F7:F8", "{=C3:C4*2}", None, 0)
    page.write_formula("E9", '="合计"&E7', None, "合计1770")
    page.data_validation("C3:C999", {"validate": "integer", "criteria": ">", "value": 0})
    page.data_validation("B3:B999", {"validate": "list", "source": ["甲", "乙"]})
    page.conditional_format("C3:C99", {"type": "data_bar", "data_bar_2010": True})
    page.conditional_format("C3:C99", {"type": "cell", "criteria": ">", "value": 9, "format": bold})
    page.add_sparkline("H3", {"range": f"{SHEET}!C3:C9"})
    page.insert_image("J2", "示例.png", {"image_data": io.BytesIO(picture())})
    page.embed_image("L2", "示例.png", {"image_data": io.BytesIO(picture())})
    page.insert_textbox("J9", "示例文本框")
    page.insert_checkbox("M3", True)
    page.set_header("&L&G", {"image_left": "示例.png", "image_data_left": io.BytesIO(picture())})
    page.protect("", {"sort": True})
    page.repeat_rows(1)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={SHEET}!$C$3:$C$9"})
    page.insert_chart("J20", chart)
    other.add_table("D1:E4", {"data": [["甲", 1], ["乙", 2]], "name": "示例表"})
    book.define_name("示例区", f"={SHEET}!$C$3:$C$62")
    book.set_custom_property("kjr_schema", "示例")


def _wps(parts):
    """What XlsxWriter cannot write: WPS's pictures in cells, and foreign data."""
    book, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    ends = b"</Relationships>"
    relations = RELATION % (b"rIdW", WPS, b"cellimages.xml")
    relations += RELATION % (b"rIdC", CUSTOM, b"../customXml/item1.xml")
    return {
        "xl/cellimages.xml": CELL_IMAGES,
        "xl/_rels/cellimages.xml.rels": RELATIONS % (RELATION % (b"rId1", IMAGE, b"media/wps.png")),
        "xl/media/wps.png": picture(),
        "customXml/item1.xml": "<示例 xmlns='urn:x'>数据</示例>".encode(),
        book: parts[book].replace(ends, relations + ends),
        types: parts[types].replace(b"</Types>", TYPES),
    }
