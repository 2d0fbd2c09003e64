"""kjr: run with ``streamlit run app.py``."""

import streamlit as st
from starlette.middleware import Middleware

from kjr.ui import gate, live, page
from kjr.ui.door.door import Door

if __name__ == "__main__":  # a page, for one viewer
    st.set_page_config("活动台账", page.ICON, layout="wide")
    here = gate.remember_viewer()
    page.run_page(here, st.navigation(page.build_menu(here), position="top"))
else:  # the server, once
    app = st.App(__file__, lifespan=live.open_early, middleware=[Middleware(Door)])
