import datetime as dt
import subprocess
import sys

import pytest

from kjr.errors import KjrError
from kjr.state.acts import Act, ActKind, Edit
from kjr.state.journal import Journal

MOMENT = dt.datetime(2019, 6, 8, 9, 30, tzinfo=dt.UTC)
OLD = {"走访日期": dt.date(2019, 5, 28), "走访人次": 12.0}
NEW = {"走访日期": dt.datetime(2019, 5, 28, 9), "走访人次": "十三", "备注": True}
SAVED = Act(
    MOMENT, "张示例", "甲学会", ActKind.SAVED, "走访慰问", (Edit(4, OLD, NEW), Edit(9, {}, OLD))
)
NOTE = Act(MOMENT, "组宣部", "乙学会", ActKind.RETURNED, note="请补充走访日期")


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path)


def line_of(tmp_path):
    return (tmp_path / "journal.jsonl").read_bytes().splitlines(keepends=True)


def rewrite(tmp_path, lines):
    (tmp_path / "journal.jsonl").write_bytes(b"".join(lines))


def test_gives_back_what_was_done(journal, tmp_path):
    written = [journal.append(SAVED), journal.append(NOTE)]
    assert list(journal.acts()) == written
    assert list(Journal(tmp_path).acts()) == written
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


def test_several_processes_write_one_chain(journal, tmp_path):
    program = (
        "import sys; from pathlib import Path; from kjr.state.journal import Journal;"
        "from tests.state.test_journal import NOTE;"
        "journal = Journal(Path(sys.argv[1]));"
        "[journal.append(NOTE._replace(note=f'{sys.argv[2]}-{n}')) for n in range(20)]"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name]) for name in "甲乙"
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert {act.note for act in journal.acts()} == {
        f"{who}-{n}" for who in "甲乙" for n in range(20)
    }
    assert journal.faults() == ()


def test_of_several_who_look_first_one_only_adds(journal, tmp_path):
    program = (
        "import sys; from pathlib import Path; from kjr.errors import KjrError;"
        "from kjr.state.journal import Journal;"
        "from tests.state.test_journal import NOTE, refuse_second;"
        "journal = Journal(Path(sys.argv[1])); sys.stdin.readline()\n"
        "try: journal.append(NOTE, refuse_second)\n"
        "except KjrError: sys.exit(3)"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE)
        for _ in range(4)
    ]
    for writer in writers:
        writer.stdin.write(b"go\n")
        writer.stdin.close()
    assert sorted(writer.wait() for writer in writers) == [0, 3, 3, 3]
    assert len(journal.acts()) == 1


def refuse_second(acts):
    if acts:
        raise KjrError("已经有了")


def test_a_line_torn_by_a_crash_is_dropped(journal, tmp_path):
    journal.append(SAVED)
    whole = line_of(tmp_path)
    rewrite(tmp_path, [*whole, whole[0][:40]])
    assert len(journal.acts()) == 1
    journal.append(NOTE)
    assert [act.kind for act in Journal(tmp_path).acts()] == [ActKind.SAVED, ActKind.RETURNED]
    assert journal.faults() == ()


def test_an_altered_line_is_noticed(journal, tmp_path):
    for act in (SAVED, NOTE, SAVED):
        journal.append(act)
    first, second, third = line_of(tmp_path)
    rewrite(tmp_path, [first, second.replace("补充".encode(), "删去".encode()), third])
    assert Journal(tmp_path).faults() == ("操作记录第2行被改动过",)


def test_a_line_taken_out_is_noticed(journal, tmp_path):
    for act in (SAVED, NOTE, SAVED):
        journal.append(act)
    first, _, third = line_of(tmp_path)
    rewrite(tmp_path, [first, third])
    assert Journal(tmp_path).faults() == ("操作记录第2行被改动过", "操作记录的末尾少了1行")


def test_lines_cut_off_the_end_are_noticed(journal, tmp_path):
    for act in (SAVED, NOTE, SAVED):
        journal.append(act)
    rewrite(tmp_path, line_of(tmp_path)[:1])
    assert journal.faults() == ("操作记录的末尾少了2行",)


def test_half_a_character_is_kept_as_it_was_typed(journal, tmp_path):
    """Some programs cut texts within a character; no workbook can hold it, a record can."""
    typed = SAVED._replace(edits=(Edit(9, {}, {"备注": "示例\ud83d"}),))
    journal.append(typed)
    assert [act.edits for act in Journal(tmp_path).acts()] == [typed.edits]
    assert Journal(tmp_path).faults() == ()


def cut(tmp_path):
    rewrite(tmp_path, line_of(tmp_path)[:1])


def empty(tmp_path):
    rewrite(tmp_path, [])


def delete(tmp_path):
    (tmp_path / "journal.jsonl").unlink()


def tear(tmp_path):
    whole = (tmp_path / "journal.jsonl").read_bytes()
    (tmp_path / "journal.jsonl").write_bytes(whole[: len(line_of(tmp_path)[0]) + 9])


@pytest.mark.parametrize(("harm", "lost"), [(cut, 2), (empty, 3), (delete, 3), (tear, 2)])
@pytest.mark.parametrize("is_restarted", [True, False])
def test_what_is_missing_stays_noticed_whatever_is_added_since(tmp_path, harm, lost, is_restarted):
    journal = Journal(tmp_path)
    for act in (SAVED, NOTE, SAVED):
        journal.append(act)
    harm(tmp_path)
    journal = Journal(tmp_path) if is_restarted else journal
    sentence = (f"操作记录的末尾少了{lost}行",)
    assert journal.faults() == sentence
    for _ in range(5):
        journal.append(NOTE)
    assert journal.faults() == Journal(tmp_path).faults() == sentence
    harm(tmp_path)
    assert journal.faults() != sentence


def test_a_count_that_lags_behind_is_no_loss_and_hides_none(journal, tmp_path):
    """The power went between the line and its count."""
    journal.append(SAVED)
    behind = (tmp_path / "journal.head").read_bytes()
    journal.append(NOTE)
    (tmp_path / "journal.head").write_bytes(behind)
    assert journal.faults() == ()
    journal.append(NOTE)
    assert journal.faults() == ()


def test_a_file_put_in_the_place_of_the_journal_is_read_anew(journal, tmp_path):
    for act in (SAVED, NOTE, SAVED):
        journal.append(act)
    lines = line_of(tmp_path)
    lines[1] = lines[1].replace("补充".encode(), "删去".encode())
    other = tmp_path / "other"
    other.write_bytes(b"".join(lines))
    other.replace(tmp_path / "journal.jsonl")
    assert journal.faults() == ("操作记录第2行被改动过",)


def test_a_turn_that_cannot_be_taken_is_told(tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(KjrError, match="操作记录写不进去"), Journal(tmp_path / "state").turn("甲"):
        pass


def test_a_fault_inside_a_turn_is_its_own(journal):
    with pytest.raises(OSError, match="something else"), journal.turn("甲"):
        raise OSError("something else")


def test_a_journal_that_cannot_be_written_stops_the_act(tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(KjrError, match="操作记录写不进去"):
        Journal(tmp_path / "state").append(NOTE)
