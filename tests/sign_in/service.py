"""A sign-in service on loopback with three people, and the settings of a dashboard that uses it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from oidc_provider_mock import User, run_server_in_thread

PEOPLE = {
    "reader": {"name": "Rita Reader", "roles": ["reader"]},
    "board": {"name": "Bo Board", "roles": ["reader", "official-sensitive"]},
    "analyst": {"name": "Ana Analyst", "roles": ["analyst", "official-sensitive"]},
    "administrator": {"name": "Ada Administrator", "roles": ["administrator", "official-sensitive"]},
    "stranger": {"name": "Stan Stranger", "roles": ["somewhere-else"]},
}
"""The claims of each person, by the identifier that the service gives them."""

SECRET = "0123456789abcdef" * 2


@contextmanager
def sign_in_service() -> Iterator[str]:
    """A service that runs meanwhile; its address."""
    users = [User(sub=subject, claims=dict(claims)) for subject, claims in PEOPLE.items()]
    with run_server_in_thread(user_claims=users, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


def settings(issuer: str, public_url: str) -> dict[str, str]:
    """The environment variables of a dashboard at an address that uses the service."""
    return {
        "SIGN_IN": "oidc",
        "PUBLIC_URL": public_url,
        "SIGN_IN_SECRET": SECRET,
        "OIDC_ISSUER": issuer,
        "OIDC_CLIENT_ID": "dashboard",
        "OIDC_CLIENT_SECRET": "secret of the client",
        "SIGN_IN_CONTACT": "the oversight analyst",
    }
