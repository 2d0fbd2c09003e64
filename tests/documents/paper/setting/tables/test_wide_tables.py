"""A table of more columns than a page is wide is parted, not squeezed."""

import pytest

from kjr.documents.blocks import Align, Annex, Signature, Table, TableColumn
from kjr.documents.paper.setting.standard import LANDSCAPE, PORTRAIT
from kjr.documents.paper.setting.tables.column_widths import measure_columns
from kjr.documents.paper.setting.tables.wide_tables import part_wide_table
from tests.documents.paper.looking import FONTS, inks, lines, pages, words

NAMING = [TableColumn("方案条款"), TableColumn("单位", 2.4)]
FIGURES = [TableColumn(f"走访科技工作者{n}/人次", align=Align.RIGHT) for n in range(17)]
WIDE = Table(
    "各单位情况",
    [*NAMING, *FIGURES],
    [
        ["四（一）1", "示例学会", *(f"{1000 * row + n}余" for n in range(17))]
        for row in range(1, 15)
    ],
    remark="注：示例。",
)


@pytest.mark.parametrize(("frame", "count"), [(PORTRAIT, 3), (LANDSCAPE, 2)])
def test_each_part_fits_and_names_its_rows(frame, count):
    parts = part_wide_table(WIDE, FONTS, frame.width)
    assert [part.caption for part in parts] == [f"各单位情况（{n + 1}）" for n in range(count)]
    assert [part.remark for part in parts] == [*[""] * (count - 1), "注：示例。"]
    for part in parts:
        assert part.columns[:2] == NAMING
        assert [row[0] for row in part.rows] == ["四（一）1"] * 14
        assert sum(need.least for need in measure_columns(part, FONTS, frame.width)) <= frame.width
    assert [column for part in parts for column in part.columns[2:]] == FIGURES
    joined = [
        [cell for row in rows for cell in row[2:]]
        for rows in zip(*(p.rows for p in parts), strict=False)
    ]
    assert joined == [row[2:] for row in WIDE.rows]


def test_a_table_that_fits_is_left_alone():
    narrow = Table("", [*NAMING, *FIGURES[:5]], [row[:7] for row in WIDE.rows])
    assert part_wide_table(narrow, FONTS, PORTRAIT.width) == [narrow]


def test_no_figure_and_no_clause_is_broken_on_the_page():
    said = {ink.text for sheet in pages(annexes=[Annex("一览表", [WIDE])]) for ink in inks(sheet)}
    assert {row[0] for row in WIDE.rows} <= said
    whole = {text.rstrip("余") for text in said}
    assert {cell.rstrip("余") for row in WIDE.rows for cell in row[2:]} <= whole


def test_a_table_is_parted_before_its_short_words_are_broken():
    figures = [TableColumn(name, align=Align.RIGHT) for name in "甲乙丙丁戊己庚辛壬"]
    columns = [*NAMING, TableColumn("量词"), TableColumn("目标"), TableColumn("完成率"), *figures]
    row = ["四（一）1", "示例学会", "篇（条）", "50", "14900.0%", *["249.6万余"] * 9]
    parts = part_wide_table(Table("", columns, [row] * 3), FONTS, LANDSCAPE.width)
    assert len(parts) == 2
    annex = Annex("一览表", [Table("", columns, [row] * 3)], landscape=True)
    said = {ink.text for sheet in pages(annexes=[annex]) for ink in inks(sheet)}
    assert {"四（一）1", "篇（条）"} <= said


def test_a_table_of_nothing_but_one_wide_text_is_not_parted():
    block = Table("", [TableColumn("网址")], [["https://example.com/" + "a" * 300]])
    assert part_wide_table(block, FONTS, PORTRAIT.width) == [block]


def test_a_signature_after_a_long_table_has_its_last_rows_above_it():
    body = [*lines(3), WIDE, Signature("示例科协", "2019年6月15日")]
    sheets = pages(body=body)
    assert "示例科协" in words(sheets[-1])
    assert words(sheets[-1]).count("四（一）1") >= 2
    for sheet in sheets:
        assert not words(sheet).endswith(("各单位情况（1）", "（2）", "（3）", "人次"))
