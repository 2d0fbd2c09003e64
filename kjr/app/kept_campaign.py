"""A copy of the campaign's files on this machine, for a start while the share they are on is gone.

Where the folder of workbooks cannot be reached, nobody knows whether it brings a campaign of its
own: the copy of what it brought last time says so.
"""

import contextlib
import os
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Final, TypeVar

from kjr.campaign.loading import Texts, parse_campaign, read_texts
from kjr.campaign.mistakes import FILE
from kjr.campaign.model import Campaign
from kjr.store.files import replace_file
from kjr.store.folder.patience import READING, SAVING, Attempt, NoAnswerError, Patience

T = TypeVar("T")

UNANSWERED: Final = "文件夹所在的网络盘等了 {:.0f} 秒没有回应，请等它恢复以后再试"

KEPT: Final = "campaign"
"""The copy's folder, in the state of the folder of workbooks."""

_patience = Patience()
_patiences: dict[Path, Patience] = {}


def ask_folder(do: Callable[[], T], otherwise: T) -> T:
    """What is asked of a folder, or something else where it cannot be reached."""
    try:
        return _patience.call(lambda _: do(), READING)
    except (OSError, NoAnswerError):
        return otherwise


def read_folder(folder: Path, do: Callable[[], T]) -> T:
    """What is asked of a folder; raises NoAnswerError where nothing answers, or what ``do`` does.

    Each has a patience of its own: it may lie on this machine while a share hangs.
    """
    patience = _patiences.setdefault(folder, Patience())
    return patience.call(lambda _: do(), READING, UNANSWERED)


def read_campaign(folder: Path) -> Campaign:
    """The campaign in a folder; raises CampaignError, or NoAnswerError."""
    return _parse(tuple(read_folder(folder, partial(read_texts, folder)).items()))


@lru_cache(maxsize=4)
def _parse(texts: tuple[tuple[str, str], ...]) -> Campaign:
    """The same texts are the same campaign: who comes in is asked by it before it is opened."""
    return parse_campaign(dict(texts))


def change_folder(do: Callable[[Attempt], None], words: str) -> None:
    """Change something in a folder; raises NoAnswerError with ``words`` where nothing answers."""
    _patience.call(do, SAVING, words)


def is_campaign(folder: Path) -> bool:
    """Whether a campaign's files can be read there."""
    return ask_folder((folder / FILE).exists, otherwise=False)


def find_kept(books: Path, state: Path) -> Path | None:
    """The copy of what a folder brought, if the folder is out of reach, or an empty mount point."""
    if ask_folder(lambda: bool(os.listdir(books)), otherwise=False):  # noqa: PTH208 - names only
        return None
    kept = state / KEPT
    return kept if (kept / FILE).exists() else None


def keep_campaign(texts: Texts, state: Path) -> None:
    """Put a campaign's files aside; where that cannot be done the next start is as it was."""
    with contextlib.suppress(OSError):
        for name, text in texts.items():
            file = state / KEPT / name
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(file, text.encode(), must_last=False)
