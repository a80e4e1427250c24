"""The parts of the assurance page that need the reader's session: bars that lead to their rows, and the lists."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from analytics.charts.chart import TILE, TWO_TILES, Chart
from analytics.english import per_cent
from analytics.filters import BLANK, Filters
from analytics.measures import assurance, closure_rates, reopening
from analytics.measures.assurance import Assurance
from analytics.measures.due_dates import DUE_DATES
from analytics.measures.long_lists import ListedRows
from analytics.sections import assurance as section
from analytics.sections import closure_rates as timed
from analytics.vocabulary import label
from pages.ui import cached, chart, figures, params, register_info, sentences, table_part, tables
from pages.ui.chart import Absent, Block

NAMES = {
    "reference": "Reference",
    "source": "Source",
    "text": "Recommendation",
    "close_reason": "Reason",
    "ended_on": "Closed",
    "role": "Assured by",
    "outcome": "Issue addressed",
}
MOST_SOURCES = 6
_ALL_SOURCES = "whole_list"
RATES = (closure_rates.closure_by_cohort, closure_rates.on_time, reopening.reopening_rate, closure_rates.time_to_close)


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """A list at the foot: the name of its file, its measure, how it is put in words, the column that it needs.

    `alone` is what it is called where the one extract that is known cannot tell it.
    """

    name: str
    ask: Callable[..., ListedRows]
    tell: Callable[[ListedRows], tuple[tuple[str, str], pd.DataFrame]]
    column: str | None = None
    alone: str | None = None


LISTS = (
    List(name="reopened", ask=assurance.reopened, tell=section.reopened, alone="Reopened after closing"),
    List(name="sent-back", ask=assurance.sent_back, tell=section.sent_back, alone="Sent back"),
    List(name="closure-candidates", ask=assurance.candidates, tell=section.candidates, column="tags"),
    List(name="superseded", ask=assurance.superseded, tell=section.superseded, column="close_reason"),
)


def measures(filters: Filters, recorded: frozenset[str]) -> Assurance:
    """What the page opens with; what its rates and lists need is begun."""
    result: Assurance = cached.result(assurance.assurance, filters)
    total = st.query_params.get(_ALL_SOURCES)
    lists_shown = ((section_list.ask, filters, _first(section_list, total)) for section_list in _recorded(recorded))
    cached.start_early(*((ask, filters) for ask in RATES), *lists_shown)
    return result


def pair(outcome: Assurance, recorded: frozenset[str]) -> None:
    """Closed according to the owner, beside closed and checked by somebody else; a dash where no check is recorded."""
    closed, checked = section.confirmed(outcome)
    is_recorded = bool(recorded & section.CHECKED_BY_COLUMNS)
    share = f"{per_cent(checked / closed)} per cent of those closed" if closed else ""
    figures.row(
        [
            figures.Figure(label="Closed according to the owner", value=closed, caption="On the register as closed"),
            figures.Figure(
                label="Closed and checked by someone else",
                value=checked if is_recorded else None,
                caption=share if is_recorded else sentences.NOT_RECORDED,
            ),
        ]
    )


def first_charts(outcome: Assurance, filters: Filters, recorded: frozenset[str]) -> None:
    """The way to closure, each step within the last, beside the rate of closure by cohort; the steps as a table."""
    funnel: Block | Absent = Absent(headline="The steps to closure", sentence=sentences.NOT_RECORDED, width=TWO_TILES)
    if recorded & section.ASSURING:
        funnel = Block(chart=section.funnel(outcome), key="funnel")
    heading = ("Closed within 12 months of being made", sentences.NOT_RECORDED)
    has_reasons = "close_reason" in recorded
    drawn = None
    if "made_on" in recorded:
        by_cohort = cached.result(closure_rates.closure_by_cohort, filters)
        heading, _ = timed.cohorts(by_cohort, has_reasons=has_reasons)
        drawn = timed.cohort_line(by_cohort, timed.closure_target(os.environ), has_reasons=has_reasons)
    rates: Block | Absent = Absent(headline=heading[0], sentence=heading[1], width=TILE)
    rates = Block(chart=drawn, key="cohorts") if drawn else rates
    # What there is no picture of stands last.
    chart.show_tiles([rates, funnel] if isinstance(funnel, Absent) else [funnel, rates])
    if recorded & section.ASSURING:
        steps = ("The steps to closure", "The register does not record when assurance was given")
        table_part.show(steps, section.steps(outcome, recorded), name="steps-to-closure", is_folded=True)


def tiles(outcome: Assurance, filters: Filters, recorded: frozenset[str]) -> None:
    """The closed by who judged them, by the answer, by the reason; each bar leads to its rows."""
    if not outcome.closed():
        return
    chart.show_tiles(
        [
            _tile(
                "basis",
                section.by_basis,
                "Who judged the closed",
                outcome,
                filters,
                bool(recorded & section.CHECKED_BY_COLUMNS),
            ),
            _tile("outcome", section.by_outcome, "Issue addressed", outcome, filters, "assurance_outcome" in recorded),
            _tile("reason", section.by_reason, "Why closed", outcome, filters, "close_reason" in recorded),
        ]
    )


def lists(filters: Filters, recorded: frozenset[str]) -> None:
    """Those reopened, sent back, tagged as candidates, superseded."""
    param_value = params.param_value(_ALL_SOURCES, [section_list.name for section_list in LISTS])
    is_first = _extracts(filters) < 2
    for section_list in _recorded(recorded):
        if is_first and section_list.alone:
            table_part.absent(section_list.alone, section.NEEDS_TWO_EXTRACTS)
            continue
        listed: ListedRows = cached.result(section_list.ask, filters, _first(section_list, param_value))
        full_list = table_part.FullList(
            rows=listed.counts["listed"],
            read_all=partial(_all_rows, section_list, filters),
            see_all=partial(params.set_param, _ALL_SOURCES, section_list.name),
            is_seen=section_list.name == param_value,
        )
        table_part.show_first(*section_list.tell(listed), name=section_list.name, full_list=full_list)


def _all_rows(section_list: List, filters: Filters) -> pd.DataFrame:
    """Every row of a list, for its file."""
    return section_list.tell(cached.result(section_list.ask, filters))[1]


def _extracts(filters: Filters) -> int:
    """How many extracts are known by the as-at day."""
    facts = register_info.facts()
    day = min(filters.as_at or facts.newest, filters.known_at or facts.newest)
    return sum(extract <= day for extract in facts.extracts)


def _recorded(recorded: frozenset[str]) -> list[List]:
    """The lists that the register has the columns for."""
    return [section_list for section_list in LISTS if section_list.column is None or section_list.column in recorded]


def _first(section_list: List, full_list_name: str | None) -> int:
    """How many rows of a list are asked for: as many as may be shown."""
    return tables.MOST_ROWS if section_list.name == full_list_name else tables.HTML_ROWS


def rates(filters: Filters, recorded: frozenset[str]) -> None:
    """Closed in 12 months, on time, not closed, taken back, and how long it takes."""
    yearly = cached.result(closure_rates.on_time, filters)
    if recorded & DUE_DATES:
        on_time = timed.on_time(yearly, has_reasons="close_reason" in recorded)
        table_part.show(*on_time, name="closed-on-time", total=timed.ALL, is_folded=True)
    else:
        table_part.absent("Closed by the date first agreed", sentences.NOT_RECORDED)
    table_part.show(*timed.not_closed(yearly), name="not-closed", total=timed.ALL, is_folded=True)
    reopened = cached.result(reopening.reopening_rate, filters)
    table_part.show(*timed.reopened(reopened), name="reopened-after-closing", is_folded=True)
    if recorded & {"made_on", "received_on"}:
        _time_to_close(_curves(filters, yearly["source"]))
    else:
        table_part.absent("Time to close", sentences.NOT_RECORDED)


def _time_to_close(curves: dict[str, closure_rates.Curve]) -> None:
    """The curve, and beneath it what it says after so many months, by source; a line where it cannot be worked out."""
    heading, table = timed.times(curves)
    drawn = timed.chart(curves)
    if drawn is None:
        table_part.show(heading, table, name="time-to-close")
        return
    chart.show(drawn, key="still_open")
    st.space("small")
    table_part.show(
        (timed.in_numbers(curves), heading[1]), table, name="time-to-close-by-source", total=timed.ALL, is_folded=True
    )


def _curves(filters: Filters, sources: pd.Series[str]) -> dict[str, closure_rates.Curve]:
    """The curve of all, and of each of the largest sources where there are several."""
    several = list(sources.head(MOST_SOURCES)) if len(sources) > 1 else []
    result: dict[str, closure_rates.Curve] = cached.result(closure_rates.time_to_close, filters)
    return {source: result[source] for source in ("", *several) if source in result}


def _tile(
    column: str,
    draw: Callable[[Assurance], Chart],
    headline: str,
    outcome: Assurance,
    filters: Filters,
    is_recorded: bool,  # noqa: FBT001 - one fact of the register
) -> Block | Absent:
    if not is_recorded:
        return Absent(headline=headline, sentence=sentences.NOT_RECORDED, width=TILE)
    return Block(chart=draw(outcome), key=f"closed-{column}", rows=_rows(filters, column))


def _rows(filters: Filters, column: str) -> Callable[[str], pd.DataFrame]:
    def rows(value: str) -> pd.DataFrame:
        stored = "" if value == BLANK else value
        answer = cached.result(assurance.closures_with_value, filters, column, stored).copy()
        answer["source"] = [label("source", source) for source in answer["source"]]
        answer["ended_on"] = pd.to_datetime(answer["ended_on"])
        return answer.rename(columns=NAMES)

    return rows
