"""The campaign's photographs: kept once for everybody, with captions, in the text or the annex."""

from typing import Final

import streamlit as st

from kjr.access.rights import Deed
from kjr.documents.paper.photographs import read_photograph
from kjr.errors import KjrError
from kjr.state import photographs
from kjr.state.photographs import KeptPhotograph
from kjr.ui import gate, live, presses
from kjr.ui.door.uploads import forget_uploads
from kjr.ui.presses import offer_press
from kjr.ui.widgets import CHOOSE

ANNEX: Final = "附件（活动图片）"
TAKEN: Final = "photographs-taken"
"""In the session: how many lots were taken in, so that the box for them begins anew."""


def offer_photographs() -> None:
    """Take photographs in, caption them, say where they stand, or let them go."""
    if not gate.is_viewer_allowed(Deed.SAVE):
        return
    database = live.find_app().settings.database
    kept = photographs.list_photographs(database)
    with st.expander(f"活动图片（{len(kept)} 张）", key="photographs"):
        _take_in()
        for each in kept:
            _show(each)


def _take_in() -> None:
    lot = st.session_state.get(TAKEN, 0)
    files = st.file_uploader(
        "加图片（文件名作图注，可以再改）",
        ["jpg", "jpeg", "png", "heic"],
        accept_multiple_files=True,
        key=f"photographs-{lot}",
    )
    if not files or not offer_press(st.button, "存下来", f"take-{lot}", type="primary"):
        return
    gate.authorize_viewer(Deed.SAVE)
    refused, make = [], live.find_workshop().make
    for file in files:
        try:
            picture = make(read_photograph, file.name, file.getvalue())
            photographs.keep_photograph(
                live.find_app().settings.database, picture.data, picture.caption
            )
        except KjrError as error:
            refused.append(str(error))
    if refused:
        presses.refuse_press("；".join(refused))
    else:
        forget_uploads()
        st.session_state[TAKEN] = lot + 1
        presses.begin_anew()


def _show(photograph: KeptPhotograph) -> None:
    database = live.find_app().settings.database
    places = [ANNEX, *(part.name for part in live.find_app().campaign.parts)]
    at = places.index(photograph.part) if photograph.part in places else 0
    picture, caption, place, save, drop = st.columns([1, 3, 2, 1, 1], vertical_alignment="bottom")
    picture.image(photographs.read_photograph_file(database, photograph.id), width="stretch")
    words = caption.text_input("图注", photograph.caption, key=f"caption-{photograph.id}")
    where = place.selectbox("放在", places, at, key=f"place-{photograph.id}", placeholder=CHOOSE)
    part = "" if where == ANNEX else where
    changed = photograph._replace(caption=words.strip(), part=part)
    if offer_press(save.button, "保存", f"save-{photograph.id}"):
        gate.authorize_viewer(Deed.SAVE)
        photographs.place_photograph(database, changed)
        presses.begin_anew()
    if offer_press(drop.button, "去掉", f"drop-{photograph.id}"):
        gate.authorize_viewer(Deed.SAVE)
        photographs.drop_photograph(database, photograph.id)
        presses.begin_anew()
