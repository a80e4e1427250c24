"""Who may use the API: whoever shows a token, and without sign-in programs on this machine alone."""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import replace
from http import HTTPStatus
from ipaddress import ip_address

from starlette.requests import Request

from analytics.api.errors import Refused
from analytics.people import LOCAL

THIS_MACHINE = replace(LOCAL, name="a program on this machine")
"""Who a caller without sign-in is."""

FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
"""Headers that a proxy adds: the request came from elsewhere, whatever its peer's address is."""

_ELSEWHERE = (
    "Without sign-in the API answers programs on the machine that the dashboard runs on, at http://localhost or "
    "http://127.0.0.1, and no other."
)


def require_this_machine(request: Request) -> None:
    """Raise Refused unless a request comes from this machine, names it, and came through no proxy.

    That it names this machine keeps out a website whose own name leads to this machine's address.
    """
    peer = request.client.host if request.client else ""
    is_forwarded = any(name in request.headers for name in FORWARDED)
    if is_forwarded or not (_is_loopback(peer) and _is_loopback(_host_name(request))):
        raise Refused(HTTPStatus.FORBIDDEN, _ELSEWHERE)


def _host_name(request: Request) -> str:
    """The name in the header Host, without port and brackets."""
    host = request.headers.get("host", "")
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def _is_loopback(host: str) -> bool:
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def token(request: Request) -> str | None:
    """The token that a request shows, as Bearer or as the password of Basic under any name; None where it shows none.

    Raises Refused where the header is neither.
    """
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, given = header.partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() == "basic":
        try:
            return b64decode(given.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            raise unknown("The header Authorization holds no name and password.") from None
    raise unknown("The header Authorization must be Bearer or Basic, with a personal token.")


def unknown(sentence: str) -> Refused:
    """The refusal of a caller who is not known; a program may ask its user for a password."""
    challenge = 'Basic realm="Recommendations register", charset="UTF-8"'
    return Refused(HTTPStatus.UNAUTHORIZED, sentence, {"www-authenticate": challenge})
