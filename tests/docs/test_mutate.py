"""What tools/mutate.py makes of one change: noticed, let pass, or not ended in time."""

from pathlib import Path

import pytest

from tools import mutate
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


@pytest.mark.slow
@pytest.mark.parametrize("surroundings", [{}, {"CI": "true"}], ids=["at a desk", "in a CI"])
def test_a_test_that_always_fails_notices_nothing(tmp_path, monkeypatch, surroundings):
    monkeypatch.delenv("CI", raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(mutate, "ROOT", tmp_path)
    (tmp_path / "thing.py").write_text("FIRST = 1\nSECOND = 1\n", "utf-8")
    busy, real = "def test_busy(): assert False", "def test_it(): assert thing.SECOND == 1"
    (tmp_path / "test_it.py").write_text(f"import thing\n{busy}\n{real}\n", "utf-8")
    tried = [
        mutate.try_change(each, tmp_path, ["test_it.py"]) for each in list_changes(Path("thing.py"))
    ]
    assert [each.kind for each in tried] == [SURVIVED, NOTICED]
    assert tried[1].test.startswith("FAILED test_it.py::test_it ")
