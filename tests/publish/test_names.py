"""File names: what, day and marking, in letters that every system takes."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.publish.names import dashed, file_name
from analytics.vocabulary import Marking

DAY = date(2022, 11, 28)


@pytest.mark.parametrize(
    ("what", "marking", "is_demonstration", "name"),
    [
        ("recommendations", Marking.OFFICIAL_SENSITIVE, False, "recommendations-2022-11-28-official-sensitive.csv"),
        ("recommendations", Marking.OFFICIAL, True, "demonstration-recommendations-2022-11-28-official.csv"),
        ("Open by source: DARA & Café", Marking.OFFICIAL, False, "open-by-source-dara-cafe-2022-11-28-official.csv"),
        ("../../etc/passwd", Marking.OFFICIAL, False, "etc-passwd-2022-11-28-official.csv"),
        ("…", Marking.OFFICIAL, False, "table-2022-11-28-official.csv"),
    ],
)
def test_a_name_says_what_when_and_how_to_handle_it(
    what: str, marking: str, *, is_demonstration: bool, name: str
) -> None:
    assert file_name(what, DAY, marking, "csv", is_demonstration=is_demonstration) == name


def test_a_long_name_is_cut_before_its_day_and_marking() -> None:
    name = file_name("a very long headline " * 20, DAY, Marking.OFFICIAL, "csv")
    assert len(name) < 120
    assert name.endswith("-2022-11-28-official.csv")


def test_dashes_never_double_nor_stand_at_an_end() -> None:
    assert dashed(" – Met’s  plan; (2022) – ") == "mets-plan-2022"
