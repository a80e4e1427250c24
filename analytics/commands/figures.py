"""Print the figures of a day and what changed between two, and export the chosen rows."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from analytics.audit.entries import AuditAction
from analytics.commands import audit, options
from analytics.english import day, plural
from analytics.errors import WrongFilter
from analytics.files import audit_details
from analytics.files.export import export
from analytics.files.selection import Selection
from analytics.measures import changes
from analytics.measures import figures as measured
from analytics.register.database import Register


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands with their options."""
    figures_parser = options.add_choice(commands.add_parser("figures", help="print every headline figure"), figures)
    figures_parser.add_argument(
        "--since", type=options.day, metavar="DATE", help="first day of the period; the extract before"
    )
    figures_parser.add_argument("--json", action="store_true", help="as one JSON object")
    moved = options.add_choice(commands.add_parser("changes", help="print what changed between two days"), changed)
    moved.add_argument("--since", type=options.day, required=True, metavar="DATE", help="the first day")
    moved.add_argument("--until", type=options.day, required=True, metavar="DATE", help="the second day")
    moved.add_argument("--json", action="store_true", help="as one JSON object")
    export_parser = options.add_choice(
        commands.add_parser("export", help="write the chosen rows to a file"), export_rows
    )
    export_parser.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help="a name that ends in .csv or .xlsx"
    )


def figures(arguments: argparse.Namespace) -> int:
    """Print the figures of a day."""
    register, chosen = options.register_and_filters(arguments)
    result = measured.figures(register, chosen, arguments.since)
    if arguments.json:
        print(json.dumps(result, default=str, ensure_ascii=False, indent=1))
        return 0
    print(_as_text(_with_movement_that_is_shown(register, result)))
    return 0


def changed(arguments: argparse.Namespace) -> int:
    """Print what changed between two days."""
    if arguments.since > arguments.until:
        raise WrongFilter(
            f"--since {arguments.since} is later than --until {arguments.until}; name the earlier day first."
        )
    register, chosen = options.register_and_filters(arguments)
    result = changes.as_dict(register, replace(chosen, as_at=arguments.until), arguments.since)
    if arguments.json:
        print(json.dumps(result, default=str, ensure_ascii=False, indent=1))
    else:
        del result["events"]
        print(_as_text(_with_movement_that_is_shown(register, result)))
    return 0


def _with_movement_that_is_shown(register: Register, answer: dict[str, Any]) -> dict[str, Any]:
    """The figures, with the reason in place of the terms of a period for which no movement is shown."""
    period = answer["period"]
    if period["movement_shown"]:
        return answer
    first, latest = register.extracts[0].as_at, answer["latest_extract"]
    why = f"not shown: the first extract is from {day(first)}, and too few earlier dates are recorded"
    if period["from"] >= latest:
        why = f"not shown: the latest extract is from {day(latest)}"
    return answer | {"period": {"from": period["from"], "to": period["to"], "movement": why}}


def export_rows(arguments: argparse.Namespace) -> int:
    """Write the chosen rows to a CSV file or a workbook."""
    register, chosen = options.register_and_filters(arguments)
    with audit.recording(f"export {arguments.to.name}") as record:
        rows = export(register, chosen, arguments.to)
        marking = Selection(register=register, filters=chosen).marking
        file = audit_details.of_file(arguments.to.name, arguments.to.read_bytes(), marking, rows)
        record(AuditAction.EXPORTED, audit_details.of_choice(register.edition, chosen) | file)
    print(f"{plural(rows, 'recommendation')} written to {arguments.to}.")
    return 0


def _value(value: Any) -> str:
    if value is None:
        return "not recorded"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _as_text(answer: Any, indent: int = 0) -> str:
    """The figures as an indented list, one a line."""
    lines = []
    for name, value in answer.items():
        words = f"{'  ' * indent}{str(name).replace('_', ' ') or 'blank'}"
        if isinstance(value, dict):
            lines.append(f"{words}:\n{_as_text(value, indent + 1)}")
        else:
            lines.append(f"{words}: {_value(value)}")
    return "\n".join(lines)
