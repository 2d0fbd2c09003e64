"""kjr: run with ``streamlit run app.py``."""

import streamlit as st

from kjr.ui import gate, page

st.set_page_config("科技工作者日", "assets/icon.png", layout="wide")

here = gate.begin()
page.run(
    here,
    st.navigation(
        {
            "": [
                page.at(here, "pages/leaders/dashboard.py", "看板"),
                page.at(here, "pages/leaders/indicator.py", "指标", "indicator"),
                page.at(here, "pages/leaders/subject.py", "专题", "subject"),
                page.at(here, "pages/leaders/calendar.py", "日程", "calendar"),
                page.at(here, "pages/leaders/units.py", "单位", "units"),
                page.at(here, "pages/leaders/summary.py", "总结", "summary"),
                page.at(here, "pages/leaders/brief.py", "汇报", "brief"),
                page.at(here, "pages/leaders/wall.py", "会场模式", "wall"),
            ],
            "填报单位": [
                page.at(here, "pages/units/ledgers.py", "填报", "ledgers"),
                page.at(here, "pages/units/quick.py", "随手填", "quick"),
                page.at(here, "pages/units/problems.py", "待改", "problems"),
            ],
            "组宣部": [
                page.at(here, "pages/office/status.py", "报送", "status"),
                page.at(here, "pages/office/review.py", "审核", "review"),
                page.at(here, "pages/office/corrections.py", "订正", "corrections"),
                page.at(here, "pages/office/reminders.py", "催报", "reminders"),
                page.at(here, "pages/office/history.py", "历史", "history"),
                page.at(here, "pages/office/signins.py", "登录记录", "signins"),
            ],
        },
        position="top",
    ),
)
