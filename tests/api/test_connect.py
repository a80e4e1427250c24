"""The texts to paste ask for what the page shows."""

from __future__ import annotations

import ast
import io
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import pytest

from analytics.api.connect import TOKEN, Connection, power_query, recipes, web_query
from analytics.filters import Filters
from tests.api.client import Client, client
from tests.registers import write_register

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


@pytest.mark.parametrize("name", ["register", "overview", "trends"])
def test_the_web_query_reads_the_table_of_the_csv(asked: Client, name: str) -> None:
    connection = Connection(base=BASE, name=name, query={"source": ["DARA", "IOPC"]})
    lines = web_query(connection).decode("ascii").split("\r\n")
    assert lines[:4] == ["WEB", "1", f"{BASE}/api/v1/{name}.html?source=DARA&source=IOPC", ""]
    assert not set(lines[2]) & set('"[]')  # in a web query, brackets ask the reader for a value
    answer = asked.get(lines[2].removeprefix(f"{BASE}/api/v1"))
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    of_csv = asked.get(f"/{name}.csv?source=DARA&source=IOPC").body
    expected = pd.read_csv(io.BytesIO(of_csv), dtype=str, keep_default_na=False)
    as_text = dict.fromkeys(range(len(expected.columns)), str)
    (table,) = pd.read_html(io.StringIO(answer.body.decode()), header=0, keep_default_na=False, converters=as_text)
    assert list(table.columns) == list(expected.columns)
    assert table.astype(str).map(plain).to_numpy().tolist() == expected.map(plain).to_numpy().tolist()


def plain(text: str) -> str:
    """A text as a page shows it: runs of blanks as one."""
    return " ".join(text.split())


def test_a_hostile_cell_is_no_markup_and_no_formula(tmp_path: Path) -> None:
    row = {"reference": "<script>1</script>", "source": "DARA", "status": "open", "text": "=cmd|' /C calc'!A0"}
    body = client(write_register(tmp_path, {date(2022, 1, 31): [row]}))[0].get("/recommendations.html").body
    assert b"&lt;script&gt;1&lt;/script&gt;" in body
    assert b"<script" not in body
    assert b"<td>&#x27;=cmd" in body
