"""The names that an address may hold beside the filters, and what is said of one that nothing here answers to."""

from __future__ import annotations

from collections.abc import Iterable

from analytics.english import plural
from analytics.filters import FIELD
from analytics.intake.suggestions import did_you_mean, quoted
from analytics.measures.unknown_values import MOST_NAMED

SEEN = "see_"
"""How the name begins under which a chart or a table keeps whose rows are open."""

OF_PAGES = (
    "months",
    "event",
    "reference",
    "from_list",
    "from_order",
    "list_show",
    "list_order",
    "list_columns",
    "list_page",
    "of_programme",
    "since",
    "change",
    "term",
    "meeting",
    "action",
    "about",
    "list",
    "action_search",
    "action_state",
    "action_owner",
    "action_kind",
    "action_overdue",
    "themes",
    "strategic_priorities",
    "programmes",
    "whole_list",
    "by",
    "weights",
    "chased_owner",
    "audit_search",
    "audit_action",
)
"""The choices of single pages, in the order of the menu; on a page that has no such choice one does nothing."""


def unknown(names: Iterable[str]) -> tuple[str, ...]:
    """Each name that is no filter and no choice of a page, in a sentence, with the one that was probably meant.

    Of more than `MOST_NAMED` the rest are counted.
    """
    known = (*FIELD, *OF_PAGES)
    wrong = [name for name in names if name not in known and not name.startswith(SEEN)]
    sentences = [
        f"The address asks for {quoted(name)}, which is no filter and no choice of a page.{did_you_mean(name, known)}"
        for name in wrong[:MOST_NAMED]
    ]
    if (others := len(wrong) - MOST_NAMED) > 0:
        sentences.append(f"The same is true of {plural(others, 'more name')}.")
    return tuple(sentences)
