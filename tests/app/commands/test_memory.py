"""What the command line says where the app has read before, and where nothing is kept."""

import json
import os

import pytest

from kjr.app import settings, wiring
from kjr.app.commands.parsing.options import FORGETFUL
from kjr.documents.exports import export_figures
from tests.app.commands.test_check import at_noon
from tests.small import NOON
from tests.store.files import xlsx

UNIT = "贺兰县科协"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "books"
    place.mkdir()
    return place


def hand_in(folder, day, words):
    """The unit saves a whole report that gives itself no day; its file is of that day of June."""
    form = (("书面总结", "已交"), ("电子版", "已交"), ("主要做法", words))
    path = folder / f"{UNIT}.xlsx"
    path.write_bytes(xlsx({"总结报送": form}))
    os.utime(path, (NOON.replace(day=day).timestamp(),) * 2)


def show_on_board(folder, state):
    """What the running app shows after a look."""
    app = wiring.open_app(settings.read_settings({"KJR_STATE": str(state)}, {}, folder))
    app.board.look()
    shown = export_figures(app.board.now)
    app.close()
    return shown


@pytest.mark.slow
def test_days_of_filing_are_the_board_s_where_it_has_read_and_said_where_not(
    run, folder, tmp_path, monkeypatch
):
    at_noon(folder, 8)
    hand_in(folder, 7, "示例做法")
    assert show_on_board(folder, tmp_path / "state")["status"]["on_time"] == 1
    at_noon(folder, 21)
    hand_in(folder, 20, "示例做法，改了一格")
    shown = show_on_board(folder, tmp_path / "state")
    _, told, err = run("figures", "--folder", folder, "--json")
    assert json.loads(told)["status"] == shown["status"]
    assert (shown["status"]["units"][UNIT], err) == ("按时", "")
    monkeypatch.setenv("KJR_STATE", str(tmp_path / "other"))
    _, told, err = run("figures", "--folder", folder, "--json")
    assert json.loads(told)["status"]["units"][UNIT] == "迟报"
    assert err.strip() == FORGETFUL
    assert "总结哪天交齐，按文件的时间和自填的报送日期算" in err


def test_check_of_the_folder_says_it_too_and_of_a_file_not(run, folder):
    at_noon(folder, 8)
    hand_in(folder, 7, "示例做法")
    assert run("check", "--folder", folder, "--json")[2].strip() == FORGETFUL
    assert run("check", folder / f"{UNIT}.xlsx", "--json")[2] == ""
