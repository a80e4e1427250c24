"""A pack out of a register, a choice and the meetings: its cover, and each section that was chosen, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from analytics import people
from analytics.english import ALL_RECOMMENDATIONS, day, plural, sentence_case
from analytics.files.file_names import file_name
from analytics.files.pack.blocks import sentences
from analytics.files.pack.content import Pack, Section
from analytics.files.pack.context import PackContext
from analytics.files.pack.section_registry import SECTION_BY_KEY, SectionEntry
from analytics.files.pack.settings import PackSettings, checked
from analytics.filters import BLANK, Filters
from analytics.measures.coverage import extract_days
from analytics.measures.recommendations import marking as marking_of
from analytics.meetings.agenda import agenda
from analytics.meetings.contents import Contents
from analytics.meetings.records import MARKING, Meeting
from analytics.people import Right
from analytics.register.database import Register
from analytics.register.remarks import remarks, replaced
from analytics.sections.days_outside_extracts import outside_extracts_note
from analytics.sections.headline import NO_MATCH
from analytics.vocabulary import Kind, Marking

TITLE = "Recommendations: the position and what changed"

Progress = Callable[[str, int, int], None]
"""Told the heading of the section being written, its number, and how many there are."""


def build(
    register: Register, choice: PackSettings, meetings: Contents | None, progress: Progress | None = None
) -> Pack:
    """The pack that a choice asks for; `meetings` is what the store of meetings holds, None where there is none.

    Raises WrongChoice where the last meeting does not lie before the as-at day, and NotAllowed where who acts may make
    no packs.
    """
    people.require(Right.MAKE_PACKS)
    material = _material(register, choice, meetings)
    return _with_cover(choice, material, _sections(choice, material, progress))


def build_section(register: Register, choice: PackSettings, meetings: Contents | None, key: str) -> Section:
    """One section as the whole pack has it, but for what the analyst wrote in it."""
    return _section(SECTION_BY_KEY[key], _material(register, choice, meetings))


def _material(register: Register, choice: PackSettings, meetings: Contents | None) -> PackContext:
    dates = register.dates(choice.filters)
    return PackContext(
        register=register,
        filters=replace(checked(choice, dates.as_at).filters, as_at=dates.as_at, known_at=dates.known_at),
        since=choice.since,
        meeting=the_meeting(choice, meetings, dates.as_at),
        meetings=meetings,
        measures=frozenset(measure for key in choice.sections for measure in SECTION_BY_KEY[key].measures),
    )


def the_meeting(choice: PackSettings, meetings: Contents | None, as_at: date) -> Meeting:
    """The meeting as it is on record, else one of that kind on that day."""
    held_on = choice.held_on or as_at
    stored = meetings.meetings if meetings else ()
    result = [
        meeting
        for meeting in stored
        if (meeting.kind, meeting.held_on) == (choice.kind, held_on) and not meeting.is_cancelled
    ]
    return result[0] if result else Meeting(id=0, kind=choice.kind, held_on=held_on)


def commented(pack: Pack, choice: PackSettings) -> Pack:
    """The pack with what the analyst wrote in its sections, and under the analyst's title."""
    written = tuple(replace(section, commentary=choice.commentary_of(section.key)) for section in pack.sections)
    return replace(pack, sections=written, title=choice.title or pack.title)


def name_of(pack: Pack, extension: str) -> str:
    """The name of a pack's file: its meeting, what is chosen, its day once, and its marking."""
    return file_name(
        f"pack {pack.meeting}".replace(f", {day(pack.as_at)}", ""),
        pack.as_at,
        pack.marking,
        extension,
        chosen=pack.filters,
        known_at=pack.known_before,
        is_demonstration=pack.is_demonstration,
    )


def _sections(choice: PackSettings, material: PackContext, progress: Progress | None) -> tuple[Section, ...]:
    written = []
    for number, key in enumerate(choice.sections, start=1):
        if progress:
            progress(SECTION_BY_KEY[key].heading, number, len(choice.sections))
        written.append(_section(SECTION_BY_KEY[key], material))
    return tuple(written)


def _section(entry: SectionEntry, material: PackContext) -> Section:
    nothing = entry.of_rows and material.is_empty
    return Section(
        key=entry.key,
        heading=entry.heading,
        blocks=tuple(sentences(NO_MATCH) if nothing else entry.blocks(material)),
    )


def _with_cover(choice: PackSettings, material: PackContext, written: tuple[Section, ...]) -> Pack:
    register, dates, meeting = material.register, material.dates, material.meeting
    reported = f"{sentence_case(meeting.kind)}, {day(meeting.held_on)}"
    pack = Pack(
        title=TITLE,
        meeting=f"{reported}: {meeting.title}" if meeting.title else reported,
        marking=_marking(material, choice),
        is_demonstration=register.is_demonstration,
        as_at=dates.as_at,
        known_at=dates.known_at,
        since=choice.since,
        chosen=_chosen(material.filters),
        source=_source(register),
        version=register.edition,
        remarks=(*_outside_extracts(material), *remarks(register, dates), *replaced(register)),
        sections=written,
        filters=choice.filters,
        known_before=choice.filters.known_before(register.newest.as_at),
    )
    return commented(pack, choice)


def _marking(material: PackContext, choice: PackSettings) -> Marking:
    """The highest marking among the rows that the pack is about, what ended included, the actions, and the choice."""
    filters = material.filters
    every_kind = filters.kind or (*Kind, BLANK)
    rows = marking_of(material.register, replace(filters.without("status", "tag"), kind=every_kind))
    all_of_it = (rows, choice.marking, MARKING if _mentions_actions(material, choice) else Marking.OFFICIAL)
    return Marking.OFFICIAL_SENSITIVE if Marking.OFFICIAL_SENSITIVE in all_of_it else Marking.OFFICIAL


def _mentions_actions(material: PackContext, choice: PackSettings) -> bool:
    """Whether any action stands in the pack in the words of its meeting."""
    if "actions" not in choice.sections or material.meetings is None:
        return False
    return bool(agenda(material.meetings, material.meeting).actions)


def _chosen(filters: Filters) -> str:
    words = sentence_case(filters.describe()) or ALL_RECOMMENDATIONS
    not_counted = "" if filters.kind else " Causes of concern and advice are counted apart."
    return f"{words}.{not_counted}"


def _source(register: Register) -> str:
    kind = "demonstration register" if register.is_demonstration else "recommendations register"
    loaded = register.newest.manifest.loaded_at.date()
    extracts = f"{plural(len(register.extracts), 'extract')}, the newest of {day(register.newest.as_at)}"
    return f"The {kind}, {extracts}, loaded on {day(loaded)}."


def _outside_extracts(material: PackContext) -> tuple[str, ...]:
    note = outside_extracts_note(extract_days(material.register), material.filters)
    return (note,) if note else ()
