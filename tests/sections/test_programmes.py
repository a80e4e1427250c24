"""What is said of the programmes file: of which programmes it is said, and of how many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analytics.intake.programmes import Programme
from analytics.measures.programmes import Programmes
from analytics.sections import programmes as section

NOVEMBER = date(2022, 11, 28)


def file(*rows: tuple[str, date | None]) -> Programmes:
    """A programmes file of these mandates, each with the day on which its programme ended."""
    named = tuple(
        Programme(programme=f"P{number}", mandate_status=mandate, ended_on=ended)
        for number, (mandate, ended) in enumerate(rows)
    )
    return Programmes(as_at=NOVEMBER, extract_day=NOVEMBER, rows=named, open={})


APPROVED, SUBMITTED = ("approved", None), ("submitted to PIB", None)
ENDED = ("approved", date(2022, 11, 20))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((SUBMITTED, SUBMITTED, ENDED), "None of the 2 programmes still running has an approved mandate"),
        ((SUBMITTED, APPROVED, ENDED), "1 of the 2 programmes still running has no approved mandate"),
        ((APPROVED, APPROVED), "All 2 programmes still running have an approved mandate"),
        ((SUBMITTED,), "The one programme still running has no approved mandate"),
        ((APPROVED, ENDED), "The one programme still running has an approved mandate"),
        ((ENDED,), "No programme of the file is still running"),
    ],
)
def test_mandates_are_counted_of_the_programmes_still_running(
    rows: tuple[tuple[str, date | None], ...], said: str
) -> None:
    assert section.heading(file(*rows)) == said


def test_what_has_ended_is_said_to_stand_in_the_table_and_not_to_be_counted() -> None:
    assert section.source_file_note(file(APPROVED)) == "From the programmes file of 28 November 2022"
    assert section.source_file_note(file(APPROVED, ENDED)).endswith(". 1 that has ended is listed last and not counted")
    assert section.source_file_note(file(ENDED, ENDED)).endswith(". 2 that have ended are listed last and not counted")


def test_an_sro_is_untrained_or_not_said_to_be_trained_only_where_there_is_one() -> None:
    total = {"mandate_status": "approved", "eia_status": "complete"}
    answers = (("Head", "yes"), ("Head", "no"), ("Head", "no"), ("Head", None), (None, None), (None, "no"))
    rows = tuple(
        Programme(programme=f"P{number}", sro_role=role, sro_trained=trained, **total)
        for number, (role, trained) in enumerate(answers)
    )
    result = Programmes(as_at=NOVEMBER, extract_day=NOVEMBER, rows=rows, open={})
    assert section.gaps(result) == (
        "Exceptions: 2 programmes without an SRO role; 2 SROs not trained; 1 SRO not said to be trained."
    )
    assert section.gaps(replace(result, rows=rows[:1])).startswith("Every programme has an SRO who is trained")
