"""The dashboard. Streamlit's server imports this file once; each interaction of a reader runs it as a script."""

import streamlit as st

from pages.ui import error_messages, frame, logs, menu, server, sign_in, warm_up

if __name__ == "__main__":
    frame.draw()
else:
    logs.configure()
    gate = sign_in.gate()
    warm_up.start()
    app = st.App(
        __file__,
        routes=server.routes("overview", menu.folders()),
        middleware=server.behind(gate),
        on_script_error=error_messages.apologise,
    )
