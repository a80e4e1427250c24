"""Names broken into even lines."""

from hypothesis import given
from hypothesis import strategies as st

from analytics.charts.label_lines import broken


def test_a_short_name_stays_on_one_line() -> None:
    assert broken("We will have the strongest ever neighbourhood policing", 62) == (
        "We will have the strongest ever neighbourhood policing",
    )


def test_a_long_name_takes_two_lines_of_even_length() -> None:
    assert broken("We will be relentlessly data driven and evidence based in delivery", 62) == (
        "We will be relentlessly data driven",
        "and evidence based in delivery",
    )


def test_a_word_longer_than_the_line_stands_whole() -> None:
    assert broken("Anticounterrevolutionary work", 10) == ("Anticounterrevolutionary", "work")


def test_no_break_spaces_hold() -> None:
    assert broken("Open on 28\u00a0November", 12) == ("Open on", "28\u00a0November")


@given(st.text("abc ", max_size=120), st.integers(5, 40))
def test_no_word_is_lost_and_no_line_is_longer_than_it_must_be(text: str, longest: int) -> None:
    lines = broken(text, longest)
    assert " ".join(lines).split() == text.split()
    longest_word = max(map(len, text.split()), default=0)
    assert all(len(line) <= max(longest, longest_word) for line in lines)


def test_a_paragraph_for_a_name_is_cut_at_a_word() -> None:
    lines = broken("word " * 6_000, 24)
    assert len(lines) == 10
    assert lines[-1].endswith("…")
    assert max(map(len, lines)) <= 24
