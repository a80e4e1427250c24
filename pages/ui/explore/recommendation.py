"""One recommendation in full: where it stands, its life in time, its dates, what it is, and what belongs to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pandas as pd
import streamlit as st

from analytics.charts.timeline import life
from analytics.english import count, cut, day, plural, unbroken_day
from analytics.filters import Filters
from analytics.measures import events, recommendations
from analytics.vocabulary import KINDS_NOT_COUNTED, State
from pages.ui import cached, chart, html_table, screen, session, tables
from pages.ui.explore import recommendation_text, register_list
from pages.ui.explore.recommendation_text import Recommendation
from pages.ui.explore.search_hits import highlighted
from pages.ui.prepare.meetings import related_actions
from pages.ui.screen import Markdown

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
        result = cached.result(recommendations.recommendation, filters, reference)
        if result is None:
            screen.caption(f"No recommendation with the reference {reference} is on the register as at {day(as_at)}.")
            return
        siblings = _siblings(filters, result)
        _head(result, siblings, filters.search)
        screen.markdown(recommendation_text.status_sentences(result, as_at))
        _life(result, as_at)
        rows = cached.result(events.recommendation_events, reference, filters.known_at).to_dict("records")
        happened = recommendation_text.happened(result, cast("list[dict[str, Any]]", rows), as_at)
        days = [(unbroken_day(when), words) for when, words in happened]
        if days:
            html_table.show(pd.DataFrame(days, columns=["Date", "What happened"]), alt="Dates")
        if about := recommendation_text.attributes(result):
            tables.plain(pd.DataFrame(about, columns=["What", "Which"]), alt="What it is")
        for words, text in recommendation_text.long_texts(result):
            _long_text(words, text, filters.search)
        _relations(result)
        related_actions.draw(result["reference"])
        _others(result, siblings, filters)


def _siblings(filters: Filters, recommendation: Recommendation) -> pd.DataFrame:
    """Every recommendation of its report, itself included; none where the register names no report."""
    if not recommendation["report"]:
        return pd.DataFrame({"reference": [], "kind": []})
    frame: pd.DataFrame = cached.result(
        recommendations.of_report, filters, recommendation["source"], recommendation["report"]
    )
    return frame


def _head(recommendation: Recommendation, siblings: pd.DataFrame, search: str | None) -> None:
    """Its reference, source and place in its report, and what it asks for."""
    with st.container(gap="xsmall"):
        reference = highlighted(recommendation_text.short(recommendation["reference"]), search)
        source = recommendation["source"] or "Source not recorded"
        screen.caption(Markdown("{} · {} · {}").format(reference, source, _place(recommendation, siblings)))
        text = recommendation_text.title(recommendation)
        screen.header(highlighted(cut(text, TITLE_LETTERS), search), anchor=False)
        if "://" in recommendation["reference"]:
            screen.markdown(screen.link("The page of the source", recommendation["reference"]))
        if len(text) > TITLE_LETTERS:
            _folded("The recommendation in full", recommendation["text"] or text, search)


def _place(recommendation: Recommendation, siblings: pd.DataFrame) -> str:
    """Which of its report's recommendations it is; a cause of concern is none of them, but stands above them."""
    if recommendation["kind"] in KINDS_NOT_COUNTED:
        return str(recommendation["kind"])
    peers = list(siblings.loc[~siblings["kind"].isin(KINDS_NOT_COUNTED), "reference"])
    return (
        f"recommendation {peers.index(recommendation['reference']) + 1} of {len(peers)}"
        if peers
        else recommendation["kind"] or "recommendation"
    )


def _life(recommendation: Recommendation, as_at: date) -> None:
    """Its dates on a line, where there are two of them."""
    drawn = life(
        reference=recommendation_text.short(recommendation["reference"]),
        as_at=as_at,
        made=recommendation["made_on"] or recommendation["received_on"],
        first_due=recommendation["first_agreed_on"],
        due=recommendation["due_on"],
        closed=recommendation["closed_on"],
        closed_by=recommendation_text.closed_by(recommendation),
        is_outstanding=recommendation["state"] == State.OUTSTANDING,
        width=WIDTH,
    )
    if drawn is not None:
        chart.show(replace(drawn, headline=_life_words(recommendation, as_at)), key="life", view="")


def _life_words(recommendation: Recommendation, as_at: date) -> str:
    """What the line shows, in a few words."""
    made, closed = recommendation["made_on"] or recommendation["received_on"], recommendation["closed_on"]
    if recommendation["redatings"]:
        return f"Its date was changed {plural(recommendation['redatings'], 'time')}"
    if made is None:
        return "Its dates"
    if recommendation_text.closed_by(recommendation):
        return "Closed, on a day not recorded"
    if recommendation["state"] == State.DROPPED:
        return "Its dates, as last told"
    if closed:
        return f"Closed {plural((closed - made).days, 'day')} after it was made"
    return f"Made {plural((as_at - made).days, 'day')} ago"


def _long_text(words: str, text: str, search: str | None) -> None:
    if len(text) > NOTE_LETTERS:
        screen.markdown(Markdown("**{}** · {}").format(words, highlighted(cut(text, NOTE_LETTERS), search)))
        _folded(f"{words} in full, {count(len(text))} letters", text, search)
    else:
        screen.markdown(Markdown("**{}** · {}").format(words, highlighted(text, search)))


def _folded(words: str, text: str, search: str | None) -> None:
    with screen.expander(words):
        for paragraph in text.splitlines():
            if paragraph.strip():
                screen.markdown(highlighted(paragraph, search))


def _relations(recommendation: Recommendation) -> None:
    """The recommendations that its row names, each a way to it."""
    for words, reference in recommendation_text.relations(recommendation):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            screen.markdown(words, width="content")
            screen.button(
                recommendation_text.short(reference),
                type="tertiary",
                key=f"relation_{words}",
                on_click=register_list.choose,
                args=(reference,),
            )


def _others(recommendation: Recommendation, siblings: pd.DataFrame, filters: Filters) -> None:
    """The other recommendations of its report, each a way to it."""
    others = siblings[siblings["reference"] != recommendation["reference"]]
    if others.empty:
        return
    with st.container(gap="xxsmall"):
        screen.subheader(f"{plural(len(others), 'other')} in the same report", anchor=False)
        for number, other in enumerate(others.head(OTHERS).itertuples()):
            with st.container(horizontal=True, gap="xsmall"):
                screen.button(
                    recommendation_text.short(other.reference),
                    type="tertiary",
                    key=f"other_{number}",
                    on_click=register_list.choose,
                    args=(other.reference,),
                )
                said = highlighted(cut(other.text or "", OTHER_LETTERS), filters.search)
                kind = f"{other.kind}, " if other.kind in KINDS_NOT_COUNTED else ""
                shown = Markdown("{} :gray[{}{}]").format(said, kind, other.status)
                screen.markdown(shown, width=OTHER_WIDTH)
        if len(others) > OTHERS:
            screen.button(
                f"List all {len(siblings)} of this report",
                type="tertiary",
                key="others_all",
                on_click=_list_report,
                args=(recommendation["report"],),
            )


def _list_report(report: str) -> None:
    days = session.filters()
    session.choose(Filters(as_at=days.as_at, known_at=days.known_at, report=(report,)))
