"""How the last action log from elsewhere was read, saved beside the register for the next one."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from analytics.meetings.log_mapping import LogMapping
from analytics.register.writing import write_atomically, writing

FILE = "action-log.json"
"""In the register's folder."""


def saved_mapping(folder: Path) -> LogMapping | None:
    """The mapping saved in a register's folder; None where there is none, or it cannot be read."""
    try:
        return LogMapping(**json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def save_mapping(mapping: LogMapping, folder: Path) -> None:
    """Save a mapping without the values of its one log. Raises RegisterError where the folder cannot be written to."""
    text = json.dumps(asdict(mapping) | {"constants": {}}, ensure_ascii=False, indent=1)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / FILE, f"{text}\n")
