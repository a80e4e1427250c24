"""Subscriptions and the outbox, in the database of meetings.

A digest is put into the outbox in the transaction that notes what it covers, and leaves it only once it was sent: a
process that dies in between loses nothing. What may then be sent twice has the same message identifier.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from analytics import people
from analytics.alerts.message import Text
from analytics.alerts.subscription import Cadence, Channel, Subscription, WrongSubscription
from analytics.audit import trail
from analytics.audit.entries import AuditAction
from analytics.meetings import engine
from analytics.meetings.records import MeetingKind
from analytics.meetings.schema import outgoing_message, saved_view, sign_in_session, subscription
from analytics.people import CLEARANCES, NotAllowed, Person, Right, Role
from analytics.views.store import view_or_none
from analytics.views.view import ViewDates
from analytics.vocabulary import Marking

MOST_SUBSCRIPTIONS = 50
"""Subscriptions that one person may have."""

VIEW_DELETED = "The view was deleted, or is no longer shared with you."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message in the outbox. `message_id` is made of the subscription and what it covers, so it is the same again."""

    id: int = 0
    subscription_id: int | None
    message_id: str
    channel: Channel
    address: str
    text: Text
    marking: Marking
    made_at: datetime
    sent_at: datetime | None = None
    tries: int = 0
    refused: str = ""


class Alerts:
    """The subscriptions and the outbox in one database. Raises StoreUnavailable where it does not answer."""

    def __init__(self, url: str) -> None:
        self._engine = engine.open_engine(url)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def subscriptions(self) -> tuple[Subscription, ...]:
        """Those of whoever acts, in the order of their making."""
        return self._subscriptions(people.acting().subject)

    def every_subscription(self) -> tuple[Subscription, ...]:
        """Everybody's, for what sends digests. Raises NotAllowed where whoever acts may not administer."""
        people.require(Right.ADMINISTER)
        return self._subscriptions()

    def subscribe(self, new: Subscription, *, by: str) -> Subscription:
        """Keep a subscription for whoever acts, who must have a role and see the view; its address must be checked."""
        person = people.acting()
        if person.role is None:
            raise NotAllowed("Only somebody who has a role may be notified.")
        if new.cadence == Cadence.MEETING:
            person.require(Right.READ_MEETINGS)
        with engine.writing(self._engine) as connection:
            if len(_subscriptions_of(connection, person.subject)) >= MOST_SUBSCRIPTIONS:
                raise WrongSubscription(f"You have {MOST_SUBSCRIPTIONS} notifications, the most there can be.")
            view = view_or_none(connection, new.view_id)
            if view is None or not view.is_visible_to(person):
                raise WrongSubscription(VIEW_DELETED)
            if view.dates == ViewDates.FIXED:
                raise WrongSubscription("The dates of this view are fixed, so nothing in it changes.")
            new = replace(new, person=person)
            statement = insert(subscription).values(_row(new)).returning(subscription.c.id)
            new = replace(new, id=connection.execute(statement).scalar_one())
            trail.append(connection, by, new.made_at, AuditAction.SUBSCRIBED, _facts(connection, new))
        return new

    def unsubscribe(self, number: int, *, by: str, at: datetime) -> None:
        """End a subscription, and drop what waits to be sent for it. Raises NotAllowed unless whoever acts has it."""
        with engine.writing(self._engine) as connection:
            row = connection.execute(select(subscription).where(subscription.c.id == number)).mappings().first()
            if row is None:
                return
            if row["owner"] != people.acting().subject:
                people.require(Right.ADMINISTER)
            facts = _facts(connection, _subscription(row))
            waiting = outgoing_message.c.sent_at.is_(None), outgoing_message.c.subscription_id == number
            connection.execute(delete(outgoing_message).where(*waiting))
            connection.execute(delete(subscription).where(subscription.c.id == number))
            trail.append(connection, by, at, AuditAction.UNSUBSCRIBED, facts)

    def current_person(self, of: Subscription) -> Person:
        """The person of a subscription with the lower of their clearance of then and of their newest sign-in.

        The role is that of the newest sign-in; where no sign-in is recorded, that of then.
        """
        with engine.reading(self._engine) as connection:
            newest = select(sign_in_session.c.role, sign_in_session.c.clearance)
            newest = newest.where(sign_in_session.c.subject == of.person.subject)
            newest = newest.order_by(sign_in_session.c.started_at.desc()).limit(1)
            row = connection.execute(newest).first() if of.person.is_signed_in else None
        if row is None:
            return of.person
        clearance = min(of.person.clearance, Marking(row.clearance), key=CLEARANCES.index)
        return replace(of.person, role=Role(row.role) if row.role else None, clearance=clearance)

    def enqueue(self, of: Subscription, message: Outgoing | None) -> None:
        """Put a message into the outbox and note what the subscription covers from now on, together or not at all.

        A message that is there already, sent or not, is not put in again.
        """
        covered = {"covered_until": of.covered_until, "checked_on": of.checked_on}
        with engine.writing(self._engine) as connection:
            if message is not None:
                put_in(connection, message)
            connection.execute(update(subscription).where(subscription.c.id == of.id).values(covered))

    def send_once(self, message: Outgoing, *, by: str) -> None:
        """Put a message that somebody wrote into the outbox, for whoever may write in meetings."""
        people.require(Right.EDIT_MEETINGS)
        with engine.writing(self._engine) as connection:
            put_in(connection, message)
            facts = {"address": message.address, "subject": message.text.subject, "marking": message.marking}
            trail.append(connection, by, message.made_at, AuditAction.MESSAGE_WRITTEN, facts)

    def unsent(self) -> tuple[Outgoing, ...]:
        """What waits to be sent, the oldest first. Raises NotAllowed where whoever acts may not administer."""
        people.require(Right.ADMINISTER)
        waiting = outgoing_message.c.sent_at.is_(None), outgoing_message.c.refused == ""
        statement = select(outgoing_message).where(*waiting).order_by(outgoing_message.c.id)
        with engine.reading(self._engine) as connection:
            return tuple(map(_outgoing, connection.execute(statement).mappings()))

    def mark_sent(self, message: Outgoing, at: datetime) -> None:
        """Note that a message was sent; its texts are not kept any longer."""
        self._mark(message, {"sent_at": at, "tries": message.tries + 1, "plain": "", "rich": ""})

    def mark_tried(self, message: Outgoing) -> None:
        """Note that a message could not be sent now and is tried again."""
        self._mark(message, {"tries": message.tries + 1})

    def refuse(self, message: Outgoing, why: str) -> None:
        """Note that a message is never taken at its address: its subscription sends nothing more, and says why."""
        self._mark(message, {"refused": why, "tries": message.tries + 1, "plain": "", "rich": ""})
        if message.subscription_id is not None:
            self.stop(message.subscription_id, why)

    def drop(self, message: Outgoing, why: str) -> None:
        """Let a message never be sent; its subscription goes on."""
        self._mark(message, {"refused": why, "plain": "", "rich": ""})

    def stop(self, number: int, why: str) -> None:
        """Let a subscription send nothing more, for a reason that its owner sees."""
        with engine.writing(self._engine) as connection:
            connection.execute(update(subscription).where(subscription.c.id == number).values(refused=why))

    def _mark(self, message: Outgoing, values: Mapping[str, Any]) -> None:
        with engine.writing(self._engine) as connection:
            connection.execute(update(outgoing_message).where(outgoing_message.c.id == message.id).values(values))

    def _subscriptions(self, owner: str | None = None) -> tuple[Subscription, ...]:
        with engine.reading(self._engine) as connection:
            return tuple(map(_subscription, _subscriptions_of(connection, owner)))


def identifier(of: Subscription, since: date, until: date, about: str = "") -> str:
    """What tells the message of a subscription and a period from every other, and is the same when it is made again."""
    made_of = [of.id, of.made_at.isoformat(), of.cadence, since.isoformat(), until.isoformat(), about]
    return hashlib.sha256("|".join(map(str, made_of)).encode()).hexdigest()[:40]


def put_in(connection: Connection, message: Outgoing) -> None:
    """Put a message into the outbox unless it is there."""
    same = select(outgoing_message.c.id).where(outgoing_message.c.message_id == message.message_id)
    if connection.execute(same).first() is None:
        connection.execute(insert(outgoing_message).values(_message_row(message)))


def _subscriptions_of(connection: Connection, owner: str | None) -> list[RowMapping]:
    statement = select(subscription).order_by(subscription.c.id)
    if owner is not None:
        statement = statement.where(subscription.c.owner == owner)
    return list(connection.execute(statement).mappings())


def _facts(connection: Connection, of: Subscription) -> dict[str, Any]:
    view = connection.execute(select(saved_view.c.name).where(saved_view.c.id == of.view_id)).scalar()
    return {"view": view, "channel": of.channel, "address": _address_words(of), "when": of.when()}


def _address_words(of: Subscription) -> str:
    """The address as the audit trail may hold it: that of a webhook opens a channel to whoever has it."""
    return of.address if of.channel == Channel.EMAIL else "a Teams workflow"


def _subscription(row: RowMapping) -> Subscription:
    person = Person(
        name=row["owner_name"], subject=row["owner"], role=Role(row["role"]), clearance=Marking(row["clearance"])
    )
    kind = MeetingKind(row["meeting_kind"]) if row["meeting_kind"] else None
    words: dict[str, Any] = {"channel": Channel(row["channel"]), "cadence": Cadence(row["cadence"])}
    words["meeting_kind"] = kind
    names = ("id", "view_id", "address", "days", "made_at", "covered_until", "checked_on", "refused")
    return Subscription(person=person, **words, **{name: row[name] for name in names})


def _row(of: Subscription) -> dict[str, Any]:
    names = ("view_id", "address", "days", "made_at", "covered_until", "checked_on", "refused")
    person = of.person
    owner = {"owner": person.subject, "owner_name": person.name, "role": person.role, "clearance": person.clearance}
    words = {"channel": of.channel, "cadence": of.cadence, "meeting_kind": of.meeting_kind or ""}
    return {**{name: getattr(of, name) for name in names}, **{k: str(v) for k, v in (owner | words).items()}}


def _outgoing(row: RowMapping) -> Outgoing:
    text = Text(row["subject"], row["plain"], row["rich"])
    names = ("id", "subscription_id", "message_id", "address", "made_at", "sent_at", "tries", "refused")
    words: dict[str, Any] = {"channel": Channel(row["channel"]), "marking": Marking(row["marking"])}
    return Outgoing(text=text, **words, **{name: row[name] for name in names})


def _message_row(message: Outgoing) -> dict[str, Any]:
    names = ("subscription_id", "message_id", "address", "made_at", "sent_at", "tries", "refused")
    texts = {"subject": message.text.subject, "plain": message.text.plain, "rich": message.text.rich}
    words = {"channel": str(message.channel), "marking": str(message.marking)}
    return {**{name: getattr(message, name) for name in names}, **texts, **words}
