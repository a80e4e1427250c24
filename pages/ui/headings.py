"""How a page opens: one sentence that states the position, and beneath it what is being looked at."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics.english import cut
from pages.ui import filter_chips, screen

MOST_LETTERS = 1_000
"""Letters of a heading or a view, several times what any has, unless a name in it is a paragraph."""

_VIEW = "_view_of_page"


def page_headline(position: str, view: str, aside: str = "") -> None:
    """The sentence as the page's heading, and the view as its caption; `aside` is of this page's drawing alone."""
    st.session_state[_VIEW] = view
    with st.container(gap="xsmall"):
        screen.title(cut(position, MOST_LETTERS), anchor=False)
        screen.caption(cut(f"{view} {aside}".strip(), MOST_LETTERS))
        filter_chips.draw()


def view() -> str:
    """What the page says that it looks at; what is taken from it says the same."""
    return str(st.session_state.get(_VIEW, ""))


def section_heading(headline: str, subtitle: str | None = None) -> None:
    """A heading within the page, with its subtitle, as charts have them: one piece of HTML, which costs a third."""
    st.html(heading(headline, subtitle))


def heading(headline: str, subtitle: str | None = None) -> str:
    """The same as HTML, for what is one piece with it."""
    subtitle_html = f"<p>{escape(cut(subtitle, MOST_LETTERS))}</p>" if subtitle else ""
    return f'<div class="register-heading"><h2>{escape(cut(headline, MOST_LETTERS))}</h2>{subtitle_html}</div>'
