"""A date that is known only as a month, a quarter or a word is shown so wherever the date is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analytics.files.pack.sections import slippage
from analytics.filters import EVERYTHING
from analytics.measures import assurance as assurance_measures
from analytics.measures import responses, themes
from analytics.measures.changes import happened, in_term
from analytics.measures.due_dates import most_redated
from analytics.register.database import Register
from analytics.sections import assurance
from analytics.sections import responses as responses_section
from analytics.sections.changes import lines
from analytics.sections.dates_as_written import HEADING, dates_as_written, with_dates_as_written
from analytics.vocabulary import EventKind
from pages.ui.explore import due_dates_view
from tests.registers import write_register

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
ROW: dict[str, Any] = {
    "reference": "R-1", "source": "HMICFRS", "status": "open", "text": "Do it", "theme": "Custody",
    "due_on": date(2022, 10, 31), "dates_as_written": ["due_on: Oct-22"], "tags": ["Closure candidate"],
    "report": "PEEL", "report_published_on": date(2022, 11, 1),
}  # fmt: skip
LATER = {**ROW, "due_on": date(2023, 3, 31), "dates_as_written": ["due_on: Q4 2022/23", "report_published_on: Nov-22"]}
WORDS = "Due: end of Q4 2022/23"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return Register(write_register(tmp_path_factory.mktemp("register"), {OCTOBER: [ROW], NOVEMBER: [LATER]}))


def test_every_list_with_a_due_date_has_its_words(register: Register) -> None:
    lists = [
        most_redated(register, EVERYTHING),
        in_term(register, EVERYTHING, OCTOBER, "closing"),
        themes.recommendations_with_value(register, EVERYTHING, "theme", "Custody", ""),
        assurance_measures.candidates(register, EVERYTHING).rows,
    ]
    for rows in lists:
        assert [words.partition(";")[0] for words in dates_as_written(rows)] == [WORDS]


def test_the_page_of_dates_and_the_list_of_candidates_show_the_words(register: Register) -> None:
    assert WORDS in due_dates_view._table(most_redated(register, EVERYTHING))[HEADING].iloc[0]
    _, shown = assurance.candidates(assurance_measures.candidates(register, EVERYTHING))
    assert WORDS in shown[HEADING].iloc[0]


def test_a_new_date_is_said_as_the_register_says_it(register: Register) -> None:
    result = happened(register, EVERYTHING, OCTOBER)
    shown = lines(result.of(EventKind.RE_DATED), EventKind.RE_DATED)
    assert shown["Before → after"].tolist() == ["31 October 2022 → end of Q4 2022/23, 151 days later"]


def test_a_response_shows_the_words_of_the_dates_that_it_follows_from(register: Register) -> None:
    result = responses.responses(register, EVERYTHING, frozenset({"responded_on", "report_published_on"}))
    shown = responses_section.awaited(result, *set(result.clocked["standing"]))
    assert shown[HEADING].tolist() == ["Report published: Nov-22"]


def test_a_list_without_such_dates_has_no_column_for_them() -> None:
    rows = pd.DataFrame({"reference": ["R-1"], "dates_as_written": [[]]})
    assert list(with_dates_as_written(pd.DataFrame({"Reference": ["R-1"]}), rows)) == ["Reference"]
    assert slippage.COLUMNS[-1] == "dates_as_written"
