"""Small facts by topic and key, on both engines."""

import json
import subprocess
import sys

import pytest

from kjr.errors import KjrError
from kjr.state.engine.first_files import TOPICS
from kjr.state.facts import change_facts, read_each, read_facts

ADD = """
import sys; from pathlib import Path; from kjr.state.facts import change_facts
place = sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1])
for _ in range(25):
    with change_facts(place, "tries") as facts:
        facts["times"] = facts.get("times", 0) + 1
"""


def test_what_is_kept_comes_back_in_its_order_and_by_key(place):
    kept = {"乙": [1, 2.5], "甲": {"码": "示例\ud83d"}, "丙": None}
    with change_facts(place, "codes") as facts:
        facts.update(kept)
    assert list(read_facts(place, "codes").items()) == list(kept.items())
    assert read_each(place, {"codes": "乙", "other": "乙"}) == [[1, 2.5], None]
    with change_facts(place, "codes") as facts:
        del facts["乙"]
        facts["甲"], facts["丁"] = 7, 8
    assert list(read_facts(place, "codes").items()) == [("甲", 7), ("丙", None), ("丁", 8)]
    assert read_facts(place, "other") == {}


def test_what_raises_keeps_nothing(place):
    with pytest.raises(KjrError, match="没有"), change_facts(place, "codes") as facts:
        facts["甲"] = 1
        raise KjrError("没有")
    assert read_facts(place, "codes") == {}


def test_two_processes_that_add_lose_nothing(place):
    command = [sys.executable, "-c", ADD, str(place)]
    assert [each.wait() for each in [subprocess.Popen(command) for _ in "甲乙"]] == [0, 0]
    assert read_facts(place, "tries") == {"times": 50}


def test_reading_begins_no_database(tmp_path):
    assert read_facts(tmp_path / "state", "codes") == {}
    assert read_each(tmp_path / "state", {"codes": "甲"}) == [None]
    assert not (tmp_path / "state").exists()


def test_what_cannot_be_kept_is_told(tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(KjrError, match="写不进去"), change_facts(tmp_path / "state", "codes"):
        pass


def test_what_the_first_version_kept_is_taken_over_and_left_beside(tmp_path):
    folder = tmp_path / "access"
    folder.mkdir()
    kept = {topic: {"甲": [topic, 1], "乙": None} for topic in TOPICS}
    for topic, facts in kept.items():
        (folder / f"{topic}.json").write_text(json.dumps(facts), "utf-8")
    assert {topic: read_facts(tmp_path, topic) for topic in TOPICS} == kept
    assert json.loads((folder / "codes.json").read_text("utf-8")) == kept["codes"]


def test_codes_that_cannot_be_read_are_no_empty_list_of_codes(tmp_path):
    """Nothing is taken over then, not even later what could be: it would be forgotten."""
    (tmp_path / "access").mkdir()
    (tmp_path / "access" / "codes.json").write_text("{", "utf-8")
    with pytest.raises(KjrError, match="读不出来"):
        read_facts(tmp_path, "codes")
    (tmp_path / "access" / "codes.json").write_text('{"甲": 1}', "utf-8")
    assert read_facts(tmp_path, "codes") == {"甲": 1}


def test_what_another_process_writes_is_read_at_once(place):
    """Also of what was read before, and is remembered until somebody writes."""
    with change_facts(place, "tries") as facts:
        facts["times"] = 1
    assert read_each(place, {"tries": "times"}) == read_each(place, {"tries": "times"}) == [1]
    for _ in range(3):
        subprocess.run([sys.executable, "-c", ADD.replace("25", "1"), str(place)], check=True)
        (known,) = read_each(place, {"tries": "times"})
    assert known == 4
    with change_facts(place, "tries") as facts:
        del facts["times"]
    assert read_each(place, {"tries": "times"}) == [None]
