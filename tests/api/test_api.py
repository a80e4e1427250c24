"""What the API answers, refuses and records."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from analytics.api import loading, packs
from analytics.api.access import THIS_MACHINE
from analytics.api.application import PREFIX
from analytics.api.columns import RECOMMENDATION, SERIES
from analytics.api.formats import JSON, MEDIA_TYPES
from analytics.api.resources import PAGES, RESOURCES
from analytics.api.subjects import SUBJECTS
from analytics.measures.recommendations import EXPORTED
from analytics.measures.stock_and_flow import SIGNS
from analytics.meetings.engine import StoreUnavailable
from analytics.register.database import Register
from analytics.vocabulary import COLUMN
from pages.ui import menu
from tests.api.client import Answer, Client, Recorder, client
from tests.registers import write_register

ROWS = [
    {"reference": "A/1", "source": "DARA", "status": "open", "made_on": date(2022, 1, 3), "text": '=Say "hello"'},
    {"reference": "https://example.org/2", "source": "HMICFRS", "status": "closed", "tags": ["Engage", "a;b"]},
    {"reference": "Ü 3", "source": "DARA", "status": "open", "classification": "OFFICIAL-SENSITIVE"},
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> tuple[Client, Recorder]:
    folder = write_register(tmp_path_factory.mktemp("register"), {date(2022, 1, 31): ROWS})
    return client(folder)


@pytest.fixture
def asked(server: tuple[Client, Recorder]) -> Client:
    return server[0]


def refused(answer: Answer, status: HTTPStatus) -> str:
    """The sentences of a problem, which must be of this status."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.document
    assert (answer.status, problem["status"], problem["title"]) == (status, status, status.phrase)
    return str(problem["detail"])


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("/recommendations?source=HMICFR", "Did you mean 'HMICFRS'?"),
        ("/figures?status=opne", "Did you mean 'open'?"),
        ("/figures?made_from=yesterday", "'yesterday' is not a date. Write it as year-month-day"),
        ("/figures?sorce=DARA", "There is no filter or parameter called 'sorce' here. Did you mean 'source'?"),
        ("/figures?since=soon", "since: 'soon' is not a date."),
        ("/figures?since=2022-02-01", "is later than 31 January 2022, the as-at day"),
        ("/changes?since=2022-01-31", "Choose a day before 31 January 2022"),
        ("/recommendations?limit=0", "limit: '0' is not a whole number from 1 to 10,000."),
        ("/recommendations?limit=٣", "is not a whole number"),
        ("/figures?limit=3", "There is no filter or parameter called 'limit' here."),
        ("/figures?overdue=often", "'often' is not one of"),
    ],
)
def test_a_wrong_request_says_what_would_be_right(asked: Client, target: str, sentence: str) -> None:
    assert sentence in refused(asked.get(target), HTTPStatus.BAD_REQUEST)


def test_every_fault_of_a_request_is_said_at_once(asked: Client) -> None:
    problem = asked.get("/figures?source=DARE&made_to=1&x=1").document
    assert len(problem["errors"]) == 3
    assert problem["detail"] == " ".join(problem["errors"])


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("/figure", "There is no 'figure' here. Did you mean 'figures'?"),
        ("/figures.xlsx", "There is no form '.xlsx'. The forms are .json, .csv, .parquet, .arrow, .html."),
        ("/dates.csv", "dates is given as JSON alone"),
        ("/recommendations/A", "There is no recommendation with the reference 'A'."),
        ("/figures/of/today", "The address /api/v1/ lists what there is."),
    ],
)
def test_what_is_not_there(asked: Client, target: str, sentence: str) -> None:
    assert sentence in refused(asked.get(target), HTTPStatus.NOT_FOUND)


def test_it_is_only_read(asked: Client) -> None:
    answer = asked.get("/figures", method="POST")
    assert "only read" in refused(answer, HTTPStatus.METHOD_NOT_ALLOWED)
    assert "GET" in answer.headers["allow"]


def test_values_are_taken_as_on_pages(asked: Client) -> None:
    """Capitals, labels and blanks: as in a page's address."""
    for query in ("source=dara", "source=Internal+audit", "source=DARA&risk=", "source=DARA&as_at=2022-01-31&theme="):
        assert [row["reference"] for row in asked.get(f"/recommendations?{query}").data] == ["A/1", "Ü 3"]


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("192.0.2.7", {}),
        ("127.0.0.1", {"x_forwarded_for": "192.0.2.7"}),
        ("127.0.0.1", {"forwarded": "for=192.0.2.7"}),
        ("127.0.0.1", {"via": "1.1 proxy"}),
        ("127.0.0.1", {"host": "evil.example:8501"}),
        ("127.0.0.1", {"host": ""}),
        ("::ffff:192.0.2.7", {}),
    ],
)
@pytest.mark.parametrize("target", ["/", "/openapi.json", "/figures", "/recommendations/A%2F1", "/recommendations.csv"])
def test_without_sign_in_only_this_machine_is_answered(
    server: tuple[Client, Recorder], target: str, peer: str, headers: dict[str, str]
) -> None:
    requested, host = server
    before = len(host.recorded)
    answer = requested.get(target, peer=peer, **headers)
    assert "Without sign-in" in refused(answer, HTTPStatus.FORBIDDEN)
    assert len(host.recorded) == before


@pytest.mark.parametrize(
    ("peer", "host"), [("127.0.0.1", "127.0.0.1:8501"), ("::1", "[::1]:8501"), ("127.8.8.8", "LOCALHOST")]
)
def test_this_machine_has_several_names(asked: Client, peer: str, host: str) -> None:
    assert asked.get("/figures", peer=peer, host=host).status == HTTPStatus.OK


def test_every_call_is_recorded_with_its_choice(server: tuple[Client, Recorder]) -> None:
    requested, host = server
    host.recorded.clear()
    requested.get("/recommendations.csv?source=DARA")
    requested.get("/figures?source=HMICFRS")
    requested.get("/recommendations/A%2F1")
    reported = [(by, entry["address"], entry["filters"], entry.get("marking")) for by, entry in host.recorded]
    assert reported == [
        (THIS_MACHINE.name, f"{PREFIX}/recommendations.csv", {"source": ["DARA"]}, "OFFICIAL-SENSITIVE"),
        (THIS_MACHINE.name, f"{PREFIX}/figures", {"source": ["HMICFRS"]}, "OFFICIAL-SENSITIVE"),
        (THIS_MACHINE.name, f"{PREFIX}/recommendations/A/1", {}, "OFFICIAL"),
    ]
    assert {entry["edition"] for _, entry in host.recorded} == {host.opened.edition}


def test_what_cannot_be_recorded_is_not_answered(
    server: tuple[Client, Recorder], monkeypatch: pytest.MonkeyPatch
) -> None:

    requested, host = server

    def fail(*_: object) -> None:
        raise StoreUnavailable("The database does not answer.")

    monkeypatch.setattr(host, "record", fail)
    for target in ("/figures", "/recommendations.csv", "/recommendations/A%2F1"):
        assert refused(requested.get(target), HTTPStatus.SERVICE_UNAVAILABLE) == "The database does not answer."


@pytest.mark.parametrize("reference", ["A%2F1", "A/1", "https%3A%2F%2Fexample.org%2F2", "%C3%9C%203"])
def test_one_recommendation_has_its_history(asked: Client, reference: str) -> None:
    result = asked.get(f"/recommendations/{reference}").data
    assert result["reference"] in {row["reference"] for row in ROWS}
    assert "received" in [event["kind"] for event in result["history"]]
    assert result == asked.get(f"/recommendation?reference={reference}").data


def test_files_hold_the_rows_of_the_pages(asked: Client) -> None:
    rows = asked.get("/recommendations").data
    parquet = pq.read_table(io.BytesIO(asked.get("/recommendations.parquet").body))
    arrow = pa.ipc.open_stream(asked.get("/recommendations.arrow").body).read_all()
    assert parquet.to_pylist() == arrow.to_pylist()
    assert json.loads(json.dumps(arrow.to_pylist(), default=str)) == rows
    assert rows[1]["tags"] == ["Engage", "a;b"]
    assert arrow.schema.field("made_on").metadata[b"description"] == COLUMN["made_on"].meaning.encode()
    assert arrow.schema.metadata[b"marking"] == b"OFFICIAL-SENSITIVE"


TABLES = [resource.name for resource in RESOURCES.values() if resource.table]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("form", ["csv", "parquet", "arrow"])
def test_every_table_has_every_form(asked: Client, name: str, form: str) -> None:
    answer = asked.get(f"/{name}.{form}")
    assert answer.status == HTTPStatus.OK
    assert answer.headers["content-disposition"].endswith(f'-2022-01-31-official-sensitive.{form}"')
    columns = [column.name for column in RESOURCES[name].columns]
    table = answer.body.decode("utf-8-sig").split("\r\n")[0].split(",") if form == "csv" else names(form, answer.body)
    assert table == columns


def names(form: str, body: bytes) -> list[str]:
    table = pq.read_table(io.BytesIO(body)) if form == "parquet" else pa.ipc.open_stream(body).read_all()
    return list(table.column_names)


def test_a_header_may_ask_for_a_form(asked: Client) -> None:
    answer = asked.get("/extracts", accept="text/csv, */*;q=0.1")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert asked.get("/extracts", accept="text/html, */*").headers["content-type"] == "application/json"


def test_columns_are_those_of_the_export_and_of_the_statement() -> None:
    assert tuple(column.name for column in RECOMMENDATION) == EXPORTED
    assert set(SIGNS) < {column.name for column in SERIES}


def test_every_answer_is_as_the_description_says(asked: Client, demonstration: Path) -> None:
    description = asked.get("/openapi.json").document
    assert description["openapi"] == "3.1.0"
    assert description["servers"] == [{"url": PREFIX}]
    on_demonstration, _ = client(demonstration)
    targets = {f"/{name}": f"/{name}" for name in RESOURCES} | {
        "/recommendations/{reference}": "/recommendations/DA-2017-001"
    }
    for path, target in targets.items():
        content = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        schema = {**content["schema"], "components": description["components"]}
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(on_demonstration.get(target).document)


def test_the_description_has_the_words_of_the_data_dictionary(asked: Client) -> None:
    description = asked.get("/openapi.json").document
    properties = description["components"]["schemas"]["Recommendation"]["properties"]
    assert {name: properties[name]["description"] for name in COLUMN} == {
        name: column.meaning for name, column in COLUMN.items()
    }
    assert description["components"]["parameters"]["risk"]["schema"]["items"]["enum"][:3] == ["high", "medium", "low"]
    described: list[Any] = [description]
    while described:
        part = described.pop()
        if isinstance(part, dict):
            assert "$ref" not in part or resolve(description, part["$ref"])
            described += part.values()
        elif isinstance(part, list):
            described += part


def resolve(document: Any, reference: str) -> Any:
    for name in reference.removeprefix("#/").split("/"):
        document = document[name]
    return document


def test_the_pages_that_it_answers_are_in_the_menu() -> None:
    pages = {entry.url_path for entry in menu.ENTRIES}
    assert {*PAGES, *SUBJECTS} <= pages
    assert set(PAGES.values()) <= RESOURCES.keys()
    # What is left: the pack, which is a file, what people write, save and load, the paper of one day, and explanations.
    left = {"pack", "load", "reconciliation", "audit", "people", "views", "notifications", "chasing", "accessibility"}
    assert pages - {*PAGES, *SUBJECTS} == left


def test_an_empty_register_is_said(tmp_path: Path) -> None:
    class Empty(Recorder):
        def register(self) -> Any:

            return Register(tmp_path)

    requested, _ = client(write_register(tmp_path / "other", {date(2022, 1, 31): ROWS}), Empty)
    assert "no extract yet" in refused(requested.get("/figures"), HTTPStatus.SERVICE_UNAVAILABLE)


def test_a_fault_of_the_program_is_no_traceback(
    server: tuple[Client, Recorder], monkeypatch: pytest.MonkeyPatch
) -> None:
    requested, host = server
    monkeypatch.setattr(host, "register", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):  # the server logs it after the answer
        requested.get("/figures")


def test_the_document_names_every_address(project_root: Path) -> None:
    document = (project_root / "docs" / "api.md").read_text(encoding="utf-8")
    parameters = {parameter.name for resource in RESOURCES.values() for parameter in resource.parameters}
    endings = {f".{form}" for form in MEDIA_TYPES if form != JSON}
    table = [row.split("|") for row in document.splitlines() if row.startswith("| `")]
    named = {word for row in table for cell in row for word in re.findall(r"`([\w./{}]+)", cell)}
    parameters |= {parameter.name for parameter in (*packs.PARAMETERS, *loading.PARAMETERS)}
    assert {*RESOURCES, *PAGES, *parameters} <= named
    assert all(f"`{ending}`" in document for ending in endings)
