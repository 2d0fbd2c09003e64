"""The example follows the campaign in force: any city, year, districts and ledgers."""

import io
import re
from collections import Counter
from dataclasses import replace
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from kjr.app import demo, settings, wiring
from kjr.app.demo import stories
from kjr.campaign.loading import parse_campaign
from kjr.campaign.renewal.rosters import write_roster
from kjr.campaign.units_file import ROSTER
from kjr.documents import printing
from kjr.documents.html import offline
from kjr.figures import overview
from kjr.values.readings import Level
from tests import plans

FIRST = plans.FIRST.campaign
COUNTY = plans.COUNTY.campaign
LEFT = re.compile("银川|2019|兴庆|金凤|西夏区|永宁|贺兰|灵武|组宣部|自治区")
"""What would be left of the first plan in what another city says."""

RENAMED = (("银川", "云州"), ("2019", "2026"), ("组宣部", "科普部"), ("自治区", "省"))


def move(text):
    """The first plan as another city has it in another year."""
    for old, new in RENAMED:
        text = text.replace(old, new)
    for old, new in zip(FIRST.districts[:6], "甲乙丙丁戊己", strict=True):
        text = text.replace(old[:2], f"{new}山")
    return text


MOVED = parse_campaign({move(name): move(text) for name, text in FIRST.texts.items()})
PLANS = {"county": COUNTY, "moved": MOVED}


@pytest.fixture(scope="module", params=PLANS)
def seen(request, tmp_path_factory):
    """The folder of a plan's example, and its figures."""
    folder = tmp_path_factory.mktemp(request.param)
    demo.write_example(PLANS[request.param], folder, units=24)
    state = {"KJR_STATE": str(tmp_path_factory.mktemp("state"))}
    places = settings.read_settings(state, {}, folder)
    return folder, overview.build_overview(wiring.take_snapshot(places))


def words_of(folder):
    """Every word of every workbook that can be opened."""
    for path in folder.glob("*.xlsx"):
        try:
            book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        except Exception:
            continue
        yield path.name
        for sheet in book:
            yield from (str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


def test_every_ledger_of_the_plan_has_rows_and_hardly_a_cell_is_wrong(seen):
    _, figures = seen
    campaign = figures.campaign
    counts = Counter(entry.ledger for entry in figures.snapshot.entries)
    assert set(counts) == {ledger.name for ledger in campaign.ledgers}
    levels = Counter(problem.level for problem in figures.snapshot.problems)
    assert levels[Level.ERROR] < counts.total() / 10
    assert figures.snapshot.strays == ()


def test_each_target_of_the_plans_own_is_met_in_part(seen):
    _, figures = seen
    hard = [line for line in figures.lines if line.measure.hard]
    assert [line.measure.name for line in hard if not line.done] == []
    assert len(hard) >= 4


def test_its_days_lie_in_the_plans_year(seen):
    _, figures = seen
    campaign = figures.campaign
    assert campaign.moment.tzinfo == ZoneInfo(campaign.timezone)
    assert campaign.first <= campaign.moment.date() <= campaign.deadline
    days = {
        day.year
        for entry in figures.snapshot.entries
        if (day := entry.values.get(campaign.ledger(entry.ledger).day)) and hasattr(day, "year")
    }
    assert days == {campaign.year}


def test_nothing_of_the_first_plan_is_in_its_books_or_papers(seen):
    folder, figures = seen
    said = [*words_of(folder), offline.render_offline_page(figures, None)]
    said += [repr(printing.compose_document(figures, kind)) for kind in printing.KINDS]
    assert [found[0] for text in said for found in LEFT.finditer(text)] == []


def test_a_long_roster_stays_as_it_is_and_a_short_one_is_filled_up():
    assert demo.build_example_campaign(COUNTY).units == COUNTY.units
    assert len(demo.build_example_campaign(FIRST).expected) == 112


def test_a_folder_is_the_example_of_one_campaign_until_its_plan_changes(tmp_path):
    demo.write_example(MOVED, tmp_path, units=9)
    assert demo.is_example_of(MOVED, tmp_path)
    assert not demo.is_example_of(COUNTY, tmp_path)
    demo.write_example(COUNTY, tmp_path)
    assert demo.is_example_of(COUNTY, tmp_path)
    assert not any(LEFT.search(path.name) for path in tmp_path.rglob("*"))
    names = {unit.name for unit in MOVED.units}
    assert not names & {path.stem for path in tmp_path.glob("*.xlsx")}


def test_a_roster_without_other_names_is_filled_too(tmp_path):
    bare = [replace(unit, aliases=(), short="") for unit in MOVED.units]
    plan = parse_campaign({**MOVED.texts, ROSTER: write_roster(bare)})
    demo.write_example(plan, tmp_path, units=60)
    assert len([*tmp_path.glob("*.xlsx")]) > 40


def test_a_unit_of_a_kind_no_story_knows_fills_every_ledger():
    unit = replace(FIRST.expected[0], name="示例医院", kind="医院")
    filled = {
        row.ledger for seed in range(20) for row in stories.build_story_rows(FIRST, unit, seed)
    }
    assert filled == {ledger.name for ledger in FIRST.ledgers}
