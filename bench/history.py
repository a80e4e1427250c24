"""How long a history takes to open, against what the database needs to read the same files and group them once.

`python -m bench.history` for 24 extracts of 6,000 rows; `--recommendations 250000 --extracts 40` for ten million
row-versions. The two are timed in turn, so that both meet the same machine; nothing here passes or fails by time.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import duckdb

from analytics.filters import EVERYTHING, Filters
from analytics.measures.stock_and_flow import by_day, month_ends
from analytics.register.database import Register
from analytics.register.folder import ROWS, Manifest, in_force
from analytics.register.history import append, create_tables
from analytics.register.parquet import copy_rows
from analytics.register.seal import MANIFEST
from analytics.register.writing import preparing, publish_extract
from analytics.vocabulary import COLUMNS, DATE_COLUMNS, LIST_COLUMNS
from tests.browser.server import ROOT

FIRST = date(2020, 1, 31)
MEGABYTE = 1_000

FILLED = {
    "reference": "'R-' || i",
    "source": "['HMICFRS', 'DARA', 'IOPC', 'Coroner'][1 + i % 4]",
    "report": "'Report ' || (i // 8)",
    "kind": "'recommendation'",
    "text": "'Recommendation ' || i || ': the force should review how it records, checks and reports what it does.'",
    "risk": "['high', 'medium', 'low'][1 + i % 3]",
    "theme": "'Theme ' || (i % 12)",
    "delivery_route": "['programme', 'local improvement'][1 + i % 2]",
    "programme": "case when i % 2 = 0 then 'Programme ' || (i % 9 + (n // 12)) end",
    "status": "case when closes <= n then 'closed' else 'open' end",
    "close_reason": "case when closes <= n then 'implemented' end",
    "made_on": "made",
    "received_on": "made + 3",
    "due_on": "made + (365 + 90 * (greatest(0, n - i % 17) // 9))::integer",
    "closed_on": "case when closes <= n then first_day + (30 * closes - i % 25)::integer end",
}
"""What a row of the n-th extract says of the i-th recommendation; each month about one in ten differs."""


def main(arguments: list[str]) -> None:
    """Make the extracts once, then measure."""
    options = _parser().parse_args(arguments)
    name = f"history-{options.recommendations}-{options.extracts}"
    folder = synthetic(ROOT / "build" / "bench" / name, options.recommendations, options.extracts)
    versions = sum(loading.manifest.accepted for loading in in_force(folder))
    print(f"{options.extracts} extracts, {versions:,} row-versions")
    times: dict[str, list[float]] = {"read and group once": [], "open": []}
    for _ in range(options.rounds):
        times["read and group once"].append(timed(lambda: read_and_group(folder)))
        times["open"].append(timed(lambda: Register(folder).close()))
    for what, took in times.items():
        print(f"{what:<28}{statistics.median(took):8.0f} ms")
    print(f"open ÷ read and group once: {_ratio(times['open'], times['read and group once']):.1f}")
    print(f"add the last extract to those before it: {timed_append(folder):.0f} ms")
    _print_series(folder)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE:,.0f} MB")


def synthetic(folder: Path, recommendations: int, extracts: int) -> Path:
    """A register folder of so many monthly extracts that grow to so many rows; made once, never committed."""
    with duckdb.connect(":memory:") as con:
        for n in range(len(in_force(folder)) + 1, extracts + 1):
            as_at = (FIRST.replace(day=1) + timedelta(days=31 * n)).replace(day=1) - timedelta(days=1)
            con.execute(f"create or replace temp view extract_rows as {_rows(recommendations, extracts, n)}")
            with preparing(folder) as prepared:
                copy_rows(con, "extract_rows", prepared / ROWS)
                count = con.execute("select count(*) from extract_rows").fetchone()
                assert count is not None
                (prepared / MANIFEST).write_text(_manifest(as_at, count[0]).to_json(), encoding="utf-8")
                publish_extract(prepared, folder, as_at)
    return folder


def _rows(recommendations: int, extracts: int, n: int) -> str:
    """The rows of the n-th extract: all there will be but the last tenth, of which each month brings its part."""
    upto = recommendations - recommendations * (extracts - n) // (10 * extracts)
    columns = ", ".join(f"{FILLED.get(column.name, _blank(column.name))} as {column.name}" for column in COLUMNS)
    facts = f"{n} as n, date '{FIRST}' as first_day, date '{FIRST}' - (i % 1500)::integer as made"
    closes = f"(hash(i) % {extracts * 3})::bigint as closes"
    numbered = f"select i, {facts}, {closes} from range({upto}) as recommendation(i)"  # noqa: S608 - our numbers
    return f"select {columns}, i + 2 as source_row from ({numbered})"  # noqa: S608 - our columns


def _blank(column: str) -> str:
    return "null::date" if column in DATE_COLUMNS else "[]::varchar[]" if column in LIST_COLUMNS else "null::varchar"


def _manifest(as_at: date, rows: int) -> Manifest:
    return Manifest(
        as_at=as_at,
        loaded_at=datetime(2022, 1, 1, tzinfo=UTC),
        loaded_by="bench",
        layout="",
        note="",
        filename="",
        original="",
        sha256="",
        read=rows,
        accepted=rows,
        repeated=0,
        rejected=0,
        warned=0,
        columns=(),
    )


def read_and_group(folder: Path) -> None:
    """What the database needs to read every row of the same files and group them once by recommendation."""
    files = [str(loading.rows) for loading in in_force(folder)]
    columns = ", ".join(f"max({column.name})" for column in COLUMNS if column.name != "reference")
    with duckdb.connect(":memory:") as con:
        grouped = f"select reference, {columns} from read_parquet($files) group by reference"  # noqa: S608 - our columns
        con.execute(f"create table grouped as {grouped}", {"files": files})


def timed_append(folder: Path) -> float:
    """Milliseconds to add the newest extract to an open history of all the others."""
    loadings = in_force(folder)
    with duckdb.connect(":memory:") as con:
        create_tables(con)
        append(con, loadings[:-1])
        return timed(lambda: append(con, loadings[-1:]))


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _ratio(some: list[float], others: list[float]) -> float:
    return statistics.median(milliseconds / other for milliseconds, other in zip(some, others, strict=True))


def _print_series(folder: Path) -> None:
    register = Register(folder)
    days = month_ends(register.newest.as_at, 24)
    print(f"first series, history worked out: {timed(lambda: by_day(register, EVERYTHING, days)):8.0f} ms")
    for source in ("HMICFRS", "DARA"):
        chosen = Filters(source=(source,))
        print(f"series of 24 months, one source:  {timed(partial(by_day, register, chosen, days)):8.0f} ms")
    earlier = Filters(as_at=days[12])
    print(f"series to another as-at day:      {timed(lambda: by_day(register, earlier, days[:13])):8.0f} ms")
    register.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recommendations", type=int, default=6_000)
    parser.add_argument("--extracts", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=5)
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
