"""The frame round stand-in pages, run as a script: the marking, the filters, the foot, and a page that fails."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import Filters
from analytics.vocabulary import KINDS_NOT_COUNTED
from tests.tables import headlines

GALLERY = Path(__file__).with_name("gallery.py")


@pytest.fixture
def gallery() -> AppTest:
    return AppTest.from_file(str(GALLERY), default_timeout=30)


def captions(app: AppTest) -> list[str]:
    """The captions of the page, without the one of the filter panel."""
    return [caption.value for caption in app.caption if not caption.value.startswith("Numbers count")]


def test_the_marking_stands_first_and_last(gallery: AppTest) -> None:
    gallery.run()
    assert not gallery.exception
    assert gallery.markdown[0].value == "**OFFICIAL-SENSITIVE** · demonstration data"
    assert captions(gallery)[-1].startswith("**OFFICIAL-SENSITIVE** · demonstration data, not the Metropolitan")
    assert captions(gallery)[-2] == (
        "Source: demonstration register, extract of 28 November 2022, loaded on 28 November 2022."
    )


def test_the_page_is_in_it(gallery: AppTest) -> None:
    gallery.run()
    assert gallery.title[0].value.startswith("152 recommendations from 48 reports are open")
    assert headlines(gallery)[:2] == [
        "Open recommendations: up 25 since the end of November 2021",
        "Nearly half come from HMICFRS",
    ]


def test_a_link_opens_the_same_view(gallery: AppTest) -> None:
    gallery.query_params["source"] = ["DARA", "IOPC"]
    gallery.query_params["as_at"] = "2022-06-30"
    gallery.run()
    assert captions(gallery)[0].startswith(
        "DARA internal audit or IOPC, at 30 June 2022, using everything recorded up to 28 November 2022."
    )


def test_a_filter_that_cannot_be_read_is_left_out_and_said(gallery: AppTest) -> None:
    gallery.query_params["source"] = "DARA"
    gallery.query_params["due_from"] = "31/12/2022"
    gallery.run()
    assert captions(gallery)[0].startswith("DARA internal audit, at")
    assert "'31/12/2022' is not a date" in gallery.warning[0].value


def test_a_filter_as_the_screen_says_it_is_rewritten_to_the_stored_value(gallery: AppTest) -> None:
    gallery.query_params["source"] = ["DARA internal audit", "iopc"]
    gallery.query_params["status"] = "Open"
    gallery.run()
    assert captions(gallery)[0].startswith("DARA internal audit or IOPC")
    assert not gallery.warning
    assert gallery.query_params["source"] == ["DARA", "IOPC"]
    assert gallery.query_params["status"] == "open"


def test_a_word_of_no_filter_is_told_and_stays_chosen(gallery: AppTest) -> None:
    gallery.query_params["status"] = "opne"
    gallery.run()
    assert "There is no status called 'opne'" in gallery.warning[0].value
    assert "Did you mean 'open'?" in gallery.warning[0].value
    assert gallery.multiselect(key="filter_status").value == ["opne"]


def test_a_filter_without_a_value_is_none(gallery: AppTest) -> None:
    for name in ("source", "status", "as_at", "overdue", "search"):
        gallery.query_params[name] = ""
    gallery.run()
    assert captions(gallery)[0].startswith("All recommendations at 28 November 2022")
    assert not gallery.warning
    assert not gallery.query_params


def test_a_name_that_nothing_answers_to_is_told_and_left_alone(gallery: AppTest) -> None:
    gallery.query_params["sorce"] = "DARA"
    gallery.query_params["see_source"] = "IOPC"
    gallery.run()
    (reported,) = gallery.warning
    assert "asks for 'sorce', which is no filter and no choice of a page. Did you mean 'source'?" in reported.value
    assert "see_source" not in reported.value
    assert captions(gallery)[0].startswith("All recommendations at ")
    assert "sorce" in gallery.query_params


def test_the_status_open_is_told_apart_from_the_figure_open(gallery: AppTest, demonstration: Path) -> None:
    gallery.run()
    field = gallery.multiselect(key="filter_status")
    rows = pd.read_parquet(demonstration / "extracts" / "2022-11-28" / "rows.parquet")
    counts = rows[~rows["kind"].isin(KINDS_NOT_COUNTED)]["status"].value_counts()
    assert field.options[:2] == [
        f"Open but not proposed for closure ({counts['open']})",
        f"Proposed for closure ({counts['proposed for closure']})",
    ]
    assert "counts what is open and what is proposed for closure" in field.help
    field.set_value(["open"]).run()
    assert captions(gallery)[0].startswith("Open but not proposed for closure, at")


def test_clear_leaves_the_days(gallery: AppTest) -> None:
    gallery.query_params["source"] = "DARA"
    gallery.query_params["as_at"] = "2022-06-30"
    gallery.run()
    gallery.button(key="clear_filters").click().run()
    assert captions(gallery)[0].startswith("All recommendations at 30 June 2022")


def test_a_chosen_bar_opens_its_rows(gallery: AppTest) -> None:
    gallery.run()
    assert not [text for text in gallery.markdown if "recommendations:" in text.value]
    gallery.radio(key="see_source").set_value("IOPC").run()
    assert "**5 recommendations:** IOPC" in [text.value for text in gallery.markdown]
    gallery.button(key="close_source").click().run()
    assert gallery.radio(key="see_source").value is None


def test_a_fault_is_logged_and_not_shown(gallery: AppTest, caplog: pytest.LogCaptureFixture) -> None:
    gallery.run()
    gallery.switch_page("gallery_pages/faults.py").run()
    assert not gallery.exception
    assert "could not be shown" in gallery.error[0].value
    assert "secret" not in gallery.error[0].value
    assert "a secret of the machine room" in caplog.text
    assert captions(gallery)[-1].startswith("**OFFICIAL-SENSITIVE**"), "the rest of the page stands"


def test_a_page_without_matches_says_so_and_offers_the_way_out(gallery: AppTest) -> None:
    gallery.query_params["source"] = "DARA"
    gallery.run()
    gallery.switch_page("gallery_pages/nothing.py").run()
    assert "No recommendations match these filters." in captions(gallery)


def test_a_choice_that_no_address_can_hold_is_said(gallery: AppTest) -> None:
    gallery.session_state["_filters"] = Filters(report=tuple(f"Report {number}" for number in range(901)))
    gallery.run()
    assert any("too many values for the address" in warning.value for warning in gallery.warning)
    assert "report" not in gallery.query_params
