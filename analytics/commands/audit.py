"""Record in the audit trail what a command does, and check the trail."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol

from analytics.audit.entries import AuditAction
from analytics.audit.trail import Choice
from analytics.commands import options
from analytics.errors import RegisterError, WrongUsage
from analytics.files import audit_details
from analytics.meetings import location
from analytics.meetings.engine import StoreUnavailable
from analytics.meetings.store import Store
from analytics.register.folder import damaged, seal_problems

SEALING = (AuditAction.LOADED, AuditAction.WITHDRAWN, AuditAction.SEALED)
"""The actions whose entries record the hash of a seal."""


class Recorder(Protocol):
    """Adds an entry about what a command did."""

    def __call__(self, action: AuditAction, details: Mapping[str, Any]) -> None: ...


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command with its options."""
    trail = commands.add_parser("audit", help="check the audit trail").add_subparsers(required=True, metavar="WHAT")
    checked = trail.add_parser("verify", help="look for entries that were altered, removed or moved")
    checked.add_argument(
        "--expect", metavar="HASH", help="the hash of an entry that was noted before: it must be there"
    )
    options.add_register(checked, verify)


def verify(arguments: argparse.Namespace) -> int:
    """Check the whole trail, and the seals of the register against it; 1 where anything is wrong."""
    address = _address()
    if not location.database_exists(address):
        print("There is no audit trail yet.")
        return 1 if arguments.expect else 0
    with Store(address) as store:
        verification = store.verify_audit(arguments.expect)
        entries, _ = store.audit_entries(Choice(actions=SEALING))
    folder = options.shown(arguments)
    of_register = [*map(str, damaged(folder)), *seal_problems(folder), *audit_details.seals_problems(entries, folder)]
    verification = replace(verification, problems=(*verification.problems, *of_register))
    print(verification)
    for problem in verification.problems:
        print(problem, file=sys.stderr)
    if verification.is_intact and not arguments.expect and verification.entries:
        print("Note this hash elsewhere: with --expect it shows later whether entries were cut off at the end.")
    return 0 if verification.is_intact else 1


@contextmanager
def recording(attempt: str) -> Iterator[Recorder]:
    """The trail, opened before anything is done, so that what cannot be recorded is not done.

    A refusal, any RegisterError but that of wrong words, is recorded with what was attempted. Raises StoreUnavailable
    where the trail does not answer.
    """
    by, address = f"command line, {_system_user()}", _address()
    with Store(address) as store:

        def record(action: AuditAction, details: Mapping[str, Any]) -> None:
            store.record(action, by=by, at=datetime.now(UTC), details=details)

        try:
            yield record
        except WrongUsage:
            raise
        except RegisterError as error:
            with suppress(StoreUnavailable):  # the caller reports the refusal itself
                record(AuditAction.REFUSED, {"attempt": attempt, "why": str(error)})
            raise


def _address() -> str:
    return location.database_url(os.environ.get("ACTIONS_URL"), options.PROJECT)


def _system_user() -> str:
    """The name under which the system knows who runs the command; a container may have none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "unknown user"
