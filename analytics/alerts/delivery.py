"""How messages leave: the mail server and where messages may go, read from the environment, and the two senders."""

from __future__ import annotations

import json
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import urlsplit

from analytics.alerts.store import Outgoing
from analytics.alerts.subscription import AllowedAddresses, Channel
from analytics.errors import RegisterError
from analytics.settings import DEFAULTS
from analytics.sign_in.this_machine import is_loopback

PATIENCE = 30
"""Seconds to wait for an answer of the mail server or of Teams."""

_SECURITIES = ("starttls", "tls", "none")


class WrongDelivery(RegisterError):
    """Settings with which nothing can be sent; each reason is a sentence."""


class AddressRefused(RegisterError):
    """The address does not take the message, now or later: `str(error)` is what the server said."""


class NotSent(RegisterError):
    """The message could not be sent now; it stays in the outbox."""


class Sender(Protocol):
    """Sends messages of one channel."""

    def send(self, message: Outgoing) -> None:
        """Send a message. Raises AddressRefused where it never will be, NotSent where it may be later."""

    def close(self) -> None:
        """Close what was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The mail server, and the address that messages come from."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How and where messages are sent. `base` is the dashboard's address, blank where it is not set."""

    mail: MailServer | None
    allowed: AllowedAddresses
    base: str

    def senders(self) -> dict[Channel, Sender]:
        """The senders of the channels that are set up."""
        senders: dict[Channel, Sender] = {}
        if self.mail is not None:
            senders[Channel.EMAIL] = MailSender(self.mail)
        if self.allowed.teams_hosts:
            senders[Channel.TEAMS] = TeamsSender()
        return senders


def read(environment: Mapping[str, str]) -> Delivery:
    """The settings of delivery. Raises WrongDelivery with a sentence for everything that is missing or wrong."""

    def value(name: str) -> str:
        return environment.get(name, "").strip()

    def words(name: str) -> tuple[str, ...]:
        return tuple(word.strip().lower() for word in value(name).split(",") if word.strip())

    reasons: list[str] = []
    mail = _mail_server(value, reasons) if value("SMTP_HOST") else None
    if value("MAIL_DOMAINS") and mail is None:
        reasons.append("MAIL_DOMAINS is set and SMTP_HOST is not: name the mail server.")
    base = value("PUBLIC_URL").rstrip("/")
    if base and urlsplit(base).scheme not in ("https", "http"):
        reasons.append(f"PUBLIC_URL is '{base}'. It has to be an address that begins with https://.")
    if reasons:
        raise WrongDelivery(" ".join(reasons))
    domains = words("MAIL_DOMAINS") if mail else ()
    return Delivery(
        mail=mail, allowed=AllowedAddresses(mail_domains=domains, teams_hosts=words("TEAMS_HOSTS")), base=base
    )


def sends_after_load(environment: Mapping[str, str]) -> bool:
    """Whether messages leave as soon as an extract was loaded."""
    return environment.get("ALERTS_AFTER_LOAD", "").strip().lower() == "yes"


def _mail_server(value: Any, reasons: list[str]) -> MailServer:
    host, port = value("SMTP_HOST"), value("SMTP_PORT") or DEFAULTS["SMTP_PORT"]
    security = (value("SMTP_SECURITY") or DEFAULTS["SMTP_SECURITY"]).lower()
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        reasons.append(f"SMTP_PORT is '{port}'. It has to be a whole number from 1 to 65,535.")
        port = "0"
    if security not in _SECURITIES:
        reasons.append(f"SMTP_SECURITY is '{security}'. It has to be starttls, tls or none.")
    if security == "none" and not is_loopback(host):
        reasons.append("SMTP_SECURITY is none, which is allowed only where SMTP_HOST is this machine.")
    sender = value("MAIL_FROM")
    if "@" not in sender or not sender.isprintable():
        reasons.append("MAIL_FROM has to be the address that messages come from, as register@example.gov.uk.")
    if bool(value("SMTP_USER")) != bool(value("SMTP_PASSWORD")):
        reasons.append("SMTP_USER and SMTP_PASSWORD belong together: set both or neither.")
    login = {"user": value("SMTP_USER"), "password": value("SMTP_PASSWORD")}
    return MailServer(host=host, port=int(port), security=security, sender=sender, **login)


class MailSender:
    """Sends e-mail over one connection, opened when the first message is sent."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._connection: smtplib.SMTP | None = None

    def send(self, message: Outgoing) -> None:
        """Send a message. Raises AddressRefused or NotSent."""
        mail = as_email(message, self._server.sender)
        try:
            connection = self._connection or self._open()
            connection.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code, reply = next(iter(error.recipients.values()))
            raise _refusal(code, reply) from error
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            server = f"{self._server.host}:{self._server.port}"
            raise NotSent(f"The mail server {server} could not be used: {_error_words(error)}.") from error

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._connection.quit()
        self._connection = None

    def _open(self) -> smtplib.SMTP:
        server = self._server
        if server.security == "tls":
            context = ssl.create_default_context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
        self._connection = connection
        if server.security == "starttls":
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
        return connection


def as_email(message: Outgoing, sender: str) -> EmailMessage:
    """A message as an e-mail; made twice it is the same, its identifier and date too, but for the MIME boundary."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = sender, message.address
    mail["Subject"] = " ".join(message.text.subject.split())
    mail["Date"] = format_datetime(message.made_at)
    mail["Message-ID"] = f"<{message.message_id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text.plain)
    if message.text.rich:
        mail.add_alternative(message.text.rich, subtype="html")
    return mail


class TeamsSender:
    """Posts a card to a Teams workflow."""

    def send(self, message: Outgoing) -> None:
        """Post the card. Raises AddressRefused or NotSent; no redirect is followed."""
        request = urllib.request.Request(  # noqa: S310 - AllowedAddresses lets through https, and http on this machine
            message.address, json.dumps(json.loads(message.text.rich)).encode(), {"content-type": "application/json"}
        )
        try:
            urllib.request.build_opener(_NoRedirect).open(request, timeout=PATIENCE).close()
        except urllib.error.HTTPError as error:
            error.close()
            status = HTTPStatus(error.code) if error.code in set(HTTPStatus) else None
            if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT) or error.code >= 500:
                raise NotSent(f"Teams did not take a message now (status {error.code}).") from error
            raise AddressRefused(f"Teams does not take messages at this address (status {error.code}).") from error
        except OSError as error:
            raise NotSent(f"Teams could not be reached: {_error_words(error)}.") from error

    def close(self) -> None:
        """Nothing stays open."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A webhook that leads elsewhere is refused: only the address that was allowed is used."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


def _refusal(code: int, reply: bytes | str) -> RegisterError:
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    words = f"The mail server answered {code} {' '.join(text.split())}"
    return AddressRefused(words) if code >= 500 else NotSent(words)


def _error_words(error: Exception) -> str:
    return " ".join(str(getattr(error, "strerror", None) or error).split()).rstrip(".")
