"""Pack: what a meeting is given to read, section by section, with the analyst's commentary, as a file of any kind."""

import streamlit as st

from analytics.files.pack.build import build_section
from pages.ui import cached, headings, register_info, sentences, session
from pages.ui.prepare.pack import cover, files, meeting_and_days, pack_headings, preview, section_order

filters, facts = session.filters(), register_info.facts()
contents = pack_headings.contents()

heading = st.container()
choice = meeting_and_days.ask(contents, facts)
with heading:
    headings.page_headline(
        pack_headings.sentence(choice), sentences.view(filters, facts, more=pack_headings.since(choice))
    )
st.space("small")
with st.container(horizontal=True, gap=38):
    with st.container(width=section_order.WIDTH, gap="small"):
        read = section_order.choose()
        files.make(choice, contents)
        cover.ask()
        files.save_draft(choice, facts)
    with st.container(width=preview.WIDTH, gap="small"):
        headings.section_heading(pack_headings.heading(read))
        section_order.comment(read)
        preview.draw(
            cached.result(build_section, pack_headings.without_unrelated_settings(choice, read), contents, read)
        )
        if read == "actions":
            pack_headings.way_to_actions(contents, choice)
