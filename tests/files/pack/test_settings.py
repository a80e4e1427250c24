"""The choice of a pack: what is written is read back, and what cannot be is refused in a sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import WrongChoice, WrongFilter, WrongUsage
from analytics.files.pack.section_registry import KEYS
from analytics.files.pack.settings import PackSettings, SavedDraft, checked, from_json, settled
from analytics.filters import Filters
from analytics.meetings.records import MeetingKind
from analytics.vocabulary import Marking

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
keys = st.lists(st.sampled_from(KEYS), min_size=1, unique=True).map(tuple)
texts = st.text(min_size=1).map(str.strip).filter(bool)
choices = st.builds(
    PackSettings,
    since=days,
    filters=st.builds(Filters, as_at=st.none() | days, source=st.sampled_from([(), ("DARA", "IOPC")])),
    kind=st.sampled_from(MeetingKind),
    held_on=st.none() | days,
    title=st.text(),
    sections=keys,
    commentary=st.dictionaries(st.sampled_from(KEYS), texts).map(lambda said: tuple(said.items())),
    marking=st.sampled_from(Marking),
)


@given(choices)
def test_what_is_written_is_read_back(choice: PackSettings) -> None:
    assert from_json(choice.to_json()) == choice


@given(choices)
def test_a_draft_with_its_days_settled_is_the_choice(choice: PackSettings) -> None:
    days = {"since": choice.since, "held_on": choice.held_on, "kind": choice.kind, "filters": choice.filters}
    draft = SavedDraft(
        title=choice.title, sections=choice.sections, commentary=choice.commentary, marking=choice.marking
    )
    assert settled(draft, **days) == choice
    assert settled(choice, **days | {"since": OCTOBER}) == replace(choice, since=OCTOBER)


def test_the_day_of_the_last_meeting_is_enough() -> None:
    assert from_json('{"since": "2022-10-31"}') == PackSettings(since=OCTOBER)
    assert PackSettings(since=OCTOBER).sections == KEYS


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("no JSON", "is not JSON"),
        ({}, "at least 'since'"),
        ([], "at least 'since'"),
        ({"since": "31/10/2022"}, "'since' is '31/10/2022'; write the day as year-month-day"),
        ({"since": 7}, "'since' is '7'"),
        ({"since": "2022-10-31", "section": []}, "has no 'section'; it may have meeting, held_on"),
        ({"since": "2022-10-31", "sections": ["position", "weather"]}, "There is no section 'weather'"),
        ({"since": "2022-10-31", "sections": "position"}, "is a list"),
        ({"since": "2022-10-31", "sections": []}, "at least one section"),
        ({"since": "2022-10-31", "commentary": {"weather": "Fine."}}, "There is no section 'weather'"),
        ({"since": "2022-10-31", "commentary": ["Fine."]}, "'commentary' names values"),
        ({"since": "2022-10-31", "filters": {"as_at": 5}}, "'as_at' holds texts in brackets"),
        ({"since": "2022-10-31", "filters": {"source": [["DARA"]]}}, "'source' holds texts in brackets"),
        ({"since": "2022-10-31", "filters": "DARA"}, "'filters' names values in braces"),
        ({"since": "2022-10-31", "meeting": "tea"}, "'meeting' is 'tea'; it is one of monthly oversight analysis"),
        ({"since": "2022-10-31", "marking": "SECRET"}, "one of OFFICIAL or OFFICIAL-SENSITIVE"),
    ],
)
def test_what_cannot_be_is_refused(stated: object, said: str) -> None:
    with pytest.raises(WrongChoice, match=said):
        from_json(stated if isinstance(stated, str) else json.dumps(stated))


def test_a_file_of_any_bytes_is_read_or_refused() -> None:
    assert from_json(b'\xef\xbb\xbf{"since": "2022-10-31"}') == PackSettings(since=OCTOBER)
    with pytest.raises(WrongChoice, match="is not JSON"):
        from_json(b"\xff\xfe{")


def test_a_filter_that_there_is_not_is_refused_too() -> None:
    with pytest.raises(WrongFilter, match="no filter called 'sauce'"):
        from_json('{"since": "2022-10-31", "filters": {"sauce": ["DARA"]}}')
    assert issubclass(WrongFilter, WrongUsage)
    assert issubclass(WrongChoice, WrongUsage)


def test_the_last_meeting_lies_before_the_as_at_day() -> None:
    assert checked(PackSettings(since=OCTOBER), NOVEMBER).since == OCTOBER
    with pytest.raises(WrongChoice, match="before 31 October 2022, the as-at day; 31 October 2022 does not"):
        checked(PackSettings(since=OCTOBER), OCTOBER)
