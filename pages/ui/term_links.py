"""The terms from A to Z, and links to one of them from a figure or the heading of a column."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from analytics.terms import OF_COLUMN, TERM, Term

PAGE = "definitions"
"""The address of the page of terms."""


def draw(terms: Iterable[Term]) -> None:
    """The terms in columns, each where a link to it leads."""
    entries = "".join(
        f'<div id="{term.anchor}" tabindex="-1"><dt>{escape(term.name)}</dt>'
        f"<dd>{escape(term.meaning)} <i>{escape(term.example)}</i></dd></div>"
        for term in terms
    )
    st.html(f'<dl class="register-terms">{entries}</dl>')


def address(name: str) -> str:
    """Where a term is explained, relative to every page."""
    return f"{PAGE}#{TERM[name].anchor}"


def of_column(heading: str) -> str:
    """The heading of a column as HTML: a link where a term explains it."""
    term = OF_COLUMN.get(heading)
    return f'<a href="{PAGE}#{term.anchor}">{escape(heading)}</a>' if term else escape(heading)
