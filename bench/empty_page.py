"""The yardstick: the least that a Streamlit page with one filter can be."""

import streamlit as st

chosen = st.multiselect("Source", ["HMICFRS", "DARA", "IOPC", "Coroner", "MOPAC", "Casey"], key="source")
st.write(f"{len(chosen)} chosen")
