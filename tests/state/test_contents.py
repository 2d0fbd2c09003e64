"""Large values by topic and key, on both engines."""

import gzip
import json
import subprocess
import sys

import pytest

from kjr.errors import KjrError
from kjr.state import contents
from kjr.state.facts import read_facts

LARGE = bytes(range(256)) * 4000
ADD = """
import sys; from pathlib import Path; from kjr.state.contents import add_content
place = sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1])
print(*[add_content(place, "frozen", str(n), sys.argv[2].encode()) for n in range(40)])
"""


def test_what_is_kept_comes_back_by_topic_and_key(place):
    contents.change_contents(place, "books", {"乙": LARGE, "甲": b""})
    contents.change_contents(place, "frozen", {"甲": b"other"})
    assert contents.list_contents(place, "books") == sorted("甲乙")
    assert contents.read_contents(place, "books") == {"乙": LARGE, "甲": b""}
    assert contents.read_content(place, "frozen", "甲") == b"other"
    assert contents.read_content(place, "frozen", "乙") is None


def test_a_change_replaces_and_forgets_and_leaves_the_rest(place):
    contents.change_contents(place, "books", {"甲": b"1", "乙": b"2", "丙": b"3"})
    contents.change_contents(place, "books", {"甲": b"4", "乙": None, "丁": None})
    assert contents.read_contents(place, "books") == {"甲": b"4", "丙": b"3"}


def test_what_never_changes_is_added_once(place):
    assert contents.add_content(place, "frozen", "甲", b"1")
    assert contents.add_content(place, "frozen", "甲", b"1")
    assert not contents.add_content(place, "frozen", "甲", b"2")
    assert contents.read_content(place, "frozen", "甲") == b"1"


def test_of_two_processes_that_add_one_is_first(place):
    said = [
        subprocess.Popen([sys.executable, "-c", ADD, str(place), each], stdout=subprocess.PIPE)
        for each in "甲乙"
    ]
    first, second = (each.communicate()[0].split() for each in said)
    assert len(first) == 40
    assert all({*each} == {b"True", b"False"} for each in zip(first, second, strict=True))


def test_it_is_kept_small(place, intruder):
    contents.change_contents(place, "books", {"甲": LARGE})
    contents.change_contents(place, "books", {"乙": b"x"})
    intruder.tell("DELETE FROM contents WHERE length(packed) > 20000")
    assert contents.list_contents(place, "books") == sorted("甲乙")


def test_what_is_spoilt_is_blank(place, intruder):
    contents.change_contents(place, "books", {"甲": LARGE, "乙": LARGE})
    intruder.tell("UPDATE contents SET packed = substr(packed, 3) WHERE key = '乙'")
    assert contents.read_contents(place, "books") == {"甲": LARGE, "乙": b""}


def test_reading_begins_no_database(tmp_path):
    assert contents.list_contents(tmp_path / "state", "books") == []
    assert contents.read_contents(tmp_path / "state", "books") == {}
    assert contents.read_content(tmp_path / "state", "books", "甲") is None
    assert not (tmp_path / "state").exists()


def test_what_cannot_be_kept_is_told(tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(KjrError, match="写不进去"):
        contents.change_contents(tmp_path / "state", "books", {"甲": b""})


def test_what_the_first_version_kept_is_taken_over_and_left_beside(tmp_path):
    """Photographs shown, frozen and both, and messages that wait; books are the archive's."""
    told = {"a": ["座谈会", "观摩"], "b": ["义诊", ""], "gone": ["没有", ""]}
    waiting = [{"id": "m2", "to": "甲"}, {"id": "m1", "to": "乙"}]
    files = {
        "photographs.json": json.dumps(told).encode(),
        "photographs/a": b"one",
        "photographs/b": LARGE,
        "frozen/photographs/a": b"one",
        "frozen/photographs/c": b"three",
        "frozen/20190608-120000.json.gz": gzip.compress(b"{}"),
        "outbox.json": json.dumps({"waiting": waiting}).encode(),
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert contents.read_contents(tmp_path, "photographs") == {
        "a": b"one",
        "b": LARGE,
        "c": b"three",
    }
    assert read_facts(tmp_path, "photographs") == {
        "a": ["座谈会", "观摩", True],
        "b": ["义诊", "", False],
        "c": [None, "", True],
    }
    assert list(read_facts(tmp_path, "outbox").values()) == waiting
    assert contents.read_contents(tmp_path, "frozen") == {"20190608-120000": b"{}"}
    assert {name: (tmp_path / name).read_bytes() for name in files} == files
