"""kjr: run with ``streamlit run app.py``."""

import streamlit as st

from kjr.ui import page

st.set_page_config("科技工作者日", "assets/icon.png", layout="wide")

page.run(
    st.navigation(
        {
            "": [
                st.Page("pages/leaders/dashboard.py", title="看板", default=True),
                st.Page("pages/leaders/indicator.py", title="指标", url_path="indicator"),
                st.Page("pages/leaders/subject.py", title="专题", url_path="subject"),
                st.Page("pages/leaders/calendar.py", title="日程", url_path="calendar"),
                st.Page("pages/leaders/units.py", title="单位", url_path="units"),
                st.Page("pages/leaders/summary.py", title="总结", url_path="summary"),
                st.Page("pages/leaders/brief.py", title="汇报", url_path="brief"),
                st.Page("pages/leaders/wall.py", title="会场模式", url_path="wall"),
            ],
            "填报单位": [
                st.Page("pages/units/ledgers.py", title="填报", url_path="ledgers"),
                st.Page("pages/units/quick.py", title="随手填", url_path="quick"),
                st.Page("pages/units/problems.py", title="待改", url_path="problems"),
            ],
            "组宣部": [
                st.Page("pages/office/status.py", title="报送", url_path="status"),
                st.Page("pages/office/review.py", title="审核", url_path="review"),
                st.Page("pages/office/reminders.py", title="催报", url_path="reminders"),
                st.Page("pages/office/history.py", title="历史", url_path="history"),
            ],
        },
        position="top",
    )
)
