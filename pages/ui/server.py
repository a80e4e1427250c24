"""What the server adds to Streamlit's own: plotly.js, the font of headings, compressed files, security headers."""

from __future__ import annotations

import base64
import gzip
import hashlib
import mimetypes
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import lru_cache
from html import escape
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlencode

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from pages.ui import api, metrics, slow_clients
from pages.ui.same_origin import SameOrigin, SecureCookies
from pages.ui.streamlit_gaps.runtime import LONGEST_QUERY, MOST_CHOICES, use_no_pages_folder
from pages.ui.upload_quota import UploadQuota

try:
    import brotli
except ImportError:  # a sixth more bytes at the first visit, nothing else
    brotli = None

ASSETS = Path(__file__).resolve().parents[2] / "assets"

PLOTLY_VERSION = "4.1.1"
PLOTLY_JS = ASSETS / "plotly" / "plotly-cartesian.min.js"
"""plotly.js for flat charts alone, the npm package plotly.js-cartesian-dist-min: two fifths of the bytes of all of it.

Of the version for which the installed plotly draws; a new plotly needs its own.
"""

PLOTLY_PATH = f"/assets/plotly-cartesian-{PLOTLY_VERSION}.min.js"
"""Where a browser finds plotly.js. The version is in the name, so a browser may keep it for good."""

HEADINGS_PATH = "/assets/SourceSerif4-Semibold-4.005.woff2"
"""Where a browser finds the font of headings, its version in the name; .streamlit/config.toml asks for it."""

HEADINGS_FONT = ASSETS / "fonts" / "SourceSerif4-Semibold.woff2"
FOR_GOOD = "public, max-age=31536000, immutable"
STREAMLITS_FILES = Path(streamlit.__file__).parent / "static"
ENCODINGS = ("br", "gzip") if brotli else ("gzip",)
"""What files are compressed to, the smallest first."""

COMPRESSIBLE = {".js", ".css", ".html", ".svg", ".json"}


BASE_SCRIPT = "window.__streamlit = { BACKEND_BASE_URL: new URL('.', location.href).href }"
"""Tells Streamlit's page where its server is. Left to guess, it asks below the path of each page first: a 404."""


def _inline_scripts() -> str:
    """The hashes of the scripts in Streamlit's page, as the security policy names them."""
    page = (STREAMLITS_FILES / "index.html").read_text(encoding="utf-8")
    scripts = [BASE_SCRIPT, *re.findall(r"<script>(.*?)</script>", page, re.DOTALL)]
    hashes = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return " ".join(f"'sha256-{base64.b64encode(result).decode()}'" for result in hashes)


POLICY = (
    # Streamlit loads the code of components from blob: addresses and writes its styles into the page.
    f"default-src 'self'; script-src 'self' blob: 'wasm-unsafe-eval' {_inline_scripts()}; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{sockets}; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""The security policy of every answer; `sockets` are the addresses of websockets on the host that was asked."""

_HOST = re.compile(rb"[\w.-]+(:\d+)?|\[[\da-fA-F:.]+\](:\d+)?", re.ASCII)

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # The address of a page holds the reader's filters; no other site receives it.
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}


async def plotly_js(request: Request) -> Response:
    """The drawing code of charts."""
    return await _file(request, str(PLOTLY_JS), "text/javascript; charset=utf-8")


async def headings_font(_: Request) -> Response:
    """Source Serif in the one weight in which headings are set; a WOFF2 file is compressed in itself."""
    body = await run_in_threadpool(_encoded, str(HEADINGS_FONT), "identity")
    return Response(body, media_type="font/woff2", headers={"cache-control": FOR_GOOD})


async def ready(_: Request) -> Response:
    """Whether this process can answer; a proxy asks this before it sends readers here."""
    return JSONResponse({"ready": True})


@lru_cache(maxsize=512)
def _encoded(path: str, encoding: str) -> bytes:
    """A file in an encoding. Each is compressed once: the installed files never change while a server runs."""
    body = Path(path).read_bytes()
    if encoding == "br":
        return bytes(brotli.compress(body, quality=7))
    return gzip.compress(body, compresslevel=9, mtime=0) if encoding == "gzip" else body


async def _file(request: Request, path: str, media_type: str) -> Response:
    """A file in the smallest encoding that the browser takes."""
    accepted = request.headers.get("accept-encoding", "")
    encoding = next((name for name in ENCODINGS if name in accepted), "identity")
    headers = {"cache-control": FOR_GOOD, "vary": "Accept-Encoding"}
    if encoding != "identity":
        headers["content-encoding"] = encoding
    body = await run_in_threadpool(_encoded, path, encoding)
    return Response(body, media_type=media_type, headers=headers)


class CompressedFiles:
    """Streamlit's own scripts and styles, compressed: a third of the bytes at the first visit.

    Streamlit leaves them as they are because it would compress them anew for each reader; here that is done once.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = _streamlits_file(scope)
        if file is None:
            await self.app(scope, receive, send)
            return
        media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        response = await _file(Request(scope), str(file), media_type)
        await response(scope, receive, send)


def _streamlits_file(scope: Scope) -> Path | None:
    """The installed file that a request asks for, where it is one that compresses well."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/static/"):
        return None
    try:
        path = (STREAMLITS_FILES / scope["path"].lstrip("/")).resolve()
        is_one = path.suffix in COMPRESSIBLE and path.is_relative_to(STREAMLITS_FILES.resolve()) and path.is_file()
    except (OSError, ValueError):  # a name that no file can have: Streamlit answers it
        return None
    return path if is_one else None


class BaseAddress:
    """Puts BASE_SCRIPT into Streamlit's page when a browser asks for it, and answers where that page would stay blank.

    Below a path of two names Streamlit's page looks for its scripts in vain.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        requested = dict(scope.get("headers", ()))
        if scope["type"] != "http" or scope["method"] != "GET" or b"text/html" not in requested.get(b"accept", b""):
            await self.app(scope, receive, send)
            return
        page: list[Message] = []

        async def with_base(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                page.append(message)
            elif page:
                page.append(message)
                if not message.get("more_body", False) and _stays_blank(scope, page):
                    await _no_such_page(scope, receive, send)
                elif not message.get("more_body", False):
                    for part in _based(page, is_packed=b"gzip" in requested.get(b"accept-encoding", b"")):
                        await send(part)
            else:
                await send(message)

        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, with_base)


def _stays_blank(scope: Scope, page: Sequence[Message]) -> bool:
    """Whether an answer is Streamlit's page at a path of two names or more."""
    is_below = scope["path"].removeprefix(_base_path(scope)).count("/") > 1
    return is_below and any(_ROOT_OF_PAGE in part.get("body", b"") for part in page)


def _base_path(scope: Scope) -> str:
    """The path below which the dashboard is served; empty at the root of its host."""
    setting = (config.get_option("server.baseUrlPath") or "").strip("/")
    return scope.get("root_path") or (f"/{setting}" if setting else "")


async def _no_such_page(scope: Scope, receive: Receive, send: Send) -> None:
    first = escape(f"{_base_path(scope)}/")
    await HTMLResponse(_NO_SUCH_PAGE.format(first=first), HTTPStatus.NOT_FOUND)(scope, receive, send)


_ROOT_OF_PAGE = b'id="root"'
_NO_SUCH_PAGE = (
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Page not found - Recommendations</title><h1>There is no page at this address</h1>"
    "<p>Check the address, or start from the first page.</p>"
    '<p><a href="{first}">Overview: how many recommendations are open, and how many are late?</a></p></html>'
)


def _is_page(start: Message) -> bool:
    """Whether an answer is a page."""
    content_type: bytes = dict(start["headers"]).get(b"content-type", b"")
    return start["status"] == HTTPStatus.OK and content_type.startswith(b"text/html")


def _based(page: list[Message], *, is_packed: bool) -> tuple[Message, Message]:
    """The answer with the script before the first of the page's own, and its length set right."""
    start, *parts = page
    script = f"<script>{BASE_SCRIPT}</script><script>".encode()
    body = b"".join(part.get("body", b"") for part in parts).replace(b"<script>", script, 1)
    headers = [pair for pair in start["headers"] if pair[0] != b"content-length"]
    if is_packed:
        body = gzip.compress(body, mtime=0)
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", str(len(body)).encode()))
    return {**start, "headers": headers}, {"type": "http.response.body", "body": body}


class SecurityHeaders:
    """The headers that tell a browser to trust nothing but this server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in message["headers"]}
                headers = SECURITY_HEADERS | {"content-security-policy": _policy(scope)}
                added = [(name.encode(), value.encode()) for name, value in headers.items()]
                message["headers"] = [*message["headers"], *(pair for pair in added if pair[0] not in names)]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def _policy(scope: Scope) -> str:
    """The security policy, with websockets of the host that the browser asked: older ones do not take 'self' for it."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    sockets = f" ws://{host.decode()} wss://{host.decode()}" if _HOST.fullmatch(host) else ""
    return POLICY.replace("{sockets}", sockets)


class AddressLimit:
    """Refuses an address that Streamlit would read as if it had no filters, and says why."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope.get("query_string", b"") if scope["type"] == "http" else b""
        choices = query.count(b"&") + 1
        if choices <= MOST_CHOICES and len(query) <= LONGEST_QUERY:
            await self.app(scope, receive, send)
            return
        too_much = f"{len(query):,} letters, and the dashboard reads at most {LONGEST_QUERY:,}"
        if choices > MOST_CHOICES:
            too_much = f"{choices:,} choices, and the dashboard reads at most {MOST_CHOICES:,}"
        await HTMLResponse(_TOO_LONG.format(too_much=too_much), 414)(scope, receive, send)


_TOO_LONG = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>The address is too long</title>'
    "<h1>The address is too long</h1><p>It holds {too_much}. No page is shown, because its figures would ignore the "
    'filters.</p><p><a href="?">Open this page without filters</a></p></html>'
)


async def first_page(request: Request) -> Response:
    """The page that opens has no path of its own in Streamlit; who asks for it by name is led to it, filters kept."""
    return _led_to("", request)


def _within_a_section(first: str) -> Callable[[Request], Awaitable[Response]]:
    """Leads from the path of a page's file, which has the section before it, to the page's address."""

    async def page(request: Request) -> Response:
        name = request.path_params["page"]
        return _led_to("" if name == first else quote(name), request)

    return page


async def reference_in_path(request: Request) -> Response:
    """Leads from an address with a reference in its path to the page of that recommendation, which says if none is."""
    query = urlencode([("reference", request.path_params["reference"]), *request.query_params.multi_items()])
    return RedirectResponse(f"{request.scope.get('root_path', '')}/recommendation?{query}")


def _led_to(name: str, request: Request) -> Response:
    here = request.scope.get("root_path", "")
    return RedirectResponse(f"{here}/{name}?{request.url.query}".rstrip("?"))


_served: set[str] = set()
MIDDLEWARE = [
    Middleware(each)
    for each in (SecurityHeaders, SecureCookies, SameOrigin, UploadQuota, AddressLimit, BaseAddress, CompressedFiles)
]


def behind(gate: Middleware) -> list[Middleware]:
    """What each request passes, with a gate before everything but the security headers."""
    return [Middleware(metrics.Metrics), MIDDLEWARE[0], gate, *MIDDLEWARE[1:]]


def routes(first: str, sections: Iterable[str] = ()) -> list[BaseRoute]:
    """The routes that the server takes beside Streamlit's own; from then on charts may count on them.

    `first` is the name in the address of the page that opens, `sections` are the folders in which pages lie.
    """
    _served.add(PLOTLY_PATH)
    slow_clients.watch()
    use_no_pages_folder()
    within = _within_a_section(first)
    return [
        Route(PLOTLY_PATH, plotly_js),
        Route(HEADINGS_PATH, headings_font),
        Route("/ready", ready),
        api.mount(),
        Route(metrics.PATH, metrics.metrics),
        Route(f"/{first}", first_page),
        *(Route(f"/{section}/{{page}}", within) for section in sections),
        *(Route(f"/{page}/{{reference:path}}", reference_in_path) for page in ("register", "recommendation")),
    ]


def serves_plotly() -> bool:
    """Whether this process serves plotly.js: not where a script is run without its server, as in a test."""
    return PLOTLY_PATH in _served
