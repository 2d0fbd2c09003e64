"""Words the office assigns on the screen: into the campaign's own file, in force at once."""

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from kjr.app.kept_campaign import change_folder, read_campaign, read_folder
from kjr.app.settings import OTHERS
from kjr.campaign.checks.learnt_words import find_known_word, find_misfit
from kjr.campaign.learnt.lines import add_entry, remove_entry
from kjr.campaign.learnt.words import LEARNT, LearntWord
from kjr.campaign.loading import parse_campaign, read_texts, relearn_words
from kjr.campaign.mistakes import FILE
from kjr.campaign.model import Campaign
from kjr.errors import KjrError
from kjr.state.acts import Act, ActKind
from kjr.state.journal import Journal
from kjr.store.files import replace_file
from kjr.store.folder.patience import Attempt

SHIPPED: Final = "这是随 kjr 带来的示例方案，不往里面记；请先把它复制成自己的活动文件夹"
UNWRITABLE: Final = (
    "{}：活动文件夹 {} 写不进去（没有权限，或不在了）；请给运行 kjr 的用户写权限后再试"
)
UNANSWERED: Final = "{}：活动文件夹所在的网络盘没有回应，请稍后再试"
UNDONE: Final = {ActKind.LEARNT: "没有记下", ActKind.UNLEARNT: "没有撤回"}
"""What did not come about."""
MISFIT: Final = f"{UNDONE[ActKind.LEARNT]}{{}}：{{}}"
GONE: Final = "这一条已经不在 {} 里，可能别人刚撤回"

Stamp = tuple[int, int, int]


class CampaignInForce:
    """The campaign as it was opened, with the words its folder holds now."""

    def __init__(self, folder: Path) -> None:
        """Open it; raises CampaignError with every mistake of its files, or NoAnswerError."""
        self._folder = folder
        self._stamp = read_folder(folder, partial(_find_stamp, folder / LEARNT))
        self.known = read_campaign(folder)

    def find(self) -> Campaign:
        """The same object while nothing was learnt; raises CampaignError for a spoilt file."""
        stamp = _find_stamp(self._folder / LEARNT)
        if stamp != self._stamp and (stamp or _find_stamp(self._folder / FILE)):
            with contextlib.suppress(OSError):  # out of reach: nothing is forgotten for that
                self.known = relearn_words(self.known, self._folder)
                self._stamp = stamp
        return self.known

    def ask(self) -> Campaign:
        """``find``, where nothing else asks the same share; raises NoAnswerError."""
        return read_folder(self._folder, self.find)


def learn_words(
    folder: Path, journal: Journal, words: Sequence[LearntWord], moment: dt.datetime
) -> None:
    """Write words somebody assigned into the campaign's own file, and the act into the journal.

    Raises KjrError when one fits nowhere, was assigned already, or they cannot be written;
    nothing is changed then.
    """

    def add(text: str) -> str:
        for word in words:
            said = {**word.facts, "who": word.who, "day": word.day}
            text = add_entry(text, word.kind, said)
        return text

    told = "；".join(map(str, words))
    act = Act(moment, words[0].who, "", ActKind.LEARNT, note=told)
    _change(folder, journal, act, add, words)


def describe_known_word(word: LearntWord) -> str:
    """Who assigned a word, when, and as what."""
    return f"{word.who}在{word.day.month}月{word.day.day}日已经认定{word}"


def forget_word(
    folder: Path, journal: Journal, word: LearntWord, who: str, moment: dt.datetime
) -> None:
    """Take a word back; raises KjrError when it is not there, or the file cannot be written."""

    def remove(text: str) -> str:
        return remove_entry(text, word.kind, word.facts)

    _change(folder, journal, Act(moment, who, "", ActKind.UNLEARNT, note=str(word)), remove)


def _change(
    folder: Path,
    journal: Journal,
    act: Act,
    change: Callable[[str], str],
    new: Sequence[LearntWord] = (),
) -> None:
    """One change of the file at a time, held against the campaign before it is written."""

    def do(attempt: Attempt) -> None:
        _write_change(folder, journal, act, change, new, attempt)

    change_folder(do, UNANSWERED.format(UNDONE[act.kind]))


def _write_change(
    folder: Path,
    journal: Journal,
    act: Act,
    change: Callable[[str], str],
    new: Sequence[LearntWord],
    attempt: Attempt,
) -> None:
    if folder.resolve().is_relative_to(OTHERS):
        raise KjrError(SHIPPED)
    with journal.turn(LEARNT):
        texts = read_texts(folder)
        before = texts.get(LEARNT, "")
        campaign = parse_campaign(texts)
        for word in new:
            known = find_known_word(campaign, word)
            if why := describe_known_word(known) if known else find_misfit(campaign, word):
                raise KjrError(MISFIT.format(word, why))
        after = change(before)
        if after == before:
            raise KjrError(GONE.format(LEARNT))
        parse_campaign({**texts, LEARNT: after})
        attempt.begin_writing()
        try:
            replace_file(folder / LEARNT, after.encode())
        except OSError as error:
            raise KjrError(UNWRITABLE.format(UNDONE[act.kind], folder)) from error
        journal.append(act)


def _find_stamp(file: Path) -> Stamp | None:
    """What shows that a file changed; None while there is none."""
    try:
        facts = file.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino
