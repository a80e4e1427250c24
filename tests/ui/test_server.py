"""What the server adds: plotly.js, the headings' font, compressed files, security headers, the first page by name."""

import ast
import base64
import gzip
import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from plotly.offline import get_plotlyjs_version
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import Message

from pages.ui import menu, server
from tests.ui.event_loop import run


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """Asks the application itself, without a network."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    def get(self, target: str, accept: str = "identity", host: str = "localhost", kind: str = "*/*") -> Answer:
        return run(self._get(target, accept, host, kind))

    async def _get(self, target: str, accept: str, host: str, kind: str) -> Answer:
        path, _, query = target.partition("?")
        given = {"accept-encoding": accept, "host": host, "accept": kind}
        headers = [(name.encode(), value.encode()) for name, value in given.items()]
        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "root_path": "",
                 "scheme": "http", "server": ("localhost", 80), "http_version": "1.1",
                 "query_string": query.encode(), "headers": headers}  # fmt: skip
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], answered, b"".join(message.get("body", b"") for message in sent[1:]))


@pytest.fixture(scope="module")
def client() -> Client:
    async def page(_: object) -> HTMLResponse:
        return HTMLResponse("<html><script>its own</script><script>another</script></html>")

    async def rest(_: object) -> PlainTextResponse:
        return PlainTextResponse("Streamlit")

    routes = [Route("/page", page), *server.routes("overview", menu.folders()), Route("/{path:path}", rest)]
    return Client(Starlette(routes=routes, middleware=server.MIDDLEWARE))


def a_script() -> str:
    return next(path.name for path in (server.STREAMLITS_FILES / "static" / "js").glob("index.*.js"))


def test_the_drawing_code_is_kept_for_good(client: Client) -> None:
    answer = client.get(server.PLOTLY_PATH)
    assert answer.body == server.PLOTLY_JS.read_bytes()
    assert answer.headers["cache-control"] == server.FOR_GOOD
    assert answer.headers["content-type"].startswith("text/javascript")


def test_headings_find_the_font_that_the_settings_name(client: Client, project_root: Path) -> None:
    settings = tomllib.loads((project_root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    (face,) = settings["fontFaces"]
    assert settings["headingFont"].startswith(f"{face['family']},")
    assert {str(weight) for weight in settings["headingFontWeights"]} == {face["weight"]}
    answer = client.get(f"/{face['url']}")
    assert answer.headers["content-type"] == "font/woff2"
    assert answer.headers["cache-control"] == server.FOR_GOOD
    assert answer.body == server.HEADINGS_FONT.read_bytes()


def test_the_font_of_headings_is_the_packs_font_packed_and_nothing_else() -> None:
    packed, total = TTFont(server.HEADINGS_FONT), TTFont(server.HEADINGS_FONT.with_suffix(".otf"))
    assert packed.flavor == "woff2"
    assert server.HEADINGS_PATH.endswith(f"-{total['head'].fontRevision:.3f}.woff2")
    tables = set(total.reader.keys()) - {"DSIG"}
    assert set(packed.reader.keys()) == tables
    # The head holds the sum of the file's bytes, which packing changes.
    assert {tag for tag in tables if packed.reader[tag] != total.reader[tag]} == {"head"}


def test_streamlits_scripts_are_compressed(client: Client) -> None:
    path = f"/static/js/{a_script()}"
    packed, plain = client.get(path, "gzip"), client.get(path)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2


def test_the_smallest_encoding_is_taken(client: Client) -> None:
    answer = client.get(server.PLOTLY_PATH, "gzip, br")
    assert answer.headers["content-encoding"] == server.ENCODINGS[0]


@pytest.mark.parametrize(
    "path", ["/static/../../../../etc/passwd", "/static/%2e%2e/%2e%2e/config.py", "/static/js/none.js"]
)
def test_no_other_file_is_handed_out(client: Client, path: str) -> None:
    assert client.get(path).body == b"Streamlit"


def test_every_answer_carries_the_security_headers(client: Client) -> None:
    for path in ("/", "/ready", server.PLOTLY_PATH):
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_policy_allows_streamlits_own_inline_script_by_its_hash() -> None:
    assert "'sha256-" in server.POLICY
    assert "script-src 'self' 'unsafe-inline'" not in server.POLICY


@pytest.mark.parametrize(
    ("host", "sockets"),
    [
        ("register.example:8501", " ws://register.example:8501 wss://register.example:8501"),
        ("[::1]:8501", " ws://[::1]:8501 wss://[::1]:8501"),
        ("evil.example *; script-src *", ""),
        ("", ""),
    ],
)
def test_a_page_connects_to_its_own_host_alone(client: Client, host: str, sockets: str) -> None:
    policy = client.get("/", host=host).headers["content-security-policy"]
    assert f"connect-src 'self'{sockets}; worker-src" in policy


@pytest.mark.parametrize("name", ["%00.js", "a\0.css", f"{'a' * 300}.js", f"{'a/' * 3000}x.js"])
def test_a_name_that_no_file_can_have_is_no_fault_of_the_server(client: Client, name: str) -> None:
    assert client.get(f"/static/{name.replace('%00', chr(0))}").body == b"Streamlit"


def test_an_address_that_would_be_read_as_if_it_had_no_filters_is_refused(client: Client) -> None:
    assert client.get("/register?" + "&".join(["source=DARA"] * 1000)).body == b"Streamlit"
    many = client.get("/register?" + "&".join(["source=DARA"] * 1001))
    assert many.status == 414
    assert b"It holds 1,001 choices, and the dashboard reads at most 1,000." in many.body
    long = client.get("/?search=" + "a" * 600_000)
    assert long.status == 414
    assert b"It holds 600,007 letters, and the dashboard reads at most 524,288." in long.body
    assert "frame-ancestors 'none'" in long.headers["content-security-policy"]


def test_the_first_page_is_found_by_its_name_with_its_filters(client: Client) -> None:
    answer = client.get("/overview?source=DARA&source=IOPC")
    assert answer.headers["location"] == "/?source=DARA&source=IOPC"
    assert client.get("/overview").headers["location"] == "/"


@pytest.mark.parametrize("entry", menu.ENTRIES, ids=lambda entry: entry.file)
def test_the_path_of_a_pages_file_leads_to_the_page_with_its_filters(client: Client, entry: menu.MenuEntry) -> None:
    address = "/" if entry == menu.ENTRIES[0] else f"/{entry.url_path}"
    assert client.get(f"/{entry.file}").headers["location"] == address
    answer = client.get(f"/{entry.file}?source=DARA&tag=100-day%20plan")
    assert (answer.status, answer.headers["location"]) == (307, f"{address}?source=DARA&tag=100-day%20plan")


@pytest.mark.parametrize("page", ["register", "recommendation"])
def test_a_reference_in_the_path_leads_to_the_page_of_the_recommendation(client: Client, page: str) -> None:
    assert client.get(f"/{page}/HM-2021-066").headers["location"] == "/recommendation?reference=HM-2021-066"
    answer = client.get(f"/{page}/12/23 (2)?source=DARA&as_at=2022-11-28")
    assert answer.status == 307
    assert answer.headers["location"] == "/recommendation?reference=12%2F23+%282%29&source=DARA&as_at=2022-11-28"
    assert client.get(f"/{page}//elsewhere.org").headers["location"].startswith("/recommendation?reference=")
    assert client.get(f"/{page}").body == b"Streamlit"


def test_a_name_of_no_page_in_a_section_leads_to_where_that_is_said(client: Client) -> None:
    assert client.get("/explore/trend?tag=Engage").headers["location"] == "/trend?tag=Engage"
    assert client.get("/explore/a b").headers["location"] == "/a%20b"


def test_no_other_path_of_two_names_is_led_anywhere(client: Client) -> None:
    for path in ("/nowhere/trends", "/explore/trends/more", "/explore/", "/explore//elsewhere.org"):
        assert client.get(path).body == b"Streamlit"


@pytest.mark.parametrize("path", ["/explore/trends/more", "/explore/", "/nowhere/trends", "/trends/"])
def test_where_streamlits_page_would_stay_blank_a_sentence_says_so(path: str) -> None:
    async def streamlit(_: object) -> HTMLResponse:
        return HTMLResponse('<html><script>its own</script><div id="root"></div></html>')

    client = Client(Starlette(routes=[Route("/{path:path}", streamlit)], middleware=server.MIDDLEWARE))
    answer = client.get(path, kind="text/html")
    assert answer.status == 404
    assert b"<h1>There is no page at this address</h1>" in answer.body
    assert b'<a href="/">Overview' in answer.body
    assert b"its own" in client.get("/trends", kind="text/html").body


def test_it_says_that_it_is_ready(client: Client) -> None:
    assert client.get("/ready").body == b'{"ready":true}'


def test_the_files_that_it_serves_are_there() -> None:
    assert (server.STREAMLITS_FILES / "index.html").is_file()
    assert server.PLOTLY_JS.is_file()


def test_the_drawing_code_is_of_the_version_that_the_figures_are_written_for() -> None:
    assert get_plotlyjs_version() == server.PLOTLY_VERSION
    text = server.PLOTLY_JS.read_text(encoding="utf-8")
    assert f"plotly.js (cartesian - minified) v{server.PLOTLY_VERSION}\n" in text


def test_the_drawing_code_draws_every_kind_of_series_that_charts_have(project_root: Path) -> None:
    text = server.PLOTLY_JS.read_text(encoding="utf-8")
    calls = [
        call
        for path in (project_root / "analytics" / "charts").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "trace"
    ]
    kinds = {ast.literal_eval(call.args[0]) for call in calls}
    assert kinds
    assert {kind for kind in kinds if f'moduleType:"trace",name:"{kind}"' not in text} == set()


@pytest.mark.parametrize("accept", ["identity", "gzip, br"])
def test_the_page_says_where_its_server_is_before_its_own_scripts(client: Client, accept: str) -> None:
    answer = client.get("/page", accept, kind="text/html,*/*")
    body = gzip.decompress(answer.body) if "gzip" in accept else answer.body
    assert body.decode() == (
        f"<html><script>{server.BASE_SCRIPT}</script><script>its own</script><script>another</script></html>"
    )
    assert answer.headers["content-length"] == str(len(answer.body))
    digest = base64.b64encode(hashlib.sha256(server.BASE_SCRIPT.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]


def test_no_other_answer_is_changed(client: Client) -> None:
    assert client.get("/page").body == b"<html><script>its own</script><script>another</script></html>"
    assert client.get("/", kind="text/html").body == b"Streamlit"
