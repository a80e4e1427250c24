"""Print the steps by which a query is answered."""

from __future__ import annotations

import argparse

from analytics.measures.plan import plan


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command with its argument."""
    explained = commands.add_parser("explain", help="print the steps from the extracts to the answer of a query")
    explained.add_argument("query", metavar="QUERY", help="the name of a file of analytics/measures/sql: statement")
    explained.set_defaults(command=explain)


def explain(arguments: argparse.Namespace) -> int:
    """Print each step after those that it reads: its number, name, what a row of it is, and what it reads."""
    for number, step in enumerate(plan(arguments.query), start=1):
        print(f"{number:2}. {step.name}: {step.returns}")
        print(f"    reads {', '.join(step.reads)}")
    return 0
