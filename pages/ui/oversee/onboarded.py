"""On-boarding on the screen: the queue by source, the decisions by month and route, and the exceptions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.charts import onboarding as told
from analytics.charts.months import month
from analytics.filters import BLANK
from analytics.measures.onboarding import MONTHS, Onboarding
from analytics.vocabulary import COLUMN, DATE_COLUMNS, Status, label
from pages.ui import chart, counted, downloads, menu, opening, reading, rows_behind, state, tables, words

_LABELS = {name: column.label for name, column in COLUMN.items()} | {"decided_on": "Decided", "days": "Days"}


def by_source(found: Onboarding) -> None:
    """What waits by source, each source leading to its queue, the longest waiting first."""
    subtitle = (
        f"Days since received; median of the days from received to decision in {MONTHS} months, none on fewer than ten"
    )
    opening.part(told.source_heading(found), subtitle)
    frame = told.by_source(found)
    counted.table(frame, alt="Recommendations awaiting on-boarding and decisions, by source", total=True)
    counted.rows(
        {source or BLANK: label("source", source) for source in found.sources() if found.waiting(source)},
        lambda source: _shown(found.queue[found.queue["source"] == ("" if source == BLANK else source)], _WAITING),
        key="awaiting",
        label="Source whose waiting recommendations to see",
        name="awaiting-on-boarding",
        frame=frame,
        turn=_turn,
    )


def by_month(found: Onboarding) -> None:
    """The decisions by month and route, each month leading to its decisions."""
    if found.decisions.empty:
        opening.part(told.month_heading(found), told.month_subtitle(found))
        return
    chart.show(told.months(found), key="decisions")
    frame = told.by_month(found)
    counted.table(frame, alt="Decisions to on-board by month and route", total=True)
    decided = frozenset(found.decisions["month"])
    months = {day.isoformat()[:7]: day for day in found.months if day in decided}
    counted.rows(
        {key: month(day) for key, day in months.items()},
        lambda key: _shown(found.decided(months[key]), _DECIDED),
        key="decided",
        label="Month whose decisions to see",
        name="decisions-by-month",
        frame=frame,
    )


def exceptions(found: Onboarding) -> None:
    """What is delivered without a decision; where the register dates none, that."""
    if "onboarded_on" not in reading.recorded():
        opening.part("A route or a programme without a decision", words.NOT_RECORDED)
        return
    opening.part(told.exception_heading(found), "Outstanding, with a route or a programme, and no day of a decision")
    if found.exceptions.empty:
        return
    frame = _shown(found.exceptions, tuple(found.exceptions.columns))
    tables.listing(frame, key="exceptions")
    downloads.csv(frame, "delivered-without-a-decision", key="csv_exceptions")


_WAITING = ("reference", "source", "text", "received_on", "days")
_DECIDED = ("reference", "source", "text", "delivery_route", "received_on", "decided_on", "days")


def _shown(rows: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Rows as a reader sees them; where the register holds no texts, by their report."""
    about = {"text": "report"} if "text" not in reading.recorded() and "report" in rows else {}
    shown = rows[[about.get(name, name) for name in columns]].copy()
    shown["source"] = shown["source"].map({source: label("source", source) for source in shown["source"].unique()})
    for name in shown.columns.intersection([*DATE_COLUMNS, "decided_on"]):
        shown[name] = pd.to_datetime(shown[name])
    if "days" in shown:
        shown["days"] = shown["days"].astype("Int64")
    return shown.rename(columns=_LABELS)


def _turn(source: str) -> Callable[[str], None] | None:
    """Turns to the register with what waits of a source chosen; None while the menu has no such page."""
    entry = next((entry for entry in menu.ENTRIES if entry.url_path == rows_behind.REGISTER), None)
    if entry is None:
        return None
    page = menu.path(entry)

    def turn(_: str) -> None:
        state.choose(replace(state.filters(), source=(source,), status=(str(Status.AWAITING),)))
        st.switch_page(page)

    return turn
