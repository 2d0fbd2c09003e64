"""What Excel, WPS and Google put on the clipboard, cell by cell."""

import time

import pytest

from kjr.editing.typed.pasted_text import LONGEST, MOST_ROWS, split_pasted_text
from kjr.editing.whole_books import propose_pasted
from kjr.errors import KjrError
from kjr.reading.book import parse_book
from kjr.store.base import Sheet
from tests.small import SMALL

LONG = "长" * 140_000

HEAD = ("走访日期", "走访地点/单位", "走访人次")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("甲", [["甲"]]),
        ("甲\t乙\r\n丙\t\r\n", [["甲", "乙"], ["丙", ""]]),
        ("甲\t乙\n丙\t丁", [["甲", "乙"], ["丙", "丁"]]),
        ("甲\t\t", [["甲", "", ""]]),
        ("\t甲\n\t\n", [["", "甲"], ["", ""]]),
        (" 甲 \t\u00a0乙", [[" 甲 ", "\u00a0乙"]]),
        ('"一\n二"\t乙\n', [["一\n二", "乙"]]),
        ('"他说""好""\n二"\t乙', [['他说"好"\n二', "乙"]]),
        ('"一\t二"\t乙\n丙\t丁', [["一\t二", "乙"], ["丙", "丁"]]),
        ('"一\r\n二"\t乙\r\n', [["一\n二", "乙"]]),
        ('5"屏\t乙\n丙\t6"屏', [['5"屏', "乙"], ["丙", '6"屏']]),
        ('"甲"\t乙', [['"甲"', "乙"]]),
        ('"""甲"""\t乙', [['"甲"', "乙"]]),
        ('""\t乙', [['""', "乙"]]),
        ('"甲\t乙\n丙\t丁', [['"甲', "乙"], ["丙", "丁"]]),
        ('甲\t"乙\n丙"\t丁', [["甲", "乙\n丙", "丁"]]),
        ('甲\t"乙\n丙"\t丁\n戊\t己', [["甲", '"乙'], ['丙"', "丁"], ["戊", "己"]]),
        ('"一\n二"\n', [["一\n二"]]),
        ("𠮷野\t👩‍🔬乙\n丙\t丁", [["𠮷野", "👩‍🔬乙"], ["丙", "丁"]]),
        ("甲\t乙\n丙", [["甲", "乙"], ["丙"]]),
        (f'"{LONG}\t乙\n丙\t丁', [[f'"{LONG}', "乙"], ["丙", "丁"]]),
    ],
)
def test_a_copied_block_is_read_character_for_character(text, cells):
    assert split_pasted_text(text) == cells


@pytest.mark.parametrize(
    "text",
    ['"甲\t乙"\n"丙\t丁"', '"甲\n乙"\t丙\n丁'],
)
def test_what_could_be_read_in_two_ways_is_refused(text):
    with pytest.raises(KjrError, match="引号不成对"):
        split_pasted_text(text)


def test_three_thousand_rows_of_twenty_cells_are_no_trouble():
    cells = [[f'{row}"行{column}\n次' for column in range(20)] for row in range(3000)]
    lines = ("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells)
    assert split_pasted_text("\r\n".join(lines)) == cells


def test_a_paste_is_as_large_as_a_workbook_may_be_and_no_larger():
    """What is larger would be read for minutes where everybody is served."""
    rows = ["甲\t乙"] * MOST_ROWS
    assert len(split_pasted_text("\n".join(rows))) == MOST_ROWS
    assert split_pasted_text("甲" * LONGEST) == [["甲" * LONGEST]]
    for more in ("\n".join([*rows, "丙\t丁"]), "甲" * LONGEST + "乙", '"' * 15_000_000):
        with pytest.raises(KjrError, match="一次最多粘贴 5000 行、200 万字"):
            split_pasted_text(more)


def test_as_many_rows_that_are_alike_as_there_are_already_keep_nobody_waiting():
    """Each may be any of the others: to compare all with all takes minutes and gigabytes."""
    rows = [("5月28日", "示例中学", "30")] * 1500
    (page,) = parse_book((Sheet("甲学会", "走访慰问", (HEAD, *rows)),), SMALL)
    text = "\n".join(f"5月28日\t示例中学\t{n}" for n in range(31, 1531))
    begun = time.process_time()
    (proposal,), _ = propose_pasted(page, text, SMALL)
    assert time.process_time() - begun < 4
    assert (proposal.wishes, len(proposal.doubtful)) == ((), 1500)
    (proposal,), _ = propose_pasted(page, "6月1日\t示例小学\t20", SMALL)
    assert [wish.wanted["走访人次"] for wish in proposal.wishes] == [20.0]
