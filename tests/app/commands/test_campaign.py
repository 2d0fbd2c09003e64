"""Another year's campaign from the command line: by flags, or asked for."""

import datetime as dt
import io
import os
import re
import sys
import tempfile
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from kjr.app import commands, renewal
from kjr.app.settings import CAMPAIGN
from kjr.campaign.loading import load_campaign
from kjr.campaign.renewal.renewing import renew_campaign
from kjr.campaign.renewal.typed_answers import read_answers
from kjr.errors import KjrError
from kjr.store.files import NOT_WRITTEN
from tests.plans import BOTH, FIRST, name_plan

NOBODY = 65534

ROSTER = (
    ("单位名称", "类别", "县区", "应报"),
    ("云州市科协机关", "市科协机关", "市直", "否"),
    ("江东区科协", "县（市）区科协", "江东区", ""),
    ("云州市物理学会", "市属学会", "市直", ""),
)
CITY = {
    "--year": "2026",
    "--city": "云州市",
    "--office": "云州市科协普及部",
    "--addressee": "江北省科协",
    "--theme": "科技报国",
    "--first": "2026-05-25",
    "--last": "2026-06-08",
    "--deadline": "2026-06-12",
    "--districts": "江东区、市直",
}


TOWN = {
    **CITY,
    "--city": "青河县",
    "--office": "青河县科协科普部",
    "--addressee": "江北市科协",
    "--districts": "白石镇、县直",
}
ROSTER_OF_TOWN = (
    ROSTER[0],
    ("青河县科协机关", "县科协机关", "县直", "否"),
    ("白石镇科协", "乡镇（街道）科协", "白石镇", ""),
    ("青河县农学会", "县级学会", "县直", ""),
)


class Renewal(NamedTuple):
    """What is asked for a plan like one that is shipped, and what comes of it."""

    answers: dict[str, str]
    roster: tuple
    copy: str
    ledgers: int
    said: tuple[str, ...]


RENEWALS = {
    "first": Renewal(
        CITY,
        ROSTER,
        "科普阵地=主题活动=6",
        9,
        ("还要人定的 3 处", "campaign.toml 第26行", "指标 I16"),
    ),
    "county": Renewal(
        TOWN,
        ROSTER_OF_TOWN,
        "科普阵地=科普活动=6",
        6,
        ("还要人定的 3 处", "campaign.toml 第19行", "K1·乡镇科普大集 的目标随地方的数从5改为1"),
    ),
}


@pytest.fixture
def renewed(plan):
    return RENEWALS[name_plan(plan)]


@pytest.fixture
def roster(tmp_path, renewed):
    book = openpyxl.Workbook()
    for row in renewed.roster:
        book.active.append(row)
    path = tmp_path / "名册.xlsx"
    book.save(path)
    return path


@pytest.fixture
def flags(plan, roster, renewed):
    words = [word for pair in renewed.answers.items() for word in pair]
    start = () if plan is FIRST else ("--from", plan.home)
    return [*words, "--roster", roster, *start, "--yes"]


def test_the_year_that_is_suggested_is_never_past():
    start = load_campaign(CAMPAIGN)
    this_year = dt.datetime.now(ZoneInfo(start.timezone)).year
    assert renewal.suggest_year(start) >= this_year > start.year + 1
    assert renewal.suggest_year(replace(start, year=this_year + 4)) == this_year + 5


@BOTH
def test_by_flags_a_folder_is_written_and_said_what_is_in_it(run, tmp_path, flags, renewed):
    folder, city = tmp_path / "新的一年", renewed.answers["--city"]
    code, out, _ = run("campaign", "new", "--to", folder, *flags, "--copies", renewed.copy)
    assert code == commands.FINE
    plan = load_campaign(folder / "campaign")
    assert (plan.city, len(plan.ledgers), len(plan.units)) == (city, renewed.ledgers, 3)
    units = [name for name, *_ in renewed.roster[1:]]
    books = {path.stem: path for path in (folder / "台账").iterdir()}
    assert sorted(books) == sorted(units)
    assert "科普阵地" in openpyxl.load_workbook(books[units[1]]).sheetnames
    for said in ("3 本空白工作簿", *renewed.said):
        assert said in out
    assert f"KJR_CAMPAIGN={folder}" in out
    assert f"KJR_FOLDER={folder / '台账'}" in out


@BOTH
def test_what_was_made_stands_up_to_the_doctor(run, tmp_path, plan, flags):
    folder = tmp_path / "新的一年"
    run("campaign", "new", "--to", folder, *flags)
    _, out, _ = run("doctor", "--campaign", folder / "campaign", "--leftovers")
    assert "好　没有发现别的年份、别的城市留下的内容" in out
    old = plan.campaign
    written = [path.read_text("utf-8-sig") for path in (folder / "campaign").rglob("*.*")]
    left = "|".join([old.city, f"(?<!\\d){old.year}", *(unit.name for unit in old.units)])
    assert [re.findall(left, text) for text in written] == [[]] * len(written)


def test_asked_for_one_by_one(run, tmp_path, roster, monkeypatch):
    answers = {
        **CITY,
        **dict.fromkeys(("--host", "--title", "--district-word", "--whole-word"), ""),
        "--kinds": "",
        "--ledgers": "",
        "--copies": "",
        "--targets": "I5＝12\n",
        "--occasions": "儿童节 6月1日\n",
        "--renames": "",
    }
    asked = ["year", "city", "host", "office", "addressee", "title", "theme", "first", "last"]
    asked += ["deadline", "district-word", "whole-word", "districts", "kinds", "ledgers", "copies"]
    asked += ["targets", "occasions", "renames"]
    answers["--districts"] = "江东区\n市直\n"
    typed = "".join(f"{answers[f'--{each}']}\n" for each in asked)
    folder = tmp_path / "云州2026"
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}{roster}\n{folder}\n"))
    code, out, err = run("campaign", "new")
    assert (code, err) == (commands.FINE, "")
    assert "主办（科协的全称）【云州市科协】" in out
    assert "留下的台账（一行一本；删去的今年不用）【走访慰问、" in out
    plan = load_campaign(folder / "campaign")
    assert (plan.host, plan.districts) == ("云州市科协", ("江东区", "市直"))
    assert tomllib.loads(plan.texts["campaign.toml"])["targets"] == {"I5": 12}


def test_what_is_there_is_never_touched(run, tmp_path, flags):
    folder = tmp_path / "云州2026"
    folder.mkdir()
    code, _, err = run("campaign", "new", "--to", folder, *flags)
    assert (code, err) == (commands.CANNOT, f"{folder} 已经有了，没有动它；请换一个名字\n")
    assert list(folder.iterdir()) == []


def test_nothing_is_written_where_something_is_wrong(run, tmp_path, flags):
    folder = tmp_path / "云州2026"
    code, _, err = run("campaign", "new", "--to", folder, *flags, "--targets", "I99=3")
    assert code == commands.CANNOT
    assert "没有“I99”这个指标" in err
    (tmp_path / "文件").write_text("")
    for place in (tmp_path / "文件" / "云州2026", tmp_path / ("云州" * 99)):
        code, _, err = run("campaign", "new", "--to", place, *flags)
        assert (code, err) == (commands.CANNOT, f"{NOT_WRITTEN.format(place)}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["名册.xlsx", "文件"]


@pytest.fixture
def shut():
    """A folder nobody may write to, not even root, who is somebody else meanwhile."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o555)
        if is_root:
            os.seteuid(NOBODY)
        yield Path(place)
        if is_root:
            os.seteuid(0)
        Path(place).chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_place_one_may_not_write_to_is_told(shut):
    start = load_campaign(CAMPAIGN)
    made = renew_campaign(start, read_answers(start, {"year": "2026", "theme": "科技报国"}, None))
    with pytest.raises(KjrError) as told:
        renewal.write_renewal(made, shut / "银川2026")
    assert str(told.value) == NOT_WRITTEN.format(shut / "银川2026")
    assert list(shut.iterdir()) == []


@BOTH
def test_last_years_folder_is_a_start(run, tmp_path, plan, flags):
    first, second = tmp_path / "头一年", tmp_path / "第二年"
    run("campaign", "new", "--to", first, *flags)
    start = ("--from", first / "campaign", "--year", "2027", "--theme", "再启新程", "--yes")
    code, _, _ = run("campaign", "new", "--to", second, *start)
    assert code == commands.FINE
    made, before = load_campaign(second / "campaign"), load_campaign(first / "campaign")
    assert (made.year, made.units, made.ledgers) == (2027, before.units, _moved(made, before))
    assert load_campaign(plan.home).year == plan.campaign.year


def _moved(plan, before):
    """The same ledgers; only the days of their examples are this year's."""
    assert [each.name for each in plan.ledgers] == [each.name for each in before.ledgers]
    return plan.ledgers
