"""Where the database is, whose it is, which version it is of; and what files held before it."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys

import pytest

from kjr.errors import KjrError
from kjr.state.acts import ACCESS, EDITS, ActKind, Edit, encode_text, pack_act
from kjr.state.engine.connections import FILE
from kjr.state.engine.database import close_databases, open_database
from kjr.state.engine.first_files import FOLDERS
from kjr.state.engine.schema import SCHEMA
from kjr.state.journal import Journal, chain_act
from tests.state.writer import NOTE, SAVED

UNTRIED = "!!! no mounts for us on this machine: NOTHING about a full disk is tried"


def test_reading_begins_no_database(tmp_path):
    state = tmp_path / "state"
    assert Journal(state).acts() == Journal(state).faults() == ()
    assert not state.exists()


def test_what_holds_names_is_for_the_servers_own_account_alone(tmp_path):
    journal = Journal(tmp_path / "state")
    journal.append(NOTE)
    kept = [*(tmp_path / "state").iterdir()]
    assert {file.name for file in kept} >= {FILE}
    assert os.name != "posix" or {file.stat().st_mode & 0o077 for file in kept} == {0}


def test_it_survives_the_power(tmp_path):
    """Every act is on the disk itself, with what went before it, when it is told."""
    Journal(tmp_path).append(NOTE)
    with open_database(tmp_path).write() as connection:
        asked = [connection.exec_driver_sql(f"PRAGMA {each}").scalar() for each in SETTINGS]
    assert dict(zip(SETTINGS, asked, strict=True)) == SETTINGS


SETTINGS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize(
    ("number", "told"), [("99", "更新的 kjr 写的（第 99 版"), ("0", "更早的 kjr 写的（第 0 版")]
)
def test_another_versions_database_is_not_touched(place, intruder, number, told):
    Journal(place).append(NOTE)
    intruder.tell(f"UPDATE about SET value = '{number}' WHERE name = 'schema'")
    close_databases()
    for do in (Journal(place).acts, lambda: Journal(place).append(NOTE)):
        with pytest.raises(KjrError, match=told):
            do()
    close_databases()
    intruder.tell(f"UPDATE about SET value = '{SCHEMA}' WHERE name = 'schema'")
    assert len(Journal(place).acts()) == 1


@pytest.mark.parametrize("address", ["mysql://localhost/kjr", "postgresql+psycopg2://h/d", "a://"])
def test_an_address_of_another_kind_is_refused_in_a_sentence(address):
    with pytest.raises(KjrError, match="KJR_STATE 只认文件夹"):
        Journal(address)


def test_every_way_of_writing_a_servers_address_will_do(server):
    place = server.make_room()
    Journal(place).append(NOTE)
    for kind in ("postgresql", "postgres"):
        assert len(Journal(place.replace("postgresql+psycopg", kind)).acts()) == 1


def test_a_file_put_in_its_place_is_read_anew(tmp_path):
    """A copy from before is put back while kjr runs: what is added goes into that one."""
    here, there = tmp_path / "here", tmp_path / "there"
    journal = Journal(here)
    journal.append(SAVED)
    for _ in range(2):
        Journal(there).append(NOTE)
    with contextlib.closing(sqlite3.connect(there / FILE)) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "copy"),))
    for beside in here.glob(f"{FILE}-*"):
        beside.unlink()
    (tmp_path / "copy").replace(here / FILE)
    assert [act.kind for act in journal.acts()] == [ActKind.RETURNED] * 2
    journal.append(SAVED)
    assert len(Journal(here).acts()) == 3
    assert journal.faults() == ()


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own, which can be filled and taken the right to be written."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", tmp_path]
    may_mount = os.name == "posix" and not os.geteuid()
    if not may_mount or subprocess.run(mount, check=False, capture_output=True).returncode:
        print(UNTRIED, file=sys.__stderr__)
        pytest.skip(UNTRIED)
    yield tmp_path
    close_databases()
    subprocess.run(["umount", "-l", tmp_path], check=True)


def test_on_a_full_disk_what_was_done_is_read_and_nothing_is_told_as_done(disk):
    Journal(disk).append(NOTE)
    with contextlib.suppress(OSError), (disk / "full").open("wb", 0) as file:
        while file.write(b"x" * 1024):
            pass
    told = []
    while not told:  # until the last page is full too
        try:
            Journal(disk).append(SAVED)
        except KjrError as error:
            told.append(str(error))
    count = len(Journal(disk).acts())
    assert "磁盘已满" in told[0]
    (disk / "full").unlink()
    Journal(disk).append(NOTE)
    assert len(Journal(disk).acts()) == count + 1
    assert Journal(disk).faults() == ()


def test_on_a_disk_that_only_reads_what_was_done_is_read_and_all_goes_on_afterwards(disk):
    Journal(disk).append(NOTE)
    close_databases()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    journal = Journal(disk)
    assert len(journal.acts()) == 1
    with pytest.raises(KjrError, match="操作记录写不进去"):
        journal.append(NOTE)
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    journal.append(NOTE)
    assert len(journal.acts()) == 2
    assert journal.faults() == ()


def keep_first(state, record=EDITS, *, acts=(SAVED, NOTE, SAVED), known=3):
    """A journal as the first version left it in the state folder; gives back its lines."""
    lines, last = [], ""
    for act in acts:
        said = pack_act(act)
        last = chain_act(last, said)
        body = json.dumps(said, ensure_ascii=False)
        lines.append(encode_text(f'{{"chain": "{last}", "act": {body}}}\n'))
    rewrite(state / FOLDERS[record], lines, known)
    return lines


def rewrite(folder, lines, known=3):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "journal.jsonl").write_bytes(b"".join(lines))
    (folder / "journal.head").write_text(f"{known} 0\n", "utf-8")


def test_what_the_first_version_kept_is_taken_over_and_left_beside(tmp_path):
    half = SAVED._replace(edits=(Edit(9, {}, {"备注": "示例\ud83d"}),))
    keep_first(tmp_path, acts=(SAVED, half, NOTE))
    keep_first(tmp_path, ACCESS, acts=(NOTE,), known=1)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    before = [file.read_bytes() for file in files]
    journal, access = Journal(tmp_path), Journal(tmp_path, record=ACCESS)
    assert [act._replace(id="") for act in journal.acts()] == [SAVED, half, NOTE]
    assert [act._replace(id="") for act in access.acts()] == [NOTE]
    journal.append(NOTE)
    assert journal.faults() == access.faults() == ()
    assert [file.read_bytes() for file in files] == before
    assert len(Journal(tmp_path).acts()) == 4  # and not taken over once more


def test_outcomes_told_by_the_first_version_find_their_acts(tmp_path):
    first = Journal(tmp_path / "made").append(SAVED)
    told = SAVED._replace(kind=ActKind.DONE, edits=(), of=first.id)
    keep_first(tmp_path / "state", acts=(SAVED, told), known=2)
    (act,) = Journal(tmp_path / "state").acts()
    assert act.outcome is ActKind.DONE


def alter(lines):
    return [lines[0], lines[1].replace("补充".encode(), "删去".encode()), lines[2]]


def spoil(lines):
    return [lines[0], b"\xff\0{\n", lines[2]]


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (alter, ("操作记录第2行被改动过",)),
        (spoil, ("操作记录第2行被改动过", "操作记录第3行被改动过")),
        (lambda lines: [lines[0], lines[2]], ("操作记录第2行被改动过", "操作记录的末尾少了1行")),
        (lambda lines: lines[:1], ("操作记录的末尾少了2行",)),
        (lambda lines: [lines[0], lines[1][:40]], ("操作记录的末尾少了2行",)),
        (lambda _: [], ("操作记录的末尾少了3行",)),
    ],
    ids=["altered", "spoilt", "taken out", "cut", "torn", "emptied"],
)
def test_what_is_wrong_with_it_is_taken_over_as_well(tmp_path, harm, told):
    rewrite(tmp_path, harm(keep_first(tmp_path)))
    assert Journal(tmp_path).faults() == told
    Journal(tmp_path).append(NOTE)
    assert Journal(tmp_path).faults() == told
