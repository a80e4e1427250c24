"""The dashboard. Streamlit's server imports this file once; each interaction of a reader runs it as a script."""

import streamlit as st

from pages.ui import early, frame, guard, menu, server

if __name__ == "__main__":
    frame.draw()
else:
    early.begin()
    app = st.App(
        __file__,
        routes=server.routes("overview", menu.folders()),
        middleware=server.MIDDLEWARE,
        on_script_error=guard.apologise,
    )
