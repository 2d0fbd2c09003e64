"""One definition changed in the campaign changes every output that says it, and no other."""

import contextlib
import io
import json
import re
import shutil
from dataclasses import replace

import openpyxl
import pytest

from kjr.app import commands, settings, wiring
from kjr.campaign.loading import CampaignError
from kjr.documents import briefs, circular, exports
from kjr.documents.blank_books.blank_workbook import build_blank_book
from kjr.documents.html import offline, wall
from kjr.documents.html.parts import render
from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.documents.summary import city_summary, unit_report
from kjr.figures import overview, subjects
from kjr.figures.agenda import count_occasion_activities, list_activities
from kjr.figures.changes import compare_overviews
from kjr.figures.derivation import explain_alike, explain_bars, explain_figure
from kjr.figures.sources import list_counted_sources
from kjr.state.chases import Rung
from kjr.ui.leaders import changes, indicator, units
from kjr.ui.widgets import build_table
from tests.faces import read_document
from tests.plans import BOTH, COUNTY, FIRST
from tools import ledgers_page

pytestmark = pytest.mark.slow

UNITS = 40
TOLD = {FIRST: ("I5", "贺兰县科协", "媒体级别"), COUNTY: ("K1", "东河镇科协", "形式")}
"""A figure with a target, a unit with some of it, and a column by which its ledger is told."""


def say_everything(seen, told):
    """Every output of a moment, by name."""
    name, unit, column = told
    line, campaign = seen.line(name), seen.campaign
    ledger = campaign.ledger(line.measure.ledger)
    plain = [each for each in seen.main_lines if each.target is None]
    done = [(each, each.by_unit.get(unit, 0)) for each in seen.lines]
    counted = [(each, number) for each, number in done if number]
    sent = [*compose_group_reminders(seen)]
    sent += [one for rung in Rung for one in compose_unit_reminders(seen, rung)]
    overall = render("board.headline_cards", seen, None)
    overall += render("board.target_rows", seen, seen.hard_lines)
    overall += render("board.plain_counts", seen, plain) + render("board.shortfalls", seen)
    figures = exports.export_figures(seen)
    return {
        "board": overall,
        "wall": "".join(wall.render_wall_views(seen, None)),
        "offline": offline.render_offline_page(seen, None),
        "indicator": render("board.figure_card", seen, line, "", explain_figure(seen, line)),
        "sources": list_counted_sources(seen, line.measure),
        "subject": (
            render("board.target_rows", seen, subjects.list_ledger_lines(seen, ledger)),
            explain_bars(seen, ledger, column),
        ),
        "unit": render("screens.unit", seen.standing(unit), {}, counted, explain_alike(seen, ())),
        "calendar": count_occasion_activities(campaign, list_activities(seen.snapshot)),
        "phone script": briefs.compose_phone_script(seen, None),
        "wechat": briefs.compose_wechat_text(seen, None),
        "brief": read_document(briefs.compose_brief(seen, None)),
        "reminders": "\n".join(each.text for each in sent),
        "circular": read_document(circular.compose_circular(seen)),
        "summary": read_document(city_summary.compose_summary(seen)),
        "unit summary": read_document(unit_report.compose_unit_summary(seen, unit)),
        "figures": json.dumps(figures["indicators"], ensure_ascii=False),
        "status": json.dumps(figures["status"], ensure_ascii=False),
        "ledgers page": ledgers_page.page(campaign),
        "blank workbook": read_workbook(build_blank_book(campaign, campaign.unit(unit))),
        **say_changes(seen, unit),
        **say_exports(seen, line),
    }


def say_changes(seen, unit):
    """What the page of changes tells since a moment in which a unit's workbook was not there."""
    books = {name: book for name, book in seen.snapshot.books.items() if name != unit}
    before = overview.build_overview(replace(seen.snapshot, books=books))
    moved = compare_overviews(before, seen)
    rows = [[cell(row) for _, cell in changes.COLUMNS.values()] for row in moved.rows]
    assert rows
    return {"changes": rows, "changes on the board": render("board.moves", moved)}


def say_exports(seen, line):
    """What is taken away as .xlsx and .csv, read again."""
    units.build_units_table.clear()
    table = units.build_units_table(seen.key, seen)
    sources = list_counted_sources(seen, line.measure)
    evidence = {head: [*map(cell, sources)] for head, cell in indicator.COLUMNS.items()}
    return {
        "units as .xlsx": read_workbook(exports.render_xlsx(table, "单位")),
        "units as .csv": exports.render_csv(table),
        "sources as .xlsx": read_workbook(exports.render_xlsx(build_table(evidence), "来历")),
    }


def read_workbook(data):
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return [[*sheet.iter_rows(values_only=True)] for sheet in sheets]


def run_figures(folder, state):
    """What the command line prints of a folder of workbooks."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.setenv("KJR_STATE", state["KJR_STATE"])
        assert commands.main(["figures", "--folder", str(folder)]) == commands.FINE
    return said.getvalue()


@pytest.fixture(scope="module")
def say(plan, examples, tmp_path_factory):
    """What is said after a change in one of the campaign's files."""

    def with_change(old="", new=""):
        folder = tmp_path_factory.mktemp("changed")
        shutil.copytree(examples(plan, UNITS), folder, dirs_exist_ok=True)
        texts = {path: path.read_text("utf-8") for path in folder.glob("campaign/*.toml")}
        found = {path: text for path, text in texts.items() if old and re.search(old, text)}
        assert not old or [len(re.findall(old, text)) for text in found.values()] == [1]
        for path, text in found.items():
            path.write_text(re.sub(old, new, text), "utf-8")
        state = {"KJR_STATE": str(tmp_path_factory.mktemp("state"))}
        places = settings.read_settings(state, {}, folder)
        seen = overview.build_overview(wiring.take_snapshot(places))
        said = say_everything(seen, TOLD[plan])
        return {**said, "command line": run_figures(folder, state)}

    return with_change


@pytest.fixture(scope="module")
def before(say):
    """What is said of the campaign as it is."""
    return say()


FIGURE = {
    *("board", "wall", "offline", "indicator", "subject", "unit", "phone script", "brief"),
    *("summary", "unit summary", "figures", "command line", "changes", "units as .xlsx"),
    "units as .csv",
}
"""What says how much there is of a figure, whether or not it is among the largest moves."""
STATUS = {"reminders", "circular", "status", "blank workbook"}
"""What says who filed or is to fill in what, and nothing else."""
OF_A_UNIT = {
    *("unit", "unit summary", "changes", "changes on the board"),
    *("units as .xlsx", "units as .csv", "sources", "sources as .xlsx"),
}
"""What says it without its target."""
DATES = {"board", "wall", "offline", "indicator", "subject", "brief", "blank workbook"}
CHANGES = {
    "a condition of a figure": (
        {
            FIRST: r'(\["典型人物"\], .*, )"市级"(\], "状态" = \["已刊发"\] \}\nwords)',
            COUNTY: r'(counter = "场")\n(words = "科普活动的行数)',
        },
        {FIRST: r"\1\2", COUNTY: r'\1\nwhere = { "形式" = ["科普讲座", "科普大集"] }\n\2'},
        FIGURE | {"sources", "sources as .xlsx", "wechat"},
        STATUS | {"calendar"},
    ),
    "a figure's counter": (
        {
            FIRST: r'counter = "名"(\ndistinct = .*\nwhere = \{ "报道类型" = \["典型人物"\])',
            COUNTY: r'counter = "场"(\nwords = "科普活动的行数)',
        },
        {FIRST: r'counter = "位"\1', COUNTY: r'counter = "次"\1'},
        FIGURE | {"wechat", "ledgers page"},
        STATUS | {"sources", "sources as .xlsx", "calendar"},
    ),
    "a target": (
        {FIRST: r"(?m)^I5 = 10", COUNTY: r"(?m)^K1 = 40"},
        {FIRST: "I5 = 12", COUNTY: "K1 = 50"},
        (FIGURE | {"ledgers page"}) - OF_A_UNIT,
        STATUS | OF_A_UNIT | {"calendar"},
    ),
    "what a figure counts, in words": (
        {
            FIRST: r'(?m)^words = "在市级及以上媒体已刊发专访的典型人物，同一人只算一名。"',
            COUNTY: r'(?m)^words = "科普活动的行数，一行算一场。"',
        },
        dict.fromkeys((FIRST, COUNTY), 'words = "另一种说法。"'),
        {"offline", "indicator", "summary", "ledgers page"},
        STATUS | OF_A_UNIT | {"board", "wall", "figures", "calendar"},
    ),
    "the deadline": (
        {FIRST: r"(?m)^deadline = 2019-06-15", COUNTY: r"(?m)^deadline = 2024-09-30"},
        {FIRST: "deadline = 2019-06-11", COUNTY: "deadline = 2024-09-26"},
        DATES | {"reminders"},
        {"calendar", "figures", "ledgers page"} | OF_A_UNIT - {"changes", "changes on the board"},
    ),
    "the last day": (
        {FIRST: r"(?m)^last = 2019-06-10", COUNTY: r"(?m)^last = 2024-09-25"},
        {FIRST: "last = 2019-06-14", COUNTY: "last = 2024-09-20"},
        DATES | {"summary"},
        {"calendar", "figures", "status", "ledgers page"} | OF_A_UNIT - {"unit summary"},
    ),
    "a concurrent event": (
        {FIRST: r"last = 2019-05-26,", COUNTY: r"last = 2024-09-17,"},
        {FIRST: "last = 2019-05-22,", COUNTY: "last = 2024-09-15,"},
        {"calendar", "summary"},
        STATUS | OF_A_UNIT | {"figures", "indicator", "ledgers page"},
    ),
}


@BOTH
@pytest.mark.parametrize("name", CHANGES)
def test_one_definition_changes_every_output_that_says_it(say, before, plan, name):
    old, new, must, never = CHANGES[name]
    after = say(old[plan], new[plan])
    changed = {output for output in before if before[output] != after[output]}
    assert must - changed == set()
    assert changed & never == set()


def test_two_definitions_of_what_is_filed_are_not_taken(say):
    with pytest.raises(CampaignError, match="ticks 和指标 I19 的 where（书面总结、电子版）"):
        say(r'ticks = \["书面总结", "电子版"\]', 'ticks = ["书面总结"]')
