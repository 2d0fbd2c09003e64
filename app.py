"""kjr: run with ``streamlit run app.py``."""

import streamlit as st

from kjr.ui import gate, page

st.set_page_config("科技工作者日", "assets/icon.png", layout="wide")

here = gate.remember_viewer()
page.run_page(
    here,
    st.navigation(
        {
            "": [
                page.build_page(here, "pages/leaders/dashboard.py", "看板"),
                page.build_page(here, "pages/leaders/indicator.py", "指标", "indicator"),
                page.build_page(here, "pages/leaders/subject.py", "专题", "subject"),
                page.build_page(here, "pages/leaders/calendar.py", "日程", "calendar"),
                page.build_page(here, "pages/leaders/units.py", "单位", "units"),
                page.build_page(here, "pages/leaders/summary.py", "总结", "summary"),
                page.build_page(here, "pages/leaders/brief.py", "汇报", "brief"),
                page.build_page(here, "pages/leaders/wall.py", "会场模式", "wall"),
            ],
            "填报单位": [
                page.build_page(here, "pages/units/ledgers.py", "填报", "ledgers"),
                page.build_page(here, "pages/units/quick.py", "随手填", "quick"),
                page.build_page(here, "pages/units/problems.py", "待改", "problems"),
            ],
            "组宣部": [
                page.build_page(here, "pages/office/status.py", "报送", "status"),
                page.build_page(here, "pages/office/review.py", "审核", "review"),
                page.build_page(here, "pages/office/corrections.py", "订正", "corrections"),
                page.build_page(here, "pages/office/reminders.py", "催报", "reminders"),
                page.build_page(here, "pages/office/history.py", "历史", "history"),
                page.build_page(here, "pages/office/signins.py", "登录记录", "signins"),
            ],
        },
        position="top",
    ),
)
