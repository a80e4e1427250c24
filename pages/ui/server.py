"""What the server adds to Streamlit's own: plotly.js, the font of headings, compressed files, security headers."""

from __future__ import annotations

import base64
import gzip
import hashlib
import mimetypes
import re
from collections.abc import Awaitable, Callable, Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import plotly
import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

try:
    import brotli
except ImportError:  # a sixth more bytes at the first visit, nothing else
    brotli = None

PLOTLY_PATH = f"/assets/plotly-{plotly.__version__}.min.js"
"""Where a browser finds plotly.js. The version is in the name, so a browser may keep it for good."""

HEADINGS_PATH = "/assets/SourceSerif4-Semibold-4.005.woff2"
"""Where a browser finds the font of headings, its version in the name; .streamlit/config.toml asks for it."""

HEADINGS_FONT = Path(__file__).resolve().parents[2] / "assets" / "fonts" / "SourceSerif4-Semibold.woff2"
FOR_GOOD = "public, max-age=31536000, immutable"
STREAMLITS_FILES = Path(streamlit.__file__).parent / "static"
ENCODINGS = ("br", "gzip") if brotli else ("gzip",)
"""What files are compressed to, the smallest first."""

COMPRESSIBLE = {".js", ".css", ".html", ".svg", ".json"}


def _inline_scripts() -> str:
    """The hashes of the scripts that Streamlit writes into its page, as the security policy names them."""
    page = (STREAMLITS_FILES / "index.html").read_text(encoding="utf-8")
    hashes = [
        hashlib.sha256(script.encode()).digest() for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    ]
    return " ".join(f"'sha256-{base64.b64encode(found).decode()}'" for found in hashes)


SECURITY_HEADERS = {
    # Streamlit loads the code of components from blob: addresses and writes its styles into the page.
    "content-security-policy": (
        f"default-src 'self'; script-src 'self' blob: 'wasm-unsafe-eval' {_inline_scripts()}; "
        "style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # The address of a page holds the reader's filters; no other site is told.
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}


async def plotly_js(request: Request) -> Response:
    """plotly.js as it lies in the installed package, so that figures and drawing code are of one version."""
    path = str(files("plotly") / "package_data" / "plotly.min.js")
    return await _file(request, path, "text/javascript; charset=utf-8")


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
        found = _streamlits_file(scope)
        if found is None:
            await self.app(scope, receive, send)
            return
        media_type = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        response = await _file(Request(scope), str(found), media_type)
        await response(scope, receive, send)


def _streamlits_file(scope: Scope) -> Path | None:
    """The installed file that a request asks for, where it is one that compresses well."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/static/"):
        return None
    path = (STREAMLITS_FILES / scope["path"].lstrip("/")).resolve()
    is_one = path.suffix in COMPRESSIBLE and path.is_relative_to(STREAMLITS_FILES.resolve()) and path.is_file()
    return path if is_one else None


class SecurityHeaders:
    """The headers that tell a browser to trust nothing but this server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                added = [(name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]
                message["headers"] = [*message["headers"], *(pair for pair in added if pair[0] not in given)]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


async def first_page(request: Request) -> Response:
    """The page that opens has no path of its own in Streamlit; who asks for it by name is led to it, filters kept."""
    return _led_to("", request)


def _within_a_section(first: str) -> Callable[[Request], Awaitable[Response]]:
    """Leads from the path of a page's file, which has the section before it, to the page's address.

    Below a path of two names Streamlit's page looks for its scripts in vain and stays blank.
    """

    async def page(request: Request) -> Response:
        name = request.path_params["page"]
        return _led_to("" if name == first else quote(name), request)

    return page


def _led_to(name: str, request: Request) -> Response:
    here = request.scope.get("root_path", "")
    return RedirectResponse(f"{here}/{name}?{request.url.query}".rstrip("?"))


_served: set[str] = set()
MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(CompressedFiles)]


def routes(first: str, sections: Iterable[str] = ()) -> list[Route]:
    """The routes that the server takes beside Streamlit's own; from then on charts may count on them.

    `first` is the name in the address of the page that opens, `sections` are the folders in which pages lie.
    """
    _served.add(PLOTLY_PATH)
    # Until a process has drawn its menu once, Streamlit takes the folder pages/ for a menu of its own, and tells
    # whoever opens a link to a page first that there is no such page.
    PagesManager.uses_pages_directory = False
    within = _within_a_section(first)
    return [
        Route(PLOTLY_PATH, plotly_js),
        Route(HEADINGS_PATH, headings_font),
        Route("/ready", ready),
        Route(f"/{first}", first_page),
        *(Route(f"/{section}/{{page}}", within) for section in sections),
    ]


def serves_plotly() -> bool:
    """Whether this process serves plotly.js: not where a script is run without its server, as in a test."""
    return PLOTLY_PATH in _served
