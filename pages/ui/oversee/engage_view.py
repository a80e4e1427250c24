"""What is tagged with Engage or the 100-day plan on the screen: by report, by cause of concern, what moved of late."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.filters import BLANK, Filters
from analytics.measures import recommendations
from analytics.measures.engage import Tagged, moved, narrowed
from analytics.sections import changes as moves
from analytics.sections import engage as section
from analytics.sections.dates_as_written import with_dates_as_written
from analytics.vocabulary import AS_WRITTEN, ENDED_STATES, OPEN_STATUSES, Membership
from pages.ui import (
    cached,
    changes_view,
    chart,
    count_table,
    headings,
    register_info,
    rows_behind,
    screen,
    sentences,
    session,
    table_part,
)


def reports(tagged: Tagged, key: str) -> None:
    """The recommendations as squares; and the open by report and route, each report leading to its rows."""
    drawn = section.squares_chart(tagged, register_info.recorded()) if key == "engage" else None
    if drawn:
        chart.show(drawn, key=f"{key}-squares", rows=lambda value: _squares_rows(tagged.membership, value))
    else:
        headings.section_heading(section.report_heading(tagged), section.by_report_subtitle(register_info.recorded()))
    with table_part.fold(f"{key}_report", "List by report and route"):
        _by_report(tagged, key)


def _by_report(tagged: Tagged, key: str) -> None:
    frame = section.by_report(tagged, register_info.recorded())
    count_table.table(
        frame, alt=f"Open recommendations tagged {tagged.membership.tag}, by report and route", total=True
    )
    filters = narrowed(session.filters(), tagged.membership)
    rows = tagged.by_report()
    names = rows.loc[rows["open"] > 0, "report"]
    count_table.rows(
        {name or BLANK: name or section.NO_REPORT for name in names},
        rows_behind.open_recommendations(filters, "report"),
        key=f"{key}_report",
        label="Choose a report",
        name=f"{key}-by-report-and-route",
        frame=frame,
        total=True,
        open_in_register=lambda _: rows_behind.in_register(filters, "report"),
    )


def causes(tagged: Tagged) -> None:
    """The causes of concern, each leading to the recommendations under it, open or not."""
    if "parent_reference" not in register_info.recorded():
        headings.section_heading("By cause of concern", sentences.NOT_RECORDED)
        return
    headings.section_heading(section.cause_heading(tagged), section.NOT_COUNTED)
    with table_part.fold("engage_cause"):
        _by_cause(tagged)


def _by_cause(tagged: Tagged) -> None:
    frame = section.by_cause(tagged, register_info.recorded())
    count_table.table(frame, alt="Causes of concern and the recommendations under them", total=True)
    rows = tagged.by_cause()
    count_table.rows(
        {
            name or BLANK: f"{name} {text}".strip() or section.NO_CAUSE
            for name, text, number in zip(rows["reference"], rows["text"], rows["recommendations"], strict=True)
            if number
        },
        lambda reference: _of_cause(tagged.membership, "" if reference == BLANK else reference),
        key="engage_cause",
        label="Choose a cause of concern",
        name="engage-by-cause-of-concern",
        frame=frame,
        total=True,
    )


_LISTED = {
    "reference": "Reference",
    "text": "Recommendation",
    "delivery_route": "Delivery route",
    "status": "Status",
    "due_on": "Due",
    "days_late": "Days late",
}


def _squares_rows(membership: Membership, value: str) -> pd.DataFrame:
    """The recommendations behind a row of squares: those open or ended, which have a square."""
    report, reference = section.report_and_cause(value)
    return _of_cause(membership, reference, report)


def _of_cause(membership: Membership, reference: str, report: str | None = None) -> pd.DataFrame:
    """The recommendations with the tag under one cause of concern, or under none; of any report, or of one."""
    filters = narrowed(session.filters(), membership)
    columns = (*_LISTED, AS_WRITTEN, "parent_reference", "report", "state")
    result = cached.result(recommendations.rows, filters, columns, "due date")
    of_cause = result[result["parent_reference"].fillna("") == reference]
    if report is not None:
        is_drawn = of_cause["status"].isin(OPEN_STATUSES) | of_cause["state"].isin(ENDED_STATES)
        of_cause = of_cause[is_drawn & (of_cause["report"].fillna("") == report)]
    table = of_cause[list(_LISTED)].copy()
    table["due_on"] = pd.to_datetime(table["due_on"])
    table["days_late"] = table["days_late"].astype("Int64")
    return with_dates_as_written(table.rename(columns=_LISTED), of_cause)


def of_the_fortnight(filters: Filters, membership: Membership) -> tuple[Any, ...]:
    """What is asked for the last fourteen days, as `cached` is asked."""
    return moved, filters, membership, changes_view.FIRST


def lately(membership: Membership) -> None:
    """What happened in the last fourteen days, by what happened, and where it did not, that."""
    result = cached.result(*of_the_fortnight(session.filters(), membership))
    headings.section_heading(
        section.fortnight(membership, result.as_at), f"{moves.of_period(result)} {moves.earlier(result)}".strip()
    )
    if result.events.empty:
        screen.caption("Nothing happened to any of them." if result.is_known else moves.no_movement_reason(result))
        return
    if not result.is_known:
        screen.caption(moves.dated(result))
    changes_view.moves_charts(result, narrowed(session.filters(), membership), membership.tag.lower())
    changes_view.lists(result, changes_view.group(result), narrowed(session.filters(), membership))
