"""A value of a filter that no row holds is told, with the word that was probably meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from analytics.filters import BLANK, Filters
from analytics.measures.unknown_values import in_sentences, unknown_values, with_stored_values
from analytics.register.database import Register
from analytics.vocabulary import NOVEMBER_2022, Status

HELD = {
    "source": (("HMICFRS", 3), ("DARA", 2)),
    "programme": (("Victim care", 2), (BLANK, 3)),
    "report": (("PEEL 2021/22", 3),),
    "tag": (("Engage", 1), (BLANK, 4)),
    "strategic_priority": ((NOVEMBER_2022.names[0], 1),),
}


def test_a_slip_of_the_pen_is_told_with_what_was_meant() -> None:
    filters = Filters(source=("HMICFSR", "DARA"), programme=("Victims care",), report=("PEEL 2021/2",), tag=("engag",))
    assert in_sentences(filters, HELD) == (
        "There is no source called 'HMICFSR' in this register. Did you mean 'HMICFRS'?",
        "There is no programme called 'Victims care' in this register. Did you mean 'Victim care'?",
        "There is no report called 'PEEL 2021/2' in this register. Did you mean 'PEEL 2021/22'?",
        "There is no tag called 'engag' in this register. Did you mean 'Engage'?",
    )


def test_of_very_many_unknown_values_the_first_are_named_and_the_rest_counted() -> None:
    chosen = tuple(f"Body {number}" for number in range(300))
    names = [f"There is no source called 'Body {number}' in this register." for number in range(5)]
    assert in_sentences(Filters(source=chosen), HELD) == (
        *names, "The same is true of 295 more values of the filter Source.",
    )  # fmt: skip
    assert (
        in_sentences(Filters(source=chosen[:6]), HELD)[-1] == "The same is true of 1 more value of the filter Source."
    )
    assert len(in_sentences(Filters(source=chosen[:5]), HELD)) == 5


def test_a_word_like_none_that_is_held_is_told_without_a_guess_and_the_day_is_named() -> None:
    filters = Filters(theme=("Custody",), as_at=date(2021, 6, 30))
    assert in_sentences(filters, HELD) == ("There is no theme called 'Custody' in this register at 30 June 2021.",)


def test_what_is_held_blank_or_of_the_vocabulary_is_no_slip() -> None:
    known = {"strategic_priority": (NOVEMBER_2022.names[-1],), "status": (str(Status.DISPUTED),)}
    filters = Filters(source=("DARA",), programme=(BLANK,), **known)
    assert in_sentences(filters, HELD) == ()


def test_what_a_screen_says_is_taken_for_what_is_stored_and_is_no_slip() -> None:
    requested = Filters(source=("DARA internal audit", "hmicfrs", "Coroners (PFD)"), tag=("engage",), status=("closd",))
    result = with_stored_values(requested, HELD)
    assert result == Filters(source=("DARA", "HMICFRS", "Coroner"), tag=("Engage",), status=("closd",))
    assert in_sentences(result, HELD) == ("There is no status called 'closd'. Did you mean 'closed'?",)


def test_what_is_written_otherwise_is_taken_for_what_is_stored() -> None:
    requested = Filters(source=("H.M. Coroner", "hmic–frs"), report=("Peel 2021-22",), programme=("victim\u00a0care",))
    assert with_stored_values(requested, HELD) == Filters(
        source=("Coroner", "HMICFRS"), report=("PEEL 2021/22",), programme=("Victim care",)
    )


def test_what_a_register_holds_goes_before_the_label_of_another_value() -> None:
    held = HELD | {"source": (("DARA internal audit", 1), ("DARA", 2))}
    assert with_stored_values(Filters(source=("DARA internal audit",)), held) == Filters(
        source=("DARA internal audit",)
    )


def test_days_that_leave_none_between_are_told_and_a_single_day_is_not() -> None:
    first, last = date(2022, 6, 30), date(2022, 6, 29)
    assert in_sentences(Filters(received_from=first, received_to=last, due_from=first, due_to=last), HELD) == (
        "Received from 30 June 2022 to 29 June 2022: the first date is after the last. Nothing matches.",
        "Due from 30 June 2022 to 29 June 2022: the first date is after the last. Nothing matches.",
    )
    assert in_sentences(Filters(received_from=last, received_to=last, due_from=first), HELD) == ()


def test_on_a_register_whatever_it_holds_at_the_day_is_known(demonstration: Path) -> None:
    register = Register(demonstration)
    assert unknown_values(register, Filters(source=("HMICFRS",), tag=("Engage",))) == ()
    (reported,) = unknown_values(register, Filters(source=("HMICFRC",)))
    assert reported.endswith("Did you mean 'HMICFRS'?")
