"""Put the digests that are due into the outbox, and send it: for cron or a systemd timer."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from analytics.alerts.delivery import sends_after_load
from analytics.alerts.run import Result, send_due
from analytics.commands import audit, options
from analytics.english import plural
from analytics.errors import RegisterError
from analytics.meetings import location


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command with its options."""
    alerts = commands.add_parser("alerts", help="send notifications").add_subparsers(required=True, metavar="WHAT")
    options.add_register(alerts.add_parser("send", help="make the digests that are due, and send the outbox"), send)


def send(arguments: argparse.Namespace) -> int:
    """Make the digests that are due and send the outbox; 1 where anything could not be made or sent."""
    return _send(options.shown(arguments))


def after_load(register: Path) -> None:
    """Send what is due since a load, where that is set up; what cannot be sent is said, and the load stands."""
    if sends_after_load(os.environ):
        try:
            _send(register)
        except RegisterError as error:
            print(error, file=sys.stderr)


def _send(register: Path) -> int:
    url = location.database_url(os.environ.get("ACTIONS_URL"), options.PROJECT)
    result = Result()
    if location.database_exists(url):
        with audit.recording("send notifications") as record:
            result = send_due(register, url, os.environ, record)
    for problem in result.problems:
        print(problem, file=sys.stderr)
    refused = f", {result.refused} refused" if result.refused else ""
    waiting = f", {result.waiting} waiting for the next run" if result.waiting else ""
    print(f"{plural(result.sent, 'message')} sent{refused}{waiting}.")
    return 1 if result.problems or result.waiting else 0
