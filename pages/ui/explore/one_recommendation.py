"""One recommendation in full: where it stands, its life in time, its dates, what it is, and what belongs to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from analytics.charts.life import life
from analytics.filters import Filters
from analytics.measures import events, listing
from analytics.vocabulary import KINDS_LISTED_APART, State
from analytics.wording import count, day, plural, unbroken_day
from pages.ui import cached, chart, html_table, screen, state, tables
from pages.ui.explore import account, register_list
from pages.ui.explore.account import One
from pages.ui.explore.hits import marked
from pages.ui.prepare.meetings import about_one
from pages.ui.screen import Markdown
from pages.ui.tables import cut

WIDTH = 422
TITLE_LETTERS = 240
NOTE_LETTERS = 600
"""Letters of a text that stand open; the rest is folded away."""

OTHERS = 8
"""Others of its report that are listed by themselves."""

OTHER_LETTERS = 70
OTHER_WIDTH = 290


def draw(filters: Filters, reference: str, as_at: date) -> None:
    """Show one recommendation as it stands at the filters' days, whatever else they choose."""
    with st.container(width=WIDTH, gap="small"):
        result = cached.result(listing.one, filters, reference)
        if result is None:
            screen.caption(f"No recommendation with the reference {reference} is on the register as at {day(as_at)}.")
            return
        siblings = _siblings(filters, result)
        _head(result, siblings, filters.search)
        screen.markdown(account.standing(result, as_at))
        _life(result, as_at)
        told = cached.result(events.of_one, reference, filters.known_at).to_dict("records")
        days = [(unbroken_day(when), words) for when, words in account.happened(result, told, as_at)]
        if days:
            html_table.show(pd.DataFrame(days, columns=["Date", "What happened"]), alt="Dates")
        if about := account.attributes(result):
            tables.plain(pd.DataFrame(about, columns=["What", "Which"]), alt="What it is")
        for words, text in account.long_texts(result):
            _long_text(words, text, filters.search)
        _relations(result)
        about_one.draw(result["reference"])
        _others(result, siblings, filters)


def _siblings(filters: Filters, one: One) -> pd.DataFrame:
    """Every recommendation of its report, itself included; none where the register names no report."""
    if not one["report"]:
        return pd.DataFrame({"reference": [], "kind": []})
    frame: pd.DataFrame = cached.result(listing.of_report, filters, one["source"], one["report"])
    return frame


def _head(one: One, siblings: pd.DataFrame, search: str | None) -> None:
    """Its reference, source and place in its report, and what it asks for."""
    with st.container(gap="xsmall"):
        reference = marked(account.short(one["reference"]), search)
        source = one["source"] or "Source not recorded"
        screen.caption(Markdown("{} · {} · {}").format(reference, source, _place(one, siblings)))
        text = account.title(one)
        screen.header(marked(cut(text, TITLE_LETTERS), search), anchor=False)
        if "://" in one["reference"]:
            screen.markdown(screen.link("The page of the source", one["reference"]))
        if len(text) > TITLE_LETTERS:
            _folded("The recommendation in full", one["text"] or text, search)


def _place(one: One, siblings: pd.DataFrame) -> str:
    """Which of its report's recommendations it is; a cause of concern is none of them, but stands above them."""
    if one["kind"] in KINDS_LISTED_APART:
        return str(one["kind"])
    peers = list(siblings.loc[~siblings["kind"].isin(KINDS_LISTED_APART), "reference"])
    return (
        f"recommendation {peers.index(one['reference']) + 1} of {len(peers)}"
        if peers
        else one["kind"] or "recommendation"
    )


def _life(one: One, as_at: date) -> None:
    """Its dates on a line, where there are two of them."""
    drawn = life(
        reference=account.short(one["reference"]),
        as_at=as_at,
        made=one["made_on"] or one["received_on"],
        first_due=one["first_agreed_on"],
        due=one["due_on"],
        closed=one["closed_on"],
        closed_by=account.closed_by(one),
        is_outstanding=one["state"] == State.OUTSTANDING,
        width=WIDTH,
    )
    if drawn is not None:
        chart.show(replace(drawn, headline=_life_words(one, as_at)), key="life", view="")


def _life_words(one: One, as_at: date) -> str:
    """What the line shows, in a few words."""
    made, closed = one["made_on"] or one["received_on"], one["closed_on"]
    if one["redatings"]:
        return f"Its date was changed {plural(one['redatings'], 'time')}"
    if made is None:
        return "Its dates"
    if account.closed_by(one):
        return "Closed, on a day not recorded"
    if one["state"] == State.DROPPED:
        return "Its dates, as last told"
    if closed:
        return f"Closed {plural((closed - made).days, 'day')} after it was made"
    return f"Made {plural((as_at - made).days, 'day')} ago"


def _long_text(words: str, text: str, search: str | None) -> None:
    if len(text) > NOTE_LETTERS:
        screen.markdown(Markdown("**{}** · {}").format(words, marked(cut(text, NOTE_LETTERS), search)))
        _folded(f"{words} in full, {count(len(text))} letters", text, search)
    else:
        screen.markdown(Markdown("**{}** · {}").format(words, marked(text, search)))


def _folded(words: str, text: str, search: str | None) -> None:
    with screen.expander(words):
        for paragraph in text.splitlines():
            if paragraph.strip():
                screen.markdown(marked(paragraph, search))


def _relations(one: One) -> None:
    """The recommendations that its row names, each a way to it."""
    for words, reference in account.relations(one):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            screen.markdown(words, width="content")
            screen.button(
                account.short(reference),
                type="tertiary",
                key=f"relation_{words}",
                on_click=register_list.choose,
                args=(reference,),
            )


def _others(one: One, siblings: pd.DataFrame, filters: Filters) -> None:
    """The other recommendations of its report, each a way to it."""
    others = siblings[siblings["reference"] != one["reference"]]
    if others.empty:
        return
    with st.container(gap="xxsmall"):
        screen.subheader(f"{plural(len(others), 'other')} in the same report", anchor=False)
        for number, other in enumerate(others.head(OTHERS).itertuples()):
            with st.container(horizontal=True, gap="xsmall"):
                screen.button(
                    account.short(other.reference),
                    type="tertiary",
                    key=f"other_{number}",
                    on_click=register_list.choose,
                    args=(other.reference,),
                )
                said = marked(cut(other.text or "", OTHER_LETTERS), filters.search)
                kind = f"{other.kind}, " if other.kind in KINDS_LISTED_APART else ""
                shown = Markdown("{} :gray[{}{}]").format(said, kind, other.status)
                screen.markdown(shown, width=OTHER_WIDTH)
        if len(others) > OTHERS:
            screen.button(
                f"List all {len(siblings)} of this report",
                type="tertiary",
                key="others_all",
                on_click=_list_report,
                args=(one["report"],),
            )


def _list_report(report: str) -> None:
    days = state.filters()
    state.choose(Filters(as_at=days.as_at, known_at=days.known_at, report=(report,)))
