"""The least a Streamlit page can be: what the real pages are measured against."""

import streamlit as st

st.write("空白")
