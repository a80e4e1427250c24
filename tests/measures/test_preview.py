"""What an extract would change: known before it is loaded, and the same as Changes shows after."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.filters import EVERYTHING
from analytics.intake.layouts import load_layout
from analytics.measures.changes import GROUPS, Happened, happened
from analytics.measures.preview import Preview, previews
from analytics.register.database import Register
from analytics.register.folder import fingerprint, in_force
from analytics.register.loading import check_extract
from analytics.vocabulary import Marking
from tests.examples import examples
from tests.pages.manage.pages import load

SEPTEMBER, OCTOBER, NOVEMBER = date(2022, 9, 30), date(2022, 10, 31), date(2022, 11, 28)
HEADER = "reference,source,status,text,received_on,due_on,closed_on,classification\n"
BEFORE = HEADER + (
    "A,DARA,open,First,2022-01-05,2022-12-31,,\n"
    "B,DARA,open,Second,2022-01-05,2022-12-31,,\n"
    "C,DARA,open,Third,2022-01-05,2022-12-31,,OFFICIAL-SENSITIVE\n"
    "D,DARA,closed,Fourth,2022-01-05,2022-12-31,2022-06-30,\n"
    "F,DARA,open,Sixth,2022-01-05,2022-12-31,,\n"
)
AFTER = HEADER + (
    "A,DARA,closed,First,2022-01-05,2022-12-31,2022-11-10,\n"
    "B,DARA,open,Second,2022-01-05,2023-03-31,,\n"
    "D,DARA,open,Fourth,2022-01-05,2022-12-31,,\n"
    "E,DARA,open,Fifth,2022-11-15,2022-12-31,,\n"
    "F,DARA,open,Sixth,2022-01-05,2022-12-31,,\n"
)


def preview(folder: Path, text: str, as_at: date = NOVEMBER) -> tuple[Preview, ...]:
    """What a CSV text in the standard layout would change."""
    check = check_extract(text.encode(), "extract.csv", load_layout("standard"), as_at, folder)
    return previews(check, as_at, folder)


def references(found: Happened) -> dict[str, set[str]]:
    """The recommendations of each kind of change that happened to any."""
    return {group: set(found.of(group)["reference"]) for group in GROUPS if len(found.of(group))}


def test_the_change_is_seen_before_it_is_loaded(tmp_path: Path) -> None:
    """A closed, B given a later date, C left out, D opened again, E new; nothing happened to F."""
    load(tmp_path, OCTOBER, BEFORE)
    before = fingerprint(tmp_path)
    (result,) = preview(tmp_path, AFTER)
    assert (result.against, result.replaces) == (OCTOBER, False)
    by_hand = {"closed": {"A"}, "re-dated": {"B"}, "dropped": {"C"}, "reopened": {"D"}, "new": {"E"}}
    assert references(result.happened) == by_hand
    assert {group for group, number in result.happened.counts().items() if number} == set(by_hand)
    assert fingerprint(tmp_path) == before
    assert [path.name for path in (tmp_path / "extracts").iterdir() if path.is_dir()] == ["2022-10-31"]


def test_the_marking_is_that_of_what_is_listed(tmp_path: Path) -> None:
    """C is sensitive and only in the extract before: the list names it."""
    load(tmp_path, OCTOBER, BEFORE)
    assert preview(tmp_path, AFTER)[0].marking == Marking.OFFICIAL_SENSITIVE
    assert preview(tmp_path, BEFORE.replace("A,DARA,open", "A,DARA,disputed"))[0].marking == Marking.OFFICIAL


def test_what_replaces_an_extract_is_compared_with_that_one_too(tmp_path: Path) -> None:
    load(tmp_path, OCTOBER, BEFORE)
    load(tmp_path, NOVEMBER, AFTER, reason="seen")
    month, same_day = preview(tmp_path, AFTER.replace("2023-03-31", "2023-06-30"))
    assert (month.against, month.replaces) == (OCTOBER, False)
    assert (same_day.against, same_day.replaces) == (NOVEMBER, True)
    assert references(month.happened)["closed"] == {"A"}
    assert references(same_day.happened) == {"re-dated": {"B"}}


def test_the_same_file_again_changes_nothing_of_what_it_replaces(tmp_path: Path) -> None:
    """Not even a date in the future, which comes a day nearer."""
    text = AFTER.replace("2022-11-10", "2022-11-29")
    load(tmp_path, OCTOBER, BEFORE)
    load(tmp_path, NOVEMBER, text, reason="seen")
    assert references(preview(tmp_path, text)[1].happened) == {}


def test_the_first_extract_has_nothing_to_change(tmp_path: Path) -> None:
    assert preview(tmp_path, BEFORE) == ()


def test_an_extract_that_arrives_late_is_compared_with_what_was_before_it(tmp_path: Path) -> None:
    load(tmp_path, SEPTEMBER, BEFORE)
    load(tmp_path, NOVEMBER, AFTER, reason="seen")
    (result,) = preview(tmp_path, BEFORE, OCTOBER)
    assert (result.against, references(result.happened)) == (SEPTEMBER, {})


def test_a_date_that_was_in_the_future_and_now_is_not(tmp_path: Path) -> None:
    """The row is the same in both extracts, and its action is complete between them: Changes lists it."""
    header = "reference,source,status,text,action_complete_on\n"
    before = header + "A,DARA,open,First,2022-11-10\n"
    now = before + "B,DARA,open,Second,\n"
    load(tmp_path, OCTOBER, before)
    (result,) = preview(tmp_path, now)
    load(tmp_path, NOVEMBER, now)
    after = references(happened(Register(tmp_path), EVERYTHING))
    assert references(result.happened) == after
    assert after["action complete"] == {"A"}


ROW = st.tuples(
    st.sampled_from(["open", "closed", "disputed", "unknown", "not accepted", "awaiting on-boarding"]),
    st.sampled_from(["", "2022-06-30", "2022-11-15", "2022-12-15"]),
    st.sampled_from(["", "2022-12-31", "2023-03-31"]),
    st.sampled_from(["", "2022-06-30", "2022-10-31", "2022-11-20", "2023-01-10"]),
    st.sampled_from(["", "Programme 1", "Programme 2"]),
)
EXTRACT = st.dictionaries(st.sampled_from("ABCDEFGHIJKL"), ROW, min_size=1)


@examples(15)
@given(st.lists(EXTRACT, min_size=2, max_size=4))
def test_what_is_previewed_is_what_changes_shows_after_loading(extracts: list[dict[str, tuple[str, ...]]]) -> None:
    days = [date(2022, 8, 31), SEPTEMBER, OCTOBER, NOVEMBER][-len(extracts) :]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for as_at, rows in zip(days, extracts, strict=True):
            lines = [",".join((name, "DARA", *row)) for name, row in rows.items()]
            text = "\n".join(["reference,source,status,received_on,due_on,closed_on,programme", *lines])
            result = preview(folder, text, as_at)
            load(folder, as_at, text, reason="seen")
        register = Register(folder)
        after = happened(register, replace(EVERYTHING, as_at=NOVEMBER), days[-2])
        register.close()
    assert result[0].happened.counts() == after.counts()
    assert references(result[0].happened) == references(after)
    assert result[0].happened.recommendations == after.recommendations


@pytest.mark.parametrize("most", [1, 2])
def test_a_limit_shortens_the_lists_and_not_the_counts(tmp_path: Path, most: int) -> None:
    load(tmp_path, OCTOBER, BEFORE)
    text = BEFORE.replace("2022-12-31", "2023-06-30")
    check = check_extract(text.encode(), "extract.csv", load_layout("standard"), NOVEMBER, tmp_path)
    (result,) = previews(check, NOVEMBER, tmp_path, most)
    assert result.happened.counts()["re-dated"] == 5
    assert len(result.happened.of("re-dated")) == most


def test_the_demonstration_month_is_previewed_as_changes_shows_it(demonstration: Path) -> None:
    newest = in_force(demonstration)[-1]
    data = newest.original.read_bytes()
    check = check_extract(data, newest.manifest.original, load_layout("standard"), newest.as_at, demonstration)
    month, same_day = previews(check, newest.as_at, demonstration)
    assert month.happened.counts() == happened(Register(demonstration), EVERYTHING).counts()
    assert references(same_day.happened) == {}


def test_what_replaces_an_extract_is_of_the_same_day(tmp_path: Path) -> None:
    load(tmp_path, OCTOBER, BEFORE)
    replaced = preview(tmp_path, AFTER, OCTOBER)[-1]
    assert replaced.replaces
    assert replaced.happened.as_at == OCTOBER
    events = replaced.happened.events
    assert set(events["extract_day"]) == {OCTOBER}
    assert set(events[events["kind"].isin(["re-dated", "dropped", "reopened"])]["took_effect_on"]) == {OCTOBER}


def test_references_that_are_read_as_others_are_listed(tmp_path: Path) -> None:
    header = "reference,source,status,text\n"
    load(tmp_path, OCTOBER, header + "REC-1,DARA,open,Do the first thing\n")
    (result,) = preview(tmp_path, header + "REC 001,DARA,open,Do the first thing\n", NOVEMBER)
    assert result.happened.number() == 0
    assert result.as_dict()["counts"]["renumbered"] == 1
    assert result.as_dict()["references"]["renumbered"] == ["REC-1 (given as REC 001)"]
