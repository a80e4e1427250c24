"""The register in a real browser: its file holds the rows that are shown, a row is chosen, a search marks its hits."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from analytics.files.csv import cell_text, unguarded
from analytics.filters import from_query
from analytics.measures import recommendations
from analytics.register.database import Register
from tests.browser.looking import axe, settled, visit

CHOICE = {"source": ["HMICFRS"], "status": ["open", "proposed for closure"], "search": ["officers"]}
OPEN_VETTING = from_query({"status": ["open", "proposed for closure"], "search": ["vetting"]})
QUERY = "source=HMICFRS&status=open&status=proposed+for+closure&search=officers"


@pytest.fixture(scope="module")
def register(demonstration: Path) -> Register:
    return Register(demonstration)


def taken(page: Page, name: str) -> Path:
    """The file behind a button."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).first.click()
    path = Path(download.value.path())
    return path.rename(path.with_name(download.value.suggested_filename))


def test_the_csv_holds_exactly_the_filtered_rows_in_the_order_shown(app: str, page: Page, register: Register) -> None:
    filters = from_query(CHOICE)
    wanted = recommendations.rows(register, filters, recommendations.EXPORTED)
    assert len(wanted) > 5
    visit(page, f"{app}/register?{QUERY}")
    file = taken(page, "CSV")
    assert file.name.startswith("demonstration-recommendations-")
    assert file.name.endswith("-2022-11-28-official-sensitive.csv")
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfreference,")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert header == list(wanted.columns)
    text = [[unguarded(cell_text(cell)) for cell in cells] for cells in wanted.itertuples(index=False)]
    assert [[unguarded(cell) for cell in row] for row in rows] == text


def test_the_workbook_and_the_version_for_publication_are_a_click_further(
    app: str, page: Page, register: Register
) -> None:
    number = recommendations.count_and_sensitive(register, from_query(CHOICE))["recommendations"]
    left_out = recommendations.count_and_sensitive(register, from_query(CHOICE))["sensitive"]
    assert 0 < left_out < number
    visit(page, f"{app}/register?{QUERY}")
    page.get_by_role("button", name="More files").click()
    workbook = openpyxl.load_workbook(taken(page, "Workbook (XLSX)"))
    assert workbook["Recommendations"].max_row == number + 4
    file = taken(page, "CSV for publication")
    assert file.name.startswith("demonstration-recommendations-for-publication-")
    assert file.name.endswith("-2022-11-28-official.csv")
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == number - left_out
    assert "OFFICIAL-SENSITIVE" not in {row["classification"] for row in rows}


def test_a_search_is_typed_narrows_the_list_and_marks_its_hits(app: str, page: Page, register: Register) -> None:
    visit(page, f"{app}/register")
    box = page.get_by_role("textbox", name="Search reference, report and text")
    box.fill("vetting")
    box.press("Enter")
    number = recommendations.count_and_sensitive(register, OPEN_VETTING)["recommendations"]
    expect(page.get_by_role("heading", name=f"{number} open recommendations")).to_be_visible()
    assert "search=vetting" in settled(page).url
    expect(page.locator("h2 span, p span").filter(has_text="etting").first).to_be_visible()
    assert axe(page) == []
