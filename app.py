"""kjr: run with ``streamlit run app.py``."""

import streamlit as st

from kjr.ui import page

st.set_page_config("科技工作者日", "assets/icon.png", layout="wide")

page.run(
    st.navigation(
        {
            "看": [
                st.Page("pages/leaders/dashboard.py", title="看板", default=True),
                st.Page("pages/leaders/indicator.py", title="指标", url_path="indicator"),
                st.Page("pages/leaders/summary.py", title="总结", url_path="summary"),
            ],
            "单位": [
                st.Page("pages/units/ledgers.py", title="填报", url_path="ledgers"),
                st.Page("pages/units/problems.py", title="待改", url_path="problems"),
            ],
            "组宣部": [
                st.Page("pages/office/status.py", title="报送", url_path="status"),
            ],
        },
        position="top",
    )
)
