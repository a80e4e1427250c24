"""Saved views by the API: the data of a view's page, with the rights and the clearance of whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from analytics import people
from analytics.people import LOCAL, Person, Role
from analytics.register.database import Register
from analytics.views.view import SavedView, Sharing, ViewDates, as_query
from analytics.vocabulary import Marking
from pages.ui import cached, saved_views
from tests.api.client import Answer, Client, Recorder, client
from tests.registers import write_register

AT = datetime(2022, 3, 1, 9, tzinfo=UTC)
READER = Person(name="Rita Reader", subject="rita", role=Role.READER)
ANALYST = Person(name="Anne Analyst", subject="anne", role=Role.ANALYST, clearance=Marking.OFFICIAL_SENSITIVE)
ROWS = [
    {"reference": "A", "classification": "OFFICIAL", "source": "DARA", "status": "open", "due_on": date(2022, 1, 10)},
    {"reference": "B", "classification": "OFFICIAL", "source": "DARA", "status": "open", "due_on": date(2022, 2, 20)},
    {"reference": "C", "classification": "OFFICIAL", "source": "HMICFRS", "status": "open"},
    {"reference": "D", "source": "DARA", "status": "open", "classification": "OFFICIAL-SENSITIVE"},
]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("ACTIONS_URL", f"sqlite:///{tmp_path / 'actions.sqlite'}")
    monkeypatch.setenv(
        "REGISTER", str(write_register(tmp_path / "register", {date(2022, 1, 31): ROWS[:1], date(2022, 2, 28): ROWS}))
    )
    made, _ = client(tmp_path / "register")
    yield made
    saved_views.views().close()


def save(name: str, person: Person = LOCAL, page: str = "register", **more: object) -> SavedView:
    view = SavedView(name=name, page=page, saved_for=date(2022, 1, 31), **more)  # type: ignore[arg-type]
    with people.acting_as(person):
        return saved_views.views().add(view, by=person.name or "analyst", at=AT)


def test_a_view_answers_with_the_data_of_its_page(asked: Client) -> None:
    save("From DARA", query=as_query({"source": ["DARA"], "list_show": ["all"]}))
    assert [row["reference"] for row in asked.get("/views/From%20DARA").data] == ["A", "B", "D"]
    assert [row["reference"] for row in asked.get("/views/from%20dara?status=open&limit=1").data] == ["A"]
    csv = asked.get("/views/From%20DARA/recommendations.csv")
    assert csv.status == HTTPStatus.OK
    assert csv.body.count(b"DARA") == 3
    assert asked.get("/views/From%20DARA/figures").data["open"] == 3
    assert asked.get("/views/From%20DARA/figures?source=HMICFRS").data["open"] == 1
    pages = asked.get("/views/From%20DARA?limit=1&list_show=all")
    assert "after=A" in pages.headers["link"]
    assert [row["reference"] for row in asked.get("/views/From%20DARA?limit=1&after=A").data] == ["B"]


def test_the_dates_of_a_view_move_or_are_fixed(asked: Client) -> None:
    """Saved on 31 January for what falls due from 2 to 31 January: 28 days later that is from 30 January on."""
    due = {"due_from": ["2022-01-02"], "due_to": ["2022-01-31"]}
    save("Moving", query=as_query(due), dates=ViewDates.MOVING)
    save("Fixed", query=as_query({**due, "as_at": ["2022-01-31"], "known_at": ["2022-01-31"]}), dates=ViewDates.FIXED)
    assert [row["reference"] for row in asked.get("/views/Moving").data] == ["B"]
    fixed = asked.get("/views/Fixed").document
    assert ([row["reference"] for row in fixed["data"]], fixed["about"]["as_at"]) == (["A"], "2022-01-31")


def test_the_list_of_views_leads_to_their_data(asked: Client) -> None:
    assert asked.get("/views").document == {"data": []}
    save("Late & due", query=as_query({"source": ["DARA"]}))
    (view,) = asked.get("/views").document["data"]
    assert (view["name"], view["page"], view["query"]) == ("Late & due", "register", {"source": ["DARA"]})
    assert asked.get("", full=view["href"]).status == HTTPStatus.OK


def test_a_view_that_is_not_there_is_said_in_words(asked: Client) -> None:
    save("From DARA")
    refused = asked.get("/views/From%20DARE")
    assert refused.status == HTTPStatus.NOT_FOUND
    assert "Did you mean 'From DARA'?" in refused.document["detail"]
    save("Pack", page="pack")
    assert asked.get("/views/Pack").status == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("asked")
def test_a_caller_gets_what_they_may_read_and_no_more(tmp_path: Path) -> None:
    """An analyst cleared for every row shares a view; a reader who is not cleared gets it without row D."""
    save("From DARA", ANALYST, query=as_query({"source": ["DARA"]}), sharing=Sharing.EVERYBODY)
    save("Secret", ANALYST, query=as_query({"source": ["DARA"]}))

    def references(person: Person) -> list[str]:
        class Host(Recorder):
            def register(self) -> Register:
                return cached.register()

            def caller(self, _: object) -> Person:
                return person

        made, _ = client(tmp_path / "register", Host)
        assert made.get("/views/Secret").status == (HTTPStatus.OK if person == ANALYST else HTTPStatus.NOT_FOUND)
        return [row["reference"] for row in made.get("/views/From%20DARA").data]

    assert references(ANALYST) == ["A", "B", "D"]
    assert references(READER) == ["A", "B"]


@pytest.mark.usefixtures("asked")
def test_a_feed_says_what_each_extract_changed_and_no_more_than_its_reader_may_see(tmp_path: Path) -> None:
    """From January to February B, C and D came; B and D are from DARA, and D is OFFICIAL-SENSITIVE."""
    save("From DARA", ANALYST, query=as_query({"source": ["DARA"]}), sharing=Sharing.EVERYBODY)

    def answer(person: Person, **headers: str) -> Answer:
        class Host(Recorder):
            def register(self) -> Register:
                return cached.register()

            def caller(self, _: object) -> Person:
                return person

        made, _ = client(tmp_path / "register", Host)
        return made.get("/views/From%20DARA/changes.atom", **headers)

    high, low = answer(ANALYST), answer(READER)
    assert high.headers["content-type"] == "application/atom+xml; charset=utf-8"
    name = {"a": "http://www.w3.org/2005/Atom"}
    feeds = [fromstring(feed.body) for feed in (high, low)]
    for feed in feeds:
        assert feed.findtext("a:title", namespaces=name) == "From DARA"
        assert len(feed.findall("a:entry", name)) == 1
        for required in ("id", "title", "updated"):
            assert feed.findtext(f"a:{required}", namespaces=name)
            assert feed.findtext(f"a:entry/a:{required}", namespaces=name)
        (link,) = (link.get("href") for link in feed.findall("a:entry/a:link", name))
        assert link is not None
        assert link.startswith("http://localhost:8501/changes?source=DARA&")
    contents = [str(feed.findtext("a:entry/a:content", namespaces=name)) for feed in feeds]
    for reference in "BD":
        assert f"reference={reference}&quot;" in contents[0] or f'reference={reference}"' in contents[0]
    assert 'reference=B"' in contents[1]
    assert 'reference=D"' not in contents[1]
    assert "OFFICIAL-SENSITIVE" not in low.body.decode()
    assert feeds[0].findtext("a:id", namespaces=name) == feeds[1].findtext("a:id", namespaces=name)
    assert answer(READER, if_none_match=low.headers["etag"]).status == HTTPStatus.NOT_MODIFIED
    assert answer(ANALYST, if_none_match=low.headers["etag"]).status == HTTPStatus.OK
