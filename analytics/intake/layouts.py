"""A layout says how to read one kind of file into the standard layout, and only that; it is a TOML file."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast, get_args

from analytics import people
from analytics.english import listed
from analytics.errors import LayoutError
from analytics.intake.suggestions import did_you_mean, quoted, quoted_list
from analytics.people import Right
from analytics.vocabulary import COLUMN, DATE_COLUMNS, LIST_COLUMNS, REQUIRED_COLUMNS, allowed_values

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "layouts"
"""Where the layouts that come with the product stand."""

DateOrder = Literal["DMY", "MDY", "YMD"]
Kind = Literal["csv", "xlsx"]
PeriodDay = Literal["first day", "last day"]
"""Which day of a month, quarter or year is meant where a column gives no day."""

SECTIONS = (
    "title",
    "note",
    "fill_down",
    "two_digit_years",
    "file",
    "columns",
    "constants",
    "values",
    "split",
    "dates",
    "periods",
    "join",
    "built",
)
FILE_ENTRIES = ("kind", "sheet", "header_row", "encoding", "delimiter", "quotes", "date_order")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOptions:
    """How the file itself is read; whatever is None is found by looking at the file.

    `header_row` counts from 1, as a spreadsheet does. `date_order` is the order of day, month and year in every
    date column that [dates] does not name. `quotes` is "text" where a quotation mark of a CSV file that is never closed
    is part of the text; else such a file is refused.
    """

    kind: Kind | None = None
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quotes: Literal["text"] | None = None
    date_order: DateOrder = "DMY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a file of one shape becomes the standard layout.

    `columns` gives, for each of our columns, the headings it may stand under, the first that is present being
    taken; `values` gives, for each of our columns, their word and ours (for a date column: a word and the day that it
    means, 2023-03-31, or "" for none); `dates` the order of a date column that is written otherwise than the rest of
    the file; `periods` which day of a month, quarter or year is meant in a date column; `two_digit_years` the date
    columns whose years of two figures are of this century; `fill_down` the columns in which a blank cell has the
    value of the cell above it; `join` the separator by which a column is joined from all its headings, each of which
    the file must have; `built` the standard columns from which the reference is built where the file gives none.
    """

    name: str
    title: str
    note: str = ""
    file: FileOptions = field(default_factory=FileOptions)
    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    split: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, DateOrder] = field(default_factory=dict)
    join: Mapping[str, str] = field(default_factory=dict)
    built: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    periods: Mapping[str, PeriodDay] = field(default_factory=dict)
    two_digit_years: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check(self)

    @property
    def supplied(self) -> tuple[str, ...]:
        """The standard columns that the layout can fill, in the vocabulary's order."""
        supplied = {*self.columns, *self.constants, *self.built}
        return tuple(name for name in COLUMN if name in supplied)

    def words(self, column: str) -> Mapping[str, str] | None:
        """Their words and ours for a column; None where the layout gives none and our own words are expected."""
        return self.values.get(column)

    def date_order(self, column: str) -> DateOrder:
        """The one declared order in which a date column is read."""
        return self.dates.get(column, self.file.date_order)


def load_layout(name_or_path: str | Path, extra_folders: Sequence[Path] = ()) -> Layout:
    """The layout of that name, or at that path, looked for in the extra folders first and then among the shipped.

    Raises LayoutError where there is none, or where it cannot be used.
    """
    path = _find(name_or_path, extra_folders)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LayoutError(f"The layout {path} cannot be read: it must be a text file in UTF-8.") from error
    return layout_from_toml(text, path.stem)


def save_layout(layout: Layout, folder: Path, *, replace: bool = False) -> Path:
    """Write a layout into a folder under its name, whole or not at all; the path of the file.

    Raises LayoutError for a name that is no plain file name, or that another layout there already bears, and NotAllowed
    where who acts may not change layouts.
    """
    people.require(Right.LOAD)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", layout.name):
        raise LayoutError(
            f"{quoted(layout.name)} cannot be the name of a layout: use small letters, digits and hyphens, at most 60."
        )
    path = folder / f"{layout.name}.toml"
    text = layout_to_toml(layout)
    if path.exists() and not replace and path.read_text(encoding="utf-8") != text:
        raise LayoutError(f"There is another layout named {quoted(layout.name)}; choose another name, or replace it.")
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{layout.name}.{os.getpid()}.part"
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)
    return path


def shipped_layouts() -> tuple[Layout, ...]:
    """The layouts that come with the product, by name."""
    return layouts_in(SHIPPED)


def layouts_in(folder: Path) -> tuple[Layout, ...]:
    """Every layout in a folder, by name; none where there is no such folder. Raises LayoutError for a bad one."""
    return tuple(load_layout(path) for path in sorted(folder.glob("*.toml")))


def layout_from_toml(text: str, name: str) -> Layout:
    """The layout written in a TOML text. Raises LayoutError that names the entry and what would be right."""
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"The layout {quoted(name)} is not valid TOML: {error}.") from error
    _known(parsed, SECTIONS, name, "the layout")
    return Layout(
        name=name,
        title=_word(parsed, "title", name) or name,
        note=_word(parsed, "note", name) or "",
        file=_file_options(_table(parsed, "file", name), name),
        columns={ours: _headings(theirs, ours, name) for ours, theirs in _table(parsed, "columns", name).items()},
        constants=_text_section(parsed, "constants", name),
        values={
            ours: _strings(table, f"[values.{ours}]", name) for ours, table in _table(parsed, "values", name).items()
        },
        split=_text_section(parsed, "split", name),
        dates={ours: _order(word, name) for ours, word in _text_section(parsed, "dates", name).items()},
        join=_text_section(parsed, "join", name),
        built={ours: _headings(theirs, ours, name, "built") for ours, theirs in _table(parsed, "built", name).items()},
        periods={ours: _period_day(word, name) for ours, word in _text_section(parsed, "periods", name).items()},
        two_digit_years=_list(parsed, "two_digit_years", name),
        fill_down=_list(parsed, "fill_down", name),
    )


def with_plain_quotes(layout: Layout) -> Layout:
    """The layout with quotation marks that are never closed as part of the text."""
    return replace(layout, file=replace(layout.file, quotes="text"))


def layout_to_toml(layout: Layout) -> str:
    """The layout as a TOML text that reads back as an equal layout."""
    options = {entry: getattr(layout.file, entry) for entry in FILE_ENTRIES}
    lists = {"fill_down": layout.fill_down, "two_digit_years": layout.two_digit_years}
    parts = [
        f"title = {_toml(layout.title)}\n"
        + (f"note = {_toml(layout.note)}\n" if layout.note else "")
        + "".join(f"{entry} = {_toml(list(names))}\n" for entry, names in lists.items() if names)
    ]
    parts.append(_section("file", {entry: value for entry, value in options.items() if value is not None}))
    single = {ours: theirs[0] if len(theirs) == 1 else list(theirs) for ours, theirs in layout.columns.items()}
    parts.append(_section("columns", single))
    parts.append(_section("constants", layout.constants))
    parts.extend(_section(f"values.{ours}", table, always=True) for ours, table in layout.values.items())
    parts.append(_section("split", layout.split))
    parts.append(_section("dates", layout.dates))
    parts.append(_section("join", layout.join))
    parts.append(_section("built", {ours: list(columns) for ours, columns in layout.built.items()}))
    parts.append(_section("periods", layout.periods))
    return "\n".join(part for part in parts if part)


def _find(name_or_path: str | Path, extra_folders: Sequence[Path]) -> Path:
    """The file of a layout given by name or by path."""
    text = str(name_or_path)
    if text.endswith(".toml") or "/" in text or "\\" in text:
        if Path(text).is_file():
            return Path(text)
        raise LayoutError(f"There is no layout at {text}.")
    folders = (*extra_folders, SHIPPED)
    known = {path.stem: path for folder in reversed(folders) for path in sorted(folder.glob("*.toml"))}
    if text not in known:
        suggestion = did_you_mean(text, known)
        raise LayoutError(f"There is no layout named {quoted(text)}; there are {quoted_list(known)}.{suggestion}")
    return known[text]


def _known(table: Mapping[str, Any], allowed: Iterable[str], name: str, where: str) -> None:
    """Raise LayoutError for an entry that means nothing, so that a slip of the pen is not passed over."""
    for entry in table:
        if entry not in allowed:
            raise LayoutError(
                f"The layout {quoted(name)}: {quoted(entry)} is not an entry of {where}; there are "
                f"{quoted_list(allowed)}.{did_you_mean(entry, allowed)}"
            )


def _table(parsed: Mapping[str, Any], section: str, name: str) -> dict[str, Any]:
    """A section of the layout, empty where it is absent."""
    table = parsed.get(section, {})
    if not isinstance(table, dict):
        raise LayoutError(f"The layout {quoted(name)}: {section} must be a section, written [{section}].")
    return table


def _word(table: Mapping[str, Any], entry: str, name: str) -> str | None:
    """A text entry, or None where it is absent."""
    value = table.get(entry)
    if value is not None and not isinstance(value, str):
        raise LayoutError(f"The layout {quoted(name)}: {entry} must be text in quotation marks.")
    return value


def _strings(table: Any, where: str, name: str) -> dict[str, str]:
    """A section whose every entry is text."""
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise LayoutError(f'The layout {quoted(name)}: each entry of {where} must be written "Theirs" = "ours".')
    return {str(theirs): str(ours) for theirs, ours in table.items()}


def _text_section(parsed: Mapping[str, Any], section: str, name: str) -> dict[str, str]:
    """A section whose every entry is text, empty where it is absent."""
    return _strings(_table(parsed, section, name), f"[{section}]", name)


def _headings(theirs: Any, ours: str, name: str, section: str = "columns") -> tuple[str, ...]:
    """The headings one of our columns may stand under, or the columns it is built from."""
    headings = [theirs] if isinstance(theirs, str) else theirs
    if (
        isinstance(headings, list)
        and headings
        and all(isinstance(heading, str) and heading.strip() for heading in headings)
    ):
        return tuple(headings)
    noun = "heading" if section == "columns" else "column"
    raise LayoutError(f"The layout {quoted(name)}: [{section}] {ours} must be a {noun}, or a list of {noun}s.")


def _list(parsed: Mapping[str, Any], entry: str, name: str) -> tuple[str, ...]:
    """An entry that lists columns of ours, empty where it is absent."""
    names = parsed.get(entry, [])
    if not isinstance(names, list) or not all(isinstance(item, str) for item in names):
        raise LayoutError(f'The layout {quoted(name)}: {entry} must be a list of columns, such as ["due_on"].')
    return tuple(names)


def _period_day(word: str, name: str) -> PeriodDay:
    """Which day of a period is meant, as written in a layout."""
    if word in get_args(PeriodDay):
        return cast(PeriodDay, word)
    known = quoted_list(get_args(PeriodDay), "or")
    raise LayoutError(f"The layout {quoted(name)}: an entry of [periods] is {known}, not {quoted(word)}.")


def _order(word: Any, name: str) -> DateOrder:
    """A date order as written in a layout."""
    if word in get_args(DateOrder):
        return cast(DateOrder, word)
    known = quoted_list(get_args(DateOrder), "or")
    raise LayoutError(f"The layout {quoted(name)}: a date order is {known}, not {quoted(str(word))}.")


def _file_options(table: dict[str, Any], name: str) -> FileOptions:
    """The [file] section, checked entry by entry."""
    _known(table, FILE_ENTRIES, name, "[file]")
    kind, row = _word(table, "kind", name), table.get("header_row")
    if kind is not None and kind not in get_args(Kind):
        raise LayoutError(
            f"The layout {quoted(name)}: [file] kind is {quoted_list(get_args(Kind), 'or')}, not {quoted(kind)}."
        )
    if row is not None and (not isinstance(row, int) or isinstance(row, bool) or row < 1):
        raise LayoutError(f"The layout {quoted(name)}: [file] header_row must be a row number, 1 or more.")
    if table.get("quotes", "text") != "text":
        raise LayoutError(f"The layout {quoted(name)}: [file] quotes is 'text' or is left out.")
    return FileOptions(
        kind=cast(Kind | None, kind),
        sheet=_word(table, "sheet", name),
        header_row=row,
        encoding=_encoding(_word(table, "encoding", name), name),
        delimiter=_delimiter(_word(table, "delimiter", name), name),
        quotes="text" if "quotes" in table else None,
        date_order=_order(table.get("date_order", "DMY"), name),
    )


def _encoding(word: str | None, name: str) -> str | None:
    """An encoding of text that is known; four letters need not be valid in it."""
    if word is None:
        return None
    try:
        b"text".decode(word)
    except UnicodeError:
        return word
    except (LookupError, ValueError) as error:
        raise LayoutError(
            f"The layout {quoted(name)}: {quoted(word)} is not an encoding; examples are 'utf-8' and 'cp1252'."
        ) from error
    return word


def _delimiter(word: str | None, name: str) -> str | None:
    """A delimiter of one character that is neither a quotation mark nor a line end."""
    if word is not None and (len(word) != 1 or word in '"\r\n\0'):
        raise LayoutError(f"The layout {quoted(name)}: [file] delimiter must be one character, such as ',' or ';'.")
    return word


def _check(layout: Layout) -> None:
    """Raise LayoutError for the first thing that would make the layout unusable."""
    for section in ("columns", "constants", "values", "split", "dates", "periods", "join", "built"):
        _known(getattr(layout, section), COLUMN, layout.name, f"[{section}]")
    for entry in ("two_digit_years", "fill_down"):
        _known(dict.fromkeys(getattr(layout, entry)), COLUMN, layout.name, entry)
    missing = [name for name in REQUIRED_COLUMNS if name not in layout.supplied]
    if missing:
        raise LayoutError(
            f"Each recommendation needs a {listed([COLUMN[name].label.lower() for name in missing])}. In the layout "
            f"{quoted(layout.title)}, choose the heading that gives it, or one value for every row."
        )
    twice = [name for name in layout.columns if name in layout.constants]
    if twice:
        raise LayoutError(f"The layout {quoted(layout.name)}: {quoted_list(twice)} is both a column and a constant.")
    if "reference" in layout.constants:
        raise LayoutError(
            f"The layout {quoted(layout.name)}: 'reference' must be a column, since it differs row by row."
        )
    _check_kinds(layout)
    _check_references(layout)
    for ours, table in layout.values.items():
        _check_vocabulary(layout.name, f"[values.{ours}]", ours, table.values())
    for ours, value in layout.constants.items():
        _check_vocabulary(layout.name, "[constants]", ours, [value])


def _check_kinds(layout: Layout) -> None:
    """Raise LayoutError where an entry names a column of another type, or a separator is empty."""
    kinds = {
        "[split]": LIST_COLUMNS,
        "[dates]": DATE_COLUMNS,
        "[periods]": DATE_COLUMNS,
        "two_digit_years": DATE_COLUMNS,
    }
    for entry, allowed in kinds.items():
        wrong = [name for name in getattr(layout, entry.strip("[]")) if name not in allowed]
        if wrong:
            raise LayoutError(
                f"The layout {quoted(layout.name)}: {entry} may name {quoted_list(allowed)}, not {quoted_list(wrong)}."
            )
    if not all(layout.split.values()):
        raise LayoutError(f"The layout {quoted(layout.name)}: a separator in [split] must not be empty.")
    dated = [name for name in layout.constants if name in DATE_COLUMNS]
    if dated:
        raise LayoutError(f"The layout {quoted(layout.name)}: a date ({quoted_list(dated)}) cannot be a constant.")


def _check_references(layout: Layout) -> None:
    """Raise LayoutError where [join] or [built] says something that no file can be read by."""
    where = f"The layout {quoted(layout.name)}:"
    for ours, separator in layout.join.items():
        if COLUMN[ours].type not in ("text", "long text"):
            raise LayoutError(f"{where} [join] may name a column of text, not {quoted(ours)}.")
        if len(layout.columns.get(ours, ())) < 2:
            raise LayoutError(f"{where} [join] {ours} needs the list of headings to be joined in [columns].")
        if not separator:
            raise LayoutError(f"{where} a separator in [join] must not be empty.")
    for ours, columns in layout.built.items():
        if ours != "reference" or ours in layout.columns:
            raise LayoutError(f"{where} [built] may name 'reference' only, and only where [columns] does not.")
        _known(
            dict.fromkeys(columns), [name for name in layout.supplied if name != "reference"], layout.name, "[built]"
        )


def _check_vocabulary(name: str, where: str, ours: str, words: Iterable[str]) -> None:
    """Raise LayoutError for a word that is not in the closed vocabulary of its column."""
    allowed = allowed_values(ours)
    for word in words:
        if ours in DATE_COLUMNS and word and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
            raise LayoutError(
                f"The layout {quoted(name)}: {where} gives {quoted(word)}; write a day such as 2023-03-31, or nothing."
            )
        blank = word == "" and ours != "status"
        if allowed is not None and word not in allowed and not blank:
            raise LayoutError(
                f"The layout {quoted(name)}: {where} gives {quoted(word)}, which is not a value of {ours}; "
                f"there are {quoted_list(allowed)}.{did_you_mean(word, allowed)}"
            )


def _toml(value: object) -> str:
    """A text, number or list of texts as TOML writes it; a JSON text is one, but for the delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _section(title: str, table: Mapping[str, object], *, always: bool = False) -> str:
    """One section of a TOML text, or nothing where it is empty."""
    if not table and not always:
        return ""
    return "\n".join([f"[{title}]", *(f"{_key(key)} = {_toml(value)}" for key, value in table.items())]) + "\n"


def _key(key: str) -> str:
    """A bare key where it can be one, else in quotation marks."""
    return key if key in COLUMN or key in FILE_ENTRIES else _toml(key)
