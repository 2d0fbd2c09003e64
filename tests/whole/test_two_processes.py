"""Two processes show one folder: a save in either is on both boards, and either may die."""

import queue
import subprocess
import sys
import threading
import time

import pytest

from tests.shared import visits

pytestmark = pytest.mark.slow
PATIENCE = 60.0
SOON = 2.0
"""Seconds in which every board shows what was saved in any process."""
TAKEN_OVER = 10.0
"""Seconds after which another looks when the one that did has died."""


class Process:
    """A board in a process of its own, and what it says."""

    def __init__(self, folder, place):
        command = [sys.executable, "-X", "utf8", "-m", "tests.boards", str(folder), str(place)]
        self.running = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self.said = queue.Queue()
        threading.Thread(target=self._hear, daemon=True).start()

    def tell(self, *words):
        print(*words, file=self.running.stdin, flush=True)

    def hear(self, *words):
        """The moment at which it said this."""
        until = time.monotonic() + PATIENCE
        while True:
            moment, *said = self.said.get(timeout=max(0.0, until - time.monotonic()))
            if said == [*map(str, words)]:
                return float(moment)

    def _hear(self):
        for line in self.running.stdout:
            self.said.put(line.split())


@pytest.fixture
def begin(tmp_path, place):
    folder, begun = tmp_path / "shared", []
    folder.mkdir()

    def begin():
        begun.append(Process(folder, place))
        return begun[-1]

    begin.folder = folder
    yield begin
    for each in begun:
        each.running.kill()
        each.running.communicate()


def test_a_save_is_on_every_board_and_the_one_that_looks_may_die(begin):
    (begin.folder / "甲学会.xlsx").write_bytes(visits(1))
    first = begin()
    first.hear("shows", 1)
    second = begin()
    second.hear("shows", 1)
    took = []
    for number in range(2, 12):
        saver, other = (first, second) if number % 2 else (second, first)
        saver.tell("save", number)
        saved = saver.hear("saved", number)
        took.append(other.hear("shows", number) - saved)
    print(f"a save on the other board: median {sorted(took)[5]:.2f} s, longest {max(took):.2f} s")
    assert max(took) < SOON
    first.running.kill()
    died = time.time()
    (begin.folder / "甲学会.xlsx").write_bytes(visits(99))
    taken_over = second.hear("shows", 99) - died
    print(f"killed; another's look shows what was saved since after {taken_over:.2f} s")
    assert taken_over < TAKEN_OVER
    third = begin()
    third.hear("shows", 99)
    second.running.kill()
    died = time.time()
    (begin.folder / "甲学会.xlsx").write_bytes(visits(100))
    assert third.hear("shows", 100) - died < TAKEN_OVER
