"""The documents that are written from the code: docs/definitions.md and data/README.md, by `make docs`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from analytics.english import day, listed
from analytics.export_format import WORKED_OUT
from analytics.files.definitions import sections
from analytics.intake.layouts import shipped_layouts
from analytics.intake.programmes import COLUMNS as PROGRAMME_COLUMNS
from analytics.meetings.log_row import COLUMNS as ACTION_COLUMNS
from analytics.meetings.log_row import NEEDED
from analytics.settings import SETTINGS
from analytics.terms import TERMS
from analytics.vocabulary import COLUMNS, FRAMEWORKS, LIST_COLUMNS, REQUIRED_COLUMNS, SOURCES, VALUES, Column, State

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = "This page is written from the code by `make docs`; change the code, not the page."
METHOD = "[How the figures are worked out](method.md) has the rule behind each figure, with worked examples."

GROUPS = {
    "identity": "What it is",
    "weight": "How much it weighs",
    "meaning": "What it is about",
    "delivery": "Who delivers it, and how",
    "state": "Where it stands",
    "dates": "Dates",
}
TYPES = {
    "text": "text",
    "long text": "text of any length",
    "date": "date",
    "list": "several texts, separated by semicolons",
}


def definitions() -> str:
    """The terms from A to Z, then every measure with its definition, as a page of Markdown."""
    terms = _table(("Term", "Meaning", "Example"), ((term.name, term.meaning, term.example) for term in TERMS))
    parts = ["# Definitions", WRITTEN, METHOD, "## A to Z", terms]
    for section in sections():
        parts += [f"## {section.title}", section.opening]
        for definition in section.definitions:
            parts += [
                f"### {definition.title}",
                definition.text,
                f"Code: {definition.code}",
            ]
    return "\n\n".join(parts) + "\n"


def dictionary() -> str:
    """The standard layout column by column, its words, and the layouts that are known, as a page of Markdown."""
    required = listed([f"`{name}`" for name in REQUIRED_COLUMNS])
    introduction = (
        "A register is a folder of extracts, each the whole register as its owner handed it over on one day. Whatever "
        f"its shape, it is read into these {len(COLUMNS)} columns, one row a recommendation. Only {required} must be "
        "there; everything else may be blank or absent. Dates are written year-month-day."
    )
    parts = ["# Data dictionary", WRITTEN, introduction]
    for group, title in GROUPS.items():
        parts += [f"## {title}", _columns([column for column in COLUMNS if column.group == group])]
    parts += ["## Words with a fixed meaning", *_allowed_values(), "## Strategic priorities", *_frameworks()]
    parts += ["## Layouts that come with the dashboard", _layouts()]
    parts += ["## The programmes file", *_programmes()]
    parts += ["## The action log", *_action_log()]
    parts += ["## Files that are taken away", *_files()]
    return "\n\n".join(parts) + "\n"


def _programmes() -> list[str]:
    rows = [
        (
            f"`{programme_column.name}`",
            programme_column.label,
            f"one of: {', '.join(programme_column.words)}" if programme_column.words else programme_column.type,
        )
        for programme_column in PROGRAMME_COLUMNS
    ]
    return [PROGRAMMES, _table(("Column", "On the screen", "Holds"), rows)]


PROGRAMMES = (
    "A CSV file or workbook with a row a programme may be given with an extract, on the load page or as "
    "`--programmes FILE`. Only `programme` "
    "must be there. A row without it, or of a programme that has another row, is left out, and the load then needs a "
    "reason; a cell that does not fit is left blank and kept among the faults. Dates are day/month/year or "
    "year-month-day. It is kept with its extract and counts as long as that extract is the newest one used."
)


def _action_log() -> list[str]:
    rows = [(f"`{action_column.name}`", action_column.label, action_column.holds) for action_column in ACTION_COLUMNS]
    return [ACTION_LOG, _table(("Column", "On the screen", "Holds"), rows)]


ACTION_LOG = (
    "The page Meetings and actions reads and writes actions as a CSV file or workbook, a row an action, under either "
    f"name of each column. The first {len(NEEDED)} must be there. For a log with other headings and words the page "
    "proposes what each means, and the analyst confirms it. A row that says what another, or the store, says "
    "already is repeated; one that lacks what it must say, or contradicts what is kept, is left out and said. Dates "
    "are day/month/year or year-month-day. `demonstration/action-log.csv` is an invented one to try it with."
)


def _files() -> list[str]:
    rows = [(f"`{name}`", label, meaning) for name, (label, meaning) in WORKED_OUT.items()]
    return [*FILES, _table(("Column", "In the workbook", "Meaning"), rows)]


FILES = (
    (
        "A CSV or a workbook of recommendations holds exactly the rows that the filters choose, in the order of "
        "the page. Its name says the as-at day and the highest marking among its rows. A version for publication "
        "leaves rows marked OFFICIAL-SENSITIVE out; the page and the workbook's cover say how many."
    ),
    (
        "CSV: RFC 4180, UTF-8 with its mark, days as year-month-day, several values separated by semicolons. A "
        "cell that a spreadsheet might run as a formula (beginning with = + - @, also after blanks, a tab or a "
        "line end) has an apostrophe before it, and so has one that already begins with apostrophes before such a "
        "beginning. Whoever reads the file by program takes one apostrophe off such a cell and has the very text. A "
        'backslash stands before each ";" and each backslash inside one value of a list. The layout `standard` reads '
        "such a file, or the workbook, back into the same rows."
    ),
    (
        "Demonstration data: the name of every file begins with `demonstration`, the workbook's cover says that it "
        "is invented, and so does each row's own `progress_note`."
    ),
    "The columns are those above, then those that are worked out from every extract used:",
)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _columns(columns: Iterable[Column]) -> str:
    rows = [(f"`{column.name}`", column.label, allowed(column), column.meaning) for column in columns]
    return _table(("Column", "On the screen", "Holds", "Meaning"), rows)


def allowed(column: Column) -> str:
    """What a column may hold, in words."""
    words = VALUES.get(column.type)
    return f"one of: {', '.join(words)}" if words else TYPES[column.type]


def _allowed_values() -> list[str]:
    states = ", ".join(State)
    return [
        STATES.format(states=states),
        _table(("Source, as stored", "On the screen"), [(f"`{name}`", label) for name, label in SOURCES.items()]),
        "A register may hold other sources; they keep their own names.",
    ]


STATES = (
    "A recommendation's *status* is what the register says of it; its *state* on a day is worked out from every "
    "extract used: {states}. *Open* is open or proposed for closure; *outstanding* is open, awaiting on-boarding or "
    "disputed."
)


def _frameworks() -> list[str]:
    parts = []
    for framework in FRAMEWORKS:
        until = f", until {day(framework.valid_until)}" if framework.valid_until else ""
        many = f"{framework.number} priorities in force from {day(framework.valid_from)}{until}"
        parts.append(f"{framework.title}: {many}. Source: {framework.source}.")
        if framework.names:
            parts.append("\n".join(f"{number}. {name}" for number, name in enumerate(framework.names, start=1)))
    return [*parts, UNVERIFIED_NAMES]


UNVERIFIED_NAMES = (
    "Where the names of a framework were not verified, a register that holds its priorities shows them as they stand "
    "in it, and how they follow from earlier ones only as its own extracts say."
)


def _layouts() -> str:
    rows = [
        (f"`{shipped_layout.name}`", shipped_layout.title, shipped_layout.note, ", ".join(shipped_layout.supplied))
        for shipped_layout in shipped_layouts()
    ]
    many = [
        (name, title, note, "every column" if len(COLUMNS) == len(of.split(", ")) else of)
        for name, title, note, of in rows
    ]
    lists = listed([f"`{name}`" for name in LIST_COLUMNS])
    note = f"An analyst's own layouts lie beside the register, in `layouts/`. Several values in one cell: {lists}."
    return _table(("Layout", "Title", "What to know", "Columns that it fills"), many) + f"\n\n{note}"


DEPLOY = "docs/deploy.md"
BEGINS, ENDS = "<!-- Written from analytics/settings.py by `make docs` -->", "<!-- end -->"
"""The lines of docs/deploy.md between which the table of settings is."""


def deploy() -> str:
    """The page on running it for real, with its table of settings as the code has them; the rest is written by hand."""
    rows = [(f"`{setting.name}`", setting.meaning, setting.default or "nothing") for setting in SETTINGS]
    table = _table(("Setting", "What it sets", "Where it is not set"), rows)
    before, _, rest = (ROOT / DEPLOY).read_text(encoding="utf-8").partition(BEGINS)
    return f"{before}{BEGINS}\n\n{table}\n\n{ENDS}{rest.partition(ENDS)[2]}"


DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "docs/definitions.md": definitions,
    "data/README.md": dictionary,
    DEPLOY: deploy,
}
"""Each document by its path below the project, and what writes it."""


def write(root: Path) -> tuple[Path, ...]:
    """Write every document that is not as the code says; the paths of those that changed."""
    changed = []
    for name, make in DOCUMENTS.items():
        path, text = root / name, make()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    return tuple(changed)


if __name__ == "__main__":
    for written in write(ROOT):
        sys.stdout.write(f"{written.relative_to(ROOT)}\n")
