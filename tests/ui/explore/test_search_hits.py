"""Hits: every word that was searched for is marked where it stands, and nothing of the register's text is Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.explore.search_hits import excerpt_in_html, highlighted


@pytest.mark.parametrize(
    ("text", "search", "expected"),
    [
        ("Improve vetting", "vetting", "Improve :blue-background[**vetting**]"),
        ("Vetting of VETTING", "vetting", ":blue-background[**Vetting**] of :blue-background[**VETTING**]"),
        ("officers and staff", "staff officers",
         ":blue-background[**officers**] and :blue-background[**staff**]"),
        ("unvetted", "vet vetted", "un:blue-background[**vetted**]"),  # the longer word is not cut by the shorter
        ("a.c abc", "a.c", ":blue-background[**a.c**] abc"),  # a point is a point
        ("Improve *all*", None, "Improve \\*all\\*"),
        ("nothing here", "vetting", "nothing here"),
        ("", "vetting", ""),
        ("The officer’s record", "officer's", "The :blue-background[**officer’s**] record"),
        ("a cafe\u0301 and a ﬁle", "café file", "a :blue-background[**cafe\u0301**] and a :blue-background[**ﬁle**]"),
        ("“well‑being”", "well-being", "“:blue-background[**well‑being**]”"),
    ],
)  # fmt: skip
def test_found_words_are_marked(text: str, search: str | None, expected: str) -> None:
    assert highlighted(text, search) == expected


@pytest.mark.parametrize(
    ("text", "search", "letters", "expected"),
    [
        ("Improve vetting", None, 40, "Improve vetting"),
        ("Improve vetting of all officers", None, 17, "Improve vetting\u00a0…"),
        ("Improve vetting of all officers", "vetting", 17, "Improve <mark>vetting</mark>\u00a0…"),
        ("one two three four five six seven vetting eight", "vetting", 24, "… six seven <mark>vetting</mark>\u00a0…"),
        ("<b>a</b> & vetting", "b", 40, "&lt;<mark>b</mark>&gt;a&lt;/<mark>b</mark>&gt; &amp; vetting"),
        ("one two three", "absent", 8, "one two\u00a0…"),
    ],
)
def test_the_first_hit_is_in_what_a_narrow_cell_shows(
    text: str, search: str | None, letters: int, expected: str
) -> None:
    assert excerpt_in_html(text, search, letters) == expected


@given(st.text(alphabet="abc .*[]‹›’é\u0301ﬁ", max_size=60), st.text(alphabet="abc .'éfi", max_size=6))
def test_marking_changes_no_letter_of_the_text(text: str, search: str) -> None:
    bare = highlighted(text, search).replace(":blue-background[**", "").replace("**]", "").replace("\\", "")
    assert bare == text
