"""One definition changed in the campaign changes every output that says it, and no other."""

import contextlib
import io
import json
import re
import shutil

import pytest

from kjr.app import commands, settings, wiring
from kjr.campaign.loading import CampaignError
from kjr.documents import briefs, circular, exports
from kjr.documents.html import offline, wall
from kjr.documents.html.parts import render
from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.documents.summary import city_summary, unit_report
from kjr.figures import overview, subjects
from kjr.figures.agenda import count_occasion_activities, list_activities
from kjr.figures.derivation import explain_alike, explain_bars, explain_figure
from kjr.figures.sources import list_counted_sources
from kjr.state.chases import Rung
from tests.faces import read_document
from tools import ledgers_page

pytestmark = pytest.mark.slow

UNIT = "贺兰县科协"
"""It wrote an article about a person."""


def say_everything(seen):
    """Every output of a moment, by name."""
    line, campaign = seen.line("I5"), seen.campaign
    press = campaign.ledger(line.measure.ledger)
    plain = [each for each in seen.main_lines if each.target is None]
    done = [(each, each.by_unit.get(UNIT, 0)) for each in seen.lines]
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
            render("board.target_rows", seen, subjects.list_ledger_lines(seen, press)),
            explain_bars(seen, press, "媒体级别"),
        ),
        "unit": render("screens.unit", seen.standing(UNIT), {}, counted, explain_alike(seen, ())),
        "calendar": count_occasion_activities(campaign, list_activities(seen.snapshot)),
        "phone script": briefs.compose_phone_script(seen, None),
        "wechat": briefs.compose_wechat_text(seen, None),
        "brief": read_document(briefs.compose_brief(seen, None)),
        "reminders": "\n".join(each.text for each in sent),
        "circular": read_document(circular.compose_circular(seen)),
        "summary": read_document(city_summary.compose_summary(seen)),
        "unit summary": read_document(unit_report.compose_unit_summary(seen, UNIT)),
        "figures": json.dumps(figures["indicators"], ensure_ascii=False),
        "status": json.dumps(figures["status"], ensure_ascii=False),
        "ledgers page": ledgers_page.page(campaign),
    }


def run_figures(folder, state):
    """What the command line prints of a folder of workbooks."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.setenv("KJR_STATE", state["KJR_STATE"])
        assert commands.main(["figures", "--folder", str(folder)]) == commands.FINE
    return said.getvalue()


@pytest.fixture(scope="module")
def say(example, tmp_path_factory):
    """What is said after a change in one of the campaign's files."""

    def with_change(old="", new=""):
        folder = tmp_path_factory.mktemp("changed")
        shutil.copytree(example, folder, dirs_exist_ok=True)
        plan = {path: path.read_text("utf-8") for path in folder.glob("campaign/*.toml")}
        found = {path: text for path, text in plan.items() if old and re.search(old, text)}
        assert not old or [len(re.findall(old, text)) for text in found.values()] == [1]
        for path, text in found.items():
            path.write_text(re.sub(old, new, text), "utf-8")
        state = {"KJR_STATE": str(tmp_path_factory.mktemp("state"))}
        places = settings.read_settings(state, {}, folder)
        said = say_everything(overview.build_overview(wiring.take_snapshot(places)))
        return {**said, "command line": run_figures(folder, state)}

    return with_change


@pytest.fixture(scope="module")
def before(say):
    """What is said of the campaign as it is."""
    return say()


FIGURE = {
    *("board", "wall", "offline", "indicator", "subject", "unit", "phone script", "brief"),
    *("summary", "unit summary", "figures", "command line"),
}
"""What says how many persons the press wrote about."""
STATUS = {"reminders", "circular", "status"}
"""What says who filed, and nothing else."""
CHANGES = {
    "a condition of a figure": (
        r'(\["典型人物"\], .*, )"市级"(\], "状态" = \["已刊发"\] \}\nwords)',
        r"\1\2",
        FIGURE | {"sources", "wechat"},
        STATUS | {"calendar"},
    ),
    "a figure's counter": (
        r'counter = "名"(\ndistinct = .*\nwhere = \{ "报道类型" = \["典型人物"\])',
        r'counter = "位"\1',
        FIGURE | {"wechat", "ledgers page"},
        STATUS | {"sources", "calendar"},
    ),
    "a target": (
        r"(?m)^I5 = 10",
        "I5 = 12",
        (FIGURE | {"ledgers page"}) - {"unit", "unit summary"},
        STATUS | {"sources", "unit", "unit summary", "calendar"},
    ),
    "what a figure counts, in words": (
        r'(?m)^words = "在市级及以上媒体已刊发专访的典型人物，同一人只算一名。"',
        'words = "另一种说法。"',
        {"offline", "indicator", "summary", "ledgers page"},
        STATUS | {"board", "wall", "figures", "calendar"},
    ),
    "the deadline": (
        r"(?m)^deadline = 2019-06-15",
        "deadline = 2019-06-11",
        {"board", "wall", "offline", "indicator", "subject", "brief", "reminders"},
        {"sources", "unit", "calendar", "figures", "ledgers page"},
    ),
    "the last day": (
        r"(?m)^last = 2019-06-10",
        "last = 2019-06-14",
        {"board", "wall", "offline", "indicator", "subject", "brief", "summary"},
        {"sources", "calendar", "figures", "status", "ledgers page"},
    ),
    "a concurrent event": (
        r"last = 2019-05-26,",
        "last = 2019-05-22,",
        {"calendar", "summary"},
        STATUS | {"sources", "figures", "indicator", "ledgers page"},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_one_definition_changes_every_output_that_says_it(say, before, name):
    old, new, must, never = CHANGES[name]
    after = say(old, new)
    changed = {output for output in before if before[output] != after[output]}
    assert must - changed == set()
    assert changed & never == set()


def test_two_definitions_of_what_is_filed_are_not_taken(say):
    with pytest.raises(CampaignError, match="ticks 和指标 I19 的 where（书面总结、电子版）"):
        say(r'ticks = \["书面总结", "电子版"\]', 'ticks = ["书面总结"]')
