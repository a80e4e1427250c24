"""The pages that are about one subject: what each gives is made of several measures, which the page draws from too."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.api.values import plain
from analytics.filters import Filters
from analytics.measures import (
    assurance,
    closure_rates,
    due_dates,
    engage,
    filter_options,
    forward_plan,
    onboarding,
    programmes,
    reopening,
    responses,
    themes,
    turnaround,
)
from analytics.measures.coverage import latest_used, up_to
from analytics.register.database import Register
from analytics.vocabulary import ENGAGE_PHASE, PLAN_OF_100_DAYS

Measure = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class SubjectMeasure:
    """One measure of a subject with what it is given after the filters; `needs_recorded`: the columns recorded."""

    measure: Measure
    arguments: tuple[Any, ...] = ()
    needs_recorded: bool = False

    @property
    def definition(self) -> str:
        """The measure's definition, in its code's own words."""
        return " ".join((inspect.getdoc(self.measure) or "").replace("`", "").split())

    def work_out(self, register: Register, filters: Filters) -> Any:
        """What the measure gives."""
        days = Filters(as_at=filters.as_at, known_at=filters.known_at)
        recorded = (filter_options.recorded(register, days),) if self.needs_recorded else ()
        return self.measure(register, filters, *self.arguments, *recorded)


SUBJECTS: Mapping[str, Mapping[str, SubjectMeasure]] = {
    "dates": {
        "dates": SubjectMeasure(due_dates.dates, needs_recorded=True),
        "most_redated": SubjectMeasure(due_dates.most_redated),
    },
    "turnaround": {
        "portfolio": SubjectMeasure(turnaround.portfolio),
        "priority_mapping": SubjectMeasure(turnaround.priority_mapping),
        "programmes": SubjectMeasure(programmes.programmes),
    },
    "engage": {
        "engage": SubjectMeasure(engage.tagged, (ENGAGE_PHASE,)),
        "hundred_day_plan": SubjectMeasure(engage.tagged_alone, (PLAN_OF_100_DAYS,)),
    },
    "assurance": {
        "assurance": SubjectMeasure(assurance.assurance),
        "closed_within_12_months": SubjectMeasure(closure_rates.closure_by_cohort),
        "closed_on_time": SubjectMeasure(closure_rates.on_time),
        "reopened_within_6_months": SubjectMeasure(reopening.reopening_rate),
        "time_to_close": SubjectMeasure(closure_rates.time_to_close),
        "reopened": SubjectMeasure(assurance.reopened),
        "sent_back": SubjectMeasure(assurance.sent_back),
        "closure_candidates": SubjectMeasure(assurance.candidates),
        "superseded": SubjectMeasure(assurance.superseded),
    },
    "onboarding": {"onboarding": SubjectMeasure(onboarding.onboarding)},
    "responses": {"responses": SubjectMeasure(responses.responses, needs_recorded=True)},
    "themes": {
        "themes": SubjectMeasure(themes.theme_counts, ("theme",)),
        "root_causes": SubjectMeasure(themes.theme_counts, ("root_cause",)),
    },
    "plan": {"parts": SubjectMeasure(forward_plan.parts)},
}
"""The measures of each subject, by the page's address."""


TO_LATEST = frozenset({"assurance", "onboarding", "themes"})
"""Subjects that are about what came and went, which is known up to the newest extract used: so their pages have it."""


def document(subject: str, register: Register, filters: Filters) -> dict[str, Any]:
    """What a page about a subject is made of, as JSON has it."""
    if subject in TO_LATEST:
        filters = up_to(latest_used(register, filters), filters)
    return {name: plain(part.work_out(register, filters)) for name, part in SUBJECTS[subject].items()}
