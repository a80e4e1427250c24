"""Pack: what a meeting is given to read, section by section, with the analyst's commentary, as a file of any kind."""

import streamlit as st

from analytics.publish.pack.build import one_section
from pages.ui import cached, opening, reading, state, words
from pages.ui.prepare.pack import arranging, cover, files, occasion, preview, told

filters, facts = state.filters(), reading.facts()
contents = told.contents()

heading = st.container()
choice = occasion.ask(contents, facts)
with heading:
    opening.sentence(told.sentence(choice), words.view(filters, facts, more=told.since(choice)))
st.space("small")
with st.container(horizontal=True, gap=38):
    with st.container(width=arranging.WIDTH, gap="small"):
        read = arranging.choose()
        files.make(choice, contents)
        cover.ask()
        files.keep(choice, facts)
    with st.container(width=preview.WIDTH, gap="small"):
        opening.part(told.heading(read))
        arranging.comment(read)
        preview.draw(cached.result(one_section, told.bare(choice, read), contents, read))
        if read == "actions":
            told.way_to_actions(contents, choice)
