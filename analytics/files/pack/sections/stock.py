"""The open month by month: how many there were, what came and what went."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from analytics.english import day
from analytics.files.pack.blocks import sentences, table
from analytics.files.pack.content import Block, Picture, Plot
from analytics.files.pack.context import PackContext
from analytics.measures.overview import Overview
from analytics.measures.stock_and_flow import SIGNS
from analytics.sections.changes import TERMS
from analytics.sections.headline import left_out
from analytics.sections.stock_over_time import not_shown, open_over_time

MONTHS = 12


def stock(material: PackContext) -> Iterator[Block]:
    """Stock and flow over two years, and the last twelve months as sums: those that the register shows."""
    result = material.overview
    chart = open_over_time(result.months, result.flows, result.covered)
    yield from (Picture(chart, Plot.STOCK_AND_FLOW),) if chart else sentences(not_shown(result.covered))
    adds_up = "Each row adds up: outstanding before, each change with its sign, outstanding at the month’s end."
    known = f"All months use the information of {day(material.dates.known_at)}, not what was reported then."
    twice = "A closure that was later reopened counts here, and again as reopened. The bars of the chart leave it out."
    rows = _months_shown(result)
    note = " ".join((adds_up, known, *((twice,) if rows["reopened"].any() else ())))
    yield from table("Month by month", by_month(result), note=note)
    yield from sentences(left_out(material.filters))


def by_month(overview: Overview) -> pd.DataFrame:
    """A row a month, oldest first: the opening, every signed term that is not zero throughout, the closing."""
    rows = _months_shown(overview)
    terms = {TERMS[name]: sign * rows[name] for name, sign in SIGNS.items() if rows[name].any()}
    ends = {"Month’s end": rows["day"], "Before": rows["opening"].astype(int)}
    return pd.DataFrame({**ends, **terms, "Outstanding": rows["outstanding"], "Open": rows["open"]})


def _months_shown(overview: Overview) -> pd.DataFrame:
    """The last twelve months of `stock_and_flow.by_day`, those alone that the register shows."""
    days = list(overview.months["day"])
    is_shown = [overview.covered.shows_statement(after, until) for after, until in pairwise(days)]
    return overview.months.iloc[1:][is_shown].tail(MONTHS)
