"""What is worked out beside the start of the server: the register opened, then what the pages ask of it at first."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

from analytics import people
from analytics.errors import RegisterError
from analytics.filters import EVERYTHING
from analytics.measures import (
    assurance,
    changes,
    closure_rates,
    due_dates,
    engage,
    filter_options,
    onboarding,
    reopening,
    responses,
    themes,
)
from analytics.vocabulary import ENGAGE_PHASE
from pages.ui import audit, cached

FIRST_QUERIES = (
    assurance.assurance,
    closure_rates.closure_by_cohort,
    closure_rates.on_time,
    closure_rates.time_to_close,
    reopening.reopening_rate,
    onboarding.onboarding,
)
"""Measures that need something kept which no choice changes: the first reader to ask would wait until it is made."""

LISTS = (assurance.reopened, assurance.sent_back, assurance.superseded, assurance.candidates)
"""The same, of which one row is asked for: what is kept holds them all."""

PAUSE = 5
"""Seconds in which whoever waited for the register to open is given the first page."""


def start() -> threading.Thread:
    """Begin beside the start of the server, so that the first reader finds the register open."""
    work = threading.Thread(target=_work_out_as_server, daemon=True)
    work.start()
    return work


def _work_out_as_server() -> None:
    with people.acting_as(people.LOCAL):
        _work_out()


def _work_out() -> None:
    """Record changed settings and open the register; a while later make what is kept of it for the newest day."""
    with suppress(RegisterError):  # whoever records something next sees that the database does not answer
        audit.record_settings()
    with suppress(RegisterError):  # the first reader sees the error
        cached.register()
        time.sleep(PAUSE)
        recorded = cached.result(filter_options.recorded, EVERYTHING)
        for measure in FIRST_QUERIES:
            cached.result(measure, EVERYTHING)
        for listed in LISTS:
            cached.result(listed, EVERYTHING, 1)
        cached.result(changes.happened, EVERYTHING, None, 1)
        cached.result(engage.moved, EVERYTHING, ENGAGE_PHASE, 1)
        for column in themes.THEME_COLUMNS:
            cached.result(themes.theme_counts, EVERYTHING, column)
        cached.result(responses.responses, EVERYTHING, recorded)
        cached.result(due_dates.dates, EVERYTHING, recorded)
