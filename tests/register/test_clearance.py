"""What a reader cleared for OFFICIAL sees is what a register would show that had never held the other rows.

Two registers are compared: the whole one opened for such a reader, and one from whose files the others' rows were taken
out by hand. Every measure, list, option, search, export and pack must be equal; a new measure fails until it is tried.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date
from http import HTTPStatus
from inspect import signature
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import duckdb
import pandas as pd
import pytest

from analytics import people
from analytics.api.resources import RESOURCES
from analytics.files.documents import definitions
from analytics.files.export import export
from analytics.files.pack.build import build
from analytics.files.pack.settings import PackSettings
from analytics.files.pack.write import KINDS, write
from analytics.filters import EVERYTHING, Filters
from analytics.measures import (
    changes,
    due_dates,
    figures,
    filter_options,
    recommendations,
    themes,
)
from analytics.measures.definition import MEASURES, Measure
from analytics.measures.quality import extracts, faults
from analytics.people import HIGHEST, NotAllowed, Person, Role
from analytics.register.database import Register
from analytics.register.folder import in_force
from analytics.register.remarks import remarks
from analytics.register.seal import MANIFEST
from analytics.vocabulary import ENGAGE_PHASE, Kind, Marking
from tests.api.client import client
from tests.registers import unseal, write_register

assert definitions, "importing it imports every measure"

NEWEST = 3
"""Extracts of the demonstration that the two registers have."""

SINCE = date(2022, 9, 30)
OFFICIAL = Person(name="Rita Reader", subject="1", role=Role.ANALYST)
FILTERS = {
    "everything": EVERYTHING,
    "as at an earlier day": Filters(as_at=date(2022, 10, 15)),
    "as known earlier": Filters(known_at=date(2022, 10, 31)),
    "a source and words": Filters(source=("HMICFRS",), search="review"),
    "every kind": Filters(kind=(*Kind, "[blank]")),
}
OF_LOADS = {"extracts", "accepted", "faults", "fault_moves"}
"""Measures of how files were loaded: for those cleared for every row alone."""


def rows_of(extract: Path) -> pd.DataFrame:
    with duckdb.connect() as con:
        return con.execute(
            "select reference, classification, text from read_parquet(?)", [f"{extract}/rows.parquet"]
        ).df()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, demonstration: Path) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    for loading in in_force(demonstration)[-NEWEST:]:
        shutil.copytree(loading.path, folder / "extracts" / loading.path.name)
    unseal(folder)
    return folder


@pytest.fixture(scope="module")
def secret(whole: Path) -> pd.DataFrame:
    """The rows that a reader cleared for OFFICIAL may not see: of each recommendation that was ever marked higher."""
    all_rows = pd.concat([rows_of(path) for path in sorted((whole / "extracts").iterdir()) if path.is_dir()])
    above = all_rows.loc[all_rows["classification"] != "OFFICIAL", "reference"].unique()
    return all_rows[all_rows["reference"].isin(above)]


@pytest.fixture(scope="module")
def without(whole: Path, secret: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same files without those rows."""
    folder = shutil.copytree(whole, tmp_path_factory.mktemp("without") / "register")
    above = secret["reference"].unique().tolist()
    for extract in (path for path in (folder / "extracts").iterdir() if path.is_dir()):
        rows, written = extract / "rows.parquet", extract / "written.parquet"
        with duckdb.connect() as con:
            con.execute("create table kept as select * from read_parquet(?)", [str(rows)])
            con.execute("delete from kept where list_contains(?, reference)", [above])
            con.execute(f"copy kept to '{written}' (format parquet)")
        written.replace(rows)
        manifest = json.loads((extract / MANIFEST).read_text(encoding="utf-8"))
        manifest["rejected_references"] = [
            reference for reference in manifest["rejected_references"] if reference not in above
        ]
        (extract / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def cleared(whole: Path) -> Register:
    with people.acting_as(OFFICIAL):
        return Register(whole)


@pytest.fixture(scope="module")
def stripped(without: Path) -> Register:
    return Register(without, clearance=HIGHEST)


def plain(value: Any) -> Any:
    """A result as text that two equal results share."""
    if isinstance(value, pd.DataFrame):
        return value.to_csv(index=False)
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in asdict_names(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    return repr(value)


def asdict_names(value: Any) -> list[str]:
    return list(value.__dataclass_fields__)


def given(register: Register, filters: Filters) -> dict[str, Any]:
    """What measures ask for, by the name of the parameter."""
    return {
        "register": register,
        "filters": filters,
        "since": SINCE,
        "until": date(2022, 11, 28),
        "days": (SINCE, date(2022, 10, 31), date(2022, 11, 28)),
        "recorded": filter_options.recorded(register, filters),
        "column": themes.THEME_COLUMNS[0],
        "membership": ENGAGE_PHASE,
        "term": "closed",
        "family": next(iter(due_dates.FAMILIES)),
        "band": next(iter(next(iter(due_dates.FAMILIES.values())))),
        "meetings": (),
        "has_onboarding": True,
        "aspect": "status",
    }


def arguments(measure: Callable[..., Any], register: Register, filters: Filters) -> dict[str, Any]:
    known = given(register, filters)
    wanted = [
        name
        for name, parameter in signature(measure).parameters.items()
        if parameter.default is parameter.empty or name in known
    ]
    return {name: known[name] for name in wanted}


MEASURED = [measure for measure in MEASURES if measure.function.__name__ not in OF_LOADS]


@pytest.mark.parametrize("chosen", FILTERS, ids=str)
@pytest.mark.parametrize("measure", MEASURED, ids=lambda measure: measure.function.__name__)
def test_every_measure_is_as_if_the_others_rows_had_never_been(
    measure: Measure, chosen: str, cleared: Register, stripped: Register
) -> None:
    seen, wanted = (
        plain(measure.function(**arguments(measure.function, register, FILTERS[chosen])))
        for register in (cleared, stripped)
    )
    assert seen == wanted


QUESTIONS: dict[str, Callable[[Register, Filters], Any]] = {
    "figures": lambda register, filters: figures.figures(register, filters, SINCE),
    "changes": lambda register, filters: changes.as_dict(register, filters, SINCE),
    "list": lambda register, filters: recommendations.rows(register, filters, recommendations.EXPORTED),
    "batches": lambda register, filters: list(recommendations.batches(register, filters)),
    "marking": recommendations.marking,
    "options": filter_options.options,
    "counts of options": filter_options.counts,
    "recorded columns": filter_options.recorded,
}


@pytest.mark.parametrize("chosen", FILTERS, ids=str)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_list_and_option_is_as_well(question: str, chosen: str, cleared: Register, stripped: Register) -> None:
    ask = QUESTIONS[question]
    assert plain(ask(cleared, FILTERS[chosen])) == plain(ask(stripped, FILTERS[chosen]))


def test_a_reader_cleared_for_everything_sees_all_of_it(whole: Path, secret: pd.DataFrame, cleared: Register) -> None:
    every_kind = FILTERS["every kind"]
    opened = Register(whole, clearance=HIGHEST)
    shown = set(recommendations.rows(opened, every_kind, ("reference",))["reference"])
    seen = set(recommendations.rows(cleared, every_kind, ("reference",))["reference"])
    above = set(secret["reference"])
    assert len(above) > 100
    assert shown - seen == above
    assert (opened.above_clearance, cleared.above_clearance) == (0, len(above))


def test_no_question_finds_a_recommendation_above_the_clearance(cleared: Register, secret: pd.DataFrame) -> None:
    row = secret.iloc[0]
    assert recommendations.recommendation(cleared, EVERYTHING, row["reference"]) is None
    assert recommendations.neighbours(cleared, EVERYTHING, "reference", row["reference"]) is None
    for words in (row["reference"], " ".join(str(row["text"]).split()[:8])):
        result = recommendations.rows(cleared, Filters(search=words, kind=FILTERS["every kind"].kind), ("reference",))
        assert not set(result["reference"]) & set(secret["reference"])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("chosen", FILTERS, ids=str)
def test_exports_hold_the_same_rows(kind: str, chosen: str, cleared: Register, stripped: Register) -> None:
    files = []
    for register in (cleared, stripped):
        to = io.BytesIO()
        rows = export(register, FILTERS[chosen], to, kind=kind)
        files.append((rows, to.getvalue() if kind == "csv" else [sheet.to_csv() for sheet in sheets(to)]))
    assert files[0] == files[1]


def sheets(workbook: io.BytesIO) -> list[pd.DataFrame]:
    """The sheets of a workbook but for its cover, which says which register it is of."""
    read = pd.read_excel(workbook, sheet_name=None, header=None, engine="calamine")
    return list(read.values())[1:]


OF_EVERYBODY = [resource for resource in RESOURCES.values() if resource.right is None]
"""What the API gives to whoever is cleared for OFFICIAL; the rest needs a clearance for every row."""


@pytest.mark.parametrize("chosen", ["everything", "as known earlier", "every kind"])
def test_the_api_gives_the_same(chosen: str, cleared: Register, stripped: Register, secret: pd.DataFrame) -> None:
    asked, of_stripped = (client(register)[0] for register in (cleared, stripped))
    query = urlencode(FILTERS[chosen].to_query(), doseq=True)
    # A row marked OFFICIAL may name one that is not, as its successor: that is its own cell.
    hidden = [f'"reference":"{reference}"' for reference in secret["reference"].unique()]
    for resource in OF_EVERYBODY:
        answer = asked.get(f"/{resource.name}?{query}")
        assert answer.data == of_stripped.get(f"/{resource.name}?{query}").data, resource.name
        assert answer.document["about"]["marking"] == Marking.OFFICIAL, resource.name
        assert not [text for text in hidden if text in answer.body.decode()], resource.name
        if resource.table is not None:
            for form in ("csv", "html"):
                target = f"/{resource.name}.{form}?{query}"
                assert asked.get(target).body == of_stripped.get(target).body, target
    assert asked.get(f"/recommendations/{quote(secret['reference'].iloc[0], safe='')}").status == HTTPStatus.NOT_FOUND


def test_packs_hold_the_same_figures(cleared: Register, stripped: Register, secret: pd.DataFrame) -> None:
    choice = PackSettings(since=SINCE)
    seen, wanted = (build(register, choice, None) for register in (cleared, stripped))
    assert seen.marking == Marking.OFFICIAL
    for mine, other in zip(seen.sections, wanted.sections, strict=True):
        if mine.key != "quality":
            assert plain(mine.blocks) == plain(other.blocks), mine.key
    for kind in KINDS:
        to = io.BytesIO()
        write(seen, kind, to)
        if kind == "html":
            text = to.getvalue().decode()
            assert not [reference for reference in secret["reference"].unique() if f">{reference}<" in text]


def test_how_files_were_loaded_is_for_those_who_may_read_every_row(whole: Path, cleared: Register) -> None:
    with pytest.raises(NotAllowed, match="Clearance for OFFICIAL-SENSITIVE is needed to see how extracts were loaded"):
        faults(cleared)
    with people.acting_as(OFFICIAL), pytest.raises(NotAllowed):
        extracts(whole)
    with people.acting_as(OFFICIAL):
        wording = remarks(cleared, cleared.dates(EVERYTHING))
    assert "Only recommendations whose every marking is OFFICIAL are counted and listed." in wording


ROW = {"source": "DARA", "status": "open", "text": "Do it"}


@pytest.mark.parametrize(
    ("before", "now", "is_seen"),
    [
        ("OFFICIAL", "OFFICIAL", True),
        ("OFFICIAL", "OFFICIAL-SENSITIVE", False),
        ("OFFICIAL-SENSITIVE", "OFFICIAL", False),
        ("OFFICIAL", None, False),
        ("SECRET", "OFFICIAL", False),
    ],
)
def test_a_recommendation_once_marked_above_or_not_at_all_is_left_out(
    before: str,
    now: str | None,
    is_seen: bool,  # noqa: FBT001 - a parameter of the test
    tmp_path: Path,
) -> None:
    days = (date(2022, 10, 31), date(2022, 11, 30))
    markings = dict(zip(days, (before, now), strict=True))
    always = ROW | {"reference": "A", "classification": "OFFICIAL"}
    folder = write_register(
        tmp_path,
        {day: [always, ROW | {"reference": "B", "classification": marking}] for day, marking in markings.items()},
    )
    register = Register(folder, clearance=Marking.OFFICIAL)
    for filters in (EVERYTHING, Filters(as_at=days[0], known_at=days[0])):
        shown = recommendations.rows(register, filters, ("reference",))["reference"].tolist()
        assert shown == (["A", "B"] if is_seen else ["A"])
    assert register.above_clearance == int(not is_seen)


def test_a_register_is_opened_for_whoever_acts(whole: Path) -> None:
    assert Register(whole).has_every_row
    with people.acting_as(OFFICIAL):
        assert not Register(whole).has_every_row


def test_no_table_of_the_history_holds_what_is_left_out(tmp_path: Path) -> None:
    days = (date(2022, 10, 31), date(2022, 11, 30))
    rows = [
        ROW | {"reference": reference, "classification": marking, "text": f"text of {reference}"}
        for reference, marking in (("seen-1", "OFFICIAL"), ("hidden-1", "OFFICIAL-SENSITIVE"))
    ]
    folder = write_register(tmp_path, dict.fromkeys(days, rows), rejected_references=("seen-1", "hidden-1"))
    register = Register(folder, clearance=Marking.OFFICIAL)
    register.warm()
    with register._con.cursor() as cursor:
        tables = [name for (name,) in cursor.execute("select table_name from information_schema.tables").fetchall()]
        contents = {name: str(cursor.table(name).fetchall()) for name in tables}
    assert {"version", "recommendation", "rejected"} <= contents.keys()
    assert "seen-1" in contents["version"]
    assert [name for name, content in contents.items() if "hidden-1" in content] == []
