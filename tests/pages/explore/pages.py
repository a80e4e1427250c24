"""What the tests of the pages of this section share: a page run by itself on a register, and two small registers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import Filters
from tests.registers import write_register
from tests.tables import headings

ROOT = Path(__file__).resolve().parents[3]
OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 30)


def run_guarded(page: str, register: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A page, run as the frame runs it: what the analyst can mend is said, not raised."""
    monkeypatch.setenv("REGISTER", str(register))
    guarded = "import runpy\nfrom pages.ui import error_messages\nwith error_messages.protected():\n    "
    script = f"{guarded}runpy.run_path({str(path(page))!r})"
    at = AppTest.from_string(script, default_timeout=60).run()
    assert not at.exception
    return at


def path(page: str) -> Path:
    """The file of a page."""
    return ROOT / "pages" / "explore" / f"{page}.py"


def run(page: str, register: Path, monkeypatch: pytest.MonkeyPatch, filters: Filters | None = None) -> AppTest:
    """A page, run once on a register with a reader's choice, without a frame round it."""
    monkeypatch.setenv("REGISTER", str(register))
    at = AppTest.from_file(str(path(page)), default_timeout=60)
    if filters:
        at.session_state["_filters"] = filters
    at.run()
    assert not at.exception
    return at


def texts(at: AppTest) -> str:
    """All that the page says in headings, captions and plain text, a line each."""
    text = [*at.title, *at.header, *at.caption, *at.markdown]
    return "\n".join([*(str(element.value) for element in text), *headings(at)])


def row(reference: str, status: str, **columns: Any) -> dict[str, Any]:
    """A recommendation of HMICFRS made and received on 1 January 2022, unless said otherwise."""
    dated = dict.fromkeys(("made_on", "received_on"), date(2022, 1, 1))
    return {"reference": reference, "source": "HMICFRS", "status": status, **dated, **columns}


def worked(folder: Path) -> Path:
    """Eight rows in two extracts, small enough to count by hand.

    October: A, B, C, D open, E awaiting: four open. November: A, B still open, B due on 1 June (late by 182 days);
    C closed on 10 November as implemented, D closed on 12 November as superseded; E on-boarded and open; F new and
    awaiting; G new, advice; H unknown. So three open from two reports (R1: A and B; R2: E), one fewer.
    """
    late = {"original_due_on": date(2022, 6, 1), "due_on": date(2022, 6, 1)}
    by = {"report": "R1", "delivery_route": "programme", "programme": "Victim care", "text": "Do it"}
    a, b = row("A", "open", **by), row("B", "open", **by, **late)
    e = {"report": "R2", "delivery_route": "local improvement"}
    new = {"made_on": date(2022, 11, 5), "received_on": date(2022, 11, 5)}
    return write_register(
        folder,
        {
            OCTOBER: [a, b, row("C", "open"), row("D", "open"), row("E", "awaiting on-boarding")],
            NOVEMBER: [
                a,
                b,
                row("C", "closed", close_reason="implemented", closed_on=date(2022, 11, 10)),
                row("D", "closed", close_reason="superseded", closed_on=date(2022, 11, 12)),
                row("E", "open", **e, onboarded_on=date(2022, 11, 20)),
                row("F", "awaiting on-boarding", **new),
                row("G", "open", kind="advice", **new),
                row("H", "unknown"),
            ],
        },
    )


def bare(folder: Path) -> Path:
    """A register of another shape: references, sources and statuses, and nothing else."""
    rows = [{"reference": str(number), "source": "TAIC", "status": "open"} for number in range(3)]
    return write_register(folder, {NOVEMBER: rows})
