"""What belongs to this machine alone: an address, and a request that no other machine sent."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address

FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
"""Headers that a proxy adds: the request came from elsewhere, whatever the addresses of the connection are."""


def is_loopback(address: str | None) -> bool:
    """Whether an address of a server, or a host in an address, is this machine's own."""
    host = (address or "").strip("[]").lower().rstrip(".")
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_local_request(headers: Mapping[str, str], *addresses: str) -> bool:
    """Whether a request names this machine, came through no proxy, and these addresses of its connection are loopback.

    The name in the header Host keeps out a website whose own name leads to this machine.
    """
    is_forwarded = any(name in headers for name in FORWARDED)
    return not is_forwarded and all(map(is_loopback, (_host(headers.get("host", "")), *addresses)))


def _host(header: str) -> str:
    """The name in a header Host, without port and brackets."""
    return header[1:].partition("]")[0] if header.startswith("[") else header.partition(":")[0]
