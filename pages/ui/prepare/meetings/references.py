"""The recommendations that a record is about: written as references, checked against the register, linked to."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analytics.english import listed
from analytics.errors import RegisterError
from analytics.filters import EVERYTHING
from analytics.measures import recommendations
from pages.ui import cached, recommendation_links, screen, session
from pages.ui.screen import Markdown


def ask(key: str, references: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Ask for references, several separated by semicolons."""
    text = st.text_input(
        "Recommendations it is about: references, separated by semicolons",
        value="; ".join(references),
        key=key,
        help="Take them from the page Register. One that is not in the register is saved, and named below.",
    )
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def draw(references: tuple[str, ...]) -> None:
    """A link to each recommendation; those that the register does not hold are named."""
    unknown = [reference for reference in references if not is_known(reference)]
    known = [reference for reference in references if reference not in unknown]
    if known:
        screen.markdown(Markdown(" · ").join(map(recommendation_links.markdown, known)))
    if unknown:
        verb = "is" if len(unknown) == 1 else "are"
        screen.caption(f"{listed(unknown)} {verb} not on the register that is shown.")


def is_known(reference: str) -> bool:
    """Whether the register that is shown holds a reference at the reader's days."""
    days = replace(EVERYTHING, as_at=session.filters().as_at, known_at=session.filters().known_at)
    try:
        return cached.result(recommendations.recommendation, days, reference) is not None
    except RegisterError:
        return False
