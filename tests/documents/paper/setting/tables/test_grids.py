"""Tables on pages."""

import re

import pytest

from kjr.documents.blocks import Align, Annex, Table, TableColumn
from kjr.documents.paper.setting.prose import measure_width
from kjr.documents.paper.setting.standard import (
    CELL,
    CELL_HEAD,
    EM,
    LANDSCAPE,
    PITCH,
    PORTRAIT,
    Ink,
    Stroke,
)
from kjr.documents.paper.setting.tables.column_widths import (
    PAD_X,
    THINNEST,
    find_column_widths,
)
from kjr.documents.paper.setting.tables.grids import break_column_name
from tests.documents.paper.looking import FONTS, inks, lines, pages, table, words

COLUMNS = [
    TableColumn("单位", 2),
    TableColumn("场次", 1, Align.RIGHT),
    TableColumn("状态", 1, Align.CENTRE),
]


def rows_on(sheet):
    """The slabs of a page that are rows, by the text of their first cell."""
    for _, slab, _ in sheet.placed:
        texts = [mark.text for mark in slab.marks if isinstance(mark, Ink)]
        if any(isinstance(mark, Stroke) for mark in slab.marks):
            yield texts[0], slab


def test_every_row_is_on_one_page_and_in_order():
    sheets = pages(body=[*lines(5), table(COLUMNS, 90)])
    rows = [text for sheet in sheets for text, _ in rows_on(sheet) if text != "单位"]
    assert rows == [f"第{number}行单位" for number in range(1, 91)]


def test_the_head_comes_again_on_every_page():
    sheets = pages(title="", body=[table(COLUMNS, 90)])
    assert len(sheets) > 2
    for sheet in sheets:
        assert "单位场次状态" in words(sheet)


def test_the_caption_of_a_later_page_says_so():
    first, *later = pages(title="", body=[table(COLUMNS, 90, note="单位：家")])
    assert words(first).startswith("表1　示例单位：家单位")
    assert {words(sheet)[: len("表1　示例（续表）")] for sheet in later} == {"表1　示例（续表）"}


@pytest.mark.parametrize("above", range(1, 22))
def test_a_small_table_is_not_parted(above):
    sheets = pages(title="", body=[*lines(above), table(COLUMNS, 9)])
    (sheet,) = [sheet for sheet in sheets if "第1行" in words(sheet)]
    assert "第9行" in words(sheet)
    assert "（续表）" not in words(sheet)


@pytest.mark.parametrize("count", range(20, 60))
def test_no_row_stands_alone_at_either_end_of_a_page(count):
    sheets = pages(title="", body=[*lines(7), table(COLUMNS, count)])
    assert all(len(list(rows_on(sheet))) - 1 >= 2 for sheet in sheets)


def test_rows_stand_closer_if_that_saves_a_page_with_next_to_nothing_on_it():
    counts = [len(pages(title="", body=[table(COLUMNS, count)])) for count in range(1, 70)]
    assert sorted(counts) == counts
    (page,) = pages(title="", body=[table(COLUMNS, 31)])
    assert page.frame.air < 1
    assert 0.9 < page.filled <= 1


def test_figures_stand_at_the_right():
    (page,) = pages(body=[Table("", COLUMNS, [["甲", "7", "已报"], ["乙", "1,412", "未报"]])])
    ends = [
        mark.x + measure_width(mark.text, CELL, FONTS)
        for mark in inks(page)
        if mark.text in {"7", "1,412"}
    ]
    assert ends[0] == pytest.approx(ends[1])


def test_the_head_and_the_total_are_set_in_heiti():
    (page,) = pages(body=[table(COLUMNS, 3, total=True)])
    styles = {ink.text: ink.style for ink in inks(page)}
    assert styles["单位"] == styles["第3行单位"] == CELL_HEAD
    assert styles["第1行单位"] == CELL


def test_long_cells_wrap_and_stay_in_their_column():
    advice = "建议建立全市大型科研仪器共享平台，降低中小企业检测成本，" * 3
    (page,) = pages(body=[Table("", COLUMNS, [[advice, "1", "办理中"]])])
    cell = [ink for ink in inks(page) if ink.text in advice and len(ink.text) > 4]
    assert "".join(ink.text for ink in cell) == advice
    assert len(cell) > 2
    (next_,) = [ink for ink in inks(page) if ink.text == "办理中"]
    assert all(ink.x + measure_width(ink.text, CELL, FONTS) <= next_.x for ink in cell)


def test_a_line_typed_in_a_cell_is_kept():
    (page,) = pages(body=[Table("", COLUMNS, [["甲\n乙", "1", ""]])])
    assert {"甲", "乙"} <= {ink.text for ink in inks(page)}


def test_no_column_is_too_narrow_for_its_figures():
    columns = [TableColumn("说明", 50), TableColumn("服务人次", 1, Align.RIGHT)]
    (page,) = pages(body=[Table("", columns, [["示例", "1,234,567人次"]])])
    assert "1,234,567人次" in {ink.text for ink in inks(page)}


def test_short_texts_are_not_broken_for_long_ones():
    columns = [TableColumn("意见建议", 9), TableColumn("办理情况", 1)]
    (page,) = pages(body=[Table("", columns, [["建议" * 90, "正在办理"]])])
    assert "正在办理" in {ink.text for ink in inks(page)}


def test_a_column_takes_no_more_than_it_needs_while_another_breaks_lines():
    unit = "银川市青少年科技辅导员协会（示例）"
    columns = [TableColumn("类别", 9), TableColumn("单位", 1), TableColumn("情况说明", 1)]
    (page,) = pages(body=[Table("", columns, [["市属学会", unit, "已按时报送全部材料，内容完整"]])])
    assert unit in {ink.text for ink in inks(page)}


def test_more_columns_than_fit_share_the_width():
    columns = [TableColumn(f"指标{number}") for number in range(40)]
    (page,) = pages(body=[Table("", columns, [["1"] * 40])])
    strokes = [
        mark for _, slab, _ in page.placed for mark in slab.marks if isinstance(mark, Stroke)
    ]
    assert max(mark.to_x for mark in strokes) == pytest.approx(PORTRAIT.width)


def test_a_head_never_stands_without_rows():
    (page,) = pages(body=[Table("表1　示例", COLUMNS, [], total=True), *lines(1)])
    assert words(page) == "示例表1　示例单位场次状态（无）第1段。"


def test_a_row_taller_than_a_page_goes_on_over_the_next():
    text = "字" * 6000
    sheets = pages(body=[Table("", COLUMNS, [[text, "1", ""]])])
    assert sum(words(sheet).count("字") for sheet in sheets) == 6000


def test_a_table_across_is_as_wide_as_its_page():
    annex = Annex("一览表", [table(COLUMNS, 3)], landscape=True)
    *_, page = pages(annexes=[annex])
    strokes = [
        mark for _, slab, _ in page.placed for mark in slab.marks if isinstance(mark, Stroke)
    ]
    assert max(mark.to_x for mark in strokes) == pytest.approx(LANDSCAPE.width)


@pytest.mark.parametrize("rows", [1, 2, 9, 40])
def test_one_line_is_free_between_a_table_and_the_text(rows):
    *_, page = pages(body=[table(COLUMNS, rows), *lines(2)])
    first, second = [ink for ink in inks(page) if ink.text.endswith("段。")]
    assert first.y - 0.88 * EM - find_bottom(page) == pytest.approx(PITCH)
    assert second.y - first.y == pytest.approx(PITCH)


def find_bottom(sheet):
    """Where the lowest row of a page ends."""
    return max(
        y + slab.height
        for y, slab, _ in sheet.placed
        if any(isinstance(mark, Stroke) for mark in slab.marks)
    )


@pytest.mark.parametrize("length", [600, 1500, 6000])
def test_the_mark_of_an_annex_never_stands_alone_above_a_tall_row(length):
    columns = [TableColumn("类别"), TableColumn("建议", 3)]
    annexes = [Annex("意见建议汇总", [Table("建议", columns, [["综合", "字" * length]])])]
    _, first, *_ = pages(annexes=annexes)
    assert words(first).startswith("附件意见建议汇总建议类别建议综合字字")
    assert first.filled > 0.9 or length == 600


def test_a_row_that_goes_on_is_ruled_off_at_the_foot_and_headed_again():
    columns = [TableColumn("类别"), TableColumn("建议", 3)]
    sheets = pages(body=[Table("建议", columns, [["综合", "字" * 3000], ["其他", "少"]])])
    assert len(sheets) > 1
    for sheet in sheets:
        slab = sheet.placed[-1].slab
        rules = [mark.y for mark in slab.marks if isinstance(mark, Stroke) and mark.y == mark.to_y]
        assert slab.height in rules
        assert "类别建议" in words(sheet)


def test_units_stand_below_units_whatever_follows_them():
    column = [TableColumn("单位"), TableColumn("人次", 1, Align.RIGHT)]
    rows = [["甲", "390余"], ["乙", "5769"], ["丙", "1.6万余"], ["丁", "24"]]
    (page,) = pages(body=[Table("", column, rows)])
    ends = {
        ink.text: ink.x + measure_width(re.match(r"[\d.]+万?", ink.text)[0], CELL, FONTS)
        for ink in inks(page)
        if ink.text[0].isdigit()
    }
    assert len(ends) == 4
    assert max(ends.values()) == pytest.approx(min(ends.values()))
    assert all(ink.x + measure_width(ink.text, CELL, FONTS) < PORTRAIT.width for ink in inks(page))


def test_the_name_of_a_district_column_stays_whole():
    columns = [TableColumn("单位", 3), TableColumn("县（市）区", 1)]
    columns += [TableColumn(f"走访科技工作者{n}/人次", 1, Align.RIGHT) for n in range(6)]
    (page,) = pages(body=[Table("", columns, [["示例" * 9, "兴庆区", *"123456"]])])
    assert "县（市）区" in {ink.text for ink in inks(page)}


@pytest.mark.parametrize(
    ("name", "lines_of_name"),
    [
        ("座谈观摩/场", ["座谈观摩/", "场"]),
        ("走访科技工作者/人次", ["走访科技", "工作者/", "人次"]),
        ("人次/天", ["人次/天"]),
        ("各媒体报道/篇（条）", ["各媒体", "报道/", "篇（条）"]),
    ],
)
def test_a_name_too_long_for_a_line_is_parted_before_its_counter(name, lines_of_name):
    parted = break_column_name(name, FONTS.advances[CELL_HEAD.role], 4.8)
    assert [line.text for line in parted] == lines_of_name


def test_a_counter_in_a_narrow_column_is_not_parted():
    columns = [TableColumn("单位", 4), TableColumn("各媒体报道/篇（条）", 1, Align.RIGHT)]
    columns += [TableColumn(f"走访科技工作者{n}/人次", 1, Align.RIGHT) for n in range(5)]
    (page,) = pages(body=[Table("", columns, [["示例" * 30, *"123456"]])])
    assert "篇（条）" in {ink.text for ink in inks(page)}


def test_a_last_page_of_two_rows_on_a_sheet_across_is_saved():
    annex = [Annex("统计表", [table(COLUMNS, 53)], landscape=True)]
    rows = [len(list(rows_on(sheet))) - 1 for sheet in pages(annexes=annex)[1:]]
    assert len(rows) == 3
    assert min(rows) > 10


def test_a_remark_stands_under_its_table():
    (page,) = pages(body=[table(COLUMNS, 3, remark="注：状态均为已报。"), *lines(1)])
    *_, row, remark, below = inks(page)
    assert (remark.text, remark.x) == ("注：状态均为已报。", 0)
    assert row.y < remark.y < below.y


def test_a_remark_holds_its_table_to_nothing_below_it():
    noted = table(COLUMNS, 5, remark="注：状态均为已报。")
    first, second = pages(body=[*lines(3), noted, noted, noted])
    assert words(first).count("注：") == 2
    assert words(second).count("注：") == 1


def test_tall_rows_leave_no_hole_above_their_table():
    rows = [["指标", "字" * 200] for _ in range(20)]
    columns = [TableColumn("指标"), TableColumn("口径", 3)]
    first, *_ = pages(body=[*lines(12), Table("口径", columns, rows)])
    assert "字字" in words(first)
    assert first.frame.lead == 1


def test_a_column_with_a_long_foreign_name_leaves_the_others_their_room():
    names = ["单位", "https://example.com/" + "x" * 60, "说明"]
    rows = [["示例第一学会", "无", "说明" * 30]]
    table = Table("表1　示例", [TableColumn(name) for name in names], rows)
    _, address, told = find_column_widths(table, FONTS, PORTRAIT.width).widths
    assert told > address > 0


def test_an_address_as_a_column_name_takes_no_line_for_each_stroke():
    name = "https://example.com/a/b/c/d/e/f/g?id=12345"
    said = break_column_name(name, FONTS.advances[CELL_HEAD.role], 12.0)
    assert len(said) <= 4
    assert "".join(line.text for line in said) == name


def test_the_space_beside_texts_gives_way_before_a_word_or_a_figure_is_broken():
    names = ["序号", "方案条款", "指标", "单位", "完成率", *(f"示例{n}区" for n in range(9))]
    row = ["17", "四（一）2", "各媒体报道", "篇（条）", "2333.3%", *["11284320"] * 9]
    columns = [
        TableColumn(name, 1, Align.RIGHT if "%" in it or it == "11284320" else Align.LEFT)
        for name, it in zip(names, row, strict=True)
    ]
    (_, page) = pages(annexes=[Annex("表", [Table("", columns, [row])], landscape=True)])
    assert {*names, "四（一）2", "篇（条）", "2333.3%", "11284320"} <= {
        ink.text for ink in inks(page)
    }
    tight = find_column_widths(Table("", columns, [row]), FONTS, LANDSCAPE.width)
    assert THINNEST <= tight.pad < PAD_X
    assert sum(tight.widths) == pytest.approx(LANDSCAPE.width)


def test_what_stands_before_a_figure_does_not_move_its_digits():
    columns = [TableColumn("单位"), TableColumn("服务群众/人次", align=Align.RIGHT)]
    rows = [
        ["甲", "3400余"],
        ["乙", "约2300"],
        ["丙", "1604"],
        ["丁", "（12人次）"],
        ["戊", "约103.0%"],
    ]
    (page,) = pages(body=[Table("", columns, rows)])
    figures = {cell: re.sub("[^0-9.]+$", "", cell) for _, cell in rows}
    found = {ink.text: ink for ink in inks(page) if ink.text in figures}
    ends = [found[it].x + measure_width(whole, CELL, FONTS) for it, whole in figures.items()]
    assert ends == pytest.approx([ends[0]] * len(rows))
