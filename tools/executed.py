"""Which tests execute which lines of code, from one run of pytest; also the plugin that records it.

What runs in another process, a reading process or the server behind a browser, is not seen.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import coverage
import pytest

ROOT = Path(__file__).parent.parent
LINES, SECONDS = ".executed", ".executed.json"


class Executed(NamedTuple):
    """What one run of the tests has shown."""

    seconds: dict[str, float]
    """Every test that ran, and how long it took."""
    lines: dict[Path, dict[int, list[str]]]
    """File, line → the tests that execute it."""

    def find_tests(self, path: Path, lines: Iterable[int]) -> set[str]:
        """The tests that execute one of these lines of a file."""
        known = self.lines.get(path, {})
        return {test for line in lines for test in known.get(line, ())} & self.seconds.keys()

    def list_left_out(self, done: set[str]) -> list[str]:
        """What tells pytest to leave out these tests and no others: it compares beginnings."""
        others = self.seconds.keys() - done
        only = [each for each in done if not any(other.startswith(each) for other in others)]
        return [f"--deselect={each}" for each in sorted(only)]


def record(tree: Path, paths: set[Path], tests: list[str], command: list[str]) -> Executed:
    """Run the tests of a tree once, and tell which of them execute the lines of these files."""
    files = ",".join(sorted(str(tree.resolve() / path) for path in paths))
    measured = ["coverage", "run", f"--data-file={tree / LINES}", f"--include={files}", "-m"]
    plugin = ["-p", "tools.executed"]
    search = os.pathsep.join([str(tree), str(ROOT)])
    subprocess.run(
        [sys.executable, "-m", *measured, *command, *plugin, *tests],
        check=False,  # a test that fails here is told where a change is tried
        cwd=tree,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": search},
        capture_output=True,
    )
    return read_record(tree, paths)


def read_record(tree: Path, paths: set[Path]) -> Executed:
    """What was recorded of a tree."""
    data = coverage.CoverageData(str(tree / LINES))
    data.read()
    lines = {path: data.contexts_by_lineno(str(tree.resolve() / path)) for path in paths}
    return Executed(json.loads((tree / SECONDS).read_text("utf-8")), lines)


def pytest_configure(config: pytest.Config) -> None:
    """The plugin's part: nothing has run yet."""
    config.stash[TOOK] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """What runs now runs for this test."""
    running = coverage.Coverage.current()
    assert running is not None
    running.switch_context(item.nodeid)
    began = time.perf_counter()
    try:
        return (yield)
    finally:
        running.switch_context("")
        item.config.stash[TOOK][item.nodeid] = time.perf_counter() - began


def pytest_unconfigure(config: pytest.Config) -> None:
    """How long each test took, beside what it executed."""
    (config.invocation_params.dir / SECONDS).write_text(json.dumps(config.stash[TOOK]), "utf-8")


TOOK = pytest.StashKey[dict[str, float]]()
