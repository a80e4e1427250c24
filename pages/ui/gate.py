"""The gate before the whole server: nothing but the sign-in pages and the health checks answers a stranger."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analytics.api.application import PREFIX as API
from analytics.meetings.engine import StoreUnavailable
from analytics.people import Person
from analytics.sign_in.configuration import Mode
from analytics.sign_in.this_machine import is_local_request
from pages.ui import sign_in_pages
from pages.ui.access import Access, Visitor, now
from pages.ui.metrics import is_monitor
from pages.ui.sign_in_addresses import OPEN, SIGN_IN, SIGN_OUT, sign_in_address
from pages.ui.streamlit_gaps.runtime import leave_for

HEALTH = frozenset({"/_stcore/health", "/ready"})
"""The addresses that a proxy asks whether this server is well."""

CHECKED_SECONDS = 2
"""How often an open page's session is looked at."""

_GONE: Message = {"type": "websocket.disconnect", "code": 1008}


class Gate:
    """Lets a request or websocket pass where its sender is signed in, has a role, and goes on being so."""

    def __init__(self, app: ASGIApp, access: Access, sign_in: ASGIApp | None) -> None:
        """`sign_in` answers the addresses of signing in and out, where people sign in here."""
        self.app, self.access, self.sign_in = app, access, sign_in
        self._seen: dict[Person, datetime] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] not in ("http", "websocket")
            or self._is_health_check(scope)
            or self._is_api_call(scope)
            or is_monitor(scope, self.access.configuration.metrics_secret)
        ):
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and self.sign_in is not None and scope["path"] in OPEN:
            await self._answer_sign_in(scope, receive, send)
        else:
            await self._guarded(scope, receive, send)

    async def _answer_sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.sign_in is not None
        try:
            await self.sign_in(scope, receive, send)
        except StoreUnavailable as error:
            await sign_in_pages.unavailable(str(error))(scope, receive, send)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal, visitor = await self._look(scope)
        if refusal is not None:
            await _refuse(refusal, scope, receive, send)
        elif scope["type"] == "websocket" and visitor is not None and visitor.until is not None:
            await OpenPage(self, scope, receive, send).run()
        else:
            await self.app(scope, receive, send if scope["type"] == "websocket" else _uncached(scope, send))

    async def _look(self, scope: Scope) -> tuple[Response | None, Visitor | None]:
        """Why a request is refused, if it is; and who sent it."""
        if self.access.configuration.mode == Mode.LOOPBACK and not _is_of_this_machine(scope):
            return sign_in_pages.this_machine_only(), None
        try:
            visitor = await run_in_threadpool(self.access.visitor, _pairs(scope))
            if visitor is not None and self.access.configuration.mode == Mode.PROXY:
                await run_in_threadpool(self._record_new, visitor.person)
        except StoreUnavailable as error:
            return sign_in_pages.unavailable(str(error)), None
        if visitor is None:
            return self._to_sign_in(scope), None
        if visitor.person.role is None:
            contact = self.access.configuration.contact
            return sign_in_pages.no_role(visitor.person, contact, self.sign_out_address), visitor
        return None, visitor

    def _record_new(self, person: Person) -> None:
        """Record that somebody came whom the proxy has signed in, unless they were here a short while ago."""
        at = now()
        before, self._seen[person] = self._seen.get(person), at
        if before is None or at - before > self.access.configuration.idle:
            try:
                self.access.note_sign_in(person)
            except StoreUnavailable:
                del self._seen[person]
                raise

    @property
    def sign_out_address(self) -> str:
        """Where somebody signs out; blank where that is not known."""
        return SIGN_OUT if self.sign_in is not None else self.access.configuration.sign_out_path

    def _to_sign_in(self, scope: Scope) -> Response:
        if self.sign_in is None:
            return sign_in_pages.behind_proxy()
        is_page = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if is_page and "text/html" in Headers(scope=scope).get("accept", ""):
            address = sign_in_address(scope["path"], scope["query_string"].decode("latin-1"))
            return RedirectResponse(address, HTTPStatus.SEE_OTHER, {"cache-control": "no-store"})
        return PlainTextResponse("Sign in first.", HTTPStatus.UNAUTHORIZED, {"cache-control": "no-store"})

    def _is_api_call(self, scope: Scope) -> bool:
        """Whether a program calls the API, which asks for a token itself; a browser without one has to sign in here."""
        if not self.access.configuration.signs_in:
            return False
        headers, method = Headers(scope=scope), scope.get("method")
        if method == "POST":
            return bool(scope["path"] == f"{API}/extracts")
        if method not in ("GET", "HEAD"):
            return False
        is_browser = "authorization" not in headers and "text/html" in headers.get("accept", "")
        return scope["path"].startswith(f"{API}/") and not is_browser

    def _is_health_check(self, scope: Scope) -> bool:
        return scope["type"] == "http" and scope["path"] in HEALTH and scope["method"] in ("GET", "HEAD")


class OpenPage:
    """A websocket that is looked at while it is open: it ends when its session does, and leads to the sign-in page."""

    def __init__(self, gate: Gate, scope: Scope, receive: Receive, send: Send) -> None:
        self._gate, self._scope, self._receive, self._send = gate, scope, receive, send
        self._ended = asyncio.Event()
        self._opened_at = self._used_at = now()
        self._is_accepted = False

    async def run(self) -> None:
        """Serve the page until its reader, or its session, goes away."""
        watch = asyncio.create_task(self._watch())
        try:
            await self._gate.app(self._scope, self._next_message, self._pass_on)
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch

    async def _next_message(self) -> Message:
        """The browser's next message; once the session has ended, that the browser is gone."""
        message, ended = asyncio.ensure_future(self._receive()), asyncio.ensure_future(self._ended.wait())
        try:
            await asyncio.wait({message, ended}, return_when=asyncio.FIRST_COMPLETED)
            if self._ended.is_set():
                return _GONE
            received: Message = message.result()
        finally:
            message.cancel()
            ended.cancel()
        if received["type"] == "websocket.receive":
            if not await self._goes_on(is_use=True):
                await self._end()
                return _GONE
            self._used_at = now()
        return received

    async def _pass_on(self, message: Message) -> None:
        if self._ended.is_set():
            return
        await self._send(message)
        self._is_accepted = self._is_accepted or message["type"] == "websocket.accept"

    async def _watch(self) -> None:
        while await self._goes_on(is_use=False):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), CHECKED_SECONDS)
        await self._end()

    async def _goes_on(self, *, is_use: bool) -> bool:
        """Whether the reader is still signed in, has a role, and has not left the page for too long."""
        settings, at = self._gate.access.configuration, now()
        # Where a proxy signs people in, its headers are those of when the page was opened, and tell no time.
        limits = (self._opened_at + settings.longest, self._used_at + settings.idle)
        if settings.mode == Mode.PROXY and at >= min(limits):
            return False
        try:
            pairs = _pairs(self._scope)
            visitor = await run_in_threadpool(self._gate.access.visitor, pairs, is_use=is_use)
        except StoreUnavailable:
            return not is_use  # nothing is answered unchecked; the page stays until the database is back
        return visitor is not None and visitor.person.role is not None

    async def _end(self) -> None:
        """Lead the page to where somebody signs in, and close it."""
        if self._ended.is_set():
            return
        self._ended.set()
        if not self._is_accepted:
            return
        away = leave_for(f"{SIGN_IN}?why=ended" if self._gate.sign_in is not None else "/")
        with suppress(Exception):  # the browser may have gone
            await self._send({"type": "websocket.send", "bytes": away})
            await self._send({"type": "websocket.close", "code": 1008})


async def _refuse(refusal: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await refusal(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.close", "code": 1008})  # before it is accepted: the server answers 403


def _uncached(scope: Scope, send: Send) -> Send:
    """Let no browser or proxy keep a file that somebody took away, or what they put in."""
    if not scope["path"].startswith(("/media/", "/_stcore/")):
        return send

    async def send_uncached(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [pair for pair in message["headers"] if pair[0].lower() != b"cache-control"]
            message["headers"] = [*headers, (b"cache-control", b"no-store")]
        await send(message)

    return send_uncached


def _is_of_this_machine(scope: Scope) -> bool:
    """Whether a browser on this machine sent a request, by the address at which the connection arrived."""
    address, port = scope.get("server") or ("", None)
    return is_local_request(Headers(scope=scope), *([] if port is None else [address]))


def _pairs(scope: Scope) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
