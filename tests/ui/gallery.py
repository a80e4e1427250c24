"""The frame round stand-in pages: for looking at the design, and for the browser tests of the pieces.

streamlit run tests/ui/gallery.py
"""

import streamlit as st

from pages.ui import error_messages, frame, server
from pages.ui.menu import MenuEntry
from tests.ui import stand_in

ENTRIES = (
    MenuEntry("Explore", "Overview", "overview", "../tests/ui/gallery_pages/overview", "A stand-in"),
    MenuEntry("Explore", "Nothing", "nothing", "../tests/ui/gallery_pages/nothing", "An empty page"),
    MenuEntry("Oversee", "More charts", "more", "../tests/ui/gallery_pages/more", "The other charts"),
    MenuEntry("Prepare", "Faults", "faults", "../tests/ui/gallery_pages/faults", "A page that fails"),
    MenuEntry("Manage", "Empty", "empty", "../tests/ui/gallery_pages/nothing_at_all", "A page with nothing on it"),
)

if __name__ == "__main__":
    frame.draw(ENTRIES, stand_in.facts)
else:
    app = st.App(
        __file__,
        routes=server.routes("overview"),
        middleware=server.MIDDLEWARE,
        on_script_error=error_messages.apologise,
    )
