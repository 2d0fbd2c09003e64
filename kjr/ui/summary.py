"""总结: read it as it will print, take it away as PDF or Word."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from kjr import briefs, preview, summary
from kjr.blocks import Document
from kjr.overview import Overview
from kjr.paper import docx, fonts, pdf
from kjr.paper.fonts import Fonts
from kjr.ui import live

WHOLE, BRIEF, CIRCULAR = "活动总结", "领导简报", "报送情况通报"


def choose(overview: Overview) -> Document:
    """Which document: the summary, the leaders' brief, the circular, or one unit's."""
    units = [each.unit.name for each in overview.standings if each.entries]
    left, right = st.columns([2, 1])
    kind = left.segmented_control(
        "文件", [WHOLE, BRIEF, CIRCULAR], default=WHOLE, required=True, label_visibility="collapsed"
    )
    unit = right.selectbox(
        "单位", units, None, placeholder="或：一家单位的总结", label_visibility="collapsed"
    )
    if unit:
        return briefs.unit_summary(overview, unit)
    match kind:
        case "领导简报":
            return briefs.brief(overview, live.changes(overview))
        case "报送情况通报":
            return briefs.circular(overview)
        case _:
            return summary.document(overview)


def show(overview: Overview, document: Document) -> None:
    """The two buttons, what is still to be written, then the document on paper."""
    moment = overview.snapshot.taken
    name = f"{document.title}-{moment:%m%d}"
    first, second, note = st.columns([1, 1, 4], vertical_alignment="center")
    first.download_button(
        "下载 PDF",
        partial(as_pdf, document, moment),
        f"{name}.pdf",
        "application/pdf",
        type="primary",
        on_click="ignore",
        width="stretch",
    )
    second.download_button(
        "下载 Word",
        partial(docx.render, document, moment),
        f"{name}.docx",
        on_click="ignore",
        width="stretch",
    )
    gaps = preview.gaps(document)
    note.caption(
        f"正文约 {summary.words(document)} 字（要求不超过 3000 字）"
        + (f"，还有 {len(gaps)} 处要人补写" if gaps else "")
    )
    st.html(preview.STYLE)
    st.html(preview.sheet(document))


def as_pdf(document: Document, moment: dt.datetime) -> bytes:
    """The document as PDF; runs on the click, in a thread of its own."""
    return pdf.render(document, moment, _fonts()).data


@st.cache_resource(show_spinner=False)
def _fonts() -> Fonts:
    return fonts.load(live.settings().fonts)
