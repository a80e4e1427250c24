"""`make bench-load`: how long many readers wait who use one dashboard at the same time, without browsers.

Each reader opens a page, then changes its filter or goes to another page after a pause: an exponential time of five
seconds on average. Readers and server share this machine. Nothing here passes or fails by time.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import combinations
from time import perf_counter

import psutil

from bench.costs import MEGABYTE
from bench.large_register import large_register
from bench.sessions import Session
from tests.browser.server import DEMONSTRATION, ROOT, Server

PAUSE = 5.0
"""Seconds that a reader looks at a page, on average."""

PAGES = ("", "register", "trends", "dates", "changes")
CHOICES = tuple(chosen for n in (1, 2) for chosen in combinations(("HMICFRS", "DARA", "IOPC", "Coroner"), n))
STAYS = 0.7
"""How often the next thing is another filter on the same page; else it is another page."""


@dataclass
class Waits:
    """Seconds that readers waited: for the first page, for a filter; and what went wrong."""

    opened: list[float] = field(default_factory=list)
    changed: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> None:
    """Measure every number of readers and print a line for each."""
    options = _parser().parse_args(arguments)
    register = (
        large_register(DEMONSTRATION, ROOT / "build" / "bench", options.size, 3) if options.size else DEMONSTRATION
    )
    print(f"Readers of {options.size or 'the demonstration'}, {options.seconds} seconds each, one process")
    print(f"{'readers':>7}{'first p50':>11}{'first p95':>11}{'changes':>9}{'p50 s':>8}{'p95 s':>8}{'most s':>8}"
          f"{'errors':>8}{'server CPU':>12}{'MB before':>11}{'open':>7}{'after':>7}")  # fmt: skip
    with ExitStack() as running:
        server = running.enter_context(Server(register))
        asyncio.run(_read(server.url, 1, 5.0))  # what is worked out once only is no reader's wait
        for readers in options.readers:
            _print_line(server, readers, options.seconds)


def _print_line(server: Server, readers: int, seconds: float) -> None:
    process = psutil.Process(server.process.pid)
    before, used, started = process.memory_info().rss, process.cpu_times(), perf_counter()
    waits, during = asyncio.run(_read(server.url, readers, seconds, process))
    spent = process.cpu_times()
    share = (spent.user + spent.system - used.user - used.system) / (perf_counter() - started)
    after = process.memory_info().rss
    opened = "".join(f"{_quantile(waits.opened, percent):>11.2f}" for percent in (50, 95))
    changed = "".join(f"{_quantile(waits.changed, percent):>8.2f}" for percent in (50, 95, 100))
    memory = f"{before / MEGABYTE:>12.0f}{during / MEGABYTE:>7.0f}{after / MEGABYTE:>7.0f}"
    print(
        f"{readers:>7}{opened}{len(waits.changed):>9}{changed}{len(waits.errors):>8}{share:>11.0%}{memory}", flush=True
    )
    for error in sorted(set(waits.errors))[:3]:
        print(f"  {error}")


async def _read(url: str, readers: int, seconds: float, process: psutil.Process | None = None) -> tuple[Waits, int]:
    """All readers at once, from the same moment on; their waits, and the most memory of the server in bytes."""
    waits, until = Waits(), perf_counter() + seconds
    reading = [asyncio.create_task(_reader(url, random.Random(seed), until, waits)) for seed in range(readers)]
    most = 0
    while any(not task.done() for task in reading):
        await asyncio.sleep(0.25)
        most = max(most, process.memory_info().rss) if process else 0
    return waits, most


async def _reader(url: str, chance: random.Random, until: float, waits: Waits) -> None:
    """One reader, from page to page until the time is over."""
    try:
        while perf_counter() < until:
            async with Session(url, chance.choice(PAGES)) as session:
                assert session.opened is not None
                waits.opened.append(session.opened.seconds)
                while perf_counter() < until:
                    await asyncio.sleep(chance.expovariate(1 / PAUSE))
                    if chance.random() > STAYS:
                        break
                    waits.changed.append((await session.change(chance.choice(CHOICES))).seconds)
    except (OSError, RuntimeError, TimeoutError) as error:
        waits.errors.append(f"{type(error).__name__}: {error}")


def _quantile(values: list[float], percent: int) -> float:
    """The wait that so many percent of these are no longer than; 0 where there is none."""
    if percent == 100 or len(values) < 2:
        return max(values, default=0.0)
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--readers", type=int, nargs="+", default=[10, 20, 40, 80], help="readers at the same time")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long each number of readers reads")
    parser.add_argument("--size", type=int, default=0, help="recommendations of a large register; 0: the demonstration")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
