"""The blank workbook, opened by a second program."""

import datetime as dt
import errno
import io
from pathlib import Path

import openpyxl
import pytest

from kjr.campaign.columns import Choice
from kjr.campaign.loading import load_campaign
from kjr.documents.blank_books.blank_workbook import (
    build_blank_book,
    build_unit_book,
    hash_ledgers,
    write_blanks,
)
from kjr.errors import KjrError
from kjr.store import files
from tests.small import SMALL

CAMPAIGN = load_campaign(Path(__file__).parents[3] / "campaign")
HELAN = CAMPAIGN.unit("贺兰县科协")


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def book():
    return opened(build_blank_book(CAMPAIGN, HELAN))


@pytest.fixture(scope="module")
def visits(book):
    return book["走访慰问"]


def rule_at(page, cell):
    return next(rule for rule in page.data_validations.dataValidation if cell in rule.sqref)


def yellow(page):
    return {str(area.sqref): area.rules[0].formula for area in page.conditional_formatting}


def test_there_is_a_guide_a_sheet_per_ledger_and_hidden_words(book):
    names = [ledger.name for ledger in CAMPAIGN.ledgers]
    assert book.sheetnames == ["填报说明", *names, "字典"]
    assert [page.title for page in book if page.sheet_state == "hidden"] == ["字典"]


def test_headers_stand_in_row_two_and_rows_start_below(visits):
    ledger = CAMPAIGN.ledger("走访慰问")
    assert [cell.value for cell in visits[2]] == [column.name for column in ledger.columns]
    assert visits.freeze_panes == "A3"
    assert visits.max_row == 2
    assert "填报单位：贺兰县科协" in visits["A1"].value


def test_required_headers_are_red_and_optional_ones_blue(visits):
    colours = {cell.value: cell.fill.fgColor.rgb for cell in visits[2]}
    assert (colours["走访日期"], colours["佐证"]) == ("FFC0392B", "FF1B5FAA")


def test_choices_drop_down_from_the_hidden_sheet(book):
    for ledger in CAMPAIGN.ledgers:
        for number, column in enumerate(ledger.columns, 1):
            if not isinstance(column, Choice):
                continue
            page = book[ledger.name]
            area = rule_at(page, page.cell(3, number).coordinate).formula1.removeprefix("字典!")
            assert tuple(row[0].value for row in book["字典"][area.replace("$", "")]) == (
                column.options
            )


def test_rules_warn_and_reach_far_down(visits):
    rule = rule_at(visits, "I2000")
    assert (rule.type, rule.operator, rule.formula1) == ("whole", "greaterThanOrEqual", "1")
    assert rule.errorStyle == "warning"
    assert "走访人次" in rule.promptTitle


def test_columns_are_styled_not_cells(visits):
    assert visits.column_dimensions["A"].number_format == "yyyy-mm-dd"
    assert visits.column_dimensions["I"].number_format == "0"


def test_a_blank_that_is_needed_turns_yellow(visits, book):
    assert yellow(visits)["A3:A2000"] == ["AND(COUNTA($A3:$S3)>0,LEN(TRIM(A3))=0)"]
    assert "O3:O2000" not in yellow(visits)
    needed = 'AND(OR($C3="典型人物",$C3="创新团队"),LEN(TRIM(D3))=0)'
    assert yellow(book["宣传报道"])["D3:D2000"] == [needed]


def test_it_prints_on_a4_landscape_with_the_header_on_every_page(visits):
    assert (visits.page_setup.orientation, visits.page_setup.paperSize) == ("landscape", 9)
    assert visits.sheet_properties.pageSetUpPr.fitToPage
    assert visits.page_setup.fitToHeight == 0
    assert visits.print_title_rows == "$2:$2"
    assert "&P" in visits.oddFooter.center.text


def test_nothing_is_protected(book):
    assert not any(page.protection.sheet for page in book)


def test_the_book_says_for_which_ledgers_it_was_made(book):
    assert book.custom_doc_props["kjr_schema"].value == hash_ledgers(CAMPAIGN)


def test_the_guide_explains_every_column(book):
    told = [row[0] for row in book["填报说明"].iter_rows(values_only=True)]
    for ledger in CAMPAIGN.ledgers:
        assert f"【{ledger.name}】" in told
    assert "走访日期（必填）" in told


def test_the_same_unit_gets_the_same_bytes():
    assert build_blank_book(CAMPAIGN, HELAN) == build_blank_book(CAMPAIGN, HELAN)


def test_rows_keep_their_types_and_text_is_never_a_formula():
    row = (dt.date(2019, 5, 24), "=1+1", None, 3)
    page = opened(build_unit_book(CAMPAIGN, HELAN, {"走访慰问": [row]}, "【示例数据】"))["走访慰问"]
    cells = page[3][:4]
    assert [cell.value for cell in cells] == [dt.datetime(2019, 5, 24), "=1+1", None, 3]
    assert [cells[0].data_type, cells[1].data_type] == ["d", "s"]
    assert page["A1"].value.startswith("【示例数据】")


def test_every_unit_of_the_roster_gets_a_workbook(tmp_path):
    written = write_blanks(CAMPAIGN, tmp_path / "新建" / "台账")
    assert [path.stem for path in written] == [unit.name for unit in CAMPAIGN.units]


def test_one_unit_alone_may_be_asked_for_by_any_of_its_names(tmp_path):
    assert write_blanks(CAMPAIGN, tmp_path, "贺兰科协") == [tmp_path / "贺兰县科协.xlsx"]


def test_an_existing_workbook_is_never_overwritten(tmp_path):
    mine = tmp_path / "贺兰县科协.xlsx"
    mine.write_bytes("我填的".encode())
    assert write_blanks(CAMPAIGN, tmp_path, "贺兰县科协") == []
    assert mine.read_bytes() == "我填的".encode()


def test_a_unit_whose_workbook_has_another_of_its_names_gets_no_second_one(tmp_path):
    (tmp_path / "贺兰科协台账（最终版）.xlsx").write_bytes(b"")
    assert write_blanks(CAMPAIGN, tmp_path, "贺兰县科协") == []


def test_an_unknown_unit_is_named_with_the_nearest_one(tmp_path):
    with pytest.raises(KjrError, match="单位名册里没有“贺兰市科协”，是不是 贺兰县科协？"):
        write_blanks(CAMPAIGN, tmp_path, "贺兰市科协")


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "台账").write_text("不是文件夹")
    with pytest.raises(KjrError, match="写不进"):
        write_blanks(CAMPAIGN, tmp_path / "台账", "贺兰县科协")


def test_a_disk_that_fills_leaves_whole_workbooks_and_nothing_else(tmp_path, monkeypatch):
    written = []

    def put(draft, path, replace=files.Path.replace):
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "full")
        written.append(path)
        return replace(draft, path)

    monkeypatch.setattr(files.Path, "replace", put)
    with pytest.raises(KjrError, match="写不进"):
        write_blanks(SMALL, tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(written)
    for path in written:
        assert opened(path.read_bytes()).sheetnames
