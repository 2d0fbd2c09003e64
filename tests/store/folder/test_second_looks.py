"""What is asked of a folder once more before anything bad is said of a workbook."""

from types import SimpleNamespace

import pytest

from kjr.store import write_errors
from kjr.store.base import UnreadableError
from kjr.store.folder import second_looks
from kjr.store.folder.second_looks import AbsentError, look_again, make_of_whole, read_file


def test_a_workbook_that_cannot_be_opened_says_why(tmp_path):
    (tmp_path / "甲学会.xlsx").write_bytes(b"three visits")
    assert read_file(tmp_path / "甲学会.xlsx") == b"three visits"
    with pytest.raises(AbsentError, match="没有这个单位的工作簿"):
        read_file(tmp_path / "乙学会.xlsx")
    with pytest.raises(UnreadableError, match=write_errors.UNREAD_IN_USE) as told:
        read_file(tmp_path / "甲学会.xlsx" / "no folder")
    assert not isinstance(told.value, AbsentError)


@pytest.mark.parametrize("absent", [0, 1, 3, 4])
def test_a_workbook_that_was_there_is_looked_for_three_times_more(monkeypatch, absent):
    waited, found = [], [AbsentError()] * absent + ["book"]
    monkeypatch.setattr(second_looks, "time", SimpleNamespace(sleep=waited.append))

    def find():
        each = found.pop(0)
        if isinstance(each, AbsentError):
            raise each
        return each

    if absent < 4:
        assert look_again(find) == "book"
    else:
        with pytest.raises(AbsentError):
            look_again(find)
    assert waited == [0.1, 0.4, 0.8][:absent]


def make(data):
    if data != "whole":
        raise UnreadableError(data)
    return "made"


@pytest.mark.parametrize(
    ("seen", "made"),
    [
        (["whole"], "made"),
        (["half", "whole"], "made"),
        (["half", "half"], "half"),
        (["1", "2", "3", "whole"], "made"),
        (["1", "2", "3", "4"], "4"),
    ],
)
def test_a_file_is_read_anew_while_it_is_unreadable_and_changes(seen, made):
    left = list(seen)
    if made == "made":
        assert make_of_whole(lambda: left.pop(0), make) == "made"
    else:
        with pytest.raises(UnreadableError, match=made):
            make_of_whole(lambda: left.pop(0), make)
    assert left == []
