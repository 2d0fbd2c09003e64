"""What tools/mutate.py makes of one change: noticed, let pass, or not ended in time."""

from pathlib import Path

import pytest

from tools import mutate
from tools.executed import Executed, record
from tools.mutate import LIMIT, NOTICED, SURVIVED, TIMED_OUT, Outcome, list_changes, run_tests

NEVER = """
import pytest
@pytest.mark.timeout(0.1)
def test_that():
    while True:
        pass
"""


@pytest.mark.parametrize(
    ("text", "limit", "kind"),
    [
        ("def test_that(): pass", LIMIT, SURVIVED),
        ("def test_that(): assert 1 == 2", LIMIT, NOTICED),
        (NEVER, LIMIT, TIMED_OUT),
        ("def test_that(): pass", 0.01, TIMED_OUT),
    ],
    ids=["pass", "fail", "a test that does not end", "tests that do not end"],
)
def test_what_becomes_of_a_change(tmp_path, text, limit, kind):
    (tmp_path / "test_it.py").write_text(text, "utf-8")
    outcome = run_tests(tmp_path, ["test_it.py"], limit)
    assert outcome.kind == kind
    if kind == NOTICED:
        assert outcome == Outcome(NOTICED, "FAILED test_it.py::test_that - assert 1 == 2")


def test_no_other_test_is_left_out_whose_name_begins_alike():
    known = Executed(dict.fromkeys(("t.py::test_a", "t.py::test_ab", "t.py::test_b"), 1), {})
    assert known.list_left_out({"t.py::test_a", "t.py::test_b"}) == ["--deselect=t.py::test_b"]
    assert len(known.list_left_out({*known.seconds})) == 3


@pytest.fixture
def tried(tmp_path, monkeypatch, capsys):
    """Try every change of a module by the tests of one: what became of each, and what was told."""
    mutate.read_source.cache_clear()
    asked = []
    real = mutate.run_tests
    monkeypatch.setattr(mutate, "ROOT", tmp_path)
    monkeypatch.setattr(
        mutate, "run_tests", lambda *given: (asked.append(given[1]), real(*given))[1]
    )

    def run(thing, tests):
        (tmp_path / "thing.py").write_text(thing, "utf-8")
        (tmp_path / "test_it.py").write_text(f"import thing\n{tests}", "utf-8")
        path = Path("thing.py")
        known = record(tmp_path, {path}, ["test_it.py"], mutate.PYTEST)
        changes = list(list_changes(path))
        found = mutate.try_all(changes, 1, tmp_path, ["test_it.py"], known)
        return [found[number] for number in sorted(found)], asked, capsys.readouterr().out

    return run


@pytest.mark.slow
@pytest.mark.parametrize("surroundings", [{}, {"CI": "true"}], ids=["at a desk", "in a CI"])
def test_a_test_that_always_fails_notices_nothing(tried, monkeypatch, surroundings):
    monkeypatch.delenv("CI", raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    busy, real = "def test_busy(): assert False", "def test_it(): assert thing.SECOND == 1"
    found, _, said = tried("FIRST = 1\nSECOND = 1\n", f"{busy}\n{real}\n")
    assert found == [SURVIVED, NOTICED]
    assert "2/2 noticed FAILED test_it.py::test_it " in said


THING = """
def tell():
    return 1 + len("a")
def hide():
    return "bc" * 2
"""
ASKING = """
import subprocess, sys
def test_elsewhere():
    run = [sys.executable, "-c", "import thing; assert thing.hide() == 'bcbc'"]
    assert subprocess.run(run).returncode == 0
def test_slowly():
    import time
    time.sleep(0.2)
    assert thing.tell()
def test_quickly(): assert thing.tell() == 2
"""


@pytest.mark.slow
def test_who_executes_the_line_is_asked_first_and_all_others_before_it_is_let_pass(tried):
    found, asked, said = tried(THING, ASKING)
    quickly, slowly, elsewhere = (
        f"test_it.py::test_{each}" for each in ("quickly", "slowly", "elsewhere")
    )
    assert asked[0] == [quickly, slowly]
    assert {*found} == {NOTICED}
    assert said.count(" open") == said.count(f" noticed FAILED {elsewhere}") == 3
    assert said.count(f" noticed FAILED {quickly}") == len(found) - 3


@pytest.mark.slow
def test_a_change_that_names_tests_anew_is_tried_by_all_of_them(tried):
    asking = """
import pytest
@pytest.mark.parametrize("n", thing.tell())
def test_each(n): assert thing.tell()[0] < 4
"""
    found, _, said = tried("def tell():\n    return [3]", asking)
    assert found == [NOTICED, NOTICED]
    assert "2/2 noticed FAILED test_it.py::test_each[4] " in said
