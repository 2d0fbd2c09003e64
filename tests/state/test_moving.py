"""From one database to another, on both engines, and back."""

import pytest

from kjr.errors import KjrError
from kjr.state.acts import ACCESS, EDITS, Edit
from kjr.state.contents import change_contents, read_contents
from kjr.state.drafts import list_drafts, save_draft
from kjr.state.engine.database import close_databases, open_database
from kjr.state.engine.moving import copy_state_files, move_database
from kjr.state.facts import change_facts, read_facts
from kjr.state.journal import Journal
from tests.databases import Intruder
from tests.small import NOON
from tests.state.writer import NOTE, SAVED

FACTS = {"乙": [1, 2.5], "甲": {"码": "示例\ud83d"}}
LARGE = {"甲学会": bytes(range(256)) * 300, "乙学会": b""}
TYPED = SAVED._replace(edits=(Edit(9, {}, {"备注": "示例\ud83d"}),))


def fill(place):
    journal = Journal(place)
    for act in (SAVED, NOTE, TYPED):
        journal.append(act)
    Journal(place, record=ACCESS).append(NOTE)
    save_draft(place, "甲", TYPED, NOON)
    with change_facts(place, "codes") as facts:
        facts.update(FACTS)
    change_contents(place, "books", LARGE)


def tell(place):
    """All that is remembered, with what is wrong with it."""
    journals = [Journal(place, record=record) for record in (EDITS, ACCESS)]
    return (
        [(each.acts(), each.faults()) for each in journals],
        list_drafts(place, "甲", TYPED.unit),
        list(read_facts(place, "codes").items()),
        read_contents(place, "books"),
    )


def move(source, target):
    return move_database(open_database(source), open_database(target))


def test_all_of_it_is_there_afterwards_and_back_again(place, intruder, tmp_path):
    """Also what is wrong with a journal; and each goes on where it was."""
    fill(place)
    intruder.harm("UPDATE acts SET body = replace(body, '退回', '采信') WHERE number = 2")
    close_databases()
    before, there, back = tell(place), tmp_path / "there", tmp_path / "back"
    assert before[0][0][1] == ("操作记录第2行被改动过",)
    assert move(place, there) == move(there, back) == 2 + 4 + 1 + 2 + 2
    assert tell(there) == tell(back) == tell(place) == before
    Journal(back).append(NOTE)
    assert Journal(back).faults() == before[0][0][1]


def test_from_a_folder_to_a_server_and_its_acts_are_guarded_there(server, tmp_path):
    fill(tmp_path)
    there = server.make_room()
    move(tmp_path, there)
    assert tell(there) == tell(tmp_path)
    assert Intruder(there, server).is_refused("DELETE FROM acts")


def test_what_holds_something_is_left_alone(place, tmp_path):
    fill(tmp_path / "here")
    Journal(place).append(NOTE)
    with pytest.raises(KjrError, match="已经有记录，没有搬"):
        move(tmp_path / "here", place)
    assert len(Journal(place).acts()) == 1
    assert read_facts(place, "codes") == {}


def test_nor_is_what_the_first_version_left_written_over(tmp_path):
    fill(tmp_path / "here")
    (tmp_path / "there" / "frozen").mkdir(parents=True)
    with pytest.raises(KjrError, match="已经有记录，没有搬"):
        move(tmp_path / "here", tmp_path / "there")


def test_where_nothing_is_kept_nothing_is_moved(tmp_path):
    with pytest.raises(KjrError, match="什么也没有记"):
        move(tmp_path / "here", tmp_path / "there")
    assert not (tmp_path / "there").exists()


def test_what_arrives_otherwise_is_told(tmp_path):
    fill(tmp_path / "here")
    with open_database(tmp_path / "there").write() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER spoil AFTER INSERT ON facts"
            " BEGIN UPDATE facts SET value = '1' WHERE key = NEW.key; END"
        )
    with pytest.raises(KjrError, match="对不上（facts）"):
        move(tmp_path / "here", tmp_path / "there")


def test_files_beside_it_go_along_but_for_locks_and_what_was_taken_over(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    for name in ("history/1.xlsx", "books/1.json", "journal.jsonl", "1.turn", "kjr.sqlite-wal"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text("示例")
    copy_state_files(here, there)
    assert [file.name for file in there.rglob("*") if file.is_file()] == ["1.xlsx"]
    copy_state_files(here, here)
    (tmp_path / "file").write_text("")
    with pytest.raises(KjrError, match="没有都抄到"):
        copy_state_files(here, tmp_path / "file")
