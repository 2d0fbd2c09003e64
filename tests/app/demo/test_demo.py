"""The example campaign, written to a folder and read back as any other."""

import dataclasses
import datetime as dt
import io
from collections import Counter

import pytest
from python_calamine import CalamineWorkbook

from kjr.app import demo
from kjr.app.demo.example_units import STORIES, UnitBehaviour, assign_behaviours
from kjr.app.demo.stories import PLANTED, build_story_rows, list_planted_units
from kjr.campaign import unit_names
from kjr.campaign.columns import Choice, Count, Money
from kjr.campaign.loading import load_campaign
from kjr.errors import KjrError
from kjr.figures import overview
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.snapshot import Snapshot
from kjr.store.folder.folder_store import FolderStore
from kjr.values.readings import Level
from tests.plans import FIRST
from tests.shared import WORKER

CAMPAIGN = FIRST.campaign
EXAMPLE = demo.build_example_campaign(CAMPAIGN)
DAY_BEFORE = dt.date(2019, 6, 7)


def seen(folder, state):
    resolve = unit_names.build_resolver(EXAMPLE.units, EXAMPLE.file_words)
    store = FolderStore(folder, resolve, WORKER, state)
    return overview.build_overview(
        refresh_snapshot(Snapshot(EXAMPLE, EXAMPLE.moment), store, EXAMPLE.moment)
    )


def figures(seen):
    return {line.indicator.id: (line.done, line.target) for line in seen.lines if line.is_main}


@pytest.fixture(scope="module")
def now(example, tmp_path_factory):
    return seen(example, tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="module")
def day_before(tmp_path_factory):
    """The planted units alone, an evening earlier."""
    folder = tmp_path_factory.mktemp("before")
    demo.write_example(CAMPAIGN, folder, units=12, until=DAY_BEFORE)
    return seen(folder, tmp_path_factory.mktemp("state"))


def test_of_112_units_87_fill_their_ledgers_and_17_have_filed(now):
    ledgers, reports = now.filling, now.filing
    assert (ledgers.expected, ledgers.filled, ledgers.empty) == (112, 87, 5)
    assert (ledgers.unreadable, ledgers.not_begun) == (4, 16)
    assert (reports.expected, reports.filed, reports.on_time) == (112, 17, 17)
    assert (reports.missing, reports.unreadable) == (91, 4)
    assert now.snapshot.strays == ()


def test_on_25_may_ten_activities_are_done_and_the_others_planned(now):
    then = dataclasses.replace(now.snapshot, taken=EXAMPLE.moment.replace(month=5, day=25))
    seen = overview.build_overview(then)
    assert (seen.line("I18").done, seen.line("I18").planned) == (10, 79)
    assert seen.filing.filed == 0


def test_the_plans_four_numbers_stand_where_they_should(now):
    found = figures(now)
    assert found["I5"] == (8, 10)
    assert found["I6"] == (3, 3)
    assert found["I8"] == (50, 50)
    assert found["I14"] == (7, 10)


def test_one_field_and_one_district_are_still_to_be_covered(now):
    found = {line.measure.name: (line.done, line.target) for line in now.lines}
    assert found["覆盖领域"] == (7, 8)
    assert found["有县级服务队的县（市）区"] == (5, 6)
    assert found["看望的领导层级"] == (2, 2)


def test_every_indicator_has_something_to_show(now):
    assert [id for id, (done, _) in figures(now).items() if not done] == []


def test_there_are_about_620_rows_in_all_eight_ledgers(now):
    ledgers = Counter(entry.ledger for entry in now.snapshot.entries)
    assert 600 <= ledgers.total() <= 640
    assert set(ledgers) == {ledger.name for ledger in CAMPAIGN.ledgers}


def test_only_a_few_cells_are_in_error(now):
    levels = Counter(problem.level for problem in now.snapshot.problems)
    assert 5 <= levels[Level.ERROR] <= 20


def test_what_people_wrote_by_hand_is_understood(now):
    values = {}
    for entry in now.snapshot.entries:
        if entry.unit in ("灵武市科协", "西夏区科协"):
            values |= {(entry.unit, value): entry.values for value in entry.values.values()}
    wool = values["灵武市科协", "羊绒园区两家企业（示例）"]
    assert wool["走访日期"] == dt.date(2019, 5, 27)
    assert wool["走访人次"] == 5
    caravan = values["西夏区科协", "科普大篷车校园行（示例）"]
    assert caravan["日期"] == (dt.date(2019, 5, 28), dt.date(2019, 5, 31))
    assert (caravan["志愿者人数"], caravan["服务群众人次"]) == (30, 1200)


def test_the_event_filed_twice_is_noticed(now):
    pairs = [problem for problem in now.snapshot.checks if "无人机" in str(problem)]
    assert {problem.unit for problem in pairs} & {
        "金凤区科协",
        "银川市青少年科技辅导员协会（示例）",
    }


def test_the_day_before_was_a_little_less(day_before):
    assert figures(day_before)["I5"] == (7, 10)
    assert figures(day_before)["I14"] == (6, 10)


def test_some_units_file_on_the_last_day():
    begun = [
        rows[0].day for unit in EXAMPLE.units if (rows := build_story_rows(EXAMPLE, unit, seed=1))
    ]
    assert 1 <= sum(day > DAY_BEFORE for day in begun) <= 8


def test_one_row_of_the_day_before_was_deleted(now, day_before):
    def visits(seen):
        rows = seen.tables["走访慰问"]
        return rows[rows["走访地点/单位"] == "示例羊绒研究所（重复登记）"]

    assert len(visits(day_before)) == 1
    assert visits(now).empty


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    small = demo.build_example_campaign(CAMPAIGN, 20)

    def bytes_of(seed):
        return {book.file: book.data for book in demo.build_example_books(small, seed)}

    first = bytes_of(1)
    assert first == bytes_of(1)
    assert first.keys() != bytes_of(2).keys()


@pytest.mark.slow
def test_another_seed_gives_as_many_of_each():
    played = Counter(assign_behaviours(EXAMPLE, list_planted_units(EXAMPLE), seed=2).values())
    assert played == {
        UnitBehaviour.FILED: 87 + 1,
        UnitBehaviour.EMPTY: 5,
        UnitBehaviour.UNREADABLE: 4,
        UnitBehaviour.NOTHING: 16,
    }


def test_every_readable_workbook_says_that_it_is_an_example(now, example):
    for book in now.snapshot.books.values():
        if not book.is_unreadable:
            data = io.BytesIO((example / book.held.file).read_bytes())
            rows = CalamineWorkbook.from_filelike(data).get_sheet_by_index(0).to_python(nrows=2)
            assert any("示例数据" in str(cell) for row in rows for cell in row)


def test_the_folder_brings_its_own_campaign(example):
    own = load_campaign(example / "campaign")
    assert own == EXAMPLE
    assert own.is_example
    assert own.moment.isoformat() == "2019-06-08T17:00:00+08:00"
    assert figures_targets(own)["I19"] == 112


def figures_targets(campaign):
    return {indicator.id: indicator.measure.target for indicator in campaign.indicators}


def test_the_invented_units_are_mixed_and_marked():
    kinds = Counter(unit.kind for unit in EXAMPLE.expected)
    societies = sum(kinds[kind] for kind in ("市属学会", "市属协会", "市属研究会"))
    assert (kinds["县（市）区科协"], societies, kinds["企业科协"]) == (6, 78, 28)
    invented = [unit for unit in EXAMPLE.units if unit not in CAMPAIGN.units]
    assert all("示例" in unit.name for unit in invented)
    assert {unit.district for unit in invented} == set(CAMPAIGN.districts)


@pytest.mark.parametrize("units", [8, 40, 400])
def test_there_may_be_fewer_or_more_units(units):
    campaign = demo.build_example_campaign(CAMPAIGN, units)
    assert len(campaign.expected) == units
    assert len({unit.name for unit in campaign.units}) == len(campaign.units)


def test_an_example_of_an_example_stays_as_it_is():
    assert demo.build_example_campaign(EXAMPLE) == EXAMPLE


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "贺兰县科协.xlsx").write_bytes(b"mine")
    with pytest.raises(KjrError, match="示例数据只写进空文件夹"):
        demo.write_example(CAMPAIGN, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["贺兰县科协.xlsx"]


@pytest.mark.slow
def test_an_example_is_replaced_by_the_next(tmp_path):
    demo.write_example(CAMPAIGN, tmp_path, seed=1, units=16)
    demo.write_example(CAMPAIGN, tmp_path, seed=2, units=16)
    files = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert files == {
        book.file for book in demo.build_example_books(demo.build_example_campaign(CAMPAIGN, 16), 2)
    }


@pytest.mark.parametrize("row", [*STORIES["stories"], *PLANTED], ids=lambda row: row["ledger"])
def test_stories_fit_the_campaign(row):
    for name, cell in row["cells"].items():
        column = CAMPAIGN.ledger(row["ledger"]).column(name)
        if isinstance(column, Choice):
            known = {*column.options, *column.synonyms, ""}
            words = cell if isinstance(cell, list) else [cell]
            assert {part for word in words for part in word.split("、")} <= known
        if isinstance(cell, int):
            assert isinstance(column, Count | Money)
