"""The one way for text to reach the screen: Streamlit's elements, with every text in them escaped.

Streamlit reads each text, label and tooltip as Markdown. Here each is escaped, unless it is `Markdown`, which only a
text written in the code can be. Streamlit's own elements are called directly with such texts only: a house rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import quote, urlsplit

import streamlit as st

from analytics.charts.label_lines import MOST_LETTERS
from analytics.english import cut

_WORD_JOINER = "\u2060"
_REPLACED_LATER = re.compile(r"https?:(?=//)|www(?=\.)|(?=@)|:(?=[^\s:]+:)", re.IGNORECASE)
"""Where an address or the name of a symbol begins: it is replaced after all marks are read, whatever is escaped."""

_INDENT = re.compile(r"(?<=\n)[ \t]+")
_MARKS = re.compile(r"[\\`*\[\]{}$~<|^]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|:(?!\s)|^[#>+=-]", re.MULTILINE)
_LIST_NUMBER = re.compile(r"^\d+(?=[.)](?:\s|$))", re.MULTILINE)

Element = TypeVar("Element", bound=Callable[..., Any])


class Markdown(str):
    """A text whose Markdown is meant. What is put into it is escaped, unless it is Markdown too."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> Markdown:
        """The text with its places filled."""
        by_name = {name: escaped(value) for name, value in named.items()}
        return Markdown(super().format(*map(escaped, values), **by_name))

    def join(self, parts: Iterable[object]) -> Markdown:
        """The parts with this text between them."""
        return Markdown(super().join(map(escaped, parts)))


BREAK = Markdown("  \n")
"""A line break within a paragraph."""


def escaped(text: object) -> Markdown:
    """A text as Markdown that shows it letter by letter: no mark, no picture, no link, no address that becomes one."""
    if isinstance(text, Markdown):
        return text
    plain = _INDENT.sub("", str(text))
    plain = _REPLACED_LATER.sub(rf"\g<0>{_WORD_JOINER}", plain)
    plain = _MARKS.sub(r"\\\g<0>", plain)
    return Markdown(_LIST_NUMBER.sub(r"\g<0>\\", plain))


def document(path: Path) -> Markdown:
    """A document of the project without its title, which the page has."""
    return Markdown(path.read_text(encoding="utf-8").split("\n", 1)[1])


def link(words: str, address: str) -> Markdown:
    """A link to a page of the dashboard or of the web; the words alone where the address is neither."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return escaped(words)
    if (parts.scheme in ("http", "https")) != bool(parts.netloc) or (parts.scheme and not parts.netloc):
        return escaped(words)
    return Markdown("[{}]({})").format(words, Markdown(quote(address, safe="/:?#@!&'*+,;=%~-._")))


def _escaping(element: Element) -> Element:
    """An element of Streamlit with its text or label, its tooltip and the words of its choices escaped."""

    @wraps(element)
    def draw(*arguments: Any, **named: Any) -> Any:
        texts = [
            str(escaped(text)) if place == 0 and isinstance(text, str) else text for place, text in enumerate(arguments)
        ]
        for name in {"body", "label", "help", "text"} & named.keys():
            if isinstance(named[name], str):
                named[name] = str(escaped(named[name]))
        return element(*texts, **named)

    return cast("Element", draw)


def _with_choices(element: Element, *, is_markdown: bool) -> Element:
    """The same for an element with choices, whose long words are cut; some elements read them as Markdown too."""
    labelled = _escaping(element)

    @wraps(element)
    def draw(label: str, options: Iterable[Any], *arguments: Any, **named: Any) -> Any:
        offered = [*options]
        words = choice_words(offered, named.pop("format_func", str))
        to_text = (lambda option: str(escaped(words(option)))) if is_markdown else words
        return labelled(label, offered, *arguments, format_func=to_text, **named)

    return cast("Element", draw)


def choice_words(options: Sequence[Any], words: Callable[[Any], object]) -> Callable[[Any], str]:
    """The words of each choice, cut at a word where they are a paragraph; no two that differ become the same."""
    if all(len(str(words(option))) <= MOST_LETTERS for option in options):
        return lambda option: str(words(option))
    shortened: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    for text in dict.fromkeys(str(words(option)) for option in options):
        shorter = str(cut(text, MOST_LETTERS))
        numbers[shorter] += 1
        shortened[text] = shorter if numbers[shorter] == 1 else f"{shorter} ({numbers[shorter]})"
    return lambda option: shortened.get(str(words(option)), str(cut(str(words(option)), MOST_LETTERS)))


markdown = _escaping(st.markdown)
title = _escaping(st.title)
header = _escaping(st.header)
subheader = _escaping(st.subheader)
caption = _escaping(st.caption)
success = _escaping(st.success)
info = _escaping(st.info)
warning = _escaping(st.warning)
error = _escaping(st.error)
expander = _escaping(st.expander)
popover = _escaping(st.popover)
status = _escaping(st.status)
button = _escaping(st.button)
download_button = _escaping(st.download_button)
form_submit_button = _escaping(st.form_submit_button)
page_link = _escaping(st.page_link)
checkbox = _escaping(st.checkbox)
selectbox = _with_choices(st.selectbox, is_markdown=False)
multiselect = _with_choices(st.multiselect, is_markdown=False)
text_input = _escaping(st.text_input)
text_area = _escaping(st.text_area)
number_input = _escaping(st.number_input)
date_input = _escaping(st.date_input)
file_uploader = _escaping(st.file_uploader)
radio = _with_choices(st.radio, is_markdown=True)
pills = _with_choices(st.pills, is_markdown=True)
segmented_control = _with_choices(st.segmented_control, is_markdown=True)


def metric(label: str, value: str, delta: str | None = None, **named: Any) -> None:
    """A figure with its label; `named` as Streamlit has them, of which `delta_description` and `help` are texts."""
    for name in {"delta_description", "help"} & named.keys():
        if named[name] is not None:
            named[name] = str(escaped(named[name]))
    st.metric(str(escaped(label)), value, delta, **named)
