"""How much of the server's memory one person's uploads may hold, in all windows together.

Streamlit keeps whatever is sent to a window as long as the window is open, asked for or not.
"""

import contextlib
from collections import Counter
from collections.abc import Collection, Hashable, Iterator
from typing import Final

from streamlit import config
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

PLACE: Final = "/_stcore/upload_file/"
MOST: Final = 300 * 2**20
"""Bytes: some forty photographs, or fifteen of the largest files."""


class UploadRoom:
    """What is on its way, by whom; asked in the event loop alone."""

    def __init__(self) -> None:
        self._coming: Counter[Hashable] = Counter()

    @contextlib.contextmanager
    def take(self, account: Hashable, windows: Collection[str]) -> Iterator[bool]:
        """Whether one more file of an account, which has these windows, finds room."""
        largest = int(config.get_option("server.maxUploadSize")) * 2**20
        self._coming[account] += 1
        try:
            yield count_held(windows) + self._coming[account] * largest <= MOST
        finally:
            self._coming[account] -= 1
            if not self._coming[account]:
                del self._coming[account]


def count_held(windows: Collection[str]) -> int:
    """Bytes of what was sent to windows and is kept."""
    manager = get_instance().uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    held = (manager.file_storage.get(window, {}) for window in windows)
    return sum(len(file.data) for files in held for file in list(files.values()))


def find_window(path: str) -> str:
    """To which window an upload is sent, by its address."""
    return path.removeprefix(PLACE).partition("/")[0]


def forget_uploads() -> None:
    """Let go what was sent to this window: it has been kept elsewhere."""
    if window := get_script_run_ctx():
        window.uploaded_file_mgr.remove_session_files(window.session_id)


ROOM: Final = UploadRoom()
