"""One recommendation in full: where it stands, its life in time, its dates, what it is, and what belongs to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape
from typing import Any, cast

import pandas as pd
import streamlit as st

from analytics.charts.chart import TILE
from analytics.charts.timeline import life
from analytics.english import count, cut, day, over, plural, times, unbroken_day
from analytics.filters import Filters
from analytics.measures import events, headline_figures, recommendations
from analytics.vocabulary import KINDS_NOT_COUNTED, State
from pages.ui import cached, chart, html_table, printing, recommendation_links, screen, sentences, session
from pages.ui.explore import recommendation_text, register_list, related_actions
from pages.ui.explore.recommendation_text import Recommendation
from pages.ui.explore.search_hits import highlighted
from pages.ui.facts import RegisterInfo
from pages.ui.screen import Markdown

WIDTH = 422
TITLE_LETTERS = 240
NOTE_LETTERS = 600
"""Letters of a text that stand open; the rest is folded away."""

OTHERS = 8
"""Others of its report that are listed by themselves."""

OTHER_LETTERS = 70
OTHERS_LIST = "report"
"""The name under which a report's recommendations are the list that one came from."""

HEADLINE_LETTERS = 170
"""Letters of the text that stand in the heading of its page; a longer text follows in full."""

HOW_TO_FIND = "Check the reference, or search for it in the register."
MAIN_WIDTH = 734
"""Pixels: the measure less a tile."""


def find(filters: Filters, requested: str) -> Recommendation | None:
    """The recommendation as it stands at the filters' days, whatever else they choose; None where there is none."""
    result: Recommendation | None = cached.result(recommendations.recommendation, filters, requested)
    return result


def missing(requested: str | None, as_at: date) -> str:
    """That there is no such recommendation, in a sentence."""
    if not requested:
        return "The address does not say which recommendation to show"
    return f"No recommendation with the reference {requested} is on the register at {day(as_at)}"


def beside_list(filters: Filters, requested: str, as_at: date) -> None:
    """One recommendation in a narrow column, beside the list that it was chosen from."""
    with st.container(width=WIDTH, gap="small", key="detail"):
        result = find(filters, requested)
        if result is None:
            screen.caption(f"{missing(requested, as_at)}.")
            return
        siblings = _siblings(filters, result)
        _head(result, siblings, filters.search)
        _standing(result, filters, as_at)
        _life(result, as_at, WIDTH)
        _happened(result, filters, as_at)
        _about(result, filters)
        _related(result, siblings, filters)


def steps(filters: Filters, requested: str | None) -> None:
    """The way back, the previous and the next of the list that the reader came from, and printing."""
    from_list = recommendation_links.list_in_address()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        place, previous, following = _place_in_list(filters, requested, from_list)
        recommendation_links.draw_steps(place, previous, following, from_list)
        printing.button()


def _place_in_list(
    filters: Filters, requested: str | None, from_list: str | None
) -> tuple[str, str | None, str | None]:
    """Where it stands in the list, in words, and the references before and after it."""
    references = recommendation_links.remembered_list(from_list)
    if requested in references:
        at = references.index(requested)
        words = f"{count(at + 1)} of {count(len(references))} in the list"
        return words, references[at - 1] if at else None, references[at + 1] if at + 1 < len(references) else None
    if requested is None:
        return "", None, None
    listed = register_list.listed(filters, cached.result(headline_figures.headline, filters))
    answer = cached.result(recommendations.neighbours, listed, register_list.order(), requested)
    if answer is None:
        return "", None, None
    return f"{count(answer.place)} of {count(answer.number)} in the register", answer.previous, answer.following


def headline(result: Recommendation) -> str:
    """What it asks for, as the heading of its page."""
    return str(cut(recommendation_text.title(result), HEADLINE_LETTERS))


def view(filters: Filters, result: Recommendation, facts: RegisterInfo) -> str:
    """Which one it is, and the day: "HM-2021-066 · HMICFRS · recommendation 7 of 20, as at 28 November 2022."."""
    source = result["source"] or "Source not recorded"
    named = " · ".join((result["reference"], source, _place(result, _siblings(filters, result))))
    return f"{named}, {sentences.days(filters, facts)}."


def page(filters: Filters, result: Recommendation, as_at: date) -> None:
    """The recommendation on a page of its own: text and state, its life, what happened, what it is, what is related."""
    text = recommendation_text.title(result)
    if len(text) > HEADLINE_LETTERS:
        for paragraph in filter(str.strip, (result["text"] or text).splitlines()):
            screen.markdown(highlighted(paragraph, filters.search))
    _standing(result, filters, as_at)
    _source_page(result)
    with st.container(horizontal=True, gap=38):
        with st.container(width=MAIN_WIDTH, gap="small"):
            _life(result, as_at, MAIN_WIDTH)
            _happened(result, filters, as_at)
            _long_texts(result, filters)
        with st.container(width=TILE, gap="small", key="recommendation_side"):
            _attributes(result)
            _related(result, _siblings(filters, result), filters)


def _standing(result: Recommendation, filters: Filters, as_at: date) -> None:
    """Where it stands; where the newest extract's row of it was rejected, that this is from an earlier extract."""
    screen.markdown(recommendation_text.status_sentences(result, as_at))
    if rejected := cached.result(recommendations.rejected_in, filters, result["reference"]):
        screen.warning(
            f"Its row in the extract of {day(rejected)} was rejected. What is shown here is from an earlier extract."
        )


def _happened(result: Recommendation, filters: Filters, as_at: date) -> None:
    events_of_one = cached.result(events.recommendation_events, result["reference"], filters.known_at)
    rows = cast("list[dict[str, Any]]", events_of_one.to_dict("records"))
    days = [(unbroken_day(when), words) for when, words in recommendation_text.happened(result, rows, as_at)]
    if days:
        html_table.show(pd.DataFrame(days, columns=["Date", "What happened"]), alt="Dates")


def _about(result: Recommendation, filters: Filters) -> None:
    _attributes(result)
    _long_texts(result, filters)


def _attributes(result: Recommendation) -> None:
    if pairs := recommendation_text.attributes(result):
        cells = [(html_table.soft(words), escape(value)) for words, value in pairs]
        frame = pd.DataFrame(cells, columns=["Detail", "Value"])
        html_table.show(frame, alt="Details of the recommendation", is_headed=False, row_header="Detail")


def _long_texts(result: Recommendation, filters: Filters) -> None:
    for words, text in recommendation_text.long_texts(result):
        _long_text(words, text, filters.search)


def _related(result: Recommendation, siblings: pd.DataFrame, filters: Filters) -> None:
    """The recommendations that it names, the actions of meetings about it, the others of its report."""
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
        reference = highlighted(recommendation_links.short(recommendation["reference"]), search)
        source = recommendation["source"] or "Source not recorded"
        screen.caption(Markdown("{} · {} · {}").format(reference, source, _place(recommendation, siblings)))
        text = recommendation_text.title(recommendation)
        screen.header(highlighted(cut(text, TITLE_LETTERS), search), anchor=False)
        _source_page(recommendation)
        if len(text) > TITLE_LETTERS:
            _folded("The recommendation in full", recommendation["text"] or text, search)


def _source_page(recommendation: Recommendation) -> None:
    """Where its reference is an address, the way to it."""
    if "://" in recommendation["reference"]:
        screen.markdown(screen.link("The page of the source", recommendation["reference"]))


def _place(recommendation: Recommendation, siblings: pd.DataFrame) -> str:
    """Which of its report's recommendations it is; a cause of concern is none of them, but stands above them."""
    if recommendation["kind"] in KINDS_NOT_COUNTED:
        return str(recommendation["kind"])
    peers = list(siblings.loc[~siblings["kind"].isin(KINDS_NOT_COUNTED), "reference"])
    return (
        f"recommendation {count(peers.index(recommendation['reference']) + 1)} of {count(len(peers))}"
        if peers
        else recommendation["kind"] or "recommendation"
    )


def _life(recommendation: Recommendation, as_at: date, width: int) -> None:
    """Its dates on a line, where there are two of them."""
    drawn = life(
        reference=recommendation_links.short(recommendation["reference"]),
        as_at=as_at,
        made=recommendation["made_on"] or recommendation["received_on"],
        first_due=recommendation["first_agreed_on"],
        due=recommendation["due_on"],
        closed=recommendation["closed_on"],
        closed_by=recommendation_text.closed_by(recommendation),
        is_outstanding=recommendation["state"] == State.OUTSTANDING,
        width=width,
    )
    if drawn is not None:
        chart.show(replace(drawn, headline=_life_words(recommendation, as_at)), key="life", view="")


def _life_words(recommendation: Recommendation, as_at: date) -> str:
    """What the line shows, in a few words."""
    made_on, closed = recommendation["made_on"] or recommendation["received_on"], recommendation["closed_on"]
    if recommendation["redatings"]:
        return f"Its due date was moved {times(recommendation['redatings'])} since the first extract"
    if made_on is None:
        return "Its dates"
    if recommendation_text.closed_by(recommendation):
        return "Closed, on a day not recorded"
    if recommendation["state"] == State.DROPPED:
        return "Its dates, as last recorded"
    if closed:
        return f"Closed {over((closed - made_on).days)} after it was made"
    return f"Made {over((as_at - made_on).days)} ago"


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
    """The recommendations that its row names, each a link."""
    for words, named in recommendation_text.relations(recommendation):
        screen.markdown(Markdown("{}: {}").format(words, recommendation_links.markdown(named)))


def _others(recommendation: Recommendation, siblings: pd.DataFrame, filters: Filters) -> None:
    """The other recommendations of its report, each a link."""
    others = siblings[siblings["reference"] != recommendation["reference"]]
    if others.empty:
        return
    with st.container(gap="xxsmall"):
        screen.subheader(f"{plural(len(others), 'other')} in the same report", anchor=False)
        recommendation_links.remember_list(OTHERS_LIST, siblings["reference"])
        lines = [
            Markdown("- {} {} :gray[{}{}]").format(
                recommendation_links.markdown(other.reference, OTHERS_LIST),
                highlighted(cut(other.text or "", OTHER_LETTERS), filters.search),
                f"{other.kind}, " if other.kind in KINDS_NOT_COUNTED else "",
                other.status,
            )
            for other in others.head(OTHERS).itertuples()
        ]
        screen.markdown(Markdown("\n").join(lines))
        if len(others) > OTHERS:
            screen.button(
                f"List all {count(len(siblings))} of this report",
                type="tertiary",
                key="others_all",
                on_click=_list_report,
                args=(recommendation["report"],),
            )


def _list_report(report: str) -> None:
    """Choose the report; the page turns to the register once the choice is made."""
    days = session.filters()
    session.choose(Filters(as_at=days.as_at, known_at=days.known_at, report=(report,)))
