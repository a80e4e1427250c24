"""What the programmes file says, and what an ended programme leaves behind: worked by hand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analytics.filters import Filters
from analytics.intake.layouts import load_layout
from analytics.measures.programmes import programmes
from analytics.register.database import Register
from analytics.register.loading import File, load_extract

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
TOLD = """programme,mandate_status,sro_trained,eia_status,ended_on
Victim care,approved,yes,complete,
Old culture,approved,yes,complete,2022-11-20
Foundations,in development,no,,
"""


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """A and B open in Old culture, which ends on 20 November; C in Victim care; D in none; E in one not named."""
    rows = ["reference,source,status,programme", "A,HMICFRS,open,Old culture", "B,DARA,open,Old culture",
            "C,DARA,open,Victim care", "D,DARA,open,", "E,DARA,open,Elsewhere",
            "F,DARA,awaiting on-boarding,Old culture"]  # fmt: skip
    for as_at, reported in ((OCTOBER, None), (NOVEMBER, TOLD)):
        load_extract(
            "\n".join(rows).encode(), "r.csv", load_layout("standard"), as_at, tmp_path,
            loaded_at=datetime(2022, 11, 28, 9, tzinfo=UTC), loaded_by="test", accept_reason="as it is",
            programmes=File(reported.encode(), "programmes.csv") if reported else None,
        )  # fmt: skip
    return Register(tmp_path)


def test_open_recommendations_of_an_ended_programme_are_orphaned(register: Register) -> None:
    result = programmes(register, Filters())
    assert result is not None
    rows = [line.split(",") for line in TOLD.splitlines()[1:]]
    ended = {row[0] for row in rows if row[4] and date.fromisoformat(row[4]) <= NOVEMBER}
    in_one = Counter({"Old culture": 2, "Victim care": 1, "Elsewhere": 1})
    assert result.orphaned() == {name: in_one[name] for name in ended}
    assert result.not_named() == ("Elsewhere",)
    assert result.lacking("mandate_status", "approved") == ("Foundations",)
    assert result.lacking("eia_status", "complete") == ("Foundations",)


def test_only_the_chosen_are_orphaned(register: Register) -> None:
    result = programmes(register, Filters(source=("DARA",)))
    assert result is not None
    assert result.orphaned() == {"Old culture": 1}


def test_the_file_of_the_extract_in_force_is_the_one_that_counts(register: Register) -> None:
    assert programmes(register, Filters(as_at=date(2022, 11, 27))) is None
    assert programmes(register, Filters(as_at=date(2022, 11, 30), known_at=OCTOBER)) is None
    later = programmes(register, Filters(as_at=date(2023, 1, 1)))
    assert later is not None
    assert later.extract_day == NOVEMBER
