"""From a load to the message: once for each extract, nothing above a clearance, nothing lost where a run is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from analytics import people
from analytics.__main__ import main
from analytics.alerts import delivery, run
from analytics.alerts.delivery import Delivery
from analytics.alerts.store import VIEW_DELETED, Alerts, Outgoing, identifier
from analytics.alerts.subscription import Cadence, Channel, Subscription, WrongSubscription
from analytics.audit.trail import Choice
from analytics.meetings.records import Meeting, MeetingKind
from analytics.meetings.store import Store
from analytics.people import LOCAL, NotAllowed, Person, Role
from analytics.register.database import Register
from analytics.sign_in.sessions import Sessions
from analytics.views.store import SavedViews
from analytics.views.view import SavedView, Sharing, ViewDates, as_query
from analytics.vocabulary import Marking
from pages.ui import notifications
from tests.alerts.outside import mail_server, teams
from tests.registers import write_register

AT = datetime(2022, 11, 1, 9, tzinfo=UTC)
OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
BOARD = Person(name="Bo Board", subject="bo", role=Role.READER)
CLEARED = replace(BOARD, name="Cleo Cleared", subject="cleo", clearance=Marking.OFFICIAL_SENSITIVE)
ANALYST = Person(name="Anne", subject="anne", role=Role.ANALYST, clearance=Marking.OFFICIAL_SENSITIVE)


def row(reference: str, **more: Any) -> dict[str, Any]:
    plain = {"source": "DARA", "status": "open", "classification": "OFFICIAL", "text": f"Text of {reference}"}
    return {"reference": reference, "received_on": date(2022, 9, 1), **plain, **more}


SECRET = {"classification": "OFFICIAL-SENSITIVE", "text": "The hidden one", "received_on": date(2022, 11, 9)}
FIRST = [row("A", due_on=date(2022, 12, 20)), row("B", due_on=date(2023, 6, 30)), row("H", source="HMICFRS")]
SECOND = [
    row("A", due_on=date(2022, 12, 20)),
    row("B", status="closed", closed_on=date(2022, 11, 15), due_on=date(2023, 6, 30)),
    row("C", received_on=date(2022, 11, 10)),
    row("S", **SECRET),
    row("H", source="HMICFRS", status="closed", closed_on=date(2022, 11, 16)),
]
"""From October to November, among what DARA recommended: B was closed, C came, and S, which is OFFICIAL-SENSITIVE."""


@dataclass
class Installation:
    """A register, a database with one view of DARA's recommendations, and its notifications."""

    folder: Path
    url: str
    alerts: Alerts
    views: SavedViews
    view: SavedView

    def load_november(self) -> None:
        write_register(self.folder, {NOVEMBER: SECOND})

    def subscribe(self, person: Person, address: str, cadence: Cadence = Cadence.LOAD, **more: Any) -> Subscription:
        given = {"channel": Channel.EMAIL, "covered_until": OCTOBER, "checked_on": date(2022, 11, 1), "made_at": AT}
        new = Subscription(person=person, view_id=self.view.id, address=address, cadence=cadence, **given | more)
        with people.acting_as(person):
            return self.alerts.subscribe(new, by=person.name)

    def make(self, today: date = date(2022, 11, 29), meetings: tuple[Meeting, ...] = ()) -> list[Outgoing]:
        """Make what is due on a day; what then waits in the outbox."""
        assert run.make(self.sources(meetings), today, AT) == []
        return list(self.alerts.unsent())

    def sources(self, meetings: tuple[Meeting, ...] = ()) -> run.Sources:
        return run.Sources(
            alerts=self.alerts,
            views=self.views,
            register=lambda clearance: Register(self.folder, clearance=clearance),
            meetings=lambda: meetings,
            base="https://register.example",
        )

    def send(self, port: int, security: str = "starttls", **settings: str) -> run.Result:
        return run.send(self.alerts, settings_of(port, security, **settings).senders(), lambda: AT)


def environment(port: int, security: str, **more: str) -> dict[str, str]:
    login = {} if security == "none" else {"SMTP_USER": "register", "SMTP_PASSWORD": "secret"}
    server = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port), "SMTP_SECURITY": security}
    addresses = {"MAIL_FROM": "register@example.org", "MAIL_DOMAINS": "example.org"}
    return {**login, **server, **addresses, "PUBLIC_URL": "https://register.example", **more}


def settings_of(port: int, security: str, **more: str) -> Delivery:
    return delivery.read(environment(port, security, **more))


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    url = f"sqlite:///{tmp_path / 'actions.sqlite'}"
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    folder = write_register(tmp_path / "register", {OCTOBER: FIRST})
    alerts, views = Alerts(url), SavedViews(url)
    view = SavedView(
        name="DARA now",
        page="overview",
        query=as_query({"source": ["DARA"]}),
        saved_for=OCTOBER,
        sharing=Sharing.EVERYBODY,
    )
    with people.acting_as(ANALYST):
        view = views.add(view, by="Anne", at=AT)
    yield Installation(folder, url, alerts, views, view)
    alerts.close()
    views.close()


def whole(message: EmailMessage) -> str:
    """All that a message says: its subject, and both its texts."""
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return " ".join([str(message["Subject"]), *parts])


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_a_board_member_gets_one_message_after_a_load_that_says_what_changed_in_her_view(
    there: Installation, tmp_path: Path, security: str
) -> None:
    there.subscribe(BOARD, "bo@example.org")
    with mail_server(tmp_path, security) as mailbox:
        assert there.make() == [], "nothing was loaded since"
        there.load_november()
        for _ in range(3):  # three mornings
            there.make()
            there.send(mailbox.port, security)
    (message,) = mailbox.messages
    sentence = "Since 31 October, 1 recommendation came in and 1 was closed."
    assert (message["To"], message["From"]) == ("bo@example.org", "register@example.org")
    assert message["Subject"] == f"OFFICIAL: DARA now: {sentence[:-1]}"
    plain = message.get_body(("plain",))
    rich = message.get_body(("html",))
    assert plain is not None
    assert rich is not None
    lines = plain.get_content().splitlines()
    assert lines[:3] == ["OFFICIAL", "", sentence]
    assert "- B: Open → Closed" in lines
    assert "- C: Open" in lines
    assert "  https://register.example/recommendation?reference=B" in lines
    assert '<a href="https://register.example/recommendation?reference=C">C</a>' in rich.get_content()
    assert f"https://register.example/view-{there.view.id}" in plain.get_content()
    assert "since=2022-10-31" in plain.get_content()
    assert "Text of H" not in whole(message), "H is not in her view"


def test_nobody_receives_what_they_may_not_see(there: Installation, tmp_path: Path) -> None:
    """S is OFFICIAL-SENSITIVE: it is in the message of who is cleared, and in no word or count of the other's."""
    there.subscribe(BOARD, "bo@example.org")
    there.subscribe(CLEARED, "cleo@example.org")
    there.load_november()
    there.make()
    with mail_server(tmp_path, "starttls") as mailbox:
        assert there.send(mailbox.port).sent == 2
    (low,), (high,) = mailbox.to("bo@example.org"), mailbox.to("cleo@example.org")
    assert "The hidden one" in whole(high)
    assert (
        high["Subject"] == "OFFICIAL-SENSITIVE: DARA now: Since 31 October, 2 recommendations came in and 1 was closed"
    )
    assert "The hidden one" not in whole(low)
    assert "OFFICIAL-SENSITIVE" not in whole(low)
    assert low["Subject"] == "OFFICIAL: DARA now: Since 31 October, 1 recommendation came in and 1 was closed"


def test_a_clearance_that_was_lowered_counts_at_once(there: Installation, tmp_path: Path) -> None:
    """Cleo's newest sign-in has a lower clearance: first for a digest that is made, then for one that waits."""
    there.subscribe(CLEARED, "cleo@example.org")
    there.load_november()
    (waiting,) = there.make()
    assert waiting.marking == Marking.OFFICIAL_SENSITIVE
    sessions = Sessions(there.url, idle=timedelta(hours=1), longest=timedelta(hours=9))
    sessions.start(replace(CLEARED, clearance=Marking.OFFICIAL), AT)
    there.subscribe(CLEARED, "also@example.org")
    with mail_server(tmp_path, "starttls") as mailbox:
        there.make()
        assert there.send(mailbox.port).sent == 1
        (message,) = mailbox.messages
        assert (message["To"], "hidden" in whole(message)) == ("also@example.org", False)
        sessions.start(replace(CLEARED, role=None), AT + timedelta(minutes=1))
        assert there.make() == []
    sessions.close()
    with people.acting_as(CLEARED):
        assert {subscription.refused for subscription in there.alerts.subscriptions()} == {run.NO_ROLE}


def test_a_run_that_is_killed_loses_nothing_and_repeats_at_most_under_the_same_identifier(
    there: Installation, tmp_path: Path
) -> None:
    addresses = [f"reader{number}@example.org" for number in range(6)]
    for address in addresses:
        there.subscribe(BOARD, address, made_at=datetime.now(UTC))
    there.load_november()
    command = [sys.executable, "-m", "analytics", "alerts", "send", "--register", str(there.folder)]
    with mail_server(tmp_path, "starttls") as mailbox:
        settings = {**os.environ, "ACTIONS_URL": there.url, **environment(mailbox.port, "starttls")}
        process = subprocess.Popen(command, env=settings)

        def kill(_: EmailMessage) -> None:
            if len(mailbox.messages) == 3:
                os.kill(process.pid, signal.SIGKILL)
                process.wait(30)

        mailbox.before_answer = kill
        assert process.wait(120) == -signal.SIGKILL
        assert len(mailbox.messages) == 3
        again = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=120, check=False)
        assert (again.returncode, again.stdout, again.stderr) == (0, "4 messages sent.\n", "")
        third = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=120, check=False)
        assert third.stdout == "0 messages sent.\n"
    received = Counter((message["To"], message["Message-ID"]) for message in mailbox.messages)
    assert sorted(address for address, _ in received) == addresses, "each address has one identifier"
    assert len({identifier for _, identifier in received}) == len(addresses), "and each its own"
    assert sorted(received.values()) == [1, 1, 1, 1, 1, 2], "the one whose answer was never read is there twice"
    with Store(there.url) as store, people.acting_as(LOCAL):
        entries, _ = store.audit_entries(Choice(actions=("messages sent",)))
    assert [entry.facts["sent"] for entry in entries] == [4]


def test_a_notification_lasts_a_year(there: Installation) -> None:
    there.subscribe(BOARD, "bo@example.org")
    there.load_november()
    sources = there.sources()
    run.make(sources, date(2023, 11, 3), AT + run.LASTS + timedelta(seconds=1))
    assert there.alerts.unsent() == ()
    with people.acting_as(BOARD):
        assert there.alerts.subscriptions()[0].refused == run.TOO_OLD


def test_messages_leave_after_a_load_where_that_is_set_up(
    there: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command line and by the server; a mail server that is away does not undo the load."""
    file = tmp_path / "november.csv"
    file.write_text(
        "reference,source,status,classification\nA,DARA,open,OFFICIAL\nN,DARA,open,OFFICIAL\n", encoding="utf-8"
    )
    monkeypatch.setenv("ACTIONS_URL", there.url)
    monkeypatch.setenv("REGISTER", str(there.folder))
    there.subscribe(BOARD, "bo@example.org", made_at=datetime.now(UTC))
    load = ["load", str(file), "--layout", "standard", "--as-at", "2022-11-28", "--accept-anomalies", "A test."]
    assert main([*load, "--register", str(there.folder)]) == 0
    assert "sent" not in capsys.readouterr().out, "it is not set up"
    assert notifications.send_after_load() is None
    with mail_server(tmp_path, "starttls") as mailbox:
        for name, value in {**environment(mailbox.port, "starttls"), "ALERTS_AFTER_LOAD": "Yes"}.items():
            monkeypatch.setenv(name, value)
        work = notifications.send_after_load()
        assert work is not None
        work.join(60)
        assert [message["To"] for message in mailbox.messages] == ["bo@example.org"]
    there.subscribe(BOARD, "also@example.org", made_at=datetime.now(UTC))
    assert main([*load, "--register", str(there.folder)]) == 0
    said = capsys.readouterr()
    assert "0 messages sent, 1 waiting for the next run." in said.out
    assert "could not be used" in said.err


def test_a_refused_address_is_reported_to_its_owner_and_not_tried_again(there: Installation, tmp_path: Path) -> None:
    there.subscribe(BOARD, "gone@example.org")
    there.subscribe(BOARD, "bo@example.org")
    there.load_november()
    there.make()
    with mail_server(tmp_path, "starttls") as mailbox:
        mailbox.refused = {"gone@example.org": "550 5.1.1 No such user"}
        result = there.send(mailbox.port)
        assert (result.sent, result.refused, result.problems) == (1, 1, [])
        assert there.make() == []
        with people.acting_as(BOARD):
            first, second = there.alerts.subscriptions()
    assert first.refused == "The mail server answered 550 5.1.1 No such user"
    assert second.refused == ""


def test_what_cannot_be_sent_now_waits(there: Installation, tmp_path: Path) -> None:
    there.subscribe(BOARD, "bo@example.org")
    there.load_november()
    there.make()
    with mail_server(tmp_path, "starttls") as mailbox:
        mailbox.refused = {"bo@example.org": "451 Try again later"}
        busy = there.send(mailbox.port)
        assert (busy.waiting, busy.problems) == (1, ["The mail server answered 451 Try again later"])
        wrong = there.send(mailbox.port, SMTP_PASSWORD="letmein")  # noqa: S106 - a wrong one
        assert wrong.waiting == 1
        assert wrong.problems[0].startswith(f"The mail server 127.0.0.1:{mailbox.port} could not be used")
        assert "letmein" not in wrong.problems[0]
        mailbox.refused = {}
        assert there.send(mailbox.port).sent == 1
    gone = there.send(mailbox.port)
    assert (gone.sent, gone.waiting) == (0, 0)


def test_a_certificate_that_nobody_trusts_is_refused(
    there: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.subscribe(BOARD, "bo@example.org")
    there.load_november()
    there.make()
    monkeypatch.delenv("SSL_CERT_FILE")
    with mail_server(tmp_path, "starttls") as mailbox:
        result = there.send(mailbox.port)
    assert (result.sent, result.waiting, mailbox.messages) == (0, 1, [])
    assert "could not be used" in result.problems[0]


def test_teams_gets_a_card_without_what_only_some_may_see(there: Installation) -> None:
    with teams() as webhook:
        settings = delivery.read({"TEAMS_HOSTS": "127.0.0.1"})
        there.subscribe(CLEARED, webhook.address, channel=Channel.TEAMS)
        there.load_november()
        there.make()
        assert run.send(there.alerts, settings.senders(), lambda: AT).sent == 1
        (posted,) = webhook.posted
        (attachment,) = posted["attachments"]
        card = attachment["content"]
        assert (attachment["contentType"], card["type"]) == ("application/vnd.microsoft.card.adaptive", "AdaptiveCard")
        texts = [block["text"] for block in card["body"]]
        assert texts[:2] == ["OFFICIAL", "DARA now: Since 31 October, 1 recommendation came in and 1 was closed."]
        assert "S" not in {text.partition(":")[0] for text in texts}
        assert card["actions"][0]["url"] == f"https://register.example/view-{there.view.id}"


@pytest.mark.parametrize(("status", "is_refused"), [(404, True), (302, True), (503, False), (429, False)])
def test_a_workflow_that_does_not_answer_is_tried_again_or_reported(
    there: Installation,
    status: int,
    is_refused: bool,  # noqa: FBT001
) -> None:
    with teams() as webhook:
        webhook.status = status
        there.subscribe(BOARD, webhook.address, channel=Channel.TEAMS)
        there.load_november()
        there.make()
        result = run.send(there.alerts, delivery.read({"TEAMS_HOSTS": "127.0.0.1"}).senders(), lambda: AT)
    assert (result.refused, result.waiting) == ((1, 0) if is_refused else (0, 1))


def test_a_weekly_digest_comes_every_seven_days_even_without_an_extract(there: Installation) -> None:
    there.subscribe(BOARD, "bo@example.org", Cadence.WEEKLY)
    assert there.make(date(2022, 11, 7)) == []
    (first,) = there.make(date(2022, 11, 8))
    assert first.text.subject == "OFFICIAL: DARA now: No extract has been loaded since that of 31 October 2022"
    assert "2 recommendations are open." in first.text.plain
    there.load_november()
    assert len(there.make(date(2022, 11, 14))) == 1
    second = there.make(date(2022, 11, 15))[1]
    assert "Since 31 October, 1 recommendation came in and 1 was closed." in second.text.plain


def test_a_digest_comes_so_many_days_before_a_meeting_and_once(there: Installation) -> None:
    there.subscribe(CLEARED, "cleo@example.org", Cadence.MEETING, days=5, meeting_kind=MeetingKind.PEEL)
    there.load_november()
    held = [
        Meeting(id=1, kind=MeetingKind.PEEL, held_on=date(2022, 10, 31)),
        Meeting(id=2, kind=MeetingKind.PEEL, held_on=date(2022, 12, 8)),
        Meeting(id=3, kind=MeetingKind.PEEL, held_on=date(2022, 12, 7), is_cancelled=True),
        Meeting(id=4, kind=MeetingKind.ANALYSIS, held_on=date(2022, 12, 3)),
    ]
    assert there.make(date(2022, 12, 2), tuple(held)) == []
    (message,) = there.make(date(2022, 12, 3), tuple(held))
    assert "Since 31 October, 2 recommendations came in" in message.text.plain
    assert there.make(date(2022, 12, 4), tuple(held)) == [message]
    with pytest.raises(NotAllowed, match="see meetings"):
        there.subscribe(BOARD, "bo@example.org", Cadence.MEETING, days=5, meeting_kind=MeetingKind.PEEL)


def test_what_falls_due_or_becomes_overdue_is_said_once(there: Installation) -> None:
    """A is due on 20 December: it is due within 30 days from 20 November on, and overdue from 21 December on."""
    there.subscribe(BOARD, "bo@example.org", Cadence.DUE)
    assert there.make(date(2022, 11, 19)) == []
    (due,) = there.make(date(2022, 11, 20))
    assert "1 recommendation is now due within 30 days, as at 20 November 2022." in due.text.plain
    assert "- A: DARA internal audit, due 20 December 2022" in due.text.plain
    assert there.make(date(2022, 12, 20)) == [due]
    _, late = there.make(date(2022, 12, 21))
    assert "1 recommendation became overdue, as at 21 December 2022." in late.text.plain


def test_a_view_that_is_no_longer_shared_sends_nothing_and_its_owner_sees_why(there: Installation) -> None:
    there.subscribe(BOARD, "bo@example.org")
    with people.acting_as(ANALYST):
        there.views.change(replace(there.view, sharing=Sharing.PRIVATE), by="Anne", at=AT)
    there.load_november()
    assert there.make() == []
    with people.acting_as(BOARD):
        (subscription,) = there.alerts.subscriptions()
    assert subscription.refused == VIEW_DELETED


def test_what_waits_goes_with_its_subscription_or_view(there: Installation, tmp_path: Path) -> None:
    first, second = there.subscribe(BOARD, "bo@example.org"), there.subscribe(CLEARED, "cleo@example.org")
    there.load_november()
    assert len(there.make()) == 2
    with people.acting_as(CLEARED), pytest.raises(NotAllowed):
        there.alerts.unsubscribe(first.id, by="Cleo", at=AT)
    with people.acting_as(BOARD):
        there.alerts.unsubscribe(first.id, by="Bo Board", at=AT)
    assert [message.subscription_id for message in there.alerts.unsent()] == [second.id]
    with people.acting_as(ANALYST):
        there.views.delete(there.view.id, by="Anne", at=AT)
    with mail_server(tmp_path, "starttls") as mailbox:
        assert there.send(mailbox.port).sent == 0
    assert mailbox.messages == []


def test_fixed_dates_and_views_of_others_cannot_be_followed(there: Installation) -> None:
    with people.acting_as(ANALYST):
        private = there.views.add(replace(there.view, name="Mine", sharing=Sharing.PRIVATE), by="Anne", at=AT)
        fixed = there.views.add(replace(there.view, name="Then", dates=ViewDates.FIXED), by="Anne", at=AT)
    for view, reason in ((private, "no longer shared"), (fixed, "dates of this view are fixed")):
        there.view = view
        with pytest.raises(WrongSubscription, match=reason):
            there.subscribe(BOARD, "bo@example.org")


def test_the_command_says_what_is_wrong_with_its_settings(there: Installation) -> None:
    wrong = {"SMTP_HOST": "mail.example.org", "SMTP_PORT": "many", "SMTP_SECURITY": "none", "SMTP_USER": "x"}
    with pytest.raises(delivery.WrongDelivery) as refused:
        run.send_due(there.folder, there.url, {**wrong, "PUBLIC_URL": "register.example"}, lambda *_: None)
    for reason in ("SMTP_PORT is 'many'", "only where SMTP_HOST is this machine", "MAIL_FROM has to be",
                   "SMTP_USER and SMTP_PASSWORD belong together", "PUBLIC_URL is 'register.example'"):  # fmt: skip
        assert reason in str(refused.value)


def test_a_message_identifier_is_of_the_subscription_and_the_days(there: Installation) -> None:
    subscription = there.subscribe(BOARD, "bo@example.org")
    assert identifier(subscription, OCTOBER, NOVEMBER) == identifier(subscription, OCTOBER, NOVEMBER)
    assert identifier(subscription, OCTOBER, NOVEMBER) != identifier(replace(subscription, id=2), OCTOBER, NOVEMBER)
    assert identifier(subscription, OCTOBER, NOVEMBER) != identifier(subscription, OCTOBER, date(2022, 12, 31))
