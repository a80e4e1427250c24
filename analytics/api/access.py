"""Who may use the API: whoever shows a token, and without sign-in programs on this machine alone."""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import replace
from http import HTTPStatus

from starlette.requests import Request

from analytics.api.errors import Refused
from analytics.people import LOCAL
from analytics.sign_in.this_machine import is_local_request

THIS_MACHINE = replace(LOCAL, name="a program on this machine")
"""Who a caller without sign-in is."""

_ELSEWHERE = (
    "Without sign-in the API answers programs on the machine that the dashboard runs on, at http://localhost or "
    "http://127.0.0.1, and no other."
)


def require_this_machine(request: Request) -> None:
    """Raise Refused unless a request comes from this machine, names it, and came through no proxy."""
    if not is_local_request(request.headers, request.client.host if request.client else ""):
        raise Refused(HTTPStatus.FORBIDDEN, _ELSEWHERE)


def refuse_other_sites(request: Request) -> None:
    """Raise Refused where a website sends a request that changes something: a program names no origin."""
    if "origin" in request.headers:
        raise Refused(HTTPStatus.FORBIDDEN, "A program sends an extract, and not a page of a website.")


def token(request: Request) -> str | None:
    """The token that a request shows, as Bearer or as the password of Basic under any name; None where it shows none.

    Raises Refused where the header is neither.
    """
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, credentials = header.partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    if scheme.lower() == "basic":
        try:
            return b64decode(credentials.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            raise unknown("The header Authorization holds no name and password.") from None
    raise unknown("The header Authorization must be Bearer or Basic, with a personal token.")


def unknown(sentence: str) -> Refused:
    """The refusal of a caller who is not known; a program may ask its user for a password."""
    challenge = 'Basic realm="Recommendations register", charset="UTF-8"'
    return Refused(HTTPStatus.UNAUTHORIZED, sentence, {"www-authenticate": challenge})
