"""Whether the file is the whole register or one part of it, and which missing parts are carried over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from analytics.english import day, plural
from analytics.intake.layouts import Layout, layout_to_toml
from analytics.register.folder import fingerprint
from analytics.register.loading import Check, compare
from analytics.register.parts import came_in_parts, parts_in_words, proposed_name
from pages.ui import load_state, screen, today
from pages.ui.load_target import Target
from pages.ui.manage.loading.upload import Upload

WHOLE, PART = "The whole register", "One part of it"


def ask(whole_check: Check, upload: Upload, layout: Layout, as_at: date, goal: Target) -> Check:
    """Ask what the file is, and compare it as that. `whole_check` is the check of the file as the whole register.

    Raises RegisterError where the file cannot be a part of that name on that day.
    """
    chosen = screen.radio(
        "This file is",
        [WHOLE, PART],
        index=int(came_in_parts(as_at, goal.folder)),
        horizontal=True,
        key=load_state.key(f"is_part_{upload.id[:12]}_{as_at}"),
    )
    if chosen == WHOLE:
        return whole_check
    state = (upload.id, layout_to_toml(layout), as_at, fingerprint(goal.folder))
    proposed = load_state.cached(
        "part_name", state, lambda: proposed_name(whole_check.reading.rows, as_at, goal.folder)
    )
    name = st.text_input("Name of the part", value=proposed, key=load_state.key(f"part_{upload.id[:12]}"), width=348)

    def as_part(carry_over: Sequence[str]) -> Check:
        return compare(
            whole_check.reading,
            upload.id[:64],
            layout,
            as_at,
            goal.folder,
            programmes=whole_check.programmes,
            part=name,
            carry_over=carry_over,
            today=today.today(),
        )

    alone = load_state.cached("part", (*state, name, id(whole_check)), lambda: as_part(()))
    to_carry_over = _carried_over(alone)
    if to_carry_over:
        alone = load_state.cached(
            "part_carried", (*state, name, to_carry_over, id(whole_check)), lambda: as_part(to_carry_over)
        )
    if alone.joined:
        screen.caption(f"The extract of {day(as_at)} would have {parts_in_words(alone.joined)}.")
    return alone


def _carried_over(alone: Check) -> tuple[str, ...]:
    """The missing parts that the analyst ticks, by name."""
    names = []
    for stored in alone.joined.missing if alone.joined else ():
        size = plural(len(stored.rows), "recommendation")
        words = f"Carry over {stored.part.name} from the extract before: {size}, as they were then"
        if screen.checkbox(words, key=load_state.key(f"carry_over_{stored.part.folder}")):
            names.append(stored.part.name)
    return tuple(names)
