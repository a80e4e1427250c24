"""The forward plan of the reader's choice, and the themes without a meeting planned, for the pages that show them."""

from __future__ import annotations

import streamlit as st

from analytics.measures import forward_plan
from analytics.measures.forward_plan import Plan, Weights
from analytics.sections import forward_plan as section
from pages.ui import (
    cached,
    download_menu,
    error_messages,
    headings,
    links,
    meetings_store,
    register_info,
    session,
    tables,
    today,
)


def plan(weights: Weights = forward_plan.WEIGHTS) -> Plan:
    """The forward plan of the reader's choice; the register's part is cached, the meetings are read anew.

    Meetings count from the as-at day that the reader chose, else from today.
    """
    filters = session.filters()
    meetings = meetings_store.meetings_shown().meetings()
    return forward_plan.planned(
        cached.result(forward_plan.parts, filters),
        meetings,
        as_at=filters.as_at or register_info.facts().newest,
        from_day=today.as_at(),
        weights=weights,
    )


def themes_without_meeting() -> None:
    """On the page of themes: those without a meeting planned, most open first, and the way to the plan."""
    if "theme" not in register_info.recorded():
        return
    with error_messages.protected(), st.container(gap="xsmall"):
        answer = plan()
        headings.section_heading(*section.on_themes(answer))
        rows = section.themes_without(answer, register_info.recorded())
        if not rows.empty:
            tables.plain(rows, alt="Themes with open recommendations and no meeting planned")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if not rows.empty:
                download_menu.show(rows, "themes-without-a-meeting", key="without_meeting")
            links.to("plan", "See the forward plan")
    st.space("small")
