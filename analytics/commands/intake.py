"""Check, load and withdraw extracts."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from analytics.commands import options
from analytics.intake.fault_groups import in_sentences
from analytics.intake.layouts import Layout, load_layout
from analytics.register import folder as register_folder
from analytics.register.folder import Withdrawal
from analytics.register.loading import Check, File, check_extract, counts_in_words, load_extract
from analytics.wording import day


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands with their options."""
    _add_file(commands.add_parser("check", help="show faults and anomalies of a file; load nothing"), check)
    loaded = _add_file(commands.add_parser("load", help="load an extract"), load)
    loaded.add_argument("--accept-anomalies", metavar="WHY", help="accept what would stop the load, and say why")
    loaded.add_argument("--loaded-by", default="command line", metavar="ROLE", help="who loads it")
    out = commands.add_parser("withdraw", help="take an extract out of all figures; it is kept")
    out.add_argument("--as-at", type=options.day, required=True, metavar="DATE")
    out.add_argument("--why", required=True)
    out.add_argument("--loaded-by", default="command line", metavar="ROLE", help="who withdraws it")
    options.add_register(out, withdraw)


def check(given: argparse.Namespace) -> int:
    """Read a file, print what is wrong with it; 1 where a load would need a reason."""
    data, layout, target = given.file.read_bytes(), _layout(given), options.target(given)
    programmes = _programmes(given)
    found = check_extract(
        data, given.file.name, layout, given.as_at, target, programmes=programmes, sheet=given.sheet
    )  # fmt: skip
    _print_check(found)
    return 1 if found.to_accept else 0


def load(given: argparse.Namespace) -> int:
    """Load a file; 1 where it is refused."""
    data, layout, target = given.file.read_bytes(), _layout(given), options.target(given)
    programmes = _programmes(given)
    found = check_extract(data, given.file.name, layout, given.as_at, target, programmes=programmes, sheet=given.sheet)
    _print_check(found)
    loaded = load_extract(
        data,
        given.file.name,
        layout,
        given.as_at,
        target,
        loaded_at=datetime.now(UTC).replace(microsecond=0),
        loaded_by=given.loaded_by,
        accept_reason=given.accept_anomalies,
        check=found,
        programmes=programmes,
    )
    print(f"The extract of {day(loaded.as_at)} is on the register.")
    return 0


def withdraw(given: argparse.Namespace) -> int:
    """Take an extract out of all figures."""
    withdrawal = Withdrawal(datetime.now(UTC).replace(microsecond=0), given.loaded_by, given.why)
    register_folder.withdraw(options.target(given), given.as_at, withdrawal)
    print(f"The extract of {day(given.as_at)} is withdrawn: kept, and out of all figures.")
    return 0


def _add_file(command_options: argparse.ArgumentParser, command: options.Command) -> argparse.ArgumentParser:
    add = command_options.add_argument
    add("file", type=options.file, metavar="FILE")
    add("--layout", required=True, help="the name of a layout, or the path of one")
    add("--as-at", type=options.day, required=True, metavar="DATE", help="the day the extract is about")
    add("--sheet", metavar="NAME", help="the sheet of a workbook, whatever the layout names")
    add("--programmes", type=options.file, metavar="FILE", help="the programmes file that comes with it")
    return options.add_register(command_options, command)


def _layout(given: argparse.Namespace) -> Layout:
    return load_layout(given.layout, (options.target(given) / "layouts",))


def _programmes(given: argparse.Namespace) -> File | None:
    return File(given.programmes.read_bytes(), given.programmes.name) if given.programmes else None


def _print_check(found: Check) -> None:
    reading = found.reading
    print(counts_in_words(reading.read, reading.accepted, reading.repeated, reading.rejected) + ".")
    if told := found.programmes:
        print(f"Programmes: {counts_in_words(told.read, told.accepted, told.repeated, told.rejected)}.")
        for sentence in in_sentences(told.faults):
            print(f"programmes, {sentence}", file=sys.stderr)
    for sentence in in_sentences(reading.faults):
        print(sentence, file=sys.stderr)
    for anomaly in found.anomalies:
        print(f"anomaly: {anomaly.message}", file=sys.stderr)
