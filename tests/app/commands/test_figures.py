"""The figures, printed."""

import json
import shutil

from kjr.app import commands, settings, wiring
from kjr.app.commands.parsing.options import FORGETFUL
from kjr.documents.exports import export_figures
from kjr.figures.moments import frozen
from kjr.values.wording import format_figure
from tests.plans import BOTH, name_plan

TOLD = {
    "first": {
        "as_of": "2019-06-08T17:00:00+08:00",
        "ids": [f"I{number}" for number in range(1, 20)],
        "done": {"I5": (8, 10), "I6": (3, 3), "I8": (50, 50), "I14": (7, 10)},
        "filling": {"expected": 112, "filled": 87, "empty": 5, "not_begun": 16, "unreadable": 4},
        "status": {"expected": 112, "filed": 17, "on_time": 17, "missing": 91},
    },
    "county": {
        "as_of": "2024-09-23T17:00:00+08:00",
        "ids": [f"K{number}" for number in range(1, 7)],
        "done": {"K1": (25, 40), "K3": (103, 120), "K4": (1648, 1600), "K5": (21, 24)},
        "filling": {"expected": 24, "filled": 19, "empty": 1, "not_begun": 3, "unreadable": 1},
        "status": {"expected": 24, "filed": 1, "on_time": 1, "missing": 22},
    },
}
"""What stands in the whole example of each plan."""


@BOTH
def test_figures_are_as_the_design_says(run, example, plan):
    code, out, _ = run("figures", "--folder", example, "--json")
    figures, told = json.loads(out), TOLD[name_plan(plan)]
    assert code == commands.FINE
    assert figures["as_of"] == told["as_of"]
    done = {each["id"]: (each["done"], each["target"]) for each in figures["indicators"]}
    assert list(done) == told["ids"]
    assert {each: done[each] for each in told["done"]} == told["done"]
    filling, status = figures["filling"], figures["status"]
    assert {each: filling[each] for each in told["filling"]} == told["filling"]
    assert {each: status[each] for each in told["status"]} == told["status"]
    assert (filling["nil"], status["late"]) == (0, 0)
    assert list(status["units"].values()).count("未报") == status["missing"]
    assert set(figures["indicators"][0]) >= {
        "id", "name", "counter", "done", "about", "target", "rate", "by_district", "by_unit",
    }  # fmt: skip
    summed = {it.id for it in plan.campaign.indicators if not it.measure.distinct}
    for each in figures["indicators"]:
        assert each["done"] == sum(each["by_unit"].values()) or each["id"] not in summed
        assert each["done"] > 0


@BOTH
def test_the_text_says_of_when_the_figures_are_and_what_is_still_to_come(run, small_example, plan):
    _, out, _ = run("figures", "--folder", small_example)
    _, told, _ = run("figures", "--folder", small_example, "--json")
    first, *lines = out.splitlines()
    day = {"first": "6月8日", "county": "9月23日"}[name_plan(plan)]
    assert first == f"数据截至 {day} 17:00"
    for each in json.loads(told)["indicators"]:
        figure = format_figure(
            each["done"], each["counter"], target=each["target"], about=each["about"]
        )
        assert any(each["name"] in line and figure in line for line in lines), each["name"]
    ahead = [each for each in json.loads(told)["indicators"] if each["planned"]]
    assert sum("拟开展" in line or "日期未到 " in line for line in lines) == len(ahead)


def test_a_snapshot_that_is_not_there_is_told_in_a_sentence(run, small_example, tmp_path):
    code, _, err = run("figures", "--folder", small_example, "--snapshot", "20190101-000000")
    assert (code, err.strip()) == (2, "没有编号 20190101-000000 的快照，现有：无")


@BOTH
def test_figures_of_a_frozen_snapshot_are_printed_again(run, small_example, monkeypatch, tmp_path):
    places = settings.read_settings({"KJR_STATE": str(tmp_path / "state")}, {}, small_example)
    name = frozen.freeze_snapshot(wiring.take_snapshot(places), places.database)
    _, now, _ = run("figures", "--folder", small_example, "--json")
    _, then, _ = run("figures", "--folder", small_example, "--snapshot", name, "--json")
    assert json.loads(then)["indicators"] == json.loads(now)["indicators"]


@BOTH
def test_a_workbook_that_is_gone_stands_as_on_the_board(run, small_example, tmp_path):
    folder = shutil.copytree(small_example, tmp_path / "books")
    places = settings.read_settings({"KJR_STATE": str(tmp_path / "state")}, {}, folder)
    app = wiring.open_app(places)
    app.board.look()
    shown = app.board.now
    gone = next(each for each in shown.standings if each.entries)
    (folder / gone.book.held.file).unlink()
    app.board.look()
    shown = export_figures(app.board.now)
    app.close()
    _, told, err = run("figures", "--folder", folder, "--json")
    figures = json.loads(told)
    assert (figures["filling"], figures["status"]) == (shown["filling"], shown["status"])
    assert (figures["filling"]["stale"], err) == (1, "")
    assert "沿用上次读到的 1 家" in run("figures", "--folder", folder)[1]


@BOTH
def test_what_nobody_can_read_is_told_beside_each_coverage(run, small_example, plan, tmp_path):
    folder = shutil.copytree(small_example, tmp_path / "books")
    for file in folder.glob("*.xlsx"):
        file.write_bytes(b"no workbook")
    figures = json.loads(run("figures", "--folder", folder, "--json")[1])
    _, *lines = run("figures", "--folder", folder)[1].splitlines()
    hard = {line.name for main in plan.campaign.indicators for line in main.measures if line.hard}
    shown = [
        each
        for main in figures["indicators"]
        for each in (main, *(also for also in main["also"] if also["name"] in hard))
    ]
    assert [line.split("　")[0].split()[-1] for line in lines[: len(shown)]] == [
        each["name"] for each in shown
    ]
    for line, each in zip(lines, shown, strict=False):
        unread = f"另有{len(each['unread'])}{each['counter']}待核实"
        assert (unread in line) is bool(each["unread"])
        assert ("是否达标待核实" in line) is each["doubtful"]
    assert len(shown[-1]["unread"]) == figures["status"]["unreadable"] > 0


def test_without_what_was_read_before_the_difference_is_said(run, small_example):
    assert run("figures", "--folder", small_example)[2].strip() == FORGETFUL


def test_a_folder_that_is_not_there_is_told_in_a_sentence(run, tmp_path):
    code, out, err = run("figures", "--folder", tmp_path / "没有")
    assert (code, out) == (commands.CANNOT, "")
    assert "没有" in err
    assert "Traceback" not in err
