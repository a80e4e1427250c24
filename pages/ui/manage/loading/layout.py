"""The layout in which the file is read: one that is known, or one that the analyst makes for it and keeps."""

from __future__ import annotations

import streamlit as st

from analytics.intake.layouts import Layout, layouts_in, shipped_layouts
from pages.ui import screen
from pages.ui.manage.loading import mapping, memory
from pages.ui.manage.loading.target import Target
from pages.ui.manage.loading.upload import Upload, known_layouts

NEW = ""
"""The choice that stands for a layout still to be made."""


def ask(found: Upload, goal: Target) -> Layout | None:
    """The layout to read the file in; None while it is still being made."""
    known = {layout.name: layout for layout in reversed(known_layouts(goal.layouts))}
    proposed = _proposed(found, known)
    name = st.selectbox(
        "Layout: how the file's columns and words become the register's",
        [*reversed(known), NEW],
        index=[*reversed(known), NEW].index(proposed),
        format_func=lambda value: _words(value, known, goal),
        key=memory.key(f"layout_{found.id[:12]}_{_saved(found) or ''}"),
        width=734,
    )
    if name != NEW:
        screen.caption(known[name].note or "Every column of this layout is read as it says.")
        return known[name]
    if (made := mapping.ask(found, goal)) is not None:
        memory.put("layout", (found.id, made.name))
        st.rerun()
    return None


def _proposed(found: Upload, known: dict[str, Layout]) -> str:
    """The layout saved a moment ago, else the one that fits the file whole, else a new one."""
    saved = _saved(found)
    if saved in known:
        return saved
    fitting = found.proposal.fits
    return fitting.name if fitting is not None and fitting.name in known else NEW


def _saved(found: Upload) -> str | None:
    """The layout that was saved for this very file, if one was."""
    kept = memory.take("layout")
    return str(kept[1]) if isinstance(kept, tuple) and kept[0] == found.id else None


def _words(name: str, known: dict[str, Layout], goal: Target) -> str:
    if name == NEW:
        return "A new layout, made here"
    own = name in {layout.name for layout in layouts_in(goal.layouts)}
    shipped = name in {layout.name for layout in shipped_layouts()}
    return f"{known[name].title} (your own)" if own and not shipped else known[name].title
