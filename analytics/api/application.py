"""The API as an application of ASGI, which the dashboard's server mounts at PREFIX."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from analytics import people
from analytics.api import address, feed, formats, loading, openapi, packs
from analytics.api.access import refuse_other_sites
from analytics.api.address import Query
from analytics.api.errors import Refused, of_error, problem
from analytics.api.formats import HTML, JSON, MEDIA_TYPES
from analytics.api.openapi import VIEWS
from analytics.api.partial import RangesUncompressed, in_parts
from analytics.api.rate_limit import RateLimit
from analytics.api.resources import (
    DEFAULT_PAGE,
    PAGES,
    RESOURCES,
    Call,
    Resource,
    ResourceTable,
    of_page,
    one_recommendation,
)
from analytics.audit.entries import AuditAction
from analytics.english import ALL_RECOMMENDATIONS, listed, sentence_case
from analytics.errors import RegisterError
from analytics.files import audit_details
from analytics.files.file_names import file_name
from analytics.files.pack.write import KINDS
from analytics.files.pack.write import MEDIA_TYPES as MEDIA_TYPES_OF_PACKS
from analytics.filters import BLANK, Filters
from analytics.intake.suggestions import did_you_mean, nearest, quoted
from analytics.intake.tables import LIMITS, MEGABYTE
from analytics.measures.coverage import latest_used
from analytics.measures.recommendations import marking
from analytics.meetings.contents import Contents
from analytics.meetings.records import MARKING
from analytics.people import Person, Right
from analytics.register.database import Register
from analytics.views.view import SavedView
from analytics.vocabulary import Kind, Marking

PREFIX = "/api/v1"
CODE = Path(__file__).resolve().parents[1]
FRESH = {"cache-control": "private, no-cache", "vary": "Accept, Authorization, Cookie"}
"""Whoever keeps an answer asks again whether it still holds, and gives it to nobody else."""


class Host(Protocol):
    """What the API needs of the server that it runs in."""

    def register(self) -> Register:
        """The register that is shown. Raises EmptyRegister where it holds no extract."""

    def caller(self, request: Request) -> Person:
        """Who sends a request. Raises Refused where it is nobody who may read here."""

    def record(self, by: str, details: Mapping[str, Any], action: AuditAction = AuditAction.API_READ) -> None:
        """Add a call, or what it did, to the audit trail. Raises StoreUnavailable where it does not answer."""

    def folder(self) -> Path:
        """The register to load to. Raises Refused where none may be loaded to."""

    def contents(self) -> Contents:
        """What meetings wrote. Raises NotAllowed where who acts may not see it, StoreUnavailable where it fails."""

    def views(self) -> tuple[SavedView, ...]:
        """The saved views that who acts may open. Raises StoreUnavailable where the database fails."""

    def view(self, name: str) -> SavedView:
        """One of them. Raises NoSuchView where there is none of that name."""

    def is_of_page(self, name: str) -> bool:
        """Whether a name in an address is a choice of a page."""


def application(host: Host) -> Starlette:
    """Every address of the API."""
    api = Api(host)
    return Starlette(
        routes=[
            Route("/", api.answering(api.index)),
            Route("/openapi.json", api.answering(api.description)),
            Route("/recommendations/{reference:path}", api.answering(api.recommendation)),
            Route("/extracts", api.load, methods=["POST"]),
            Route("/pack", api.answering(api.pack)),
            Route("/pack.{kind}", api.answering(api.pack)),
            Route("/views", api.answering(api.views)),
            Route("/views/{view}", api.answering(api.view)),
            Route("/views/{view}/changes.atom", api.answering(api.feed)),
            Route("/views/{view}/{name}", api.answering(api.view)),
            Route("/{name}", api.answering(api.resource)),
        ],
        middleware=[Middleware(RangesUncompressed), Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)],
        exception_handlers={HTTPException: _no_such_address, Exception: _apology},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedAnswer:
    """What a request asks for: a call of a resource in a form, and who asks."""

    call: Call
    resource: Resource
    form: str
    by: str


class Api:
    """The answers to every address."""

    def __init__(self, host: Host) -> None:
        self.host, self.rate = host, RateLimit()

    def answering(self, answer: Callable[[Request, str], Response]) -> Callable[[Request], Any]:
        """An endpoint: the caller is known, and an error of the register is a problem in sentences."""

        def answer_or_problem(request: Request) -> Response:
            try:
                person = self._caller(request)
                with people.acting_as(person):
                    return answer(request, person.name)
            except RegisterError as error:
                return of_error(error)

        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(answer_or_problem, request)

        return endpoint

    def _caller(self, request: Request) -> Person:
        """Who sends a request, counted among their calls; a stranger's are counted by where they come from."""
        try:
            person = self.host.caller(request)
        except Refused:
            self.rate.count(f"stranger at {request.client.host if request.client else ''}", time.monotonic())
            raise
        self.rate.count(f"{person.subject} {person.name}", time.monotonic())
        return person

    def index(self, request: Request, _: str) -> Response:
        """What there is."""
        here = _here(request)
        offered = [
            {"name": resource.name, "summary": resource.summary, "href": f"{here}/{resource.name}"}
            for resource in RESOURCES.values()
        ]
        offered.append({"name": "views", "summary": VIEWS, "href": f"{here}/views"})
        return _json({"resources": offered, "description": f"{here}/openapi.json"})

    def description(self, request: Request, _: str) -> Response:
        """The description in OpenAPI."""
        return _json(openapi.document(_here(request)))

    def resource(self, request: Request, by: str) -> Response:
        """A resource, or the one that answers a page's address."""
        return self._named(request, request.path_params["name"], _query(request), by)

    def views(self, request: Request, by: str) -> Response:
        """The saved views that the caller may open, each with the address of its data."""
        here, newest = _here(request), self.host.register().newest.as_at
        data = [
            {
                "name": view.name,
                "page": view.page,
                "query": view.query_for(newest),
                "sharing": view.sharing,
                "href": f"{here}/views/{quote(view.name, safe='')}",
            }
            for view in self.host.views()
        ]
        self.host.record(by, {"address": request.url.path, "views": len(data)})
        return _json({"data": data})

    def view(self, request: Request, by: str) -> Response:
        """The data of a view's page with its filters and dates, or of another resource with them.

        What the address says beside them takes the place of what the view says.
        """
        view = self.host.view(request.path_params["view"])
        name = request.path_params.get("name", view.page)
        query = {**view.query_for(self.host.register().newest.as_at), **_query(request)}
        return self._named(request, name, query, by)

    def feed(self, request: Request, by: str) -> Response:
        """What each extract changed in a view, as an Atom feed."""
        view, register = self.host.view(request.path_params["view"]), self.host.register()
        call = Call(register=register, filters=view.filters(register.newest.as_at))
        here = str(request.url)
        tag = _tag(call, f"feed {here} {view}", "atom")
        if _is_known(request, tag):
            return self._not_modified(request, tag, by, call)
        self._record(request, by, call, _marking(call, RESOURCES["changes"]))
        body = feed.feed(register, view, here.partition(PREFIX)[0], here)
        return Response(body, headers={"etag": tag, **FRESH}, media_type=feed.MEDIA_TYPE)

    def _named(self, request: Request, name: str, query: Query, by: str) -> Response:
        page, _, ending = name.partition(".")
        resource = RESOURCES.get(PAGES.get(page, page))
        if resource is None:
            known = (*RESOURCES, *PAGES)
            raise Refused(HTTPStatus.NOT_FOUND, f"There is no {quoted(page)} here.{did_you_mean(page, known)}")
        if resource.right is not None:
            people.require(resource.right)
        if page == "recommendation" and query.get("reference"):
            return self._recommendation(request, query["reference"][-1], by, query)
        form = _form(request, ending)
        if form != JSON and resource.table is None:
            raise Refused(HTTPStatus.NOT_FOUND, f"{resource.name} is given as JSON alone, since it is several tables.")
        call = address.call(self.host.register(), query, resource.parameters, self.host.is_of_page)
        call = of_page(call, page, query)
        if resource.is_of_meetings:
            call = replace(call, contents=self.host.contents())
        if form == JSON and resource.is_paged:
            call = replace(call, options={"limit": DEFAULT_PAGE, **call.options})
        return self._answer(request, RequestedAnswer(call=call, resource=resource, form=form, by=by))

    async def load(self, request: Request) -> Response:
        """Check an extract that is sent, and load it where nothing speaks against it."""

        def look(person: Person) -> loading.Sent:
            refuse_other_sites(request)
            with people.acting_as(person):
                return loading.sent(_query(request))

        def load(person: Person, about: loading.Sent, data: bytes) -> Response:
            with people.acting_as(person):
                result = loading.load(about, data, self.host, person.name)
            status = HTTPStatus.CREATED if result["extract"] else HTTPStatus.OK
            return Response(formats.text(result), status, {"cache-control": "no-store"}, MEDIA_TYPES[JSON])

        try:
            person = await run_in_threadpool(self._caller, request)
            about = await run_in_threadpool(look, person)
            data = await _body(request)
            return await run_in_threadpool(load, person, about, data)
        except RegisterError as error:
            return of_error(error)

    def pack(self, request: Request, by: str) -> Response:
        """The pack of a meeting, as a file."""
        people.require(Right.MAKE_PACKS)
        kind = request.path_params.get("kind", packs.DEFAULT_KIND)
        if kind not in KINDS:
            raise Refused(HTTPStatus.NOT_FOUND, f"A pack is {listed([f'.{kind}' for kind in KINDS], 'or')}.")
        call = address.call(self.host.register(), _query(request), packs.PARAMETERS, self.host.is_of_page)
        choice = packs.settings(call)
        contents = self.host.contents() if people.acting().may(Right.READ_MEETINGS) else None
        tag = _tag(replace(call, contents=contents), f"pack {choice}", kind)
        if _is_known(request, tag):
            return self._not_modified(request, tag, by, call)
        if request.method == "HEAD":
            self._record(request, by, call, None)
            return Response(headers={"etag": tag, **FRESH}, media_type=MEDIA_TYPES_OF_PACKS[kind])
        pack = packs.make(call, choice, kind, contents)
        self.host.record(by, {"address": request.url.path, **pack.details}, AuditAction.PACK_MADE)
        headers = {"etag": tag, **FRESH, "content-disposition": f'attachment; filename="{pack.name}"'}
        return self._file(request, iter([pack.data]), pack.media_type, headers)

    def recommendation(self, request: Request, by: str) -> Response:
        """One recommendation with its history."""
        return self._recommendation(request, request.path_params["reference"], by, _query(request))

    def _recommendation(self, request: Request, reference: str, by: str, query: Query) -> Response:
        query = {name: values for name, values in query.items() if name != "reference"}
        call = address.call(self.host.register(), query, (), self.host.is_of_page)
        tag = _tag(call, f"recommendation {reference}", JSON)
        if _is_known(request, tag):
            return self._not_modified(request, tag, by, call)
        result = one_recommendation(call, reference)
        if result is None:
            raise Refused(HTTPStatus.NOT_FOUND, f"There is no recommendation with the reference {quoted(reference)}.")
        about = _about(call, result["classification"] or Marking.OFFICIAL)
        self._record(request, by, call, about["marking"])
        return _json({"about": about, "data": result}, {"etag": tag, **FRESH}, is_empty=request.method == "HEAD")

    def _answer(self, request: Request, requested: RequestedAnswer) -> Response:
        call, resource, form = requested.call, requested.resource, requested.form
        tag = _tag(call, resource.name, form)
        if _is_known(request, tag):
            return self._not_modified(request, tag, requested.by, call)
        marked = _marking(call, resource)
        about, headers = _about(call, marked), {"etag": tag, **FRESH}
        if form not in (JSON, HTML):
            headers["content-disposition"] = f'attachment; filename="{_file_name(call, resource, form, marked)}"'
        self._record(request, requested.by, call, marked)
        if request.method == "HEAD":
            return _streamed(iter(()), form, headers)
        if form == JSON and resource.document is not None:
            return _json({"about": about, "data": resource.document(call)}, headers)
        assert resource.table is not None
        table = resource.table(call)
        following = _next_page(request, table)
        if following is not None:
            headers["link"] = f'<{following}>; rel="next"'
        if form == JSON:
            return _streamed(formats.json_parts(about, resource.columns, table.batches, following), form, headers)
        facts = {name: str(value) for name, value in about.items()}
        parts = formats.parts(form, resource.columns, table.batches, facts)
        return self._file(request, parts, MEDIA_TYPES[form], headers)

    def _file(self, request: Request, parts: Iterator[bytes], media_type: str, headers: dict[str, str]) -> Response:
        """A file as it is written, or the range of it that is asked for."""
        headers["accept-ranges"] = "bytes"
        if "range" in request.headers:
            return in_parts(parts, headers, media_type)
        return StreamingResponse(parts, headers=headers, media_type=media_type)

    def _not_modified(self, request: Request, tag: str, by: str, call: Call) -> Response:
        self._record(request, by, call, None)
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"etag": tag, **FRESH})

    def _record(self, request: Request, by: str, call: Call, marked: str | None) -> None:
        """Add the call to the audit trail; without a marking nothing was given, since the caller has it already."""
        handed_out = {"marking": marked} if marked else {"given": "nothing new"}
        choice = audit_details.of_choice(call.register.edition, call.filters)
        self.host.record(by, {"address": request.url.path, **choice, **handed_out})


def _about(call: Call, marked: str) -> dict[str, Any]:
    """What every answer says of itself."""
    dates = call.register.dates(call.filters)
    return {
        "marking": marked,
        "is_demonstration": call.register.is_demonstration,
        "as_at": dates.as_at,
        "known_at": dates.known_at,
        "latest_extract": latest_used(call.register, call.filters),
        "edition": call.register.edition,
        "filters": sentence_case(call.filters.describe()) or ALL_RECOMMENDATIONS,
    }


def _marking(call: Call, resource: Resource) -> str:
    """The highest of its rows, for recommendations; of meetings their own; of figures that of the register."""
    if resource.is_of_meetings:
        return MARKING
    of_register = Filters(as_at=call.filters.as_at, known_at=call.filters.known_at, kind=(*Kind, BLANK))
    return marking(call.register, call.filters if resource.is_paged else of_register)


def _file_name(call: Call, resource: Resource, form: str, marked: str) -> str:
    return file_name(
        resource.name,
        call.register.dates(call.filters).as_at,
        marked,
        form,
        chosen=call.filters,
        known_at=call.filters.known_before(call.register.newest.as_at),
        is_demonstration=call.register.is_demonstration,
    )


def _here(request: Request) -> str:
    """The path at which the API is mounted, behind whatever proxy."""
    return str(request.scope.get("root_path", ""))


def _query(request: Request) -> Query:
    """The parameters of an address with all their values; what is blank is not asked."""
    return {name: request.query_params.getlist(name) for name in dict.fromkeys(request.query_params)}


def _form(request: Request, ending: str) -> str:
    """The form that an address's ending asks for, else the first of those that the header Accept names, else JSON.

    Browsers accept HTML whatever they are asked for, so that is given by the ending alone.
    """
    if ending:
        if ending not in MEDIA_TYPES:
            suggestion = nearest(ending, MEDIA_TYPES)
            endings = ", ".join(f".{form}" for form in MEDIA_TYPES)
            raise Refused(
                HTTPStatus.NOT_FOUND,
                f"There is no form {quoted(f'.{ending}')}. The forms are {endings}."
                + (f" Did you mean '.{suggestion}'?" if suggestion else ""),
            )
        return ending
    accepted = [each.partition(";")[0].strip().lower() for each in request.headers.get("accept", "").split(",")]
    forms = {media_type.partition(";")[0]: form for form, media_type in MEDIA_TYPES.items() if form != HTML}
    return next((forms[each] for each in accepted if each in forms), JSON)


def _next_page(request: Request, table: ResourceTable) -> str | None:
    """The address of the next page, from the root of the server; None where this is the last."""
    if table.after is None:
        return None
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
    return f"{quote(request.url.path)}?{urlencode([*query, ('after', table.after)])}"


def _tag(call: Call, what: str, form: str) -> str:
    """The tag of an answer: another extract, choice, form or version of the program gives another."""
    options = sorted((name, str(value)) for name, value in call.options.items())
    choice = sorted(call.filters.to_query().items())
    made_of = (_code(), call.register.edition, what, form, choice, options, call.contents)
    return f'W/"{hashlib.sha256(repr(made_of).encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


@cache
def _code() -> str:
    """A hash of the program that works the figures out, which is the same on every replica."""
    files = sorted(path for path in CODE.rglob("*") if path.suffix in (".py", ".sql"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _is_known(request: Request, tag: str) -> bool:
    """Whether the caller has this very answer already."""
    tags: Sequence[str] = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    return "*" in tags or tag.removeprefix("W/") in [each.removeprefix("W/") for each in tags]


def _json(document: Any, headers: Mapping[str, str] | None = None, *, is_empty: bool = False) -> Response:
    if is_empty:
        return _streamed(iter(()), JSON, headers or {})
    return Response(formats.text(document), headers=dict(headers or FRESH), media_type=MEDIA_TYPES[JSON])


def _streamed(parts: Iterator[bytes], form: str, headers: Mapping[str, str]) -> Response:
    return StreamingResponse(parts, headers=dict(headers), media_type=MEDIA_TYPES[form])


async def _body(request: Request) -> bytes:
    """The file that is sent. Raises Refused where it is larger than a file may be."""
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > LIMITS.file_bytes:
            sentence = f"A file may have at most {LIMITS.file_bytes // MEGABYTE:,} MB. Nothing was loaded."
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence)
    return bytes(data)


def _no_such_address(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    if status == HTTPStatus.NOT_FOUND:
        return problem(status, "There is no such address here. The address /api/v1/ lists what there is.")
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        sentence = "This address is only read: use GET or HEAD. Extracts are sent to /api/v1/extracts with POST."
        return problem(status, sentence, error.headers)
    return problem(status, status.description or status.phrase)


def _apology(_: Request, __: Exception) -> Response:
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "This could not be worked out, through a fault of the program. What happened is in the server's log.",
    )
