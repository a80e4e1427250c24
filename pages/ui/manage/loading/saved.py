"""The saved layouts: which extracts were read with each, and how one is copied, renamed, replaced or deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from analytics.audit.entries import AuditAction
from analytics.english import count, day, plural, unbroken_day
from analytics.intake.layouts import Layout, layout_from_toml, layout_to_toml, shipped_layouts
from analytics.intake.saved_layouts import (
    copy_layout,
    delete_layout,
    free_title,
    rename_layout,
    replace_layout,
    saved_layouts,
)
from analytics.register.folder import Loading, loadings
from analytics.register.writing import writing
from pages.ui import audit, load_state, screen, tables
from pages.ui.load_target import Target

EDIT, COPY, RENAME, DELETE = "Edit its text", "Copy", "Rename", "Delete"


def known_layouts(goal: Target) -> tuple[Layout, ...]:
    """The reader's own layouts, the last used first, then those that come with the product."""
    used = [
        loading.manifest.layout_name
        for loading in sorted(loadings(goal.folder), key=lambda loading: loading.manifest.loaded_at)
    ]
    last = {name: place for place, name in enumerate(used)}
    own_layouts = sorted(saved_layouts(goal.layouts).layouts, key=lambda layout: -last.get(layout.name, -1))
    return (*own_layouts, *shipped_layouts())


def manage(goal: Target) -> None:
    """List the saved layouts, and copy, rename, edit or delete one."""
    layouts = saved_layouts(goal.layouts)
    loaded = loadings(goal.folder)
    lost = _only_with_extracts(loaded, layouts.layouts)
    if not layouts.layouts and not layouts.unusable and not lost:
        return
    st.space("small")
    _say_what_was_done()
    with screen.expander(f"Saved layouts ({count(len(layouts.layouts))})"):
        tables.plain(_table(layouts.layouts, loaded), alt="Saved layouts and the extracts that were read with them")
        for sentence in layouts.unusable:
            screen.warning(sentence)
        if layouts.layouts:
            _ask_change(goal, layouts.layouts)
        if lost:
            _ask_restore(goal, lost)


def _table(layouts: Sequence[Layout], loaded: Sequence[Loading]) -> pd.DataFrame:
    return pd.DataFrame(
        [(layout.title, len(layout.columns), *_use(layout, loaded)) for layout in layouts],
        columns=["Layout", "Columns", "Extracts read with it", "Last used"],
    )


def _use(layout: Layout, loaded: Sequence[Loading]) -> tuple[int, str]:
    """How many extracts were read with a layout, and the day of the newest of these."""
    days = [loading.as_at for loading in loaded if loading.manifest.layout_name == layout.name]
    return len(days), f"Extract of {unbroken_day(max(days))}" if days else "Not used yet"


def _ask_change(goal: Target, layouts: Sequence[Layout]) -> None:
    """Choose a layout and what to do with it."""
    known = {layout.name: layout for layout in layouts}
    with st.container(horizontal=True, gap=38, vertical_alignment="bottom"):
        name = screen.selectbox(
            "Layout",
            list(known),
            index=None,
            format_func=lambda name: known[name].title,
            placeholder="Choose one",
            key=_key("layout"),
            width=348,
        )
        act = screen.segmented_control(
            "What to do", [EDIT, COPY, RENAME, DELETE], key=_key("act"), label_visibility="collapsed"
        )
    if name is None or act is None:
        return
    layout = known[name]
    if act == EDIT:
        _edit(goal, layout)
    elif act == DELETE:
        _delete(goal, layout)
    else:
        _name_anew(goal, layout, layouts, act)


def _edit(goal: Target, layout: Layout) -> None:
    """Edit the layout's text; it is saved only where it is a layout."""
    text = screen.text_area(
        "The layout as text: headings under [columns], words under [values], in quotation marks",
        layout_to_toml(layout),
        height=420,
        key=_key(f"text_{layout.name}"),
    )
    screen.caption("An edit changes how later files are read. Extracts that are loaded stay as they are.")
    if screen.button("Save the layout", key=_key("replace")):
        with _changing(goal):
            replaced = replace_layout(layout.name, text, goal.layouts)
        record(replaced, "edited")
        _done(f"The layout “{layout.title}” is saved.")


def _name_anew(goal: Target, layout: Layout, layouts: Sequence[Layout], act: str) -> None:
    """Copy a layout under another name, or rename it."""
    proposed = free_title(layout.title, layouts) if act == COPY else layout.title
    title = screen.text_input("New name", proposed, key=_key(f"title_{act}_{layout.name}"), width=348)
    if screen.button(f"{act} the layout", key=_key("name")):
        with _changing(goal):
            renamed = (copy_layout if act == COPY else rename_layout)(layout, title, goal.layouts)
        record(renamed, f"copied from “{layout.title}”" if act == COPY else f"renamed from “{layout.title}”")
        verb = "copied to" if act == COPY else "now called"
        _done(f"The layout “{layout.title}” is {verb} “{renamed.title}”.")


def _delete(goal: Target, layout: Layout) -> None:
    """Delete a layout, after a second look."""
    screen.caption("The next file of this kind has to be mapped again. Extracts that are loaded stay as they are.")
    sure = screen.checkbox(f"Delete “{layout.title}”", key=_key(f"sure_{layout.name}"))
    if screen.button("Delete the layout", disabled=not sure, key=_key("delete")):
        with _changing(goal):
            delete_layout(layout.name, goal.layouts)
        record(layout, "deleted")
        _done(f"The layout “{layout.title}” is deleted.")


@contextmanager
def _changing(goal: Target) -> Iterator[None]:
    """Change the saved layouts, if the change can be recorded."""
    audit.trail()
    with writing(goal.folder):
        yield


def record(layout: Layout, change: str, by: str | None = None) -> None:
    """Record a change of a layout in the audit trail, with the hash of its text."""
    sha256 = hashlib.sha256(layout_to_toml(layout).encode()).hexdigest()
    audit.record(AuditAction.LAYOUT_CHANGED, {"layout": layout.title, "change": change, "sha256": sha256}, by)


def _only_with_extracts(loaded: Sequence[Loading], layouts: Sequence[Layout]) -> dict[str, Loading]:
    """The newest extract of each layout that is no longer saved."""
    here = {layout.name for layout in (*layouts, *shipped_layouts())}
    return {
        loading.manifest.layout_name: loading
        for loading in loaded
        if loading.manifest.layout_name and loading.manifest.layout_name not in here and loading.layout_text
    }


def _ask_restore(goal: Target, lost: dict[str, Loading]) -> None:
    """Save a deleted layout once more, from the newest extract that was read with it."""
    screen.caption(
        f"{plural(len(lost), 'deleted layout is', 'deleted layouts are')} still with the extracts read with it."
    )
    with st.container(horizontal=True, gap="small"):
        for name, loading in lost.items():
            words = f"Restore “{loading.manifest.layout}” from the extract of {day(loading.as_at)}"
            if screen.button(words, key=_key(f"restore_{name}")):
                layout = layout_from_toml(loading.layout_text or "", name)
                with _changing(goal):
                    replace_layout(name, layout_to_toml(layout), goal.layouts)
                record(layout, "restored")
                _done(f"The layout “{layout.title}” is saved again.")


def _done(sentence: str) -> None:
    """Say what was done once the page is drawn anew, with every choice of this block empty."""
    load_state.set_value("layout_done", sentence)
    load_state.set_value("layout_round", _round() + 1)
    st.rerun()


def _say_what_was_done() -> None:
    """The sentence, in the one drawing after what it says."""
    sentence = load_state.value("layout_done")
    if isinstance(sentence, str):
        screen.success(sentence)
        load_state.set_value("layout_done", None)


def _round() -> int:
    done = load_state.value("layout_round")
    return done if isinstance(done, int) else 0


def _key(name: str) -> str:
    """The key of a widget of this block; after each change all of them are new, and empty."""
    return load_state.key(f"saved_{_round()}_{name}")
