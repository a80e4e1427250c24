"""For comparison: four plotly charts of a few hundred rows, drawn as Streamlit's own tutorial would draw them."""

import pandas as pd
import plotly.express as px
import streamlit as st

SOURCES = ["HMICFRS", "DARA", "IOPC", "Coroner", "MOPAC", "Casey"]
rows = pd.DataFrame({"source": SOURCES * 100, "month": [f"{n % 12 + 1:02}" for n in range(600)], "days": range(600)})

chosen = st.multiselect("Source", SOURCES, key="source")
chosen_rows = rows[rows["source"].isin(chosen)] if chosen else rows
for column in ("source", "month"):
    counts = chosen_rows.groupby(column, as_index=False)["days"].count()
    st.plotly_chart(px.bar(counts, x=column, y="days"), key=f"bar_{column}")
    st.plotly_chart(px.line(counts, x=column, y="days"), key=f"line_{column}")
st.dataframe(chosen_rows.head(300))
