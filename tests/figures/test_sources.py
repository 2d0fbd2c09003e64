import dataclasses
import datetime as dt

import pytest

from kjr.app import settings, wiring
from kjr.campaign.columns import Progress
from kjr.campaign.model import Measure
from kjr.editing import review
from kjr.figures import overview, sources
from kjr.figures.moments.rereading import follow_acts
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.figures.sums.conditions import label_column
from kjr.state.acts import Act, ActKind
from kjr.state.journal import Journal
from kjr.store.base import StoredBook
from kjr.values.days import Span
from tests import settled
from tests.plans import BOTH
from tests.small import ARTICLES, FILED, NOON, PEOPLE, SMALL, TAGGED, book, entry, snapshot
from tests.typed import CAMPAIGN, UNIT, read


@pytest.fixture(scope="module")
def seen(small_example, tmp_path_factory):
    places = settings.read_settings(
        {"KJR_STATE": str(tmp_path_factory.mktemp("state"))}, {}, small_example
    )
    return overview.build_overview(wiring.take_snapshot(places))


@BOTH
def test_every_figure_is_the_sum_of_its_rows(seen):
    for line in seen.lines:
        rows = sources.list_counted_sources(seen, line.measure)
        assert sum(row.adds for row in rows) == line.done, line.measure.name


@BOTH
def test_every_row_shows_the_cell_as_typed(seen, plan):
    line = seen.line(plan.line)
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


@BOTH
def test_every_row_shows_the_columns_by_which_its_measure_decides(seen):
    for line in seen.lines:
        measure = line.measure
        asked = sources.list_evidence_columns(seen.campaign.ledger(measure.ledger), measure)
        for row in sources.list_counted_sources(seen, measure):
            word = seen.campaign.district_word
            assert list(row.evidence) == [label_column(name, word) for name in asked]
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


@BOTH
def test_a_corrected_row_shows_what_was_typed_what_counts_and_why(
    seen, plan, small_example, tmp_path
):
    places = settings.read_settings({"KJR_STATE": str(tmp_path)}, {}, small_example)
    line = seen.line(plan.line)
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
    assert corrected.line(plan.line).done == line.done + 100
    (row,) = [
        row
        for row in sources.list_counted_sources(corrected, line.measure)
        if (row.unit, row.sheet, row.row) == (largest.unit, largest.sheet, largest.row)
    ]
    assert (row.raw, row.value, row.adds) == (largest.raw, largest.value, largest.adds + 100)
    assert row.correction == (
        f"「{line.measure.sum}」王示例 {moment:%m-%d} 订正为“{row.adds}”：电话核实"
    )


@BOTH
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


def test_the_rule_of_a_cell_that_is_blank_or_does_not_fit_is_what_its_unit_was_told():
    """Nobody wrote 1 场, and no merged cell gave it; what is more than the whole does not count."""
    page = read(
        """
        日期|项目|主题|承办机构|地点|场次|服务人次|建档数|佐证
        2019-06-04|心理讲座|示例|银川市心理卫生学会|示例院||30|50|照片
        2019-06-05|心理讲座|示例|银川市心理卫生学会|示例院|2|30|5|照片
        """,
        "健康服务",
    )
    mine = Book(UNIT, StoredBook("甲.xlsx", "1", NOON), NOON, (page,))
    now = overview.build_overview(Snapshot(CAMPAIGN, NOON, 1, {UNIT: mine}))
    lectures, files = (
        [(row.value, row.rule) for row in sources.list_counted_sources(now, measure)]
        for measure in (now.line("I14").measure, Measure("档案", "份", "健康服务", sum="建档数"))
    )
    assert lectures == [("2", "照原样"), ("约1", "没有填，按1计，标“约”")]
    assert files == [("5", "照原样"), ("", sources.REFUSED)]


# ── Small books ─────────────────────────────────────────────────────────────

HOST, PARTNER = "东区科协", "甲学会"
COUNTED = Measure("参加活动", "人次", settled.LEDGER, sum="参加人次")


def shown(rows, measure=settled.HELD):
    return sources.list_counted_sources(rows, measure)


def added(*books, **more):
    return overview.build_overview(settled.seen(*books, **more))


TOGETHER = (
    settled.filed(HOST, settled.event()),
    settled.filed(PARTNER, settled.OTHER, settled.event(280.0)),
)


def test_the_rows_that_add_most_stand_first():
    rows = shown(added(*TOGETHER), COUNTED)
    assert [(row.unit, row.row, row.cell, row.adds) for row in rows] == [
        (HOST, 2, "D2", 300),
        (PARTNER, 3, "D3", 280),
        (PARTNER, 2, "D2", 50),
    ]
    assert [(row.district, row.file, row.note) for row in rows][1:] == [
        ("市直", "甲学会.xlsx", "每行都计；疑似联合活动，认定以前照计"),
        ("市直", "甲学会.xlsx", "每行都计"),
    ]


def test_a_row_of_anothers_event_says_whose_it_is_and_who_said_so():
    now = settled.seen(*TOGETHER)
    now = dataclasses.replace(now, settlements=(settled.settle(now, HOST),))
    (left,) = sources.list_left_out_sources(overview.build_overview(now), settled.HELD)
    assert (left.place, left.adds) == ((PARTNER, settled.LEDGER, 3), 0)
    assert left.note == "协办，由东区科协主办（第2行），只计主办的一场；组宣部 06-08 认定"


def test_what_is_left_out_is_first_to_come_then_anothers_then_what_does_not_count():
    ahead = settled.filed("乙学会", settled.event(day=settled.SOON, title="夏令营开营式"))
    now = settled.seen(*TOGETHER, ahead)
    now = dataclasses.replace(now, settlements=(settled.settle(now, HOST),))
    asked = dataclasses.replace(settled.HELD, where={"名称": ("无人机进校园",)})
    left = sources.list_left_out_sources(overview.build_overview(now), asked)
    assert [(row.unit, row.row, row.note[:11]) for row in left] == [
        ("乙学会", 2, "日期还没到，到了日子再"),
        (PARTNER, 3, "协办，由东区科协主办（"),
        (PARTNER, 2, "「名称」为“农机维修培"),
    ]


def test_a_row_that_says_it_is_planned_is_told_in_its_own_words():
    rows = entry("甲学会", "走访慰问", 3, 走访日期=NOON.date())._replace(progress=Progress.PLANNED)
    later = entry("甲学会", "走访慰问", 4, 走访日期=settled.SOON)
    now = overview.build_overview(snapshot(book("甲学会", rows, later)))
    left = sources.list_left_out_sources(now, now.line("I3").measure)
    assert [row.note for row in left] == [sources.SAID_PLANNED, sources.PLANNED]


def test_a_row_that_repeats_another_adds_nothing_and_says_so():
    rows = [
        entry("甲学会", "宣传报道", n, 标题="一篇", 媒体名称="报", 状态="已刊发") for n in (3, 4)
    ]
    now = overview.build_overview(snapshot(book("甲学会", *rows)))
    found = shown(now, now.line("I7").measure)
    assert [(row.row, row.adds, row.note) for row in found] == [
        (3, 1, "「状态」为“已刊发”"),
        (4, 0, "与前面一条重复"),
    ]


@pytest.mark.parametrize(
    ("measure", "telling", "deciding", "evidence"),
    [
        (PEOPLE, "走访人次", ("走访人次", "走访日期"), ("走访日期",)),
        (
            ARTICLES,
            "链接/版面",
            ("状态", "链接/版面", "标题", "媒体名称", "刊发日期"),
            ("状态", "标题", "媒体名称", "刊发日期"),
        ),
        (FILED, "报送日期", ("书面总结", "电子版", "报送日期"), ("书面总结", "电子版")),
        (
            dataclasses.replace(PEOPLE, where={"@应报": ("是",), "@单位": ("甲学会",)}),
            "走访人次",
            ("走访人次", "走访日期"),
            ("@应报", "走访日期"),
        ),
    ],
    ids=["sum", "distinct", "report", "writer"],
)
def test_a_measure_says_which_columns_tell_decide_and_prove(measure, telling, deciding, evidence):
    ledger = SMALL.ledger(measure.ledger)
    assert sources.find_telling_column(ledger, measure) == telling
    assert sources.list_deciding_columns(ledger, measure) == deciding
    assert sources.list_evidence_columns(ledger, measure) == evidence


def test_of_a_ledger_without_title_and_day_the_first_column_tells():
    bare = dataclasses.replace(SMALL.ledger("宣传报道"), title="", day="")
    assert sources.find_telling_column(bare, TAGGED) == "刊发日期"


def test_what_is_known_of_the_writer_is_evidence():
    asked = dict.fromkeys(("@应报", "@单位类别", "@县区"), ("*",))
    named = dataclasses.replace(settled.HELD, where=asked)
    units = (PARTNER, "协作医院")
    now = added(*(settled.filed(unit, settled.event()) for unit in units))
    found = [row.evidence for row in shown(now, named)]
    told = [(each["应报"], each["单位类别"], each[now.campaign.district_word]) for each in found]
    assert told == [("是", "市属学会", "市直"), ("否", "市属学会", "市直")]


def test_a_span_of_days_is_shown_from_its_first_to_its_last():
    days = Span(dt.date(2019, 5, 28), dt.date(2019, 6, 1))
    assert sources.format_source_value(days) == "2019-05-28 至 2019-06-01"
    assert sources.format_source_value(12345.5) == "12,345.5"
    assert sources.format_source_value("原文") == "原文"


@pytest.mark.parametrize(
    ("people", "value", "rule"),
    [
        ("若干", "", "“若干”看不出是多少，请填一个数字；说不准时可写“约30”"),
        (None, "", "照原样"),
        (0.0, "0", "照原样"),
    ],
)
def test_a_row_of_a_sum_that_adds_nothing_repeats_no_other(people, value, rule):
    (row,) = shown(added(settled.filed(PARTNER, settled.event(people))), COUNTED)
    assert (row.value, row.rule, row.adds, row.note) == (value, rule, 0, "每行都计")


def test_a_cell_the_office_emptied_counts_as_blank():
    mine = settled.filed(PARTNER, settled.event("约280"))
    edit = review.build_correction_edit(mine.pages[0], 2, "参加人次", None)
    said = Act(NOON, "王示例", PARTNER, ActKind.CORRECTED, settled.LEDGER, (edit,), "核实", id="c")
    now = overview.build_overview(follow_acts(settled.seen(mine), [said]))
    (row,) = shown(now, COUNTED)
    assert (row.raw, row.value, row.adds) == ("约280", "约280", 0)
    assert row.correction == "「参加人次」王示例 06-08 订正为“空”：核实"
