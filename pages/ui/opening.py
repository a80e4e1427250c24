"""How a page opens: one sentence that states the position, and beneath it what is being looked at."""

from __future__ import annotations

import streamlit as st


def sentence(position: str, view: str) -> None:
    """The sentence as the page's heading, and the view as its caption."""
    with st.container(gap="xsmall"):
        st.title(position, anchor=False)
        st.caption(view)


def part(headline: str, subtitle: str | None = None) -> None:
    """A heading within the page, with its subtitle, as charts have them."""
    with st.container(gap="xxsmall"):
        st.header(headline, anchor=False)
        if subtitle:
            st.caption(subtitle)
