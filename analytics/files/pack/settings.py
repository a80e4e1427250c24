"""What a pack is made of: the meeting, the days, the recommendations, the sections and the analyst's commentary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from analytics.english import day, listed
from analytics.errors import WrongChoice
from analytics.files.pack.section_registry import KEYS, SECTION_BY_KEY
from analytics.filters import EVERYTHING, Filters, from_query, possible_day
from analytics.meetings.records import MeetingKind
from analytics.vocabulary import Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDraft:
    """What an analyst has chosen of a pack so far; None where the usual day is to be taken.

    `since` is the day of the last meeting, `held_on` the meeting's own day, by default the as-at day. `commentary` is
    what the analyst wrote, by the key of the section. `marking` is the lowest that the pack carries, for what is
    written in it: the rows may raise it, never lower it.
    """

    since: date | None = None
    kind: MeetingKind = MeetingKind.ANALYSIS
    held_on: date | None = None
    title: str = ""
    sections: tuple[str, ...] = KEYS
    commentary: tuple[tuple[str, str], ...] = ()
    marking: Marking = Marking.OFFICIAL

    def commentary_of(self, section: str) -> str:
        """The commentary of one section."""
        return dict(self.commentary).get(section, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSettings(SavedDraft):
    """One pack as it is asked for. Equal choices on the same register and the same meetings give equal packs.

    `filters` hold the as-at and known-at days.
    """

    since: date
    filters: Filters = EVERYTHING

    def to_json(self) -> str:
        """The choice as a text that `from_json` reads back."""
        values = {
            "meeting": str(self.kind),
            "held_on": self.held_on.isoformat() if self.held_on else None,
            "title": self.title,
            "since": self.since.isoformat(),
            "filters": self.filters.to_query(),
            "sections": list(self.sections),
            "commentary": dict(self.commentary),
            "marking": str(self.marking),
        }
        return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def settled(draft: SavedDraft, **days: Any) -> PackSettings:
    """The pack that a draft asks for, with its filters, its meeting and its `days` settled."""
    written = {field.name: getattr(draft, field.name) for field in fields(SavedDraft)}
    return PackSettings(**{**written, **days})


FIELDS = ("meeting", "held_on", "title", "since", "filters", "sections", "commentary", "marking")


def from_json(json_text: str | bytes) -> PackSettings:
    """The choice that a text or a file states. Raises WrongChoice where it is none, with what would be right."""
    try:
        values = json.loads(json_text.decode("utf-8-sig", "replace") if isinstance(json_text, bytes) else json_text)
    except ValueError:
        raise WrongChoice("The choice of a pack is not JSON; take it from the page Pack, which writes it.") from None
    if not isinstance(values, dict) or "since" not in values:
        raise WrongChoice("The choice of a pack names at least 'since', the day of the last meeting.")
    if unknown := sorted(set(values) - set(FIELDS)):
        raise WrongChoice(f"The choice of a pack has no '{unknown[0]}'; it may have {listed(FIELDS)}.")
    return PackSettings(
        since=_day("since", values["since"]),
        filters=from_query(_query(_mapping("filters", values.get("filters")))),
        kind=_word("meeting", MeetingKind, values.get("meeting") or MeetingKind.ANALYSIS),
        held_on=_day("held_on", values["held_on"]) if values.get("held_on") else None,
        title=str(values.get("title") or ""),
        sections=sections(values.get("sections", KEYS)),
        commentary=_commentary(_mapping("commentary", values.get("commentary"))),
        marking=_word("marking", Marking, values.get("marking") or Marking.OFFICIAL),
    )


def sections(keys: Any) -> tuple[str, ...]:
    """Keys of sections, each once, in their order. Raises WrongChoice for one that there is not, and where none is."""
    if isinstance(keys, str) or not isinstance(keys, list | tuple):
        raise WrongChoice("'sections' is a list of the sections' keys.")
    for key in keys:
        if key not in SECTION_BY_KEY:
            raise WrongChoice(f"There is no section '{key}'. The sections are {listed(tuple(SECTION_BY_KEY))}.")
    if not keys:
        raise WrongChoice("A pack has at least one section.")
    return tuple(dict.fromkeys(keys))


def checked(choice: PackSettings, as_at: date) -> PackSettings:
    """The choice, if its last meeting lies before the as-at day. Raises WrongChoice where it does not."""
    if choice.since >= as_at:
        wording = f"The last meeting must lie before {day(as_at)}, the as-at day; {day(choice.since)} does not."
        raise WrongChoice(wording)
    return choice


def _day(field: str, value: Any) -> date:
    try:
        return possible_day(value)
    except (TypeError, ValueError):
        raise WrongChoice(f"'{field}' is '{value}'; write the day as year-month-day, as 2022-11-28.") from None


def _word(field: str, words: Any, value: Any) -> Any:
    if value not in list(words):
        raise WrongChoice(f"'{field}' is '{value}'; it is one of {listed([str(word) for word in words], 'or')}.")
    return words(value)


def _mapping(field: str, value: Any) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise WrongChoice(f"'{field}' names values in braces.")
    return value


def _query(filters: Mapping[str, Any]) -> dict[str, list[str]]:
    """Filters as the address holds them: a name, and its values as texts."""
    listed_values = {name: value if isinstance(value, list) else [value] for name, value in filters.items()}
    for name, values in listed_values.items():
        if not all(isinstance(value, str) for value in values):
            raise WrongChoice(f"The filter '{name}' holds texts in brackets, as [\"HMICFRS\"].")
    return listed_values


def _commentary(texts: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    written = {key: str(text).strip() for key, text in texts.items()}
    sections(list(written) or KEYS)
    return tuple((key, text) for key, text in written.items() if text)
