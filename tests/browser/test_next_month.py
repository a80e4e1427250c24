"""The second month of a tracker, in a real browser: at most three acts, and the figures are those of the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from analytics.filters import EVERYTHING
from analytics.measures.headline_figures import headline
from analytics.register.database import Register
from analytics.register.folder import in_force
from analytics.register.parquet import read_rows
from tests.browser.looking import axe, clipped, settled, visit
from tests.browser.test_loading import mark

MOST_ACTS = 3
"""The file, one choice or confirmation, and Load."""

OPEN_WORDS = {"On track", "Waiting for a visit"}


class Analyst:
    """Someone at the load page, whose every act is counted: a file given, a button pressed, a box filled in."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.acts = 0

    def give(self, file: Path) -> None:
        self.acts += 1
        self.page.set_input_files('[data-testid="stFileUploader"] input[type=file]', file)
        self.page.get_by_text(re.compile("with the headings in row|Which sheet holds")).first.wait_for()
        settled(self.page)

    def press(self, name: str) -> None:
        self.acts += 1
        self.page.get_by_role("button", name=name, exact=True).or_(
            self.page.get_by_role("radio", name=name, exact=True)
        ).click()
        self.page.wait_for_timeout(300)
        settled(self.page)

    def fill(self, label: str, words: str) -> None:
        self.acts += 1
        self.page.get_by_label(label).fill(words)

    def load(self) -> None:
        self.press("Load")
        self.page.get_by_text("is loaded and on every page").first.wait_for()
        settled(self.page)


def rows(*, month: int) -> pd.DataFrame:
    """The tracker of a month: every month two more are closed and two more come in."""
    number = 40 + 2 * month
    return pd.DataFrame(
        {
            "Ref": [f"E{place:03}" for place in range(number)],
            "Body": "HMICFRS",
            "Recommendation": [f"Do thing {place}" for place in range(number)],
            "Status": ["Closed" if place < 10 + 2 * month else "On track" for place in range(number)],
            "Target date": "31/03/2024",
            "Date issued": "13/02/2023",
        }
    )


def month_one(page: Page, url: str, file: Path) -> Analyst:
    """Map and load the first month; the analyst of the second, whose acts are counted from here."""
    visit(page, f"{url}/load")
    analyst = Analyst(page)
    analyst.give(file)
    analyst.press("Save the layout and check the file")
    mark(page)
    analyst.fill("Your role, recorded with the extract", "oversight analyst")
    analyst.load()
    return Analyst(page)


def csv(folder: Path, frame: pd.DataFrame, day: str) -> Path:
    """The tracker of a day as a CSV file."""
    file = folder / f"tracker {day}.csv"
    frame.to_csv(file, index=False)
    return file


def workbook(folder: Path, day: str, **sheets: pd.DataFrame) -> Path:
    """The tracker of a day as a workbook of these sheets; in their names a low line is a blank."""
    file = folder / f"tracker {day}.xlsx"
    with pd.ExcelWriter(file) as book:
        for name, frame in sheets.items():
            frame.to_excel(book, sheet_name=name.replace("_", " "), index=False)
    return file


def counted(register: Path, frame: pd.DataFrame) -> None:
    """The figures of the register are those that pandas counts in the file."""
    result = headline(Register(register), EVERYTHING)
    assert result.open == frame["Status"].isin(OPEN_WORDS).sum()
    assert result.closed == (frame["Status"] == "Closed").sum()
    manifest = in_force(register)[-1].manifest
    assert (manifest.accepted, manifest.rejected) == (len(frame), 0)
    due = pd.to_datetime(frame.iloc[:, 4], format="%d/%m/%Y")
    assert sorted(read_rows(in_force(register)[-1].rows)["due_on"].dt.date) == sorted(due.dt.date)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """An empty register of the test's own."""
    return tmp_path / "register"


@pytest.mark.parametrize(("first", "second"), [("Tracker", "Register"), ("October_2023", "November_2023")])
def test_a_tracker_with_a_renamed_tab(
    app_on: Callable[[Path], str], page: Page, register: Path, tmp_path: Path, first: str, second: str
) -> None:
    notes = pd.DataFrame({"Notes": [f"Line {number}" for number in range(30)]})
    october = workbook(tmp_path, "2023-10-31", Notes=notes, **{first: rows(month=0)})
    visit(page, f"{app_on(register)}/load")
    mapping = Analyst(page)
    mapping.give(october)
    mapping.press(first.replace("_", " "))
    mapping.press("Save the layout and check the file")
    mark(page)
    mapping.fill("Your role, recorded with the extract", "oversight analyst")
    mapping.load()
    analyst = Analyst(page)
    analyst.give(workbook(tmp_path, "2023-11-30", Notes=notes, **{second: rows(month=1)}))
    expect(page.get_by_text(f"on the sheet “{second.replace('_', ' ')}”")).to_be_visible()
    analyst.load()
    assert analyst.acts <= MOST_ACTS
    counted(register, rows(month=1))


def test_a_tracker_with_a_new_word(app_on: Callable[[Path], str], page: Page, register: Path, tmp_path: Path) -> None:
    analyst = month_one(page, app_on(register), csv(tmp_path, rows(month=0), "2023-10-31"))
    frame = rows(month=1)
    frame.loc[frame.index[-3:], "Status"] = "Waiting for a visit"
    analyst.give(csv(tmp_path, frame, "2023-11-30"))
    assert axe(page) == []
    assert clipped(page) == []
    analyst.press("Open")
    expect(page.get_by_role("heading", name="42 rows read = 42 accepted + 0 repeated + 0 rejected")).to_be_visible()
    analyst.load()
    assert analyst.acts <= MOST_ACTS
    counted(register, frame)
    Analyst(page).give(csv(tmp_path, frame, "2023-12-31"))
    expect(page.get_by_text("is new to the layout")).to_have_count(0)


def test_a_tracker_with_a_renamed_heading(
    app_on: Callable[[Path], str], page: Page, register: Path, tmp_path: Path
) -> None:
    analyst = month_one(page, app_on(register), csv(tmp_path, rows(month=0), "2023-10-31"))
    frame = rows(month=1).rename(columns={"Target date": "Agreed completion"})
    analyst.give(csv(tmp_path, frame, "2023-11-30"))
    assert axe(page) == []
    analyst.press("Confirm 1 proposal")
    analyst.load()
    assert analyst.acts <= MOST_ACTS
    counted(register, frame)


def test_the_newest_of_two_monthly_sheets_is_read(
    app_on: Callable[[Path], str], page: Page, register: Path, tmp_path: Path
) -> None:
    analyst = month_one(page, app_on(register), csv(tmp_path, rows(month=0), "2023-10-31"))
    analyst.give(workbook(tmp_path, "2023-11-30", Oct_23=rows(month=0), Nov_23=rows(month=1)))
    analyst.load()
    assert analyst.acts <= MOST_ACTS
    counted(register, rows(month=1))
