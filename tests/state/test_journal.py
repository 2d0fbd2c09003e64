import socket
import subprocess
import sys

import psycopg
import pytest

from kjr.errors import KjrError
from kjr.state.acts import ACCESS, ActKind, Edit
from kjr.state.journal import Journal
from tests.state.writer import NEW, NOTE, OLD, SAVED


@pytest.fixture
def journal(place):
    return Journal(place)


def test_gives_back_what_was_done(journal, place):
    written = [journal.append(SAVED), journal.append(NOTE)]
    assert list(journal.acts()) == written
    assert list(Journal(place).acts()) == written
    assert [act._replace(id="") for act in written] == [SAVED, NOTE]


def test_gives_one_units_acts(journal):
    journal.append(SAVED)
    assert journal.acts("乙学会") == ()
    assert [act.unit for act in (journal.append(NOTE), *journal.acts("乙学会"))] == ["乙学会"] * 2


def test_tells_cell_by_cell_what_an_edit_changed():
    assert list(SAVED.edits[0].cells) == [
        ("走访日期", OLD["走访日期"], NEW["走访日期"]),
        ("走访人次", 12.0, "十三"),
        ("备注", None, True),
    ]


def test_an_outcome_is_told_with_its_act(journal):
    first, second = journal.append(SAVED), journal.append(SAVED)
    journal.append(SAVED._replace(kind=ActKind.FAILED, edits=(), of=first.id))
    journal.append(SAVED._replace(kind=ActKind.DONE, edits=(), of=second.id))
    assert [act.outcome for act in journal.acts()] == [ActKind.FAILED, ActKind.DONE]


def test_two_equal_acts_have_different_ids(journal):
    assert journal.append(SAVED).id != journal.append(SAVED).id


def test_two_journals_of_one_database_know_nothing_of_each_other(journal, place):
    other = Journal(place, record=ACCESS)
    journal.append(SAVED)
    assert other.acts() == ()
    other.append(NOTE)
    assert [len(each.acts()) for each in (journal, other)] == [1, 1]
    assert journal.faults() == other.faults() == ()


def begin(place, *what):
    """A process that waits for a line of input until all are there."""
    program = [sys.executable, "-m", "tests.state.writer", str(place), *what]
    return subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def run_at_once(*writers):
    for writer in writers:
        writer.stdin.write(b"go\n")
        writer.stdin.close()
    return sorted(writer.wait() for writer in writers)


def test_several_processes_write_one_chain(journal, place):
    assert run_at_once(*(begin(place, "add", name) for name in "甲乙")) == [0, 0]
    assert {act.note for act in journal.acts()} == {
        f"{who}-{n}" for who in "甲乙" for n in range(20)
    }
    assert journal.faults() == Journal(place).faults() == ()


def test_of_several_who_look_first_one_only_adds(journal, place):
    assert run_at_once(*(begin(place, "add_first") for _ in range(4))) == [0, 3, 3, 3]
    assert len(journal.acts()) == 1


def test_what_was_done_is_neither_changed_nor_deleted(journal, intruder):
    journal.append(SAVED)
    row = "INSERT OR REPLACE INTO acts VALUES ('edits', 1, '', '')"
    others = ["TRUNCATE acts"] if intruder.server else [row]
    for command in ("UPDATE acts SET body = ''", "DELETE FROM acts", *others):
        assert intruder.is_refused(command)
    assert len(journal.acts()) == 1


def test_the_servers_own_account_has_no_right_to_change_it(server):
    place = server.make_room()
    Journal(place).append(SAVED)
    with psycopg.connect(place.replace("+psycopg", "")) as connection:
        for command in ("UPDATE acts SET body = ''", "DELETE FROM acts", "TRUNCATE acts"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(command)
            connection.rollback()


ALTER = "UPDATE acts SET body = replace(body, '补充', '删去') WHERE number = 2"
TAKE_OUT = "DELETE FROM acts WHERE number = 2"
CUT = "DELETE FROM acts WHERE number > 1"
EMPTY = "DELETE FROM acts"


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (ALTER, ("操作记录第2行被改动过",)),
        (TAKE_OUT, ("操作记录第2行被改动过", "操作记录的末尾少了1行")),
        (CUT, ("操作记录的末尾少了2行",)),
        (EMPTY, ("操作记录的末尾少了3行",)),
    ],
)
def test_what_was_altered_or_cut_is_noticed(place, intruder, how, told):
    for act in (SAVED, NOTE, SAVED):
        Journal(place).append(act)
    intruder.harm(how)
    assert Journal(place).faults() == told


def test_half_a_character_is_kept_as_it_was_typed(journal, place):
    """Some programs cut texts within a character; no workbook can hold it, a record can."""
    typed = SAVED._replace(edits=(Edit(9, {}, {"备注": "示例\ud83d"}),))
    journal.append(typed)
    assert [act.edits for act in Journal(place).acts()] == [typed.edits]
    assert Journal(place).faults() == ()


@pytest.mark.parametrize(("how", "lost"), [(CUT, 2), (EMPTY, 3)])
@pytest.mark.parametrize("is_restarted", [True, False])
def test_what_is_missing_stays_noticed_whatever_is_added_since(
    place, intruder, how, lost, is_restarted
):
    journal = Journal(place)
    for act in (SAVED, NOTE, SAVED):
        journal.append(act)
    intruder.harm(how)
    journal = Journal(place) if is_restarted else journal
    sentence = (f"操作记录的末尾少了{lost}行",)
    assert journal.faults() == sentence
    for _ in range(5):
        journal.append(NOTE)
    assert journal.faults() == Journal(place).faults() == sentence
    intruder.harm(how)
    assert journal.faults() != sentence


def test_a_turn_is_held_by_one_process_until_it_ends(journal, place):
    """One that is killed in the middle gives it back."""
    holder = begin(place, "hold", "甲学会")
    holder.stdin.write(b"go\n")
    holder.stdin.flush()
    assert holder.stdout.readline() == b"has it\n"
    with journal.turn("乙学会"):
        pass
    waiter = begin(place, "hold", "甲学会")
    waiter.stdin.write(b"go\n")
    waiter.stdin.close()
    with pytest.raises(subprocess.TimeoutExpired):
        waiter.wait(1)
    holder.kill()
    assert waiter.wait() == 0
    assert waiter.stdout.read() == b"has it\n"
    holder.communicate()


def test_a_fault_inside_a_turn_is_its_own(journal):
    with pytest.raises(OSError, match="something else"), journal.turn("甲"):
        raise OSError("something else")


@pytest.fixture
def unreachable(request, tmp_path):
    """Where no database can be: a file in the folder's place, a server that is not there."""
    if request.param == "sqlite":
        (tmp_path / "state").write_text("a file where the folder should be")
        return tmp_path / "state"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return f"postgresql+psycopg://kjr:secret@127.0.0.1:{port}/kjr"


@pytest.mark.parametrize("unreachable", ["sqlite", "postgresql"], indirect=True)
def test_a_journal_that_cannot_be_written_stops_the_act(unreachable):
    journal = Journal(unreachable)
    why = "数据库服务器可能连不上" if "://" in str(unreachable) else "本机的数据文件夹可能磁盘已满"
    with pytest.raises(KjrError, match=f"操作记录写不进去（{why}）"):
        journal.append(NOTE)
    with pytest.raises(KjrError, match="操作记录写不进去"), journal.turn("甲"):
        pass


@pytest.mark.parametrize("unreachable", ["postgresql"], indirect=True)
def test_a_journal_that_cannot_be_read_says_so_without_its_password(unreachable):
    for read in (Journal(unreachable).acts, Journal(unreachable).faults):
        with pytest.raises(KjrError, match="操作记录读不出来") as told:
            read()
        assert "secret" not in str(told.value)
