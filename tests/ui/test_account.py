"""The account of one recommendation: each sentence worked out by hand from its row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from analytics.measures.listing import COMPUTED
from analytics.vocabulary import COLUMN, LIST_COLUMNS
from pages.ui import account

AS_AT = date(2022, 11, 28)


def one(**given: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {name: [] if name in LIST_COLUMNS else None for name in COLUMN}
    usual = {"reference": "HM-1", "source": "HMICFRS", "status": "open", "state": "outstanding", "redatings": 0}
    return {**blank, **dict.fromkeys(COMPUTED), **usual, **given}


def days_ago(days: int) -> date:
    return AS_AT - timedelta(days=days)


STANDING = [
    (one(due_on=days_ago(28), first_agreed_on=days_ago(151)),
     "**Open**, 28 days past its date and 151 days past the date first agreed."),
    (one(due_on=days_ago(1), first_agreed_on=days_ago(1)), "**Open**, 1 day past its date."),
    (one(due_on=AS_AT, first_agreed_on=AS_AT), "**Open**, due on 28 November 2022, today."),
    (one(due_on=date(2022, 12, 8), first_agreed_on=days_ago(5)),
     "**Open**, due on 8 December 2022, in 10 days; 5 days past the date first agreed."),
    (one(), "**Open**, with no due date."),
    (one(first_agreed_on=days_ago(5)), "**Open**, with no due date; 5 days past the date first agreed."),
    (one(status="proposed for closure"), "**Proposed for closure**, with no due date."),
    (one(status="awaiting on-boarding", born_on=days_ago(26)),
     "**Awaiting on-boarding** for 26 days, with no due date."),
    (one(state="closed", status="closed", close_reason="implemented", closed_on=date(2022, 7, 4),
         due_on=date(2022, 6, 30)), "**Closed** on 4 July 2022 as implemented, 4 days after its date."),
    (one(state="closed", status="closed"), "**Closed**, on a day that the register does not give."),
    (one(state="withdrawn or merged", status="not accepted", closed_on=date(2022, 7, 4)),
     "**Not accepted** on 4 July 2022."),
    (one(state="unknown", status="unknown"),
     "**Not known**: the register does not say whether it is open or closed."),
    (one(state="dropped", status="dropped"),
     "**Dropped**: an earlier extract held it and none since does; what follows is as it was last told."),
    (one(programme="Culture *first*", owner_role="Head of Vetting"),
     "**Open**, with no due date. Delivered by the programme *Culture \\*first\\**; owned by the Head of Vetting."),
    (one(delivery_route="local improvement"), "**Open**, with no due date. Delivered as local improvement."),
    (one(addressed_to=["Huka Jet", "KiwiRail"]),
     "**Open**, with no due date. Addressed to Huka Jet and KiwiRail."),
]  # fmt: skip


@pytest.mark.parametrize(("row", "sentence"), STANDING)
def test_where_it_stands(row: dict[str, Any], sentence: str) -> None:
    assert account.standing(row, AS_AT) == sentence


def test_what_happened_stands_in_order_and_what_is_to_come_is_said_to_be() -> None:
    row = one(
        report="A report",
        made_on=date(2022, 1, 5),
        received_on=date(2022, 1, 12),
        onboarded_on=date(2022, 2, 1),
        delivery_route="programme",
        first_agreed_on=date(2022, 6, 30),
        due_on=date(2022, 12, 31),
        redatings=2,
    )
    assert account.happened(row, AS_AT) == [
        (date(2022, 1, 5), "Made, in the report *A report*"),
        (date(2022, 1, 12), "Received by the register’s owner"),
        (date(2022, 2, 1), "On-boarded by the Portfolio and Investment Board; route: programme"),
        (date(2022, 6, 30), "**Date first agreed**"),
        (date(2022, 12, 31), "**Present date** (184 days later, in 2 re-datings) :gray[(to come)]"),
    ]


def test_a_date_never_changed_is_told_once() -> None:
    row = one(first_agreed_on=date(2022, 6, 30), due_on=date(2022, 6, 30), closed_on=date(2022, 7, 4))
    assert [words for _, words in account.happened(row, AS_AT)] == ["**Due**", "Closed"]


def test_what_it_is_lists_what_is_filled_and_nothing_else() -> None:
    row = one(report="A [report]", risk="high", source_rating="cause of concern", theme="Vetting", tags=["Engage", "x"])
    assert account.attributes(row) == [
        ("Report", "A \\[report\\]"),
        ("Theme", "Vetting"),
        ("Risk", "High \\(the source’s own words\\: cause of concern\\)"),
        ("Tags", "Engage, x"),
    ]
    assert account.attributes(one()) == []


@pytest.mark.parametrize(
    ("row", "title"),
    [
        (one(text="Improve\n\nvetting"), "Improve vetting"),
        (one(report="2024-0479", addressed_to=["NHS England"]), "Report 2024-0479, to NHS England"),
        (one(reference="https://example.org/reports/0005f5/"), "0005f5"),
        (one(), "HM-1"),
    ],
)
def test_its_title_is_its_text_or_where_it_is_from(row: dict[str, Any], title: str) -> None:
    assert account.title(row) == title


def test_long_texts_and_the_references_that_it_names() -> None:
    row = one(text="x", finding="f", evidence="e", successor_reference="HM-9", parent_reference="HM-0")
    assert account.long_texts(row) == [("Finding", "f"), ("Evidence", "e")]
    assert account.relations(row) == [("Stands under", "HM-0"), ("Superseded by", "HM-9")]
