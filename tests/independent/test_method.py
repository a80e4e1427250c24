"""The worked examples of docs/method.md, worked out by the second computation: each answer on the page is its answer.

Assurance, reopening, on-boarding, changes and responses are left out: tests/measures works them out again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.independent import history, measures
from tests.independent.events import events
from tests.method_examples import Answer, Example, examples

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method.md"
EXAMPLES = examples(PAGE.read_text(encoding="utf-8"))
NOT_COMPUTED = re.compile(
    r"response( due)?|(reopened|followed|undecided) (with|for|after).*"
    r"|(reached|waiting|decisions|longest|exceptions|changes).*"
)
SLIP_BANDS = {
    "Brought forward": (None, -1), "Not moved": (0, 0), "1 to 30 days": (1, 30), "31 to 90 days": (31, 90),
    "91 to 180 days": (91, 180), "181 to 365 days": (181, 365), "Over 365 days": (366, None),
}  # fmt: skip
AGE_NAMES = {
    "Under 3 months": "under 3 months", "3 to 6 months": "3–6 months", "6 to 12 months": "6–12 months",
    "1 to 2 years": "1–2 years", "2 to 3 years": "2–3 years", "3 years or more": "3+ years", "No date": "no date",
}  # fmt: skip


class Register:
    """The extracts of an example as one of its questions looks at them."""

    def __init__(self, example: Example, question: Answer) -> None:
        self.extracts = example.extracts
        self.as_at = question.as_at
        self.known_at = question.known_at or max(extract.as_at for extract in example.extracts)
        self.since = question.since
        self.reference = question.recommendation
        self.choice = {name: _wanted(name, values) for name, values in parse_qs(question.filter).items()}
        self.fits = measures.chosen(self.choice)
        self.records = history.view(self.extracts, self.as_at, self.known_at)

    def outstanding(self) -> list[history.Record]:
        """The outstanding recommendations in the filter."""
        return [record for record in measures.filtered(self.records, self.fits) if record.is_outstanding]


def _wanted(name: str, values: list[str]) -> Any:
    if name.endswith(("_from", "_to")):
        return date.fromisoformat(values[0])
    return values[0] if name in ("received", "due", "overdue") else tuple(values)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_second_computation_gives_the_answers_of_the_page(example: Example) -> None:
    questions = [answer for answer in example.answers if not NOT_COMPUTED.fullmatch(answer.figure)]
    computed = [(question, _computed(Register(example, question), question.figure)) for question in questions]
    assert [(question, result) for question, result in computed if not _is_answer(result, question.answer)] == []


def test_a_wrong_answer_is_found() -> None:
    question = EXAMPLES[0].answers[0]
    assert not _is_answer(_computed(Register(EXAMPLES[0], question), question.figure), f"{question.answer}, wrong")


def test_most_answers_are_worked_out() -> None:
    left_out = [answer for each in EXAMPLES for answer in each.answers if NOT_COMPUTED.fullmatch(answer.figure)]
    assert 4 * len(left_out) < sum(len(each.answers) for each in EXAMPLES)


def _is_answer(result: Any, text: str) -> bool:
    """Whether a result is what the page gives."""
    if result is None:
        return text == "not recorded"
    if isinstance(result, Fraction):
        return result == Fraction(text)
    return text == ({True: "yes", False: "no"}[result] if isinstance(result, bool) else str(result))


def _computed(register: Register, figure: str) -> Any:
    for pattern, answer in (OF_ONE if register.reference else OF_ALL).items():
        if (match := re.fullmatch(pattern, figure)) is not None:
            return answer(register, *match.groups())
    raise AssertionError(f"the page has the figure '{figure}', which this test does not know")


def _of_record(register: Register, name: str) -> Any:
    record = register.records.get(register.reference)
    if record is None:
        return "not yet"
    fields = {"first_agreed_on": record.original_due_on, "ended_on": record.closed_on}
    if name in fields:
        return fields[name]
    return getattr(record, name) if hasattr(record, name) else record.attributes[name]


def _is_overdue(register: Register, way: str) -> bool:
    return bool(getattr(register.records[register.reference], measures.OVERDUE_FLAGS[way]))


def _events(register: Register, kind: str) -> str:
    days = [
        f"{event.effective} in {event.extract_day}"
        for event in events(history.used(register.extracts, register.known_at))
        if (event.reference, event.kind) == (register.reference, kind)
    ]
    return "; ".join(days) or "none"


OF_ONE: dict[str, Callable[..., Any]] = {
    r"overdue (.+)": _is_overdue,
    r"event (.+)": _events,
    r"(\w+)": _of_record,
}


def _figure(register: Register, path: str) -> Any:
    since = register.since or register.as_at
    outcome: Any = measures.figures(register.extracts, register.as_at, register.known_at, since, register.choice)
    for name in path.split("."):
        outcome = outcome[name]
    return outcome


def _slip(register: Register, band: str) -> int:
    if band == "No due date":
        return sum(record.due_on is None for record in register.outstanding())
    first, last = SLIP_BANDS[band]
    slips = [record.slip_days for record in register.outstanding() if record.slip_days is not None]
    return sum((first is None or first <= days) and (last is None or days <= last) for days in slips)


def _days_late(register: Register, first: str, last: str) -> int:
    counts = measures.days_late(register.records, register.fits, register.as_at, "current")
    return counts[f"{first}–{last}"]


def _months(register: Register, column: str) -> measures.Months:
    if column == "received":
        return measures.received_by_month(register.records, register.fits)
    return measures.closed_by_month(register.extracts, register.as_at, register.known_at, register.fits)


def _in_month(register: Register, column: str, year: str, month: str) -> int:
    return _months(register, column).by_month.get((int(year), int(month)), 0)


def _rate(register: Register, of: str, name: str) -> int:
    last = measures.months_after(register.as_at, -12)
    first = measures.months_after(register.as_at, -24) + history.DAY

    def rate(*, implemented: bool) -> measures.Rate:
        if of == "on time":
            since = last
            return measures.on_time_rate(
                register.records, register.fits, since, register.as_at, implemented=implemented
            )
        outcome = measures.closure_rate(
            register.records, register.fits, first, last, register.as_at, implemented=implemented
        )
        assert outcome is not None
        return outcome

    counts = rate(implemented=False)
    made = counts.denominator + counts.undecided
    return {
        "made": made,
        "due": made,
        "closed": counts.numerator,
        "not_closed": counts.denominator - counts.numerator,
        "undecided": counts.undecided,
        "implemented": rate(implemented=True).numerator,
    }[name]


def _of_all_made(register: Register, name: str) -> int:
    rate = measures.never_closed_rate(register.records, register.fits)
    closed = rate.denominator - rate.numerator
    return {"closed": closed, "not closed": rate.numerator, "not known": rate.undecided}[name]


def _curve(register: Register) -> list[measures.Step]:
    return measures.kaplan_meier(measures.times_to_close(register.records, register.fits, register.as_at)[0])


def _still_open(register: Register, days: str) -> Fraction | str:
    times = measures.times_to_close(register.records, register.fits, register.as_at)[0]
    if sum(followed >= int(days) for followed, _ in times) < measures.SMALLEST_RATE:
        return "not shown"
    shares = [step.still_open for step in _curve(register) if step.day <= int(days)]
    return shares[-1] if shares else Fraction(1)


def _median(register: Register) -> Any:
    days = measures.median_days(_curve(register))
    return "not reached" if days is None else days


OF_ALL: dict[str, Callable[..., Any]] = {
    r"recommendations": lambda register: len(measures.filtered(register.records, register.fits)),
    r"slip (.+)": _slip,
    r"age (.+)": lambda register, band: measures.age(register.records, register.fits, register.as_at)[AGE_NAMES[band]],
    r"days late (\d+) to (\d+) days": _days_late,
    r"due within (\d+) days": lambda register, days: measures.due_within(
        register.records, register.fits, register.as_at
    )[int(days)],
    r"(received|closed) in (\d+)-(\d+)": _in_month,
    r"(received|closed) without a date": lambda register, column: _months(register, column).without_date,
    r"(cohort|on time) (\w+)": _rate,
    r"ever made": lambda register: len(measures.filtered(register.records, register.fits)),
    r"of them (.+)": _of_all_made,
    r"still open after (\d+) days": _still_open,
    r"median": _median,
    r"([\w. ]+)": _figure,
}
