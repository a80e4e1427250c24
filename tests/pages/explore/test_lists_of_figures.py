"""The links under figures: each list has as many recommendations as the figure, or its caption, says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analytics.filters import Filters
from analytics.measures import due_dates, filter_options, headline_figures
from analytics.measures.overview import overview
from analytics.register.database import Register
from pages.ui.explore import due_dates_view, overview_figures
from pages.ui.figures import Figure

CHOICES = {
    "all": Filters(),
    "a search": Filters(search="vetting"),
    "a source": Filters(source=("HMICFRS",)),
    "a tag": Filters(tag=("100-day plan",)),
    "proposed": Filters(status=("proposed for closure", "awaiting on-boarding")),
    "late": Filters(overdue="masked"),
    "late now": Filters(overdue="current"),
    "an earlier day": Filters(as_at=date(2022, 6, 30)),
    "reported": Filters(as_at=date(2022, 6, 30), known_at=date(2022, 6, 30)),
}


@pytest.fixture(scope="module")
def register(demonstration: Path) -> Register:
    return Register(demonstration)


def figures(register: Register, filters: Filters) -> list[Figure]:
    recorded = filter_options.recorded(register, Filters(as_at=filters.as_at, known_at=filters.known_at))
    of_overview = overview_figures.figures(overview(register, filters, recorded))
    return [*of_overview, *due_dates_view.figures(due_dates.dates(register, filters, recorded), filters)]


def number(register: Register, filters: Filters) -> int:
    """How many recommendations a list has."""
    return headline_figures.headline(register, filters).born


@pytest.mark.parametrize("filters", CHOICES.values(), ids=list(CHOICES))
def test_a_list_has_what_its_figure_counts(register: Register, filters: Filters) -> None:
    listed = [figure for figure in figures(register, filters) if figure.rows and figure.value]
    assert [(figure.label, number(register, figure.rows)) for figure in listed if figure.rows] == [
        (figure.label, figure.value) for figure in listed
    ]
    named = [
        (figure.caption, number(register, figure.caption_rows))
        for figure in figures(register, filters)
        if figure.caption_rows
    ]
    assert [words for words, rows in named if not words.startswith(f"{rows} ")] == []


def test_what_is_hidden_by_a_later_date_is_one_press_away(register: Register) -> None:
    late = next(figure for figure in figures(register, Filters()) if figure.label == "Open past the date first agreed")
    assert late.caption_rows is not None
    assert late.caption_rows.overdue == "masked"
