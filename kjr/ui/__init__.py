"""The only package that knows Streamlit."""
