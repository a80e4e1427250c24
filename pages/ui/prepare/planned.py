"""The forward plan on the screen: what is ranked, by which weights, with its rows, and the meetings to come."""

from __future__ import annotations

import streamlit as st

from analytics.charts import planning as told
from analytics.charts.trends import DUE_DATES
from analytics.measures import planning
from analytics.measures.planning import DIMENSIONS, Dimension, Plan, Weights
from analytics.wording import plural, sentence_case
from pages.ui import (
    asked,
    cached,
    chart,
    counted,
    downloads,
    guard,
    links,
    opening,
    reading,
    rows_behind,
    screen,
    state,
    tables,
    words,
)
from pages.ui.prepare import meetings_store, weighing
from pages.ui.prepare.meetings import clock

_ADDRESS = "by"
MEETINGS = "meeting"
"""The address of the page on which meetings are kept."""


def plan(weights: Weights = planning.WEIGHTS) -> Plan:
    """The forward plan of the reader's choice; the register's part is cached, the meetings are read anew.

    Meetings count from the as-at day that the reader chose, else from today.
    """
    filters = state.filters()
    meetings = meetings_store.store().meetings()
    return planning.planned(
        cached.result(planning.parts, filters),
        meetings,
        as_at=filters.as_at or reading.facts().newest,
        from_day=clock.as_at(),
        weights=weights,
    )


def dimension() -> Dimension | None:
    """What is ranked: as the address asks, else the first that the register records; None where it records none."""
    offered = _offered()
    wanted = asked.chosen(_ADDRESS, offered)
    return next((one for one in offered if one == wanted), offered[0] if offered else None)


def _offered() -> list[Dimension]:
    return [one for one in DIMENSIONS if one in reading.recorded()]


def by_weight(found: Plan, chosen: Dimension) -> None:
    """The choice of what is ranked, the weights, the heaviest without a meeting as bars, and the whole ranking."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(_offered()) > 1:
            _choose(chosen)
        if reading.recorded() & DUE_DATES:
            weighing.choose(found.weights)
    for wrong in filter(None, (_absent(), weighing.fault())):
        screen.caption(wrong)
    if found.held(chosen):
        _bars(found, chosen)
        st.space("small")
    _ranking(found, chosen)


def _absent() -> str:
    """That the register does not record what the address asks to rank; nothing where it does."""
    wanted = st.query_params.get(_ADDRESS)
    name = next((told.ONE[one] for one in DIMENSIONS if one == wanted and one not in _offered()), None)
    return f"{sentence_case(name)}: {words.NOT_RECORDED[0].lower()}{words.NOT_RECORDED[1:]}" if name else ""


def _bars(found: Plan, chosen: Dimension) -> None:
    """The heaviest without a meeting, each bar with its rows; or why there is none."""
    if why := told.no_bars(found, chosen):
        screen.caption(why)
        return
    rows = rows_behind.open_ones(state.filters(), chosen)
    turn = rows_behind.in_the_register(state.filters(), chosen)
    chart.show(told.unplanned(found, chosen), key="weight", rows=rows, open_in_register=turn)


def _choose(chosen: Dimension) -> None:
    st.session_state[asked.key(_ADDRESS)] = chosen
    screen.segmented_control(
        "What is ranked", _offered(), format_func=lambda one: sentence_case(told.SEVERAL[one]),
        key=asked.key(_ADDRESS), required=True, label_visibility="collapsed", on_change=asked.take, args=(_ADDRESS,),
    )  # fmt: skip


def _ranking(found: Plan, chosen: Dimension) -> None:
    """The formula in words, the parts in columns, and the rows behind each line."""
    recorded = reading.recorded()
    with st.container(gap="xsmall"):
        opening.part(told.heading(found, chosen), told.formula(found.weights, recorded))
        alt = f"Open recommendations by {told.ONE[chosen]}, with their weight and the next meeting planned"
        counted.table(told.ranking(found, chosen, recorded), alt=alt, total=True)
        for caption in filter(None, (told.meanings(recorded), told.strangers(found, chosen))):
            screen.caption(caption)
        counted.rows(
            told.opened(found, chosen),
            rows_behind.open_ones(state.filters(), chosen),
            key="ranked",
            label=f"{sentence_case(told.ONE[chosen])} whose rows to see",
            name=f"forward-plan-by-{told.ONE[chosen].replace(' ', '-')}",
            frame=told.file(found, chosen, recorded),
            turn=lambda _: rows_behind.in_the_register(state.filters(), chosen),
        )
        _arrange(found, chosen)


def _arrange(found: Plan, chosen: Dimension) -> None:
    """Plan a meeting on one of the ranked: a way to the form of a new meeting, its name filled in."""
    names = [ranking.value for ranking in found.rankings[chosen] if ranking.is_named]
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.selectbox("Plan a meeting on", names, key=f"arrange_{chosen}", width=540)
        links.to(MEETINGS, "Open the form of a new meeting", **{DIMENSIONS[chosen]: name})


def on_themes() -> None:
    """On the page of themes: those without a meeting planned, most open first, and the way to the plan."""
    if "theme" not in reading.recorded():
        return
    with guard.protected(), st.container(gap="xsmall"):
        found = plan()
        opening.part(*told.on_themes(found))
        rows = told.themes_without(found, reading.recorded())
        if not rows.empty:
            tables.plain(rows, alt="Themes with open recommendations and no meeting planned")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if not rows.empty:
                downloads.csv(rows, "themes-without-a-meeting", key="csv_without_meeting")
            links.to("plan", "What weighs most, and the meetings to come: Forward plan")
    st.space("small")


def calendar(found: Plan) -> None:
    """The meetings to come by month; the first few stand open, the others a click away."""
    with st.container(gap="xsmall"):
        opening.part(*told.calendar(found))
        if first := found.coming[: told.MOST_MEETINGS]:
            tables.plain(told.entries(found, first), alt="The meetings to come")
        if later := found.coming[told.MOST_MEETINGS :]:
            with screen.expander(plural(len(later), "later one", "later ones")):
                tables.plain(told.entries(found, later), alt="Later meetings")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            links.to(MEETINGS, "Add or change a meeting: Meetings and actions")
            if found.coming:
                downloads.csv(told.calendar_file(found), "meetings-to-come", key="csv_calendar")
