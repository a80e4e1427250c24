"""Filters: one table of choices and what each is in SQL, in the address and in English."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import WrongFilter
from analytics.filters import (
    BLANK,
    EVERYTHING,
    FIELD,
    FIELDS,
    FIRST_DAY,
    LAST_DAY,
    NONE,
    OVERDUE,
    Filters,
    from_address,
    from_query,
    possible_day,
    search_words,
)
from analytics.vocabulary import allowed_values

COUNTED = "(kind is null or kind not in ('cause of concern', 'advice'))"

CASES: list[tuple[Filters, str, dict[str, Any], str]] = [
    (EVERYTHING, COUNTED, {}, ""),
    (Filters(source=("DARA",)), f"{COUNTED} and (source in $source)", {"source": ["DARA"]}, "DARA internal audit"),
    (
        Filters(source=("HMICFRS", "IOPC"), overdue="original"),
        f"{COUNTED} and (source in $source) and overdue_original",
        {"source": ["HMICFRS", "IOPC"]},
        "HMICFRS or IOPC · past the date first agreed",
    ),
    (Filters(kind=("advice",)), "(kind in $kind)", {"kind": ["advice"]}, "Advice"),
    (
        Filters(risk=("high", BLANK)),
        f"{COUNTED} and (risk in $risk or risk is null)",
        {"risk": ["high"]},
        "High or no risk",
    ),
    (
        Filters(status=("open", "proposed for closure")),
        f"{COUNTED} and (status in $status)",
        {"status": ["open", "proposed for closure"]},
        "Open or proposed for closure",
    ),
    (
        Filters(status=("open",)),
        f"{COUNTED} and (status in $status)",
        {"status": ["open"]},
        "Open but not proposed for closure",
    ),
    (
        Filters(status=("open", "closed")),
        f"{COUNTED} and (status in $status)",
        {"status": ["open", "closed"]},
        "Closed or open but not proposed for closure",
    ),
    (Filters(theme=(BLANK,)), f"{COUNTED} and (theme is null)", {}, "no theme"),
    (Filters(status=(NONE,)), f"{COUNTED} and (status in $status)", {"status": [NONE]}, "none at all"),
    (Filters(tag=("Engage",)), f"{COUNTED} and (list_has_any(tags, $tag))", {"tag": ["Engage"]}, "Engage"),
    (Filters(tag=(BLANK,)), f"{COUNTED} and (coalesce(len(tags), 0) = 0)", {}, "no tags"),
    (
        Filters(owner=("Head of custody", BLANK)),
        f"{COUNTED} and (owner_role in $owner or owner_role is null)",
        {"owner": ["Head of custody"]},
        "owned by Head of custody or no owner",
    ),
    (
        Filters(addressed_to=("Chief constables", "Home Office")),
        f"{COUNTED} and (list_has_any(addressed_to, $addressed_to))",
        {"addressed_to": ["Chief constables", "Home Office"]},
        "addressed to Chief constables or Home Office",
    ),
    (
        Filters(addressed_to=(BLANK,)),
        f"{COUNTED} and (coalesce(len(addressed_to), 0) = 0)",
        {},
        "no addressee",
    ),
    (
        Filters(made_from=date(2022, 4, 1), closed_to=date(2022, 11, 28)),
        f"{COUNTED} and made_on >= $made_from and closed_on <= $closed_to",
        {"made_from": date(2022, 4, 1), "closed_to": date(2022, 11, 28)},
        "made since 1 April 2022 · closed or withdrawn up to 28 November 2022",
    ),
    (
        Filters(received_from=date(2022, 4, 1), due_to=date(2022, 11, 28)),
        f"{COUNTED} and received_on >= $received_from and due_on <= $due_to",
        {"received_from": date(2022, 4, 1), "due_to": date(2022, 11, 28)},
        "received since 1 April 2022 · due up to 28 November 2022",
    ),
    (
        Filters(entered_from=date(2022, 4, 1)),
        f"{COUNTED} and born_on >= $entered_from",
        {"entered_from": date(2022, 4, 1)},
        "entered the register since 1 April 2022",
    ),
    (Filters(received=BLANK), f"{COUNTED} and received_on is null", {}, "no received date"),
    (
        Filters(due_from=date(2022, 4, 1), due=BLANK),
        f"{COUNTED} and (due_on >= $due_from or due_on is null)",
        {"due_from": date(2022, 4, 1)},
        "due since 1 April 2022 · or no due date",
    ),
    (
        Filters(search="Vetting  Rules"),
        f"{COUNTED} and contains(search_text, $search_0) and contains(search_text, $search_1)",
        {"search_0": "vetting", "search_1": "rules"},
        "containing “Vetting  Rules”",
    ),
    (Filters(as_at=date(2022, 1, 31)), COUNTED, {}, ""),
]


@pytest.mark.parametrize(("chosen", "sql", "bound", "words"), CASES)
def test_a_choice_in_sql_and_in_english(chosen: Filters, sql: str, bound: dict[str, Any], words: str) -> None:
    assert (chosen.where().sql, chosen.where().bound) == (sql, bound)
    assert chosen.describe() == words


def test_of_very_many_values_it_is_said_how_many() -> None:
    names = tuple(f"Name {number}" for number in range(9))
    assert Filters(report=names[:8]).describe().endswith("Name 6 or Name 7")
    assert Filters(report=names).describe() == "one of 9 reports"
    assert Filters(addressed_to=names).describe() == "one of 9 addressees"
    both = Filters(strategic_priority=names, status=names).describe()
    assert both == "one of 9 statuses · one of 9 strategic priorities"


def texts() -> st.SearchStrategy[str]:
    return st.text(min_size=1, max_size=12)


@st.composite
def choices(draw: st.DrawFn) -> Filters:
    """Any choice at all."""
    chosen: dict[str, Any] = {}
    for field in FIELDS:
        if not draw(st.booleans()):
            continue
        if field.has_values:
            allowed = allowed_values(field.column)
            words = st.sampled_from((*allowed, BLANK)) if allowed else texts()
            chosen[field.name] = tuple(draw(st.lists(words, min_size=1, max_size=3, unique=True)))
        elif field.type in ("from", "to", "day"):
            chosen[field.name] = draw(st.dates(FIRST_DAY, LAST_DAY))
        elif field.type == "no date":
            chosen[field.name] = BLANK
        else:
            chosen[field.name] = draw(st.sampled_from(sorted(OVERDUE)) if field.type == "overdue" else texts())
    return Filters(**chosen)


@given(choices())
def test_the_address_says_the_whole_choice(chosen: Filters) -> None:
    assert from_query(chosen.to_query()) == chosen


@given(choices())
def test_what_a_reader_wrote_never_enters_the_text_of_a_query(chosen: Filters) -> None:
    condition, bound = chosen.where().sql, chosen.where().bound
    written = dataclasses.replace(
        chosen,
        **{field.name: ("x",) for field in FIELDS if field.has_values and getattr(chosen, field.name)},
    )
    names = {field.name for field in FIELDS if field.has_values}
    if all(BLANK not in getattr(chosen, name) for name in names):
        assert condition == written.where().sql
    assert all(f"${name}" in condition for name in bound)


@given(choices())
def test_a_choice_without_its_fields_is_everything(chosen: Filters) -> None:
    assert chosen.without(*FIELD) == EVERYTHING
    assert chosen.without("as_at", "known_at").count() == chosen.count()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"colour": ["red"]}, "There is no filter called 'colour'"),
        ({"as_at": ["28/11/2022"]}, "'28/11/2022' is not a date. Write it as year-month-day"),
        ({"as_at": ["0001-01-01"]}, "As at: 0001-01-01 lies outside 1900 to 2200"),
        ({"status": ["opne"]}, "Status: 'opne' is not one of awaiting on-boarding, open, "),
        (
            {"overdue": ["very"]},
            "'very' is not one of “past the date first agreed”, “past the current date”, ",
        ),
    ],
)
def test_what_cannot_be_a_filter_is_said(query: dict[str, list[str]], sentence: str) -> None:
    with pytest.raises(WrongFilter, match=sentence.replace("(", r"\(")):
        from_query(query)


def test_a_search_is_for_words_in_any_case() -> None:
    assert search_words("  Stop AND search ") == ["stop", "and", "search"]
    assert search_words(None) == []


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ({"status": ["Closed"]}, Filters(status=("closed",))),
        ({"status": ["Open but not proposed for closure", "open"]}, Filters(status=("open",))),
        ({"kind": ["Advice", "advice", "Not recorded"]}, Filters(kind=("advice", BLANK))),
        ({"overdue": ["Past the date first agreed"]}, Filters(overdue="original")),
        ({"overdue": ["No due date"]}, Filters(overdue="no due date")),
    ],
)
def test_capitals_and_what_a_screen_says_are_taken_for_the_stored_value(
    query: dict[str, list[str]], chosen: Filters
) -> None:
    assert from_query(query) == chosen


def test_a_word_that_no_row_can_hold_is_kept_where_it_is_told_elsewhere() -> None:
    assert from_query({"status": ["opne"]}, checked=False) == Filters(status=("opne",))


def test_a_search_of_very_many_letters_is_refused() -> None:
    assert from_query({"search": "a" * 1_000}).search == "a" * 1_000
    with pytest.raises(WrongFilter, match="at most 1,000 letters are looked for, not 1,001"):
        from_query({"search": "a" * 1_001})


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31", "yesterday", ""])
def test_no_register_is_about_such_a_day(text: str) -> None:
    with pytest.raises(ValueError):
        possible_day(text)


def test_a_register_may_be_about_such_a_day() -> None:
    assert (possible_day("1900-01-01"), possible_day("2200-12-31")) == (FIRST_DAY, LAST_DAY)


def test_an_address_gives_what_can_be_read_and_says_what_cannot() -> None:
    query = {"theme": ["Custody", " "], "made_from": ["soon"], "source": [""], "overdue": ["often"], "page": ["2"]}
    chosen, wrong = from_address(query)
    assert chosen == Filters(theme=("Custody",))
    assert [sentence.partition(":")[0] for sentence in wrong] == ["Made from", "Overdue"]
