"""The only package that knows Streamlit."""

import gc

# Nearly all that a start loads stays; live.house() collects once and switches this on again.
gc.disable()
