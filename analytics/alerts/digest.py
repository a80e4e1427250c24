"""A digest: what changed in a view between two days whose knowledge is compared, or what is due in it, for one reader.

It is made from the register as that reader may read it, so nothing above their clearance is in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from analytics.english import ALL_RECOMMENDATIONS, count, cut, day, plural, sentence_case
from analytics.filters import BLANK, Filters
from analytics.measures.changes import GROUPS, Changes, changes
from analytics.measures.chasing import DUE_WITHIN, due_soon, overdue, to_chase
from analytics.measures.headline_figures import headline
from analytics.measures.recommendations import marking
from analytics.register.database import Register
from analytics.sections import changes as section
from analytics.sections.event_lines import event_line
from analytics.views.view import SavedView
from analytics.vocabulary import Kind, label

MOST_LINES = 10
"""Recommendations that a digest lists of each kind of change; the page has all."""

LETTERS = 140


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One recommendation: its reference, the path of its page, what happened to it, and what it asks for."""

    reference: str
    path: str
    happened: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Recommendations with one heading; `more` of them are not listed."""

    heading: str
    lines: tuple[DigestLine, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a reader receives: the sentence first, then the recommendations, and the paths of the pages to look at.

    Paths are from the dashboard's address. `marking` is the highest that the reader may see in the register.
    """

    view: str
    choice: str
    sentence: str
    details: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    pages: tuple[tuple[str, str], ...]
    since: date
    until: date
    marking: str
    is_demonstration: bool


def of_changes(register: Register, view: SavedView, since: date, until: date | None = None) -> Digest:
    """What changed in a view from what was known on `since` to what was on `until`, by default by the newest extract.

    The measures are those of the page Changes with the view's filters. Where nothing was loaded after `since`, it says
    so and how many are open.
    """
    until = until or register.newest.as_at
    filters = replace(view.filters(until), as_at=until, known_at=until)
    if since >= until:
        return _nothing_loaded(register, view, filters)
    result = changes(register, filters, since, MOST_LINES)
    details = (section.both_stocks(result), section.several_kinds(result), section.not_in_the_sum(result))
    return Digest(
        sentence=section.sentence(result),
        details=tuple(filter(None, details)) if result.is_known else (section.now(result),),
        groups=tuple(_group(result, group) for group in GROUPS if result.counts()[group]),
        pages=(_page_of(view), ("All changes", _changes_page(view, until, since))),
        since=since,
        until=until,
        **_about(register, view, filters),
    )


def of_due_dates(register: Register, view: SavedView, before: tuple[date, date], today: date) -> Digest | None:
    """What in a view became overdue, or came within 30 days of its due date, since an earlier day; None where nothing.

    `before` is that day and the known-at day of then. Overdue and due are against the current due date; a
    recommendation that was in the same list on that day is not news.
    """
    newest = register.newest.as_at
    filters = replace(view.filters(newest), as_at=today, known_at=newest)
    then = replace(filters, as_at=before[0], known_at=before[1])
    before_rows, rows = to_chase(register, then), to_chase(register, filters)
    late, due = (_news(kind(before_rows), kind(rows)) for kind in (overdue, due_soon))
    if late.empty and due.empty:
        return None
    became = f"{plural(len(late), 'recommendation')} became overdue" if len(late) else ""
    is_due = f"{plural(len(due), 'recommendation')} {'is' if len(due) == 1 else 'are'} now due within {DUE_WITHIN} days"
    clauses = filter(None, (became, is_due if len(due) else ""))
    groups = (_dated("Became overdue", late), _dated(f"Due within {DUE_WITHIN} days", due))
    return Digest(
        sentence=" and ".join(clauses) + f", as at {day(today)}.",
        details=(f"Due dates are those of the extract of {day(newest)}.",),
        groups=tuple(group for group in groups if group.lines),
        pages=(_page_of(view),),
        since=before[0],
        until=today,
        **_about(register, view, filters),
    )


def _news(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    return now[~now["reference"].isin(set(before["reference"]))]


def _nothing_loaded(register: Register, view: SavedView, filters: Filters) -> Digest:
    newest = register.newest.as_at
    number = headline(register, filters).open
    is_open = f"{plural(number, 'recommendation is', 'recommendations are')} open."
    return Digest(
        sentence=f"No extract has been loaded since that of {day(newest)}. {is_open}",
        pages=(_page_of(view),),
        since=newest,
        until=newest,
        **_about(register, view, filters),
    )


def _about(register: Register, view: SavedView, filters: Filters) -> dict[str, Any]:
    of_register = Filters(as_at=filters.as_at, known_at=filters.known_at, kind=(*Kind, BLANK))
    return {
        "view": view.name,
        "choice": sentence_case(filters.describe()) or ALL_RECOMMENDATIONS,
        "marking": marking(register, of_register),
        "is_demonstration": register.is_demonstration,
    }


def _group(result: Changes, group: str) -> Group:
    rows = result.of(group).head(MOST_LINES)
    texts = section.recommendation_texts(rows)
    lines = [
        _line(row["reference"], event_line(row).plain(), text)
        for row, text in zip(rows.to_dict("records"), texts, strict=True)
    ]
    return Group(section.heading(result, group)[0], tuple(lines), result.number(group) - len(lines))


def _dated(heading: str, rows: pd.DataFrame) -> Group:
    first_rows = rows.head(MOST_LINES)
    texts = section.recommendation_texts(first_rows)
    lines = [
        _line(reference, f"{label('source', source)}, due {day(due_on)}", text)
        for reference, source, due_on, text in zip(
            first_rows["reference"], first_rows["source"], first_rows["due_on"], texts, strict=True
        )
    ]
    return Group(f"{heading}: {count(len(rows))}", tuple(lines), len(rows) - len(lines))


def _line(reference: str, happened: str, text: str) -> DigestLine:
    return DigestLine(reference, f"recommendation?{urlencode({'reference': reference})}", happened, cut(text, LETTERS))


def _page_of(view: SavedView) -> tuple[str, str]:
    return f"Open “{view.name}”", view.path


def _changes_page(view: SavedView, until: date, since: date) -> str:
    filters = replace(view.filters(until), as_at=until, known_at=until)
    return f"changes?{urlencode({**filters.to_query(), 'since': [since.isoformat()]}, doseq=True)}"
