"""The paper's figures beside a register's: the demonstration meets all, a small one differs, another cannot say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.measures import recommendations
from analytics.measures.reconciliation import DAY, PUBLISHED, ReconciliationLine, matching_filters, reconciliation
from analytics.register.database import Register
from analytics.vocabulary import NOVEMBER_2022
from tests.registers import write_register

CULTURE = NOVEMBER_2022.names[1]


def row(reference: str, **columns: Any) -> dict[str, Any]:
    return {"reference": reference, "source": "HMICFRS", "status": "open", "received_on": date(2022, 1, 1), **columns}


@pytest.fixture
def found(tmp_path: Path) -> dict[str, ReconciliationLine]:
    """Eight rows: four open from three reports, of which one is DARA's and one of MOPAC's reviews.

    Two are in programmes (both culture, one of them Engage), one is local and Engage. Casey's advice is one piece.
    Twenty-five of DARA were received in 2017 to 2021: five a year.
    """
    rows = [
        row("1", report="A", delivery_route="programme", strategic_priority=CULTURE, tags=["Engage"]),
        row("2", report="A", delivery_route="programme", strategic_priority=CULTURE),
        row("3", report="B", delivery_route="local improvement", tags=["Engage"], source="DARA"),
        row("4", report="C", source="MOPAC review", status="proposed for closure", tags=["Closure candidate"]),
        row("5", status="awaiting on-boarding", delivery_route="programme"),
        row("6", source="Casey review", kind="advice"),
        *(
            row(f"D{n}", source="DARA", status="closed", received_on=date(2017 + n % 5, 6, 1), closed_on=DAY)
            for n in range(25)
        ),
    ]
    register = Register(write_register(tmp_path, {DAY: rows}))
    return {line.published.figure: line for line in reconciliation(register)}


def test_what_is_counted_by_a_column_that_is_not_recorded_cannot_be_said(tmp_path: Path) -> None:
    rows = [{"reference": "1", "source": "DARA", "status": "open"}]
    register = Register(write_register(tmp_path, {DAY: rows}))
    counted = {line.published.figure: line.actual for line in reconciliation(register) if line.actual is not None}
    assert counted == {
        "Open recommendations": 1,
        "Baroness Casey’s advice among the 152": 0,
        "Still being consolidated, among the 152": 0,
    }


@pytest.mark.parametrize(
    ("figure", "counted"),
    [
        ("Open recommendations", 4),
        ("Reports that they come from", 3),
        ("Delivered by the Turnaround Programme", 2),
        ("Delivered through local improvement", 1),
        ("Delivered through policy or other mechanisms", 0),
        ("May be recommended for closure after review", 1),
        (CULTURE, 2),
        ("Engage recommendations", 2),
        ("Engage, delivered by the Turnaround Programme", 1),
        ("Engage, delivered through local improvement", 1),
        ("Recommendations of DARA received in a year", 5),
        ("Recommendations of HMICFRS received in a year", 0),
        ("Baroness Casey’s findings, with advice on each", 1),
        ("Baroness Casey’s advice among the 152", 0),
        ("Still being consolidated, among the 152", 1),
    ],
)
def test_each_figure_is_counted_as_said(found: dict[str, ReconciliationLine], figure: str, counted: int) -> None:
    assert found[figure].actual == counted


def test_a_figure_agrees_exactly_or_not_at_all(found: dict[str, ReconciliationLine]) -> None:
    assert found["Open recommendations"].agrees is False
    assert found["Baroness Casey’s advice among the 152"].agrees is True


def test_about_is_within_a_tenth() -> None:
    seventy = next(published for published in PUBLISHED if published.about and published.expected == 70)
    assert [ReconciliationLine(seventy, number).agrees for number in (62, 63, 77, 78)] == [False, True, True, False]


def test_the_demonstration_meets_every_figure(demonstration: Path) -> None:
    lines = reconciliation(Register(demonstration))
    assert [line.published.figure for line in lines if not line.agrees] == []


def test_the_rows_behind_a_figure_are_those_that_it_counts(demonstration: Path) -> None:
    register = Register(demonstration)
    of_rows = [line for line in reconciliation(register) if line.published.count == "open"]
    behind = {
        line.published.figure: recommendations.count_and_sensitive(register, matching_filters(line.published))[
            "recommendations"
        ]
        for line in of_rows
    }
    assert behind == {line.published.figure: line.actual for line in of_rows}


def test_the_published_parts_make_their_wholes() -> None:
    expected = {published.figure: published.expected for published in PUBLISHED}
    priorities = [published.expected for published in PUBLISHED if published.group == "The ten priorities"]
    assert (len(priorities), sum(priorities)) == (10, expected["Delivered by the Turnaround Programme"])
    routes = [expected[f"Delivered {how}"] for how in ("by the Turnaround Programme", "through local improvement",
              "through policy or other mechanisms")]  # fmt: skip
    assert sum(routes) == expected["Open recommendations"]


def test_a_register_without_that_day_cannot_say(tmp_path: Path) -> None:
    register = Register(write_register(tmp_path, {date(2022, 10, 31): [row("1")]}))
    assert {(line.actual, line.agrees) for line in reconciliation(register)} == {(None, None)}
