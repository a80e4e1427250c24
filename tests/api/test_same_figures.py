"""The API gives the same figures as the command line, the measures and a second computation."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from analytics.__main__ import main
from analytics.api.resources import flat
from analytics.filters import Filters, from_query
from analytics.measures.coverage import coverage
from analytics.measures.stock_and_flow import SIGNS, by_day, month_ends
from analytics.register.database import Register
from tests.api.client import Client, client
from tests.independent import measures
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import opened, several

CHOICES: list[dict[str, Any]] = [
    {},
    {"source": ["HMICFRS"]},
    {"source": ["DARA", "IOPC"], "risk": ["high", "[blank]"]},
    {"tag": ["Engage"], "overdue": "original"},
    {"as_at": "2022-06-30"},
    {"as_at": "2022-06-30", "known_at": "2022-08-31", "status": ["open"]},
    {"search": "custody", "made_from": "2020-01-01"},
    {"kind": ["cause of concern"]},
]


@pytest.fixture(scope="module")
def asked(demonstration: Path) -> Client:
    return client(demonstration)[0]


def printed(capsys: pytest.CaptureFixture[str], command: str, folder: Path, choice: dict[str, Any], **more: str) -> Any:
    """What a command prints as JSON."""
    given = {name: [value] if isinstance(value, str) else value for name, value in {**choice, **more}.items()}
    options = [word for name, values in given.items() for value in values for word in (f"--{name}", value)]
    capsys.readouterr()
    assert main([command, "--json", "--register", str(folder), *options]) == 0
    return json.loads(capsys.readouterr().out)


def address(name: str, choice: dict[str, Any], **more: str) -> str:
    return f"/{name}?{urlencode({**choice, **more}, doseq=True)}"


@pytest.mark.parametrize("choice", CHOICES)
def test_figures_are_those_of_the_command_line(
    asked: Client, demonstration: Path, choice: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    expected = printed(capsys, "figures", demonstration, choice)
    assert asked.get(address("figures", choice)).data == expected
    # The address of the page with the API's before it, and a choice of its own that is none of the API's.
    assert asked.get(address("overview", choice, see_by_source="HMICFRS")).data == expected
    expected = printed(capsys, "figures", demonstration, choice, since="2022-03-31")
    assert asked.get(address("figures", choice, since="2022-03-31")).data == expected


@pytest.mark.parametrize("choice", CHOICES[:4])
def test_changes_are_those_of_the_command_line(
    asked: Client, demonstration: Path, choice: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    expected = printed(capsys, "changes", demonstration, choice, since="2022-08-31", until="2022-11-28")
    assert asked.get(address("changes", choice, since="2022-08-31")).data == expected
    rows = list(csv.DictReader(io.StringIO(text(asked, address("changes.csv", choice, since="2022-08-31")))))
    assert [row["reference"] for row in rows] == [event["reference"] for event in expected["events"]]


def text(asked: Client, target: str) -> str:
    return asked.get(target).body.decode("utf-8-sig")


@pytest.mark.parametrize("choice", CHOICES)
def test_recommendations_are_those_of_the_export(
    asked: Client, demonstration: Path, choice: dict[str, Any], tmp_path: Path
) -> None:
    options = [
        f"--{name}={value}"
        for name, given in choice.items()
        for value in ([given] if isinstance(given, str) else given)
    ]
    assert main(["export", "--register", str(demonstration), "--to", str(tmp_path / "out.csv"), *options]) == 0
    expected = (tmp_path / "out.csv").read_bytes()
    assert asked.get(address("recommendations.csv", choice)).body == expected
    references = [row["reference"] for row in csv.DictReader(io.StringIO(expected.decode("utf-8-sig")))]
    pages = list(every_page(asked, address("recommendations", choice, limit="300")))
    assert [row["reference"] for page in pages for row in page] == references
    assert all(len(page) == 300 for page in pages[:-1])


def every_page(asked: Client, target: str | None) -> Any:
    while target:
        answer = asked.get(target)
        yield answer.data
        following = answer.document["next"]
        assert answer.headers.get("link") == (f'<{following}>; rel="next"' if following else None)
        target = following.removeprefix("/api/v1") if following else None


def test_a_registers_page_lists_what_its_page_lists(asked: Client) -> None:
    figures = asked.get("/figures").data
    assert len(asked.get("/register?limit=10000").data) == figures["open"]
    everything = asked.get("/register?list_show=all&limit=10000").data
    assert len(everything) == sum(
        figures[n] for n in ("outstanding", "closed", "not_accepted", "state_unknown", "dropped")
    )


@several
@given(cases(statuses=True))
def test_figures_on_random_registers(case: Case) -> None:
    choice = Filters(**{**case.choice, "as_at": case.t1, "known_at": case.k1})
    query = choice.to_query()
    with opened(case.extracts) as register:
        result = client(register)[0].get(f"/figures?{urlencode(query, doseq=True)}")
        # A value that a random register happens not to hold is refused by name, and nothing else is.
        assert result.status == 200 or re.search("There is no .+ in this register", result.document["detail"])
        if result.status != 200:
            return
    expected = measures.figures(case.extracts, case.t1, case.k1, case.t0, case.choice)
    names = (*measures.headline({}, measures.chosen({})), "stock_shown", "overdue")
    assert {name: result.data[name] for name in names} == {name: expected[name] for name in names}


BEFORE = "2016-06-30"
"""A day before the first recommendation of the demonstration, so that how many were open is not recorded."""


def test_a_day_on_which_nothing_is_recorded_has_no_number(
    asked: Client, demonstration: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = asked.get(address("figures", {"as_at": BEFORE})).document
    data = document["data"]
    assert data == printed(capsys, "figures", demonstration, {"as_at": BEFORE})
    assert data["stock_shown"] is data["period"]["movement_shown"] is False
    numbers = {name: value for name, value in flat(data) if value not in ("true", "false")}
    days = ("as_at", "known_at", "latest_extract", "period.from", "period.to")
    assert {name for name, value in numbers.items() if value is not None} == set(days)
    assert len(numbers) > 30
    schema = asked.get("/openapi.json").document
    answer = schema["paths"]["/figures"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**answer, "components": schema["components"]}).validate(document)
    assert main(["figures", "--register", str(demonstration), "--as_at", BEFORE]) == 0
    assert "\nopen: not recorded\n" in capsys.readouterr().out


def test_a_series_is_by_day_where_the_register_shows_it(asked: Client, demonstration: Path) -> None:
    register, filters = Register(demonstration), from_query({"source": ["DARA"]})
    days = month_ends(date(2022, 11, 28), 72)
    expected, covered = by_day(register, filters, days), coverage(register, filters)
    result = pd.DataFrame(asked.get("/series?source=DARA&months=72").data)
    assert list(result["day"]) == [each.isoformat() for each in days]
    shown = [covered.shows_stock(each) for each in days]
    assert not all(shown)
    assert list(result["open"].notna()) == shown
    assert list(result.loc[shown, "open"]) == list(expected.loc[shown, "open"])
    reported = result["residual"].notna()
    assert (result.loc[reported, "residual"] == 0).all()
    for term in SIGNS:
        assert list(result.loc[reported, term]) == list(expected.loc[reported, term])
    assert list(reported) == [False, *(covered.shows_statement(*both) for both in pairwise(days))]


def test_a_series_ends_with_what_is_known(asked: Client) -> None:
    assert asked.get("/series?as_at=2023-06-30").data == asked.get("/series").data
