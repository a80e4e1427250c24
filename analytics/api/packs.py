"""The pack of a meeting, as the page Pack makes it, at an address that a program reads."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analytics.api.errors import WrongAddress
from analytics.api.resources import Call, Parameter
from analytics.english import listed
from analytics.errors import WrongChoice
from analytics.files import audit_details
from analytics.files.pack.build import build, name_of
from analytics.files.pack.section_registry import KEYS
from analytics.files.pack.settings import PackSettings, sections
from analytics.files.pack.write import KINDS, MEDIA_TYPES, write
from analytics.measures.changes import default_start
from analytics.meetings.contents import Contents
from analytics.meetings.records import MeetingKind

NAMES = {kind.name.lower(): kind for kind in MeetingKind}
"""The kinds of meeting by the short names that the command line has too."""

PARAMETERS = (
    Parameter("since", "date", "The day of the last meeting; the day of the extract before where it is left out."),
    Parameter("meeting", "text", f"The kind of meeting: {listed(list(NAMES), 'or')}; analysis where it is left out."),
    Parameter("held_on", "date", "The day of the meeting; the as-at day where it is left out."),
    Parameter("title", "text", "The title on the cover."),
    Parameter("sections", "text", f"Some of {listed(KEYS)}, with commas between, in order; all where it is left out."),
)
"""What may be asked of a pack beside the filters."""

DEFAULT_KIND = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPack:
    """A pack that was made: its file, its marking, and what the audit trail says of it."""

    name: str
    data: bytes
    media_type: str
    details: Mapping[str, Any]


def settings(call: Call) -> PackSettings:
    """The pack that an address asks for. Raises WrongAddress where it asks for a meeting or section that is none."""
    options = call.options
    meeting = str(options.get("meeting", "analysis"))
    if meeting not in NAMES:
        raise WrongAddress((f"meeting: there is no meeting '{meeting}'. It is {listed(list(NAMES), 'or')}.",))
    dates = call.register.dates(call.filters)
    requested: Sequence[str] = [key.strip() for key in str(options.get("sections", "")).split(",") if key.strip()]
    try:
        keys = sections(list(requested)) if requested else KEYS
    except WrongChoice as error:
        raise WrongAddress((str(error),)) from error
    return PackSettings(
        since=options.get("since") or default_start(call.register, call.filters),
        filters=replace(call.filters, as_at=dates.as_at),
        kind=NAMES[meeting],
        held_on=options.get("held_on"),
        title=str(options.get("title", "")),
        sections=keys,
    )


def make(call: Call, choice: PackSettings, kind: str, contents: Contents | None) -> BuiltPack:
    """The pack as one of KINDS. Raises WrongChoice where the last meeting does not lie before the as-at day."""
    assert kind in KINDS
    pack = build(call.register, choice, contents)
    to = io.BytesIO()
    write(pack, kind, to)
    name = name_of(pack, kind)
    details = audit_details.of_pack(call.register, choice.filters, choice.since, choice.kind)
    about = details | audit_details.of_file(name, to.getvalue(), pack.marking)
    return BuiltPack(name=name, data=to.getvalue(), media_type=MEDIA_TYPES[kind], details=about)
