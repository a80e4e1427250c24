"""Signing in and out with a sign-in service (OpenID Connect): the addresses that a stranger may open.

Streamlit's own st.login would keep somebody signed in for thirty days by a cookie that nobody can revoke, that is sent
without HTTPS too and that grows with the claims; so Authlib is used directly, and a browser gets a token of a session.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from analytics.audit.entries import AuditAction
from analytics.people import Person
from analytics.sign_in.claims import person_from_claims
from pages.ui import sign_in_pages
from pages.ui.access import Access, now
from pages.ui.sign_in_addresses import CALLBACK, SIGN_IN, SIGN_OUT, SIGNED_OUT, START, local_address

log = logging.getLogger(__name__)

MINUTES_TO_SIGN_IN = 15
UNREACHABLE = "The sign-in service does not answer. Try again in a few minutes."


class SignInRoutes:
    """The pages of signing in and out, with a sign-in service."""

    def __init__(self, access: Access) -> None:
        self._access = access
        settings = access.configuration
        self._service: StarletteOAuth2App = OAuth().register(
            "service",
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            server_metadata_url=f"{settings.issuer}/.well-known/openid-configuration",
            client_kwargs={"scope": settings.scopes, "code_challenge_method": "S256", "timeout": 10},
        )

    def app(self) -> ASGIApp:
        """The application that answers these addresses; a signed cookie remembers a sign-in that is under way."""
        settings = self._access.configuration
        pages = [Route(SIGN_IN, self.sign_in), Route(START, self.start), Route(CALLBACK, self.callback)]
        return SessionMiddleware(
            Router([*pages, Route(SIGN_OUT, self.sign_out), Route(SIGNED_OUT, self.signed_out)]),
            secret_key=settings.secret,
            session_cookie="__Host-register-sign-in" if settings.is_secure else "register-sign-in",
            max_age=MINUTES_TO_SIGN_IN * 60,
            same_site="lax",
            https_only=settings.is_secure,
        )

    async def sign_in(self, request: Request) -> Response:
        """The page with the button; it remembers where its reader wanted to go."""
        target = request.query_params.get("next") or _page_before(request)
        return sign_in_pages.sign_in(local_address(target), request.query_params.get("why", ""))

    async def start(self, request: Request) -> Response:
        """Lead to the sign-in service."""
        target = local_address(request.query_params.get("next", ""))
        request.session.clear()
        try:
            answer: Response = await self._service.authorize_redirect(request, self._callback_address())
        except (httpx2.HTTPError, OAuthError, RuntimeError, ValueError, KeyError) as error:
            log.warning("The sign-in service cannot be used: %s", type(error).__name__)
            return sign_in_pages.not_finished(UNREACHABLE, 502)
        request.session["next"] = target
        answer.headers["cache-control"] = "no-store"
        return answer

    async def callback(self, request: Request) -> Response:
        """Believe the answer of the sign-in service, begin a session, and lead to where the reader wanted to go."""
        target = local_address(str(request.session.get("next", "")))
        try:
            token: dict[str, Any] = await self._service.authorize_access_token(request)
            claims = await self._claims(token)
        except httpx2.HTTPError:
            return sign_in_pages.not_finished(UNREACHABLE, 502)
        except (OAuthError, JoseError, RuntimeError, ValueError, KeyError) as error:
            log.warning("A sign-in was refused: %s", type(error).__name__)
            return sign_in_pages.not_finished(_why(error))
        finally:
            request.session.clear()
        person = person_from_claims(claims, self._access.configuration)
        if not person.subject:
            return sign_in_pages.not_finished("The sign-in service did not say who you are.")
        return await self._begin(request, person, str(token.get("refresh_token") or ""), target)

    async def sign_out(self, request: Request) -> Response:
        """End the session in every tab; with `everywhere`, every session of this person."""
        if request.headers.get("sec-fetch-site") == "cross-site":
            return sign_in_pages.ask_sign_out()
        await run_in_threadpool(self._end, request)
        answer = RedirectResponse(await self._after_sign_out(), 303, {"cache-control": "no-store"})
        answer.delete_cookie(self._access.cookie, "/", secure=self._access.configuration.is_secure, httponly=True)
        return answer

    async def signed_out(self, _: Request) -> Response:
        """The page after signing out; it leads nowhere by itself, or the sign-in service would sign in again."""
        return sign_in_pages.signed_out()

    async def _claims(self, token: Mapping[str, Any]) -> Mapping[str, Any]:
        """The claims of the ID token, and the roles of the service's page about the person where it has none."""
        claims = dict(token["userinfo"])
        roles = self._access.configuration.roles_claim
        metadata = await self._service.load_server_metadata()
        if roles not in claims and metadata.get("userinfo_endpoint"):
            more = await self._service.userinfo(token=token)
            if more.get("sub") == claims.get("sub") and roles in more:
                claims[roles] = more[roles]
        return claims

    async def _begin(self, request: Request, person: Person, refresh_token: str, target: str) -> Response:
        settings = self._access.configuration
        if not refresh_token:
            log.warning(
                "The sign-in service gives no refresh token: roles are those of the sign-in until a session ends."
            )
        token = await run_in_threadpool(self._start_session, request, person, refresh_token)
        answer = RedirectResponse(target or "/", 303, {"cache-control": "no-store"})
        answer.set_cookie(
            self._access.cookie,
            token,
            max_age=int(settings.longest.total_seconds()),
            path="/",
            secure=settings.is_secure,
            httponly=True,
            samesite="lax",
        )
        return answer

    def _start_session(self, request: Request, person: Person, refresh_token: str) -> str:
        """A session of its own for each sign-in; that which this browser had before ends."""
        sessions = self._access.sessions
        assert sessions is not None
        if (before := self._access.token(request.headers.items())) is not None:
            sessions.end(before, now())
        self._access.note_sign_in(person)
        return sessions.start(person, now(), refresh_token)

    def _end(self, request: Request) -> None:
        result = self._access.session(request.headers.items())
        sessions = self._access.sessions
        if result is None or sessions is None:
            return
        is_everywhere = "everywhere" in request.query_params
        if is_everywhere:
            sessions.end_all(result.person.subject, now())
        else:
            sessions.end_number(result.number, now())
        self._access.record(
            AuditAction.SIGNED_OUT, {"account": result.person.subject, "everywhere": is_everywhere}, result.person.name
        )

    async def _after_sign_out(self) -> str:
        """Where a browser is led then: to the service's own page for signing out, where it has one."""
        settings = self._access.configuration
        try:
            metadata = await self._service.load_server_metadata()
        except (httpx2.HTTPError, RuntimeError, ValueError):
            metadata = {}
        if not (address := metadata.get("end_session_endpoint")):
            return SIGNED_OUT
        back = {"client_id": settings.client_id, "post_logout_redirect_uri": f"{settings.public_url}{SIGNED_OUT}"}
        return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(back)}"

    def _callback_address(self) -> str:
        return f"{self._access.configuration.public_url}{CALLBACK}"


def _page_before(request: Request) -> str:
    """The page of this dashboard that a browser came from, with its filters."""
    before = urlsplit(request.headers.get("referer", ""))
    if before.netloc != request.headers.get("host"):
        return ""
    return f"{before.path}?{before.query}".rstrip("?")


def _why(error: Exception) -> str:
    if isinstance(error, OAuthError) and error.error == "access_denied":
        return "The sign-in service did not let you in."
    return "The sign-in took too long, or was begun in another window. Nothing is wrong with your account."
