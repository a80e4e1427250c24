"""A subscription: one person, one saved view, one address, and when a digest is sent there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from analytics.english import plural
from analytics.errors import RegisterError
from analytics.intake.suggestions import quoted
from analytics.meetings.records import MeetingKind
from analytics.people import Person

MOST_DAYS = 60
"""Days before a meeting on which a digest can be sent, at most."""

LONGEST_ADDRESS = 1_000

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)", re.ASCII)


class WrongSubscription(RegisterError):
    """A subscription cannot be made as it is."""


class Cadence(StrEnum):
    """When a digest is sent."""

    LOAD = "load"
    WEEKLY = "weekly"
    MEETING = "meeting"
    DUE = "due"


class Channel(StrEnum):
    """How a digest is sent."""

    EMAIL = "email"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Who is notified about which view, where and when.

    `person` has the role and the clearance that digests are made with. `covered_until` is the known-at day up to which
    digests have said what changed, `checked_on` the day on which due dates were last looked at or a weekly digest was
    made. `days` and `meeting_kind` are of the cadence before a meeting. `refused` says why nothing is sent any more.
    """

    id: int = 0
    person: Person
    view_id: int
    channel: Channel
    address: str
    cadence: Cadence
    days: int = 0
    meeting_kind: MeetingKind | None = None
    made_at: datetime
    covered_until: date
    checked_on: date
    refused: str = ""

    def when(self) -> str:
        """When a digest is sent, in words."""
        if self.cadence == Cadence.MEETING:
            return f"{plural(self.days, 'day')} before each meeting: {self.meeting_kind}"
        return CADENCE_WORDS[self.cadence]


CADENCE_WORDS: Mapping[Cadence, str] = {
    Cadence.LOAD: "When an extract is loaded",
    Cadence.WEEKLY: "Every week",
    Cadence.MEETING: "Before a meeting",
    Cadence.DUE: "When a recommendation is due within 30 days or becomes overdue",
}
CHANNEL_WORDS = {Channel.EMAIL: "E-mail", Channel.TEAMS: "Microsoft Teams"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedAddresses:
    """Where digests may go: e-mail to these domains, Teams webhooks at these hosts; each with its subdomains."""

    mail_domains: tuple[str, ...] = ()
    teams_hosts: tuple[str, ...] = ()

    def check(self, channel: Channel, address: str) -> str:
        """The address without blanks around it. Raises WrongSubscription, a sentence, where nothing may go there."""
        text = address.strip()
        if not text or len(text) > LONGEST_ADDRESS or not text.isprintable():
            raise WrongSubscription("Give the address that it is sent to.")
        return self._email(text) if channel == Channel.EMAIL else self._webhook(text)

    def _email(self, text: str) -> str:
        if not self.mail_domains:
            raise WrongSubscription("E-mail is not set up here. Whoever runs the dashboard sets MAIL_DOMAINS.")
        match = _EMAIL.fullmatch(text)
        if match is None:
            raise WrongSubscription(f"{quoted(text)} is not an e-mail address. Write it as name@example.gov.uk.")
        if not _is_within(match[1], self.mail_domains):
            allowed = ", ".join(self.mail_domains)
            raise WrongSubscription(f"E-mail is sent only to addresses at {allowed}, not at {match[1]}.")
        return text

    def _webhook(self, text: str) -> str:
        try:
            parts = urlsplit(text)
            host = parts.hostname or ""
        except ValueError:
            host = ""
        if not host or parts.scheme not in ("https", "http") or "@" in parts.netloc:
            raise WrongSubscription("Paste the address of a Teams workflow that begins “When a Teams webhook request”.")
        is_local = host in ("127.0.0.1", "localhost")
        if not _is_within(host, self.teams_hosts) or (parts.scheme == "http" and not is_local):
            allowed = ", ".join(self.teams_hosts) or "no host: whoever runs the dashboard sets TEAMS_HOSTS"
            raise WrongSubscription(f"Teams messages are sent only by https to {allowed}, not to {host}.")
        return text


def _is_within(host: str, allowed: tuple[str, ...]) -> bool:
    return any(host.lower() == domain or host.lower().endswith(f".{domain}") for domain in allowed)
