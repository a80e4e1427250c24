"""What prints of every page: the style sheet, the marking on each sheet, and a first line that stands only on paper."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.ui import screen, sentences, session
from pages.ui.facts import RegisterInfo

HEIGHTS = {"taller_": 960, "tall_": 600}
"""Pixels: a chart that is taller than this is printed smaller, so that it stays on one sheet with its words."""

_mount_button = st.components.v2.component(
    "register_print",
    html='<button type="button" class="register-link-button">Print</button>',
    js="export default ({ parentElement }) => { parentElement.querySelector('button').onclick = () => print() }",
    isolate_styles=False,
)
_STYLES = Path(__file__).with_name("print.css").read_text(encoding="utf-8")


def style(facts: RegisterInfo, marking: str, name: str) -> None:
    """Style the page for paper: `marking` at the head and foot of each sheet, beside it `name` with the days."""
    boxes = {
        "top-left": _text(marking),
        "top-right": _text(_about(facts, name)),
        "bottom-left": _text(marking),
        "bottom-right": '"Page " counter(page) " of " counter(pages)',
    }
    text = " ".join(f"@{place} {{ content: {content}; font: 9pt sans-serif; }}" for place, content in boxes.items())
    # The first sheet says both in its first line.
    first = "@page :first { @top-left { content: none } @top-right { content: none } }"
    st.html(f"<style>{_STYLES}\n@page {{ {text} }}\n{first}</style>")


def days(facts: RegisterInfo, name: str) -> None:
    """The days in words, on paper only: there the popover that says them is not."""
    with st.container(key="on_paper", width="content"):
        screen.markdown(_about(facts, name), width="content")


def button() -> None:
    """A button that prints the page."""
    with st.container(key="print_button", width="content"):
        _mount_button(key="print")


def block(key: str, height: float) -> str:
    """The key of the container of a chart, by which it is kept on one sheet."""
    return f"block_{next((size for size, least in HEIGHTS.items() if height > least), '')}{key}"


def _about(facts: RegisterInfo, name: str) -> str:
    return f"{name}, {sentences.days(session.filters(), facts)}"


def _text(wording: str) -> str:
    """Words as a text of a style sheet; what might end it is written as a number."""
    return (
        '"'
        + "".join(letter if letter.isalnum() or letter in " ,.-" else f"\\{ord(letter):x} " for letter in wording)
        + '"'
    )
