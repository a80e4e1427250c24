"""A register of eight rows and two extracts, small enough for every count to be worked out in a comment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.filters import BLANK, EVERYTHING, Filters
from analytics.measures import (
    ages,
    close_reasons,
    due_dates,
    figures,
    filter_options,
    headline_figures,
    received_and_closed,
    recommendations,
    stock_and_flow,
)
from analytics.register.database import Register
from analytics.vocabulary import NOVEMBER_2022
from tests.registers import write_register

D = date
JANUARY, FEBRUARY = D(2022, 1, 31), D(2022, 2, 28)


def row(reference: str, source: str, status: str, made_on: date | None, **more: object) -> dict[str, object]:
    """One row, with what every row of this register fills."""
    return {"reference": reference, "source": source, "status": status, "made_on": made_on, **more}


CUSTODY = {"owner_role": "Head of custody", "addressed_to": ["Chief constables"], "business_group": "Met Operations"}
DUPLICATE = {"close_reason": "duplicate"}
VETTING = {"owner_role": "Head of vetting", "addressed_to": ["Chief constables", "Home Office"]}

ROWS_JANUARY = [
    row("A", "DARA", "open", D(2021, 2, 28), report="One", due_on=D(2022, 1, 31), tags=["Engage"]),
    row("B", "DARA", "open", D(2021, 3, 1), report="One", due_on=D(2022, 3, 1), risk="high"),
    row("C", "HMICFRS", "closed", D(2020, 6, 1), closed_on=D(2021, 6, 1), close_reason="implemented"),
    row("D", "HMICFRS", "awaiting on-boarding", D(2022, 1, 15), report="Two"),
    row("E", "IOPC", "open", None),
    row("K", "HMICFRS", "open", D(2021, 1, 1), kind="cause of concern", report="Two"),
]
ROWS_FEBRUARY = [
    # A was due on 31 January and has been given a later date: masked.
    row("A", "DARA", "open", D(2021, 2, 28), report="One", due_on=D(2022, 6, 30), tags=["Engage"], **CUSTODY),
    row("B", "DARA", "closed", D(2021, 3, 1), report="One", closed_on=D(2022, 2, 10), **VETTING, **DUPLICATE),
    row("C", "HMICFRS", "closed", D(2020, 6, 1), closed_on=D(2021, 6, 1), close_reason="implemented"),
    row(
        "D",
        "HMICFRS",
        "open",
        D(2022, 1, 15),
        report="Two",
        onboarded_on=D(2022, 2, 20),
        due_on=D(2022, 2, 27),
        theme="Stop and search",
    ),
    # E has vanished: dropped. F was made in February; G was made in 2019 and told late; both are of one report.
    row("F", "HMICFRS", "proposed for closure", D(2022, 2, 2), report="Two", due_on=D(2022, 2, 28)),
    row("G", "HMICFRS", "closed", D(2019, 5, 5), report="Two", closed_on=D(2022, 2, 1), close_reason="implemented"),
    row("K", "HMICFRS", "open", D(2021, 1, 1), kind="cause of concern", report="Two"),
]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    folder = tmp_path_factory.mktemp("register")
    opened = Register(write_register(folder, {JANUARY: ROWS_JANUARY, FEBRUARY: ROWS_FEBRUARY}))
    yield opened
    opened.close()


def test_where_they_stand(register: Register) -> None:
    result = headline_figures.headline(register, EVERYTHING)
    # Open: A, D, F. Closed: B (duplicate), C, G. Dropped: E. K is a cause of concern and counts nowhere.
    assert (result.open, result.outstanding, result.closed, result.dropped, result.born) == (3, 3, 3, 1, 7)
    assert result.proposed_for_closure == 1  # F
    assert headline_figures.reports(register, EVERYTHING) == 2  # DARA's One and HMICFRS's Two
    # D was due on the 27th, one day before; F on the 28th itself, which is not late; A is late by its first date only.
    assert (result.overdue_current, result.overdue_original, result.overdue_masked, result.no_due_date) == (1, 2, 1, 0)


def test_a_report_counts_also_where_its_source_is_blank(tmp_path: Path) -> None:
    # Three reports: "One" of DARA, "One" of no source, "Two" of DARA; a blank report is none.
    given = [("DARA", "One"), ("DARA", "One"), (None, "One"), ("DARA", "Two"), ("DARA", None)]
    rows = [
        {"reference": str(n), "source": source, "status": "open", "report": report}
        for n, (source, report) in enumerate(given)
    ]
    assert headline_figures.reports(Register(write_register(tmp_path, {JANUARY: rows})), EVERYTHING) == 3


def test_priorities_are_listed_then_counted(tmp_path: Path) -> None:
    # The framework of November 2022 is in force from the 24th. A names its fourth priority, B none, C one of its own.
    day, names = D(2022, 11, 28), NOVEMBER_2022.names
    priorities = {"A": names[3], "B": None, "C": "Do less"}
    rows = [row(name, "DARA", "open", None, strategic_priority=value) for name, value in priorities.items()]
    register = Register(write_register(tmp_path, {D(2022, 11, 23): rows, day: rows}))
    result = figures.figures(register, EVERYTHING)["by"]["strategic_priority"]
    assert list(result) == [*names, "Do less", ""]
    assert [counts["open"] for counts in result.values()] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1]
    # On the 23rd no framework is known to be in force: only what the rows name is listed.
    before = figures.figures(register, Filters(as_at=D(2022, 11, 23)))["by"]["strategic_priority"]
    assert list(before) == [names[3], "Do less", ""]


def test_values_stand_in_the_order_of_the_vocabulary_and_blank_last(tmp_path: Path) -> None:
    given = [
        ("Zebra review", "unknown", None, "low", "policy or other mechanism"),
        ("IOPC", "closed", "advice", "high", "programme"),
        ("HMICFRS", "open", "recommendation", None, None),
        ("DARA", "open", "agreed action", "medium", "local improvement"),
        ("Aardvark review", "awaiting on-boarding", "recommendation", "high", "programme"),
    ]
    columns = ("source", "status", "kind", "risk", "delivery_route")
    rows = [{"reference": str(n), **dict(zip(columns, values, strict=True))} for n, values in enumerate(given)]
    by = figures.figures(Register(write_register(tmp_path, {JANUARY: rows})), EVERYTHING)["by"]
    assert {column: list(by[column]) for column in columns} == {
        # Two sources that no list names follow by outstanding. The advice of the IOPC is counted by its kind alone.
        "source": ["HMICFRS", "DARA", "Aardvark review", "Zebra review"],
        "status": ["awaiting on-boarding", "open", "unknown"],
        "kind": ["recommendation", "agreed action", "advice", ""],
        "risk": ["high", "medium", "low", ""],
        "delivery_route": ["programme", "local improvement", "policy or other mechanism", ""],
    }


def test_where_they_stood_as_known_then_and_as_known_now(register: Register) -> None:
    then = headline_figures.headline(register, Filters(as_at=JANUARY, known_at=JANUARY))
    assert (then.open, then.awaiting_onboarding, then.closed) == (3, 1, 1)  # A, B, E; D; C
    now = headline_figures.headline(register, Filters(as_at=JANUARY))
    assert (now.open, now.awaiting_onboarding, now.closed) == (4, 1, 1)  # and G, made in 2019 and closed in February
    at_first = headline_figures.headline(register, Filters(as_at=D(2021, 3, 1), known_at=JANUARY))
    assert (at_first.open, at_first.closed) == (3, 0)  # A, B (made that day) and C, not closed before June


def test_the_statement(register: Register) -> None:
    result = stock_and_flow.statement(register, EVERYTHING, JANUARY)
    terms = {name: getattr(result, name) for name in ("opening", *stock_and_flow.SIGNS, "closing", "residual")}
    assert {name: number for name, number in terms.items() if number} == {
        "opening": 4,  # A, B, D, E
        "new": 1,  # F
        "late_recorded": 1,  # G, born before the period
        "closed": 1,  # G, having just entered
        "withdrawn_or_merged": 1,  # B, a duplicate
        "dropped": 1,  # E
        "closing": 3,  # A, D, F
    }


def test_what_is_dated_on_the_opening_day_itself_is_not_new(tmp_path: Path) -> None:
    january = [row("A", "DARA", "open", D(2021, 2, 28))]
    february = [*january, row("B", "DARA", "open", JANUARY), row("C", "DARA", "open", D(2022, 2, 1))]
    register = Register(write_register(tmp_path, {JANUARY: january, FEBRUARY: february}))
    result = stock_and_flow.statement(register, EVERYTHING, JANUARY)
    assert (result.opening, result.late_recorded, result.new, result.closing) == (
        1,
        1,
        1,
        3,
    )  # B is late recorded, C new
    register.close()


def test_the_statement_of_one_source_sees_nothing_of_the_others(register: Register) -> None:
    result = stock_and_flow.statement(register, Filters(source=("DARA",), status=("closed",)), JANUARY)
    assert (result.opening, result.withdrawn_or_merged, result.closing, result.residual) == (2, 1, 1, 0)


def test_the_months(register: Register) -> None:
    months = stock_and_flow.by_day(register, EVERYTHING, stock_and_flow.month_ends(FEBRUARY, 2))
    assert list(months["day"]) == [D(2021, 12, 31), JANUARY, FEBRUARY]
    # As known in February: A, B, G at the year's end; then D is made, and E appears without a date; then F.
    assert list(months["outstanding"]) == [3, 5, 3]
    assert list(months["new"]) == [0, 1, 1]
    assert list(months["late_recorded"]) == [0, 1, 0]
    assert list(months["closed"]) == [0, 0, 1]
    assert list(months["residual"][1:]) == [0, 0]


def test_month_ends_step_back_from_any_day() -> None:
    assert stock_and_flow.month_ends(D(2024, 3, 15), 2) == (D(2024, 1, 31), D(2024, 2, 29), D(2024, 3, 15))
    assert stock_and_flow.month_ends(D(2024, 3, 31), 1) == (D(2024, 2, 29), D(2024, 3, 31))


def test_age_counts_calendar_months_and_its_bands_sum_to_the_stock(register: Register) -> None:
    result = ages.age(register, EVERYTHING).set_index("band")["outstanding"]
    # On 28 February 2022: A, made on 28 February 2021, is a year old to the day; D and F are under three months.
    assert dict(result[result > 0]) == {"Under 3 months": 2, "1 to 2 years": 1}
    day_before = ages.age(register, Filters(as_at=D(2022, 2, 27), source=("DARA",))).set_index("band")["outstanding"]
    assert day_before["6 to 12 months"] == 1


def test_days_late_and_what_falls_due_next(register: Register) -> None:
    assert list(due_dates.days_late(register, EVERYTHING)["outstanding"]) == [2, 0, 0, 0, 0]  # A by 28 days, D by 1
    assert list(due_dates.days_late(register, EVERYTHING, "current")["outstanding"]) == [1, 0, 0, 0, 0]
    due = due_dates.bands(register, EVERYTHING)["due"]["outstanding"]
    assert list(due) == [1, 1, 1]  # F, due that day; A is due after 122 days


def test_flow_is_dated_by_its_own_event(register: Register) -> None:
    result = received_and_closed.by_month(register, Filters(source=("HMICFRS",)))
    # Received: G, C, D, F. Closed: C in June 2021 and G in February 2022.
    rows = [(f"{row.month:%Y-%m}", row.received, row.closed) for row in result.itertuples()]
    assert rows == [
        ("2019-05", 1, 0), ("2020-06", 1, 0), ("2021-06", 0, 1), ("2022-01", 1, 0), ("2022-02", 1, 1),
    ]  # fmt: skip
    assert received_and_closed.undated(register, EVERYTHING) == received_and_closed.Undated(received=1, closed=0)  # E


def test_why_they_were_closed(register: Register) -> None:
    result = close_reasons.reasons(register, EVERYTHING, JANUARY)
    assert dict(result.itertuples(index=False)) == {"implemented": 1, "duplicate": 1}


def test_filters_choose(register: Register) -> None:
    def references(**chosen: object) -> list[str]:
        return list(recommendations.rows(register, Filters(**chosen), ("reference",), "reference")["reference"])

    assert references() == ["A", "B", "C", "D", "E", "F", "G"]
    assert references(kind=("cause of concern",)) == ["K"]
    assert references(kind=("cause of concern", BLANK)) == ["A", "B", "C", "D", "E", "F", "G", "K"]
    assert references(report=(BLANK,)) == ["C", "E"]
    assert references(tag=("Engage",)) == ["A"]
    assert references(tag=(BLANK,), source=("DARA",)) == ["B"]
    assert references(status=("open", "proposed for closure")) == ["A", "D", "F"]
    assert references(status=("dropped",)) == ["E"]
    assert references(overdue="masked") == ["A"]
    assert references(search="one") == ["A", "B"]
    assert references(entered_from=D(2022, 1, 15), entered_to=D(2022, 2, 2)) == ["D", "E", "F"]
    assert references(made_from=D(2021, 2, 28), made_to=D(2021, 3, 1)) == ["A", "B"]
    assert references(made="[blank]") == ["E"]
    # B and G were closed in February; C in June 2021, before the first extract.
    assert references(closed_from=D(2022, 2, 1), closed_to=D(2022, 2, 10)) == ["B", "G"]
    assert references(closed_to=D(2021, 6, 1)) == ["C"]
    assert references(owner=("Head of custody", "Head of vetting")) == ["A", "B"]
    assert references(addressed_to=("Home Office",)) == ["B"]
    assert references(addressed_to=("[blank]",)) == ["C", "D", "E", "F", "G"]
    assert references(business_group=("Met Operations",)) == ["A"]
    assert references(search="home OFFICE") == ["B"]
    assert references(search="search stop") == ["D"], "a theme is searched too"
    assert references(due_to=D(2022, 2, 28), due_from=D(2022, 2, 28)) == ["F"]


def test_the_list_in_its_orders_and_one_in_full(register: Register) -> None:
    late = recommendations.rows(register, Filters(status=("open", "proposed for closure")), ("reference", "days_late"))
    assert tuple(late.iloc[0]) == ("D", 1)
    assert list(late["reference"]) == ["D", "F", "A"]
    result = recommendations.recommendation(register, EVERYTHING, "A")
    assert result is not None
    assert (result["first_agreed_on"], result["due_on"], result["redatings"]) == (D(2022, 1, 31), D(2022, 6, 30), 1)
    assert recommendations.recommendation(register, EVERYTHING, "K") is not None
    assert recommendations.recommendation(register, EVERYTHING, "Z") is None
    assert list(recommendations.of_report(register, EVERYTHING, "HMICFRS", "Two")["reference"]) == ["D", "F", "G", "K"]


@pytest.mark.parametrize("order", recommendations.ORDERS)
def test_the_neighbours_of_each_are_those_beside_it_in_the_list(register: Register, order: str) -> None:
    references = list(recommendations.rows(register, EVERYTHING, ("reference",), order)["reference"])
    assert len(references) == 7
    beside = [None, *references, None]
    for place, reference in enumerate(references, start=1):
        result = recommendations.neighbours(register, EVERYTHING, order, reference)
        expected = recommendations.Neighbours(place, 7, previous=beside[place - 1], following=beside[place + 1])
        assert result == expected
    assert recommendations.neighbours(register, EVERYTHING, order, "K") is None  # a cause of concern is not counted


def test_what_has_no_date_of_its_own_comes_last_in_an_order_by_day(tmp_path: Path) -> None:
    rows = [
        row("A", "DARA", "open", None),  # born in January's extract for want of a date: neither new nor old
        row("B", "DARA", "closed", D(2021, 5, 1), closed_on=D(2021, 8, 1)),
        row("C", "DARA", "closed", D(2021, 3, 1)),  # its closing is known to be no later than January's extract
        row("D", "DARA", "closed", D(2021, 4, 1), closed_on=D(2021, 9, 1)),
        row("E", "DARA", "closed", None, closed_on=D(2020, 1, 1)),  # its only date is its closing
    ]
    register = Register(write_register(tmp_path, {JANUARY: rows}))

    def references(order: str) -> str:
        return "".join(recommendations.rows(register, EVERYTHING, ("reference",), order)["reference"])

    assert references("newest first") == "BDCAE"
    assert references("oldest first") == "CDBAE"
    assert references("last closed first") == "DBEAC"
    assert (
        received_and_closed.by_month(register, EVERYTHING)["closed"].sum() == 3
    )  # B, D and E; no month is known for C
    assert received_and_closed.undated(register, EVERYTHING) == received_and_closed.Undated(
        received=2, closed=1
    )  # A and E; C
    register.close()


def test_a_closing_before_the_first_extract_keeps_its_day_though_no_other_date_is_given(tmp_path: Path) -> None:
    only_closed = row("A", "DARA", "closed", None, closed_on=D(2020, 1, 1))
    left_behind = row("B", "DARA", "open", None, closed_on=D(2020, 1, 1))
    register = Register(write_register(tmp_path, {JANUARY: [only_closed, left_behind]}))
    result = {
        row["reference"]: row
        for row in recommendations.rows(register, EVERYTHING, recommendations.EXPORTED).to_dict("records")
    }
    assert (result["A"]["born_on"], result["A"]["closed_on"]) == (D(2020, 1, 1), D(2020, 1, 1))
    assert result["B"]["born_on"] == JANUARY
    months = received_and_closed.by_month(register, EVERYTHING)
    assert [(row.month, row.received, row.closed) for row in months.itertuples()] == [(D(2020, 1, 1), 0, 1)]
    assert received_and_closed.undated(register, EVERYTHING) == received_and_closed.Undated(received=2, closed=0)
    statement = stock_and_flow.statement(register, EVERYTHING, D(2019, 12, 31))
    assert (statement.new, statement.late_recorded, statement.closed, statement.residual) == (0, 2, 1, 0)
    register.close()


def test_options_are_of_the_whole_register_whatever_is_chosen(register: Register) -> None:
    everything = filter_options.options(register, EVERYTHING)
    assert everything == filter_options.options(register, Filters(source=("IOPC",)))
    # K, a cause of concern, is no recommendation: it is counted under its kind alone.
    assert everything["source"] == (("HMICFRS", 4), ("DARA", 2), ("IOPC", 1))
    assert everything["tag"] == (("Engage", 1), (BLANK, 6))
    assert everything["owner"] == (("Head of custody", 1), ("Head of vetting", 1), (BLANK, 5))
    assert everything["addressed_to"] == (("Chief constables", 2), ("Home Office", 1), (BLANK, 5))
    assert dict(everything["kind"]) == {"cause of concern": 1, BLANK: 7}
    assert dict(everything["report"])["Two"] == 3  # D, F and G
    assert "programme" not in everything


def test_what_is_recorded(register: Register) -> None:
    recorded = filter_options.recorded(register, EVERYTHING)
    assert {"report", "tags", "closed_on"} <= recorded
    assert not {"programme", "text", "strategic_priority"} & recorded
    assert "onboarded_on" not in filter_options.recorded(register, Filters(known_at=JANUARY))


def test_figures_add_up(register: Register) -> None:
    result = figures.figures(register, EVERYTHING)
    born = sum(result[name] for name in ("outstanding", "closed", "not_accepted", "state_unknown", "dropped"))
    assert born == 7
    assert result["period"]["from"] == JANUARY
    assert result["by"]["kind"]["cause of concern"]["open"] == 1
    assert result["by"]["tag"]["Engage"] == {"open": 1, "closed": 0, "outstanding": 1, "new": 0}
    assert result["by"]["source"]["HMICFRS"]["new"] == 1
    assert result == figures.figures(register, replace(EVERYTHING, as_at=FEBRUARY, known_at=FEBRUARY))
