"""Whatever cells are blank: every page, every section of the pack and every file is made, and their figures agree.

BLANK_EXAMPLES=200 tries so many registers of each kind; few by default, since a register takes seconds.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from streamlit.testing.v1 import AppTest

from analytics.__main__ import main
from analytics.files import csv as published
from analytics.files.export import export
from analytics.files.pack.build import build
from analytics.files.pack.content import Pack
from analytics.files.pack.section_registry import KEYS
from analytics.files.pack.settings import PackSettings
from analytics.filters import EVERYTHING
from analytics.measures.figures import figures
from analytics.register.database import Register
from pages.ui import chart, count_table, downloads
from pages.ui.menu import ENTRIES, path
from tests.blank_cells import Blanked, registers
from tests.files.pack.packs import tables, written
from tests.files.pack.test_build import check_block
from tests.independent import measures

EXAMPLES = int(os.environ.get("BLANK_EXAMPLES", "0"))
GUARDED = (
    "import runpy\nfrom pages.ui import error_messages\nwith error_messages.protected():\n    runpy.run_path({path!r})"
)
COUNTED = ("outstanding", "open", "closed", "not_accepted", "state_unknown", "dropped", "reports")


def tried(few: int) -> settings:
    """So many random registers, or as many as the setting BLANK_EXAMPLES says."""
    # A register grows from a seed, so a smaller seed is no simpler: nothing is shrunk.
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    checks = list(HealthCheck)
    return settings(max_examples=EXAMPLES or few, deadline=None, suppress_health_check=checks, phases=phases)


@contextmanager
def loaded(blanked: Blanked) -> Iterator[Register]:
    """The register of these extracts, opened, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        register = Register(blanked.load(Path(folder) / "register"))
        yield register
        register.close()


def printed(*arguments: object) -> dict[str, Any]:
    """What a command prints as JSON."""
    with redirect_stdout(io.StringIO()) as out:
        assert main([*map(str, arguments), "--json"]) == 0
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def position_of(pack: Pack) -> dict[str, int]:
    """The figures of the section Position, by the name in words."""
    frame = tables(pack, "position")[0].frame
    return dict(zip(frame.iloc[:, 0], frame.iloc[:, 1], strict=True))


@given(registers())
@tried(8)
def test_every_section_and_file_is_made_and_the_figures_agree(blanked: Blanked) -> None:
    with loaded(blanked) as register:
        found = figures(register, EVERYTHING, blanked.since)
        expected = measures.figures(blanked.extracts(), blanked.as_at, blanked.as_at, blanked.since)
        for name in (*COUNTED, "overdue", "period"):
            assert found[name] == expected[name], name
        assert list(found["age"].values()) == list(expected["age"].values())
        for column, counts in expected["by"].items():
            assert list(found["by"].get(column, {}).items()) == list(counts.items()), column
        asked = ("--register", register.folder, "--since", blanked.since)
        assert printed("figures", *asked)["overdue"] == found["overdue"]
        moved = printed("changes", *asked, "--until", blanked.as_at)
        assert moved["period"]["residual"] == 0
        pack = build(register, PackSettings(since=blanked.since), None)
        check_pack(pack, found)
        for kind in ("html", "xlsx"):
            assert written(pack, kind)
        for kind in ("csv", "xlsx"):
            assert export(register, EVERYTHING, io.BytesIO(), kind=kind) >= found["outstanding"]


def check_pack(pack: Pack, found: dict[str, Any]) -> None:
    """Every section says something that can be printed, and its figures are those of the command line."""
    assert [section.key for section in pack.sections] == list(KEYS)
    for section in pack.sections:
        assert section.blocks, section.key
        for block in section.blocks:
            check_block(block, section.key)
    now = position_of(pack)
    late = found["overdue"]
    names = {
        "Open": found["open"], "Closed, ever": found["closed"],
        "Outstanding: open, awaiting on-boarding and disputed": found["outstanding"],
        "Outstanding, past the date first agreed": late["original"],
        "Outstanding, past the current due date": late["current"],
        "Outstanding, past the date first agreed but not the current date": late["masked"],
        "Outstanding, past the date first agreed, with no current date": late["late_no_current_date"],
    }  # fmt: skip
    assert {words: now.get(words, 0) for words in names} == names


@given(registers())
@tried(2)
def test_the_printed_kinds_of_pack_are_made(blanked: Blanked) -> None:
    with loaded(blanked) as register:
        pack = build(register, PackSettings(since=blanked.since), None)
        for kind in ("pdf", "pptx"):
            assert written(pack, kind)


@given(registers())
@tried(2)
def test_every_page_is_drawn_and_every_file_of_it_built(blanked: Blanked) -> None:
    with loaded(blanked) as register, pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGISTER", str(register.folder))
        open_everything(patch)
        found = figures(register, EVERYTHING)
        pages = {entry.url_path: run(path(entry)) for entry in ENTRIES}
        for row in blanked.extracts()[-1].rows[:2]:
            run(path(next(entry for entry in ENTRIES if entry.url_path == "register")), reference=row["reference"])
    check_page_figures(pages, found)


def run(page: Path, **address: str) -> AppTest:
    """A page as the frame runs it: neither an error nor a message of one."""
    at = AppTest.from_string(GUARDED.format(path=str(page)), default_timeout=120)
    for name, asked in address.items():
        at.query_params[name] = asked
    at.run()
    assert not at.exception, f"{page.stem}: {at.exception}"
    assert not at.error, f"{page.stem}: {at.error}"
    return at


def open_everything(patch: pytest.MonkeyPatch) -> None:
    """Build each file as if its button were clicked, and the rows behind each number as if it were chosen."""
    show, rows = chart._block, count_table.rows

    def built(label: str, build: Callable[[], downloads.Built], *_: object, **__: object) -> None:
        data, _number_of_rows = build()
        assert isinstance(data, bytes), label

    def block(shown: chart.Block) -> None:
        show(shown)
        for value in shown.chart.values if shown.rows else ():
            assert shown.rows
            published.of_frame(shown.rows(value))

    def all_rows(words: dict[str, str], found: Callable[[str], pd.DataFrame], **more: Any) -> None:
        rows(words, found, **more)
        for value in words:
            published.of_frame(found(value))

    patch.setattr(downloads, "built", built)
    patch.setattr(chart, "_block", block)
    patch.setattr(count_table, "rows", all_rows)


def check_page_figures(pages: dict[str, AppTest], found: dict[str, Any]) -> None:
    """The figures at the head of the Overview and of Dates are those of the command line."""
    overview = {metric.label: metric.value for metric in pages["overview"].metric}
    if "Open" in overview:
        assert overview["Open"] == f"{found['open']:,}"
    late = {
        "Past the first date": "original", "Past the current date": "current",
        "Hidden by a later date": "masked", "Late with no current date": "late_no_current_date",
        "No due date": "no_due_date",
    }  # fmt: skip
    for metric in pages["dates"].metric:
        assert metric.value == f"{found['overdue'][late[metric.label]]:,}"
