"""On-boarding on the screen: the queue by source and by advice, the decisions, and the exceptions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from analytics.charts.month_axis import month
from analytics.filters import BLANK, Filters
from analytics.measures import onboarding
from analytics.measures.onboarding import MONTHS, Onboarding
from analytics.sections import onboarding as section
from analytics.vocabulary import ADVICE_COLUMNS, COLUMN, DATE_COLUMNS, Status, label
from pages.ui import (
    cached,
    chart,
    count_table,
    download_menu,
    headings,
    menu,
    register_info,
    rows_behind,
    sentences,
    session,
    table_part,
    tables,
)
from pages.ui.chart import Block

_LABELS = {name: column.label for name, column in COLUMN.items()} | {
    "decided_on": "Decided",
    "days": "Days",
    "advice": "Advice",
}


def by_source(outcome: Onboarding, filters: Filters) -> None:
    """What waits by source, each source leading to its queue, the longest waiting first."""
    subtitle = (
        "Waits are in days since received. “Half decided within” is for sources with ten or more decisions in "
        f"{MONTHS} months"
    )
    if outcome.waiting():
        waits = Block(chart=section.queue_by_age(cached.result(onboarding.days_waiting, filters)), key="age")
        chart.show_tiles([waits, Block(chart=section.waiting_by_source(outcome), key="waiting")])
    headings.section_heading(section.source_heading(outcome), subtitle)
    with table_part.fold("awaiting"):
        _by_source(outcome, filters)


def _by_source(outcome: Onboarding, filters: Filters) -> None:
    frame = section.by_source(outcome)
    count_table.table(frame, alt="Recommendations awaiting on-boarding and decisions, by source", total=True)
    count_table.rows(
        {source or BLANK: label("source", source) for source in outcome.sources() if outcome.waiting(source)},
        lambda source: _waiting(cached.result(onboarding.queue, filters, _stored(source), None)),
        key="awaiting",
        label="Choose a source",
        name="awaiting-on-boarding",
        frame=frame,
        total=True,
        open_in_register=_open_register,
        drawn=_display_columns,
    )


def advice(outcome: Onboarding, filters: Filters) -> None:
    """What was advised of those that wait, each answer leading to its rows; nothing where advice is not recorded."""
    if not section.has_advice(register_info.recorded()) or not outcome.waiting():
        return
    headings.section_heading(
        section.advice_heading(outcome), "Whether achievable, as advised to the Portfolio and Investment Board"
    )
    with table_part.fold("advised"):
        _by_answer(outcome, filters)
    st.space("small")


def _by_answer(outcome: Onboarding, filters: Filters) -> None:
    frame = section.by_answer(outcome)
    count_table.table(frame, alt="Recommendations awaiting on-boarding, by source and by what was advised", total=True)
    with_waiting = {row["answer"] for row in outcome.undecided if row["waiting"]}
    count_table.rows(
        {answer or BLANK: heading for answer, heading in section.ANSWERS.items() if answer in with_waiting},
        lambda answer: _waiting(cached.result(onboarding.queue, filters, None, _stored(answer))),
        key="advised",
        label="Choose an answer",
        name="advice-on-boarding",
        frame=frame,
        total=True,
        drawn=_display_columns,
    )


def by_month(outcome: Onboarding, filters: Filters) -> None:
    """The decisions by month and route, each month leading to its decisions."""
    if not outcome.decided():
        headings.section_heading(section.month_heading(outcome), section.month_subtitle(outcome))
        return
    chart.show(section.months(outcome), key="decisions")
    with table_part.fold("decided", "List the decisions"):
        _by_month(outcome, filters)


def _by_month(outcome: Onboarding, filters: Filters) -> None:
    frame = section.by_month(outcome)
    count_table.table(frame, alt="Decisions to on-board by month and route", total=True)
    decided = {row["month"] for row in outcome.decisions}
    months = {day.isoformat()[:7]: day for day in outcome.months if day in decided}
    count_table.rows(
        {key: month(day) for key, day in months.items()},
        lambda key: _table(cached.result(onboarding.decided_in, filters, months[key]), _DECIDED),
        key="decided",
        label="Choose a month",
        name="decisions-by-month",
        frame=frame,
        total=True,
    )


def otherwise(outcome: Onboarding, filters: Filters) -> None:
    """The decisions that took another route than was advised; nothing where advice is not recorded."""
    if not section.has_advice(register_info.recorded()) or not outcome.decided():
        return
    headings.section_heading(section.otherwise_heading(outcome), section.otherwise_subtitle(outcome))
    if number := outcome.otherwise():
        first = _otherwise(cached.result(onboarding.decided_otherwise, filters, tables.MOST_ROWS))
        table = first.drop(columns=[_LABELS[name] for name in _OF_ADVICE_ALONE])
        tables.listing(table, key="otherwise", total=number, alt=section.otherwise_heading(outcome))
        all_rows = partial(onboarding.decided_otherwise, cached.register(), filters)
        download_menu.show(lambda: _otherwise(all_rows()), "decided-otherwise-than-advised", key="otherwise")
    st.space("small")


def exceptions(outcome: Onboarding, filters: Filters) -> None:
    """What is delivered without a decision; where the register dates none, that."""
    if "onboarded_on" not in register_info.recorded():
        headings.section_heading("A route or a programme without a decision", sentences.NOT_RECORDED)
        return
    headings.section_heading(
        section.exception_heading(outcome), "Outstanding, with a route or a programme, but with no recorded decision"
    )
    if number := outcome.exceptions():
        first = cached.result(onboarding.exceptions, filters, tables.MOST_ROWS)
        tables.listing(
            _table(first, _EXCEPTIONS), key="exceptions", total=number, alt=section.exception_heading(outcome)
        )
        all_rows = partial(onboarding.exceptions, cached.register(), filters)
        download_menu.show(lambda: _table(all_rows(), _EXCEPTIONS), "delivered-without-a-decision", key="exceptions")


_WAITING = ("reference", "source", "text", "received_on", "days")
_OTHERWISE = ("reference", "source", "text", *ADVICE_COLUMNS, "delivery_route", "decided_on")
_OF_ADVICE_ALONE = ("advised_on", "advised_achievable")
"""What the CSV of those decisions says of the advice and the page has no room for."""
_DECIDED = ("reference", "source", "text", "delivery_route", "received_on", "decided_on", "days")
_EXCEPTIONS = ("reference", "source", "text", "status", "delivery_route", "programme")


def _stored(chosen: str) -> str:
    """What the register holds of a choice: nothing, where it is of the blank ones."""
    return "" if chosen == BLANK else chosen


def _otherwise(rows: pd.DataFrame) -> pd.DataFrame:
    """Decisions with the route decided beside the one advised."""
    return _table(rows, _OTHERWISE).rename(columns={_LABELS["delivery_route"]: "Decided route"})


def _waiting(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that wait, and where advice is recorded who advised what and when, also in words."""
    if not section.has_advice(register_info.recorded()):
        return _table(rows, _WAITING)
    return _table(rows.assign(advice=section.advice_texts(rows)), (*_WAITING, *ADVICE_COLUMNS, "advice"))


def _display_columns(rows: pd.DataFrame) -> pd.DataFrame:
    """Of those rows what a page has room for: the advice in words, not in its columns, and the days, not since when."""
    if _LABELS["advice"] not in rows:
        return rows
    return rows.drop(columns=[_LABELS[name] for name in (*ADVICE_COLUMNS, "received_on")])


def _table(rows: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Rows as a reader sees them; where the register holds no texts, by their report."""
    about = {"text": "report"} if "text" not in register_info.recorded() and "report" in rows else {}
    table = rows[[about.get(name, name) for name in columns]].copy()
    table["source"] = table["source"].map({source: label("source", source) for source in table["source"].unique()})
    for name in table.columns.intersection([*DATE_COLUMNS, "decided_on"]):
        table[name] = pd.to_datetime(table[name])
    if "days" in table:
        table["days"] = table["days"].astype("Int64")
    return table.rename(columns=_LABELS)


def _open_register(source: str) -> Callable[[str], None] | None:
    """Turns to the register with what waits of a source chosen; None while the menu has no such page."""
    entry = next((entry for entry in menu.ENTRIES if entry.url_path == rows_behind.REGISTER), None)
    if entry is None:
        return None
    page = menu.path(entry)

    def open_in_register(_: str) -> None:
        session.choose(replace(session.filters(), source=(source,), status=(str(Status.AWAITING),)))
        st.switch_page(page)

    return open_in_register
