"""The scripts that run beside every page in the reader's browser: history, links, menu, popovers, announcements."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import streamlit as st

SCRIPTS = tuple(
    Path(__file__).with_name(f"{name}.js")
    for name in ("popovers", "telephone", "navigation", "announcements", "address")
)

_mount = st.components.v2.component(
    "register_address", js="\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS), isolate_styles=False
)


def watch(sections: Iterable[str]) -> None:
    """Run the scripts; they also name the sections of the menu that a tablet has no room for."""
    data = {"sections": list(sections)}
    _mount(key="address", data=data, on_switched_change=_rerun, on_reconnected_change=_rerun)


def _rerun() -> None:
    """Nothing more is to be done: the run that follows chooses the other logo, or draws the page on another server."""
