"""A register of eight recommendations and two extracts whose every change can be counted by hand.

By 30 November A has a later date, B is superseded by F, C is open again, D is gone, E has another programme, F and H
have arrived (H is closed already), and G, received on 1 October, is told for the first time. So of the outstanding:
4 (A, B, D, E) + 2 new (F, H) + 1 late recorded (G) + 1 reopened (C) - 1 closed (H) - 1 withdrawn (B) - 1 dropped (D)
= 5 (A, C, E, F, G).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from tests.registers import write_register

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 30)


def row(reference: str, status: str = "open", **columns: Any) -> dict[str, Any]:
    """A recommendation of DARA received on 1 June 2022, unless said otherwise."""
    given = {"reference": reference, "source": "DARA", "status": status, "text": f"Do {reference}."}
    return {**given, "received_on": date(2022, 6, 1), **columns}


def worked(folder: Path) -> Path:
    """The two extracts, as a register folder."""
    first = [
        row("A", due_on=date(2022, 12, 31)),
        row("B"),
        row("C", "closed", closed_on=date(2022, 10, 5), close_reason="implemented"),
        row("D"),
        row("E", programme="Custody"),
    ]
    second = [
        row("A", due_on=date(2023, 3, 31)),
        row("B", "closed", closed_on=date(2022, 11, 15), close_reason="superseded", successor_reference="F"),
        row("C"),
        row("E", programme="Vetting"),
        row("F", "awaiting on-boarding", received_on=date(2022, 11, 10)),
        row("G", received_on=date(2022, 10, 1)),
        row("H", "closed", received_on=date(2022, 11, 5), closed_on=date(2022, 11, 20), close_reason="implemented"),
    ]
    return write_register(folder, {OCTOBER: first, NOVEMBER: second})
