"""What the API says where it cannot answer: a problem by RFC 9457, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from starlette.responses import Response

from analytics.api.formats import text
from analytics.errors import EmptyRegister, NoRoom, RegisterError, WrongUsage
from analytics.people import NotAllowed
from analytics.views.store import NoSuchView

PROBLEM = "application/problem+json"


class Refused(RegisterError):
    """A request that is not answered: the status of HTTP, a sentence, and the headers that go with it.

    `errors` holds each thing that is wrong, where the sentence names several.
    """

    def __init__(
        self,
        status: HTTPStatus,
        sentence: str,
        headers: Mapping[str, str] | None = None,
        *,
        errors: Sequence[str] = (),
    ) -> None:
        super().__init__(sentence)
        self.status, self.headers, self.errors = status, dict(headers or {}), tuple(errors)


class WrongAddress(WrongUsage):
    """An address that asks for what there is not; `reasons` holds every reason, each a sentence."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def problem(status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None, **more: object) -> Response:
    """A problem: its status, its sentences, and what else belongs to it."""
    document = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail, **more}
    all_headers = {"cache-control": "no-store", **(headers or {})}
    return Response(text(document), status, all_headers, media_type=PROBLEM)


def of_error(error: RegisterError) -> Response:
    """The problem that an error is."""
    match error:
        case Refused():
            more = {"errors": list(error.errors)} if error.errors else {}
            return problem(error.status, str(error), error.headers, **more)
        case WrongAddress():
            return problem(HTTPStatus.BAD_REQUEST, str(error), errors=list(error.reasons))
        case WrongUsage():
            return problem(HTTPStatus.BAD_REQUEST, str(error), errors=[str(error)])
        case NoSuchView():
            return problem(HTTPStatus.NOT_FOUND, str(error))
        case NotAllowed():
            return problem(HTTPStatus.FORBIDDEN, str(error))
        case EmptyRegister() | NoRoom():
            return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error), {"retry-after": "60"})
        case _:
            return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
