"""Each page states the numbers that the API gives at the page's address: read off the page as it is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from analytics.api.resources import PAGES
from analytics.api.subjects import SUBJECTS
from analytics.filters import from_query
from analytics.register.database import Register
from pages.ui import menu
from tests.api.client import Client, client

CHOICES: list[dict[str, Any]] = [
    {},
    {"source": ["HMICFRS"]},
    {"source": ["DARA", "HMICFRS"], "as_at": "2022-08-31"},
]

Rows = list[dict[str, Any]]


def total(rows: Rows, name: str) -> int:
    return sum(row[name] or 0 for row in rows)


def programmes(data: Any) -> list[int]:
    """Open recommendations that programmes deliver, and how many of them are late."""
    cells = [cell for cell in data["portfolio"]["cells"] if cell["delivery_route"] == "programme"]
    return [total(cells, "open"), total(data["portfolio"]["cells"], "open")]


def engage(data: Any) -> list[int]:
    cells = data["engage"]["cells"]
    return [total(cells, "open"), total(cells, "overdue_original")]


def assurance(data: Any) -> list[int]:
    closed = [row for row in data["assurance"]["judged"] if row["state"] == "closed"]
    by_others = [row for row in closed if row["basis"] != "The owner’s word alone"]
    return [total(closed, "recommendations"), total(by_others, "recommendations")]


def onboarding(data: Any) -> list[int]:
    return [total(data["onboarding"]["undecided"], "waiting")]


def responses(data: Any) -> list[int]:
    return [sum(row["standing"] == "overdue" for row in data["responses"]["clocked"])]


def themes(data: Any) -> list[int]:
    rows = [row for row in data["themes"]["by_source"] if row["value"]]
    by_theme = {row["value"]: 0 for row in rows}
    for row in rows:
        by_theme[row["value"]] += row["open"]
    return [max(by_theme.values())]


def plan(data: Any) -> list[int]:
    themed = [row for row in data["parts"] if row["dimension"] == "theme" and row["value"] and row["open"]]
    return [len(themed), total(themed, "open")]


def dates(data: Any) -> list[int]:
    now = data["dates"]["now"]
    return [now["overdue_original"], now["outstanding"], now["overdue_masked"], now["no_due_date"]]


def trends(data: Any) -> list[int]:
    months = data[1:]  # the first is the month end before the period
    return [total(months, "received"), total(months, "closed_in_month")]


def changes(data: Any) -> list[int]:
    return [data["counts"]["on-boarded"], data["counts"]["re-dated"]]


STATED: dict[str, Callable[[Any], list[int]]] = {
    "overview": lambda data: [data["open"]],
    "register": lambda data: [len(data)],
    "trends": trends,
    "dates": dates,
    "turnaround": programmes,
    "engage": engage,
    "assurance": assurance,
    "onboarding": onboarding,
    "responses": responses,
    "themes": themes,
    "changes": changes,
    "plan": plan,
    "quality": lambda data: [len(data)],
}
"""By page: numbers of its opening sentence, worked out from what the API gives."""

OF_ONE_OR_OF_WORDS = {"recommendation", "meeting", "definitions", "dictionary"}
"""Pages of one recommendation, of what people write, or of definitions: `test_api` and `test_meetings` compare them."""


def test_every_page_of_figures_is_compared() -> None:
    assert STATED.keys() | OF_ONE_OR_OF_WORDS == {*PAGES, *SUBJECTS}


@pytest.fixture(scope="module")
def asked(demonstration: Path) -> Client:
    return client(Register(demonstration))[0]


@pytest.mark.parametrize("choice", CHOICES, ids=str)
@pytest.mark.parametrize("page", STATED)
def test_the_opening_sentence_has_the_numbers_of_the_api(
    asked: Client,
    page: str,
    choice: dict[str, Any],
    demonstration: Path,
    project_root: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REGISTER", str(demonstration))
    entry = next(entry for entry in menu.ENTRIES if entry.url_path == page)
    at = AppTest.from_file(str(project_root / "pages" / f"{entry.file}.py"), default_timeout=120)
    at.session_state["_filters"] = from_query({name: [v] if isinstance(v, str) else v for name, v in choice.items()})
    at.run()
    assert not at.exception
    more = {"limit": "10000"} if page == "register" else {}
    data = asked.get(f"/{page}?{urlencode({**choice, **more}, doseq=True)}").data
    sentence = at.title[0].value
    expected = STATED[page](data)
    assert {*expected} - {0} <= numbers(sentence), (sentence, expected)


def numbers(sentence: str) -> set[int]:
    """The numbers of a sentence; its days of months are among them."""
    return {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", sentence)} | {
        number for word, number in {"One": 1, "None": 0, "Nothing": 0}.items() if re.search(rf"\b{word}\b", sentence)
    }
