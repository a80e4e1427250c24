"""The pack of the API is the pack of the command line, and only who may make packs gets one."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from pathlib import Path

import pytest

from analytics import people
from analytics.__main__ import main
from analytics.files.pack.write import MEDIA_TYPES
from analytics.people import Person, Role
from analytics.vocabulary import Marking
from pages.ui import access
from pages.ui.personal_tokens import tokens
from tests.api.client import Answer, Client, Recorder, client
from tests.api.test_tokens import BOARD, allowed, asked
from tests.registers import write_register

__all__ = ["allowed", "asked"]

ROWS = [{"reference": f"R{n}", "source": ("DARA", "IOPC")[n % 2], "status": "open"} for n in range(6)]
DAYS = {date(2022, 1, 31): ROWS[:4], date(2022, 2, 28): ROWS}
SHORT = "sections=position,movement&source=DARA"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_register(tmp_path_factory.mktemp("register"), DAYS)


@pytest.fixture
def server(folder: Path) -> tuple[Client, Recorder]:
    return client(folder)


@pytest.mark.parametrize("kind", ["html", "xlsx", "pptx", "pdf"])
def test_a_pack_is_that_of_the_command_line(
    server: tuple[Client, Recorder], folder: Path, kind: str, tmp_path: Path
) -> None:
    sender, host = server
    answer = sender.get(f"/pack.{kind}?{SHORT}&as_at=2022-02-28&since=2022-01-31&meeting=peel&title=Our+meeting")
    assert answer.status == HTTPStatus.OK, answer.body
    to = tmp_path / f"pack.{kind}"
    options = ["--sections=position,movement", "--source=DARA", "--as-at=2022-02-28", "--since=2022-01-31"]
    assert main(["pack", f"--register={folder}", *options, "--meeting=peel", "--title=Our meeting", f"--to={to}"]) == 0
    assert answer.body == to.read_bytes()
    assert answer.headers["content-type"] == MEDIA_TYPES[kind]
    assert answer.headers["content-disposition"].endswith(f'-2022-02-28-official.{kind}"')
    assert host.actions == ["pack made"]
    ((_, details),) = host.recorded
    assert (details["since"], details["filters"]["source"]) == (date(2022, 1, 31), ["DARA"])


def test_left_out_it_is_the_newest_extract_and_the_one_before(server: tuple[Client, Recorder]) -> None:
    sender, _ = server
    pack = sender.get(f"/pack.html?{SHORT}&as_at=2022-02-28&since=2022-01-31&meeting=analysis")
    assert sender.get(f"/pack.html?{SHORT}").body == pack.body
    assert sender.get(f"/pack?{SHORT}").headers["content-type"] == "application/pdf"


def test_a_pack_that_has_not_changed_is_not_made_again(server: tuple[Client, Recorder]) -> None:
    sender, host = server
    known = sender.get(f"/pack.html?{SHORT}").headers["etag"]
    host.actions.clear()
    assert sender.get(f"/pack.html?{SHORT}", if_none_match=known).status == HTTPStatus.NOT_MODIFIED
    assert host.actions == ["read through the API"]
    assert sender.get(f"/pack.html?{SHORT}&title=Other", if_none_match=known).status == HTTPStatus.OK


@pytest.mark.parametrize(
    ("target", "status", "sentence"),
    [
        ("/pack.docx", HTTPStatus.NOT_FOUND, "A pack is .pdf, .pptx, .html or .xlsx."),
        ("/pack.html?sections=position,no-such", HTTPStatus.BAD_REQUEST, "There is no section 'no-such'."),
        ("/pack.html?meeting=tea", HTTPStatus.BAD_REQUEST, "there is no meeting 'tea'"),
        ("/pack.html?since=2022-03-31", HTTPStatus.BAD_REQUEST, "must lie before 28 February 2022"),
        ("/pack.html?source=NOBODY", HTTPStatus.BAD_REQUEST, "NOBODY"),
        ("/pack.html?sectoins=position", HTTPStatus.BAD_REQUEST, "Did you mean 'sections'?"),
    ],
)
def test_a_wrong_request_says_what_would_be_right(
    server: tuple[Client, Recorder], target: str, status: HTTPStatus, sentence: str
) -> None:
    answer = server[0].get(target)
    assert answer.status == status, answer.body
    assert sentence in answer.document["detail"]


def token_of(person: Person) -> dict[str, str]:
    with people.acting_as(person):
        return {"authorization": f"Bearer {tokens().make('packs', 90, access.now())[0]}"}


def about(answer: Answer) -> str:
    return answer.body.decode()


def test_who_may_make_packs_gets_one_of_what_they_may_read(asked: Client) -> None:
    refused = asked.get("/pack.html", **token_of(BOARD))
    assert refused.status == HTTPStatus.FORBIDDEN
    assert "make packs" in refused.document["detail"]
    analyst = Person(name="Olga", subject="olga", role=Role.ANALYST)
    cleared = Person(name="Ana", subject="ana", role=Role.ANALYST, clearance=Marking.OFFICIAL_SENSITIVE)
    target = "/pack.html?sections=position&as_at=2022-01-31&since=2021-12-31"
    answers = [asked.get(target, **token_of(person)) for person in (analyst, cleared)]
    assert [answer.status for answer in answers] == [HTTPStatus.OK, HTTPStatus.OK]
    assert "OFFICIAL-SENSITIVE" in about(answers[1])
    assert "OFFICIAL-SENSITIVE" not in about(answers[0])
