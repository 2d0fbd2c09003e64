"""Every page, on a campaign in full swing, on one nobody has begun, on one with spoilt books."""

import os
import re
import shutil
import threading
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest

from kjr.access import rights
from kjr.app import settings, wiring
from kjr.app.settings import ROOT
from kjr.figures import overview, subjects
from kjr.figures.board import Board
from kjr.ui import live
from kjr.ui.sign_in_page import NOT_HERE
from tests.faces import read_page
from tests.pages.conftest import SPOILT
from tests.pages.test_editor import folder as two_rows  # noqa: F401
from tests.plans import BOTH_SLOWLY

SUBJECT = "pages/leaders/subject.py"
PAGES = sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "pages").rglob("*.py"))


def words(viewer):
    """Everything a page says in HTML, without the tags."""
    html = " ".join(each.proto.body for each in viewer.get("html"))
    return re.sub(r"<[^>]*>", "", re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL))


@cache
def figures(folder):
    """The same folder, added up without the app."""
    return overview.build_overview(
        wiring.take_snapshot(settings.read_settings(os.environ, {}, folder))
    )


@pytest.mark.parametrize("which", ["example", "county"])
def test_the_board_shows_the_figures_as_they_add_up_without_it(opened, request, which):
    folder = request.getfixturevalue(which)
    said = words(opened(folder))
    ours = figures(folder)
    assert f"{ours.filling.filled} / {ours.filling.expected}家" in said
    assert f"{ours.filing.filed} / {ours.filing.expected}家" in said
    assert [line.measure.name for line in ours.main_lines if f"{line.done:,}" not in said] == []


@BOTH_SLOWLY
def test_an_indicator_leads_to_the_cell_and_what_was_typed(opened, example, plan):
    viewer = opened(example, "pages/leaders/indicator.py", id=plan.line)
    rows = viewer.dataframe[0].value
    ours = figures(example).line(plan.line)
    assert rows["计入"].sum() == ours.done
    assert {"文件", "工作表", "单元格", "原文", "读作", "怎样读的"} <= set(rows.columns)


@BOTH_SLOWLY
def test_an_indicator_can_be_narrowed_by_its_address(opened, example, plan):
    district = plan.campaign.unit(plan.unit).district
    viewer = opened(example, "pages/leaders/indicator.py", id=plan.line, of=district)
    theirs = figures(example).line(plan.line).by_district[district]
    assert viewer.dataframe[0].value["计入"].sum() == theirs > 0


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("campaign", ["example", "county", "empty", "spoilt"])
def test_a_page_shows_without_error(opened, request, campaign, page):
    viewer = opened(request.getfixturevalue(campaign), page)
    assert [each.value for each in viewer.error] == []
    assert [each.value for each in viewer.exception] == []
    said = words(viewer)
    assert ("云溪县" if campaign == "county" else "银川市") in said
    assert campaign != "county" or not re.search("银川|2019", said)


def test_a_target_of_thousands_has_its_mark_wherever_a_screen_names_it(opened, example, tmp_path):
    folder = Path(shutil.copytree(example / "campaign", tmp_path / "campaign")).parent
    toml = folder / "campaign" / "campaign.toml"
    toml.write_text(re.sub("(?m)^I5 = 10", "I5 = 1600", toml.read_text("utf-8")), "utf-8")
    said = read_page(opened(folder, "pages/leaders/subject.py", ledger="宣传报道"))
    assert "（要 1,600名）" in said
    assert "1600" not in said


def test_a_mistake_in_the_campaign_is_told_and_is_no_lack_of_sign_in(opened, example, tmp_path):
    folder = Path(shutil.copytree(example / "campaign", tmp_path / "campaign")).parent
    (folder / "campaign" / "units.csv").unlink()
    told = " ".join(each.value for each in opened(folder).error)
    assert "units.csv：找不到这个文件" in told
    assert NOT_HERE not in told


def test_an_empty_campaign_explains_the_first_step(opened, empty):
    assert "templates" in opened(empty).info[0].value


@pytest.mark.parametrize("page", ["pages/leaders/units.py", "pages/leaders/wall.py"])
def test_while_the_first_look_is_under_way_no_page_says_that_there_are_no_workbooks(
    opened, tmp_path, monkeypatch, page
):
    shared, answers, look = tmp_path / "shared", threading.Event(), Board.look
    shared.mkdir()
    monkeypatch.setattr(Board, "look", lambda board: answers.wait() and look(board))
    monkeypatch.setattr(wiring, "PATIENCE", 0)
    viewer = opened(shared, page)
    told = [each.value for each in viewer.info]
    answers.set()
    assert told == ["正在第一次读取各单位的工作簿，读到的随时显示。"]
    live.find_app().board._looked.wait()
    assert ["templates" in each.value for each in viewer.run().info] == [True]


def test_spoilt_books_are_counted_in_the_head_of_every_page(opened, spoilt):
    unreadable = figures(spoilt).filling.unreadable
    assert unreadable >= SPOILT
    assert f"{unreadable}本读取失败" in words(opened(spoilt, "pages/leaders/calendar.py"))


def test_the_office_reads_why_a_book_cannot_be_read(opened, spoilt):
    table = opened(spoilt, "pages/office/status.py").dataframe[0].value
    unreadable = table[table["台账"] == "读取失败"]
    assert len(unreadable) >= SPOILT
    assert (unreadable["说明"].str.len() > 5).all()


def test_of_a_unit_whose_book_cannot_be_read_no_page_says_what_it_has_or_lacks(opened, spoilt):
    page = "pages/leaders/units.py"
    table = opened(spoilt, page, filling="读取失败").dataframe[0].value
    known = table.columns[table.columns.get_loc("总结") + 1 :]
    assert len(known) > 3
    assert table[known].isna().all(axis=None)
    unit = table["单位"].iloc[0]
    office = ("pages/office/today.py", "pages/office/review.py")
    seen = [read_page(opened(spoilt, each, unit=unit)) for each in (page, *office)]
    assert ["0 条" in each or "还没有填" in each for each in seen] == [False] * 3


def test_of_options_nobody_has_chosen_it_is_said_how_many_books_cannot_be_read(opened, spoilt):
    now = figures(spoilt)
    ledger = next(
        each
        for each in now.campaign.ledgers
        if each.sides and 0 in subjects.count_by_option(now, each, each.sides[0]).values()
    )
    said = [each.value for each in opened(spoilt, SUBJECT, ledger=ledger.name).caption]
    (wanting,) = (each for each in said if "还没有的" in each)
    unread = sum(each.is_unreadable for each in now.standings)
    assert f"（{unread}本工作簿读取失败，待核实）" in wanting


def test_the_files_of_pages_are_those_of_the_table():
    assert sorted(f"pages/{page.file}.py" for page in rights.PAGES.values()) == PAGES


@BOTH_SLOWLY
@pytest.mark.parametrize("asked", ["district", "filling", "find"])
def test_the_units_are_narrowed_by_the_address(opened, example, plan, asked):
    district, word = plan.campaign.unit(plan.unit).district, plan.unit[-2:]
    filters, expected = {
        "district": ({"district": district}, {plan.campaign.district_word: district}),
        "filling": ({"filling": "未填报"}, {"台账": "未填报"}),
        "find": ({"find": word, "filing": "未报"}, {"单位": word}),
    }[asked]
    every = opened(example, "pages/leaders/units.py").dataframe[0].value
    narrowed = opened(example, "pages/leaders/units.py", **filters).dataframe[0].value
    assert 0 < len(narrowed) < len(every)
    ((column, said),) = expected.items()
    assert narrowed[column].str.contains(said, regex=False).all()


@BOTH_SLOWLY
def test_the_state_on_the_board_leads_to_as_many_units(opened, example):
    missing = opened(example, "pages/leaders/units.py", filing="未报").dataframe[0].value
    assert len(missing) == figures(example).filing.missing


@BOTH_SLOWLY
def test_a_units_figures_lead_to_their_rows(opened, example, plan):
    unit = plan.unit
    said = opened(example, "pages/leaders/units.py", unit=unit).get("html")
    html = " ".join(each.proto.body for each in said)
    theirs = [line for line in figures(example).lines if line.by_unit.get(unit)]
    assert theirs
    assert [line.name for line in theirs if f"id={quote(line.label)}&amp;of=" not in html] == []


@BOTH_SLOWLY
def test_a_side_of_the_work_nobody_has_touched_is_named(opened, two_rows, plan):  # noqa: F811
    ledger = plan.campaign.ledger(plan.ledger)
    side = ledger.column(ledger.sides[0])
    at = plan.columns.index(side.name)
    blank = [each for each in side.options if each not in (plan.row[at], plan.later[at])]
    viewer = opened(two_rows, "pages/leaders/subject.py", ledger=plan.ledger)
    told = f"还没有的{side.name}：{'、'.join(blank)}。"
    assert any(each.value.startswith(told) for each in viewer.caption)


@BOTH_SLOWLY
def test_on_a_phone_every_row_of_a_table_is_an_entry_of_a_list(opened, example):
    viewer = opened(example, "pages/office/status.py", filing="未报")
    html = " ".join(each.proto.body for each in viewer.get("html"))
    assert html.count("<li><b>") == len(viewer.dataframe[0].value)


def test_a_campaign_nobody_has_begun_says_what_will_stand_here(opened, empty):
    said = [each.value for each in opened(empty, "pages/leaders/calendar.py").info]
    assert any("还没有带日期的条目" in each for each in said)


@BOTH_SLOWLY
def test_the_page_of_changes_shows_the_rows_behind_a_move(opened, example, plan):
    viewer = opened(example, "pages/leaders/changes.py", figure=plan.line)
    rows = viewer.dataframe[0].value
    assert {"单位", "怎么变的", "原来", "现在", "单元格", "原文（现在）", "谁"} <= set(rows.columns)
    assert set(rows["指标"]) == {figures(example).line(plan.line).measure.name}
    assert (rows["原来"] != rows["现在"]).all()
    moved = opened(example, "pages/leaders/changes.py").dataframe[0].value["指标"].nunique()
    (told,) = (
        each.value
        for each in opened(example, "pages/leaders/changes.py").caption
        if each.value.startswith(f"{figures(example).campaign.whole_word}：")
    )
    assert told.endswith(f"等{moved}项")
