"""The blank workbook, opened by a second program."""

import datetime as dt
import errno
import io

import openpyxl
import pytest
from openpyxl.formula.translate import Translator

from kjr.campaign.columns import Choice
from kjr.documents.blank_books.blank_workbook import (
    build_blank_book,
    build_unit_book,
    hash_ledgers,
    write_blanks,
)
from kjr.errors import KjrError
from kjr.store import files
from tests.plans import BOTH
from tests.small import SMALL


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def book(plan):
    return opened(build_blank(plan))


def build_blank(plan):
    return build_blank_book(plan.campaign, plan.campaign.unit(plan.unit))


@pytest.fixture(scope="module")
def visits(book):
    return book["走访慰问"]


def rule_at(page, cell):
    return next(rule for rule in page.data_validations.dataValidation if cell in rule.sqref)


def yellow(page):
    """Each range of a rule with the formula as it stands for that range's first cell."""
    found = {}
    for area in page.conditional_formatting:
        ((formula,),) = (rule.formula for rule in area.rules)
        first, *_ = ranges = sorted(area.sqref.ranges, key=lambda each: each.min_col)
        assert f"TRIM({first.coord.split(':')[0]})" in formula
        for each in ranges:
            own = Translator(f"={formula}", first.coord.split(":")[0])
            found[each.coord] = own.translate_formula(each.coord.split(":")[0])
    return found


@BOTH
def test_there_is_a_guide_a_sheet_per_ledger_and_hidden_words(plan, book):
    names = [ledger.name for ledger in plan.campaign.ledgers]
    assert book.sheetnames == ["填报说明", *names, "字典"]
    assert [page.title for page in book if page.sheet_state == "hidden"] == ["字典"]


@BOTH
def test_headers_stand_in_row_two_and_rows_start_below(plan, book):
    page = book[plan.ledger]
    assert [cell.value for cell in page[2]] == plan.columns
    assert page.freeze_panes == "A3"
    assert page.max_row == 2
    assert f"填报单位：{plan.unit}" in page["A1"].value


def test_required_headers_are_red_and_optional_ones_blue(visits):
    colours = {cell.value: cell.fill.fgColor.rgb for cell in visits[2]}
    assert (colours["走访日期"], colours["佐证"]) == ("FFC0392B", "FF1B5FAA")


@BOTH
def test_choices_drop_down_from_the_hidden_sheet(plan, book):
    for ledger in plan.campaign.ledgers:
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
    assert yellow(visits)["A3:A2000"] == "=AND(COUNTA($A3:$S3)>0,LEN(TRIM(A3))=0)"
    assert yellow(visits)["C3:C2000"] == "=AND(COUNTA($A3:$S3)>0,LEN(TRIM(C3))=0)"
    assert "O3:O2000" not in yellow(visits)
    needed = '=AND(OR($C3="典型人物",$C3="创新团队"),LEN(TRIM(D3))=0)'
    assert yellow(book["宣传报道"])["D3:D2000"] == needed


def test_it_prints_on_a4_landscape_with_the_header_on_every_page(visits):
    assert (visits.page_setup.orientation, visits.page_setup.paperSize) == ("landscape", 9)
    assert visits.sheet_properties.pageSetUpPr.fitToPage
    assert visits.page_setup.fitToHeight == 0
    assert visits.print_title_rows == "$2:$2"
    assert "&P" in visits.oddFooter.center.text


@BOTH
def test_nothing_is_protected(book):
    assert not any(page.protection.sheet for page in book)


@BOTH
def test_the_book_says_for_which_ledgers_it_was_made(plan, book):
    assert book.custom_doc_props["kjr_schema"].value == hash_ledgers(plan.campaign)


@BOTH
def test_the_guide_explains_every_column(plan, book):
    told = [row[0] for row in book["填报说明"].iter_rows(values_only=True)]
    for ledger in plan.campaign.ledgers:
        assert f"【{ledger.name}】" in told
    assert f"{plan.columns[0]}（必填）" in told


@BOTH
def test_the_same_unit_gets_the_same_bytes(plan):
    assert build_blank(plan) == build_blank(plan)


@BOTH
def test_rows_keep_their_types_and_text_is_never_a_formula(plan):
    row, unit = (plan.row[0], "=1+1", None, 3), plan.campaign.unit(plan.unit)
    data = build_unit_book(plan.campaign, unit, {plan.ledger: [row]}, "【示例数据】")
    page = opened(data)[plan.ledger]
    cells = page[3][:4]
    noon = dt.datetime.combine(plan.row[0], dt.time())
    assert [cell.value for cell in cells] == [noon, "=1+1", None, 3]
    assert [cells[0].data_type, cells[1].data_type] == ["d", "s"]
    assert page["A1"].value.startswith("【示例数据】")


@BOTH
def test_every_unit_of_the_roster_gets_a_workbook(plan, tmp_path):
    written = write_blanks(plan.campaign, tmp_path / "新建" / "台账")
    assert [path.stem for path in written] == [unit.name for unit in plan.campaign.units]


@BOTH
def test_one_unit_alone_may_be_asked_for_by_any_of_its_names(plan, tmp_path):
    assert write_blanks(plan.campaign, tmp_path, plan.alias) == [tmp_path / f"{plan.unit}.xlsx"]


@BOTH
def test_an_existing_workbook_is_never_overwritten(plan, tmp_path):
    mine = tmp_path / f"{plan.unit}.xlsx"
    mine.write_bytes("我填的".encode())
    assert write_blanks(plan.campaign, tmp_path, plan.unit) == []
    assert mine.read_bytes() == "我填的".encode()


@BOTH
def test_a_unit_whose_workbook_has_another_of_its_names_gets_no_second_one(plan, tmp_path):
    (tmp_path / f"{plan.alias}台账（最终版）.xlsx").write_bytes(b"")
    assert write_blanks(plan.campaign, tmp_path, plan.unit) == []


@BOTH
def test_an_unknown_unit_is_named_with_the_nearest_one(plan, tmp_path):
    wrong = plan.unit.replace("科协", "科学")
    with pytest.raises(KjrError, match=f"单位名册里没有“{wrong}”，是不是 {plan.unit}"):
        write_blanks(plan.campaign, tmp_path, wrong)


@BOTH
def test_a_place_that_cannot_be_written_is_said(plan, tmp_path):
    (tmp_path / "台账").write_text("不是文件夹")
    with pytest.raises(KjrError, match="写不进"):
        write_blanks(plan.campaign, tmp_path / "台账", plan.unit)


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
