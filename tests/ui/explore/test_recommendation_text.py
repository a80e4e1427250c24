"""The account of one recommendation: each sentence worked out by hand from its row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from analytics.measures.recommendations import COMPUTED
from analytics.vocabulary import COLUMN, LIST_COLUMNS
from pages.ui.explore import recommendation_text

AS_AT = date(2022, 11, 28)


def recommendation(**given: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {name: [] if name in LIST_COLUMNS else None for name in COLUMN}
    usual = {"reference": "HM-1", "source": "HMICFRS", "status": "open", "state": "outstanding", "redatings": 0}
    return {**blank, **dict.fromkeys(COMPUTED), **usual, **given}


def days_ago(days: int) -> date:
    return AS_AT - timedelta(days=days)


STANDING = [
    (recommendation(due_on=days_ago(28), first_agreed_on=days_ago(151)),
     "**Open**, 28 days past its due date and over 4 months past the date first agreed."),
    (recommendation(due_on=days_ago(1), first_agreed_on=days_ago(1)), "**Open**, 1 day past its due date."),
    (recommendation(due_on=AS_AT, first_agreed_on=AS_AT), "**Open**, due on 28 November 2022, today."),
    (recommendation(due_on=date(2022, 12, 8), first_agreed_on=days_ago(5)),
     "**Open**, due on 8 December 2022, in 10 days; 5 days past the date first agreed."),
    (recommendation(), "**Open**, with no due date."),
    (recommendation(first_agreed_on=days_ago(5)), "**Open**, with no due date; 5 days past the date first agreed."),
    (recommendation(status="proposed for closure"), "**Proposed for closure**, with no due date."),
    (recommendation(status="awaiting on-boarding", born_on=days_ago(26)),
     "**Awaiting on-boarding** for 26 days, with no due date."),
    (recommendation(state="closed", status="closed", close_reason="implemented", closed_on=date(2022, 7, 4),
         due_on=date(2022, 6, 30)), "**Closed** on 4 July 2022 as implemented, 4 days after its due date."),
    (recommendation(state="closed", status="closed"), "**Closed**, on a day that the register does not give."),
    (recommendation(state="withdrawn or merged", status="not accepted", closed_on=date(2022, 7, 4)),
     "**Not accepted** on 4 July 2022."),
    (recommendation(state="unknown", status="unknown"),
     "**Not known**: the register does not say whether it is open or closed."),
    (recommendation(state="dropped", status="dropped"),
     "**Dropped**: an earlier extract had it and no later one does. This is what was last reported."),
    (recommendation(programme="Culture *first*", owner_role="Head of Vetting"),
     "**Open**, with no due date. Delivered by the programme *Culture \\*first\\**; owner: Head of Vetting."),
    (recommendation(delivery_route="local improvement"), "**Open**, with no due date. Delivered as local improvement."),
    (recommendation(addressed_to=["Huka Jet", "KiwiRail"]),
     "**Open**, with no due date. Addressed to Huka Jet and KiwiRail."),
]  # fmt: skip


@pytest.mark.parametrize(("row", "sentence"), STANDING)
def test_where_it_stands(row: dict[str, Any], sentence: str) -> None:
    assert recommendation_text.status_sentences(row, AS_AT) == sentence


def event(kind: str, took_effect_on: date, **given: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("column_name", "before", "after"))
    return {**blank, "kind": kind, "took_effect_on": took_effect_on, "extract_day": date(2022, 6, 30), **given}


def soft(words: str) -> str:
    return f'<span class="soft">{words}</span>'


SAID = f" {soft('(extract of 30 June 2022)')}"


def test_what_happened_stands_in_order_and_names_the_extract_that_told_it() -> None:
    row = recommendation(
        report="A report",
        made_on=date(2022, 1, 5),
        received_on=date(2022, 1, 12),
        delivery_route="programme",
        first_agreed_on=date(2022, 6, 30),
        due_on=date(2022, 10, 31),
    )
    reported = [
        event("re-dated", date(2022, 6, 20), column_name="due_on", before="2022-06-30", after="2022-10-31"),
        event("received", date(2022, 1, 12)),
        event("on-boarded", date(2022, 2, 1), column_name="onboarded_on", after="2022-02-01"),
        event("re-dated", date(2022, 11, 29), column_name="due_on", before="2022-10-31", after="2023-01-31"),
    ]
    assert recommendation_text.happened(row, reported, AS_AT) == [
        (date(2022, 1, 5), "Made, in the report <cite>A report</cite>"),
        (date(2022, 1, 12), "Received" + SAID),
        (date(2022, 2, 1), "On-boarded by the Portfolio and Investment Board; route: programme" + SAID),
        (date(2022, 6, 20), f"Re-dated: {soft('30 June 2022 →')} <b>31 October 2022</b>, 123 days later" + SAID),
        (date(2022, 6, 30), "<b>Date first agreed</b>"),
        (date(2022, 10, 31), "<b>Current due date</b> passed, not closed"),
    ]  # what took effect after the as-at day is not told


@pytest.mark.parametrize("made_on", [date(2022, 1, 5), None])
def test_what_has_no_day_of_receipt_is_first_seen_in_an_extract_and_not_called_received(made_on: date | None) -> None:
    reported = event("received", made_on or date(2022, 6, 30))
    made = [(made_on, "Made")] if made_on else []
    seen = (date(2022, 6, 30), "First seen in the extract of 30 June 2022")
    assert recommendation_text.happened(recommendation(made_on=made_on), [reported], AS_AT) == [*made, seen]
    assert recommendation_text.happened(recommendation(made_on=made_on), [reported], date(2022, 6, 29)) == made


EVENTS = [
    (event("due date removed", AS_AT, column_name="due_on", before="2022-06-30"),
     "Due date removed: it was 30 June 2022"),
    (event("risk changed", AS_AT, column_name="risk", before="high", after="low"),
     f"Risk changed: {soft('high →')} <b>low</b>"),
    (event("moved to another report", AS_AT, column_name="report", before="One", after="Two"),
     f"Moved to another report: {soft('One →')} <b>Two</b>"),
    (event("reworded", AS_AT, column_name="text", before="Check each record.", after="Check every record."),
     f"Reworded: {soft('Check each record. →')} <b>Check every record.</b>"),
    (event("re-dated", AS_AT, before="2022-06-30", after="2022-06-29"),
     f"Re-dated: {soft('30 June 2022 →')} <b>29 June 2022</b>, 1 day earlier"),
    (event("re-assigned", AS_AT, column_name="owner_role", before="Head of <A>", after="Head of B"),
     f"Owner changed: {soft('Head of &lt;A&gt; →')} <b>Head of B</b>"),
    (event("re-routed", AS_AT, column_name="programme", before="Culture"),
     f"Programme changed: {soft('Culture →')} <b>blank</b>"),
    (event("corrected", AS_AT, column_name="made_on", before="2022-01-05", after="2022-01-06"),
     f"Corrected, made: {soft('5 January 2022 →')} <b>6 January 2022</b>"),
    (event("closed", AS_AT, after="closed"), "Closed: <b>implemented</b>"),
    (event("closed", days_ago(9), after="closed"), "Closed"),  # an earlier closing, for a reason of its own
    (event("closed", AS_AT, after="not accepted"), "Not accepted"),
    (event("reopened", AS_AT), "Reopened"),
    (event("dropped", AS_AT), "Dropped: no longer in the extract"),
    (event("returned", AS_AT), "In the extract again"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "words"), EVENTS)
def test_each_event_is_told_in_words(told: dict[str, Any], words: str) -> None:
    row = recommendation(close_reason="implemented", ended_on=AS_AT)
    assert recommendation_text.happened(row, [told], AS_AT) == [(told["took_effect_on"], words + SAID)]


def test_a_date_never_changed_is_told_once_and_one_in_the_future_is_to_come() -> None:
    row = recommendation(
        first_agreed_on=date(2022, 12, 31), due_on=date(2022, 12, 31), response_due_on=date(2022, 2, 1)
    )
    assert recommendation_text.happened(row, [], AS_AT) == [
        (date(2022, 2, 1), "Response due"),
        (date(2022, 12, 31), f"<b>Due</b> {soft('(to come)')}"),
    ]


def test_advice_is_told_on_its_day_and_without_one_among_what_it_is() -> None:
    given = {"advised_by": "Transformation Group", "advised_achievable": "in part", "advised_route": "programme"}
    row = recommendation(**given, advised_on=date(2022, 11, 18))
    wording = "by Transformation Group: achievable in part; route proposed: programme"
    reported = f"Advice to the Portfolio and Investment Board {wording}"
    assert recommendation_text.happened(row, [], AS_AT) == [(date(2022, 11, 18), reported)]
    assert recommendation_text.attributes(row) == []
    assert recommendation_text.attributes(recommendation(**given)) == [("Advice", f"B{wording[1:]}")]
    assert recommendation_text.attributes(recommendation(advised_achievable="no")) == [("Advice", "Not achievable")]


def test_what_it_is_lists_what_is_filled_and_nothing_else() -> None:
    row = recommendation(
        report="A [report]", risk="high", source_rating="cause of concern", theme="Vetting", tags=["Engage", "x"]
    )
    assert recommendation_text.attributes(row) == [
        ("Report", "A [report]"),
        ("Theme", "Vetting"),
        ("Risk", "High (the source’s own words: cause of concern)"),
        ("Tags", "Engage, x"),
    ]
    assert recommendation_text.attributes(recommendation()) == []


@pytest.mark.parametrize(
    ("row", "title"),
    [
        (recommendation(text="Improve\n\nvetting"), "Improve vetting"),
        (recommendation(report="2024-0479", addressed_to=["NHS England"]), "Report 2024-0479, to NHS England"),
        (recommendation(reference="https://example.org/reports/0005f5/"), "0005f5"),
        (recommendation(), "HM-1"),
    ],
)
def test_its_title_is_its_text_or_where_it_is_from(row: dict[str, Any], title: str) -> None:
    assert recommendation_text.title(row) == title


def test_long_texts_and_the_references_that_it_names() -> None:
    row = recommendation(text="x", finding="f", evidence="e", successor_reference="HM-9", parent_reference="HM-0")
    assert recommendation_text.long_texts(row) == [("Finding", "f"), ("Evidence", "e")]
    assert recommendation_text.relations(row) == [("Stands under", "HM-0"), ("Superseded by", "HM-9")]


def test_what_the_register_says_in_place_of_a_day_is_told() -> None:
    row = recommendation(dates_as_written=["due_on: Q3 2022/23"], due_on=pd.Timestamp(2022, 12, 31))
    assert ("Dates as written", "Due: end of Q3 2022/23") in recommendation_text.attributes(row)
