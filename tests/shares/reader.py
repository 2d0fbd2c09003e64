"""A program that looks at a share and ends while a reading hangs."""

import sys
import threading
import time
from pathlib import Path

from kjr.figures.board import Board
from kjr.store.folder.folder_store import FolderStore
from tests.small import NOON, SMALL


def begin(folder, state):
    """Look in the background, and come to the end of the program a moment later."""
    names = {unit.name: unit.name for unit in SMALL.units}
    store = FolderStore(Path(folder), names.get, state=Path(state))
    Board(SMALL, store, Path(state), lambda: NOON, 0.1).start()
    while not any(each.name == "folder" for each in threading.enumerate()):
        time.sleep(0.01)
    time.sleep(0.5)
    print("looking", flush=True)
    sys.exit(0)
