"""The sections of the pack: which, in which order, and the one that is read and commented on."""

from __future__ import annotations

import streamlit as st

from analytics.english import listed
from analytics.files.pack.section_registry import EDITIONS, SECTION_BY_KEY, edition
from pages.ui import screen
from pages.ui.prepare.pack import draft_settings

_READ, _BACK, _EDITION = "pack_section", "pack_back", "pack_edition"
_EDITION_NAMES = {"full": "Full", "board": "Board"}
WIDTH = 260
"""Pixels of the list of sections and of what stands beneath it."""

MOST_LETTERS = 5_000
"""Letters of a commentary."""


def choose() -> str:
    """The list of sections with what moves them; the key of the one that is read."""
    _choose_edition()
    sections = draft_settings.draft().sections
    if st.session_state.get(_READ) not in sections:
        st.session_state[_READ] = sections[0]
    # The names stay as they are whatever is written: a radio whose options change loses its choice.
    screen.radio("Section to read and comment on", sections, format_func=_section_name, key=_READ)
    read: str = st.session_state[_READ]
    if commented := [SECTION_BY_KEY[key].heading for key in sections if draft_settings.draft().commentary_of(key)]:
        screen.caption(f"With commentary: {listed(commented)}.")
    _move(read, sections)
    _put_back(sections)
    return read


def _choose_edition() -> None:
    """The full pack, or the Board's short one; what was left out or moved of the one before is forgotten."""
    st.session_state[_EDITION] = edition(draft_settings.draft().sections)
    screen.segmented_control(
        "Edition",
        list(EDITIONS),
        format_func=_EDITION_NAMES.__getitem__,
        key=_EDITION,
        required=True,
        on_change=lambda: draft_settings.change(sections=EDITIONS[st.session_state[_EDITION]]),
        help="The Board edition is five slides: the position, what changed, what is late and what is waiting.",
    )


def comment(section: str) -> None:
    """What the analyst writes above a section."""
    key = f"pack_commentary_{section}"
    text = draft_settings.draft().commentary_of(section)
    if st.session_state.get(key, "").strip() != text:
        st.session_state[key] = text
    screen.text_area(
        f"Commentary on “{SECTION_BY_KEY[section].heading}” (printed above this section)",
        key=key,
        max_chars=MOST_LETTERS,
        on_change=lambda: draft_settings.write(section, st.session_state[key]),
    )


def _section_name(section: str) -> str:
    return SECTION_BY_KEY[section].heading


def _move(read: str, sections: tuple[str, ...]) -> None:
    """The chosen section one place earlier or later, or out."""
    place = sections.index(read)
    with st.container(horizontal=True, gap="small"):
        st.button("Move up", disabled=place == 0, on_click=_swap, args=(place, place - 1), type="tertiary")
        is_last = place == len(sections) - 1
        st.button("Move down", disabled=is_last, on_click=_swap, args=(place, place + 1), type="tertiary")
        st.button("Remove", disabled=len(sections) == 1, on_click=_leave_out, args=(place,), type="tertiary")


def _swap(place: int, other: int) -> None:
    moved = list(draft_settings.draft().sections)
    moved[place], moved[other] = moved[other], moved[place]
    draft_settings.change(sections=tuple(moved))


def _leave_out(place: int) -> None:
    sections = draft_settings.draft().sections
    rest = (*sections[:place], *sections[place + 1 :])
    draft_settings.change(sections=rest)
    st.session_state[_READ] = rest[min(place, len(rest) - 1)]


def _put_back(sections: tuple[str, ...]) -> None:
    """The sections that were left out, each to be put back at the end; and all of them in their usual order."""
    usual = EDITIONS[edition(sections)]
    out = [key for key in usual if key not in sections]
    if out:
        st.selectbox(
            "Add a section",
            out,
            index=None,
            format_func=lambda key: SECTION_BY_KEY[key].heading,
            key=_BACK,
            on_change=_restore_section,
            placeholder="Choose a section",
        )
    if sections != usual:
        st.button("Restore all sections", type="tertiary", on_click=lambda: draft_settings.change(sections=usual))


def _restore_section() -> None:
    section = st.session_state[_BACK]
    st.session_state[_BACK] = None
    if section:
        draft_settings.change(sections=(*draft_settings.draft().sections, section))
        st.session_state[_READ] = section
