"""The two texts behind the links in the foot: definitions, read off the measures themselves, and accessibility."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

import streamlit as st

from analytics.measures import ageing, closures, flow, position, stock_and_flow
from analytics.wording import sentence_case
from pages.ui import tables
from pages.ui.menu import ROOT

MEASURES: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("Open, outstanding, overdue", position.headline),
    ("By source, priority, route and the rest", position.by_value),
    ("The statement: what was open, what came, what went, what is open", stock_and_flow.statement),
    ("Month by month", stock_and_flow.by_day),
    ("Received and closed by year", flow.by_year),
    ("Why closed", closures.reasons),
    ("Age", ageing.age),
    ("Days late", ageing.days_late),
    ("Falling due", ageing.due_within),
)
"""What the pages show, and the measure whose definition it is."""


def definitions() -> None:
    """Each measure with its definition: the same words that its code carries."""
    st.header("Definitions", anchor="definitions")
    for title, measure in MEASURES:
        st.subheader(title, anchor=False)
        st.markdown(tables.escaped(_definition(measure)))


def accessibility() -> None:
    """The statement of docs/accessibility.md."""
    st.header("Accessibility", anchor="accessibility")
    text = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    st.markdown(text.split("\n", 1)[1].replace("\n## ", "\n### "))


def _definition(measure: Callable[..., Any]) -> str:
    """The definition without what only a programmer needs: the names of columns."""
    paragraphs = (inspect.getdoc(measure) or "").replace("`", "").split("\n\n")
    kept = [re.sub(r"Columns: (?:\([^)]*\)|[^.;(])*[.;]\s*", "", paragraph).strip() for paragraph in paragraphs]
    return "\n\n".join(sentence_case(paragraph) for paragraph in kept if paragraph)
