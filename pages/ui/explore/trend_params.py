"""What a reader of the trends may choose beside the filters; the address holds it."""

from __future__ import annotations

from typing import Any

from analytics.sections.trends import Event
from pages.ui import screen

PERIODS = {24: "Two years", 60: "Five years", 120: "Ten years"}
EVENTS: dict[Event, str] = {"received": "Received", "closed": "Closed"}


def months() -> int:
    """How many months the monthly charts go back."""
    return int(_choice("Period of the monthly charts", PERIODS, "months"))


def event() -> Event:
    """Which event the yearly charts count."""
    choice: Event = _choice("What the yearly charts count", EVENTS, "event")
    return choice


def _choice(words: str, choices: dict[Any, str], key: str) -> Any:
    first = next(iter(choices))
    chosen = screen.segmented_control(
        words,
        list(choices),
        default=first,
        format_func=choices.__getitem__,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    return chosen or first
