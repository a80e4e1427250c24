"""The options that commands share: the register, the choice of recommendations, days and files."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from analytics.filters import FIELDS, FIRST_DAY, LAST_DAY, SEARCHED, Filters, from_query, possible_day
from analytics.measures import filter_options
from analytics.measures.unknown_values import unknown_values, with_stored_values
from analytics.register import folder as register_folder
from analytics.register.database import Register
from analytics.register.remarks import damage

PROJECT = Path(__file__).resolve().parents[2]

Command = Callable[[argparse.Namespace], int]


def add_choice(options: argparse.ArgumentParser, command: Command) -> argparse.ArgumentParser:
    """Every filter as an option, named as in the address or with dashes; and the register."""
    for field in FIELDS:
        names = dict.fromkeys((f"--{field.name.replace('_', '-')}", f"--{field.name}"))
        if field.has_values:
            options.add_argument(*names, action="append", dest=field.name, help=f"{field.label}; repeatable")
        else:
            means = SEARCHED if field.type == "search" else field.label
            options.add_argument(*names, dest=field.name, help=means)
    return add_register(options, command)


def add_register(options: argparse.ArgumentParser, command: Command) -> argparse.ArgumentParser:
    """The register's folder, and what to do."""
    options.add_argument("--register", type=Path, metavar="DIR", help="the register's folder")
    options.set_defaults(command=command)
    return options


def register(arguments: argparse.Namespace) -> Register:
    """The register that is named, else the one that the dashboard shows; what is damaged in it is printed."""
    opened = Register(shown(arguments))
    for sentence in damage(opened):
        print(sentence, file=sys.stderr)
    return opened


def shown(arguments: argparse.Namespace) -> Path:
    """The folder of the register that is named, else of the one that the dashboard shows."""
    return Path(arguments.register or register_folder.choose(os.environ.get("REGISTER"), PROJECT))


def filters(arguments: argparse.Namespace) -> Filters:
    """The filters that are named. Raises WrongFilter where a value cannot be one."""
    return from_query({field.name: value for field in FIELDS if (value := getattr(arguments, field.name))})


def register_and_filters(arguments: argparse.Namespace) -> tuple[Register, Filters]:
    """The register and the filters; a mistyped filter is reported."""
    chosen_from, chosen = register(arguments), filters(arguments)
    chosen = with_stored_values(chosen, filter_options.options(chosen_from, chosen))
    report_unknown_values(chosen_from, chosen)
    return chosen_from, chosen


def report_unknown_values(chosen_from: Register, chosen: Filters) -> None:
    """Tell each value of the filters that no row holds, since it chooses nothing; the command still answers."""
    for sentence in unknown_values(chosen_from, chosen):
        print(sentence, file=sys.stderr)


def target(arguments: argparse.Namespace) -> Path:
    """Where extracts are loaded to: never the demonstration register, unless it is named."""
    return Path(arguments.register or os.environ.get("REGISTER") or PROJECT / "data" / "register")


def day(text: str) -> date:
    """A day as it is written on a command line."""
    try:
        return possible_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a date from {FIRST_DAY.year} to {LAST_DAY.year}; write year-month-day, as 2022-11-28"
        ) from None


def file(text: str) -> Path:
    """A file that is there."""
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file '{text}'")
    return path
