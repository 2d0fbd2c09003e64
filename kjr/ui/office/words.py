"""认定: the office says once what a word means, or whose a file is; it can take that back."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final, NamedTuple

import streamlit as st

from kjr.access.rights import Deed
from kjr.app.learning import describe_known_word, forget_word, learn_words
from kjr.campaign.checks.learnt_words import find_known_word
from kjr.campaign.learnt.words import LearntWord
from kjr.errors import KjrError
from kjr.figures.overview import Overview
from kjr.reading.unknown_words import UnknownWord, list_unknown_words
from kjr.store.base import UNKNOWN
from kjr.ui import gate, live, presses
from kjr.ui.office.joint_events import name_clerk
from kjr.ui.presses import Press, ask_for_name, offer_press
from kjr.values.escapes import escape_markdown, show_controls
from kjr.values.masks import mask_personal_data

MOST: Final = 8
"""Words asked for at a time; settling one brings up the next."""
NAMED: Final = 3
TOLD: Final = "word told"
"""In the session: what was settled last."""
WIDTHS: Final = (5, 3, 1)
KEPT: Final = "认定一次，写进活动文件夹的 learnt.toml，以后各单位这样写都照它读；随时可以撤回。"
FREE: Final = "表头只能读作那张表里还没有的列；一个表头在一本台账里只读作一列，各单位都一样。"
TAKEN: Final = "{}的表里已有「{}」一列，那里的“{}”不会读：请那里改表头。"
NOT_FREE: Final = "那张表里各列都有了，没有可选的；删去一列重复的就不再问。"
GONE: Final = "看过以后各单位的文件又变了，这里要认定的已经不在；请看一眼再办"
EXAMPLE: Final = "这里是示例数据：只记在示例自己的活动文件夹里，不改随 kjr 带来的方案。"


class Question(NamedTuple):
    """What one word, or one file, can mean."""

    label: str
    verb: str
    meanings: Mapping[str, Sequence[LearntWord]]
    """What may be chosen → what is learnt then, by nobody yet."""
    guess: str = ""
    taken: Mapping[str, str] = MappingProxyType({})
    """What may be chosen → what then happens to others who wrote it and mean something else."""


def settle_words(overview: Overview, unit: str | None) -> None:
    """The headers and options nobody knows, each beside what it may mean; then what was said."""
    books = overview.snapshot.books.values()
    pages = (page for book in books if unit in (None, book.unit) for page in book.pages)
    if gate.is_viewer_allowed(Deed.SAVE):
        words = list_unknown_words(overview.campaign, pages)
        known = [word for word in overview.campaign.learnt if word.kind != "files"]
        _settle(overview, "没有认出的词", list(map(_ask_for_word, words)), known, FREE)


def settle_files(overview: Overview) -> None:
    """The files nobody could tell, each beside the roster; then what was said of others."""
    if gate.is_viewer_allowed(Deed.SAVE):
        asked = [_ask_for_file(overview, file) for file in list_unknown_files(overview)]
        known = [word for word in overview.campaign.learnt if word.kind == "files"]
        _settle(overview, "认不出是哪个单位的文件", asked, known)


def list_unknown_files(overview: Overview) -> list[str]:
    """The files nobody could tell the unit of."""
    return [stray.file for stray in overview.snapshot.strays if stray.reason == UNKNOWN]


def offer_files(overview: Overview, files: Sequence[str], who: str) -> None:
    """Files nobody could tell, each beside the roster."""
    for file in files:
        _offer(_ask_for_file(overview, file), who)


def _settle(
    overview: Overview,
    title: str,
    asked: Sequence[Question],
    known: Sequence[LearntWord],
    limits: str = "",
) -> None:
    if not (asked or known):
        return
    heading = f"{title}（{len(asked)}）" + (f"，已经认定 {len(known)} 个" if known else "")
    with st.expander(heading, expanded=bool(asked) or TOLD in st.session_state):
        st.caption(KEPT + limits + (EXAMPLE if overview.campaign.is_example else ""))
        who = name_clerk()
        if told := st.session_state.pop(TOLD, ""):
            st.success(escape_markdown(told))
        for question in asked[:MOST]:
            _offer(question, who)
        if len(asked) > MOST:
            st.caption(f"还有 {len(asked) - MOST} 个，认定上面的以后接着列出。")
        _show_learnt(known, who)


def _ask_for_word(word: UnknownWord) -> Question:
    """A header is learnt for every ledger in which it is unknown and the column is free."""
    ledgers = "".join(f"「{name}」" for name in list(word.free)[:NAMED])
    more = f"等 {len(word.free)} 本台账" if len(word.free) > NAMED else ""
    by = _name_units(word.units)
    what = f"{word.column or '表头'}“{mask_personal_data(word.written)}”"
    read = f"暂读作「{word.guess}」" if word.guess else "没有认出"
    meanings = {
        name: [
            _begin_word(ledger, word.column, word.written, name)
            for ledger, free in word.free.items()
            if name in free
        ]
        for name in word.meanings
    }
    taken = {
        name: TAKEN.format(_name_units(units), name, mask_personal_data(word.written))
        for name, units in word.taken.items()
    }
    return Question(f"{ledgers}{more}{what}{read}：{by}", "读作", meanings, word.guess, taken)


def _name_units(units: Sequence[str]) -> str:
    """The first few, and how many there are."""
    named = "、".join(units[:NAMED])
    return named if len(units) <= NAMED else f"{named}等 {len(units)} 家"


def _ask_for_file(overview: Overview, file: str) -> Question:
    units = (unit.name for unit in overview.campaign.units)
    meanings = {unit: [_begin_word("", "", file, unit)] for unit in units}
    return Question(f"文件“{show_controls(file)}”", "归到", meanings)


def _begin_word(ledger: str, column: str, written: str, meant: str) -> LearntWord:
    return LearntWord(ledger, column, written, meant, "", live.read_campaign_clock().date())


def _offer(question: Question, who: str) -> None:
    """One word, what it can mean, and the button that says so.

    A colleague may be faster: then the question is gone before the press is answered.
    """
    label, verb, meanings, guess, taken = question
    left, middle, right = st.columns(WIDTHS, vertical_alignment="center")
    left.markdown(escape_markdown(label))
    if not meanings:
        middle.caption(NOT_FREE)
        return
    chosen = middle.selectbox(
        f"{label}，{verb}",
        list(meanings),
        list(meanings).index(guess) if guess in meanings else None,
        placeholder=f"{verb}…",
        label_visibility="collapsed",
        key=f"meant {label}",
    )
    if told := taken.get(chosen or ""):
        left.caption(escape_markdown(told))
    lacking = ask_for_name(who) or ("" if chosen else f"请先在旁边选“{verb}…”。")
    words = meanings.get(chosen or "", ())
    lost, look = partial(_explain_loss, words), {"about": words, "lacking": lacking}
    press = offer_press(right.button, "认定", f"learn {label}", None, lost, **look)
    if press and press.about:
        _learn(press, press.about, who)


def _explain_loss(words: Sequence[LearntWord]) -> str:
    """Who was faster, or that what was asked about is no longer there."""
    known = (find_known_word(live.find_app().campaign, word) for word in words)
    said = [describe_known_word(each) for each in known if each]
    return f"没有记下：{'；'.join(said) or GONE}"


def _show_learnt(words: Sequence[LearntWord], who: str) -> None:
    """What was said, newest first, each to take back."""
    if words:
        st.markdown(f"**已经认定的（{len(words)}）**")
    for word in reversed(words):
        left, right = st.columns((8, 1), vertical_alignment="center")
        said = f"{word}（{word.who}，{word.day.month}月{word.day.day}日）"
        left.markdown(escape_markdown(mask_personal_data(said)))
        key = f"forget {word.line}"
        if press := offer_press(right.button, "撤回", key, lacking=ask_for_name(who)):
            _forget(press, word, who)


def _learn(press: Press, words: Sequence[LearntWord], who: str) -> None:
    app, (name, moment) = live.find_app(), gate.find_actor("", who)
    said, folder = [word._replace(who=name) for word in words], app.settings.campaign
    told = "；".join(map(str, said))
    _do(press, f"已记下：{told}", lambda: learn_words(folder, app.journal, said, moment))


def _forget(press: Press, word: LearntWord, who: str) -> None:
    app, (name, moment) = live.find_app(), gate.find_actor("", who)
    folder = app.settings.campaign
    _do(press, f"已撤回：{word}", lambda: forget_word(folder, app.journal, word, name, moment))


def _do(press: Press, told: str, change: Callable[[], None]) -> None:
    """Change what is learnt, read by it, and begin the page anew; or say why not."""
    try:
        press.do_once(change)
    except KjrError as error:
        live.find_app().board.look()
        presses.refuse_press(error)
        presses.begin_anew()
    else:
        live.find_app().board.look()
        st.session_state[TOLD] = told
        presses.begin_anew()
