"""An extract that a program sends is checked as the page checks it, and loaded whole or not at all."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from jsonschema import Draft202012Validator

from analytics import people
from analytics.api import loading
from analytics.api.access import THIS_MACHINE
from analytics.audit.trail import Choice
from analytics.people import Person, Role
from analytics.register.folder import in_force
from analytics.register.verification import verify
from analytics.vocabulary import Marking
from pages.ui import access
from pages.ui.access import Access
from pages.ui.meetings_store import store
from pages.ui.personal_tokens import tokens
from tests.api.client import Answer, Client, Recorder, client
from tests.api.test_tokens import BOARD, ROWS, allowed, asked
from tests.intake.files import workbook
from tests.registers import write_register

__all__ = ["allowed", "asked"]

DAY = date(2022, 1, 31)
SENT = {"as_at": "2022-02-28", "layout": "standard", "filename": "february.csv", "marking": "OFFICIAL"}
FEBRUARY = b"reference,source,status\nA,DARA,open\nB,DARA,open\nC,IOPC,open\n"
ANALYST = Person(name="Ana Analyst", subject="ana", role=Role.ANALYST, clearance=Marking.OFFICIAL_SENSITIVE)
FIRST = [{"reference": name, "source": "DARA", "status": "open", "classification": "OFFICIAL"} for name in "AB"]


@pytest.fixture
def server(tmp_path: Path) -> tuple[Client, Recorder]:
    return client(write_register(tmp_path, {DAY: FIRST}))


def address(**changes: Any) -> str:
    return f"/extracts?{urlencode({**SENT, **changes}, doseq=True)}"


def days(server: Recorder) -> list[str]:
    return [loading.as_at.isoformat() for loading in in_force(server.opened.folder)]


def files(server: Recorder) -> dict[Path, bytes]:
    paths = (path for path in server.opened.folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path: path.read_bytes() for path in paths}


def refused(answer: Answer, status: HTTPStatus) -> list[str]:
    """What is wrong, each a sentence."""
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status == status, answer.document
    return answer.document.get("errors") or [answer.document["detail"]]


def test_an_extract_is_loaded_and_every_figure_has_it(server: tuple[Client, Recorder]) -> None:
    sender, host = server
    answer = sender.post(address(), FEBRUARY)
    assert answer.status == HTTPStatus.CREATED, answer.document
    result = answer.document
    assert (result["check"]["read"], result["check"]["accepted"], result["check"]["faults"]) == (3, 3, [])
    assert (result["extract"]["as_at"], result["extract"]["loaded_by"]) == ("2022-02-28", THIS_MACHINE.name)
    assert ["C"] in result["check"]["changes"][0]["references"].values()
    assert days(host) == ["2022-01-31", "2022-02-28"]
    assert host.actions == ["extract loaded"]
    assert client(host.opened.folder)[0].get("/figures").data["open"] == 3


def test_the_answer_is_as_the_description_says(server: tuple[Client, Recorder]) -> None:
    sender, _ = server
    description = sender.get("/openapi.json").document
    operation = description["paths"]["/extracts"]["post"]
    schema = operation["responses"]["201"]["content"]["application/json"]["schema"]
    full_schema = {**schema, "components": description["components"]}
    Draft202012Validator.check_schema(full_schema)
    faulty = FEBRUARY + b"D,DARA,opne\n"
    for target, body in ((address(check="only"), faulty), (address(accept="known", part="DARA"), faulty)):
        answer = sender.post(target, body)
        assert answer.status in (HTTPStatus.OK, HTTPStatus.CREATED), answer.document
        Draft202012Validator(full_schema).validate(answer.document)
    assert {parameter["name"] for parameter in operation["parameters"]} == {
        parameter.name for parameter in loading.PARAMETERS
    }


def test_what_is_only_checked_is_not_loaded(server: tuple[Client, Recorder]) -> None:
    sender, host = server
    before = files(host)
    answer = sender.post(address(check="only"), FEBRUARY + b"D,DARA,opne\n")
    assert (answer.status, answer.document["extract"]) == (HTTPStatus.OK, None)
    assert "Did you mean 'open'?" in answer.document["check"]["faults"][0]["message"]
    assert answer.document["check"]["to_accept"]
    assert files(host) == before


def test_what_has_to_be_accepted_stops_the_load_until_a_reason_is_given(server: tuple[Client, Recorder]) -> None:
    sender, host = server
    before, faulty = files(host), FEBRUARY + b"D,DARA,opne\n"
    for target in (address(), address(accept="  ")):
        reasons = refused(sender.post(target, faulty), HTTPStatus.CONFLICT)
        assert reasons[0] == "1 row is rejected and would not be used."
        assert "Give accept with a written reason" in reasons[-1]
    assert files(host) == before
    assert host.actions == ["refused", "refused"]
    answer = sender.post(address(accept="The owner mends it next month."), faulty)
    assert answer.status == HTTPStatus.CREATED
    (_, loaded) = in_force(host.opened.folder)
    assert loaded.manifest.accepted_because == "The owner mends it next month."
    assert answer.document["extract"]["rejected"] == 1
    assert host.actions[2:] == ["extract loaded", "warnings accepted"]


def test_a_quotation_mark_that_is_never_closed_is_read_as_text_where_that_is_chosen(
    server: tuple[Client, Recorder],
) -> None:
    sender, host = server
    body = b'reference,source,status,text\nA,DARA,open,Say "so\nB,DARA,open,"Do it\nC,DARA,open,x\n'
    (reason,) = refused(sender.post(address(), body), HTTPStatus.UNPROCESSABLE_ENTITY)
    assert reason.endswith("Give quotes=text to have them read so.")
    assert days(host) == ["2022-01-31"]
    answer = sender.post(address(quotes="text"), body)
    assert (answer.status, answer.document["extract"]["accepted"]) == (HTTPStatus.CREATED, 3)
    assert not verify(host.opened.folder).problems


def test_a_workbook_of_several_sheets_is_refused_with_their_names(server: tuple[Client, Recorder]) -> None:
    header = ["reference", "source", "status"]
    book = workbook({sheet: [header, [sheet, "DARA", "open"]] for sheet in ("Oct", "Nov")})
    (reason,) = refused(server[0].post(address(filename="a.xlsx"), book), HTTPStatus.UNPROCESSABLE_ENTITY)
    assert "'Oct' and 'Nov'" in reason
    assert reason.endswith("Give sheet with the name of the sheet.")
    assert server[0].post(address(filename="a.xlsx", sheet="Nov"), book).status == HTTPStatus.CREATED


def test_rows_without_a_marking_are_not_loaded(server: tuple[Client, Recorder]) -> None:
    sender, host = server
    before = files(host)
    assert "Give marking, OFFICIAL or" in refused(sender.post(address(marking=""), FEBRUARY), HTTPStatus.CONFLICT)[0]
    assert files(host) == before


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"as_at": ""}, "as_at has to be given."),
        ({"as_at": "28/02/2022"}, "is not a date. Write it as year-month-day"),
        ({"layout": ""}, "layout has to be given."),
        ({"layout": "../../etc/passwd"}, "is not the name of a layout"),
        ({"layout": "/etc/passwd"}, "is not the name of a layout"),
        ({"filename": "../x.csv"}, "give the name of the file alone"),
        ({"filename": "x\n.csv"}, "give the name of the file alone"),
        ({"filename": "february"}, "give the name of the file alone"),
        ({"marking": "SECRET"}, "marking: 'SECRET' is not OFFICIAL or OFFICIAL-SENSITIVE."),
        ({"quotes": "no"}, "quotes: 'no' is not text."),
        ({"check": "yes"}, "check: 'yes' is not only."),
        ({"acept": "x"}, "There is no parameter called 'acept' here."),
    ],
)
def test_a_wrong_address_says_what_would_be_right(
    server: tuple[Client, Recorder], changes: dict[str, str], sentence: str
) -> None:
    reasons = refused(server[0].post(address(**changes), FEBRUARY), HTTPStatus.BAD_REQUEST)
    assert any(sentence in reason for reason in reasons), reasons


@pytest.mark.parametrize(
    ("changes", "body"),
    [({"layout": "no-such"}, FEBRUARY), ({"filename": "a.xlsx"}, b"PK nothing"), ({}, b""), ({}, b"\x89PNG\r\n\x1a\n")],
)
def test_a_file_that_cannot_be_read_is_a_sentence(
    server: tuple[Client, Recorder], changes: dict[str, str], body: bytes
) -> None:
    sender, host = server
    before = files(host)
    assert refused(sender.post(address(**changes), body), HTTPStatus.UNPROCESSABLE_ENTITY)[0].endswith((".", "?"))
    assert files(host) == before


def test_a_file_that_is_too_large_is_refused_while_it_is_read(
    server: tuple[Client, Recorder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.api.application.LIMITS", loading_limits())
    answer = server[0].post(address(), b"x" * 2_000_000)
    assert refused(answer, HTTPStatus.REQUEST_ENTITY_TOO_LARGE) == ["A file may have at most 1 MB. Nothing was loaded."]


def loading_limits() -> Any:
    from analytics.intake.tables import LIMITS

    return LIMITS.of_megabytes(1)


def test_another_website_loads_nothing(server: tuple[Client, Recorder]) -> None:
    """A page of another site that is open on this machine may send a request, though not read the answer."""
    sender, host = server
    before = files(host)
    answer = sender.post(address(), FEBRUARY, origin="https://evil.example", content_type="text/plain")
    assert refused(answer, HTTPStatus.FORBIDDEN)
    assert files(host) == before


def test_other_addresses_take_nothing(server: tuple[Client, Recorder]) -> None:
    for target in ("/figures", "/recommendations", "/pack.pdf", "/extracts/x", "/"):
        assert server[0].post(target, FEBRUARY).status in (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_FOUND)


def bearer(person: Person) -> dict[str, str]:
    with people.acting_as(person):
        return {"authorization": f"Bearer {tokens().make('nightly load', 90, access.now())[0]}"}


@pytest.mark.parametrize(
    "person",
    [
        BOARD,
        Person(name="Olga", subject="olga", role=Role.ANALYST),
        Person(name="R", subject="r", role=Role.READER),
    ],
    ids=["a reader", "an analyst cleared for OFFICIAL", "a reader cleared for OFFICIAL"],
)
def test_whose_token_may_not_load_loads_nothing(asked: Client, person: Person, tmp_path: Path) -> None:
    register = tmp_path / "register"
    before = sorted(register.rglob("*"))
    answer = asked.post(address(), FEBRUARY, **bearer(person))
    assert "load or withdraw extracts" in refused(answer, HTTPStatus.FORBIDDEN)[0]
    assert sorted(register.rglob("*")) == before


def test_an_analysts_token_loads_in_the_analysts_name(asked: Client, tmp_path: Path) -> None:
    body = "reference,source,status,classification\n" + "".join(
        f"{row['reference']},{row['source']},open,{row['classification']}\n" for row in ROWS
    )
    answer = asked.post(address(), f"{body}C,IOPC,open,OFFICIAL\n".encode(), **bearer(ANALYST))
    assert answer.status == HTTPStatus.CREATED, answer.document
    (_, loaded) = in_force(tmp_path / "register")
    assert loaded.manifest.loaded_by == "Ana Analyst"
    (entry,), _ = store().audit_entries(Choice(actions=("extract loaded",)))
    assert (entry.by, entry.facts["rows"]) == ("Ana Analyst", 3)


def test_a_browsers_session_loads_nothing(asked: Client, allowed: Access) -> None:
    assert allowed.sessions is not None
    cookie = f"{allowed.cookie}={allowed.sessions.start(ANALYST, access.now())}"
    for headers in ({"cookie": cookie}, {"cookie": cookie, "authorization": "Bearer guessed"}, {}):
        assert asked.post(address(), FEBRUARY, **headers).status == HTTPStatus.UNAUTHORIZED, headers


def test_the_demonstration_is_never_loaded_to(
    asked: Client,
    demonstration: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REGISTER", str(demonstration))
    answer = asked.post(address(), FEBRUARY, **bearer(ANALYST))
    assert "which is never changed" in refused(answer, HTTPStatus.CONFLICT)[0]
