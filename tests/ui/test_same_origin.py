"""Who may open a websocket, and that a cookie is marked where the page came by TLS."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from pages.ui.same_origin import SameOrigin, SecureCookies


async def opens(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "websocket.accept"})


def answer(app: object, scope: Scope) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    asyncio.run(app(scope, receive, send))  # type: ignore[operator]
    return sent


@pytest.mark.parametrize(
    ("origin", "host", "is_opened"),
    [
        ("http://localhost:8501", "localhost:8501", True),
        ("https://register.example", "register.example", True),
        ("https://register.example:443", "register.example", True),
        ("http://[::1]:8501", "[::1]:8501", True),
        (None, "localhost:8501", False),
        ("null", "localhost:8501", False),
        ("http://localhost:9999", "localhost:8501", False),
        ("http://127.0.0.1:8501", "localhost:8501", False),
        ("https://evil.example", "register.example", False),
        ("https://register.example.evil.example", "register.example", False),
        ("http://register.example", "register.example:443", False),
        ("http://localhost:99999", "localhost:99999", False),
        ("file://localhost:8501", "localhost:8501", False),
    ],
)
def test_a_websocket_is_opened_by_a_page_of_this_server_alone(origin: str | None, host: str, is_opened: bool) -> None:  # noqa: FBT001
    headers = [(b"host", host.encode()), *([(b"origin", origin.encode())] if origin else [])]
    scope = {"type": "websocket", "headers": headers, "path": "/_stcore/stream", "extensions": {}}
    sent = answer(SameOrigin(opens), scope)
    assert (sent[0]["type"] == "websocket.accept") is is_opened


@pytest.mark.parametrize(
    ("scheme", "cookie", "becomes"),
    [
        ("https", b"_streamlit_xsrf=2; Path=/; SameSite=Lax", b"_streamlit_xsrf=2; Path=/; SameSite=Lax; Secure"),
        ("https", b"session=1; Secure; HttpOnly", b"session=1; Secure; HttpOnly"),
        ("https", b"secure=1; Path=/", b"secure=1; Path=/; Secure"),
        ("http", b"_streamlit_xsrf=2", b"_streamlit_xsrf=2"),
    ],
)
def test_a_cookie_that_came_by_tls_goes_by_tls_alone(scheme: str, cookie: bytes, becomes: bytes) -> None:
    async def sets(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"set-cookie", cookie)]})

    (start,) = answer(SecureCookies(sets), {"type": "http", "scheme": scheme, "headers": []})
    assert start["headers"] == [(b"set-cookie", becomes)]
