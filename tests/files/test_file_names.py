"""File names: what, day and marking, in letters that every system takes."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.files.file_names import dashed, file_name
from analytics.filters import Filters
from analytics.vocabulary import Marking
from tests.test_filters import choices

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
    assert re.fullmatch(r"a-very-long-headline-a-very-long-headline-a-[a-z2-7]{7}-2022-11-28-official\.csv", name)
    other = file_name("a very long headline " * 20 + "more", DAY, Marking.OFFICIAL, "csv")
    assert other != name


def test_a_name_says_what_was_chosen() -> None:
    def name(filters: Filters) -> str:
        return file_name("recommendations", DAY, Marking.OFFICIAL, "csv", chosen=filters)

    assert name(Filters(as_at=DAY)) == "recommendations-2022-11-28-official.csv"
    assert re.fullmatch(
        r"recommendations-hmicfrs-[a-z2-7]{7}-2022-11-28-official\.csv", name(Filters(source=("HMICFRS",)))
    )
    # The words of these are the same in lower-case letters, and of the last two there is no room for the difference.
    themes = ("Stop and search: " + "x" * 60, "Stop and search: " + "x" * 61)
    choices = [Filters(search="Café"), Filters(search="cafe"), *(Filters(theme=(theme,)) for theme in themes)]
    assert len({name(filters) for filters in choices}) == len(choices)


@given(
    st.lists(choices(), min_size=2, max_size=6),
    st.sampled_from(["recommendations", "recommendations for publication", "pack monthly oversight analysis", "…"]),
    st.none() | st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    st.sampled_from(list(Marking)),
    st.booleans(),
    st.sampled_from(["csv", "xlsx", "json"]),
)
def test_different_choices_have_different_names_that_every_system_takes(
    given_choices: list[Filters],
    what: str,
    known_at: date | None,
    marking: Marking,
    is_demonstration: bool,  # noqa: FBT001
    extension: str,
) -> None:
    names: dict[Filters, str] = {}
    for filters in given_choices:
        chosen = filters.without("as_at", "known_at")
        names[chosen] = file_name(
            what, DAY, marking, extension, chosen=filters, known_at=known_at, is_demonstration=is_demonstration
        )
    assert len(set(names.values())) == len(names)
    ending = f"-{marking.lower()}.{extension}"
    for name in names.values():
        assert len(name) < 80
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+", name)
        assert name.endswith(ending)
        assert DAY.isoformat() in name


def test_dashes_never_double_nor_stand_at_an_end() -> None:
    assert dashed(" – Met’s  plan; (2022) – ") == "mets-plan-2022"
