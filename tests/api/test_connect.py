"""The texts to paste ask for what the page shows."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from analytics.api.connect import TOKEN, Connection, power_query, recipes
from analytics.filters import Filters
from tests.api.client import Client, client

BASE = "https://register.example/recommendations-app"
HOSTILE = 'say "#(lf)" & 100% of $HOME `id`\n\\ ü'


@pytest.fixture(scope="module")
def asked(demonstration: Path) -> Client:
    return client(demonstration)[0]


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(source=("DARA", "IOPC"), overdue="original"), Filters(search="custody", theme=("[blank]",))],
)
def test_each_text_asks_for_the_same_file(asked: Client, filters: Filters) -> None:
    query = filters.to_query()
    connection = Connection(base=BASE, name="register", query=query)
    target = f"/register.csv?{urlencode(query, doseq=True)}".rstrip("?")
    assert connection.address == f"{BASE}/api/v1{target}"
    others = [recipe for recipe in recipes(connection) if not recipe.program.startswith("Power")]
    assert len(others) == 4
    assert all(connection.address in recipe.text for recipe in others)
    assert asked.get(target).status == 200
    assert (
        asked.get(f"/register.csv?{urlencode(read(power_query(connection)), doseq=True)}").body
        == asked.get(target).body
    )


def read(query: str) -> dict[str, list[str]]:
    """The parameters that Power Query would send: a second reading of its text."""
    (record,) = re.findall(r"Query = \[(.*)\]$", query, re.MULTILINE)
    result: dict[str, list[str]] = {}
    for name, value in re.findall(r'(\w+) = (\{.*?\}|"(?:[^"]|"")*")', record):
        texts = re.findall(r'"((?:[^"]|"")*)"', value)
        result[name] = [unescaped(text) for text in texts]
    return result


def unescaped(text: str) -> str:
    special = {"#(#)": "#", "#(lf)": "\n", "#(cr)": "\r"}
    return re.sub(r"#\((?:#|lf|cr)\)", lambda found: special[found[0]], text.replace('""', '"'))


def test_a_hostile_value_stays_a_value() -> None:
    connection = Connection(base=BASE, name="recommendations", query={"theme": [HOSTILE]})
    assert read(power_query(connection)) == {"theme": [HOSTILE]}
    assert not set(connection.address) & set('"`$\\\n {}[]<>')
    python = next(recipe.text for recipe in recipes(connection) if recipe.program == "Python")
    (call,) = [node for node in ast.walk(ast.parse(python)) if isinstance(node, ast.Call)]
    assert ast.literal_eval(call.args[0]) == connection.address


def test_where_people_sign_in_each_program_is_told_where_the_token_goes() -> None:
    connection = Connection(base=BASE, name="register", query={}, needs_token=True)
    for recipe in recipes(connection):
        asks = "Choose Basic" in recipe.steps
        assert asks != (f"Authorization{': ' if recipe.program == 'curl' else ''}" in recipe.text), recipe.program
        assert asks or f"Bearer {TOKEN}" in recipe.text
    python = next(recipe.text for recipe in recipes(connection) if recipe.program == "Python")
    (call,) = [node for node in ast.walk(ast.parse(python)) if isinstance(node, ast.Call)]
    assert ast.literal_eval(call.keywords[0].value) == {"Authorization": f"Bearer {TOKEN}"}
