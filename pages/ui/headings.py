"""How a page opens: one sentence that states the position, and beneath it what is being looked at."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.ui import filter_chips, screen

_VIEW = "_view_of_page"


def page_headline(position: str, view: str, aside: str = "") -> None:
    """The sentence as the page's heading, and the view as its caption; `aside` is of this page's drawing alone."""
    st.session_state[_VIEW] = view
    with st.container(gap="xsmall"):
        screen.title(position, anchor=False)
        screen.caption(f"{view} {aside}".strip())
        filter_chips.draw()


def view() -> str:
    """What the page says that it looks at; what is taken from it says the same."""
    return str(st.session_state.get(_VIEW, ""))


def section_heading(headline: str, subtitle: str | None = None) -> None:
    """A heading within the page, with its subtitle, as charts have them: one piece of HTML, which costs a third."""
    st.html(heading(headline, subtitle))


def heading(headline: str, subtitle: str | None = None) -> str:
    """The same as HTML, for what is one piece with it."""
    under = f"<p>{escape(subtitle)}</p>" if subtitle else ""
    return f'<div class="register-heading"><h2>{escape(headline)}</h2>{under}</div>'
