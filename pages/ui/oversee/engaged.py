"""What is tagged with Engage or the 100-day plan on the screen: by report, by cause of concern, what moved of late."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.charts import changes as moves
from analytics.charts import engage as told
from analytics.filters import BLANK, Filters
from analytics.measures import listing
from analytics.measures.engage import Tagged, moved, narrowed
from analytics.vocabulary import Membership
from pages.ui import cached, counted, opening, reading, rows_behind, screen, state, words
from pages.ui.prepare import changed


def reports(tagged: Tagged, key: str) -> None:
    """The open by report and route, each report leading to its rows."""
    opening.part(told.report_heading(tagged), "Open, by report and delivery route; late is past the date first agreed")
    frame = told.by_report(tagged)
    counted.table(frame, alt=f"Open recommendations tagged {tagged.membership.tag}, by report and route", total=True)
    filters = narrowed(state.filters(), tagged.membership)
    rows = tagged.by_report()
    names = rows.loc[rows["open"] > 0, "report"]
    counted.rows(
        {name or BLANK: name or told.NO_REPORT for name in names},
        rows_behind.open_ones(filters, "report"),
        key=f"{key}_report",
        label="Report whose rows to see",
        name=f"{key}-by-report-and-route",
        frame=frame,
        total=True,
        turn=lambda _: rows_behind.in_the_register(filters, "report"),
    )


def causes(tagged: Tagged) -> None:
    """The causes of concern, each leading to the recommendations under it, open or not."""
    if "parent_reference" not in reading.recorded():
        opening.part("By cause of concern", words.NOT_RECORDED)
        return
    opening.part(
        told.cause_heading(tagged), "A cause of concern is the parent of its recommendations and is not counted"
    )
    frame = told.by_cause(tagged)
    counted.table(frame, alt="Causes of concern and the recommendations under them", total=True)
    rows = tagged.by_cause()
    counted.rows(
        {
            name or BLANK: f"{name} {text}".strip() or told.NO_CAUSE
            for name, text, number in zip(rows["reference"], rows["text"], rows["recommendations"], strict=True)
            if number
        },
        lambda reference: _under(tagged.membership, reference),
        key="engage_cause",
        label="Cause of concern whose recommendations to see",
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


def _under(membership: Membership, reference: str) -> pd.DataFrame:
    """The recommendations with the tag under one cause of concern, or under none."""
    filters = narrowed(state.filters(), membership)
    result = cached.result(listing.rows, filters, (*_LISTED, "parent_reference"), "due date")
    under = result[result["parent_reference"].fillna("") == ("" if reference == BLANK else reference)]
    shown = under[list(_LISTED)].copy()
    shown["due_on"] = pd.to_datetime(shown["due_on"])
    shown["days_late"] = shown["days_late"].astype("Int64")
    return shown.rename(columns=_LISTED)


def of_the_fortnight(filters: Filters, membership: Membership) -> tuple[Any, ...]:
    """What is asked for the last fourteen days, as `cached` is asked."""
    return moved, filters, membership, changed.FIRST


def lately(membership: Membership) -> None:
    """What happened in the last fourteen days, by what happened, and where it did not, that."""
    result = cached.result(*of_the_fortnight(state.filters(), membership))
    opening.part(told.fortnight(membership), f"{moves.of_period(result)} {moves.earlier(result)}".strip())
    if result.events.empty:
        screen.caption("Nothing happened to any of them." if result.is_told else moves.untold(result))
        return
    if not result.is_told:
        screen.caption(moves.dated(result))
    changed.lists(result, changed.group(result), narrowed(state.filters(), membership))
