"""What stands before Streamlit's server: who may ask it what, and what its answers carry along."""
