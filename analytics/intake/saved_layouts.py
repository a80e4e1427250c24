"""The layouts an analyst saved beside a register: listed, copied, renamed, replaced and deleted.

An extract keeps the text of the layout it was read with, so nothing here touches what is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from analytics import people
from analytics.english import sentence_case
from analytics.errors import LayoutError
from analytics.intake.extract_day import without_period
from analytics.intake.layouts import Layout, layout_from_toml, load_layout, save_layout, shipped_layouts
from analytics.intake.suggestions import quoted
from analytics.people import Right


@dataclass(frozen=True, slots=True)
class SavedLayouts:
    """The layouts of a folder by name, and for each file that is no layout a sentence that says why."""

    layouts: tuple[Layout, ...]
    unusable: tuple[str, ...]


def saved_layouts(folder: Path) -> SavedLayouts:
    """Every layout of a folder; a file that cannot be used hides no other."""
    layouts: list[Layout] = []
    unusable: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            layouts.append(load_layout(path))
        except LayoutError as error:
            unusable.append(str(error))
    return SavedLayouts(tuple(layouts), tuple(unusable))


def layout_name(title: str) -> str:
    """The name of the file of a layout with that title: "HMICFRS tracker" is hmicfrs-tracker.

    Raises LayoutError for a title without a letter or digit, and for one of a layout that comes with the product.
    """
    name = _slug(title)
    if not name:
        raise LayoutError("A layout needs a name with at least one letter or digit.")
    if name in {layout.name for layout in shipped_layouts()}:
        raise LayoutError(f"{quoted(name)} is the name of a layout that comes with the dashboard. Choose another name.")
    return name


def proposed_title(filename: str) -> str:
    """A title for the layout of a file, by its name without months, days, years and versions, which change."""
    words = _CHANGING.sub(" ", without_period(Path(filename).stem.replace("_", " ")))
    return sentence_case(" ".join(words.split())) or "Register"


_CHANGING = re.compile(r"\bv(?:ersion)?\s*\d+\b|\d+(?:st|nd|rd|th)?|[.()\[\]-]+", re.IGNORECASE)
"""What else of a file's name changes from month to month: versions and days, and the marks between them."""


def free_title(title: str, saved: Iterable[Layout]) -> str:
    """The title, with a number after it where another layout bears it already."""
    names = {
        name
        for shipped_layout in (*saved, *shipped_layouts())
        for name in (shipped_layout.name, _slug(shipped_layout.title))
    }
    titles = (title, *(f"{title} {number}" for number in range(2, len(names) + 3)))
    return next(candidate for candidate in titles if _slug(candidate) not in names)


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].rstrip("-")


def copy_layout(layout: Layout, title: str, folder: Path) -> Layout:
    """The layout saved once more under another title. Raises LayoutError where that is taken."""
    name = layout_name(title)
    if (folder / f"{name}.toml").exists():
        raise LayoutError(f"There is another layout named {quoted(name)}. Choose another name.")
    layout_copy = replace(layout, name=name, title=title.strip())
    save_layout(layout_copy, folder)
    return layout_copy


def rename_layout(layout: Layout, title: str, folder: Path) -> Layout:
    """The layout with another title; its file, which extracts and commands name, keeps its name.

    Raises LayoutError where another layout has the title.
    """
    others = [saved.title for saved in saved_layouts(folder).layouts if saved.name != layout.name]
    if layout_name(title) in {_slug(other) for other in others}:
        raise LayoutError(f"There is another layout called {quoted(title.strip())}. Choose another name.")
    renamed = replace(layout, title=title.strip())
    save_layout(renamed, folder, replace=True)
    return renamed


def replace_layout(name: str, text: str, folder: Path) -> Layout:
    """The layout with another TOML text. Raises LayoutError that names what is wrong with the text."""
    replacement = layout_from_toml(text, name)
    save_layout(replacement, folder, replace=True)
    return replacement


def delete_layout(name: str, folder: Path) -> None:
    """Delete a saved layout. Raises LayoutError where there is none of that name, and NotAllowed as `save_layout`."""
    people.require(Right.LOAD)
    path = folder / f"{name}.toml"
    if not path.is_file():
        raise LayoutError(f"There is no saved layout named {quoted(name)}.")
    path.unlink()
