"""Questions about cells that a layout must explain: months in place of dates, words in place of dates, blank cells."""

from __future__ import annotations

from analytics.english import listed, plural
from analytics.intake.suggestions import FIRST_SHOWN
from analytics.intake.unsettled import ANSWERS, NO_DATE, NOT_READ, THIS_CENTURY, VALUE_ABOVE, Kind, Unsettled
from analytics.vocabulary import COLUMN
from pages.ui.manage.loading import choices

_QUESTIONS: dict[Kind, str] = {
    "periods": "{column}: {texts}, in {rows}. Which day does a month, quarter or year mean?",
    "words": "{column}: {texts}, in {rows}. Does this mean that there is no date?",
    "two-digit years": "{column}: {texts}, in {rows}. Are years of two figures of this century?",
    "fill down": "{column} is blank in {rows}, under cells that are filled. Does a blank cell mean the value above it?",
}

_ANSWERS = {
    "last day": "Its last day",
    "first day": "Its first day",
    NO_DATE: "No date",
    THIS_CENTURY: "This century",
    VALUE_ABOVE: "The value above it",
}

_LEARNED: dict[Kind, str] = {
    "periods": "{column}: a month, quarter or year means {answer}",
    "words": "{column}: {texts} means that there is no date",
    "two-digit years": "{column}: years of two figures are of this century",
    "fill down": "{column}: a blank cell means the value above it",
}


def ask(unsettled: Unsettled, proposed: str, key: str) -> str | None:
    """What the cells mean, as chosen now; None where the analyst takes every choice away."""
    rows = plural(unsettled.rows, "row")
    question = _QUESTIONS[unsettled.kind].format(
        column=COLUMN[unsettled.column].label, texts=_texts(unsettled), rows=rows
    )
    return choices.one_of(
        question, ANSWERS[unsettled.kind], key=key, chosen=proposed, format_func=lambda a: _words(a, unsettled)
    )


def learned(unsettled: Unsettled, answer: str) -> str:
    """What a layout learns by an answer, as a sentence without its stop."""
    return _LEARNED[unsettled.kind].format(
        column=COLUMN[unsettled.column].label, texts=_texts(unsettled), answer=_ANSWERS[answer].lower()
    )


def _texts(unsettled: Unsettled) -> str:
    """The texts, the first of many."""
    more = len(unsettled.texts) - FIRST_SHOWN
    quotations = [f"“{text}”" for text in unsettled.texts[:FIRST_SHOWN]]
    return listed([*quotations, f"{more} more"] if more > 0 else quotations)


def _words(answer: str, unsettled: Unsettled) -> str:
    if answer == NOT_READ:
        return "It stays blank" if unsettled.kind == "fill down" else "Report as faults"
    return _ANSWERS[answer]
