"""The forward plan on the screen: what is ranked, by which weights, with its rows, and the meetings to come."""

from __future__ import annotations

import streamlit as st

from analytics.english import plural, sentence_case
from analytics.measures.due_dates import DUE_DATES
from analytics.measures.forward_plan import DIMENSIONS, Dimension, Plan
from analytics.sections import forward_plan as section
from pages.ui import (
    chart,
    count_table,
    download_menu,
    headings,
    links,
    params,
    register_info,
    rows_behind,
    screen,
    sentences,
    session,
    tables,
)
from pages.ui.prepare import plan_weights

_ADDRESS = "by"
MEETINGS = "meeting"
"""The address of the page on which meetings are kept."""


def dimension() -> Dimension | None:
    """What is ranked: as the address asks, else the first that the register records; None where it records none."""
    offered = _offered()
    value = params.param_value(_ADDRESS, offered)
    return next((name for name in offered if name == value), offered[0] if offered else None)


def _offered() -> list[Dimension]:
    return [name for name in DIMENSIONS if name in register_info.recorded()]


def by_weight(outcome: Plan, chosen: Dimension) -> None:
    """The choice of what is ranked, the weights, the heaviest without a meeting as bars, and the whole ranking."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(_offered()) > 1:
            _choose(chosen)
        if register_info.recorded() & DUE_DATES:
            plan_weights.choose(outcome.weights)
    for wrong in filter(None, (_absent(), plan_weights.address_error())):
        screen.caption(wrong)
    if outcome.with_open(chosen):
        _bars(outcome, chosen)
        st.space("small")
    _ranking(outcome, chosen)


def _absent() -> str:
    """That the register does not record what the address asks to rank; nothing where it does."""
    value = st.query_params.get(_ADDRESS)
    name = next(
        (
            section.SINGULAR[offered_name]
            for offered_name in DIMENSIONS
            if offered_name == value and offered_name not in _offered()
        ),
        None,
    )
    return f"{sentence_case(name)}: {sentences.NOT_RECORDED[0].lower()}{sentences.NOT_RECORDED[1:]}" if name else ""


def _bars(outcome: Plan, chosen: Dimension) -> None:
    """The heaviest without a meeting, each bar with its rows; or why there is none."""
    if why := section.no_bars(outcome, chosen):
        screen.caption(why)
        return
    rows = rows_behind.open_recommendations(session.filters(), chosen)
    open_in_register = rows_behind.in_register(session.filters(), chosen)
    chart.show(section.unplanned(outcome, chosen), key="weight", rows=rows, open_in_register=open_in_register)


def _choose(chosen: Dimension) -> None:
    st.session_state[params.widget_key(_ADDRESS)] = chosen
    screen.segmented_control(
        "What is ranked",
        _offered(),
        format_func=lambda name: sentence_case(section.SEVERAL[name]),
        key=params.widget_key(_ADDRESS),
        required=True,
        label_visibility="collapsed",
        on_change=params.save_widget_value,
        args=(_ADDRESS,),
    )


def _ranking(outcome: Plan, chosen: Dimension) -> None:
    """The formula in words, the parts in columns, and the rows behind each line."""
    recorded = register_info.recorded()
    with st.container(gap="xsmall"):
        headings.section_heading(section.heading(outcome, chosen), section.formula(outcome.weights, recorded))
        alt = f"Open recommendations by {section.SINGULAR[chosen]}, with priority score and next meeting"
        count_table.table(section.ranking(outcome, chosen, recorded), alt=alt, total=True)
        for caption in filter(None, (section.meanings(recorded), section.unknown_names(outcome, chosen))):
            screen.caption(caption)
        count_table.rows(
            section.linked_rows(outcome, chosen),
            rows_behind.open_recommendations(session.filters(), chosen),
            key="ranked",
            label=f"Choose a {section.SINGULAR[chosen]}",
            name=f"forward-plan-by-{section.SINGULAR[chosen].replace(' ', '-')}",
            frame=section.file(outcome, chosen, recorded),
            open_in_register=lambda _: rows_behind.in_register(session.filters(), chosen),
        )
        _arrange(outcome, chosen)


def _arrange(outcome: Plan, chosen: Dimension) -> None:
    """Plan a meeting on one of the ranked: a way to the form of a new meeting, its name filled in."""
    names = [ranking.value for ranking in outcome.rankings[chosen] if ranking.is_named]
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = screen.selectbox("Plan a meeting on", names, key=f"arrange_{chosen}", width=540)
        links.to(MEETINGS, "Plan a meeting", **{DIMENSIONS[chosen]: name})


def calendar(outcome: Plan) -> None:
    """The meetings to come by month; the first few stand open, the others a click away."""
    with st.container(gap="xsmall"):
        headings.section_heading(*section.calendar(outcome))
        if first := outcome.upcoming[: section.MOST_MEETINGS]:
            tables.plain(section.entries(outcome, first), alt="The meetings to come")
        if later := outcome.upcoming[section.MOST_MEETINGS :]:
            with screen.expander(plural(len(later), "later meeting")):
                tables.plain(section.entries(outcome, later), alt="Later meetings")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            links.to(MEETINGS, "Add or change a meeting: Meetings and actions")
            if outcome.upcoming:
                download_menu.show(section.calendar_file(outcome), "meetings-to-come", key="calendar")
