"""The command line: check and load extracts, print figures and changes, export rows, make packs, send notifications.

Exit status: 0 done; 1 refused, the reasons on standard error; 2 wrong usage; 130 stopped by the keyboard.
No error shows a traceback unless Python runs in its development mode: `python -X dev -m analytics …`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from analytics.commands import alerts, audit, explain, figures, intake, pack, verify
from analytics.errors import RegisterError, WrongUsage


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status. What it writes is readable by its owner alone."""
    os.umask(0o077)
    options = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        status = command(options)
        sys.stdout.flush()
    except WrongUsage as error:
        print(error, file=sys.stderr)
        return 2
    except RegisterError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever reads has read enough, as `head` has. What is left must not be written when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        print(f"This could not be done, through a fault of the program: {_in_words(error)}.", file=sys.stderr)
        return 1
    return status


def _in_words(error: Exception) -> str:
    """What an unforeseen error says in one line; a system's error without its number."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: '{error.filename}'" if error.filename else error.strerror
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    total = argparse.ArgumentParser(prog="python -m analytics", description="The recommendations register.")
    commands = total.add_subparsers(required=True, metavar="COMMAND")
    intake.add(commands)
    figures.add(commands)
    pack.add(commands)
    audit.add(commands)
    verify.add(commands)
    alerts.add(commands)
    explain.add(commands)
    return total


if __name__ == "__main__":
    sys.exit(main())
