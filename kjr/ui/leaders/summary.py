"""总结 and 汇报: read as it will print, say it differently, take it away, or copy it."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from kjr.access.rights import Deed
from kjr.documents import briefs
from kjr.documents.blocks import Document, Letterhead
from kjr.documents.html import offline, preview
from kjr.documents.paper.fonts import Fonts, load_fonts
from kjr.documents.paper.pdf import render_pdf
from kjr.documents.paper.rare_characters import replace_rare_characters
from kjr.documents.paper.word import render_word
from kjr.documents.printing import (
    KINDS,
    bundle_documents,
    compose_document,
    compose_unit_summaries,
    load_pictures,
    number_document,
    phrase_replaced,
)
from kjr.documents.summary import city_summary, unit_report
from kjr.figures.overview import Overview
from kjr.state.clerk_texts import load_standing_texts
from kjr.ui import gate, live, widgets


def choose_document(overview: Overview) -> tuple[Document, str]:
    """Which document: the summary, the leaders' brief, the circular, or one unit's."""
    units = gate.select_visible_units(each.unit.name for each in overview.standings if each.entries)
    left, right = st.columns([2, 1])
    with left:
        kind = _kind() if gate.is_viewer_allowed(Deed.SEE) else None
    with right:
        chosen = st.selectbox(
            "单位", units, None, placeholder="或：一家单位的总结", label_visibility="collapsed"
        )
    unit = gate.authorize_unit(chosen) or ""
    if unit or not kind:
        return unit_report.compose_unit_summary(overview, unit), unit
    if kind == KINDS[0]:
        kept, letterhead = _find_rewordings(overview), _issued(overview)
        pictures = load_pictures(live.find_app().settings.database, overview.snapshot)
        return city_summary.compose_summary(overview, kept, letterhead, pictures), ""
    changes, acts = live.find_changes_today(overview), live.find_app().journal.acts()
    return compose_document(overview, kind, changes, acts=acts), ""


def _find_rewordings(overview: Overview) -> Mapping[str, str]:
    """What the clerk says differently, or said when the figures were frozen."""
    if overview.snapshot.id:
        return overview.snapshot.rewordings
    return load_standing_texts(live.find_app().settings.database)


def _kind() -> str:
    kind: str = st.segmented_control(
        "文件", KINDS, default=KINDS[0], required=True, label_visibility="collapsed"
    )
    return kind


def _issued(overview: Overview) -> Letterhead:
    """What an office adds when it issues the summary: all of it off by default."""
    sample = f"某科协发〔{overview.campaign.year}〕15号"
    with st.expander("红头、文号和版记（默认不加）"):
        left, right = st.columns(2)
        return Letterhead(
            issuer=left.text_input("发文机关标志", placeholder="某市科学技术协会文件"),
            number=right.text_input("发文字号", placeholder=sample),
            copies=left.text_input("抄送"),
            printed=right.text_input("印发机关和印发日期"),
            signers=left.text_input("签发人（上行文才有）"),
        )


def show_document(overview: Overview, document: Document, unit: str = "") -> None:
    """The two buttons, what is still to be written, then the document on paper.

    ``unit`` is the one whose document it is; blank for the whole city's.
    """
    moment = overview.snapshot.taken
    name = f"{document.title}-{moment:%m%d}"
    first, second, note = st.columns([1, 1, 4], vertical_alignment="center")
    widgets.offer_export(
        first,
        "下载 PDF",
        document.title,
        f"{name}.pdf",
        partial(render_document_pdf, document, overview),
        unit,
        type="primary",
        width="stretch",
    )
    word = partial(render_document_word, document, overview)
    widgets.offer_export(
        second, "下载 Word", document.title, f"{name}.docx", word, unit, width="stretch"
    )
    gaps = preview.list_placeholders(document)
    note.caption(
        f"正文约 {city_summary.count_words(document)} 字（不超过 {city_summary.LONGEST} 字）"
        + (f"，还有 {len(gaps)} 处要人补写：{'；'.join(gaps)}" if gaps else "")
    )
    if replaced := replace_rare_characters(document, _fonts())[1]:
        st.warning(phrase_replaced(replaced))
    st.html(preview.STYLE)
    st.html(preview.render_preview(document))


def offer_bundles(overview: Overview) -> None:
    """All units' own summaries, and the board for a room without a network."""
    if not gate.is_viewer_allowed(Deed.EXPORT):
        return
    moment = f"{overview.snapshot.taken:%m%d}"
    first, second, _ = st.columns([1, 1, 4])
    widgets.offer_export(
        first,
        "各单位总结（zip）",
        "各单位总结",
        f"各单位总结-{moment}.zip",
        partial(render_all_units, overview),
        width="stretch",
    )
    widgets.offer_export(
        second,
        "离线看板（网页）",
        "离线看板",
        f"看板-{moment}.html",
        partial(offline.render_offline_page, overview, live.find_changes_today(overview)),
        width="stretch",
    )


def show_brief(overview: Overview) -> None:
    """What to say on the phone and what to send, each with a button that copies it."""
    changes = live.find_changes_today(overview)
    for title, text in [
        ("60秒电话稿", briefs.compose_phone_script(overview, changes)),
        ("100字微信", briefs.compose_wechat_text(overview, changes)),
    ]:
        st.subheader(title)
        st.code(text, language=None, wrap_lines=True)
        st.caption(f"{len(text)} 字，点右上角复制")


def render_document_pdf(document: Document, overview: Overview) -> bytes:
    """The document as PDF, its figures frozen; runs on the click, in a thread of its own."""
    numbered = number_document(document, live.freeze_overview(overview))
    make = live.find_workshop().make
    return make(render_pdf, numbered, overview.snapshot.taken, _fonts()).data


def render_document_word(document: Document, overview: Overview) -> bytes:
    """The document as Word, its figures frozen; runs on the click too."""
    numbered = number_document(document, live.freeze_overview(overview))
    return live.find_workshop().make(render_word, numbered, overview.snapshot.taken)


def render_all_units(overview: Overview) -> bytes:
    """All units' summaries, their figures frozen; runs on the click too."""
    documents = list(compose_unit_summaries(live.freeze_overview(overview)))
    make = live.find_workshop().make
    return make(bundle_documents, documents, overview.snapshot.taken, _fonts()).data


@st.cache_resource(show_spinner=False)
def _fonts() -> Fonts:
    return load_fonts(live.find_app().settings.fonts)
