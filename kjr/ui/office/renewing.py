"""换一年: what is asked for a new campaign, and what was made of the answers."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kjr.access.rights import Deed
from kjr.app import kept_campaign, renewal
from kjr.campaign.model import Campaign, Unit
from kjr.campaign.renewal.questions import (
    QUESTIONS,
    list_unaimed_figures,
    propose_texts,
    tell_figure,
)
from kjr.campaign.renewal.renewing import Renewal, renew_campaign
from kjr.campaign.renewal.rosters import Rows, split_pasted
from kjr.campaign.renewal.typed_answers import read_answers, read_year
from kjr.documents.blank_books.blank_workbook import build_blank_book
from kjr.errors import KjrError
from kjr.ui import gate, live, presses, widgets
from kjr.ui.presses import offer_press
from kjr.ui.table_copies import show_list
from kjr.ui.widgets import CHOOSE
from kjr.values.escapes import escape_markdown, is_safe_file_name

MADE: Final = "renewed"
"""In the session: the folder that was written, and what stands in it."""
BEGUN: Final = ("kinds", "ledgers", "targets", "renames")
"""Answers one changes rather than types anew."""
LINES: Final = 6
"""Lines shown of a longer answer."""


def ask_answers() -> tuple[Campaign, Mapping[str, str]]:
    """The campaign to start from, and what was typed for each question."""
    st.caption("不写的照灰字；做出来的是一个新文件夹，现在用的这一套和工作簿都不动。")
    starts = renewal.list_starts(live.find_settings())
    chosen = st.selectbox("从哪一套开始", list(starts), placeholder=CHOOSE)
    start = kept_campaign.read_campaign(starts[chosen])
    said: dict[str, str] = {}
    short = [key for key, question in QUESTIONS.items() if not question.is_long]
    for pair in zip(short[::2], short[1::2], strict=True):
        for key, column in zip(pair, st.columns(2), strict=True):
            said[key] = _ask_word(column, key, _propose(start, said)[key])
    for key in (key for key in QUESTIONS if key not in short):
        said[key] = _ask_lines(key, _propose(start, said)[key], f"{chosen}-{said['city']}")
        if key == "targets":
            _list_figures(start)
    return start, said


def ask_roster() -> Rows | None:
    """The roster as it was pasted or sent; None to go on with the units there are."""
    st.subheader("名册")
    st.caption(
        "单位、类别、县区、别名、应报几列，有没有表头都行；空着的沿用原来的单位（换了城市要给）。"
    )
    sent = st.file_uploader("上传名册", ["xlsx", "xls", "et", "ods", "csv"])
    pasted = st.text_area(
        "粘贴名册（从 Excel/WPS 复制的一块，一行一家）", key="renewal-roster", height=160
    )
    if sent:
        return live.find_upload_worker().sheets(sent.getvalue(), "")[0].rows
    return split_pasted(pasted) if pasted.strip() else None


def make_campaign(start: Campaign, said: Mapping[str, str], roster: Rows | None) -> None:
    """A button that makes the folder, or says everything that stands against it."""
    place = renewal.find_new_place(live.find_settings())
    suggested = f"{said['city'] or start.city}{said['year']}"
    typed = st.text_input("新文件夹叫什么", key="renewal-folder", placeholder=suggested)
    name = typed.strip() or suggested
    st.caption(f"写在 {escape_markdown(place / name)}")
    press = offer_press(st.button, "生成新的活动文件夹", "renewal-make", type="primary")
    if not press:
        return
    gate.authorize_viewer(Deed.SAVE)
    st.session_state.pop(MADE, None)
    try:
        if not is_safe_file_name(name):
            raise KjrError(f"“{name}”不能作文件夹的名字，请换一个")
        made = renew_campaign(start, read_answers(start, said, roster))
        with st.spinner("正在写活动文件夹和空白工作簿…"):
            press.do_once(lambda: renewal.write_renewal(made, place / name, _build_blank))
    except KjrError as error:
        presses.answer_press(partial(_tell_obstacles, str(error).splitlines()))
    else:
        st.session_state[MADE] = (place / name, made)


def _build_blank(campaign: Campaign, unit: Unit) -> bytes:
    return live.find_workshop().make(build_blank_book, campaign, unit)


def show_made() -> None:
    """What was made, what was left behind, what is to be settled, and how to see it."""
    if MADE not in st.session_state:
        return
    folder, made = st.session_state[MADE]
    st.success(f"写好 {escape_markdown(folder)}")
    columns: widgets.Columns[tuple[str, str]] = {
        "文件": (220, lambda each: each[0]),
        "里面是": (0, lambda each: each[1]),
    }
    show_list("写好的文件", columns, list(renewal.describe_files(made)), is_wrapped=True)
    packed = partial(renewal.pack_books, folder)
    widgets.offer_export(
        st.container(), "下载空白工作簿（zip）", "空白工作簿", f"{folder.name}-台账.zip", packed
    )
    _show_lists(made)
    st.subheader("看它，发出去")
    st.caption("设这两项（或写进 secrets.toml），重启 kjr；把空白工作簿发给各单位。")
    st.code(_tell_settings(folder), language=None)


def _show_lists(made: Renewal) -> None:
    st.subheader(f"还要人定的（{len(made.open)}）")
    st.caption("用记事本打开写明的文件，到那一行改；改完运行 python -m kjr doctor。")
    _list_lines(made.open)
    st.subheader(f"没有带过来的（{len(made.gone)}）")
    _list_lines(made.gone)


def _tell_settings(folder: Path) -> str:
    return "\n".join(f"{name}={value}" for name, value in renewal.describe_settings(folder))


def _propose(start: Campaign, said: Mapping[str, str]) -> Mapping[str, str]:
    """What stands for an answer that is left blank; the coming year's until the year is said."""
    try:
        year = read_year(said.get("year", "").strip())
    except KjrError:
        year = renewal.suggest_year(start)
    return propose_texts(start, year, said.get("city", "").strip())


def _ask_word(place: DeltaGenerator, key: str, proposed: str) -> str:
    label, hint, _ = QUESTIONS[key]
    return place.text_input(
        label, key=f"renewal-{key}", placeholder=proposed or hint, help=hint or None
    )


def _ask_lines(key: str, proposed: str, whose: str) -> str:
    question = QUESTIONS[key]
    if key == "renames" and not proposed:
        return ""
    is_begun = key in BEGUN
    return st.text_area(
        question.label,
        proposed if is_begun else "",
        key=f"renewal-{key}-{whose if is_begun else ''}",
        placeholder=None if is_begun else proposed or question.hint,
        help=question.hint,
        height=28 * (LINES if is_begun or key == "districts" else 3),
    )


def _list_figures(start: Campaign) -> None:
    """The figures that may have a target as well, by the name to write."""
    with st.expander("还有哪些指标可以写目标"):
        said = starmap(tell_figure, list_unaimed_figures(start))
        st.caption(escape_markdown("；".join(said)))


def _tell_obstacles(lines: Sequence[str]) -> None:
    st.error("没有写，先改这些：")
    _list_lines(lines)


def _list_lines(lines: Sequence[str]) -> None:
    st.markdown("\n".join(f"- {escape_markdown(line)}" for line in lines) or "没有")
