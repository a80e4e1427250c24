"""Who may use the API without signing in: programs on this machine, and nobody that a proxy lets through."""

from __future__ import annotations

from http import HTTPStatus
from ipaddress import ip_address

from starlette.requests import Request

from analytics.api.errors import Refused

THIS_MACHINE = "a program on this machine"
"""Who a caller without sign-in is, in the audit trail."""

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
