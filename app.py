"""kjr: run with ``streamlit run app.py``."""

import streamlit as st

from kjr.ui import gate, page

st.set_page_config("活动台账", "assets/icon.png", layout="wide")

here = gate.remember_viewer()
page.run_page(here, st.navigation(page.build_menu(here), position="top"))
