"""What changed between two days on the screen: the sum, the choice of what happened, and the lists."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from analytics.charts.chart import TILE, TWO_TILES, Chart
from analytics.english import count, cut, plural, sentence_case, unbroken_day
from analytics.files import changes_workbook
from analytics.filters import Filters
from analytics.measures.changes import GROUPS, Changes, Happened, changes, happened, in_term
from analytics.measures.events import ALL as EVERY
from analytics.measures.moves import Aspect, moved_between, moves
from analytics.measures.open_statement import OpenStatement, open_statement
from analytics.register.database import Register
from analytics.sections import changes as section
from analytics.sections import moves as moves_section
from analytics.sections.dates_as_written import with_dates_as_written
from analytics.sections.event_lines import event_line
from analytics.sections.headline import short_day
from analytics.vocabulary import EventKind, label
from pages.ui import (
    cached,
    chart,
    download_menu,
    downloads,
    headings,
    html_table,
    params,
    recommendation_links,
    register_info,
    screen,
    session,
    tables,
)
from pages.ui.facts import RegisterInfo
from pages.ui.screen import BREAK, Markdown

FIRST = 3
"""Lines of a list that are shown beside others."""

ALL = "all"
_GROUP, _TERM = "change", "term"


def open_sum(register: Register, filters: Filters, since: date, recorded: frozenset[str]) -> OpenStatement:
    """The sum of the open as `cached` is asked for it."""
    return open_statement(register, filters, since, has_onboarding="onboarded_on" in recorded)


def open_waterfall(answer: Changes, filters: Filters) -> Chart | None:
    """The waterfall of the open; None where no movement is known, or the choice of status leaves the sum out."""
    if not answer.is_known or filters.status:
        return None
    recorded = register_info.recorded()
    flow = cached.result(open_sum, filters, answer.since, recorded)
    return section.open_chart(flow, answer, has_onboarding="onboarded_on" in recorded)


def the_sum(answer: Changes, filters: Filters, within: str = section.FILTER, waterfall: Chart | None = None) -> None:
    """The waterfall, and beside it the same as a table with the residual; outstanding taken apart beneath.

    `filters` is the choice that it was worked out for, `within` what that was chosen by. `waterfall` stands in place of
    that of the outstanding.
    Where no movement can be shown there is no sum: only what is outstanding at the end.
    """
    if not answer.is_known:
        screen.caption(BREAK.join(filter(None, (section.now(answer), section.dated(answer)))))
        return
    with st.container(horizontal=True, gap=38):
        with st.container(width=TWO_TILES):
            chart.show(waterfall or section.sum_chart(answer, within), key="changes")
        with st.container(width=TILE, gap="xsmall"):
            headings.section_heading(
                section.sum_heading(answer), "Outstanding: open, waiting for a decision or disputed"
            )
            html_table.show(_lines(answer, within), numbers=["value"], alt="The sum", is_headed=False)
            words = section.labels(answer.statement, within)
            term = _term(words)
    if term:
        _rows_for_line(cached.result(in_term, filters, answer.since, term), words[term])
    screen.caption(BREAK.join(filter(None, (section.both_stocks(answer), section.not_in_the_sum(answer)))))


def moves_charts(answer: Happened, filters: Filters, key: str) -> None:
    """From which status, and from which delivery route, to which; each bar leads to its recommendations.

    `filters` is the choice that `answer` was worked out for. Nothing where no movement is known.
    """
    if not answer.is_known:
        return
    chosen = replace(filters, as_at=answer.as_at, known_at=answer.known_at)
    since, recorded = short_day(answer.since, answer.as_at), register_info.recorded()
    wanted = [(Aspect.STATUS, TWO_TILES), *([(Aspect.ROUTE, TILE)] if Aspect.ROUTE in recorded else [])]
    blocks = []
    for aspect, width in wanted:
        moved = cached.result(moves, chosen, answer.since, aspect)
        drawn = moves_section.chart(moved, aspect, since=since, name=f"{key}-moves-by-{aspect}", width=width)
        if drawn:
            rows = partial(_moved, chosen, answer.since, aspect)
            blocks.append(chart.Block(chart=drawn, key=f"{key}_{aspect}", rows=rows))
    if blocks:
        chart.show_tiles(blocks)


def _moved(filters: Filters, since: date, aspect: Aspect, value: str) -> pd.DataFrame:
    """The recommendations behind a bar of a picture of moves, ready to be listed."""
    return _as_listed(cached.result(moved_between, filters, since, aspect, *moves_section.places(value)))


def _term(words: dict[str, str]) -> str | None:
    """The line of the sum whose recommendations are to be seen; the address holds it."""
    chosen = params.param_value(_TERM, words)
    with st.popover("List the recommendations", type="tertiary"):
        screen.radio(
            "Choose a line",
            list(words),
            index=None,
            format_func=words.__getitem__,
            key=params.widget_key(_TERM),
            on_change=params.save_widget_value,
            args=(_TERM,),
        )
    return chosen


def _rows_for_line(rows: pd.DataFrame, words: str) -> None:
    """The recommendations that make up a line of the sum, as they are at the end."""
    table = _as_listed(rows)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            number = plural(len(rows), "recommendation")
            screen.markdown(Markdown("**{}:** {}").format(number, words), width="stretch")
            download_menu.show(table, f"changes-{words}", key="term", words=(words, ""), label="Download these")
            st.button("Close", type="tertiary", key="close_term", on_click=params.set_param, args=(_TERM, None))
        tables.listing(table, key="listing_term", alt=words)


def _as_listed(rows: pd.DataFrame) -> pd.DataFrame:
    """Recommendations at the end of the period with the columns that a reader sees."""
    table = pd.DataFrame(
        {
            "Reference": rows["reference"],
            "Source": [label("source", source) for source in rows["source"]],
            "Recommendation": section.recommendation_texts(rows),
            "Status now": [label("status", status) for status in rows["status"]],
            "Due": pd.to_datetime(rows["due_on"]),
        }
    )
    return with_dates_as_written(table, rows)


def _lines(answer: Changes, within: str) -> pd.DataFrame:
    """The statement and its residual as cells; the closing is bold."""
    lines = section.with_residual(answer.statement, within)
    cells = pd.DataFrame({"term": lines["term"], "value": lines["value"].map(count)}).map(escape)
    closing = cells.index[-2]
    cells.loc[closing] = [f"<b>{cell}</b>" for cell in cells.loc[closing]]
    return cells


def group(answer: Happened) -> str:
    """The choice of what happened, bound to the address by the group's own name; "all" where none is chosen."""
    numbers = answer.counts()
    always = (EventKind.CORRECTED, EventKind.DROPPED) if answer.is_known else ()
    offered = [ALL, *(group for group in GROUPS if numbers[group] or group in always)]
    chosen = params.param_value(_GROUP, offered) or ALL
    st.session_state[params.widget_key(_GROUP)] = chosen
    screen.segmented_control(
        "Kind of change",
        offered,
        format_func=lambda group: (
            f"All {count(answer.recommendations)}" if group == ALL else section.group_label(answer, group)
        ),
        key=params.widget_key(_GROUP),
        required=True,
        on_change=lambda: _choose(st.session_state[params.widget_key(_GROUP)]),
    )
    if several := section.several_kinds(answer):
        screen.caption(several)
    return chosen


def _choose(chosen: str | None) -> None:
    params.set_param(_GROUP, None if chosen == ALL else chosen)


def lists(answer: Happened, chosen: str, filters: Filters) -> None:
    """The recommendations by what happened to them: the first few of each group, or all of the one chosen."""
    numbers = answer.counts()
    if chosen != ALL:
        rows = cached.result(happened, filters, answer.since, tables.MOST_ROWS, chosen).of(chosen)
        _list(answer, chosen, rows, partial(happened, cached.register(), filters, answer.since, EVERY, chosen))
        return
    for group in GROUPS:
        if numbers[group]:
            _list(answer, group, answer.of(group).head(FIRST))
    if nothing := section.nothing(answer):
        screen.caption(nothing)


def _list(answer: Happened, group: str, rows: pd.DataFrame, all_happened: Callable[[], Happened] | None = None) -> None:
    """The first rows of a group: so many as a list can hold, with the file of all; or a few, and a link to all."""
    total = answer.number(group)
    with st.container(gap="xsmall"):
        headline, subtitle = section.heading(answer, group)
        headings.section_heading(headline, subtitle)
        if rows.empty:
            st.caption("There is none.")
        elif len(rows) > tables.HTML_ROWS:
            tables.listing(section.lines(rows, group), key=f"changed_{group}", total=total, alt=headline)
        else:
            _table(rows, group)
        if len(rows) < min(total, tables.MOST_ROWS):
            is_one_each = answer.counts()[group] == total
            words = f"See all {count(total)}" if is_one_each else f"See all, {plural(total, 'change')}"
            screen.button(words, type="tertiary", key=f"all_{group}", on_click=_choose, args=(group,))
        if all_happened and len(rows):
            download_menu.show(lambda: changes_workbook.table(all_happened()), f"what-happened-{group}", key=group)
    st.space("small")


def _table(rows: pd.DataFrame, group: str) -> None:
    """A short list as HTML: the old value is grey, the new one bold."""
    turns = [event_line(dict(zip(rows.columns, row, strict=True))) for row in rows.to_numpy(dtype=object).tolist()]
    recommendation_links.remember_list(f"changed_{group}", dict.fromkeys(rows["reference"]))
    texts = {
        "Source": [label("source", source) for source in rows["source"]],
        "Recommendation": section.recommendation_texts(rows),
    }
    columns = {
        "Reference": [recommendation_links.in_table(each, f"changed_{group}") for each in rows["reference"]],
        **{name: [escape(cut(cell, tables.LISTING_LETTERS)) for cell in column] for name, column in texts.items()},
        section.event_column_heading(group): [
            html_table.soft(f"{each.before} → " if each.before else "")
            + html_table.bold(each.after)
            + escape(each.more)
            for each in turns
        ],
        "Date": [unbroken_day(each) for each in rows["took_effect_on"]],
    }
    html_table.show(pd.DataFrame(columns, dtype=object), alt=sentence_case(group), row_header="Reference")


def files(answer: Changes, facts: RegisterInfo) -> None:
    """Everything that happened as CSV, and as a workbook that says what it is."""
    filters = session.filters()

    def all_changes() -> Changes:
        return changes(cached.register(), filters, answer.since)

    def build() -> downloads.Built:
        to = io.BytesIO()
        changes_workbook.write(all_changes(), cached.register(), filters, facts.marking, to)
        return to.getvalue(), None

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        screen.caption(f"{section.in_all(answer)}:", width="content")
        download_menu.show(lambda: changes_workbook.table(all_changes()), "changes", key="events", workbook=build)
