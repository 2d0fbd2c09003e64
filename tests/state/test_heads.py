import pytest

from kjr.errors import KjrError
from kjr.state.acts import ACCESS
from kjr.state.engine.connections import FILE
from kjr.state.engine.database import close_databases
from kjr.state.heads import Head, find_head, holds_head, keep_heads, list_gaps
from kjr.state.journal import Journal
from tests.state.writer import NOTE, SAVED

EMPTY = ("DELETE FROM acts", "UPDATE records SET length = 0, lost = 0")


@pytest.fixture
def beside(tmp_path):
    """The state folder of this machine, wherever the database is."""
    return tmp_path / "beside"


def write(place, *acts, record="edits"):
    return [Journal(place, record=record).append(act) for act in acts]


def test_a_head_is_where_a_journal_ends(place):
    assert find_head(place, "edits") is None
    first, last = write(place, SAVED, NOTE)
    assert find_head(place, "edits") == Head("edits", 2, last.id)
    assert find_head(place, ACCESS) is None
    assert holds_head(place, Head("edits", 1, first.id))
    assert not holds_head(place, Head("edits", 1, last.id))
    assert not holds_head(place, Head("edits", 3, last.id))
    assert not holds_head(place, Head(ACCESS, 1, first.id))


def test_a_head_is_written_down_and_read_again():
    head = Head("edits", 41, "9f3ac0de12345678")
    assert Head.parse(f" {head} ") == head
    for said in ("", "41", "edits:41", "edits:41:", "edits:x:9f", "others:1:9f", "edits:４:9f"):
        with pytest.raises(KjrError, match="记号"):
            Head.parse(said)


def test_what_goes_on_has_no_gap(place, beside):
    for act in (SAVED, NOTE, SAVED):
        write(place, act)
        keep_heads(place, beside)
        assert list_gaps(place, beside, "edits") == ()


def test_another_journal_in_its_place_is_told_for_ever(place, intruder, beside):
    *_, last = write(place, SAVED, NOTE)
    keep_heads(place, beside)
    intruder.harm(*EMPTY)
    told = (Head("edits", 2, last.id).gap,)
    assert list_gaps(place, beside, "edits") == told
    for who in ("甲", "乙", "丙"):
        write(place, NOTE._replace(who=who))
        keep_heads(place, beside)
        assert list_gaps(place, beside, "edits") == told
    assert Journal(place).faults() == ()
    assert list_gaps(place, beside, ACCESS) == ()
    second = find_head(place, "edits")
    intruder.harm(*EMPTY)
    write(place, NOTE._replace(who="丁"))
    keep_heads(place, beside)
    assert list_gaps(place, beside, "edits") == (*told, second.gap)


def test_a_chain_that_was_forged_from_a_row_on_is_told(place, intruder, beside):
    """Whoever rewrites the acts and every digest after them does not reach what lies beside."""
    write(place, SAVED, NOTE)
    keep_heads(place, beside)
    intruder.harm(*EMPTY)
    write(place, SAVED._replace(who="别人"), NOTE)
    assert Journal(place).faults() == ()
    assert len(list_gaps(place, beside, "edits")) == 1


def test_a_deleted_file_is_told_until_the_very_file_is_back(tmp_path):
    write(tmp_path, SAVED, NOTE, record=ACCESS)
    keep_heads(tmp_path, tmp_path)
    close_databases()
    (tmp_path / FILE).rename(tmp_path / "aside")
    assert len(list_gaps(tmp_path, tmp_path, ACCESS)) == 1
    keep_heads(tmp_path, tmp_path)
    Journal(tmp_path).append(NOTE)
    assert len(list_gaps(tmp_path, tmp_path, ACCESS)) == 1
    close_databases()
    for file in tmp_path.glob(f"{FILE}*"):
        file.unlink()
    (tmp_path / "aside").rename(tmp_path / FILE)
    assert list_gaps(tmp_path, tmp_path, ACCESS) == ()


def test_an_older_copy_in_its_place_is_told(tmp_path):
    write(tmp_path, SAVED)
    close_databases()
    old = (tmp_path / FILE).read_bytes()
    *_, last = write(tmp_path, NOTE)
    keep_heads(tmp_path, tmp_path)
    close_databases()
    (tmp_path / FILE).write_bytes(old)
    assert Journal(tmp_path).faults() == ()
    assert list_gaps(tmp_path, tmp_path, "edits") == (Head("edits", 2, last.id).gap,)


def test_what_lies_beside_and_was_spoilt_is_told(tmp_path):
    write(tmp_path, SAVED)
    keep_heads(tmp_path, tmp_path)
    (tmp_path / "heads.json").write_text("{")
    with pytest.raises(KjrError, match="读不出来"):
        list_gaps(tmp_path, tmp_path, "edits")


def test_where_nothing_was_done_nothing_is_begun(tmp_path):
    keep_heads(tmp_path / "state", tmp_path / "state")
    assert not (tmp_path / "state").exists()
