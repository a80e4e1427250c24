"""The command line: check, load and withdraw extracts, print figures and changes, export the chosen rows.

Exit status: 0 done; 1 refused, the reasons on standard error; 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from analytics.errors import RegisterError, WrongFilter
from analytics.filters import FIELDS, Filters, from_query
from analytics.intake.fault_groups import in_sentences
from analytics.intake.layouts import Layout, load_layout
from analytics.measures import changes
from analytics.measures import figures as measured
from analytics.publish.export import export
from analytics.register import folder as register_folder
from analytics.register.database import Register
from analytics.register.folder import Withdrawal
from analytics.register.loading import Check, File, check_extract, counts_in_words, load_extract
from analytics.wording import day, plural

PROJECT = Path(__file__).resolve().parents[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    given = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except WrongFilter as error:
        print(error, file=sys.stderr)
        return 2
    except RegisterError as error:
        print(error, file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    whole = argparse.ArgumentParser(prog="python -m analytics", description="The recommendations register.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    _add_intake(commands.add_parser("check", help="show faults and anomalies of a file; load nothing"), check)
    load_options = _add_intake(commands.add_parser("load", help="load an extract"), load)
    load_options.add_argument("--accept-anomalies", metavar="WHY", help="accept what would stop the load, and say why")
    load_options.add_argument("--loaded-by", default="command line", metavar="ROLE", help="who loads it")
    shown = _add_choice(commands.add_parser("figures", help="print every headline figure"), figures)
    shown.add_argument("--since", type=_day, metavar="DATE", help="first day of the period; the extract before")
    shown.add_argument("--json", action="store_true", help="as one JSON object")
    moved = _add_choice(commands.add_parser("changes", help="print what changed between two days"), changed)
    moved.add_argument("--since", type=_day, required=True, metavar="DATE", help="the first day")
    moved.add_argument("--until", type=_day, required=True, metavar="DATE", help="the second day")
    moved.add_argument("--json", action="store_true", help="as one JSON object")
    taken = _add_choice(commands.add_parser("export", help="write the chosen rows to a file"), export_rows)
    taken.add_argument("--to", type=Path, required=True, metavar="FILE", help="a name that ends in .csv or .xlsx")
    out = commands.add_parser("withdraw", help="take an extract out of all figures; it is kept")
    out.add_argument("--as-at", type=_day, required=True, metavar="DATE")
    out.add_argument("--why", required=True)
    out.add_argument("--loaded-by", default="command line", metavar="ROLE", help="who withdraws it")
    _add_register(out, withdraw)
    return whole


def check(given: argparse.Namespace) -> int:
    """Read a file, print what is wrong with it; 1 where a load would need a reason."""
    data, layout, target = given.file.read_bytes(), _layout(given), _target(given)
    found = check_extract(data, given.file.name, layout, given.as_at, target, programmes=_programmes(given))
    _print_check(found)
    return 1 if found.to_accept else 0


def load(given: argparse.Namespace) -> int:
    """Load a file; 1 where it is refused."""
    data, layout, target = given.file.read_bytes(), _layout(given), _target(given)
    programmes = _programmes(given)
    found = check_extract(data, given.file.name, layout, given.as_at, target, programmes=programmes)
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


def figures(given: argparse.Namespace) -> int:
    """Print the figures of a day."""
    found = measured.figures(_register(given), _filters(given), given.since)
    print(json.dumps(found, default=str, ensure_ascii=False, indent=1) if given.json else _as_text(found))
    return 0


def changed(given: argparse.Namespace) -> int:
    """Print what changed between two days."""
    if given.since > given.until:
        raise WrongFilter(f"--since {given.since} is later than --until {given.until}; name the earlier day first.")
    found = changes.as_dict(_register(given), replace(_filters(given), as_at=given.until), given.since)
    if given.json:
        print(json.dumps(found, default=str, ensure_ascii=False, indent=1))
    else:
        print(_as_text({name: value for name, value in found.items() if name != "events"}))
    return 0


def export_rows(given: argparse.Namespace) -> int:
    """Write the chosen rows to a CSV file or a workbook."""
    rows = export(_register(given), _filters(given), given.to)
    print(f"{plural(rows, 'recommendation')} written to {given.to}.")
    return 0


def withdraw(given: argparse.Namespace) -> int:
    """Take an extract out of all figures."""
    withdrawal = Withdrawal(datetime.now(UTC).replace(microsecond=0), given.loaded_by, given.why)
    register_folder.withdraw(_target(given), given.as_at, withdrawal)
    print(f"The extract of {day(given.as_at)} is withdrawn: kept, and out of all figures.")
    return 0


def _add_intake(
    options: argparse.ArgumentParser, command: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    options.add_argument("file", type=_file, metavar="FILE")
    options.add_argument("--layout", required=True, help="the name of a layout, or the path of one")
    options.add_argument("--as-at", type=_day, required=True, metavar="DATE", help="the day the extract is about")
    options.add_argument("--programmes", type=_file, metavar="FILE", help="the programmes file that comes with it")
    return _add_register(options, command)


def _add_choice(
    options: argparse.ArgumentParser, command: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    for field in FIELDS:
        names = dict.fromkeys((f"--{field.name.replace('_', '-')}", f"--{field.name}"))
        if field.type in ("values", "tags"):
            options.add_argument(*names, action="append", dest=field.name, help=f"{field.label}; repeatable")
        else:
            options.add_argument(*names, dest=field.name, help=field.label)
    return _add_register(options, command)


def _add_register(
    options: argparse.ArgumentParser, command: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    options.add_argument("--register", type=Path, metavar="DIR", help="the register's folder")
    options.set_defaults(command=command)
    return options


def _register(given: argparse.Namespace) -> Register:
    return Register(given.register or register_folder.choose(os.environ.get("REGISTER"), PROJECT))


def _target(given: argparse.Namespace) -> Path:
    """Where extracts are loaded to: never the demonstration register, unless it is named."""
    return Path(given.register or os.environ.get("REGISTER") or PROJECT / "data" / "register")


def _layout(given: argparse.Namespace) -> Layout:
    return load_layout(given.layout, (_target(given) / "layouts",))


def _programmes(given: argparse.Namespace) -> File | None:
    return File(given.programmes.read_bytes(), given.programmes.name) if given.programmes else None


def _filters(given: argparse.Namespace) -> Filters:
    return from_query({field.name: value for field in FIELDS if (value := getattr(given, field.name))})


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


def _as_text(found: Any, indent: int = 0) -> str:
    """The figures as an indented list, one a line."""
    lines = []
    for name, value in found.items():
        words = f"{'  ' * indent}{str(name).replace('_', ' ') or 'blank'}"
        if isinstance(value, dict):
            lines.append(f"{words}:\n{_as_text(value, indent + 1)}")
        else:
            lines.append(f"{words}: {', '.join(value) if isinstance(value, list) else value}")
    return "\n".join(lines)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as year-month-day, as 2022-11-28") from None


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file '{text}'")
    return path


if __name__ == "__main__":
    sys.exit(main())
