"""Several questions asked at once: the database answers each on a thread of its own, the interpreter left free."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

AT_ONCE = 4
"""Questions under way at a time: small ones spend their time being planned, on one processor each."""


def run_in_parallel(*requested: Callable[[], Any]) -> list[Any]:
    """What each of these gives, in their order; the first error of any is raised once all are done."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [answer.result() for answer in [pool.submit(ask) for ask in requested]]
