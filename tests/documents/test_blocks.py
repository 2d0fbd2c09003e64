"""What blocks can do before anyone knows the paper."""

from kjr.documents.blocks import (
    Annex,
    Bars,
    Document,
    Paragraph,
    Table,
    TableColumn,
    drop_constant_columns,
    number_captions,
)

COLUMNS = [TableColumn("单位"), TableColumn("状态"), TableColumn("备注")]


def test_tables_and_figures_are_numbered_in_reading_order():
    body = [Table("甲", COLUMNS, []), Bars("乙", []), Paragraph("文"), Table("", COLUMNS, [])]
    annex = Annex("附表", [Table("丙", COLUMNS, []), Table("表9　丁", COLUMNS, [])])
    numbered = number_captions(Document("", "", body, [annex]))
    captions = [each.caption for each in (*numbered.body, *numbered.annexes[0].blocks)[:2]]
    assert captions == ["表1　甲", "图1　乙"]
    assert [each.caption for each in numbered.annexes[0].blocks] == ["表2　丙", "表9　丁"]
    assert numbered.body[3].caption == ""
    assert number_captions(numbered) == numbered


def test_a_column_that_always_says_the_same_is_told_instead():
    rows = [["甲", "已刊发", ""], ["乙", "已刊发", ""], ["丙", "已刊发", ""]]
    columns, kept, said = drop_constant_columns(COLUMNS, rows)
    assert [column.name for column in columns] == ["单位"]
    assert kept == [["甲"], ["乙"], ["丙"]]
    assert said == "状态均为已刊发，备注均未填"


def test_two_rows_are_too_few_to_speak_of_always():
    rows = [["甲", "已刊发", ""], ["乙", "已刊发", ""]]
    assert drop_constant_columns(COLUMNS, rows) == (COLUMNS, rows, "")
