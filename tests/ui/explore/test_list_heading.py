"""The sentence above the list, and the columns and orders that a register can have."""

from __future__ import annotations

import pytest

from analytics.filters import EVERYTHING, Filters
from analytics.measures.headline_figures import Headline
from pages.ui.explore.list_heading import FIRST, offered, orders, sentence, usual


def found(**given: int) -> Headline:
    names = Headline.__dataclass_fields__
    return Headline(**{**dict.fromkeys(names, 0), **given})


OPEN = Filters(status=("open", "proposed for closure"))
SENTENCES = [
    (OPEN, found(open=152, overdue_current=38), 152, "longest overdue first",
     "152 open recommendations, longest overdue first"),
    (OPEN, found(open=152), 152, "longest overdue first", "152 open recommendations, earliest due first"),
    (EVERYTHING, found(open=152, overdue_current=1), 1748, "longest overdue first",
     "1,748 recommendations, 152 of them open, longest overdue first"),
    (EVERYTHING, found(open=152, overdue_current=1, dropped=1), 1748, "longest overdue first",
     "1,748 recommendations, 152 of them open and 1 no longer on the register, longest overdue first"),
    (Filters(status=("dropped",)), found(dropped=2), 2, "reference",
     "2 dropped recommendations, in order of reference"),
    (EVERYTHING, found(open=3), 3, "reference", "3 recommendations, in order of reference"),
    (Filters(status=("closed",)), found(), 2, "last closed first", "2 closed recommendations, last closed first"),
    (Filters(status=("closed",)), found(closed=1558, withdrawn_or_merged=62), 1558, "last closed first",
     "1,558 closed recommendations, 62 of them withdrawn or merged, last closed first"),
    (Filters(status=("closed",)), found(closed=2, withdrawn_or_merged=2), 2, "last closed first",
     "2 closed recommendations, all of them withdrawn or merged, last closed first"),
    (Filters(status=("closed",)), found(closed=1, withdrawn_or_merged=1), 1, "last closed first",
     "1 closed recommendation, withdrawn or merged"),
    (Filters(status=("awaiting on-boarding",)), found(), 31, "oldest first",
     "31 recommendations awaiting on-boarding, oldest first"),
    (Filters(status=("open", "closed")), found(open=1), 5, "newest first",
     "5 recommendations, 1 of them open, newest first"),
    (Filters(status=("open",)), found(open=138), 138, "newest first",
     "138 recommendations open but not proposed for closure, newest first"),
    (OPEN, found(open=1), 1, "newest first", "1 open recommendation"),
    (EVERYTHING, found(), 0, "reference", "No recommendations match these filters"),
]  # fmt: skip


@pytest.mark.parametrize(("filters", "headline", "number", "order", "expected"), SENTENCES)
def test_the_sentence_says_what_is_listed_and_how(
    filters: Filters, headline: Headline, number: int, order: str, expected: str
) -> None:
    assert sentence(filters, headline, number, order) == expected


def test_a_register_without_due_dates_is_not_ordered_by_them() -> None:
    assert orders({"reference", "made_on"})[0] == "newest first"
    assert orders({"reference", "due_on"})[0] == "longest overdue first"
    assert set(orders({"reference", "due_on"})) == set(FIRST)


def test_the_usual_columns_are_those_that_the_register_has() -> None:
    full = {"reference", "source", "text", "report", "due_on", "made_on", "status"}
    assert usual(full, 4) == ["reference", "source", "text", "due_on", "days_late"]
    assert usual(full, 1) == ["reference", "text", "due_on", "days_late"]
    assert usual({*full, "dates_as_written"}, 1) == ["reference", "text", "due_on", "days_late", "dates_as_written"]
    no_text = {"reference", "source", "status", "report", "addressed_to", "made_on"}
    assert usual(no_text, 1) == ["reference", "report", "addressed_to", "status", "made_on"]


def test_long_texts_are_read_beside_the_list_not_in_it() -> None:
    assert offered({"reference", "text", "progress_note", "due_on"}) == [
        "reference", "text", "due_on", "first_agreed_on", "redatings", "days_late",
    ]  # fmt: skip
    assert offered({"reference"}) == ["reference"]
