"""Every kind of event has words wherever events are shown, and each line says what was and what is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analytics.files.pack.sections import movement
from analytics.measures.changes import GROUPS
from analytics.measures.events import LATE, NEW, WITHDRAWN
from analytics.sections import changes as section
from analytics.sections.event_lines import LETTERS, changed_words, event_line
from analytics.vocabulary import EventKind
from pages.ui.explore import recommendation_text

ATTRIBUTES = {
    EventKind.RE_DATED: ("due_on", "2022-06-30", "2022-12-31"),
    EventKind.RE_ROUTED: ("programme", "Custody", "Vetting"),
    EventKind.RE_ASSIGNED: ("owner_role", "Head of one", "Head of two"),
    EventKind.RISK_CHANGED: ("risk", "high", "low"),
    EventKind.THEME_CHANGED: ("theme", "Custody", "Vetting"),
    EventKind.PRIORITY_CHANGED: ("strategic_priority", "First", "Second"),
    EventKind.MOVED: ("report", "Report one", "Report two"),
    EventKind.REWORDED: ("text", "Check each record.", "Check every record."),
    EventKind.DUE_DATE_REMOVED: ("due_on", "2022-06-30", None),
}
OTHERS = {
    EventKind.RECEIVED, EventKind.ON_BOARDED, EventKind.ACTION_COMPLETE, EventKind.PROPOSED, EventKind.CLOSED,
    EventKind.REOPENED, EventKind.CORRECTED, EventKind.DROPPED, EventKind.RETURNED,
}  # fmt: skip
IN_OTHER_SECTIONS = {
    EventKind.RE_DATED, EventKind.DUE_DATE_REMOVED,  # dates that slipped
    EventKind.PROPOSED, EventKind.ACTION_COMPLETE, EventKind.ON_BOARDED,  # steps, which the position counts
}  # fmt: skip


def event(kind: str, column: str | None, before: str | None, after: str | None) -> dict[str, Any]:
    """An event of a group of its kind."""
    about = {"kind": kind, "group": kind, "column_name": column, "before": before, "after": after, "days_later": 184}
    state_fields = {"state": "outstanding", "status": "open", "status_before": "open", "close_reason": None}
    days = {"took_effect_on": date(2022, 6, 30), "extract_day": date(2022, 6, 30)}
    return {**about, **state_fields, **days, "delivery_route": None, "successor_reference": None}


def test_every_kind_is_a_group_with_words_of_its_own() -> None:
    kinds = set(GROUPS) - {NEW, LATE, WITHDRAWN} | {EventKind.RECEIVED}
    assert kinds == set(EventKind) == OTHERS | ATTRIBUTES.keys()
    assert set(section.EVENT_PHRASES) == set(GROUPS)
    assert len({words for text in section.EVENT_PHRASES.values() for words in text[:2]}) >= len(GROUPS)


def test_every_kind_is_in_the_pack() -> None:
    assert {*movement.LISTED, *IN_OTHER_SECTIONS} == set(GROUPS)


@pytest.mark.parametrize("kind", list(ATTRIBUTES))
def test_a_change_shows_both_values_in_a_list_and_in_a_history(kind: EventKind) -> None:
    column, before, after = ATTRIBUTES[kind]
    happened = event(kind, column, before, after)
    names = {"2022-06-30": "30 June 2022", "2022-12-31": "31 December 2022", None: "blank"}
    line = event_line(happened).plain().casefold()
    assert all(names.get(value, value).casefold() in line for value in (before, after))  # type: ignore[union-attr]
    life = recommendation_text._event(happened, {"delivery_route": None, "state": "outstanding", "closed_on": None})
    assert all(names.get(value, value or "") in life for value in (before, after) if value)


def test_of_a_reworded_text_the_words_that_changed_are_shown() -> None:
    before = "The force should review how it records, checks and reports what it does by March 2023 at the latest."
    assert changed_words(before, before.replace("March", "June")) == (
        "… it does by March 2023 at the …",
        "… it does by June 2023 at the …",
    )
    assert changed_words("Do this.", "Do this. Then that.") == ("Do this.", "Do this. Then that.")
    assert changed_words("Do this and this.", "Do this.") == ("Do this and this.", "Do this.")
    assert changed_words("Do this.", None) == ("Do this.", "blank")
    assert all(len(words) <= LETTERS + 2 for words in changed_words("word " * 99, "other " * 99))
