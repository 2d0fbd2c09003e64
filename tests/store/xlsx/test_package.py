"""What is taken from the parts of a package: how far a sheet reaches, its formulas, its sheets."""

import io
import zipfile

import pytest

from kjr.store.base import UnreadableError
from kjr.store.xlsx import package
from tests.store.files import edited, xlsx
from tests.store.files import package as pack


def part(*cells, said=""):
    return f"<worksheet>{said}<sheetData>{''.join(cells)}</sheetData></worksheet>".encode()


def cell(place, inside="<v>1</v>"):
    return f'<c r="{place}">{inside}</c>' if inside else f'<c r="{place}"/>'


@pytest.mark.parametrize(
    ("cells", "said", "is_vast"),
    [
        ((), "", False),
        ((cell("A1"), cell("CV20000")), "", False),
        ((cell("A1"), cell("CW20000")), "", True),
        ((cell("C666667"),), "", True),
        ((cell("XFD1"), cell("A123")), "", True),
        ((cell("XFD1"), cell("A122")), "", False),
        ((cell("XFD1048576"),), '<dimension ref="A1:C4"/>', False),
        ((cell("A1"),), '<dimension ref="A1:CV20001"/>', True),
        ((cell("A1"),), '<x:dimension ref="CV20001"/>', True),
        ((cell("A1"),), " " * 4096 + '<dimension ref="A1:CV20001"/>', False),
    ],
)
def test_a_sheet_is_vast_beyond_two_million_cells(cells, said, is_vast):
    assert package.is_vast_part(part(*cells, said=said)) == is_vast


def test_what_is_far_off_is_left_out_and_the_last_row_and_column_are_not():
    near = [cell("A1"), cell("CV1"), cell("A20000"), cell("CV20000")]
    far = [cell("CW1"), cell("A20001", ""), cell("XFD1048576")]
    assert package.trim_part(part(*near, *far)) == part(*near)
    assert package.trim_part(part(*far, *near)) == part(*near)


@pytest.mark.parametrize(("worked", "blank", "is_refused"), [(50, 9, False), (51, 0, True)])
def test_so_many_cells_far_off_are_slips_and_more_are_somebodys_work(worked, blank, is_refused):
    xml = part(
        *(cell(f"CW{n}") for n in range(1, worked + 1)),
        *(cell(f"CX{n}", "") for n in range(1, blank + 1)),
    )
    if is_refused:
        with pytest.raises(UnreadableError, match="工作表范围过大"):
            package.trim_part(xml)
    else:
        assert package.trim_part(xml) == part()


def opened(data):
    return zipfile.ZipFile(io.BytesIO(data))


def test_the_sheets_of_a_package_are_found_by_their_names():
    with opened(xlsx()) as source:
        assert package.map_sheet_parts(source) == {
            "走访慰问": "xl/worksheets/sheet1.xml",
            "意见建议": "xl/worksheets/sheet2.xml",
        }
    for other in ({"word/document.xml": "<w/>"}, {package.BOOK: "<w/>"}):
        with opened(pack(other)) as source:
            assert package.map_sheet_parts(source) == {}
    with opened(xlsx()) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    del parts["xl/worksheets/sheet1.xml"]
    with opened(pack(parts)) as source:
        assert list(package.map_sheet_parts(source)) == ["意见建议"]


def test_results_may_be_stale_where_any_sheet_has_a_formula():
    def count(book):
        book.get_worksheet_by_name("意见建议").write_formula("A9", "=1+1", None, 2)

    for data, is_stale in ((xlsx(), False), (xlsx(decorate=count), True)):
        with opened(data) as source:
            assert package.has_stale_results(source) == is_stale


@pytest.mark.parametrize("name", ["_xmlsignatures/sig1.xml", "_XmlSignatures/origin.sigs"])
def test_a_signature_is_one_however_its_folder_is_written(name):
    with opened(xlsx()) as source:
        parts = {each: source.read(each) for each in source.namelist()}
    assert not package.is_signed(xlsx())
    assert package.is_signed(pack(parts | {name: "<x/>"}))
    assert not package.is_signed(pack(parts | {f"xl/{name}": "<x/>"}))


def test_parts_are_replaced_in_their_place_and_all_others_stay():
    data = xlsx()
    changed = package.replace_parts(data, {package.BOOK: b"<new/>", "gone.xml": b"", "xl/x": b""})
    with opened(data) as before, opened(changed) as after:
        assert before.namelist() == after.namelist()
        for name in before.namelist():
            expected = b"<new/>" if name == package.BOOK else before.read(name)
            assert after.read(name) == expected
    empty = package.replace_parts(data, {"docProps/app.xml": b""})
    with opened(empty) as after:
        assert after.read("docProps/app.xml") == b""


def test_a_sheet_without_a_relation_is_no_part():
    data = edited(xlsx(), package.BOOK, b'r:id="rId1"', b"")
    with opened(data) as source:
        assert list(package.map_sheet_parts(source)) == ["意见建议"]


@pytest.mark.parametrize(
    ("data", "is_office"),
    [
        (xlsx(), True),
        (pack({"[CONTENT_TYPES].XML": ""}), True),
        (pack({"content.xml": "", "mimetype": ""}), False),
        (b"no package", False),
    ],
)
def test_a_package_of_offices_kind_is_known_by_its_list_of_types(data, is_office):
    assert package.is_office_package(data) == is_office


def test_names_that_are_no_utf8_and_remarks_stay_to_the_byte():
    """Chinese archivers write a picture's name in GBK, and some sign what they packed."""
    names = ["图片.png".encode("gbk"), "图片.png".encode()]
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("XX.png".replace("XX", "X" * (len(names[0]) - 4)), b"gbk")
        made.writestr("图片.png", b"utf-8")
        made.writestr("plain.xml", b"<old/>")
        made.comment = "示例".encode()
    before = data.getvalue().replace(b"X" * (len(names[0]) - 4) + b".png", names[0])
    after = package.replace_parts(before, {"plain.xml": b"<new/>"})
    assert [after.count(name) for name in names] == [2, 2]
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert (new.namelist(), new.comment) == (old.namelist(), old.comment)
        told = [
            [(i.flag_bits, i.date_time, i.external_attr) for i in z.infolist()] for z in (old, new)
        ]
        assert told[0] == told[1]
