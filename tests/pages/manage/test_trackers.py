"""Trackers kept by hand, of eight kinds: mapped once, then a month is a file and a press or two, and figures are right.

Every file is written here. What is counted in a file is counted by pandas over the rows as they were written, with the
words of that tracker, and never by what reads the file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from analytics.filters import EVERYTHING
from analytics.measures.headline_figures import headline
from analytics.register.database import Register
from analytics.register.folder import in_force
from analytics.register.parquet import read_rows
from tests.pages.manage.pages import run

MOST_ACTS = 3
"""The file, one choice or confirmation, and Load."""

MOST_FIRST_ACTS = 7
"""For the first month of a tracker, which is mapped: the file, the choices, the layout, the marking, the role, Load."""

ENDS = {1: date(2023, 10, 31), 2: date(2023, 11, 30), 3: date(2023, 12, 31)}


class Analyst:
    """Someone at the load page, whose every act is counted: a file given, a button pressed, a box filled in."""

    def __init__(self, at: AppTest) -> None:
        self.at, self.acts = at, 0

    def give(self, name: str, data: bytes) -> None:
        self.acts += 1
        self.at.file_uploader[0].set_value((name, data, "")).run()
        assert not self.at.exception

    def press(self, label: str) -> None:
        self.acts += 1
        next(button for button in self.at.button if button.label.startswith(label)).click().run()
        assert not self.at.exception
        assert not self.at.error, self.at.error[0].value

    def choose(self, question: str, answer: str) -> None:
        self.acts += 1
        group = next(element for element in self.at.button_group if question in element.label.replace("\\", ""))
        group.set_value(answer).run()
        assert not self.at.exception

    def load(self) -> None:
        """Choose the marking and fill in the role where they are asked for, then load."""
        if any("Handling marking" in group.label and group.value is None for group in self.at.button_group):
            self.choose("Handling marking", "OFFICIAL")
        role = next(box for box in self.at.text_input if box.label.startswith("Your role"))
        if not role.value:
            self.acts += 1
            role.set_value("oversight analyst")
        self.press("Load")


@dataclass(frozen=True)
class Tracker:
    """A kind of tracker: its rows of a month, the file made of them, and what an analyst has to answer about it."""

    rows: Callable[[int], pd.DataFrame]
    file: Callable[[pd.DataFrame, int], tuple[str, bytes]]
    status: str
    closed: frozenset[str]
    first: Mapping[str, str] = field(default_factory=dict)
    later: Mapping[int, Mapping[str, str] | str] = field(default_factory=dict)
    outside: frozenset[str] = frozenset()
    due: str | None = None


def numbers(month: int) -> range:
    """Every month two more come in."""
    return range(1, 41 + 2 * month)


def is_closed(number: int, month: int) -> bool:
    """Every month two more are closed."""
    return number <= 8 + 2 * month


def simple(month: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Ref": [f"E{number:03}" for number in numbers(month)],
            "Source": "HMICFRS",
            "Recommendation": [f"Do thing {number}" for number in numbers(month)],
            "Status": ["Closed" if is_closed(number, month) else "On track" for number in numbers(month)],
            "Target date": [f"{number % 28 + 1:02}/03/{2023 + number % 2}" for number in numbers(month)],
            "Date issued": "13/02/2022",
        }
    )


def hmicfrs(month: int) -> pd.DataFrame:
    """Kind a: the words of several hands, a report for every ten rows."""
    ended = ["Complete", "Closed – approved by HMICFRS", "Closed - superseded"]
    running = ["On track", "In progress (delayed)", "Not yet started", "With HMICFRS for sign-off"]
    return pd.DataFrame(
        {
            "Rec Ref": [f"HM-{number:03}" for number in numbers(month)],
            "Report": [f"PEEL part {(number - 1) // 10}" for number in numbers(month)],
            "Wording": [f"The force should do thing {number}" for number in numbers(month)],
            "Business Group": ["Met Operations" if number % 3 else "Frontline Policing" for number in numbers(month)],
            "SRO": "Commander",
            "Status": [
                ended[number % 3] if is_closed(number, month) else running[number % 4] for number in numbers(month)
            ],
            "RAG": None,
            "Issued": "13/02/2022",
            "Target date (original)": [f"{number % 28 + 1:02}/03/2023" for number in numbers(month)],
            "Target date (revised)": [
                f"{number % 28 + 1:02}/06/2024" if number % 4 == 0 else None for number in numbers(month)
            ],
            "Date closed": ["25/09/2023" if is_closed(number, month) else None for number in numbers(month)],
        }
    )


def hmicfrs_file(frame: pd.DataFrame, month: int) -> tuple[str, bytes]:
    """A marking in the title, two rows of headings, the report merged over its rows, and a total under the table."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("HMICFRS tracker")
        sheet.write(0, 0, "MPS HMICFRS recommendations tracker")
        sheet.write(1, 0, f"OFFICIAL-SENSITIVE - position as at {ENDS[month]:%-d %B %Y}")
        for first, last, name in ((0, 2, "Recommendation"), (3, 4, "Ownership"), (5, 6, "Progress"), (7, 10, "Dates")):
            sheet.merge_range(3, first, 3, last, name)
        sheet.write_row(4, 0, list(frame.columns))
        for number, row in enumerate(frame.itertuples(index=False), start=5):
            for column, cell in enumerate(row):
                if not pd.isna(cell) and column != 1:
                    sheet.write(number, column, cell)
        for _, rows in frame.groupby("Report"):
            sheet.merge_range(5 + rows.index[0], 1, 5 + rows.index[-1], 1, rows["Report"].iloc[0])
        sheet.write_row(6 + len(frame), 0, ["Total", "", len(frame)])
    return f"HMICFRS tracker {ENDS[month]}.xlsx", target.getvalue()


def ewoc(month: int) -> pd.DataFrame:
    """Kind c: deadlines in words, and typographic quotation marks."""
    deadlines = ["7 July 2023", "TBC", "22/04/2024"]
    return pd.DataFrame(
        {
            "Ref": [f"EW{number:04}" for number in numbers(month)],
            "Source": [("Coroner", "HMICFRS", "DARA")[number % 3] for number in numbers(month)],
            "Report title": "Custody (invented)",
            "Recommendation": [f"The force’s plan – “act” on {number}" for number in numbers(month)],
            "Raised": "17/12/2022",
            "Deadline": [deadlines[number % 3] for number in numbers(month)],
            "State": [
                "Complete" if is_closed(number, month) else ("Overdue", "In progress (delayed)")[number % 2]
                for number in numbers(month)
            ],
            "Closed on": ["23/09/2023" if is_closed(number, month) else None for number in numbers(month)],
        }
    )


def ewoc_file(frame: pd.DataFrame, month: int) -> tuple[str, bytes]:
    title = f"MPS recommendations register – all sources\nExtract run {ENDS[month]:%d/%m/%Y} by EWOC\n\n"
    return f"ewoc-export-{ENDS[month]}.csv", (title + frame.to_csv(index=False, sep=";")).encode("cp1252")


def restarting(month: int) -> pd.DataFrame:
    """Kind d: each report numbers its own recommendations from 1."""
    return pd.DataFrame(
        [
            (f"{report} report", number, f"{report} says do thing {number}", status, f"{15 + number}/03/2024")
            for report, most in (("Alpha", 5), ("Beta", 4 + month), ("Gamma", 6))
            for number in range(1, most + 1)
            for status in ["Closed" if number <= month else "On track"]
        ],
        columns=["Report", "No.", "Recommendation", "Status", "Due"],
    )


def upr(month: int) -> pd.DataFrame:
    """No column of references at all."""
    return pd.DataFrame(
        {
            "To": "United Kingdom",
            "Text": [f"Take step {number} to protect children" for number in numbers(month)],
            "From": [("Norway", "Ghana", "Chile")[number % 3] for number in numbers(month)],
            "Response": ["Noted" if number % 5 == 0 else "Accepted" for number in numbers(month)],
            "Issue": [("Rights of the child", "Detention")[number % 2] for number in numbers(month)],
        }
    )


CSB_CLOSED = ["Closed - Acceptable Action", "Closed - Exceeds Recommended Action", "Closed - No Longer Applicable",
              "Closed - Reconsidered/Superseded", "Closed - Unacceptable Action"]  # fmt: skip
CSB_OPEN = ["Open - Acceptable Response or Alternate Response", "Open - Unacceptable Response",
            "Open - Awaiting Response or Evaluation/Approval of Response"]  # fmt: skip


def csb(month: int) -> pd.DataFrame:
    """American dates, and a dozen words for two states."""
    return pd.DataFrame(
        {
            "Recommendation ID": [f"2005-04-I-TX-R{number}" for number in numbers(month)],
            "Issued By": "CSB",
            "Recipient": "Refining company",
            "Recommendation Text": [f"Improve valve {number}" for number in numbers(month)],
            "Status": [
                CSB_CLOSED[number % 5] if is_closed(number, month) else CSB_OPEN[number % 3]
                for number in numbers(month)
            ],
            "Date Issued": [f"3/{number % 28 + 1}/2022" for number in numbers(month)],
        }
    )


def csv_file(name: str) -> Callable[[pd.DataFrame, int], tuple[str, bytes]]:
    return lambda frame, month: (f"{name} {ENDS[month]}.csv", frame.to_csv(index=False).encode())


def book_file(name: str, sheets: Callable[[int], list[str]]) -> Callable[[pd.DataFrame, int], tuple[str, bytes]]:
    """A workbook whose sheets of a month all hold the tracker, the last one as it is now, the others a month before."""

    def file(frame: pd.DataFrame, month: int) -> tuple[str, bytes]:
        target = io.BytesIO()
        with pd.ExcelWriter(target) as book:
            *others, last = sheets(month)
            for other in others:
                is_notes = other == "Notes"
                earlier = pd.DataFrame({"Notes": ["One line"] * 30}) if is_notes else frame.iloc[:20]
                earlier.to_excel(book, sheet_name=other, index=False)
            frame.to_excel(book, sheet_name=last, index=False)
        return f"{name} {ENDS[month]}.xlsx", target.getvalue()

    return file


def f_rows(month: int) -> pd.DataFrame:
    """Kind f: a new word in month two, a renamed heading in month three."""
    frame = simple(month)
    if month > 1:
        frame.loc[frame.index[-3:], "Status"] = "Waiting for a visit"
    return frame.rename(columns={"Target date": "Agreed completion"}) if month > 2 else frame


CLOSED = frozenset({"Closed"})
HMICFRS_CLOSED = frozenset({"Complete", "Closed – approved by HMICFRS", "Closed - superseded"})
TRACKERS = {
    "a, two rows of headings": Tracker(hmicfrs, hmicfrs_file, "Status", HMICFRS_CLOSED),
    "c, semicolons and Windows letters": Tracker(ewoc, ewoc_file, "State", frozenset({"Complete"})),
    "d, numbers that restart": Tracker(
        restarting, csv_file("HMICFRS reports"), "Status", CLOSED, due="Due"
    ),
    "e, a renamed tab": Tracker(
        simple, book_file("Tracker", lambda month: ["Notes", f"{ENDS[month]:%B %Y}"]), "Status", CLOSED,
        first={"Which sheet": "October 2023"}, due="Target date",
    ),
    "f, a new word and heading": Tracker(
        f_rows, csv_file("Tracker"), "Status", CLOSED, later={2: {"Waiting for a visit": "open"}, 3: "Confirm"},
    ),
    "g, a sheet a month": Tracker(
        simple, book_file("Monthly", lambda month: [f"{ENDS[n]:%b %y}" for n in range(1, month + 1)]), "Status",
        CLOSED, due="Target date",
    ),
    "UPR, no references": Tracker(
        upr, csv_file("UPR"), "Response", frozenset(), outside=frozenset({"Noted"}),
    ),
    "CSB, many words": Tracker(csb, csv_file("CSB register"), "Status", frozenset(CSB_CLOSED)),
}  # fmt: skip


def counted(register: Path, tracker: Tracker, month: int) -> None:
    """The figures of the register are those that pandas counts in the file."""
    frame = tracker.rows(month)
    words = frame[tracker.status]
    result = headline(Register(register), EVERYTHING)
    closed, outside = words.isin(tracker.closed), words.isin(tracker.outside)
    assert (result.closed, result.open) == (closed.sum(), (~closed & ~outside).sum())
    newest = in_force(register)[-1]
    assert (newest.as_at, newest.manifest.accepted, newest.manifest.rejected) == (ENDS[month], len(frame), 0)
    assert newest.manifest.accepted_because is None
    if tracker.due:
        due = pd.to_datetime(frame[tracker.due], format="%d/%m/%Y")
        assert sorted(read_rows(newest.rows)["due_on"].dt.date) == sorted(due.dt.date)
        assert result.overdue_current == (~closed & (due < pd.Timestamp(ENDS[month]))).sum()


@pytest.mark.parametrize("name", TRACKERS)
def test_a_tracker_is_mapped_once_and_the_next_month_is_three_clicks(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker = TRACKERS[name]
    for month in (1, 2, 3) if 3 in tracker.later else (1, 2):
        analyst = Analyst(run("load", tmp_path, monkeypatch))
        analyst.give(*tracker.file(tracker.rows(month), month))
        if month == 1:
            for question, answer in tracker.first.items():
                analyst.choose(question, answer)
            analyst.press("Save the layout")
        else:
            answers = tracker.later.get(month, {})
            if isinstance(answers, str):
                analyst.press(answers)
            else:
                for question, answer in answers.items():
                    analyst.choose(question, answer)
        analyst.load()
        assert analyst.acts <= (MOST_FIRST_ACTS if month == 1 else MOST_ACTS)
        counted(tmp_path, tracker, month)
