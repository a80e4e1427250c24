"""The forward plan: weighed by hand on literal rows, and a second time in plain Python on any history."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.filters import Filters
from analytics.measures import forward_plan
from analytics.measures.forward_plan import DIMENSIONS, PARTS, WEIGHTS, Dimension, Plan
from analytics.meetings.records import Meeting, MeetingKind
from analytics.register.database import Register
from analytics.vocabulary import NOVEMBER_2022
from tests.examples import examples
from tests.independent import history, measures
from tests.independent.history import value
from tests.independent.strategies import POOLS, Case, cases
from tests.measures.test_second_computation import filters, opened
from tests.registers import Row, write_register

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
FEW = examples(25)


def row(reference: str, theme: str | None, *, first: date | None = None, due: date | None = None, **more: str) -> Row:
    held = {"reference": reference, "source": "DARA", "status": "open", "theme": theme, "programme": "P"}
    return {**held, "original_due_on": first, "due_on": due, **more}


def meeting(id_: int, held_on: date, *, cancelled: bool = False, **names: tuple[str, ...]) -> Meeting:
    return Meeting(id=id_, kind=MeetingKind.DEEP_DIVE, held_on=held_on, is_cancelled=cancelled, **names)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """On 28 November: A is open and not late; B is late by both dates; C was put back in November, so it is masked.

    D was put back too, but its first date is yet to come; E has no theme; F is closed; G awaits on-boarding, late; the
    due date of H, late by its first date, is blank in November.
    """
    past, soon, later = date(2022, 11, 1), date(2022, 12, 31), date(2023, 6, 30)
    october = [
        row("A", "Vetting", first=soon, due=soon),
        row("B", "Vetting", first=past, due=past),
        row("C", "Vetting", first=past, due=past),
        row("D", "Custody", first=soon, due=soon),
        row("E", None),
        row("F", "Custody", first=past, due=past, status="closed"),
        row("G", "Custody", first=past, due=past, status="awaiting on-boarding"),
        row("H", "Custody", first=past, due=past),
    ]
    moved = {"C": later, "D": later, "H": None}
    november = [{**row, "due_on": moved.get(str(row["reference"]), row["due_on"])} for row in october]
    return Register(write_register(tmp_path_factory.mktemp("planning"), {OCTOBER: october, NOVEMBER: november}))


def counts_by_value(
    plan: Plan, dimension: Dimension = "theme"
) -> list[tuple[str, int, int, int, int, int, int, int | None]]:
    return [
        (
            theme.value,
            theme.open,
            theme.overdue,
            theme.masked,
            theme.late_no_current_date,
            theme.redated,
            theme.weight,
            theme.meeting and theme.meeting.id,
        )
        for theme in plan.rankings[dimension]
    ]


def test_the_parts_and_the_weight_by_hand(register: Register) -> None:
    # Vetting: A, B, C open; B and C past the first date; C masked and re-dated: 3 + 2 x 2 + 1 + 1 = 9.
    # Custody: D and H open; D re-dated; H late with no current date, so not masked: 2 + 2 + 1 + 1 = 6. G is not open.
    plan = forward_plan.forward_plan(register, Filters(), ())
    assert counts_by_value(plan) == [
        ("Vetting", 3, 2, 1, 0, 1, 9, None), ("Custody", 2, 1, 0, 1, 1, 6, None), ("", 1, 0, 0, 0, 0, 1, None),
    ]  # fmt: skip
    assert counts_by_value(plan, "programme") == [("P", 6, 3, 1, 1, 2, 6 + 6 + 1 + 1 + 2, None)]
    assert (plan.open, plan.as_at) == (6, NOVEMBER)


def test_on_an_earlier_day_nothing_had_been_put_back(register: Register) -> None:
    # On 31 October no date had passed and none had moved: the parts are the open alone.
    assert counts_by_value(forward_plan.forward_plan(register, Filters(as_at=OCTOBER), ())) == [
        ("Vetting", 3, 0, 0, 0, 0, 3, None), ("Custody", 2, 0, 0, 0, 0, 2, None), ("", 1, 0, 0, 0, 0, 1, None),
    ]  # fmt: skip


def test_what_is_planned_follows_what_is_not(register: Register) -> None:
    plan = forward_plan.forward_plan(register, Filters(), (meeting(1, NOVEMBER, themes=("vetting ",)),))
    assert [(theme[0], theme[-1]) for theme in counts_by_value(plan)] == [("Custody", None), ("Vetting", 1), ("", None)]
    assert [theme.value for theme in plan.unplanned("theme")] == ["Custody"]


@pytest.mark.parametrize(
    ("held", "found"),
    [
        (meeting(1, NOVEMBER, themes=("Vetting",)), 1),
        (meeting(1, NOVEMBER, themes=("Custody", "VETTING")), 1),
        (meeting(1, NOVEMBER - timedelta(days=1), themes=("Vetting",)), None),
        (meeting(1, NOVEMBER, themes=("Vetting",), cancelled=True), None),
        (meeting(1, NOVEMBER, themes=("Vetting and conduct",)), None),
        (meeting(1, NOVEMBER, programmes=("Vetting",)), None),
        (meeting(1, NOVEMBER, themes=("",)), None),
    ],
)
def test_which_meeting_is_planned_on_a_theme(register: Register, held: Meeting, found: int | None) -> None:
    plan = forward_plan.forward_plan(register, Filters(), (held,))
    assert {theme[0]: theme[-1] for theme in counts_by_value(plan)}["Vetting"] == found
    assert {theme[0]: theme[-1] for theme in counts_by_value(plan)}[""] is None


def test_the_next_meeting_is_the_first_by_day_then_by_its_number(register: Register) -> None:
    later, sooner = NOVEMBER + timedelta(days=9), NOVEMBER + timedelta(days=2)
    held = tuple(meeting(id_, on, themes=("Vetting",)) for id_, on in ((1, later), (3, sooner), (2, sooner)))
    plan = forward_plan.forward_plan(register, Filters(), held)
    assert [meeting.id for meeting in plan.upcoming] == [2, 3, 1]
    assert counts_by_value(plan)[1][-1] == 2


def test_meetings_may_count_from_another_day_than_the_as_at_day(register: Register) -> None:
    held = (meeting(1, NOVEMBER, themes=("Vetting",)), meeting(2, date(2023, 1, 9), themes=("Vetting",)))
    plan = forward_plan.forward_plan(register, Filters(), held, from_day=date(2022, 12, 1))
    assert {theme[0]: theme[-1] for theme in counts_by_value(plan)}["Vetting"] == 2
    assert (plan.as_at, plan.from_day, len(plan.upcoming)) == (NOVEMBER, date(2022, 12, 1), 1)


def test_other_weights_and_none(register: Register) -> None:
    plan = forward_plan.forward_plan(register, Filters(), (), weights=(0, 0, 5, 7, 9))
    # Vetting: 5 x 1 masked + 9 x 1 re-dated; Custody: 7 x 1 late with no current date + 9 x 1 re-dated.
    assert [(theme[0], theme[6]) for theme in counts_by_value(plan)] == [("Custody", 16), ("Vetting", 14), ("", 0)]
    unweighted = forward_plan.forward_plan(register, Filters(), (), weights=(0, 0, 0, 0, 0))
    assert [theme[6] for theme in counts_by_value(unweighted)] == [0, 0, 0]
    assert len(unweighted.unplanned("theme")) == 2


def test_the_priorities_of_the_framework_stand_with_zeros(register: Register) -> None:
    plan = forward_plan.forward_plan(register, Filters(), ())
    rows = counts_by_value(plan, "strategic_priority")
    assert [row[0] for row in rows] == [*NOVEMBER_2022.names, ""]
    assert [row[1] for row in rows] == [0] * 10 + [6]
    assert plan.unplanned("strategic_priority") == ()


def test_what_meetings_name_that_is_not_open(register: Register) -> None:
    held = (
        meeting(1, NOVEMBER, themes=("Vetting", "Veting")),
        meeting(2, NOVEMBER, themes=("veting", "Firearms")),
        meeting(3, OCTOBER, themes=("Estate",)),
    )
    plan = forward_plan.forward_plan(register, Filters(), held)
    assert plan.without_open("theme") == ("Veting", "Firearms")
    assert plan.without_open("programme") == ()


def test_the_definition_says_the_weights_that_are_used() -> None:
    """The weights stand in PARTS; the definition that a reader sees says the same numbers in the same order."""
    weights = re.findall(r"\b(\d)\b", (forward_plan.forward_plan.__doc__ or "").split("The weight of")[1])
    assert tuple(map(int, weights)) == WEIGHTS
    assert all(part.reason.endswith(".") and 0 < part.weight <= forward_plan.MOST_WEIGHT for part in PARTS)


def test_any_folder_without_meetings_or_open_ones(tmp_path: Path) -> None:
    closed = Register(write_register(tmp_path, {date(2024, 4, 4): [row("A", "Vetting", status="closed")]}))
    plan = forward_plan.forward_plan(closed, Filters(), ())
    assert (plan.open, plan.upcoming, dict(plan.rankings)) == (0, (), dict.fromkeys(DIMENSIONS, ()))


@st.composite
def meetings(draw: st.DrawFn, as_at: date) -> tuple[Meeting, ...]:
    """A few meetings before, on and after a day, naming values that registers hold or not, some of them cancelled."""

    def names(column: str) -> tuple[str, ...]:
        held = [str(value) for value in POOLS[column] if value is not None]
        return tuple(draw(st.lists(st.sampled_from([*held, held[0].upper(), "No such"]), max_size=2)))

    return tuple(
        meeting(
            number,
            as_at + timedelta(days=draw(st.integers(-2, 3))),
            cancelled=draw(st.sampled_from((False, False, True))),
            **{of: names(column) for column, of in DIMENSIONS.items()},
        )
        for number in range(draw(st.integers(0, 5)))
    )


@FEW
@given(cases(statuses=True), st.data())
def test_any_history_a_second_time(case: Case, data: st.DataObject) -> None:
    held = data.draw(meetings(case.t1))
    weights = data.draw(st.just(WEIGHTS) | st.tuples(*[st.integers(0, 9)] * len(PARTS)))
    with opened(case.extracts) as register:
        plan = forward_plan.forward_plan(register, filters(case), held, weights=weights)
    records = history.view(case.extracts, case.t1, case.k1)
    standing = [
        record for record in measures.filtered(records, measures.chosen(case.choice)) if measures.is_open(record)
    ]
    for column, of in DIMENSIONS.items():
        answer = {theme[0]: theme[1:] for theme in counts_by_value(plan, column) if theme[1]}
        assert answer == expected(standing, held, column, of, case.t1, weights)
        check_order(plan, column)


def expected(
    standing: list[history.Record], held: tuple[Meeting, ...], column: str, of: str, t: date, weights: tuple[int, ...]
) -> dict[str, tuple[int, int, int, int, int, int, int | None]]:
    """Each value of the open with its parts, its weight and its next meeting, one recommendation at a time."""
    counts: Counter[tuple[str, str]] = Counter()
    for record in standing:
        name = value(record.attributes, column) or ""
        counts[name, "open"] += 1
        counts[name, "overdue"] += record.original_due_on is not None and record.original_due_on < t
        counts[name, "masked"] += record.overdue_original and record.due_on is not None and record.due_on >= t
        counts[name, "late_no_current_date"] += record.overdue_original and record.due_on is None
        counts[name, "redated"] += record.redatings >= 1
    result = {}
    for name in {name for name, _ in counts}:
        numbers = [counts[name, part] for part in ("open", "overdue", "masked", "late_no_current_date", "redated")]
        heavy = sum(a * b for a, b in zip(numbers, weights, strict=True))
        days = [
            (meeting.held_on, meeting.id) for meeting in held
            if not meeting.is_cancelled and meeting.held_on >= t
            and name.lower() in {n.lower() for n in getattr(meeting, of)}
        ]  # fmt: skip
        result[name] = (*numbers, heavy, min(days)[1] if days and name else None)
    return result


def check_order(plan: Plan, dimension: Dimension) -> None:
    """No line stands above one that should come before it."""
    rows = [theme for theme in plan.rankings[dimension] if theme.value]
    assert [bool(theme.weight) for theme in rows] == sorted([bool(theme.weight) for theme in rows], reverse=True)
    heavy = [theme for theme in rows if theme.weight]
    without = [theme for theme in heavy if theme.meeting is None]
    assert heavy[: len(without)] == without
    for group in (without, heavy[len(without) :]):
        assert [theme.weight for theme in group] == sorted([theme.weight for theme in group], reverse=True)
