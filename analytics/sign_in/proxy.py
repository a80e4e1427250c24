"""Who is at work behind a proxy that signs people in: its headers, believed only with a secret or a signed token."""

from __future__ import annotations

import hmac
import json
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.request import urlopen

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from analytics.people import Person
from analytics.sign_in import claims
from analytics.sign_in.configuration import Configuration

SECRET_HEADER = "X-Dashboard-Proxy-Secret"  # noqa: S105 - the name of the header, not the secret
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures made with a private key: one made with a shared secret could be made by whoever knows the public one."""

LEEWAY = 60
"""Seconds by which the clocks of the proxy and of this machine may differ."""

SECONDS_BETWEEN_READS = 60
"""How soon public keys are read again because a token fits none of them."""

Headers = Sequence[tuple[str, str]]


def person_from_headers(
    headers: Headers, configuration: Configuration, keys: Callable[[str, bool], KeySet]
) -> Person | None:
    """The person whom the proxy names; None where the headers are not the proxy's, or name nobody.

    `keys(issuer, anew)` gives the public keys of the sign-in service. A header that comes twice is not believed: a
    browser may have sent one of the two.
    """
    if configuration.token_header:
        return _from_token(headers, configuration, keys)
    secret = _only(headers, SECRET_HEADER) or ""
    if not hmac.compare_digest(secret.encode(), configuration.proxy_secret.encode()):
        return None
    subject = _only(headers, configuration.subject_header)
    if not subject:
        return None
    app_roles = (_only(headers, configuration.roles_header) or "").replace(",", " ").split()
    return claims.person(subject, _only(headers, configuration.name_header) or subject, app_roles, configuration)


def _from_token(headers: Headers, configuration: Configuration, keys: Callable[[str, bool], KeySet]) -> Person | None:
    token = (_only(headers, configuration.token_header) or "").removeprefix("Bearer ").strip()
    token_claims = verified_claims(token, configuration.issuer, configuration.audience, keys) if token else None
    return None if token_claims is None else claims.person_from_claims(token_claims, configuration)


def verified_claims(
    token: str, issuer: str, audience: str, keys: Callable[[str, bool], KeySet]
) -> dict[str, Any] | None:
    """The claims of a signed token; None unless its issuer signed it, for this audience, and it has not expired."""
    for anew in (False, True):  # the sign-in service may have changed its keys since they were read
        try:
            decoded = jwt.decode(token, keys(issuer, anew), algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            continue
        return decoded.claims if _is_valid(decoded.claims, issuer, audience) else None
    return None


def _is_valid(token_claims: dict[str, Any], issuer: str, audience: str) -> bool:
    """Whether the claims of a token whose signature is right are of this issuer, for this audience, and not too old."""
    registry = JWTClaimsRegistry(
        leeway=LEEWAY,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": audience},
        exp={"essential": True},
        sub={"essential": True},
    )
    try:
        registry.validate(token_claims)
    except JoseError:
        return False
    return True


def _only(headers: Headers, name: str) -> str | None:
    values = [value for header, value in headers if header.lower() == name.lower()]
    return values[0].strip() if len(values) == 1 else None


class PublicKeys:
    """The public keys of sign-in services, read once and again where a token was signed with another."""

    def __init__(self) -> None:
        self._key_sets: dict[str, KeySet] = {}
        self._read_at = 0.0
        self._lock = threading.Lock()

    def __call__(self, issuer: str, anew: bool) -> KeySet:  # noqa: FBT001 - one of two tries
        """The keys of an issuer. Raises ValueError where they cannot be read."""
        with self._lock:
            # A stranger's made-up tokens must not make this server ask the sign-in service without end.
            is_due = anew and time.monotonic() - self._read_at > SECONDS_BETWEEN_READS
            if is_due or issuer not in self._key_sets:
                self._read_at = time.monotonic()
                self._key_sets[issuer] = _read_keys(issuer)
            return self._key_sets[issuer]


def _read_keys(issuer: str) -> KeySet:
    try:
        discovered = _read_json(f"{issuer}/.well-known/openid-configuration")
        return KeySet.import_key_set(_read_json(str(discovered["jwks_uri"])))
    except (OSError, KeyError, JoseError) as error:
        raise ValueError(f"The keys of {issuer} cannot be read.") from error


def _read_json(address: str) -> Any:
    with urlopen(address, timeout=10) as answer:  # noqa: S310 - the addresses are of the setting OIDC_ISSUER
        return json.load(answer)
