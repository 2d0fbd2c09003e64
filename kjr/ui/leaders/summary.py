"""总结 and 汇报: read as it will print, say it differently, take it away, or copy it."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from kjr.access.rights import Deed
from kjr.documents import briefs
from kjr.documents.blocks import Document, Letterhead, Picture
from kjr.documents.html import offline, preview
from kjr.documents.paper.fonts import Fonts, load_fonts
from kjr.documents.paper.pdf import render_pdf
from kjr.documents.paper.photographs import read_photograph
from kjr.documents.paper.rare_characters import replace_rare_characters
from kjr.documents.paper.word import render_word
from kjr.documents.printing import (
    KINDS,
    bundle_unit_summaries,
    compose_document,
    number_document,
    phrase_replaced,
)
from kjr.documents.summary import city_summary, quotes, rewording, unit_report
from kjr.errors import KjrError
from kjr.figures.overview import Overview
from kjr.ui import gate, live, widgets
from kjr.values.escapes import escape_markdown


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
        kept = _find_rewordings(overview)
        letterhead, pictures = _issued()
        return city_summary.compose_summary(overview, kept, letterhead, {"": pictures}), ""
    return compose_document(overview, kind, live.find_changes_today(overview)), ""


def _find_rewordings(overview: Overview) -> Mapping[str, str]:
    """What the clerk says differently, or said when the figures were frozen."""
    if overview.snapshot.id:
        return overview.snapshot.rewordings
    return rewording.load_rewordings(live.find_app().settings.state)


def _kind() -> str:
    kind: str = st.segmented_control(
        "文件", KINDS, default=KINDS[0], required=True, label_visibility="collapsed"
    )
    return kind


def _issued() -> tuple[Letterhead, list[Picture]]:
    """What an office adds when it issues the summary: all of it off by default."""
    with st.expander("红头、文号、版记和活动图片（默认不加）"):
        left, right = st.columns(2)
        letterhead = Letterhead(
            issuer=left.text_input("发文机关标志", placeholder="某市科学技术协会文件"),
            number=right.text_input("发文字号", placeholder="某科协发〔2019〕15号"),
            copies=left.text_input("抄送"),
            printed=right.text_input("印发机关和印发日期"),
            signers=left.text_input("签发人（上行文才有）"),
        )
        files = st.file_uploader(
            "活动图片（印在附件里，文件名作图注）",
            ["jpg", "jpeg", "png", "heic"],
            accept_multiple_files=True,
        )
        pictures: list[Picture] = []
        for file in files:
            try:
                pictures.append(read_photograph(file.name, file.getvalue()))
            except KjrError as error:
                st.error(escape_markdown(error))
    return letterhead, pictures


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


def offer_rewording(overview: Overview) -> None:
    """Let a clerk say a paragraph differently; its figures stay those of the board."""
    if not gate.is_viewer_allowed(Deed.SAVE):
        return
    texts = rewording.list_rewritable_texts(city_summary.draft_summary(overview))
    folder = live.find_app().settings.state
    kept = rewording.load_rewordings(folder)
    with st.expander(f"改文字（已改 {len(kept)} 段）"):
        key = st.selectbox("哪一段", list(texts), format_func=lambda key: texts[key][:40])
        st.caption("大括号里是锁定的数字，跟着看板走：可以挪动、可以去掉，不能手改。")
        text = st.text_area("文字", kept.get(key, texts[key]), key=f"text-{key}", height=160)
        save, undo, _ = st.columns([1, 1, 4])
        if save.button("保存修改"):
            gate.authorize_viewer(Deed.SAVE)
            rewording.save_rewording(folder, key, text)
            st.rerun()
        if key in kept and undo.button("恢复原文"):
            gate.authorize_viewer(Deed.SAVE)
            rewording.save_rewording(folder, key, None)
            del st.session_state[f"text-{key}"]
            st.rerun()
        for passage in quotes.list_passages(overview):
            st.code(f"{passage.text}\n——{passage.unit}", language=None, wrap_lines=True)


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
    return render_pdf(numbered, overview.snapshot.taken, _fonts()).data


def render_document_word(document: Document, overview: Overview) -> bytes:
    """The document as Word, its figures frozen; runs on the click too."""
    numbered = number_document(document, live.freeze_overview(overview))
    return render_word(numbered, overview.snapshot.taken)


def render_all_units(overview: Overview) -> bytes:
    """All units' summaries, their figures frozen; runs on the click too."""
    return bundle_unit_summaries(live.freeze_overview(overview), _fonts()).data


@st.cache_resource(show_spinner=False)
def _fonts() -> Fonts:
    return load_fonts(live.find_app().settings.fonts)
