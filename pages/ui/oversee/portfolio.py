"""The programmes of change on the screen: Table 1, the matrix that leads to its rows, and one programme's own view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.charts import programmes as filed
from analytics.charts import turnaround as told
from analytics.filters import BLANK
from analytics.measures import position
from analytics.measures.changes import changes
from analytics.measures.overview import open_only
from analytics.measures.programmes import Programmes, programmes
from analytics.measures.turnaround import Portfolio, priority_mapping
from analytics.wording import day
from pages.ui import (
    asked,
    cached,
    counted,
    downloads,
    links,
    opening,
    reading,
    rows_behind,
    screen,
    state,
    table_part,
    tables,
    words,
)
from pages.ui.prepare import changed
from pages.ui.screen import Markdown

_ADDRESS = "of_programme"


def table_1(portfolio: Portfolio) -> None:
    """The open by strategic priority and route; a line instead where the register records no priority."""
    if "strategic_priority" not in reading.recorded():
        opening.part("Open, by strategic priority", words.NOT_RECORDED)
        return
    opening.part(
        told.heading(portfolio), f"Open, by strategic priority and delivery route. {told.of_framework(portfolio)}"
    )
    frame = told.table_1(portfolio)
    counted.table(frame, alt="Open recommendations by strategic priority and delivery route", total=True)
    held = {name or BLANK: name or told.NO_PRIORITY for name in portfolio.priorities() if portfolio.has(name)}
    filters = state.filters()
    counted.rows(
        held,
        rows_behind.open_ones(filters, "strategic_priority", agreed=True),
        key="priority",
        label="Strategic priority whose rows to see",
        name="open-by-priority-and-route",
        frame=frame,
        total=True,
        turn=lambda _: rows_behind.in_the_register(filters, "strategic_priority"),
    )


def mapping(portfolio: Portfolio) -> None:
    """How the priorities of one framework became those of another, where the register has given both."""
    rows = cached.result(priority_mapping, state.filters())
    if not rows.empty:
        heading, frame = told.mapping(rows, portfolio.told)
        table_part.show(heading, frame, name="priorities-from-framework-to-framework", letters=200)


def matrix(portfolio: Portfolio) -> None:
    """The open by programme and priority, each number leading to its rows."""
    if "programme" not in reading.recorded():
        opening.part("Open, by programme", words.NOT_RECORDED)
        return
    numbers = "" if "strategic_priority" not in reading.recorded() else (
        "columns are the priorities by their number above; "
    )  # fmt: skip
    late = "late is past the date first agreed, masked is late with a current due date that has not passed"
    opening.part(told.matrix_heading(portfolio), f"Open, by programme and strategic priority; {numbers}{late}")
    frame, cells = told.matrix(portfolio), told.cells(portfolio)
    counted.table(frame, alt="Open recommendations by programme and strategic priority", total=True)
    counted.rows(
        {key: said for key, (_, _, said) in cells.items()},
        lambda key: _cell(cells[key])(cells[key][0] or BLANK),
        key="matrix",
        label="Programme and priority whose rows to see",
        name="open-by-programme-and-priority",
        frame=frame,
        total=True,
        turn=lambda key: _turn(cells[key]),
    )


def _cell(cell: tuple[str, str, str]) -> Callable[[str], pd.DataFrame]:
    chosen = replace(state.filters(), programme=(cell[1] or BLANK,))
    return rows_behind.open_ones(chosen, "strategic_priority", agreed=True)


def _turn(cell: tuple[str, str, str]) -> Callable[[str], None] | None:
    turn = rows_behind.in_the_register(
        replace(state.filters(), programme=(cell[1] or BLANK,)), "strategic_priority"
    )  # fmt: skip
    return (lambda _: turn(cell[0] or BLANK)) if turn else None


def governance() -> None:
    """Mandates, SROs and assessments by programme, and what an ended one leaves behind; absent is said."""
    if "programme" not in reading.recorded():
        return
    result: Programmes | None = cached.result(programmes, state.filters())
    if result is None:
        opening.part("Mandates, SROs and equality impact", filed.ABSENT)
        return
    opening.part(filed.heading(result), filed.told(result))
    frame = filed.table(result)
    counted.table(frame, alt="Programmes with mandate, SRO and equality impact assessment")
    left = {name: f"{name}: {number}" for name, number in result.orphaned().items()}
    counted.rows(
        left,
        rows_behind.open_ones(state.filters(), "programme", agreed=True),
        key="orphaned",
        label="Ended programme whose open recommendations to see",
        name="programmes",
        frame=frame,
        turn=lambda _: rows_behind.in_the_register(state.filters(), "programme"),
    )
    if left:
        screen.markdown(Markdown("**{}.**").format(filed.orphans(result)))
        screen.caption(filed.gaps(result))
    else:
        screen.caption(f"{filed.orphans(result)}. {filed.gaps(result)}")


def _facts(found: Programmes | None, name: str) -> None:
    """What the programmes file says of one programme."""
    if found is None:
        screen.caption(f"Mandate, SRO, equality impact, benefits, risks and issues: {filed.ABSENT.lower()}")
        return
    if name in found.orphaned():
        st.markdown("**This programme has ended: its open recommendations are orphaned.**")
    if lines := filed.of_one(found, name):
        tables.plain(pd.DataFrame(lines, columns=["What", "Which"]), alt=f"What the programmes file says of {name}")
    else:
        screen.caption(f"The programmes file of {day(found.told_on)} does not name it.")


def own_view(portfolio: Portfolio) -> None:
    """One programme, chosen in the address: its position, what moved since the extract before, and its rows."""
    offered = [name for name in portfolio.by_programme()["programme"] if name]
    if not offered:
        return
    opening.part("One programme", "Its position, what moved since the extract before, and its recommendations")
    name = _choose(offered)
    if name is None:
        return
    filters = replace(state.filters(), programme=(name,))
    now = cached.result(position.headline, open_only(filters))
    dated = bool(reading.recorded() & told.DUE_DATES)
    screen.markdown(told.of_programme(now.open, now.overdue_original, now.overdue_masked, dated=dated))
    _facts(cached.result(programmes, filters), name)
    moving = replace(filters, status=())
    changed.the_sum(cached.result(changes, moving, None, 1), moving, "the programme")
    rows = rows_behind.open_ones(state.filters(), "programme", agreed=True)(name)
    if not rows.empty:
        tables.listing(rows, key="of_programme_rows")
        downloads.csv(rows, f"open-of-{name}", key="csv_of_programme")
    links.to("changes", "What happened to each since the last meeting: Changes")


def _choose(offered: list[str]) -> str | None:
    name = asked.chosen(_ADDRESS, offered, _not_offered)
    st.selectbox(
        "Programme", offered, placeholder="Choose a programme", key=asked.key(_ADDRESS), on_change=asked.take,
        args=(_ADDRESS,), width=348, index=None,
    )  # fmt: skip
    return name


def _not_offered(name: str) -> str:
    narrowed = " that matches these filters" if state.filters().count() else ""
    return f"No open recommendation{narrowed} is in a programme called “{name}” as at this day."
