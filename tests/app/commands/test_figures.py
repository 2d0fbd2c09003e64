"""The figures, printed."""

import json
import shutil

from kjr.app import commands, settings, wiring
from kjr.app.commands.options import FORGETFUL
from kjr.documents.exports import export_figures
from kjr.figures.moments import frozen
from kjr.values.wording import format_figure


def test_figures_are_as_the_design_says(run, example):
    code, out, _ = run("figures", "--folder", example, "--json")
    figures = json.loads(out)
    assert code == commands.FINE
    assert figures["as_of"] == "2019-06-08T17:00:00+08:00"
    done = {each["id"]: (each["done"], each["target"]) for each in figures["indicators"]}
    assert len(done) == 19
    assert done["I5"] == (8, 10)
    assert done["I6"] == (3, 3)
    assert done["I8"] == (50, 50)
    assert done["I14"] == (7, 10)
    filling, status = figures["filling"], figures["status"]
    assert (filling["expected"], filling["filled"], filling["empty"]) == (112, 87, 5)
    assert (filling["nil"], filling["not_begun"], filling["unreadable"]) == (0, 16, 4)
    assert (status["expected"], status["filed"], status["on_time"]) == (112, 17, 17)
    assert (status["late"], status["missing"]) == (0, 91)
    assert list(status["units"].values()).count("未报") == status["missing"]
    assert set(figures["indicators"][0]) >= {
        "id", "name", "counter", "done", "about", "target", "rate", "by_district", "by_unit",
    }  # fmt: skip


def test_the_text_says_of_when_the_figures_are_and_what_is_still_to_come(run, small_example):
    _, out, _ = run("figures", "--folder", small_example)
    _, told, _ = run("figures", "--folder", small_example, "--json")
    first, *lines = out.splitlines()
    assert first == "数据截至 6月8日 17:00"
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


def test_figures_of_a_frozen_snapshot_are_printed_again(run, small_example, monkeypatch, tmp_path):
    places = settings.read_settings({"KJR_STATE": str(tmp_path / "state")}, {}, small_example)
    name = frozen.freeze_snapshot(wiring.take_snapshot(places), places.state)
    _, now, _ = run("figures", "--folder", small_example, "--json")
    _, then, _ = run("figures", "--folder", small_example, "--snapshot", name, "--json")
    assert json.loads(then)["indicators"] == json.loads(now)["indicators"]


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


def test_without_what_was_read_before_the_difference_is_said(run, small_example):
    assert run("figures", "--folder", small_example)[2].strip() == FORGETFUL


def test_a_folder_that_is_not_there_is_told_in_a_sentence(run, tmp_path):
    code, out, err = run("figures", "--folder", tmp_path / "没有")
    assert (code, out) == (commands.CANNOT, "")
    assert "没有" in err
    assert "Traceback" not in err


def test_another_plan_is_added_up_as_well(run, county):
    code, out, _ = run("figures", "--folder", county, "--json")
    told = json.loads(out)
    assert code == commands.FINE
    assert told["as_of"] == "2024-09-23T17:00:00+08:00"
    figures = {each["id"]: each for each in told["indicators"]}
    assert list(figures) == [f"K{number}" for number in range(1, 7)]
    assert {each: figures[each]["target"] for each in ("K1", "K3", "K6")} == {
        "K1": 40,
        "K3": 120,
        "K6": 24,
    }
    for each in ("K1", "K2", "K3", "K4", "K5"):
        assert figures[each]["done"] == sum(figures[each]["by_unit"].values()) > 0
