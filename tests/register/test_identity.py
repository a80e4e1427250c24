"""A recommendation stays the same from month to month, however its rows are sorted and its number is shared."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import LoadRefused
from analytics.filters import Filters
from analytics.intake.layouts import load_layout
from analytics.intake.register_so_far import NOTHING_SO_FAR, RegisterSoFar
from analytics.intake.rows import read_extract
from analytics.measures.changes import as_dict
from analytics.register.database import Register
from analytics.register.folder import in_force
from analytics.register.loading import Check, check_extract
from analytics.register.parquet import read_rows
from tests.examples import examples
from tests.register.test_loading import FEBRUARY, JANUARY, load

STANDARD = load_layout("standard")
MARCH = date(2022, 3, 31)
HEADER = "reference,source,report,text,status,due_on\n"


@dataclass(frozen=True)
class Recommendation:
    """One recommendation of a tracker whose numbers restart in each report."""

    number: str
    report: str
    text: str
    status: str = "open"
    due_on: str = "2022-12-31"

    def line(self) -> str:
        return f"{self.number},HMICFRS,{self.report},{self.text},{self.status},{self.due_on}\n"


WORDS = (
    "vetting", "custody", "fleet", "estate", "victims", "records", "training", "supervision", "searches", "detention",
    "cameras", "evidence", "property", "stalking", "exhibits", "recruits", "interviews", "risk", "briefings", "patrols",
    "audits", "complaints", "leadership", "wellbeing", "pensions",
)  # fmt: skip


def text(chance: random.Random) -> str:
    return " ".join(chance.sample(WORDS, 7))


def reworded(recommendation: Recommendation, chance: random.Random) -> Recommendation:
    """The same recommendation with one word of its text replaced and another added."""
    words = recommendation.text.split()
    words[chance.randrange(len(words))] = chance.choice(WORDS)
    return replace(recommendation, text=" ".join([*words, "now"]))


def some(chance: random.Random, number: int, reports: Iterable[str]) -> list[Recommendation]:
    """So many new recommendations, several under one number, each with a text of its own."""
    return [
        Recommendation(
            str(chance.randint(1, 3)), chance.choice(list(reports)), text(chance), chance.choice(["open", "closed"])
        )
        for _ in range(number)
    ]


def months(seed: int, *, wholly: bool) -> list[dict[int, Recommendation]]:
    """Four months of a tracker, each recommendation under a number that never changes.

    In each month one text is reworded, in some months wholly while nothing is added, or else rows are added; one is
    closed or reopened, or its date is moved.
    """
    chance = random.Random(seed)
    history = [dict(enumerate(some(chance, 8, ["Fleet", "Estate"])))]
    for month in range(3):
        rows = dict(history[-1])
        changed = chance.choice(list(rows))
        if wholly and month % 2:
            rows[changed] = replace(rows[changed], text=text(chance))
        else:
            rows[changed] = reworded(rows[changed], chance)
            for new in some(chance, chance.randint(0, 3), ["Fleet", "Estate", f"Report {month}"]):
                rows[len(rows)] = new
            other = chance.choice([n for n in rows if n != changed])
            rows[other] = replace(rows[other], status=chance.choice(["open", "closed"]), due_on="2023-03-31")
        history.append(rows)
    return history


def file(rows: Mapping[int, Recommendation], chance: random.Random) -> bytes:
    """The rows as a file, in any order."""
    lines = [row.line() for row in rows.values()]
    chance.shuffle(lines)
    return (HEADER + "".join(lines)).encode()


def references(rows: Mapping[int, Recommendation], frame: pd.DataFrame) -> dict[int, str]:
    """The reference on the register of each recommendation, found by its text and report, which are its own."""
    by_text = {(row.report, row.text): row.reference for row in frame.itertuples()}
    return {n: by_text[row.report, row.text] for n, row in rows.items()}


@examples(60)
@given(seed=st.integers(0, 10**9), wholly=st.booleans())
def test_each_keeps_its_reference_and_what_is_new_gets_one_never_used(*, seed: int, wholly: bool) -> None:
    chance = random.Random(seed)
    so_far, known = NOTHING_SO_FAR, dict[int, str]()
    for rows in months(seed, wholly=wholly):
        frame = read_extract(file(rows, chance), "tracker.csv", STANDARD, JANUARY, so_far=so_far).rows
        result = references(rows, frame)
        assert {n: result[n] for n in known} == known
        assert len(set(result.values())) == len(result)
        known, so_far = result, RegisterSoFar(previous=frame)


@examples(30)
@given(st.integers(0, 10**9))
def test_an_older_month_loaded_late_fits_between_the_two_beside_it(seed: int) -> None:
    chance = random.Random(seed)
    first, second, third, _ = months(seed, wholly=False)
    before = read_extract(file(first, chance), "tracker.csv", STANDARD, JANUARY).rows
    after = read_extract(file(third, chance), "t.csv", STANDARD, MARCH, so_far=RegisterSoFar(previous=before)).rows
    both = RegisterSoFar(previous=before, following=after)
    between = references(second, read_extract(file(second, chance), "t.csv", STANDARD, FEBRUARY, so_far=both).rows)
    assert {n: between[n] for n in first} == references(first, before)
    reworded_since = [n for n in second if second[n].text != third[n].text]
    later = references(third, after)
    assert {n: between[n] for n in second if n not in reworded_since} == {
        n: later[n] for n in second if n not in reworded_since
    }


DAYS = (JANUARY, FEBRUARY, MARCH, date(2022, 4, 30))


@examples(8)
@given(st.integers(0, 10**9))
def test_the_changes_of_each_month_are_those_that_were_made(seed: int) -> None:
    """Counted from the months themselves: what was added, closed, reopened and re-dated, and nothing dropped."""
    chance = random.Random(seed)
    history = months(seed, wholly=False)
    with TemporaryDirectory() as folder:
        for day, rows in zip(DAYS, history, strict=True):
            load(Path(folder), file(rows, chance).decode(), day, reason="Tried.")
        register = Register(Path(folder))
        for number in range(1, len(DAYS)):
            before, now = history[number - 1], history[number]
            both = [(before[n], now[n]) for n in before]
            result = as_dict(register, Filters(as_at=DAYS[number]), DAYS[number - 1])["counts"]
            expected = {
                "received": len(now) - len(before),
                "closed": sum(before.status == "open" and other.status == "closed" for before, other in both),
                "reopened": sum(before.status == "closed" and other.status == "open" for before, other in both),
                "re-dated": sum(before.due_on != other.due_on for before, other in both),
                "dropped": 0,
                "returned": 0,
            }
            new = [now[n] for n in now if n not in before]
            expected["closed"] += sum(recommendation.status == "closed" for recommendation in new)
            assert {kind: result[kind] for kind in expected} == expected


START = "reference,source,status,text\nREC-009,DARA,open,Count the cars every year\nREC-012,DARA,open,Count the roofs\n"


@pytest.mark.parametrize("written", ["REC-12", "rec 012", "REC–012", "Rec012", "REC - 0012"])
def test_a_reference_written_differently_is_proposed_and_accepted_in_one_step(tmp_path: Path, written: str) -> None:
    load(tmp_path, START)
    changed = START.replace("REC-012", written).replace("Count the roofs", "Count all roofs")
    with pytest.raises(LoadRefused, match=f"'{written}' is probably 'REC-012'"):
        load(tmp_path, changed, FEBRUARY)
    load(tmp_path, changed, FEBRUARY, reason="It is REC-012.")
    register = Register(tmp_path)
    counts = as_dict(register, Filters(as_at=FEBRUARY), JANUARY)["counts"]
    assert {kind: number for kind, number in counts.items() if number} == {"reworded": 1}
    assert read_rows(register.newest.rows)["reference"].tolist() == ["REC-009", "REC-012"]
    assert register.newest.manifest.renumbered == {written: "REC-012"}


def test_what_was_accepted_once_is_not_asked_again(tmp_path: Path) -> None:
    load(tmp_path, START)
    changed = START.replace("REC-012", "REC-12")
    load(tmp_path, changed, FEBRUARY, reason="It is REC-012.")
    assert not check(tmp_path, changed, MARCH).to_accept
    load(tmp_path, changed, MARCH)
    assert [sorted(read_rows(loading.rows)["reference"]) for loading in in_force(tmp_path)] == [
        ["REC-009", "REC-012"]
    ] * 3


def check(folder: Path, body: str, day: date, **more: bool) -> Check:
    return check_extract(body.encode(), "upload.csv", STANDARD, day, folder, **more)


def test_an_analyst_may_keep_the_references_of_the_file(tmp_path: Path) -> None:
    load(tmp_path, START)
    kept = check(tmp_path, START.replace("REC-012", "REC-12"), FEBRUARY, renumber=False)
    assert kept.reading.rows["reference"].tolist() == ["REC-009", "REC-12"]
    assert kept.reading.renumbered == ()


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (["1.1"], ["1.10"]),  # two numbers
        (["REC-12"], ["REC-12", "REC-012"]),  # the register's own is there too
        (["REC-12", "REC-13"], ["REC-012", "rec 12", "REC-13"]),  # either may be meant
    ],
)
def test_only_what_can_be_one_reference_is_proposed(tmp_path: Path, before: list[str], now: list[str]) -> None:
    def body(names: list[str]) -> str:
        return "reference,source,status\n" + "".join(f"{name},DARA,open\n" for name in names)

    load(tmp_path, body(before))
    assert check(tmp_path, body(now), FEBRUARY).reading.renumbered == ()


def test_a_register_that_was_renumbered_is_recognised_by_its_texts(tmp_path: Path) -> None:
    """Two texts are found again; the third stands twice, so that either might be meant."""
    lines = ["Publish the vetting plan for staff", "Train every custody sergeant", "Write down each decision made"]
    before = "".join(f"OLD-{n},DARA,open,{line}\n" for n, line in enumerate([*lines, lines[2]]))
    now = "".join(f"NEW-{n + 70},DARA,open,{line.upper()}\n" for n, line in enumerate(reversed([*lines, lines[2]])))
    load(tmp_path, "reference,source,status,text\n" + before)
    result = check(tmp_path, "reference,source,status,text\n" + now, FEBRUARY)
    assert {entry.in_file: (entry.reference, entry.why) for entry in result.reading.renumbered} == {
        "NEW-73": ("OLD-0", "same text"),
        "NEW-72": ("OLD-1", "same text"),
    }
    wording = next(anomaly for anomaly in result.anomalies if anomaly.kind == "renumbered")
    assert wording.message == (
        "2 new references have the text of recommendations that the file no longer has: 'NEW-72' is probably 'OLD-1' "
        "and 'NEW-73' is probably 'OLD-0'. Accepting this keeps them under the reference of the register."
    )


SHARED = "reference,source,report,text,status\n"


def shared(*rows: str) -> str:
    return SHARED + "".join(f"7,DARA,{row}\n" for row in rows)


def reference_of(folder: Path) -> dict[str, str]:
    """The reference of each text in the newest extract."""
    rows = read_rows(in_force(folder)[-1].rows)
    return dict(zip(rows["text"], rows["reference"], strict=True))


def test_a_row_left_alone_under_a_number_is_not_taken_for_the_one_that_went(tmp_path: Path) -> None:
    load(tmp_path, shared("Fleet,Count the cars,open", "Estate,Count the roofs,open"))
    roofs = reference_of(tmp_path)["Count the roofs"]
    cars = reference_of(tmp_path)["Count the cars"]
    load(tmp_path, shared("Estate,Count the roofs,open"), FEBRUARY, reason="One is gone.")
    assert reference_of(tmp_path) == {"Count the roofs": roofs}
    load(tmp_path, shared("Estate,Count the roofs,open", "Fleet,Count the cars,open"), MARCH)
    assert reference_of(tmp_path) == {"Count the roofs": roofs, "Count the cars": cars}


def test_the_number_of_one_that_went_is_given_to_no_other(tmp_path: Path) -> None:
    load(tmp_path, shared("Fleet,Count the cars,open", "Estate,Count the roofs,open"))
    load(tmp_path, shared("Fleet,Count the cars,open"), FEBRUARY, reason="One is gone.")
    load(tmp_path, shared("Fleet,Count the cars,open", "Custody,Ring the bells,open"), MARCH)
    assert reference_of(tmp_path)["Ring the bells"] == "7 (3)"


def test_a_second_row_under_a_number_never_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """By text alone "Aim" would come first; "Zoom" has the number since January."""
    load(tmp_path, shared("Fleet,Zoom in on the fleet,open"))
    load(tmp_path, shared("Fleet,Aim at the estate,closed", "Fleet,Zoom in on the fleet,open"), FEBRUARY, reason="New.")
    assert reference_of(tmp_path) == {"Zoom in on the fleet": "7", "Aim at the estate": "7 (2)"}


def test_a_rejected_row_keeps_the_recommendation_that_it_continues(tmp_path: Path) -> None:
    load(tmp_path, shared("Fleet,Count the cars,open", "Estate,Count the roofs,open"))
    bad = reference_of(tmp_path)["Count the roofs"]
    body = shared("Fleet,Count the cars,open", "Estate,Count the roofs,???")
    loaded = load(tmp_path, body, FEBRUARY, reason="Known.")
    assert loaded.manifest.rejected_references == (bad,)
    assert as_dict(Register(tmp_path), Filters(as_at=FEBRUARY), JANUARY)["counts"]["dropped"] == 0


def test_a_built_reference_lasts_though_the_text_is_reworded_and_not_where_another_comes() -> None:
    columns = {name: headings for name, headings in STANDARD.columns.items() if name != "reference"}
    layout = replace(STANDARD, columns=columns, built={"reference": ("source", "report", "text")})
    first = "source,report,text,status\nDARA,Fleet,Count the cars in every yard,open\nDARA,Fleet,Ring the bells,open\n"
    other = first.replace("every yard", "each yard").replace("Ring the bells", "Buy new bicycles for patrols")
    before = read_extract(first.encode(), "a.csv", layout, JANUARY).rows["reference"]
    so_far = RegisterSoFar(previous=read_extract(first.encode(), "a.csv", layout, JANUARY).rows)
    now = read_extract(other.encode(), "b.csv", layout, FEBRUARY, so_far=so_far)
    assert now.rows["reference"][0] == before[0]
    assert now.rows["reference"][1] not in set(before)
    assert [(entry.reference, entry.why) for entry in now.renumbered] == [(before[0], "reworded")]
