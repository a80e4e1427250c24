"""What the page Reconciliation shows: the paper's figures beside the register's, and what had to be assumed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import pandas as pd

from analytics.english import count, day, plural
from analytics.measures.reconciliation import DAY, PAPER, ReconciliationLine, matching_filters
from pages.ui import download_menu, headings, html_table, tables

UNKNOWN = "○ Cannot say"


def position(lines: Sequence[ReconciliationLine]) -> str:
    """The opening sentence: how many of the figures agree."""
    reported = [line for line in lines if line.agrees is not None]
    if not reported:
        return f"This register has no extract of {day(DAY)}, so it cannot be compared with the Audit Panel paper"
    agreeing = sum(line.agrees is True for line in reported)
    if rest := len(lines) - len(reported):
        known = f"{count(agreeing)} of the {plural(len(reported), 'figure')} that the register can give"
        verb = "agrees" if agreeing == 1 else "agree"
        return f"{known} {verb} with the paper. What the other {count(rest)} are counted by is not recorded."
    if agreeing == len(reported):
        return f"All {len(reported)} figures of the paper agree with the register at {day(DAY)}"
    verb = "agrees" if agreeing == 1 else "agree"
    which = f"{count(agreeing)} of the {plural(len(reported), 'figure')} of the paper"
    return f"{which} {verb} with the register at {day(DAY)}"


def view(lines: Sequence[ReconciliationLine]) -> str:
    """What is set side by side, in a caption."""
    if all(line.actual is None for line in lines):
        return f"{PAPER}. Only the paper’s figures are shown."
    return f"{PAPER}. The filters do not apply to this page."


def show(lines: Sequence[ReconciliationLine]) -> None:
    """A table for each part of the paper, and one for what had to be assumed."""
    for group in dict.fromkeys(line.published.group for line in lines):
        part = [line for line in lines if line.published.group == group]
        headings.section_heading(group, _subtitle(part))
        _table(part, f"{group}: the paper’s figures beside the register’s")
    headings.section_heading(
        "How each is counted, and what was assumed", "Where the paper can be read in two ways, the one taken"
    )
    tables.plain(_assumptions(lines), alt="How each figure is counted, and what was assumed")
    total = _figures(lines).assign(Counted=[line.published.description for line in lines])
    total["Assumption"] = [line.published.assumption for line in lines]
    download_menu.show(total, "reconciliation", key="reconciliation")


def _table(part: Sequence[ReconciliationLine], alt: str) -> None:
    """The figures as a table; each of the register's leads to the recommendations that it counts."""
    frame = _figures(part)
    cells = {name: [escape(str(cell)) for cell in frame[name]] for name in frame.columns}
    cells["Paper"] = [count(line.published.expected) for line in part]
    cells["Register"] = [_register(line) for line in part]
    html_table.show(pd.DataFrame(cells, dtype=object), numbers=["Paper", "Register"], alt=alt)


def _register(line: ReconciliationLine) -> str:
    """The register's figure in a cell, leading to its recommendations; blank where the register cannot say."""
    if line.actual is None:
        return ""
    chosen = matching_filters(line.published)
    if not line.actual or chosen is None:
        return count(line.actual)
    return html_table.link(count(line.actual), f"register?{urlencode(chosen.to_query(), doseq=True)}")


def _subtitle(part: Sequence[ReconciliationLine]) -> str:
    reported = [line for line in part if line.agrees is not None]
    if not reported:
        return f"{plural(len(part), 'figure')} of the paper"
    return f"{count(sum(line.agrees is True for line in reported))} of {plural(len(reported), 'figure')} agree"


def _figures(part: Sequence[ReconciliationLine]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            (
                line.published.figure + (" (about)" if line.published.about else ""),
                line.published.expected,
                line.actual,
                verdict(line),
                line.published.paragraph,
            )
            for line in part
        ],
        columns=["Figure", "Paper", "Register", "Agreement", "Paragraph"],
    )
    return frame.astype({"Paper": "Int64", "Register": "Int64"})


def verdict(line: ReconciliationLine) -> str:
    """Whether a figure agrees, as a word and a shape."""
    if line.actual is None:
        return UNKNOWN.replace(" ", "\u00a0")
    if line.agrees:
        return "●\u00a0Agrees"
    difference = line.actual - line.published.expected
    return f"▲\u00a0Differs by {'+' if difference > 0 else ''}{count(difference)}"


def _assumptions(lines: Sequence[ReconciliationLine]) -> pd.DataFrame:
    """One row for all lines with the same definition and the same assumption."""
    text: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        text.setdefault((line.published.description, line.published.assumption), []).append(line.published.figure)
    return pd.DataFrame(
        [
            (figures[0] if len(figures) == 1 else f"Each of the {len(figures)} priorities", figure, assumption)
            for (figure, assumption), figures in text.items()
        ],
        columns=["Figure", "Counted in the register as", "Assumed"],
    )
