"""Words of open columns that are written in several ways become one word, so that one thing is counted once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from analytics.english import plural
from analytics.intake.cells import Converted, Trouble
from analytics.intake.register_so_far import RegisterSoFar
from analytics.intake.suggestions import closeness, quoted, quoted_list
from analytics.normalise import comparison_key, search_form
from analytics.vocabulary import (
    CLOSURE_CANDIDATE,
    ENGAGE,
    FRAMEWORKS,
    HUNDRED_DAY_PLAN,
    LIST_COLUMNS,
    SOURCE_ALIASES,
    SOURCES,
    SOURCES_WITH_A_CLOCK,
)

WORD_COLUMNS = (
    "source",
    "addressed_to",
    "report",
    "theme",
    "root_cause",
    "priority_framework",
    "strategic_priority",
    "tags",
    "programme",
    "business_group",
    "owner_role",
    "advised_by",
    "assured_by_role",
)
"""Open columns whose values are names that recur: each is one thing however it is written."""

COMPARED_COLUMNS = ("theme", "strategic_priority", "programme", "business_group", "priority_framework")
"""Columns with few values, in which a name that is nearly another one is more likely a slip than a new name."""

MOST_COMPARED = 500
"""Different values of a column that are compared with each other; a column of more is not a list of known words."""

NEAR = 88.0
"""Out of 100. "Stop and serch" is 96 like "Stop and search"; two real themes of one register at most 80."""

NEAR_SOURCE = 80.0
"""Out of 100. "HMICFSR" is 86 like "HMICFRS"; the names of different bodies, such as IPCC and IOPC, are 75."""

RARE = 3
"""A value is taken for a slip of another of the same file only where the other is this many times as frequent."""

_DIGITS = re.compile(r"\d+")
_IN_BRACKETS = re.compile(r"(.+?)\s*[(\[][^()\[\]]*[)\]]")


def with_known_words(converted: Mapping[str, Converted], so_far: RegisterSoFar) -> dict[str, Converted]:
    """The columns with every word of WORD_COLUMNS in one form, and one sentence a column that says which were changed.

    The form is the vocabulary's own where it has one, else that of the previous extract, else of the following one,
    else the commonest in the file. What is only nearly a known word is left as it is, with the question whether the
    known word was meant.
    """
    return {
        column: _in_one_form(column, result, so_far) if column in WORD_COLUMNS else result
        for column, result in converted.items()
    }


def known_source(value: str) -> str | None:
    """The known source that a name stands for: its name, label or alias, also with a detail in brackets behind it."""
    bracketed = _IN_BRACKETS.fullmatch(value.strip())
    return _SOURCE_KEYS.get(comparison_key(value)) or (
        _SOURCE_KEYS.get(comparison_key(bracketed[1])) if bracketed else None
    )


_SOURCE_KEYS = {
    comparison_key(name): source
    for name, source in (
        *SOURCE_ALIASES.items(),
        *((label, source) for source, label in SOURCES.items()),
        *((source, source) for source in SOURCES),
    )
}

_OWN_WORDS: dict[str, tuple[str, ...]] = {
    "strategic_priority": tuple(name for framework in FRAMEWORKS for name in framework.names),
    "priority_framework": tuple(framework.title for framework in FRAMEWORKS),
    "tags": (ENGAGE, HUNDRED_DAY_PLAN, CLOSURE_CANDIDATE),
}
"""Words that the vocabulary itself names, by column; those of sources are found by `source_meant`."""


def _in_one_form(column: str, converted: Converted, so_far: RegisterSoFar) -> Converted:
    """One column with its words in one form."""
    counts = _counts(converted.array, column)
    before = [_counts(rows[column].to_numpy(dtype=object), column) for rows in so_far.frames if column in rows]
    forms = _forms(column, counts, before)
    changed = {word: form for word, form in forms.items() if form != word}
    troubles = [*_written_otherwise(column, changed), *_nearly_known(column, counts, forms, before)]
    if not changed:
        return replace(converted, troubles=(*converted.troubles, *troubles))
    return Converted(_replaced(converted.array, column, changed), (*converted.troubles, *troubles))


def _counts(values: np.ndarray, column: str) -> Counter[str]:
    """How often each word stands in a column; blanks are not counted."""
    if column in LIST_COLUMNS:
        return Counter(chain.from_iterable(items for items in values if items is not None))
    codes, words = pd.factorize(values)
    times = np.bincount(codes[codes >= 0], minlength=len(words))
    return Counter(dict(zip(words.tolist(), times.tolist(), strict=True)))


def _forms(column: str, counts: Counter[str], before: Iterable[Counter[str]]) -> dict[str, str]:
    """The one form of each word of the file."""
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    for word in counts:
        by_key[_key(column, word)].append(word)
    known = {comparison_key(word): word for word in _OWN_WORDS.get(column, ())}
    for earlier in before:
        for word in sorted(earlier, key=lambda word: (-earlier[word], word)):
            known.setdefault(_key(column, word), word)
    forms: dict[str, str] = {}
    for key, words in by_key.items():
        source = known_source(words[0]) if column == "source" else None
        form = source or known.get(key) or min(words, key=lambda word: (-counts[word], word.isupper(), len(word), word))
        forms |= dict.fromkeys(words, form)
    return forms


def _key(column: str, word: str) -> str:
    """What words that are one have in common.

    Titles of reports may be codes, in which punctuation counts: "2016-172" is not "2016/172".
    """
    if column == "report":
        return search_form(word)
    return comparison_key((column == "source" and known_source(word)) or word)


def _replaced(values: np.ndarray, column: str, changed: Mapping[str, str]) -> np.ndarray:
    """The column with each changed word in its form."""
    replaced = np.empty(len(values), dtype=object)
    if column in LIST_COLUMNS:
        replaced[:] = [list(dict.fromkeys(changed.get(item, item) for item in items)) for items in values]
    else:
        replaced[:] = [changed.get(value, value) for value in values]
    return replaced


def _written_otherwise(column: str, changed: Mapping[str, str]) -> Iterator[Trouble]:
    """One sentence that says which words were read as which."""
    read_as: defaultdict[str, list[str]] = defaultdict(list)
    for word, form in changed.items():
        read_as[form].append(word)
    if read_as:
        pairs = [f"{quoted_list(sorted(words))} as {quoted(form)}" for form, words in sorted(read_as.items())]
        items = [*pairs[:MAX_NAMED], *([f"{len(pairs) - MAX_NAMED:,} more"] if len(pairs) > MAX_NAMED else [])]
        problem = f"words written in several ways were read as one: {'; '.join(items)}."
        yield Trouble(column, None, "", problem, "noted")


MAX_NAMED = 8
"""Words named in a sentence before it says how many more there are."""


def _nearly_known(
    column: str, counts: Counter[str], forms: Mapping[str, str], before: list[Counter[str]]
) -> Iterator[Trouble]:
    """A question for each word that is nearly a known one."""
    if column == "source":
        yield from _nearly_a_source(counts, before)
    elif column in COMPARED_COLUMNS and len(counts) <= MOST_COMPARED:
        known = {word for earlier in before for word in earlier}
        times: Counter[str] = Counter()
        for word, number in counts.items():
            times[forms[word]] += number
        for word in sorted(set(times) - known):
            neighbour = _nearest(
                word, known or {other for other in times if times[other] >= RARE * times[word]} - {word}, NEAR
            )
            if neighbour is not None:
                rows = plural(times[word], "row")
                yield Trouble(
                    column, None, word, f"{quoted(word)} is new, in {rows}. Did you mean {quoted(neighbour)}?"
                )


def _nearly_a_source(counts: Counter[str], before: list[Counter[str]]) -> Iterator[Trouble]:
    """Sources that are nearly a known one: the law sets no time for a response of a source that is not known."""
    on_register = {word for earlier in before for word in earlier}
    unknown = []
    for word in sorted(counts):
        # A source that the register has is no slip for another that it has: Austria is not Australia.
        familiar = set(SOURCES) | (on_register if word not in on_register else set())
        suggestion = None if known_source(word) else _source_within(word) or _nearest(word, familiar, NEAR_SOURCE)
        if suggestion is not None:
            clock = " No statutory clock is counted for it." if known_source(suggestion) in SOURCES_WITH_A_CLOCK else ""
            rows = plural(counts[word], "row")
            problem = f"{quoted(word)}, in {rows}, is not a known source. Did you mean {quoted(suggestion)}?{clock}"
            yield Trouble("source", None, word, problem)
        elif known_source(word) is None and word not in on_register:
            unknown.append(word)
    if unknown and any(known_source(word) for word in (*counts, *on_register)):
        are, them = ("are", "them") if len(unknown) > 1 else ("is", "it")
        problem = f"{quoted_list(unknown)} {are} not among the known sources. No statutory clock is counted for {them}."
        yield Trouble("source", None, "", problem, "noted")


def _source_within(word: str) -> str | None:
    """The source with a clock that is named in a longer name, such as "HMICFRS vetting inspection"."""
    words = comparison_key(word).split()
    return next((source for source in SOURCES_WITH_A_CLOCK if comparison_key(source) in words), None)


def _nearest(word: str, known: Iterable[str], least: float) -> str | None:
    """The known word most like a word; numbers must be the same, so that "Phase 2" is never taken for "Phase 1"."""
    numbers = _DIGITS.findall(word)
    scored = [
        (closeness(word, candidate), candidate) for candidate in sorted(known) if _DIGITS.findall(candidate) == numbers
    ]
    best: tuple[float, Any] = max(scored, default=(0.0, None), key=lambda pair: pair[0])
    return best[1] if best[0] >= least else None
