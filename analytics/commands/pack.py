"""Make the pack of a meeting, unattended."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from analytics.audit.entries import AuditAction
from analytics.commands import audit, options
from analytics.english import listed, plural
from analytics.errors import WrongChoice
from analytics.files import audit_details
from analytics.files.pack.build import build
from analytics.files.pack.section_registry import EDITIONS, SECTION_BY_KEY
from analytics.files.pack.settings import PackSettings, from_json, sections
from analytics.files.pack.write import KINDS, kind_of, write_to
from analytics.filters import EVERYTHING, FIELDS, Filters
from analytics.meetings import location
from analytics.meetings.contents import Contents
from analytics.meetings.records import MeetingKind


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command with its options."""
    pack_parser = options.add_choice(commands.add_parser("pack", help="make the pack of a meeting"), pack)
    pack_parser.add_argument("--since", type=options.day, metavar="DATE", help="the day of the last meeting")
    pack_parser.add_argument("--meeting", type=_kind, metavar="KIND", help=f"{listed(list(_NAMES), 'or')}; analysis")
    pack_parser.add_argument(
        "--held-on", type=options.day, metavar="DATE", help="the day of the meeting; the as-at day"
    )
    pack_parser.add_argument("--title", help="the title on the cover")
    some = pack_parser.add_mutually_exclusive_group()
    some.add_argument("--edition", choices=list(EDITIONS), help="full, or board, which is five slides; full")
    some.add_argument("--sections", metavar="A,B", help=f"some of {listed(tuple(SECTION_BY_KEY))}, in order; all")
    pack_parser.add_argument("--choice", type=options.file, metavar="FILE", help="a choice saved on the page Pack")
    ends = listed([f".{kind}" for kind in KINDS], "or")
    pack_parser.add_argument("--to", type=_to, required=True, metavar="FILE", help=f"a name that ends in {ends}")


_NAMES = {kind.name.lower(): kind for kind in MeetingKind}
"""The kinds of meeting by the short names of the command line."""


def pack(arguments: argparse.Namespace) -> int:
    """Write the pack of a meeting to a file."""
    register, choice = options.register(arguments), _choice(arguments)
    options.report_unknown_values(register, choice.filters)
    meetings = _meetings(options.shown(arguments))
    with audit.recording(f"make the pack {arguments.to.name}") as record:
        built = build(register, choice, meetings)
        write_to(built, arguments.to)
        file = audit_details.of_file(arguments.to.name, arguments.to.read_bytes(), built.marking)
        record(AuditAction.PACK_MADE, audit_details.of_pack(register, choice.filters, choice.since, choice.kind) | file)
    print(f"{built.meeting}: {plural(len(built.sections), 'section')} written to {arguments.to}.")
    return 0


def _choice(arguments: argparse.Namespace) -> PackSettings:
    """The choice of the file, if one is given, with what the command line says in its place."""
    saved = from_json(arguments.choice.read_bytes()) if arguments.choice else None
    since = arguments.since or (saved.since if saved else None)
    filters = _filters(arguments, saved.filters if saved else EVERYTHING)
    if since is None or filters.as_at is None:
        raise WrongChoice("A pack needs --as-at, the day of its figures, and --since, the day of the last meeting.")
    chosen = replace(saved or PackSettings(since=since), since=since, filters=filters)
    return replace(chosen, **_summary(arguments))


def _filters(arguments: argparse.Namespace, saved: Filters) -> Filters:
    """The saved filters; a filter that the command line names is taken from there."""
    named = options.filters(arguments)
    chosen = {field.name: value for field in FIELDS if (value := getattr(named, field.name)) not in ((), None, "")}
    return replace(saved, **chosen)


def _summary(arguments: argparse.Namespace) -> dict[str, Any]:
    """What the command line says of the meeting and the sections."""
    wording = {
        "kind": arguments.meeting,
        "held_on": arguments.held_on,
        "title": arguments.title,
        "sections": _sections(arguments),
    }
    return {name: value for name, value in wording.items() if value is not None}


def _sections(arguments: argparse.Namespace) -> tuple[str, ...] | None:
    """The sections that the command line names, or those of its edition; None where it names neither."""
    if arguments.edition:
        return EDITIONS[arguments.edition]
    return sections([key.strip() for key in arguments.sections.split(",")]) if arguments.sections else None


def _meetings(register: Path) -> Contents | None:
    """What the store of meetings holds; None where there is none: a pack only reads, and makes no database."""
    from analytics.meetings import demonstration

    setting = os.environ.get("ACTIONS_URL")
    address = demonstration.shown_url(setting, options.PROJECT, register)
    if not (location.is_demonstration(address) or location.database_exists(address)):
        if setting:
            print("ACTIONS_URL names no file that is there, so the pack tells of no actions.", file=sys.stderr)
        return None
    with demonstration.open_filled(address, options.PROJECT) as store:
        return store.contents()


def _kind(text: str) -> MeetingKind:
    kind = _NAMES.get(text) or next((kind for kind in MeetingKind if text.lower() == kind.lower()), None)
    if kind is None:
        raise argparse.ArgumentTypeError(f"there is no meeting '{text}'; it is {listed(list(_NAMES), 'or')}")
    return kind


def _to(text: str) -> Path:
    try:
        kind_of(Path(text))
    except WrongChoice as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return Path(text)
