"""Check, load and withdraw extracts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from analytics.audit.entries import AuditAction
from analytics.commands import alerts, audit, options
from analytics.english import count, day, listed, plural
from analytics.errors import UnreadableFile, WrongUsage
from analytics.files import audit_details
from analytics.intake.dates import LONDON
from analytics.intake.extract_day import newest_sheet, proposed_day
from analytics.intake.fault_groups import in_sentences
from analytics.intake.layouts import Layout, load_layout, with_plain_quotes
from analytics.intake.propose import propose_layout
from analytics.intake.readers import SeveralTables, read_table
from analytics.measures.preview import Preview, check_as_dict, previews
from analytics.register import folder as register_folder
from analytics.register.folder import Withdrawal
from analytics.register.loading import Check, File, check_extract, counts_in_words, load_extract
from analytics.register.part_withdrawal import withdraw_part
from analytics.register.parts import parts_in_words
from analytics.vocabulary import Marking

T = TypeVar("T")

MOST_REFERENCES = 20
"""References of one kind of change that `check` prints as text; `check --json` has all of them."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands with their options."""
    checked = _add_file(commands.add_parser("check", help="show faults, anomalies and changes; load nothing"), check)
    checked.add_argument("--json", action="store_true", help="as one JSON object")
    loaded = _add_file(commands.add_parser("load", help="load an extract"), load)
    loaded.add_argument("--accept-anomalies", metavar="WHY", help="accept what would stop the load, and say why")
    loaded.add_argument("--loaded-by", default="command line", metavar="ROLE", help="who loads it")
    out = commands.add_parser("withdraw", help="take an extract out of all figures; it is kept")
    out.add_argument("--as-at", type=options.day, required=True, metavar="DATE")
    out.add_argument("--why", required=True)
    out.add_argument("--part", metavar="NAME", help="only this part of the extract; the others stay")
    out.add_argument("--loaded-by", default="command line", metavar="ROLE", help="who withdraws it")
    options.add_register(out, withdraw)


def check(arguments: argparse.Namespace) -> int:
    """Read a file, print what is wrong with it and what it would change; 1 where a load would need a reason."""
    data, layout, target = arguments.file.read_bytes(), _layout(arguments), options.target(arguments)
    _require_day(arguments, data, layout)
    _print_damage(target)
    result = _checked(arguments, data, layout, _programmes(arguments))
    changed = previews(result, arguments.as_at, target)
    if arguments.json:
        print(json.dumps(check_as_dict(result, changed), default=str, ensure_ascii=False, indent=1))
    else:
        _print_check(result)
        for preview in changed:
            print(_changes_in_words(preview))
    return 1 if result.to_accept else 0


def load(arguments: argparse.Namespace) -> int:
    """Load a file; 1 where it is refused."""
    data, layout, target = arguments.file.read_bytes(), _layout(arguments), options.target(arguments)
    _require_day(arguments, data, layout)
    _print_damage(target)
    programmes = _programmes(arguments)
    result = _checked(arguments, data, layout, programmes)
    _print_check(result)
    with audit.recording(f"load {arguments.file.name} as the extract of {arguments.as_at}") as record:
        loaded = load_extract(
            data,
            arguments.file.name,
            layout,
            arguments.as_at,
            target,
            loaded_at=datetime.now(UTC).replace(microsecond=0),
            loaded_by=arguments.loaded_by,
            accept_reason=arguments.accept_anomalies,
            check=result,
            programmes=programmes,
        )
        record(AuditAction.LOADED, audit_details.of_load(loaded))
        if loaded.manifest.accepted_because:
            record(AuditAction.ACCEPTED, audit_details.of_acceptance(loaded))
    print(f"The extract of {day(loaded.as_at)} is on the register.")
    alerts.after_load(target)
    return 0


def withdraw(arguments: argparse.Namespace) -> int:
    """Take an extract out of all figures."""
    withdrawal = Withdrawal(datetime.now(UTC).replace(microsecond=0), arguments.loaded_by, arguments.why)
    if arguments.part:
        with audit.recording(f"withdraw the part {arguments.part} of the extract of {arguments.as_at}") as record:
            loading = withdraw_part(options.target(arguments), arguments.as_at, arguments.part, withdrawal)
            record(AuditAction.WITHDRAWN, audit_details.of_part_withdrawal(loading, arguments.part, arguments.why))
        print(f"The part {arguments.part} of the extract of {day(arguments.as_at)} is withdrawn; the other parts stay.")
        return 0
    with audit.recording(f"withdraw the extract of {arguments.as_at}") as record:
        withdrawn = register_folder.withdraw(options.target(arguments), arguments.as_at, withdrawal)
        record(AuditAction.WITHDRAWN, audit_details.of_withdrawal(withdrawn))
    print(f"The extract of {day(arguments.as_at)} is withdrawn: kept, and out of all figures.")
    return 0


def _add_file(command_options: argparse.ArgumentParser, command: options.Command) -> argparse.ArgumentParser:
    add = command_options.add_argument
    add("file", type=options.file, metavar="FILE")
    add("--layout", required=True, help="the name of a layout, or the path of one")
    add("--as-at", type=options.day, metavar="DATE", help="the day the extract is about; needed, and never guessed")
    add(
        "--keep-references",
        action="store_true",
        help="take references that differ from the register's only in writing as new recommendations",
    )
    add("--sheet", metavar="NAME", help="the sheet of a workbook, whatever the layout names")
    add(
        "--quotes-as-text",
        action="store_true",
        help="read a quotation mark of a CSV file that is never closed as part of the text",
    )
    add("--programmes", type=options.file, metavar="FILE", help="the programmes file that comes with it")
    add("--part", metavar="NAME", help="the file is one part of the extract, such as DARA; the others are kept")
    add("--carry-over", metavar="NAME", action="append", default=[], help="a part to take from the extract before")
    add("--marking", choices=list(Marking), help="the handling marking of the rows that have none of their own")
    return options.add_register(command_options, command)


def _checked(arguments: argparse.Namespace, data: bytes, layout: Layout, programmes: File | None) -> Check:
    """The check of the file that is named, as the whole register or as the part that is named."""
    return _of_sheet(
        arguments,
        lambda sheet: check_extract(
            data,
            arguments.file.name,
            layout,
            arguments.as_at,
            options.target(arguments),
            programmes=programmes,
            renumber=not arguments.keep_references,
            part=arguments.part,
            carry_over=arguments.carry_over,
            marking=arguments.marking,
            sheet=sheet,
            today=datetime.now(LONDON).date(),
        ),
    )


def _of_sheet(arguments: argparse.Namespace, read: Callable[[str | None], T]) -> T:
    """What `read` gives for the sheet that is named, else for the newest of monthly sheets, as the page Load reads it.

    Raises UnreadableFile, with the names of the sheets, where another sheet could be meant.
    """
    try:
        return read(arguments.sheet)
    except SeveralTables as several:
        newest = newest_sheet(several.sheets)
        if newest is None:
            sheets = listed([f'"{name}"' for name in several.sheets], "or")
            raise UnreadableFile(f"{several} Here, name it with --sheet: {sheets}.") from several
        print(f"{newest.because} To read another, name it with --sheet.", file=sys.stderr)
        return read(newest.name)


def _require_day(arguments: argparse.Namespace, data: bytes, layout: Layout) -> None:
    """Raise WrongUsage where no day is given, with the likely one and where it comes from."""
    if arguments.as_at is not None:
        return
    table = _of_sheet(arguments, lambda sheet: read_table(data, arguments.file.name, layout, sheet=sheet))
    proposed = proposed_day(arguments.file.name, table, propose_layout(table, layouts=[layout]))
    likely = (
        f"{proposed.because} If that is the day, add --as-at {proposed.day.isoformat()}."
        if proposed
        else "Neither the file name nor the rows say it."
    )
    raise WrongUsage(f"Give the day that the extract is about with --as-at. {likely}")


def _layout(arguments: argparse.Namespace) -> Layout:
    layout = load_layout(arguments.layout, (options.target(arguments) / "layouts",))
    return with_plain_quotes(layout) if arguments.quotes_as_text else layout


def _programmes(arguments: argparse.Namespace) -> File | None:
    return File(arguments.programmes.read_bytes(), arguments.programmes.name) if arguments.programmes else None


def _changes_in_words(preview: Preview) -> str:
    """What would change, a line for each kind of change with the first of its references."""
    against = f"the extract of {day(preview.against)}{' that it would replace' if preview.replaces else ''}"
    changed = {group: references for group, references in preview.as_dict()["references"].items() if references}
    if not changed:
        return f"Compared with {against}, nothing would change."
    lines = [f"Compared with {against}:"]
    for group, references in changed.items():
        others = len(references) - MOST_REFERENCES
        more = f" and {count(others)} more" if others > 0 else ""
        lines.append(f"  {group} {count(len(references))}: {', '.join(references[:MOST_REFERENCES])}{more}")
    return "\n".join(lines)


def _print_damage(register: Path) -> None:
    """Say which extracts are damaged: the file is not compared with them."""
    for damaged in register_folder.damaged(register):
        print(damaged, file=sys.stderr)


def _print_check(answer: Check) -> None:
    reading = answer.reading
    print(counts_in_words(reading.read, reading.accepted, reading.repeated, reading.rejected) + ".")
    if answer.joined:
        print(f"The extract: {parts_in_words(answer.joined)}.")
    if reported := answer.programmes:
        print(f"Programmes: {counts_in_words(reported.read, reported.accepted, reported.repeated, reported.rejected)}.")
        for sentence in in_sentences(reported.faults):
            print(f"programmes, {sentence}", file=sys.stderr)
    if reading.unmarked:
        rows = plural(reading.unmarked, "row has", "rows have")
        print(f"warned: {rows} no handling marking, and the file shows none. Give one with --marking.", file=sys.stderr)
    for sentence in in_sentences(reading.faults):
        print(sentence, file=sys.stderr)
    messages = {anomaly.message for anomaly in answer.anomalies}
    for reason in answer.to_accept:
        print(f"{'anomaly' if reason in messages else 'to be accepted'}: {reason}", file=sys.stderr)
