"""Charts as pictures: what is in the SVG and the PNG that a reader takes away, and that nothing is cut or covered."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import axe, scrolled_to, settled, visit

SVG = "{http://www.w3.org/2000/svg}"
EDGE = 16
VIEW = "HMICFRS or DARA internal audit, at 28 November 2022."
SOURCE = "Source: demonstration register, extract of 28 November 2022, loaded on"
QUERY = "?source=HMICFRS&source=DARA"

FAULTS = """() => {
    const frame = document.querySelector('svg').getBoundingClientRect();
    const texts = [...document.querySelectorAll('text')].map(one => [one.textContent, one.getBoundingClientRect()])
        .filter(([, box]) => box.width);
    const out = texts.filter(([, a]) => a.left < frame.left || a.right > frame.right ||
        a.top < frame.top || a.bottom > frame.bottom).map(([one]) => `${one} is cut`);
    const over = texts.flatMap(([one, a], i) => texts.slice(i + 1)
        .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5).map(([other]) => `${one} over ${other}`));
    return texts.length ? [...out, ...over] : ['no text at all'];
}"""


def block(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-block_{key}, .st-key-block_tall_{key}, .st-key-block_taller_{key}")


def taken(page: Page, key: str, kind: str) -> Path:
    """The picture of that kind of a chart, under the name that the browser gives it."""
    if not page.get_by_role("button", name="(SVG), sharp").is_visible():
        block(page, key).get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=kind, exact=False).click()
    path = Path(download.value.path())
    return path.rename(path.with_name(download.value.suggested_filename))


def drawn(svg: Path) -> ET.Element:
    return ET.parse(svg).getroot()  # noqa: S314 - the dashboard wrote it


def unspaced(text: str | None) -> str:
    return "".join((text or "").split())


@pytest.mark.parametrize(
    ("path", "key"),
    [("/", "stock"), ("/", "source"), ("/", "strategic-priority"), ("/changes", "changes"), ("/trends", "year-1")],
)
def test_a_picture_holds_the_words_the_source_and_every_label(
    app: str, new_page: Callable[..., Page], path: str, key: str
) -> None:
    page = visit(new_page(color_scheme="dark"), app + path + QUERY)
    chart = block(page, key)
    labels = chart.locator(".register-plot text").all_text_contents()
    headline = chart.get_by_role("heading").inner_text()
    subtitle = chart.locator(".register-heading p").inner_text()
    svg, png = taken(page, key, "SVG"), taken(page, key, "PNG")
    assert svg.name == f"{png.stem}.svg"
    assert png.name.startswith("demonstration-")
    assert png.name.endswith("-2022-11-28-official-sensitive.png")

    picture = drawn(svg)
    texts = [unspaced("".join(text.itertext())) for text in picture.iter(f"{SVG}text")]
    for words in ("OFFICIAL-SENSITIVE · demonstration data", headline, f"{subtitle}.", *labels):
        assert unspaced(words) in texts, words
    assert [text for text in texts if text.startswith(unspaced(VIEW))]
    assert [text for text in texts if text.startswith(unspaced(SOURCE))]
    assert (picture.get("role"), picture.findtext(f"{SVG}title")) == ("img", headline)
    assert picture.findtext(f"{SVG}desc") == chart.locator(".register-plot").get_attribute("aria-label")
    size = [round(float(picture.get(side) or 0)) for side in ("width", "height")]

    data = png.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert list(struct.unpack(">II", data[16:24])) == [2 * side for side in size]
    pixels = Image.open(io.BytesIO(data)).convert("RGB")
    assert {pixels.getpixel((x, y)) for x in (0, pixels.width - 1) for y in (0, pixels.height - 1)} == {(255,) * 3}

    shown = new_page()
    shown.set_content(svg.read_text(encoding="utf-8"))
    shown.evaluate("document.fonts.ready")
    assert shown.evaluate(FAULTS) == []


def test_a_long_headline_is_broken_within_the_width(app: str, page: Page, new_page: Callable[..., Page]) -> None:
    visit(page, f"{app}/?source=HMICFRS&source=DARA&source=IOPC&received_from=2019-01-01&due_to=2030-12-31")
    svg = taken(page, "source", "SVG")
    picture = drawn(svg)
    (view,) = [text for text in picture.iter(f"{SVG}text") if "".join(text.itertext()).startswith("HMICFRS, DARA")]
    assert len(list(view.iter(f"{SVG}tspan"))) >= 2
    shown = new_page()
    shown.set_content(svg.read_text(encoding="utf-8"))
    assert shown.evaluate(FAULTS) == []


def test_the_chosen_bar_is_the_chosen_bar_of_the_picture(app: str, page: Page) -> None:
    visit(page, f"{app}/?see_source=IOPC")
    bars = scrolled_to(page.locator(".st-key-block_source .register-chart")).locator(".bars path")
    colours = [bar.evaluate("one => getComputedStyle(one).fill") for bar in bars.all()]
    picture = drawn(taken(page, "source", "SVG"))
    styles = [path.get("style") or "" for path in picture.findall(f".//{SVG}g[@class='point']/{SVG}path")]
    assert len(set(colours)) == 2
    assert [style.count(colour) > 0 for style, colour in zip(styles, colours, strict=True)] == [True] * len(colours)


def test_a_picture_is_made_by_keyboard_and_axe_finds_nothing(app: str, page: Page) -> None:
    visit(page, app)
    opener = block(page, "delivery-route").get_by_role("button", name="Download")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="CSV")).to_be_focused()
    assert axe(settled(page)) == []
    for _ in range(3):
        page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".png")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_the_keyboard_goes_into_a_popover_and_comes_back(app: str, page: Page) -> None:
    visit(page, app)
    for name in ("As at", "Filters", "List the recommendations", "Show as table", "Download"):
        opener = page.get_by_test_id("stPopoverButton").filter(has_text=name).first
        opener.focus()
        page.keyboard.press("Enter")
        expect(page.locator('[data-testid="stPopoverBody"] :focus')).to_have_count(1)
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()
        settled(page)


def test_the_menu_gives_the_same_numbers_as_csv_as_a_workbook_and_to_paste(
    app: str, new_page: Callable[..., Page]
) -> None:
    page = visit(new_page(permissions=["clipboard-read", "clipboard-write"]), app)
    block(page, "source").get_by_role("button", name="Download").click()
    files = {}
    for name in ("CSV", "Excel (XLSX)"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        files[name] = Path(download.value.path()).read_bytes()
    page.get_by_role("button", name="Copy data").click()
    expect(page.get_by_text("Data copied")).to_be_visible()
    pasted = [line.split("\t") for line in page.evaluate("navigator.clipboard.readText()").splitlines()]
    rows = [line.split(",") for line in files["CSV"].decode("utf-8-sig").splitlines()]
    book = openpyxl.load_workbook(io.BytesIO(files["Excel (XLSX)"]))
    table = [[str(cell) for cell in row] for row in book["Table"].iter_rows(values_only=True)][-len(rows) :]
    assert rows[0] == ["Source", "Open"]
    assert pasted == rows == table
    assert book["Cover"]["A1"].value == block(page, "source").get_by_role("heading").inner_text()
