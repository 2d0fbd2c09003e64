"""改文字: a clerk writes a paragraph as it will read; nobody's words are written over unseen."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn

import streamlit as st

from kjr.access.rights import Deed
from kjr.documents.phrases import NAME, replace_names
from kjr.documents.summary import city_summary, quotes, rewording
from kjr.figures.overview import Overview
from kjr.state.clerk_texts import (
    ClerkText,
    TextChangedError,
    list_clerk_versions,
    load_clerk_texts,
    save_clerk_text,
)
from kjr.ui import gate, live, presses
from kjr.ui.presses import Press, Presses, offer_press
from kjr.ui.widgets import CHOOSE
from kjr.values.escapes import escape_markdown
from kjr.values.wording import format_moment

HERE: Final = Path(__file__)
CLASH: Final = "text-clash"
"""In the session: the paragraph, what this clerk wrote, and what somebody saved meanwhile."""
FRESH: Final = "text-fresh"
"""In the session: how often the box was begun anew, so that what was typed in it goes."""
SENT: Final = "text-sent"
"""In the session, and of its press: what the box sent last."""
BOX: Final = "words"
MOVED: Final = "「{}」改过以后，里面的数字变动较大：{}，请再读一遍"

_editor = st.components.v2.component(
    "kjr_words",
    js=HERE.with_name("words_editor.js").read_text("utf-8"),
    css=HERE.with_name("words_editor.css").read_text("utf-8"),
    isolate_styles=False,
)


def offer_rewording(overview: Overview) -> None:
    """Let a clerk say a paragraph differently; its figures stay those of the board."""
    if not gate.is_viewer_allowed(Deed.SAVE):
        return
    place = live.find_app().settings.database
    kept = load_clerk_texts(place)
    texts = rewording.list_rewritable_texts(city_summary.draft_summary(overview))
    _warn_of_moved_figures(overview, kept)
    with st.expander(f"改文字（已改 {len(kept)} 段）", key="rewording"):
        names = city_summary.collect_summary_phrases(overview)
        key = st.selectbox("哪一段", list(texts), key="paragraph", placeholder=CHOOSE)
        _settle_clash(overview, names)
        _edit(overview, key, texts[key], names)
        _show_unplaced({each: kept[each] for each in kept.keys() - texts.keys()})
        st.caption("各单位自己写的，可以引用：")
        for passage in quotes.list_passages(overview):
            st.code(f"{passage.text}\n——{passage.unit}", language=None, wrap_lines=True)


def _edit(overview: Overview, key: str, original: str, names: Mapping[str, str]) -> None:
    place = live.find_app().settings.database
    versions = list_clerk_versions(place, key)
    last = versions[-1].text if versions else None
    text = original if last is None else last
    used = list(dict.fromkeys((*NAME.findall(original), *NAME.findall(text))))
    _editor(
        key=BOX,
        data={
            "key": key,
            "seen": len(versions),
            "text": text,
            "names": [name for name in used if name in names],
            "shown": {name: names[name] for name in used if name in names},
            "fresh": st.session_state.get(FRESH, 0),
        },
        on_save_change=partial(_remember_sent, presses.list_presses()),
    )
    if press := presses.list_presses().find(SENT):
        _save(press, overview, st.session_state[SENT])
    if last is not None:
        who = f"{versions[-1].who} " if versions[-1].who else ""
        moment = format_moment(versions[-1].moment) if versions[-1].moment else ""
        st.caption(escape_markdown(f"{who}{moment} 改过；框里的数字跟着看板走。"))
        back, before, _ = st.columns([1, 1, 3])
        if press := offer_press(back.button, "恢复原文", f"original-{key}", width="stretch"):
            _store(press, overview, key, None, len(versions))
        if len(versions) < 2:
            return
        label = "回到上一次保存的"
        if press := offer_press(before.button, label, f"before-{key}", width="stretch"):
            _store(press, overview, key, versions[-2].text, len(versions))


def _remember_sent(known: Presses) -> None:
    """The box says it once: another run may begin before this one comes to read it."""
    st.session_state[SENT] = st.session_state[BOX]["save"]
    known.remember(SENT)


def _save(press: Press, overview: Overview, sent: Mapping[str, Any]) -> None:
    """Save what the box sends; if somebody was faster, both texts are shown."""
    key, text, seen = str(sent["key"]), str(sent["text"]), int(sent["seen"])
    try:
        _store(press, overview, key, text, seen)
    except TextChangedError as changed:
        st.session_state[CLASH] = key, text, changed
        presses.begin_anew()


def _store(press: Press, overview: Overview, key: str, text: str | None, seen: int) -> None:
    actor = gate.find_actor("", gate.authorize_viewer(Deed.SAVE).name)
    figures = rewording.list_named_figures(overview, text or "")
    new = ClerkText(text, actor.who, actor.now, figures)
    place = live.find_app().settings.database
    press.do_once(lambda: save_clerk_text(place, key, new, seen))
    _begin_box_anew()


def _begin_box_anew() -> NoReturn:
    st.session_state.pop(CLASH, None)
    st.session_state[FRESH] = st.session_state.get(FRESH, 0) + 1
    presses.begin_anew()


def _settle_clash(overview: Overview, names: Mapping[str, str]) -> None:
    """Both texts beside each other, until one is chosen; the other stays among the versions."""
    if CLASH not in st.session_state:
        return
    key, mine, clash = st.session_state[CLASH]
    theirs, who = clash.theirs, clash.theirs.who or "别人"
    seen = len(list_clerk_versions(live.find_app().settings.database, key))
    st.warning(
        escape_markdown(f"「{key}」刚被{theirs.who or '别人'}改过，您写的没有存，也没有丢。")
    )
    left, right = st.columns(2)
    left.caption("您写的")
    left.code(replace_names(mine, names), language=None, wrap_lines=True)
    right.caption(escape_markdown(f"{who}存的"))
    said = replace_names(theirs.text or "（恢复了原文）", names)
    right.code(said, language=None, wrap_lines=True)
    if press := offer_press(left.button, "用我写的", f"mine-{key}", width="stretch"):
        _store(press, overview, key, mine, seen)
    if offer_press(right.button, "用对方的", f"theirs-{key}", width="stretch"):
        _begin_box_anew()


def _warn_of_moved_figures(overview: Overview, kept: Mapping[str, ClerkText]) -> None:
    for key, text in kept.items():
        moved = rewording.list_moved_figures(overview, text)
        if moved:
            words = "；".join(f"{each.name}由{each.before}变为{each.after}" for each in moved)
            st.warning(escape_markdown(MOVED.format(key, words)))


def _show_unplaced(texts: Mapping[str, ClerkText]) -> None:
    """What was written of paragraphs that are not there today: it waits for them."""
    if texts:
        st.caption("这几段改过的文字，今天总结里没有对应的段落，先留着：")
        for key, each in texts.items():
            st.code(f"{key}：{each.text}", language=None, wrap_lines=True)
