"""A websocket is opened by a page of this server alone, and cookies travel by TLS alone where a page came by it."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_USUAL_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


class SameOrigin:
    """Refuses a websocket whose Origin is absent or names another host or port than its Host.

    Streamlit takes any port of this host, and any program that names no origin.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not is_same_origin(scope):
            await PlainTextResponse("This page may not connect here.", 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def is_same_origin(scope: Scope) -> bool:
    """Whether the page that asks was served under the host and port that it asks."""
    headers = dict(scope["headers"])
    try:
        origin = urlsplit(headers.get(b"origin", b"").decode("ascii"))
        asked = urlsplit(f"{origin.scheme}://{headers.get(b'host', b'').decode('ascii')}")
        usual = _USUAL_PORTS.get(origin.scheme)
        here, there = ((one.hostname, one.port or usual) for one in (asked, origin))
    except ValueError:
        return False
    return bool(origin.hostname) and origin.scheme in ("http", "https") and here == there


class SecureCookies:
    """Marks each cookie Secure where the request came by TLS, as the proxy in front says.

    Streamlit's cookie against forged uploads has to be read by its own script, so it cannot be HttpOnly.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [(name, _secure(name, value)) for name, value in message["headers"]]
            await send(message)

        await self.app(scope, receive, marked if scope.get("scheme") == "https" else send)


def _secure(name: bytes, value: bytes) -> bytes:
    """The value of a header; that of a cookie with the mark, unless it has it."""
    is_cookie = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return value + b"; Secure" if is_cookie else value
