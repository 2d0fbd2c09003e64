"""总结: read it as it will print, say it differently, take it away as PDF or Word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from kjr import briefs, bundle, offline, preview, summary
from kjr.access import Deed
from kjr.blocks import Document
from kjr.overview import Overview
from kjr.paper import docx, fonts, pdf
from kjr.paper.fonts import Fonts
from kjr.summary import edits
from kjr.ui import gate, live

WHOLE: Final = "活动总结"


def choose(overview: Overview) -> tuple[Document, str]:
    """Which document: the summary, the leaders' brief, the circular, or one unit's."""
    units = gate.among(each.unit.name for each in overview.standings if each.entries)
    left, right = st.columns([2, 1])
    with left:
        whole = _whole(overview) if gate.may(Deed.SEE) else None
    with right:
        chosen = st.selectbox(
            "单位", units, None, placeholder="或：一家单位的总结", label_visibility="collapsed"
        )
    unit = gate.own(chosen) or ""
    return (briefs.unit_summary(overview, unit) if unit or not whole else whole()), unit


def _whole(overview: Overview) -> Callable[[], Document]:
    kinds: dict[str, Callable[[], Document]] = {
        WHOLE: lambda: summary.document(overview, edits.load(live.settings().state)),
        "领导简报": lambda: briefs.brief(overview, live.changes(overview)),
        "报送情况通报": lambda: briefs.circular(overview),
    }
    kind = st.segmented_control(
        "文件", list(kinds), default=WHOLE, required=True, label_visibility="collapsed"
    )
    return kinds[kind]


def show(overview: Overview, document: Document, unit: str = "") -> None:
    """The two buttons, what is still to be written, then the document on paper.

    ``unit`` is the one whose document it is; blank for the whole city's.
    """
    moment = overview.snapshot.taken
    name = f"{document.title}-{moment:%m%d}"
    first, second, note = st.columns([1, 1, 4], vertical_alignment="center")
    first.download_button(
        "下载 PDF",
        gate.exporting(document.title, partial(as_pdf, document, moment), unit),
        f"{name}.pdf",
        "application/pdf",
        type="primary",
        on_click="ignore",
        width="stretch",
    )
    second.download_button(
        "下载 Word",
        gate.exporting(document.title, partial(docx.render, document, moment), unit),
        f"{name}.docx",
        on_click="ignore",
        width="stretch",
    )
    gaps = preview.gaps(document)
    note.caption(
        f"正文约 {summary.words(document)} 字（不超过 {summary.LONGEST} 字）"
        + (f"，还有 {len(gaps)} 处要人补写：{'；'.join(gaps)}" if gaps else "")
    )
    st.html(preview.STYLE)
    st.html(preview.sheet(document))


def rewrite(overview: Overview) -> None:
    """Let a clerk say a paragraph differently; its figures stay those of the board."""
    if not gate.may(Deed.SAVE):
        return
    texts = edits.rewritable(summary.draft(overview))
    folder = live.settings().state
    kept = edits.load(folder)
    with st.expander(f"改文字（已改 {len(kept)} 段）"):
        key = st.selectbox("哪一段", list(texts), format_func=lambda key: texts[key][:40])
        st.caption("大括号里是锁定的数字，跟着看板走：可以挪动、可以去掉，不能手改。")
        text = st.text_area("文字", kept.get(key, texts[key]), key=f"text-{key}", height=160)
        save, undo, _ = st.columns([1, 1, 4])
        if save.button("保存修改"):
            gate.check(Deed.SAVE)
            edits.save(folder, key, text)
            st.rerun()
        if key in kept and undo.button("恢复原文"):
            gate.check(Deed.SAVE)
            edits.save(folder, key, None)
            del st.session_state[f"text-{key}"]
            st.rerun()
        for passage in summary.passages(overview):
            st.code(f"{passage.text}\n——{passage.unit}", language=None, wrap_lines=True)


def more(overview: Overview) -> None:
    """All units' own summaries, and the board for a room without a network."""
    if not gate.may(Deed.EXPORT):
        return
    moment = f"{overview.snapshot.taken:%m%d}"
    first, second, _ = st.columns([1, 1, 4])
    first.download_button(
        "各单位总结（zip）",
        gate.exporting("各单位总结", partial(bundle.units, overview, _fonts())),
        f"各单位总结-{moment}.zip",
        on_click="ignore",
        width="stretch",
    )
    second.download_button(
        "离线看板（网页）",
        gate.exporting("离线看板", partial(offline.page, overview, live.changes(overview))),
        f"看板-{moment}.html",
        "text/html",
        on_click="ignore",
        width="stretch",
    )


def as_pdf(document: Document, moment: dt.datetime) -> bytes:
    """The document as PDF; runs on the click, in a thread of its own."""
    return pdf.render(document, moment, _fonts()).data


@st.cache_resource(show_spinner=False)
def _fonts() -> Fonts:
    return fonts.load(live.settings().fonts)
