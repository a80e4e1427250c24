"""The addresses of signing in and out, and of the page that a reader is led back to."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

SIGN_IN, START, CALLBACK = "/sign-in", "/sign-in/start", "/sign-in/callback"
SIGN_OUT, SIGNED_OUT = "/sign-out", "/signed-out"
OPEN = frozenset({SIGN_IN, START, CALLBACK, SIGN_OUT, SIGNED_OUT})
"""The addresses of signing in and out."""

LONGEST_NEXT = 1_500
"""Letters of an address that is kept while somebody signs in: browsers take cookies of 4,096 bytes."""


def local_address(address: str) -> str:
    """The address, if it is one of this dashboard's pages and short enough; else the first page."""
    is_local = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    if not is_local or len(address) > LONGEST_NEXT or urlsplit(address).path in OPEN:
        return "/"
    return address


def sign_in_address(path: str, query: str) -> str:
    """Where a stranger is led who asked for a page."""
    target = f"{quote(path)}?{query}".rstrip("?")
    if len(target) > LONGEST_NEXT:
        return f"{SIGN_IN}?why=long&next={quote(quote(path), safe='')}"
    return f"{SIGN_IN}?next={quote(target, safe='')}"
