"""How people sign in, read from the environment and checked as a whole before the server starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from analytics.errors import RegisterError
from analytics.people import Role
from analytics.settings import DEFAULTS
from analytics.sign_in.this_machine import is_loopback

SHORTEST_SECRET = 32
"""Characters of a secret: 32 of a random hexadecimal text are 128 bits."""

LONGEST_IDLE, LONGEST_SESSION = 24 * 60, 7 * 24
"""Minutes and hours beyond which a limit would be none."""


class WrongSettings(RegisterError):
    """Settings with which the server must not start; `reasons` holds a sentence for each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(["The dashboard was not started.", *reasons]))
        self.reasons = reasons


class Mode(StrEnum):
    """How people sign in: not at all on this machine alone, not at all on purpose, by OpenID Connect, at a proxy."""

    LOOPBACK = "loopback"
    NONE = "none"
    OIDC = "oidc"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The settings of sign-in. Those of another mode are blank.

    `roles` names the app roles of each role, `sensitive_roles` those that clear for OFFICIAL-SENSITIVE.
    """

    mode: Mode
    public_url: str = ""
    secret: str = ""
    issuer: str = ""
    client_id: str = ""
    client_secret: str = ""
    scopes: str = ""
    roles_claim: str = ""
    roles: Mapping[Role, frozenset[str]]
    sensitive_roles: frozenset[str]
    contact: str
    idle: timedelta
    longest: timedelta
    check_every: timedelta
    proxy_secret: str = ""
    subject_header: str = ""
    name_header: str = ""
    roles_header: str = ""
    token_header: str = ""
    audience: str = ""
    sign_out_path: str = ""
    shows_number_above: bool = True
    metrics_secret: str = ""

    @property
    def signs_in(self) -> bool:
        """Whether anybody has to sign in."""
        return self.mode in (Mode.OIDC, Mode.PROXY)

    @property
    def is_secure(self) -> bool:
        """Whether cookies are sent over HTTPS only: everywhere but on this machine."""
        return not self.public_url.startswith("http:")


def read(environment: Mapping[str, str], address: str | None) -> Configuration:
    """The settings of sign-in for a server that listens at an address; None is every address of the machine.

    Raises WrongSettings with a sentence for everything that is missing or wrong.
    """
    reading = _Reading(environment)
    mode = reading.mode(address)
    configuration = Configuration(
        mode=mode,
        public_url=reading.public_url() if mode == Mode.OIDC else "",
        secret=reading.secret("SIGN_IN_SECRET") if mode == Mode.OIDC else "",
        client_id=reading.needed("OIDC_CLIENT_ID") if mode == Mode.OIDC else "",
        client_secret=reading.needed("OIDC_CLIENT_SECRET") if mode == Mode.OIDC else "",
        scopes=reading.value("OIDC_SCOPES"),
        roles_claim=reading.value("ROLES_CLAIM"),
        roles={role: reading.words(f"{role.upper()}_ROLES") for role in Role},
        sensitive_roles=reading.words("SENSITIVE_ROLES"),
        contact=reading.value("SIGN_IN_CONTACT"),
        idle=timedelta(minutes=reading.number("SESSION_IDLE_MINUTES", LONGEST_IDLE)),
        longest=timedelta(hours=reading.number("SESSION_HOURS", LONGEST_SESSION)),
        check_every=timedelta(minutes=reading.number("SESSION_CHECK_MINUTES", LONGEST_IDLE)),
        shows_number_above=reading.one_of("COUNT_ABOVE_CLEARANCE", ("shown", "hidden")) == "shown",
        metrics_secret=reading.secret("METRICS_SECRET") if reading.value("METRICS_SECRET") else "",
        **_proxy(reading, mode),
    )
    if mode in (Mode.OIDC, Mode.PROXY):
        reading.refuse_ambiguous_roles(configuration.roles)
    if reading.reasons:
        raise WrongSettings(reading.reasons)
    return configuration


def _proxy(reading: _Reading, mode: Mode) -> dict[str, str]:
    """The settings of a proxy that signs people in, and the issuer that it shares with OpenID Connect."""
    if mode == Mode.OIDC:
        return {"issuer": reading.address("OIDC_ISSUER")}
    if mode != Mode.PROXY:
        return {}
    away = {"sign_out_path": reading.value("PROXY_SIGN_OUT_PATH")}
    if reading.value("PROXY_JWT_HEADER"):
        issuer, audience = reading.address("OIDC_ISSUER"), reading.needed("PROXY_JWT_AUDIENCE")
        return away | {"token_header": reading.value("PROXY_JWT_HEADER"), "issuer": issuer, "audience": audience}
    if not reading.value("PROXY_SECRET"):
        reading.reasons.append(
            "SIGN_IN=proxy needs PROXY_SECRET, which the proxy sends with each request, or PROXY_JWT_HEADER with "
            "OIDC_ISSUER and PROXY_JWT_AUDIENCE. Without either, anybody who reaches the port could send the headers."
        )
        return away
    names = {"subject_header": "SUBJECT", "name_header": "NAME", "roles_header": "ROLES"}
    return (
        away
        | {"proxy_secret": reading.secret("PROXY_SECRET")}
        | {field: reading.value(f"PROXY_{name}_HEADER") for field, name in names.items()}
    )


class _Reading:
    """Reads single settings, and collects what is wrong with them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.reasons: list[str] = []

    def value(self, name: str) -> str:
        return self._environment.get(name, "").strip() or DEFAULTS[name]

    def mode(self, address: str | None) -> Mode:
        word = self._environment.get("SIGN_IN", "").strip().lower()
        if word in ("none", "oidc", "proxy"):
            return Mode(word)
        if word:
            self.reasons.append(f"SIGN_IN is '{word}'. It has to be oidc, proxy or none.")
        elif not is_loopback(address):
            self.reasons.append(
                f"It would listen at {address or 'every address of this machine'}, where others can reach it, and "
                "SIGN_IN is not set. Set SIGN_IN to oidc or proxy with the settings that docs/deploy.md names, or to "
                "none if everybody who reaches the address may read and change everything."
            )
        return Mode.LOOPBACK

    def needed(self, name: str) -> str:
        if not (value := self.value(name)):
            self.reasons.append(f"{name} is not set, and SIGN_IN={self.value('SIGN_IN')} needs it.")
        return value

    def secret(self, name: str) -> str:
        value = self.needed(name)
        if value and len(value) < SHORTEST_SECRET:
            self.reasons.append(f"{name} has {len(value)} characters. It needs at least {SHORTEST_SECRET} random ones.")
        return value

    def address(self, name: str) -> str:
        """An address with https, or with http on this machine."""
        value = self.needed(name).rstrip("/")
        parts = urlsplit(value)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
        if value and (not (is_safe and parts.hostname) or parts.query or parts.fragment):
            self.reasons.append(f"{name} is '{value}'. It has to be an address that begins with https://.")
        return value

    def public_url(self) -> str:
        value = self.address("PUBLIC_URL")
        if urlsplit(value).path:
            self.reasons.append(f"PUBLIC_URL is '{value}'. It has to end after the host.")
        return value

    def words(self, name: str) -> frozenset[str]:
        return frozenset(word.strip() for word in self.value(name).split(",") if word.strip())

    def number(self, name: str, most: int) -> int:
        value = self.value(name)
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= most):
            self.reasons.append(f"{name} is '{value}'. It has to be a whole number from 1 to {most:,}.")
            return 1
        return int(value)

    def one_of(self, name: str, words: tuple[str, ...]) -> str:
        value = self.value(name).lower()
        if value not in words:
            self.reasons.append(f"{name} is '{value}'. It has to be {' or '.join(words)}.")
        return value

    def refuse_ambiguous_roles(self, roles: Mapping[Role, frozenset[str]]) -> None:
        for role in Role:
            for other in list(Role)[list(Role).index(role) + 1 :]:
                for word in sorted(roles[role] & roles[other]):
                    names = f"{role.upper()}_ROLES and {other.upper()}_ROLES"
                    self.reasons.append(f"'{word}' is among {names}. It can mean one of them only.")
