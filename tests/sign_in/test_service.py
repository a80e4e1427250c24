"""What the sign-in service says of somebody when it is asked again, by a service that answers as each test sets it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from analytics.people import Role
from analytics.sign_in.configuration import read
from analytics.sign_in.service import AccessEnded, ServiceUnavailable, SignInService
from tests.sign_in.service import SECRET, settings

KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": "1"}, private=True) for _ in range(2))


class Service:
    """A service on loopback: the answers of its addresses, and what it was sent."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.status = 200
        self.sent: list[str] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.sent.append(self.rfile.read(int(self.headers.get("content-length") or 0)).decode())
                body = json.dumps(service.answers[self.path]).encode()
                self.send_response(service.status if self.path == "/token" else 200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 - the name that the library calls

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        places = {"issuer": self.address, "token_endpoint": f"{self.address}/token", "jwks_uri": f"{self.address}/keys"}
        self.answers["/.well-known/openid-configuration"] = places
        self.answers["/keys"] = KeySet([KEY]).as_dict(private=False)

    def gives(self, key: RSAKey = KEY, **changes: Any) -> None:
        """Answer with an ID token of these claims."""
        claims = {"iss": self.address, "aud": "dashboard", "sub": "rita", "exp": int(time.time()) + 600, **changes}
        token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, key)
        self.answers["/token"] = {"access_token": "a", "token_type": "Bearer", "id_token": token}


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    thread = Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def asking(service: Service, **changes: str) -> SignInService:
    return SignInService(read(settings(service.address, "http://localhost:8501") | changes, "localhost"))


def test_roles_are_those_of_the_new_id_token(service: Service) -> None:
    service.gives(roles=["analyst"], name="Rita")
    asks = asking(service)
    renewal = asks.renew(asks.encrypted("first"), "rita")
    assert renewal.person.role == Role.ANALYST
    assert "refresh_token=first" in service.sent[1]


def test_a_refresh_token_is_good_for_one_use_where_a_new_one_is_given(service: Service) -> None:
    service.gives(roles=["reader"])
    service.answers["/token"] |= {"refresh_token": "second"}
    asks = asking(service)
    first = asks.encrypted("first")
    second = asks.renew(first, "rita").refresh_token
    assert not {"first", "second"} & {first, second}
    del service.answers["/token"]["refresh_token"]
    assert asks.renew(asks.renew(second, "rita").refresh_token, "rita").person.role == Role.READER
    assert [text.partition("refresh_token=")[2][:6] for text in service.sent if "refresh_token=" in text] == [
        "first", "second", "second",
    ]  # fmt: skip


@pytest.mark.parametrize("error", ["invalid_grant", "login_required", "interaction_required", "consent_required"])
def test_a_refusal_ends_access(service: Service, error: str) -> None:
    service.answers["/token"], service.status = {"error": error}, 400
    asks = asking(service)
    with pytest.raises(AccessEnded):
        asks.renew(asks.encrypted("first"), "rita")


@pytest.mark.parametrize("error", ["invalid_client", "temporarily_unavailable", "server_error"])
def test_a_fault_of_the_service_is_no_refusal(service: Service, error: str) -> None:
    service.answers["/token"], service.status = {"error": error}, 400
    asks = asking(service)
    with pytest.raises(ServiceUnavailable):
        asks.renew(asks.encrypted("first"), "rita")


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        (OTHER_KEY, {}),
        (KEY, {"aud": "another"}),
        (KEY, {"iss": "https://evil.example"}),
        (KEY, {"exp": 1}),
    ],
)
def test_an_id_token_that_is_not_the_services_gives_no_role(
    service: Service, key: RSAKey, changes: dict[str, Any]
) -> None:
    service.gives(key, roles=["administrator"], **changes)
    asks = asking(service)
    with pytest.raises(ServiceUnavailable):
        asks.renew(asks.encrypted("first"), "rita")


def test_an_answer_about_somebody_else_ends_access(service: Service) -> None:
    service.gives(sub="other", roles=["administrator"])
    asks = asking(service)
    with pytest.raises(AccessEnded):
        asks.renew(asks.encrypted("first"), "rita")


def test_with_another_secret_a_session_has_to_begin_anew(service: Service) -> None:
    service.gives(roles=["reader"])
    stored = asking(service).encrypted("first")
    with pytest.raises(AccessEnded):
        asking(service, SIGN_IN_SECRET=SECRET[::-1]).renew(stored, "rita")


def test_a_service_that_is_not_there_is_no_refusal(service: Service) -> None:
    asks = asking(service, OIDC_ISSUER="http://localhost:1")
    with pytest.raises(ServiceUnavailable):
        asks.renew(asks.encrypted("first"), "rita")
