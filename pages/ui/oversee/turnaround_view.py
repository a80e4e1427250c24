"""The programmes of change on the screen: Table 1, the matrix that leads to its rows, and one programme's own view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.english import count, day
from analytics.filters import BLANK
from analytics.measures import headline_figures
from analytics.measures.changes import changes
from analytics.measures.due_dates import DUE_DATES
from analytics.measures.overview import open_only
from analytics.measures.programmes import Programmes, programmes
from analytics.measures.turnaround import Portfolio, priority_mapping
from analytics.sections import programmes as filed
from analytics.sections import turnaround as section
from pages.ui import (
    cached,
    changes_view,
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
    table_part,
    tables,
)
from pages.ui.screen import Markdown

_ADDRESS = "of_programme"


def by_programme(portfolio: Portfolio) -> None:
    """A bar a programme, late part shaded, each leading to its rows."""
    if "programme" not in register_info.recorded() or portfolio.by_programme()["programme"].eq("").all():
        return
    filters = session.filters()
    chart.show(
        section.programme_bars(portfolio, register_info.recorded()),
        key="programme",
        rows=rows_behind.open_recommendations(filters, "programme", agreed=True),
        open_in_register=rows_behind.in_register(filters, "programme"),
    )


def table_1(portfolio: Portfolio) -> None:
    """The open by strategic priority and route; a line instead where the register records no priority."""
    if "strategic_priority" not in register_info.recorded():
        headings.section_heading("Open, by strategic priority", sentences.NOT_RECORDED)
        return
    headings.section_heading(
        section.heading(portfolio), f"{section.BY_PRIORITY_AND_ROUTE}. {section.of_framework(portfolio)}"
    )
    with table_part.fold("priority"):
        _table_1(portfolio)


def _table_1(portfolio: Portfolio) -> None:
    frame = section.table_1(portfolio)
    count_table.table(frame, alt="Open recommendations by strategic priority and delivery route", total=True)
    priorities = {name or BLANK: name or section.NO_PRIORITY for name in portfolio.priorities() if portfolio.has(name)}
    filters = session.filters()
    count_table.rows(
        priorities,
        rows_behind.open_recommendations(filters, "strategic_priority", agreed=True),
        key="priority",
        label="Choose a strategic priority",
        name="open-by-priority-and-route",
        frame=frame,
        total=True,
        open_in_register=lambda _: rows_behind.in_register(filters, "strategic_priority"),
    )


def mapping(portfolio: Portfolio) -> None:
    """How the priorities of one framework became those of another, where the register has given both."""
    rows = cached.result(priority_mapping, session.filters())
    if not rows.empty:
        heading, frame = section.mapping(rows, portfolio.frameworks)
        table_part.show(heading, frame, name="priorities-from-framework-to-framework", letters=200, is_folded=True)


def matrix(portfolio: Portfolio) -> None:
    """The open by programme and priority, each number leading to its rows."""
    if "programme" not in register_info.recorded():
        headings.section_heading("Open, by programme", sentences.NOT_RECORDED)
        return
    numbers = (
        ""
        if "strategic_priority" not in register_info.recorded()
        else "Columns: the priorities, by their number above. "
    )
    late = "Late: past the date first agreed. Masked: late, with a current due date that has not passed"
    headings.section_heading(
        "Programmes and the priorities they deliver", f"Open, by programme and strategic priority. {numbers}{late}"
    )
    with table_part.fold("matrix"):
        _matrix(portfolio)


def _matrix(portfolio: Portfolio) -> None:
    frame, cells = section.matrix(portfolio), section.cells(portfolio)
    count_table.table(frame, alt="Open recommendations by programme and strategic priority", total=True)
    count_table.rows(
        {key: text for key, (_, _, text) in cells.items()},
        lambda key: _cell(cells[key])(cells[key][0] or BLANK),
        key="matrix",
        label="Choose a programme and priority",
        name="open-by-programme-and-priority",
        frame=frame,
        total=True,
        open_in_register=lambda key: _open_register(cells[key]),
    )


def _cell(cell: tuple[str, str, str]) -> Callable[[str], pd.DataFrame]:
    chosen = replace(session.filters(), programme=(cell[1] or BLANK,))
    return rows_behind.open_recommendations(chosen, "strategic_priority", agreed=True)


def _open_register(cell: tuple[str, str, str]) -> Callable[[str], None] | None:
    open_priority = rows_behind.in_register(
        replace(session.filters(), programme=(cell[1] or BLANK,)), "strategic_priority"
    )
    return (lambda _: open_priority(cell[0] or BLANK)) if open_priority else None


def governance() -> None:
    """Mandates, SROs and assessments by programme, and what an ended one leaves behind; absent is said."""
    if "programme" not in register_info.recorded():
        return
    result: Programmes | None = cached.result(programmes, session.filters())
    if result is None:
        headings.section_heading("Mandates, SROs and equality impact", filed.ABSENT)
        return
    headings.section_heading(filed.heading(result), filed.source_file_note(result))
    with table_part.fold("orphaned"):
        left = _governance(result)
    if left:
        screen.markdown(Markdown("**{}.**").format(filed.orphans(result)))
        screen.caption(filed.gaps(result))
    else:
        screen.caption(f"{filed.orphans(result)}. {filed.gaps(result)}")


def _governance(result: Programmes) -> dict[str, str]:
    """The table of the programmes; those that have ended and still have open recommendations."""
    frame = filed.table(result)
    count_table.table(frame, alt="Programmes with mandate, SRO and equality impact assessment")
    left = {name: f"{name}: {count(number)}" for name, number in result.orphaned().items()}
    count_table.rows(
        left,
        rows_behind.open_recommendations(session.filters(), "programme", agreed=True),
        key="orphaned",
        label="Choose a programme that has ended",
        name="programmes",
        frame=frame,
        open_in_register=lambda _: rows_behind.in_register(session.filters(), "programme"),
    )
    return left


def _facts(answer: Programmes | None, name: str) -> None:
    """What the programmes file says of one programme."""
    if answer is None:
        screen.caption(f"Mandate, SRO, equality impact, benefits, risks and issues: {filed.ABSENT.lower()}")
        return
    if name in answer.orphaned():
        st.markdown("**This programme has ended. Its open recommendations still belong to it.**")
    if lines := filed.programme_details(answer, name):
        tables.plain(pd.DataFrame(lines, columns=["What", "Which"]), alt=f"What the programmes file says of {name}")
    else:
        screen.caption(f"The programmes file of {day(answer.extract_day)} does not name it.")


def own_view(portfolio: Portfolio) -> None:
    """One programme, chosen in the address: its position, what moved since the extract before, and its rows."""
    offered = [name for name in portfolio.by_programme()["programme"] if name]
    if not offered:
        return
    headings.section_heading(
        "One programme", "Its position, what moved since the extract before, and its recommendations"
    )
    name = _choose(offered)
    if name is None:
        return
    filters = replace(session.filters(), programme=(name,))
    now = cached.result(headline_figures.headline, open_only(filters))
    dated = bool(register_info.recorded() & DUE_DATES)
    screen.markdown(section.of_programme(now.open, now.overdue_original, now.overdue_masked, dated=dated))
    _facts(cached.result(programmes, filters), name)
    moving = replace(filters, status=())
    changes_view.the_sum(cached.result(changes, moving, None, 1), moving, "the programme")
    rows = rows_behind.open_recommendations(session.filters(), "programme", agreed=True)(name)
    if not rows.empty:
        tables.listing(rows, key="of_programme_rows", alt=f"Open recommendations of {name}")
        download_menu.show(rows, f"open-of-{name}", key="of_programme")
    links.to("changes", "What happened to each since the last meeting: Changes")


def _choose(offered: list[str]) -> str | None:
    name = params.param_value(_ADDRESS, offered, _not_offered)
    screen.selectbox(
        "Programme",
        offered,
        placeholder="Choose a programme",
        key=params.widget_key(_ADDRESS),
        on_change=params.save_widget_value,
        args=(_ADDRESS,),
        width=348,
        index=None,
    )
    return name


def _not_offered(name: str) -> str:
    narrowed = " that matches these filters" if session.filters().count() else ""
    return f"No open recommendation{narrowed} is in a programme called “{name}” as at this day."
