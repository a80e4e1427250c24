"""Every worked example of docs/method.md, run through the product: each answer on the page is the product's."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pandas as pd
import pytest

from analytics.filters import OVERDUE, Filters, from_query
from analytics.measures import (
    ages,
    assurance,
    changes,
    closure_rates,
    due_dates,
    events,
    onboarding,
    received_and_closed,
    recommendations,
    reopening,
)
from analytics.measures.figures import figures
from analytics.measures.responses import responses
from analytics.register.database import Register
from analytics.vocabulary import COLUMNS, Kind
from tests.method_examples import Answer, Example, examples
from tests.registers import write_extract

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "method.md").read_text(encoding="utf-8")
EXAMPLES = examples(PAGE)
EVERY_KIND = (*Kind, "[blank]")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_product_gives_the_answers_of_the_page(example: Example, tmp_path: Path) -> None:
    assert _differences(example, tmp_path) == []


def test_every_example_of_the_page_is_read() -> None:
    assert len(EXAMPLES) == PAGE.count("```extracts\n") == PAGE.count("```answers\n") > 0
    assert PAGE.count("```") == 4 * len(EXAMPLES)
    assert all(example.extracts and example.answers for example in EXAMPLES)


def test_a_wrong_answer_is_found(tmp_path: Path) -> None:
    first = EXAMPLES[0]
    wrong = [replace(answer, answer=f"{answer.answer}, wrong") for answer in first.answers]
    assert [answer for answer, _ in _differences(replace(first, answers=wrong), tmp_path)] == wrong


def _differences(example: Example, folder: Path) -> list[tuple[Answer, str]]:
    """The answers of an example that the product does not give, each with what it gives."""
    for extract in example.extracts:
        columns = tuple(column.name for column in COLUMNS if column.name not in extract.absent)
        write_extract(folder, extract.as_at, extract.rows, columns=columns, rejected_references=extract.rejected)
    register = Register(folder)
    computed = [(answer, _computed(register, answer)) for answer in example.answers]
    return [(answer, text) for answer, text in computed if text != answer.answer]


def _computed(register: Register, asked: Answer) -> str:
    """The product's answer to one question of the page, as the page writes it."""
    chosen = replace(from_query(parse_qs(asked.filter)), as_at=asked.as_at, known_at=asked.known_at)
    for pattern, answer in (OF_ONE if asked.recommendation else OF_ALL).items():
        if (match := re.fullmatch(pattern, asked.figure)) is not None:
            return _written(answer(register, chosen, asked, *match.groups()))
    raise AssertionError(f"the page asks for '{asked.figure}', which this test does not know")


def _written(value: Any) -> str:
    if value is None:
        return "not recorded"
    if value is True or value is False:
        return "yes" if value else "no"
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def _of_row(register: Register, chosen: Filters, asked: Answer, name: str) -> Any:
    row = recommendations.recommendation(register, chosen, asked.recommendation)
    if row is None:
        assert name == "state"
        return "not yet"
    return row[name]


def _is_late(register: Register, chosen: Filters, asked: Answer, way: str) -> bool:
    late = Filters(as_at=chosen.as_at, known_at=chosen.known_at, overdue=way, kind=EVERY_KIND)
    return asked.recommendation in set(recommendations.rows(register, late, ("reference",))["reference"])


def _events(register: Register, chosen: Filters, asked: Answer, kind: str) -> str:
    result = events.recommendation_events(register, asked.recommendation, chosen.known_at)
    of_kind = result[result["kind"] == kind]
    days = zip(of_kind["took_effect_on"], of_kind["extract_day"], strict=True)
    return "; ".join(f"{took_effect:%Y-%m-%d} in {wording:%Y-%m-%d}" for took_effect, wording in days) or "none"


def _response(register: Register, chosen: Filters, asked: Answer, name: str) -> Any:
    clocked = responses(register, chosen, frozenset({"responded_on"})).clocked
    own = clocked[clocked["report"] == asked.recommendation]
    return own.iloc[0][name] if len(own) else "no clock"


OF_ONE: dict[str, Callable[..., Any]] = {
    r"overdue (" + "|".join(OVERDUE) + ")": _is_late,
    r"event (.+)": _events,
    r"response due": partial(_response, name="due_on"),
    r"response": partial(_response, name="standing"),
    r"(\w+)": _of_row,
}
"""How the product answers a figure about one recommendation: a pattern of its name, and what is asked."""


def _of_figures(register: Register, chosen: Filters, asked: Answer, path: str) -> Any:
    result: Any = figures(register, chosen, asked.since)
    for name in path.split("."):
        result = result[name]
    return result


def _changes(register: Register, chosen: Filters, asked: Answer, kind: str) -> Any:
    result = changes.happened(register, chosen, asked.since).events
    return result.loc[result["kind"] == kind, "reference"].nunique()


def _banded(measure: Callable[..., pd.DataFrame]) -> Callable[..., int]:
    def count(register: Register, chosen: Filters, _: Answer, band: str) -> int:
        result = measure(register, chosen)
        return int(result.set_index("band").loc[band, "outstanding"])

    return count


def _in_month(register: Register, chosen: Filters, _: Answer, column: str, month: str) -> int:
    result = received_and_closed.by_month(register, chosen)
    return int(result.loc[[day.strftime("%Y-%m") == month for day in result["month"]], column].sum())


def _rate(measure: Callable[..., pd.DataFrame]) -> Callable[..., int]:
    """A number of the first row of a table of rates."""
    return lambda register, chosen, _, name: int(measure(register, chosen).iloc[0][name])


def _of_all_made(*columns: str) -> Callable[..., int]:
    return lambda register, chosen, _: int(closure_rates.on_time(register, chosen)[list(columns)].sum().sum())


def _still_open(register: Register, chosen: Filters, asked: Answer, days: str) -> str:
    result = closure_rates.time_to_close(register, chosen)[""].after(int(days))
    if result is None:
        return "not shown"
    expected = Fraction(asked.answer)
    return asked.answer if result == pytest.approx(float(expected)) else str(Fraction(result).limit_denominator(100))


def _median(register: Register, chosen: Filters, _: Answer) -> Any:
    result = closure_rates.time_to_close(register, chosen)[""].median
    return "not reached" if result is None else result


def _reopening(column: str) -> Callable[..., int]:
    def count(register: Register, chosen: Filters, _: Answer, months: str) -> int:
        return int(reopening.reopening_rate(register, chosen).set_index("months").loc[int(months), column])

    return count


def _onboarding(name: str, *given: Any) -> Callable[..., Any]:
    return lambda register, chosen, _: getattr(onboarding.onboarding(register, chosen), name)(*given)


def _step(register: Register, chosen: Filters, _: Answer, column: str, step: str) -> int:
    return int(assurance.assurance(register, chosen).steps.set_index("step").loc[step, column])


_due_within = _banded(lambda register, chosen: due_dates.bands(register, chosen)["due"])


OF_ALL: dict[str, Callable[..., Any]] = {
    r"recommendations": lambda register, chosen, _: recommendations.count_and_sensitive(register, chosen)[
        "recommendations"
    ],
    r"changes (.+)": _changes,
    r"slip (.+)": _banded(lambda register, chosen: due_dates.bands(register, chosen)["slip"]),
    r"age (.+)": _banded(ages.age),
    r"days late (.+)": _banded(due_dates.days_late),
    r"due within (\d+) days": lambda register, chosen, _, days: _due_within(register, chosen, _, f"In {days} days"),
    r"(received|closed) in (.+)": _in_month,
    r"(received|closed) without a date": lambda register, chosen, _, of: getattr(
        received_and_closed.undated(register, chosen), of
    ),
    r"cohort (\w+)": _rate(closure_rates.closure_by_cohort),
    r"on time (\w+)": _rate(closure_rates.on_time),
    r"ever made": _of_all_made("made"),
    r"of them closed": _of_all_made("ever_closed"),
    r"of them not closed": _of_all_made("outstanding", "not_accepted", "dropped"),
    r"of them not known": _of_all_made("state_unknown"),
    r"still open after (\d+) days": _still_open,
    r"median": _median,
    r"reopened within (\d+) months": _reopening("reopened"),
    r"followed for (\d+) months": _reopening("watched"),
    r"undecided after (\d+) months": _reopening("undecided"),
    r"waiting": _onboarding("waiting"),
    r"waiting over 60 days": _onboarding("over_long"),
    r"longest wait in days": _onboarding("longest"),
    r"waiting and advised": _onboarding("advised"),
    r"decisions": _onboarding("decided"),
    r"decisions without a date": _onboarding("undated"),
    r"decisions for another route than advised": _onboarding("otherwise"),
    r"exceptions": _onboarding("exceptions"),
    r"(reached|waiting) (.+)": _step,
    r"([\w. ]+)": _of_figures,
}
"""How the product answers a figure about all recommendations: a pattern of its name, and what is asked."""
