"""The sign-in service, asked again while a session goes on: may this person still sign in, and with which roles."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
from authlib.integrations.httpx_client import OAuth2Client, OAuthError
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from analytics.errors import RegisterError
from analytics.people import Person
from analytics.sign_in.claims import person_from_claims
from analytics.sign_in.configuration import Configuration
from analytics.sign_in.proxy import PublicKeys, verified_claims

TIMEOUT = 10
"""Seconds that the service has for an answer."""

ENDED = frozenset({"invalid_grant", "login_required", "interaction_required", "consent_required"})
"""Errors by which a service says that somebody has to sign in anew (RFC 6749 5.2, OpenID Connect Core 3.1.2.6)."""

_CIPHER = {"alg": "dir", "enc": "A256GCM"}


class AccessEnded(RegisterError):
    """The sign-in service no longer lets somebody in."""


class ServiceUnavailable(RegisterError):
    """The sign-in service gave no answer that can be used."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What the service says now: the person with the roles of today, and the token to ask with next time, encrypted."""

    person: Person
    refresh_token: str


class SignInService:
    """The sign-in service of these settings, by OpenID Connect with a refresh token.

    Refresh tokens are stored encrypted: who reads the database alone cannot ask in somebody's name.
    """

    def __init__(self, configuration: Configuration) -> None:
        self._settings = configuration
        self._keys = PublicKeys()
        secret = f"refresh tokens {configuration.secret}".encode()
        self._key = OctKey.import_key(hashlib.sha256(secret).digest())

    def encrypted(self, refresh_token: str) -> str:
        """A refresh token as it is stored; blank where there is none."""
        return jwe.encrypt_compact(_CIPHER, refresh_token, self._key) if refresh_token else ""

    def renew(self, encrypted: str, subject: str) -> Renewal:
        """Ask for the roles that a person has now, with the refresh token of their session.

        Raises AccessEnded where the service refuses, or speaks of somebody else; ServiceUnavailable where it does not
        answer.
        """
        refresh_token = self._decrypted(encrypted)
        try:
            with OAuth2Client(self._settings.client_id, self._settings.client_secret, timeout=TIMEOUT) as client:
                discovery = f"{self._settings.issuer}/.well-known/openid-configuration"
                addresses = client.request("GET", discovery, withhold_token=True).raise_for_status().json()
                token = client.refresh_token(addresses["token_endpoint"], refresh_token=refresh_token)
                claims = self._claims(client, addresses, token)
        except OAuthError as error:
            if error.error in ENDED:
                raise AccessEnded("The sign-in service no longer lets this person in.") from error
            raise ServiceUnavailable(f"The sign-in service answered with {error.error}.") from error
        except (httpx2.HTTPError, KeyError, ValueError) as error:
            raise ServiceUnavailable("The sign-in service gave no answer that can be used.") from error
        if claims.get("sub") != subject:
            raise AccessEnded("The sign-in service speaks of somebody else.")
        person = person_from_claims(claims, self._settings)
        return Renewal(person, self.encrypted(str(token.get("refresh_token") or refresh_token)))

    def _claims(
        self, client: OAuth2Client, addresses: Mapping[str, Any], token: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The claims of the new ID token, with the service's page about the person where roles are not in it.

        Raises ValueError where the ID token is not the service's own for this dashboard.
        """
        claims: dict[str, Any] = {}
        if token.get("id_token"):
            verified = verified_claims(
                str(token["id_token"]), self._settings.issuer, self._settings.client_id, self._keys
            )
            if verified is None:
                raise ValueError("The ID token cannot be verified.")
            claims = dict(verified)
        if self._settings.roles_claim not in claims and addresses.get("userinfo_endpoint"):
            answer = client.get(addresses["userinfo_endpoint"])
            more = answer.raise_for_status().json()
            if claims and more.get("sub") != claims.get("sub"):
                raise ValueError("The sign-in service answered about somebody else.")
            claims = more | claims
        return claims

    def _decrypted(self, encrypted: str) -> str:
        """Raises AccessEnded where SIGN_IN_SECRET is another than when the session began."""
        try:
            plain = jwe.decrypt_compact(encrypted, self._key).plaintext
        except (JoseError, ValueError) as error:
            raise AccessEnded("The secret of sign-in was changed since the session began.") from error
        return (plain or b"").decode()
