"""How often what was closed is opened again: one register by hand, any history a second time."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from analytics.filters import Filters
from analytics.measures.reopening import WITHIN, reopening_rate
from analytics.register.database import Register
from analytics.vocabulary import State
from tests.examples import examples
from tests.independent import events, history, measures
from tests.independent.strategies import Case
from tests.measures.test_second_computation import opened
from tests.registers import write_register

JANUARY, FEBRUARY, APRIL, JUNE = date(2022, 1, 31), date(2022, 2, 28), date(2022, 4, 30), date(2022, 6, 30)


def row(reference: str, status: str = "open", **columns: Any) -> dict[str, Any]:
    return {"reference": reference, "source": "DARA", "status": status, "made_on": date(2021, 6, 1), **columns}


def closed(reference: str, on: date | None, reason: str = "implemented") -> dict[str, Any]:
    return row(reference, "closed", closed_on=on, close_reason=reason)


def test_by_hand(tmp_path: Path) -> None:
    february, early = date(2022, 2, 20), date(2022, 1, 15)
    register = Register(
        write_register(
            tmp_path,
            {
                # Z was closed before the first extract: nobody could have seen it opened again before.
                JANUARY: [row("A"), row("B"), row("C"), row("D"), row("E"), row("F"), closed("Z", early)],
                # A to E closed on 20 February: three months are over on 20 May. F has no day: 1 to 28 February.
                FEBRUARY: [
                    *(closed(name, february) for name in "ABCD"),
                    closed("E", february, "duplicate"),
                    closed("F", None),
                    closed("Z", early),
                ],
                # A is open again by 20 May. F too, by its earliest anniversary, 1 May.
                APRIL: [row("A"), closed("B", february), closed("C", february), row("F"), row("Z")],
                # B is open again after 30 April and by 30 June: by 20 May or not, nobody knows. C stays closed.
                JUNE: [row("A"), row("B"), closed("C", february), row("F"), row("Z")],
            },
        )
    )
    # D was last seen in February, so that its three months were not watched. E was merged: it is no closing.
    result = reopening_rate(register, Filters(as_at=JUNE))
    assert result.to_dict("records") == [
        {"months": 3, "until": date(2022, 3, 30), "watched": 3, "reopened": 2, "undecided": 2},
        {"months": 6, "until": date(2021, 12, 30), "watched": 0, "reopened": 0, "undecided": 0},
        {"months": 12, "until": date(2021, 6, 30), "watched": 0, "reopened": 0, "undecided": 0},
    ]


def test_the_last_day_of_a_number_of_months_is_within_it(tmp_path: Path) -> None:
    february, may = date(2022, 2, 20), date(2022, 5, 20)
    extracts = {
        JANUARY: [row("A"), row("B")],
        FEBRUARY: [closed("A", february), closed("B", february)],
        may: [row("A"), closed("B", february)],
    }
    register = Register(write_register(tmp_path, extracts))

    def three_months(as_at: date) -> list[int]:
        counts = reopening_rate(register, Filters(as_at=as_at)).set_index("months").loc[3]
        return [counts[name] for name in ("watched", "reopened", "undecided")]

    assert three_months(JUNE) == [2, 1, 0]  # A is reopened, and B seen closed, three months after to the day
    assert three_months(date(2023, 5, 19)) == [2, 1, 0]
    assert three_months(date(2023, 5, 20)) == [0, 0, 0]  # the twelve months begin after 20 February 2022
    register.close()


def test_what_no_extract_has_watched_yet_is_undecided(tmp_path: Path) -> None:
    days = {JANUARY: [row("A")], FEBRUARY: [closed("A", date(2022, 2, 20))]}
    register = Register(write_register(tmp_path, days))
    counted = reopening_rate(register, Filters(as_at=date(2022, 12, 31)))[["watched", "undecided"]]
    assert counted.to_numpy().tolist() == [[0, 1], [0, 1], [0, 0]]  # closed within 12 months of the as-at day


def test_a_reopening_belongs_to_one_closure(tmp_path: Path) -> None:
    """Twelve are closed, reopened, and closed again under their old date: 12 of 24, not 24 of 24."""
    february = date(2022, 2, 20)
    twelve = [f"A{number}" for number in range(12)]
    extracts = {
        JANUARY: [row(name) for name in twelve],
        FEBRUARY: [closed(name, february) for name in twelve],
        date(2022, 3, 31): [row(name) for name in twelve],
        APRIL: [closed(name, february) for name in twelve],
        date(2022, 12, 31): [closed(name, february) for name in twelve],
    }
    result = reopening_rate(Register(write_register(tmp_path, extracts)), Filters())
    assert result[["watched", "reopened", "undecided"]].to_numpy().tolist()[:2] == [[24, 12, 0], [24, 12, 0]]


def test_a_closure_dated_off_the_register_counts_and_is_followed_while_held(tmp_path: Path) -> None:
    march = date(2022, 3, 15)
    extracts = {
        JANUARY: [row("A"), row("B"), row("Z")],
        FEBRUARY: [row("Z")],  # A and B are not on the register when they are closed
        APRIL: [closed("A", march), closed("B", march), row("Z")],
        JUNE: [closed("A", march), row("Z")],
    }
    result = reopening_rate(Register(write_register(tmp_path, extracts)), Filters(as_at=date(2022, 7, 31)))
    # A was held on 30 June, so past 15 June; B was last held in April.
    assert result[["watched", "reopened", "undecided"]].to_numpy().tolist()[0] == [1, 0, 1]


def months_on(day: date, months: int) -> date:
    """The same day so many months later, the month's last where it has none."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


EXTRACT_DAYS = [JANUARY + timedelta(days=30 * number) for number in range(12)]
TOLD = st.sampled_from(("open", "open", "closed", "closed", "undated", "merged", "not accepted", "unknown", "absent"))


@st.composite
def histories(draw: st.DrawFn) -> list[history.Extract]:
    """Up to six extracts of some two years, four recommendations that close, open again, and go and come."""
    days = sorted(draw(st.lists(st.sampled_from(EXTRACT_DAYS), min_size=3, max_size=6, unique=True)))
    extracts = [history.Extract(day, [row("Z")]) for day in days]
    for reference in "ABCD":
        reported = None
        for number, extract in enumerate(extracts):
            text = draw(TOLD)
            day = draw(st.integers(1, 45).map(lambda ago, day=extract.as_at: day - timedelta(days=ago)))
            if text == "absent" or (number == 0 and text == "closed"):
                continue
            reported = (
                reported
                if text == "closed" and reported and reported["status"] == "closed"
                else said_so(reference, text, day)
            )
            extract.rows.append(reported)
    return extracts


def said_so(reference: str, said: str, day: date) -> dict[str, Any]:
    if said in ("closed", "merged"):
        return closed(reference, day, "duplicate" if said == "merged" else "implemented")
    return closed(reference, None) if said == "undated" else row(reference, said)


@examples(60)
@given(histories(), st.integers(0, 200), st.booleans())
def test_any_history_a_second_time(extracts: list[history.Extract], later: int, some: bool) -> None:  # noqa: FBT001
    k = extracts[-1].as_at
    case = Case(extracts, k, k + timedelta(days=later), k, {"theme": ("[blank]",)} if some else {})
    with opened(case.extracts) as register:
        result = reopening_rate(register, Filters(**{**case.choice, "as_at": case.t1, "known_at": case.k1}))
    for counted in result.to_dict("records"):
        numbers = counted_again(case, case.t1, counted["months"], counted["until"])
        assert (counted["watched"], counted["reopened"], counted["undecided"]) == numbers
    assert tuple(result["months"]) == WITHIN


def counted_again(case: Case, t: date, months: int, until: date) -> tuple[int, int, int]:
    used = history.used(case.extracts, case.k1)
    fits = measures.chosen(case.choice)
    after = date(until.year - 1, until.month, min(until.day, monthrange(until.year - 1, until.month)[1]))
    again = [event for event in events.events(used) if event.kind == "reopened"]
    decided = []
    for record in measures.filtered(history.view(case.extracts, t, case.k1), fits):
        for spell in history.spells(used, record.reference):
            if not (after < spell.start <= until) or spell.start <= used[0].as_at or spell.state() != State.CLOSED:
                continue
            back = reopening_of(spell, history.spells(used, record.reference), again, record.reference)
            back = back if back is not None and back <= t else None
            decided.append(
                answer([loading for loading in used if loading.as_at <= t], record.reference, spell, back, months)
            )
    return (
        sum(decision is not None for decision in decided),
        sum(decision is True for decision in decided),
        decided.count(None),
    )


def reopening_of(
    spell: history.Spell, spells: list[history.Spell], again: list[events.Event], reference: str
) -> date | None:
    """The day of the reopening whose newest spell this is."""
    for day in (event.effective for event in again if event.reference == reference):
        if [spell for spell in spells if spell.first_extract < day][-1] == spell:
            return day
    return None


def answer(used: Any, reference: str, spell: history.Spell, back: date | None, months: int) -> bool | None:
    if back is not None and back <= months_on(spell.earliest, months):
        return True
    if back is not None:
        last_closed = max(extract.as_at for extract in used if extract.as_at < back)
    else:
        last_closed = history.rows_of(used, reference)[-1].as_at
    return False if last_closed >= months_on(spell.start, months) else None
