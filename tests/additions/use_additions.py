"""Run by test_one_line.py in a copy with two filters, a column and a clock more: uses them everywhere."""

from __future__ import annotations

import csv
import json
import os
import sys
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

from streamlit.testing.v1 import AppTest

import analytics
from analytics.__main__ import main
from analytics.api.openapi import document
from analytics.files.documents import dictionary
from analytics.filters import Filters, from_address
from analytics.measures import headline_figures, responses, stock_and_flow
from analytics.register.database import Register
from analytics.sections import responses as section
from tests.registers import write_register

WARD, CAUSE = "Brixton Hill", "Training"
ROWS = [
    {"reference": "A-1", "source": "DARA", "status": "open", "ward": WARD, "root_cause": CAUSE},
    {"reference": "A-2", "source": "DARA", "status": "open", "root_cause": "Supervision"},
    {"reference": "O-1", "source": "Ombudsman", "status": "open", "made_on": date(2022, 11, 1)},
]


def bar() -> None:
    from pages.ui import (
        filter_bar,
        register_info,
    )

    filter_bar.draw(register_info.facts())


def printed(*arguments: str) -> str:
    output = StringIO()
    with redirect_stdout(output):
        assert main(list(arguments)) == 0
    return output.getvalue()


def use_clock(register: Register) -> None:
    """A response to the Ombudsman is due 90 days after 1 November, and nobody else's words are used of it."""
    result = responses.responses(register, Filters(), frozenset({"responded_on"}))
    (row,) = result.clocked.to_dict("records")
    assert (row["source"], row["due_on"].isoformat()[:10]) == ("Ombudsman", "2023-01-30")
    (clock,) = [row for row in section.clocks(result).to_dict("records") if "Ombudsman" in map(str, row.values())]
    assert "90 days after the day it was made (Local Government Act 1974 s.31)" in clock.values()
    assert "IOPC" not in section.notes(result, frozenset())
    assert section.awaited(result, responses.ResponseStatus.DUE)["Who must respond"].tolist() == [
        "Commissioner (Ombudsman)"
    ]


def use(folder: Path) -> None:
    register_folder = write_register(folder / "register", {date(2022, 10, 31): ROWS, date(2022, 11, 28): ROWS})
    os.environ["REGISTER"] = str(register_folder)
    register = Register(register_folder)
    for name, value in (("ward", WARD), ("root_cause", CAUSE)):
        chosen, wrong = from_address({name: [value]})
        assert not wrong
        assert chosen.to_query() == {name: [value]}
        assert chosen.describe() == value
        assert headline_figures.headline(register, chosen).open == 1
        assert stock_and_flow.statement(register, chosen, date(2022, 10, 31)).closing == 1
        assert headline_figures.headline(register, Filters(**{name: ("[blank]",)})).open == (2 if name == "ward" else 1)
        option = f"--{name.replace('_', '-')}"
        assert json.loads(printed("figures", "--register", str(register_folder), option, value, "--json"))["open"] == 1
        target = folder / f"{name}.csv"
        printed("export", "--register", str(register_folder), option, value, "--to", str(target))
        with target.open(encoding="utf-8-sig", newline="") as file:
            lines = [line for line in csv.reader(file) if line]
        heading = next(line for line in lines if "reference" in line)
        assert [line[heading.index(name)] for line in lines[lines.index(heading) + 1 :]] == [value]
        assert f'"name": "{name}"' in json.dumps(document("http://localhost"))
    use_clock(register)
    register.close()
    assert "The ward that it is about." in dictionary()
    at = AppTest.from_function(bar, default_timeout=120).run()
    assert not at.exception
    widgets = {widget.key: widget.options for widget in at.multiselect}
    assert widgets["filter_ward"][0] == f"{WARD} (1)"
    assert widgets["filter_root_cause"][0].endswith("(1)")


if __name__ == "__main__":
    assert not Path(analytics.__file__).is_relative_to(Path(__file__).parents[2]), "not the copy"
    use(Path(sys.argv[1]))
