"""A board in a process of its own, over a folder and a database that others share.

``python -m tests.boards FOLDER PLACE`` prints, whenever what it shows changes, the moment and how
many people each visit reached; told ``save NUMBER`` it saves one visit of so many, told ``held`` it
says whether it is the one that looks.
"""

import sys
import threading
import time
from pathlib import Path

from kjr.figures.board import Board
from kjr.state.engine.connections import is_address
from tests.shared import Shared, people, visits
from tests.small import NOON, SMALL


def watch(board):
    shown = None
    while True:
        if (now := people(board.latest)) != shown:
            shown = now
            say("shows", *map(int, now))
        time.sleep(0.005)


def say(*words):
    print(time.time(), *words, flush=True)


if __name__ == "__main__":
    folder, place = sys.argv[1:]
    store = Shared(Path(folder))
    board = Board(SMALL, store, place if is_address(place) else Path(place), lambda: NOON)
    board.start()
    threading.Thread(target=watch, args=(board,), daemon=True).start()
    for line in sys.stdin:
        what, *said = line.split()
        if what == "save":
            store.put("甲学会.xlsx", visits(int(said[0])))
            say("saved", *said)
            board.look_at("甲学会")
        else:
            say("opened", len(store.opened))
    board.stop()
    store.worker.close()
