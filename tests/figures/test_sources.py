import dataclasses

import pytest

from kjr.app import settings, wiring
from kjr.editing import review
from kjr.figures import overview, sources
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.state.acts import Act, ActKind
from kjr.state.journal import Journal
from kjr.store.base import StoredBook
from tests.small import NOON
from tests.typed import CAMPAIGN, UNIT, read


@pytest.fixture(scope="module")
def seen(small_example, tmp_path_factory):
    places = settings.read_settings(
        {"KJR_STATE": str(tmp_path_factory.mktemp("state"))}, {}, small_example
    )
    return overview.build_overview(wiring.take_snapshot(places))


def test_every_figure_is_the_sum_of_its_rows(seen):
    for line in seen.lines:
        rows = sources.list_counted_sources(seen, line.measure)
        assert sum(row.adds for row in rows) == line.done, line.measure.name


def test_every_row_shows_the_cell_as_typed(seen):
    line = seen.line("I3")
    for row in sources.list_counted_sources(seen, line.measure):
        book = seen.snapshot.books[row.unit]
        page = next(page for page in book.pages if page.sheet.name == row.sheet)
        assert row.file == book.held.file
        assert row.cell == page.address(row.row, line.measure.sum)


def test_an_approximate_row_says_so_and_names_the_rule(seen):
    rows = [
        row
        for row in sources.list_counted_sources(seen, seen.line("I3").measure)
        if "约" in row.value
    ]
    assert rows
    assert all(row.rule != "照原样" for row in rows)


def test_rows_that_do_not_count_say_why(seen):
    rows = sources.list_left_out_sources(seen, seen.line("I5").measure)
    assert rows
    assert all(row.note for row in rows)


def test_every_row_shows_the_columns_by_which_its_measure_decides(seen):
    for line in seen.lines:
        measure = line.measure
        asked = sources.list_evidence_columns(seen.campaign.ledger(measure.ledger), measure)
        for row in sources.list_counted_sources(seen, measure):
            assert list(row.evidence) == [name.removeprefix("@") for name in asked]
            assert row.note


def test_a_row_that_counts_says_by_which_cell(seen):
    line = next(line for line in seen.lines if line.name == "I5")
    column, words = next(iter(line.measure.where.items()))
    for row in sources.list_counted_sources(seen, line.measure):
        if row.adds:
            assert f"「{column}」为“{row.evidence[column]}”" in row.note
            assert set(row.evidence[column].split("、")) & {*words}


def test_a_row_that_counts_by_a_blank_cell_says_so(seen):
    measure = dataclasses.replace(seen.line("I3").measure, where={"慰问品（份）": ("",)})
    notes = {row.note for row in sources.list_counted_sources(seen, measure)}
    assert notes == {"「慰问品（份）」为“空”"}


def test_a_corrected_row_shows_what_was_typed_what_counts_and_why(seen, small_example, tmp_path):
    places = settings.read_settings({"KJR_STATE": str(tmp_path)}, {}, small_example)
    line = seen.line("I3")
    largest = sources.list_counted_sources(seen, line.measure)[0]
    page = next(
        page for page in seen.snapshot.books[largest.unit].pages if page.sheet.name == largest.sheet
    )
    edits = (
        review.build_correction_edit(page, largest.row, line.measure.sum, largest.adds + 100.0),
    )
    moment = seen.snapshot.taken
    said = Act(moment, "王示例", largest.unit, ActKind.CORRECTED, largest.sheet, edits, "电话核实")
    Journal(places.state).append(said)
    corrected = overview.build_overview(wiring.take_snapshot(places))
    assert corrected.line("I3").done == line.done + 100
    (row,) = [
        row
        for row in sources.list_counted_sources(corrected, line.measure)
        if (row.unit, row.sheet, row.row) == (largest.unit, largest.sheet, largest.row)
    ]
    assert (row.raw, row.value, row.adds) == (largest.raw, largest.value, largest.adds + 100)
    assert row.correction == (f"「{line.measure.sum}」王示例 06-08 订正为“{row.adds}”：电话核实")


def test_a_row_that_counts_by_its_writer_says_what_is_known_of_him(seen):
    line = next(line for line in seen.lines if "@应报" in line.measure.where and line.done)
    for row in sources.list_counted_sources(seen, line.measure):
        if row.adds:
            assert "「应报」为“是”" in row.note


def test_the_rule_says_how_a_cell_was_read_the_largest_first():
    page = read(
        """
        走访日期|走访地点/单位|对象类别|带队人|带队人级别|走访人次
        2019-05-24|示例园区|一线科技工作者|何示例|学会负责人|3
        2019-05-25|示例学校|一线科技工作者|何示例|学会负责人|约30
        2019-05-26|示例医院|一线科技工作者|何示例|学会负责人|同上
        """,
        "走访慰问",
    )
    mine = Book(UNIT, StoredBook("甲.xlsx", "1", NOON), NOON, (page,))
    now = overview.build_overview(Snapshot(CAMPAIGN, NOON, 1, {UNIT: mine}))
    rows = sources.list_counted_sources(now, now.line("I3").measure)
    assert [(row.raw, row.value, row.rule) for row in rows] == [
        ("约30", "约30", "「约」为约数"),
        ("同上", "约30", "随合并的格、上一行或表头的单位"),
        ("3", "3", "照原样"),
    ]
