"""Whatever a register holds: every page, every section of the pack and every file is made, and their figures agree.

The registers are the random histories of the second computation, loaded from files as an analyst would: with undated,
blanked, future-dated, reopened and re-closed rows, rejected rows, absent columns and more than ten references.
Few are tried in the usual run, since a register takes seconds; `--hypothesis-profile=thorough` tries many.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from streamlit.testing.v1 import AppTest

from analytics.__main__ import main
from analytics.english import day
from analytics.files import csv as published
from analytics.files.export import export
from analytics.files.pack.build import build
from analytics.files.pack.content import Pack
from analytics.files.pack.section_registry import KEYS
from analytics.files.pack.settings import PackSettings
from analytics.filters import EVERYTHING, Filters
from analytics.measures.figures import figures
from analytics.register.database import Register
from pages.ui import chart, count_table, downloads
from pages.ui.menu import ENTRIES, path
from tests.examples import NOT_SHRUNK, examples
from tests.files.pack.packs import tables, written
from tests.files.pack.test_build import check_block
from tests.independent import measures
from tests.independent.history import Extract
from tests.independent.strategies import histories
from tests.registers import load_history

GUARDED = (
    "import runpy\nfrom pages.ui import error_messages\nwith error_messages.protected():\n    runpy.run_path({path!r})"
)
COUNTED = ("outstanding", "open", "closed", "not_accepted", "state_unknown", "dropped", "reports")


@contextmanager
def loaded(extracts: list[Extract]) -> Iterator[Register]:
    """The register of these extracts, opened, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        register = Register(load_history(Path(folder) / "register", extracts))
        yield register
        register.close()


def period_start(extracts: list[Extract]) -> date:
    """The day of the first extract, or the day before it where there is only one."""
    return extracts[0].as_at if len(extracts) > 1 else extracts[0].as_at - timedelta(days=1)


def printed(*arguments: object) -> dict[str, Any]:
    """What a command prints as JSON."""
    with redirect_stdout(io.StringIO()) as out:
        assert main([*map(str, arguments), "--json"]) == 0
    result: dict[str, Any] = json.loads(out.getvalue())
    return result


def position_of(pack: Pack) -> dict[str, int]:
    """The figures of the section Position, by the name in words; none where it has no table."""
    if not tables(pack, "position"):
        return {}
    frame = tables(pack, "position")[0].frame
    return dict(zip(frame.iloc[:, 0], frame.iloc[:, 1], strict=True))


@given(histories())
@examples(20, phases=NOT_SHRUNK)
def test_every_section_and_file_is_made_and_the_figures_agree(extracts: list[Extract]) -> None:
    since, as_at = period_start(extracts), extracts[-1].as_at
    with loaded(extracts) as register:
        result = figures(register, EVERYTHING, since)
        expected = measures.figures(extracts, as_at, as_at, since)
        for name in (*COUNTED, "overdue", "period"):
            assert result[name] == expected[name], name
        assert list(result["age"].values()) == list(expected["age"].values())
        for column, counts in expected["by"].items():
            assert list(result["by"].get(column, {}).items()) == list(counts.items()), column
        requested = ("--register", register.folder, "--since", since)
        assert printed("figures", *requested)["overdue"] == result["overdue"]
        moved = printed("changes", *requested, "--until", as_at)
        assert moved["period"]["residual"] == 0
        pack = build(register, PackSettings(since=since), None)
        check_pack(pack, result)
        for kind in ("html", "xlsx"):
            assert written(pack, kind)
        for kind in ("csv", "xlsx"):
            assert export(register, EVERYTHING, io.BytesIO(), kind=kind) >= result["outstanding"]


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


@given(histories())
@examples(5, phases=NOT_SHRUNK)
def test_the_printed_kinds_of_pack_are_made(extracts: list[Extract]) -> None:
    with loaded(extracts) as register:
        pack = build(register, PackSettings(since=period_start(extracts)), None)
        for kind in ("pdf", "pptx"):
            assert written(pack, kind)


@given(histories())
@examples(5, phases=NOT_SHRUNK)
def test_every_page_is_drawn_and_every_file_of_it_built(extracts: list[Extract]) -> None:
    with loaded(extracts) as register, pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGISTER", str(register.folder))
        open_everything(patch)
        result = figures(register, EVERYTHING)
        pages = {entry.url_path: run(path(entry)) for entry in ENTRIES}
        for row in extracts[-1].rows[:2]:
            run(path(next(entry for entry in ENTRIES if entry.url_path == "register")), reference=row["reference"])
    check_page_figures(pages, result)


AS_AT_THE_LATEST = ("trends", "changes", "assurance", "onboarding", "themes")
"""Pages that show the figures as at the newest extract used."""


@given(histories())
@examples(2, phases=NOT_SHRUNK)
def test_a_day_after_the_newest_extract_shows_the_last_known_state(extracts: list[Extract]) -> None:
    later = extracts[-1].as_at + timedelta(days=200)
    with loaded(extracts) as register, pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGISTER", str(register.folder))
        for entry in ENTRIES:
            then = run(path(entry), filters=Filters(as_at=later))
            if entry.url_path in AS_AT_THE_LATEST:
                known = run(path(entry), filters=Filters(as_at=extracts[-1].as_at))
                assert shown(then) == shown(known), entry.url_path
            elif entry.url_path != "engage":  # it names the days of its fortnight, which ends on the newest extract
                assert not CLAIM.search("\n".join(shown(then))), entry.url_path
        result = run(
            path(next(entry for entry in ENTRIES if entry.url_path == "overview")), filters=Filters(as_at=later)
        )
        check_overview_of_a_later_day(result, figures(register, EVERYTHING), extracts[-1].as_at)
        assert not figures(register, Filters(as_at=later))["period"]["movement_shown"]


CLAIM = re.compile(
    r"none has been closed|has arrived|[Nn]othing happened|nothing was|did not change|as many as|^(Closed|New) .*: 0$",
    re.MULTILINE,
)
"""Words that claim that nothing happened."""


def check_overview_of_a_later_day(at: AppTest, found: dict[str, Any], latest: date) -> None:
    """The number open is the last known, nothing has moved since, and the line ends on the newest extract."""
    assert at.title[0].value.startswith((f"Latest extract: {day(latest)}. ", "How many were open")), at.title[0].value
    metrics = {metric.label: metric for metric in at.metric}
    assert not [label for label in metrics if label.startswith(("Closed", "New", "Added"))]
    assert not any(metric.delta for metric in at.metric)
    if "Open" in metrics:
        assert metrics["Open"].value == f"{found['open']:,}"


@given(histories())
@examples(2, phases=NOT_SHRUNK)
def test_a_day_before_the_first_extract_is_shown_on_every_page(extracts: list[Extract]) -> None:
    before_first = extracts[0].as_at - timedelta(days=1)
    with loaded(extracts) as register, pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGISTER", str(register.folder))
        pages = {entry.url_path: run(path(entry), filters=Filters(as_at=before_first)) for entry in ENTRIES}
    stocks = [metric for metric in pages["overview"].metric if metric.label.startswith(("Open", "Waiting", "State"))]
    assert not any(metric.delta for metric in stocks)
    assert "is not known" in pages["changes"].title[0].value


def shown(at: AppTest) -> list[str]:
    """What a page shows in words and figures, but for the caption of its view."""
    metrics = [f"{metric.label}: {metric.value}" for metric in at.metric]
    return [*(str(each.value) for each in (*at.title, *at.header, *at.caption[1:], *at.markdown)), *metrics]


def run(page: Path, filters: Filters = EVERYTHING, **address: str) -> AppTest:
    """A page as the frame runs it: neither an error nor a message of one."""
    at = AppTest.from_string(GUARDED.format(path=str(page)), default_timeout=120)
    at.session_state["_filters"] = filters
    for name, requested in address.items():
        at.query_params[name] = requested
    at.run()
    assert not at.exception, f"{page.stem}: {at.exception}"
    assert not at.error, f"{page.stem}: {[error.value for error in at.error]}"
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
