"""The same rows in a plain st.data_editor: what the grid of 填报 is measured against."""

import pandas as pd
import streamlit as st

FILLED, ROOM = 300, int(st.query_params.get("room", 200))
COLUMNS = 20
CELLS = [[f"示例{row}-{column}" for column in range(COLUMNS)] for row in range(FILLED)]
BLANK = [[None] * COLUMNS for _ in range(ROOM)]

with st.container(key="typing"):
    typed = st.data_editor(
        pd.DataFrame(CELLS + BLANK, columns=[f"列{n}" for n in range(COLUMNS)], dtype="str"),
        num_rows="fixed",
        hide_index=True,
        width="stretch",
        height=460,
    )
st.text(int((typed.fillna("") != "").to_numpy().sum()))
