"""One run: the digests that are due are put into the outbox, and the outbox is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from analytics import people
from analytics.alerts import delivery
from analytics.alerts.delivery import AddressRefused, NotSent, Sender
from analytics.alerts.message import card, email
from analytics.alerts.schedule import Due, due
from analytics.alerts.store import VIEW_DELETED, Alerts, Outgoing, identifier
from analytics.alerts.subscription import Cadence, Channel, Subscription
from analytics.audit.entries import AuditAction
from analytics.errors import RegisterError
from analytics.meetings.records import Meeting
from analytics.meetings.store import Store
from analytics.people import CLEARANCES, Person
from analytics.register.database import Register
from analytics.views.store import NoSuchView, SavedViews
from analytics.vocabulary import Marking

LONDON = ZoneInfo("Europe/London")
LASTS = timedelta(days=365)
"""How long a subscription lasts, as a token does: then its owner sets it up anew, with the role they have by then."""

TOO_OLD = "It was set up a year ago"
NO_ROLE = "You have no role at your last sign-in. Sign in again to go on."
ENDED = "Its subscription ended before it was sent."
CLEARANCE_LOWERED = "The clearance of its reader was lowered before it was sent."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What digests are made from: the register by clearance, the views, and the meetings that whoever acts may see."""

    alerts: Alerts
    views: SavedViews
    register: Callable[[Marking], Register]
    meetings: Callable[[], Iterable[Meeting]]
    base: str


@dataclass(slots=True)
class Result:
    """What a run did: messages sent, refused and still waiting, and what went wrong, in sentences."""

    sent: int = 0
    refused: int = 0
    waiting: int = 0
    problems: list[str] = field(default_factory=list)


def send_due(
    register: Path, url: str, environment: Mapping[str, str], record: Callable[[AuditAction, Mapping[str, Any]], None]
) -> Result:
    """Make what is due today in London of a register's folder and a database, send the outbox, and record it.

    Whoever acts must be the dashboard itself. Raises WrongDelivery where the settings of delivery are wrong, and
    StoreUnavailable where the database fails.
    """
    settings, now = delivery.read(environment), datetime.now(UTC)
    registers: dict[Marking, Register] = {}

    def of_clearance(clearance: Marking) -> Register:
        if clearance not in registers:
            registers[clearance] = Register(register, clearance=clearance)
        return registers[clearance]

    with ExitStack() as opened:
        store = opened.enter_context(Store(url))
        alerts, views = Alerts(url), SavedViews(url)
        opened.callback(alerts.close)
        opened.callback(views.close)
        sources = Sources(
            alerts=alerts, views=views, register=of_clearance, meetings=store.meetings, base=settings.base
        )
        problems = make(sources, now.astimezone(LONDON).date(), now)
        result = send(alerts, settings.senders(), lambda: datetime.now(UTC))
        result.problems[:0] = problems
        if result.sent or result.refused:
            record(
                AuditAction.MESSAGES_SENT, {"sent": result.sent, "refused": result.refused, "waiting": result.waiting}
            )
    return result


def make(sources: Sources, today: date, now: datetime) -> list[str]:
    """Put every digest that is due into the outbox. What goes wrong with one is a sentence, and the others go on."""
    problems = []
    for subscription in sources.alerts.every_subscription():
        if subscription.refused:
            continue
        try:
            _make(sources, subscription, today, now)
        except NoSuchView:
            sources.alerts.stop(subscription.id, VIEW_DELETED)
        except RegisterError as error:
            problems.append(f"The digest of subscription {subscription.id} could not be made: {error}")
    return problems


def _make(sources: Sources, subscription: Subscription, today: date, now: datetime) -> None:
    person = _reader(sources.alerts, subscription)
    if person.role is None or now - subscription.made_at > LASTS:
        sources.alerts.stop(subscription.id, NO_ROLE if person.role is None else TOO_OLD)
        return
    with people.acting_as(person):
        view = sources.views.numbered(subscription.view_id)
        register = sources.register(person.clearance)
        meetings = sources.meetings() if subscription.cadence == Cadence.MEETING else ()
        for each in due(subscription, view, register, meetings, today):
            message = _message(subscription, each, sources.base, now)
            sources.alerts.enqueue(each.subscription, message)


def _reader(alerts: Alerts, subscription: Subscription) -> Person:
    """As whom a digest is made. Who reads a channel of Teams is not known: its digests have the lowest clearance."""
    person = alerts.current_person(subscription)
    return replace(person, clearance=CLEARANCES[0]) if subscription.channel == Channel.TEAMS else person


def _message(of: Subscription, due_now: Due, base: str, now: datetime) -> Outgoing | None:
    if (digest := due_now.digest) is None:
        return None
    return Outgoing(
        subscription_id=of.id,
        message_id=identifier(of, digest.since, digest.until, due_now.about),
        channel=of.channel,
        address=of.address,
        text=email(digest, base) if of.channel == Channel.EMAIL else card(digest, base),
        marking=Marking(digest.marking),
        made_at=now,
    )


def send(alerts: Alerts, senders: Mapping[Channel, Sender], now: Callable[[], datetime]) -> Result:
    """Send the outbox. A message leaves it once the server has taken it; a channel that fails is not tried further."""
    result, failed = Result(), set[Channel]()
    subscriptions = {subscription.id: subscription for subscription in alerts.every_subscription()}
    for message in alerts.unsent():
        of = subscriptions.get(message.subscription_id or 0)
        if message.subscription_id is not None and (why := _reason_to_drop(alerts, message, of)):
            alerts.drop(message, why)
            continue
        if message.channel in failed or message.channel not in senders:
            result.waiting += 1
            continue
        try:
            senders[message.channel].send(message)
        except AddressRefused as error:
            alerts.refuse(message, str(error))
            result.refused += 1
        except NotSent as error:
            alerts.mark_tried(message)
            failed.add(message.channel)
            result.waiting += 1
            result.problems.append(str(error))
        else:
            alerts.mark_sent(message, now())
            result.sent += 1
    for sender in senders.values():
        sender.close()
    return result


def _reason_to_drop(alerts: Alerts, message: Outgoing, of: Subscription | None) -> str:
    """Why a message that waits may not be sent any more; blank where it may."""
    if of is None:
        return ENDED
    is_above = CLEARANCES.index(message.marking) > CLEARANCES.index(_reader(alerts, of).clearance)
    return CLEARANCE_LOWERED if is_above else ""
