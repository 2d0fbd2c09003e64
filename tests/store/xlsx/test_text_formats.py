"""Tables saved as web pages: tables within tables, cells over several rows, what is hidden."""

import pytest

from kjr.store.base import Area
from kjr.store.xlsx.text_formats import TALLEST, WIDEST, parse_text_table
from kjr.store.xlsx.workbook import read_sheets


def read(rows):
    return parse_text_table(f"<html><table>{rows}</table></html>")


def test_a_table_within_a_cell_is_words_of_that_cell():
    inner = "<table><tr><td>丙<td>丁</tr><tr><td>戊</td></tr></table>"
    lines, traits = read(f"<tr><td>甲{inner}乙</td><td>己</td></tr><tr><td>庚</td></tr>")
    assert lines == [["甲\n丙\n丁\n戊\n乙", "己"], ["庚", ""]]
    assert traits.merged == ()


def test_what_stands_outside_cells_is_no_part_of_them():
    lines, _ = read("<tr>前<td>甲</td>间<td>乙</td>后</tr>外<tr><td>丙</td></tr>")
    assert lines == [["甲", "乙"], ["丙", ""]]


def test_a_break_is_one_and_other_blanks_are_one_space():
    assert read("<tr><td>甲<br>乙 \n\t 丙</td><br><th>丁</th></tr>")[0] == [["甲\n乙 丙", "丁"]]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<p>30</p><p>40</p>", "30\n40"),
        ("<div>30</div>40", "30\n40"),
        ("<ul><li>30<li>40</ul>", "30\n40"),
        ("<table><tr><td>30<td>40</table>", "30\n40"),
        ("<p>30</p>", "30"),
        ("3<b>0</b>", "30"),
        ("30<sup>1</sup>", "30¹"),
        ("30<sup>①</sup>人", "30①人"),
        ("<span style='display:none'>9</span>30", "30"),
        ("<span style='mso-hide:all'>9</span>30", "30"),
        ("<span hidden>9</span><b>30</b>", "30"),
        ("<div style='visibility: hidden'>9<i>9</i></div>30", "30"),
    ],
)
def test_what_stands_apart_above_the_line_or_unseen_is_no_part_of_a_figure(inside, shown):
    assert read(f"<tr><td>{inside}</td><td>甲</td></tr>")[0] == [[shown, "甲"]]


@pytest.mark.parametrize(
    ("said", "bottom", "right"),
    [
        ("rowspan=2 colspan='3'", 2, 3),
        ("rowspan=2", 2, 1),
        ("colspan=2", 1, 2),
        (f"colspan={WIDEST + 1}", 1, WIDEST),
        (f"rowspan={TALLEST + 1}", TALLEST, 1),
    ],
)
def test_a_cell_over_several_is_merged_and_what_follows_stands_beside_it(said, bottom, right):
    lines, traits = read(f"<tr><td {said}>甲<td>乙<tr><td>丙")
    assert traits.merged == (Area(1, 1, bottom, right),)
    assert lines[0] == ["甲", *[""] * (right - 1), "乙"]
    assert lines[1].index("丙") == (right if bottom > 1 else 0)


@pytest.mark.parametrize("said", ["rowspan=0", "rowspan=x", "colspan=''", "colspan=1", "rowspan"])
def test_a_cell_that_names_no_number_is_one_cell(said):
    lines, traits = read(f"<tr><td {said}>甲<td>乙")
    assert (lines, traits.merged) == ([["甲", "乙"]], ())


@pytest.mark.parametrize(
    "said",
    ["hidden", "style='display: none'", "style='visibility:collapse'", "style='DISPLAY:NONE'"],
)
def test_a_row_that_is_not_shown_is_told(said):
    lines, traits = read(f"<tr><td>甲<tr {said}><td>乙<tr style='color:red'><td>丙")
    assert lines == [["甲"], ["乙"], ["丙"]]
    assert traits.hidden_rows == {2}


def test_cells_before_the_first_row_stand_in_it_and_are_not_struck_out():
    lines, traits = read("<td>甲<td><s>丙</s>乙<tr><td>丁")
    assert lines == [["甲", "乙"], ["丁", ""]]
    assert [mark[:2] for mark in traits.marks] == [(1, 2)]


@pytest.mark.parametrize("text", ["<html><table><tr><td>43613</table>", "43613,3"])
def test_a_day_written_as_a_number_counts_from_1900(text):
    lines, traits = parse_text_table(text)
    assert (lines[0][0], traits.date1904) == ("43613", False)


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ('甲,="04"\r\n乙,5', (("甲", "04"), ("乙", "5"))),
        ('"甲,4\r\n乙,5\r\n丙,6', (("甲", "4"), ("乙", "5"), ("丙", "6"))),
        ('"甲\r\n一",4\r\n"乙,5', (("甲\r\n一", "4"), ("乙", "5"))),
        ('5"管,4\r\n"5""管",5', (('5"管', "4"), ('5"管', "5"))),
    ],
)
def test_quotation_marks_of_a_text_take_nothing_into_their_cell(body, rows):
    (sheet,) = read_sheets(f"名称,人数\r\n{body}\r\n".encode("gb18030"), "甲学会")
    assert sheet.rows[1:] == rows
