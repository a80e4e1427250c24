"""Names of 30,000 letters, as a paragraph in the wrong column makes them: what is drawn stays small."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.charts.label_lines import MOST_LETTERS
from pages.ui.screen import choice_words
from tests.registers import write_register

LETTERS = 30_000
ROWS = 40
REPEATING = ("html", "radio", "selectbox", "multiselect", "pills", "caption", "title")
"""Elements that have a name in every row or for every choice."""

MOST_BYTES = 40_000
"""Of one such element: as with names of some hundred letters."""

PAGES = (
    "oversee/turnaround",
    "oversee/engage",
    "oversee/themes",
    "prepare/plan",
    "prepare/meeting",
    "explore/overview",
)


def name(kind: str, number: int) -> str:
    return f"{kind} {number:03} " + "letters " * (LETTERS // 8)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register whose every name is a paragraph."""
    kinds = {"theme": 12, "root_cause": 9, "programme": 20, "business_group": 5, "owner_role": 11, "report": 7}
    rows = [
        {
            **{column: name(column, number % different) for column, different in kinds.items()},
            "reference": f"R{number:03}",
            "source": "DARA",
            "status": "open",
            "strategic_priority": name("priority", number % 6),
            "priority_framework": "2022",
            "delivery_route": "programme",
            "tags": ["Engage"],
            "made_on": date(2021, 1, 1),
            "original_due_on": date(2021, 9, 1),
            "due_on": date(2022, 1, 1),
        }
        for number in range(ROWS)
    ]
    folder = tmp_path_factory.mktemp("register")
    return write_register(folder, {date(2022, 1, 31): rows[:30], date(2022, 2, 28): rows})


@pytest.mark.parametrize("page", PAGES)
def test_what_repeats_a_name_is_drawn_with_it_cut(
    page: str, register: Path, project_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGISTER", str(register))
    at = AppTest.from_file(str(project_root / "pages" / f"{page}.py"), default_timeout=120).run()
    assert not at.exception
    sizes = [(element.type, element.proto.ByteSize()) for element in elements(at) if element.type in REPEATING]
    assert sizes, page
    assert [(kind, size) for kind, size in sizes if size > MOST_BYTES] == []


def elements(at: AppTest) -> Iterator[Any]:
    return (element for element in at.main if getattr(element, "proto", None) is not None)


def test_choices_that_differ_late_stay_apart() -> None:
    first, second, short = name("x", 1) + "a", name("x", 1) + "b", "short"
    words = choice_words([first, second, short], str)
    shown = [words(each) for each in (first, second, short)]
    assert len({*shown}) == 3
    assert shown[2] == "short"
    assert all(len(each) <= MOST_LETTERS + 10 for each in shown)
    assert [words(each) for each in (first, second, short)] == shown
