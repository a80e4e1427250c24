"""Saved views: which there are, who sees them, and with which one the dashboard opens."""

import streamlit as st

from pages.ui import headings, saved_views
from pages.ui.explore import saved_list

views = saved_views.visible()
headings.page_headline(saved_list.position(views), saved_list.VIEW)
if views:
    saved_list.listing(views)
    st.space("small")
    saved_list.start_page(views)
    saved_list.edit(views)
