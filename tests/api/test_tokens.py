"""The API where people sign in: a token, or a browser's session, opens what its person may read and no more."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from analytics import people
from analytics.api import openapi
from analytics.api.application import application
from analytics.audit.trail import Choice
from analytics.people import Person, Role
from analytics.sign_in.configuration import read
from analytics.vocabulary import Marking
from pages.ui import access, api
from pages.ui.access import Access
from pages.ui.gate import Gate
from pages.ui.meetings_store import store
from pages.ui.personal_tokens import tokens
from tests.api.client import Answer, Client
from tests.registers import write_register
from tests.sign_in.service import settings

ROWS = [
    {"reference": "A", "source": "DARA", "status": "open", "classification": "OFFICIAL"},
    {"reference": "B", "source": "DARA", "status": "open", "classification": "OFFICIAL-SENSITIVE"},
]
READER = Person(name="Rita Reader", subject="reader", role=Role.READER)
BOARD = Person(name="Bo Board", subject="board", role=Role.READER, clearance=Marking.OFFICIAL_SENSITIVE)
STRANGER = Person(name="Stan Stranger", subject="stranger")


@pytest.fixture
def allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Access]:
    url = f"sqlite:///{tmp_path / 'actions.sqlite'}"
    monkeypatch.setenv("ACTIONS_URL", url)
    monkeypatch.setenv("REGISTER", str(write_register(tmp_path / "register", {date(2022, 1, 31): ROWS})))
    store()
    made = Access(read(settings("https://sign-in.example", "https://register.example"), "localhost"), url)
    monkeypatch.setattr(access, "_in_force", [made])
    yield made
    assert made.sessions is not None
    made.sessions.close()


@pytest.fixture
def asked(allowed: Access) -> Client:
    """The API behind the gate, as a server has both."""

    async def page(_: object) -> PlainTextResponse:
        return PlainTextResponse("inside")

    gate = Middleware(Gate, access=allowed, sign_in=None)
    return Client(Starlette(routes=[api.mount(), Route("/{path:path}", page)], middleware=[gate]))


def token(person: Person, days: int = 90) -> str:
    with people.acting_as(person):
        return tokens().make("Excel", days, access.now())[0]


def references(answer: Answer) -> list[str]:
    return [row["reference"] for row in answer.data]


def basic(name: str, password: str) -> str:
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


def test_a_token_reads_what_its_person_may_read(asked: Client) -> None:
    assert references(asked.get("/recommendations", peer="192.0.2.7", authorization=f"Bearer {token(READER)}")) == ["A"]
    board = token(BOARD)
    for given in (f"Bearer {board}", f"bearer {board}", basic("", board), basic("anything at all", board)):
        assert references(asked.get("/recommendations", peer="192.0.2.7", authorization=given)) == ["A", "B"]
    answers = [asked.get("/figures", authorization=f"Bearer {token(person)}") for person in (READER, BOARD)]
    assert [answer.data["open"] for answer in answers] == [1, 2]
    assert len({answer.headers["etag"] for answer in answers}) == 2
    assert asked.get("/recommendations/B", authorization=f"Bearer {token(READER)}").status == HTTPStatus.NOT_FOUND


def test_how_extracts_were_loaded_needs_the_clearance_that_its_page_needs(asked: Client) -> None:
    given = {"authorization": f"Bearer {token(READER)}"}
    assert asked.get("/extracts", method="HEAD", **given).status == HTTPStatus.FORBIDDEN
    assert asked.get("/quality", if_none_match="*", **given).status == HTTPStatus.FORBIDDEN
    answer = asked.get("/extracts", **given)
    assert answer.status == HTTPStatus.FORBIDDEN
    assert "Clearance for OFFICIAL-SENSITIVE" in answer.document["detail"]
    for name in ("/extracts", "/meetings", "/actions.csv"):
        assert asked.get(name, **given).status == HTTPStatus.FORBIDDEN
        assert asked.get(name, authorization=f"Bearer {token(BOARD)}").status == HTTPStatus.OK


@pytest.mark.parametrize(
    "header",
    [
        None,
        "Bearer rec_no-such-token",
        "Bearer ",
        "Basic !!!",
        basic("reader", ""),
        basic("reader", "password"),
        "Digest x",
    ],
)
def test_a_stranger_is_told_to_give_a_token_at_every_address(
    asked: Client, header: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From this machine too: where people sign in, being on it opens nothing."""
    monkeypatch.setattr("analytics.api.rate_limit.CALLS", 1_000)
    paths = openapi.document("/api/v1")["paths"]
    assert {"/figures", "/recommendations.csv", "/extracts", "/pack.{kind}"} < paths.keys()
    targets = [(re.sub(r"\{\w+\}", "A", path), method.upper()) for path in paths for method in paths[path]]
    for target, method in [*targets, ("/", "GET"), ("/openapi.json", "GET"), ("/no-such", "GET"), ("/register", "GET")]:
        answer = asked.get(target, method=method, **({"authorization": header} if header is not None else {}))
        assert answer.status == HTTPStatus.UNAUTHORIZED, (target, method)
        assert answer.headers["www-authenticate"].startswith('Basic realm="')
        assert answer.headers["content-type"] == "application/problem+json"
        assert b"DARA" not in answer.body


def test_the_description_has_every_address_that_the_application_answers() -> None:
    """So that the test of every address misses none."""
    described = {path.split(".")[0].split("/{")[0] for path in openapi.document("")["paths"]}
    routes = {route.path for route in application(api.Dashboard()).routes if isinstance(route, Route)}
    assert {path.split(".")[0].split("/{")[0] for path in routes} - {"", "/"} <= described | {"/openapi"}


def test_a_token_that_has_ended_opens_nothing(asked: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    given = token(BOARD, days=1)
    header = f"Bearer {given}"
    result = tokens().find(given, access.now())
    assert result is not None
    assert asked.get("/figures", authorization=header).status == HTTPStatus.OK
    later = access.now() + timedelta(days=1)
    with monkeypatch.context() as patch:
        patch.setattr(access, "now", lambda: later)
        assert asked.get("/figures", authorization=header).status == HTTPStatus.UNAUTHORIZED
    with people.acting_as(BOARD):
        tokens().revoke(result.number, access.now())
    assert asked.get("/figures", authorization=header).status == HTTPStatus.UNAUTHORIZED


def test_a_browsers_session_opens_the_api(asked: Client, allowed: Access) -> None:
    assert allowed.sessions is not None
    for person, status in ((READER, HTTPStatus.OK), (STRANGER, HTTPStatus.FORBIDDEN)):
        cookie = f"{allowed.cookie}={allowed.sessions.start(person, access.now())}"
        assert asked.get("/figures", cookie=cookie, accept="application/json").status == status


def test_a_token_opens_the_api_and_no_page(asked: Client) -> None:
    header = f"Bearer {token(BOARD)}"
    for path in ("/", "/register", "/api/v1", "/media/x", "/api/v10/figures", "//api/v1/figures"):
        answer = asked.get("", full=path, authorization=header)
        assert b"inside" not in answer.body, path


def test_the_trail_names_the_person(asked: Client) -> None:
    asked.get("/figures", authorization=f"Bearer {token(BOARD)}")
    (entry,), _ = store().audit_entries(Choice())
    assert (entry.action, entry.by) == ("read through the API", "Bo Board")


def test_who_guesses_tokens_is_refused_after_a_while(asked: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.api.rate_limit.CALLS", 3)
    statuses = [asked.get("/figures", peer="192.0.2.7", authorization=f"Bearer {n}").status for n in range(5)]
    assert statuses == [401, 401, 401, 429, 429]
    assert asked.get("/figures", peer="192.0.2.8", authorization=f"Bearer {token(BOARD)}").status == HTTPStatus.OK
