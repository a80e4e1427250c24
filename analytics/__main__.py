"""The command line: check, load and withdraw extracts, print figures and changes, export rows, make a meeting's pack.

Exit status: 0 done; 1 refused, the reasons on standard error; 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from analytics.commands import figures, intake, pack
from analytics.errors import RegisterError, WrongUsage


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    given = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except WrongUsage as error:
        print(error, file=sys.stderr)
        return 2
    except RegisterError as error:
        print(error, file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    whole = argparse.ArgumentParser(prog="python -m analytics", description="The recommendations register.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    intake.add(commands)
    figures.add(commands)
    pack.add(commands)
    return whole


if __name__ == "__main__":
    sys.exit(main())
