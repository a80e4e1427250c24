"""What is worked out beside the start of the server: all that pages ask at first of what no choice changes."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

import pytest

from analytics.filters import Filters
from analytics.measures.changes import happened
from analytics.measures.engage import moved
from analytics.measures.headline_figures import headline
from analytics.measures.onboarding import onboarding
from analytics.vocabulary import ENGAGE_PHASE
from pages.ui import cached, warm_up

CACHED = {
    "assurance_steps", "closure_candidate", "cohort", "days_between_steps", "due_date_bands", "followed_closure",
    "onboarded", "original_due_date", "period_event", "reopened_closure", "response_required", "sent_back",
    "superseded", "theme_and_cause", "time_to_close", "undecided", "without_clock",
}  # fmt: skip


def test_what_the_first_questions_need_is_there(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTER", str(demonstration))
    monkeypatch.setattr(warm_up, "PAUSE", 0)
    monkeypatch.setattr(cached, "_registers", {})
    monkeypatch.setattr(cached, "_results", OrderedDict())
    warm_up.start().join()
    answer = cached.register()
    made = set(answer._tables)
    assert {key[0] for key in made} >= CACHED
    one_source = Filters(source=("DARA",))
    assert cached.result(headline, one_source).open
    assert cached.result(onboarding, one_source).decided()
    assert cached.result(happened, one_source).number()
    assert cached.result(moved, one_source, ENGAGE_PHASE).extracts
    assert set(answer._tables) == made  # the questions needed nothing that was not there


def test_an_empty_register_is_told_to_the_first_reader_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTER", str(tmp_path))
    monkeypatch.setattr(warm_up, "PAUSE", 0)
    warm_up.start().join()
