"""What is remembered, whether it is whole, and a copy of it while others write."""

import datetime as dt
import io
import os
import shutil
import sys

import openpyxl
import pandas as pd
import pytest

from kjr.app import commands, doctor
from kjr.app.settings import read_settings
from kjr.state.acts import ACCESS, EDITS, Act, ActKind
from kjr.state.engine.connections import FILE
from kjr.state.engine.database import open_database
from kjr.state.heads import keep_heads
from kjr.state.journal import Journal
from kjr.state.sharing.readings import keep_reading
from kjr.store.folder.versions import keep_version, list_versions
from tests.databases import Intruder

ACT = Act(dt.datetime(2019, 6, 8, 9, 30, tzinfo=dt.UTC), "组宣部", "乙学会", ActKind.RETURNED)


@pytest.fixture
def state(tmp_path):
    return tmp_path / "state"


@pytest.mark.sqlite
def test_it_says_what_there_is_and_begins_nothing(run, state):
    code, out, _ = run("state")
    assert code == commands.FINE
    assert str(state / FILE) in out
    assert "操作记录：0 条，完整" in out
    assert not state.exists()
    head = f"edits:1:{Journal(state).append(ACT).id}"
    assert f"操作记录：1 条，最后一条 2019-06-08 09:30（记号 {head}），完整" in run("state")[1]


def test_what_is_missing_is_a_problem(run, state):
    Journal(state, record=ACCESS).append(ACT)
    Intruder(state).harm("DELETE FROM acts")
    code, out, _ = run("state")
    assert code == commands.PROBLEMS
    assert "登录记录：0 条，操作记录的末尾少了1行" in out


@pytest.mark.sqlite
def test_what_somebody_wrote_down_of_the_record_is_there_or_is_told(run, state):
    head = f"edits:1:{Journal(state).append(ACT).id}"
    Journal(state).append(ACT)
    code, out, _ = run("state", "--holds", head)
    assert (code, f"记号 {head}：还在" in out) == (commands.FINE, True)
    (state / FILE).unlink()
    Journal(state).append(ACT._replace(who="别人"))
    code, out, _ = run("state", "--holds", head)
    assert (code, f"到过第1条（记号 {head}）" in out) == (commands.PROBLEMS, True)
    assert run("state", "--holds", "41")[0] == commands.CANNOT


@pytest.mark.sqlite
def test_a_database_that_was_deleted_is_told_by_doctor_and_here(run, state):
    journals = [Journal(state, record=record) for record in (EDITS, ACCESS)]
    heads = [f"{each.record}:1:{each.append(ACT).id}" for each in journals]
    keep_heads(state, state)
    (state / FILE).unlink()
    for each in journals:
        each.append(ACT._replace(who="别人"))
    for command in ("state", "doctor"):
        code, out, _ = run(command)
        assert code == commands.PROBLEMS
        assert all(f"记录接不上：到过第1条（记号 {head}）" in out for head in heads)


def test_doctor_says_what_the_system_log_was_not_told(run, state, monkeypatch):
    Journal(state).append(ACT)
    assert "系统日志" not in run("doctor")[1]
    monkeypatch.setenv("KJR_SYSLOG", "udp://127.0.0.1:5514")
    assert "要改　记录另外送到系统日志，还有 1 条没有送出" in run("doctor")[1]
    monkeypatch.setenv("KJR_SYSLOG", "somewhere")
    assert "syslog 要写 udp://" in run("doctor")[2]


@pytest.mark.sqlite
def test_a_copy_is_taken_in_the_middle_of_an_act_and_holds_all_that_was_told(run, state, tmp_path):
    (state / "history").mkdir(parents=True)
    (state / "history" / "示例").write_text("示例")
    for _ in range(3):
        Journal(state).append(ACT)
    with Journal(state).turn("甲学会"), open_database(state).write() as connection:
        connection.exec_driver_sql("INSERT INTO about VALUES ('not told yet', '')")
        code, out, _ = run("state", "--backup", tmp_path / "copy")
    assert code == commands.FINE
    assert str(tmp_path / "copy") in out
    assert len(Journal(tmp_path / "copy").acts()) == 3
    assert Journal(tmp_path / "copy").faults() == ()
    with open_database(tmp_path / "copy").read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM about").scalars().all()
    assert names == ["schema"]
    assert (tmp_path / "copy" / "history" / "示例").read_text() == "示例"
    assert not [*(tmp_path / "copy").glob("*.turn")]
    assert os.name != "posix" or (tmp_path / "copy" / FILE).stat().st_mode & 0o077 == 0


def test_a_copy_replaces_nothing_and_says_so_where_it_cannot_be_made(run, state, tmp_path):
    Journal(state).append(ACT)
    assert run("state", "--backup", tmp_path)[::2] == (
        commands.CANNOT,
        f"{tmp_path} 里已经有备份，请换一个还没有的文件夹\n",
    )
    (tmp_path / "file").write_text("")
    code, _, told = run("state", "--backup", tmp_path / "file" / "copy")
    assert (code, "备份没有做成" in told) == (commands.CANNOT, True)


@pytest.mark.sqlite
def test_it_is_moved_with_the_files_beside_it_and_is_whole_there(run, state, tmp_path, monkeypatch):
    head = f"edits:1:{Journal(state).append(ACT).id}"
    (state / "history").mkdir()
    (state / "history" / "示例").write_text("示例")
    there = tmp_path / "there"
    code, out, _ = run("state", "--to", there)
    assert code == commands.FINE
    assert out.count(f"操作记录：1 条，最后一条 2019-06-08 09:30（记号 {head}），完整") == 2
    assert f"已搬到 {there / FILE}：" in out
    assert (there / "history" / "示例").read_text() == "示例"
    assert run("state", "--to", there)[0] == commands.CANNOT
    assert run("state", "--to", "mysql://h/d")[::2] == (
        commands.CANNOT,
        "KJR_STATE 只认文件夹，或 postgresql+psycopg:// 开头的数据库地址\n",
    )
    monkeypatch.setenv("KJR_STATE", str(there))
    assert f"记号 {head}：还在" in run("state", "--holds", head)[1]


def test_the_journals_are_written_out_as_a_workbook(run, state, tmp_path):
    Journal(state).append(ACT._replace(note="=HYPERLINK(1)"))
    Journal(state, record=ACCESS).append(ACT._replace(kind=ActKind.SIGNED_IN))
    file = tmp_path / "journal.xlsx"
    assert run("state", "--journal", file)[0] == commands.FINE
    table = pd.read_excel(file, keep_default_na=False, engine="openpyxl")
    assert table["记录"].tolist() == ["操作记录", "登录记录"]
    assert table["做了什么"].tolist() == ["退回", "登录"]
    assert table["说明"].tolist() == ["=HYPERLINK(1)", ""]
    assert run("state", "--journal", tmp_path / "none" / "x.xlsx")[0] == commands.CANNOT


def test_a_servers_address_is_the_database_and_the_rest_stays_in_a_folder():
    address = "postgresql+psycopg://kjr:secret@db.example.cn/kjr"
    found = read_settings({"KJR_STATE": address}, {})
    assert found.database == address
    assert found.state == read_settings({}, {}).state == read_settings({}, {}).database
    assert "secret" not in repr(found)
    named = read_settings({"KJR_STATE": "~/kjr"}, {"kjr": {"state": address}})
    assert named.database == named.state


def test_doctor_says_when_the_state_lies_on_a_share(run, state, monkeypatch):
    table = f"36 1 0:32 / {state.parent} rw - cifs //server/books rw"
    monkeypatch.setattr(doctor, "read_mounts", lambda: table)
    assert "状态文件夹" in run("doctor")[1].split("在网络盘上")[0]
    monkeypatch.setattr(doctor, "read_mounts", lambda: table.replace("cifs", "ext4"))
    assert "在网络盘上" not in run("doctor")[1]


@pytest.mark.sqlite
def test_doctor_names_the_database_and_one_that_does_not_answer(run, state):
    assert f"好　数据库：{state / FILE}" in run("doctor")[1]
    (state / FILE).mkdir(parents=True)
    assert "要改　数据库：操作记录读不出来" in run("doctor")[1]


PERSON = ("林示远", "13800001234")


@pytest.fixture
def remembered(state, tmp_path, monkeypatch, small_example):
    """Somebody's name and number in the journal, and in one of two versions of a workbook."""
    monkeypatch.setenv("KJR_CAMPAIGN", str(small_example / "campaign"))
    Journal(state).append(ACT._replace(note="请给林示远（138 0000 1234）打电话"))
    history = state / "history" / "乙学会"
    for at, words in enumerate((PERSON[0], "林示例")):
        book = openpyxl.Workbook()
        book.active["A1"] = words
        book.save(tmp_path / "book.xlsx")
        moment = ACT.moment + dt.timedelta(hours=at)
        keep_version(history, (tmp_path / "book.xlsx").read_bytes(), moment)
    return history


def test_what_leads_to_a_person_is_listed_and_nothing_is_changed(run, state, remembered):
    code, out, _ = run("state", "--purge", *PERSON)
    assert code == commands.FINE
    assert "会清除：\n　操作记录：1 处（第1条）\n　历史版本：1 个，整个删掉（乙学会）\n" in out
    assert "不会清除，请自己看：\n　不在这里的：工作簿本身" in out
    assert "现在什么也没有动" in out
    assert PERSON[0] in Journal(state).acts()[0].note
    assert len(list_versions(remembered)) == 2


def test_what_leads_to_a_person_is_purged_when_that_is_said(run, state, remembered, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("林示远\n\n13800001234\n"))
    code, out, _ = run("state", "--purge", "-", "--sure")
    assert code == commands.FINE
    assert "已清除，记在操作记录和登录记录里" in out
    act, told = Journal(state).acts()
    assert act.note == "请给××××××打电话"
    assert told.kind is ActKind.PURGED
    assert told.who.startswith("本机 ")
    assert told.note == "操作记录：1 处（第1条）；历史版本：1 个，整个删掉（乙学会）"
    (left,) = list_versions(remembered)
    assert openpyxl.load_workbook(left.path).active["A1"].value == "林示例"
    assert "这里没有。" in run("state", "--purge", *PERSON, "--sure")[1]
    assert "操作记录：2 条" in run("state")[1].split("登录记录")[0]
    assert run("state")[0] == commands.FINE


def test_what_is_no_persons_is_not_purged(run, state, remembered):
    for said in ("林", "123456", "走访慰问"):
        code, out, told = run("state", "--purge", PERSON[0], said, "--sure")
        assert (code, said in told) == (commands.CANNOT, True)
        assert "已清除" not in out
    assert len(Journal(state).acts()) == 1


def test_what_is_out_of_reach_is_named(
    run, state, remembered, tmp_path, monkeypatch, small_example
):
    plan = tmp_path / "plan"
    shutil.copytree(small_example / "campaign", plan)
    monkeypatch.setenv("KJR_CAMPAIGN", str(plan))
    with (plan / "wording.toml").open("a", encoding="utf-8") as file:
        file.write("# 林示远\n")
    (remembered / "00000003-20190608T100000-0123456789abcdef.xlsx").write_bytes(b"no package")
    (state / "journal.jsonl").write_text("")
    Journal(state).append(ACT._replace(who=PERSON[0]))
    keep_reading(state, {"甲学会": b'{"book": ["13800001234"]}'})
    out = run("state", "--purge", *PERSON)[1]
    assert "工作簿：上次读到时里面有（甲学会），请先在工作簿里改掉" in out
    assert "“谁”一栏：1 处" in out
    assert "历史版本 乙学会/00000003-20190608T100000-0123456789abcdef.xlsx：打不开" in out
    assert "活动文件夹的 wording.toml 里有" in out
    assert "第一版留下的文件还在（journal.jsonl）" in out
