"""An extract that came in several files: the union of its parts, whatever their order, and what is missing is said."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import LoadRefused, RegisterError
from analytics.filters import EVERYTHING, Filters
from analytics.intake.layouts import Layout, load_layout
from analytics.measures.headline_figures import headline
from analytics.measures.preview import previews
from analytics.register import programmes as companion
from analytics.register.database import AsAt, Register
from analytics.register.faults import read_faults
from analytics.register.folder import Loading, Withdrawal, in_force, loadings
from analytics.register.loading import Check, File, check_extract, load_extract
from analytics.register.parquet import read_rows
from analytics.register.part_withdrawal import withdraw_part
from analytics.register.parts import folder_name, union
from analytics.register.remarks import remarks, replaced
from analytics.register.verification import verify
from tests.examples import examples
from tests.pages.manage.pages import load as load_whole

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
HEADER = "reference,source,status,text\n"
HMICFRS = HEADER + "H1,HMICFRS,open,First\nH2,HMICFRS,open,Second\nH3,HMICFRS,closed,Third\n"
DARA = HEADER + "D1,DARA,open,Audit one\nD2,DARA,open,Audit two\n"
IOPC = "No.;State;What\nI1;Live;Learn\n"
IOPC_LAYOUT = replace(
    load_layout("standard"),
    name="iopc",
    title="IOPC letters",
    columns={"reference": ("No.",), "status": ("State",), "text": ("What",)},
    constants={"source": "IOPC"},
    values={"status": {"Live": "open", "Done": "closed"}},
)
FILES = {"HMICFRS": (HMICFRS, None), "DARA": (DARA, None), "IOPC": (IOPC, IOPC_LAYOUT)}


def check(
    folder: Path,
    text: str,
    part: str,
    as_at: date = OCTOBER,
    *,
    layout: Layout | None = None,
    carry: Sequence[str] = (),
) -> Check:
    """What a CSV text would bring as a part."""
    chosen = layout or load_layout("standard")
    return check_extract(text.encode(), f"{part}.csv", chosen, as_at, folder, part=part, carry_over=carry)


def load(
    folder: Path,
    text: str,
    part: str,
    as_at: date = OCTOBER,
    *,
    layout: Layout | None = None,
    carry: Sequence[str] = (),
    reason: str | None = None,
    programmes: File | None = None,
) -> Loading:
    """Load a CSV text as a part."""
    return load_extract(
        text.encode(), f"{part}.csv", layout or load_layout("standard"), as_at, folder,
        loaded_at=datetime(2022, 12, 1, 9, tzinfo=UTC), loaded_by="analyst", accept_reason=reason,
        part=part, carry_over=carry, programmes=programmes,
    )  # fmt: skip


def october(folder: Path) -> Loading:
    """The register of October in three files."""
    for name, (text, layout) in FILES.items():
        loaded = load(folder, text, name, layout=layout)
    return loaded


def references(loading: Loading) -> list[str]:
    return sorted(read_rows(loading.rows)["reference"])


def test_the_extract_is_the_union_of_its_parts(tmp_path: Path) -> None:
    loaded = october(tmp_path)
    assert references(loaded) == ["D1", "D2", "H1", "H2", "H3", "I1"]
    about = loaded.manifest
    assert (about.read, about.accepted, about.repeated, about.rejected) == (6, 6, 0, 0)
    assert [(part.name, part.folder, part.accepted, part.layout) for part in about.parts] == [
        ("DARA", "dara", 2, load_layout("standard").title),
        ("HMICFRS", "hmicfrs", 3, load_layout("standard").title),
        ("IOPC", "iopc", 1, "IOPC letters"),
    ]
    assert (loaded.path / "parts" / "iopc" / "original.csv").read_bytes() == IOPC.encode()
    assert 'reference = "No."' in (loaded.path / "parts" / "iopc" / "layout.toml").read_text(encoding="utf-8")
    result = headline(Register(tmp_path), EVERYTHING)
    assert (result.open, result.closed) == (5, 1)
    assert headline(Register(tmp_path), Filters(source=("IOPC",))).open == 1
    part_of = pd.read_parquet(loaded.rows).set_index("reference")["part"].to_dict()
    assert part_of == {"D1": "dara", "D2": "dara", "H1": "hmicfrs", "H2": "hmicfrs", "H3": "hmicfrs", "I1": "iopc"}


def test_each_part_is_a_new_version_and_the_earlier_ones_are_kept(tmp_path: Path) -> None:
    october(tmp_path)
    assert [(loading.path.name, len(loading.manifest.parts)) for loading in loadings(tmp_path)] == [
        ("2022-10-31", 1),
        ("2022-10-31.2", 2),
        ("2022-10-31.3", 3),
    ]
    assert [loading.path.name for loading in in_force(tmp_path)] == ["2022-10-31.3"]
    assert references(loadings(tmp_path)[0]) == ["H1", "H2", "H3"]
    assert replaced(Register(tmp_path)) == ()


def test_the_order_of_loading_makes_no_difference(tmp_path: Path) -> None:
    """DARA and HMICFRS both have a reference 1, of different recommendations."""
    texts = {"HMICFRS": HEADER + "1,HMICFRS,open,First\n", "DARA": HEADER + "1,DARA,open,Audit one\n", "IOPC": IOPC}
    result = []
    for number, order in enumerate(permutations(texts)):
        folder = tmp_path / str(number)
        for name in order:
            loaded = load(folder, texts[name], name, layout=FILES[name][1], reason="seen")
        rows = read_rows(loaded.rows).drop(columns="source_row")
        result.append((rows.to_json(date_format="iso"), loaded.manifest.sha256))
        assert references(loaded) == ["1", "1 (HMICFRS)", "I1"]
    assert len(set(result)) == 1


def test_replacing_one_part_leaves_the_others(tmp_path: Path) -> None:
    october(tmp_path)
    text = DARA.replace("D1,DARA,open", "D1,DARA,closed") + "D3,DARA,open,Audit three\n"
    loaded = load(tmp_path, text, "dara", reason="a new status")
    assert references(loaded) == ["D1", "D2", "D3", "H1", "H2", "H3", "I1"]
    register = Register(tmp_path)
    result = headline(register, EVERYTHING)
    assert (result.open, result.closed) == (5, 2)
    assert replaced(register) == (
        "The present extract of 31 October 2022 replaced an earlier load of that day, which is kept, but in no figure.",
    )
    assert (loaded.path / "parts" / "hmicfrs" / "original.csv").read_bytes() == HMICFRS.encode()


def test_a_missing_part_stops_the_load_and_is_not_carried_over_by_itself(tmp_path: Path) -> None:
    october(tmp_path)
    result = check(tmp_path, HMICFRS + "H4,HMICFRS,open,Fourth\n", "HMICFRS", NOVEMBER)
    assert [(anomaly.kind, anomaly.references) for anomaly in result.anomalies] == [
        ("part missing", ("D1", "D2")),
        ("part missing", ("I1",)),
    ]
    assert result.anomalies[0].message == (
        "The part DARA is missing: the extract of 31 October 2022 has 2 rows of it. Load it first, or carry it over."
    )
    with pytest.raises(LoadRefused, match="The part DARA is missing"):
        load(tmp_path, HMICFRS, "HMICFRS", NOVEMBER)
    loaded = load(tmp_path, HMICFRS, "HMICFRS", NOVEMBER, reason="They send next week.")
    assert references(loaded) == ["H1", "H2", "H3"]
    assert loaded.manifest.accepted_because == "They send next week."
    wording = " ".join(remarks(Register(tmp_path), AsAt(NOVEMBER, NOVEMBER)))
    assert "The part DARA is missing" in wording
    total = load(tmp_path, DARA, "DARA", NOVEMBER, carry=["IOPC"])
    assert total.manifest.accepted_because is None
    assert total.manifest.anomalies == ()


def test_a_part_is_carried_over_when_asked_and_said_beside_the_figures(tmp_path: Path) -> None:
    october(tmp_path)
    changed = HMICFRS.replace("H1,HMICFRS,open", "H1,HMICFRS,closed")
    loaded = load(tmp_path, changed, "HMICFRS", NOVEMBER, carry=["DARA", "iopc"])
    assert references(loaded) == ["D1", "D2", "H1", "H2", "H3", "I1"]
    carried = {part.name: part.carried_over_from for part in loaded.manifest.parts}
    assert carried == {"DARA": OCTOBER, "HMICFRS": None, "IOPC": OCTOBER}
    register = Register(tmp_path)
    wording = (
        "The part DARA is carried over from the extract of 31 October 2022: its 2 recommendations are shown as "
        "they were then."
    )
    assert wording in remarks(register, AsAt(NOVEMBER, NOVEMBER))
    assert not any("carried over" in sentence for sentence in remarks(register, AsAt(OCTOBER, OCTOBER)))
    december = date(2022, 12, 31)
    later = load(tmp_path, changed, "HMICFRS", december, carry=["DARA", "IOPC"])
    assert {part.carried_over_from for part in later.manifest.parts} == {OCTOBER, None}
    arrived = load(tmp_path, DARA + "D3,DARA,open,Audit three\n", "DARA", december)
    assert {part.name: part.carried_over_from for part in arrived.manifest.parts} == {
        "DARA": None, "HMICFRS": None, "IOPC": OCTOBER}  # fmt: skip


def test_only_what_is_missing_can_be_carried_over(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"no part 'dara' to carry over. Parts that can be carried over: none"):
        check(tmp_path, HMICFRS, "HMICFRS", carry=["DARA"])
    october(tmp_path)
    with pytest.raises(RegisterError, match=r"no part 'casey'.*: DARA and IOPC\."):
        check(tmp_path, HMICFRS, "HMICFRS", NOVEMBER, carry=["Casey"])
    assert len(loadings(tmp_path)) == 3


def test_a_part_is_compared_with_the_same_part_before(tmp_path: Path) -> None:
    """Thirty of DARA's forty are gone: far from ordinary for the part, whatever else the register holds."""
    forty = HEADER + "".join(f"D{n},DARA,open,Audit {n}\n" for n in range(40))
    load(tmp_path, HMICFRS, "HMICFRS")
    load(tmp_path, forty, "DARA")
    ten = HEADER + "".join(f"D{n},DARA,open,Audit {n}\n" for n in range(10))
    kinds = [anomaly.kind for anomaly in check(tmp_path, ten, "DARA", NOVEMBER, carry=["HMICFRS"]).anomalies]
    assert kinds == ["far fewer rows", "references vanished", "source shrank"]
    same = check(tmp_path, forty, "DARA", NOVEMBER, carry=["HMICFRS"]).anomalies
    assert [anomaly.kind for anomaly in same] == ["nothing changed"]
    assert check(tmp_path, HMICFRS, "HMICFRS", NOVEMBER, carry=["DARA"]).anomalies == ()


def test_a_part_that_was_left_out_for_a_month_is_compared_with_the_month_that_had_it(tmp_path: Path) -> None:
    forty = HEADER + "".join(f"D{n},DARA,open,Audit {n}\n" for n in range(40))
    load(tmp_path, HMICFRS, "HMICFRS")
    load(tmp_path, forty, "DARA")
    load(tmp_path, HMICFRS + "H4,HMICFRS,open,Fourth\n", "HMICFRS", NOVEMBER, reason="DARA was late")
    result = check(tmp_path, DARA, "DARA", date(2022, 12, 31), carry=["HMICFRS"])
    assert result.previous == OCTOBER
    assert "far fewer rows" in [anomaly.kind for anomaly in result.anomalies]


def test_the_first_month_in_parts_is_compared_by_source(tmp_path: Path) -> None:
    """October came as one file; in November only HMICFRS is there, and what else October held is missing."""
    load_whole(tmp_path, OCTOBER, HMICFRS + DARA.removeprefix(HEADER))
    result = check(tmp_path, HMICFRS, "Inspections", NOVEMBER)
    assert [(anomaly.kind, anomaly.references) for anomaly in result.anomalies] == [("part missing", ("D1", "D2"))]
    loaded = load(tmp_path, HMICFRS, "Inspections", NOVEMBER, carry=["DARA"])
    assert references(loaded) == ["D1", "D2", "H1", "H2", "H3"]
    assert headline(Register(tmp_path), EVERYTHING).open == 4


def test_a_day_loaded_as_one_file_cannot_get_a_part(tmp_path: Path) -> None:
    load_whole(tmp_path, OCTOBER, HMICFRS)
    with pytest.raises(RegisterError, match="was loaded as one file, the whole register"):
        check(tmp_path, DARA, "DARA")


def test_one_file_may_replace_all_parts(tmp_path: Path) -> None:
    october(tmp_path)
    load_whole(tmp_path, OCTOBER, HMICFRS)
    assert references(in_force(tmp_path)[0]) == ["H1", "H2", "H3"]
    assert in_force(tmp_path)[0].manifest.parts == ()


def test_one_file_may_follow_a_month_in_parts(tmp_path: Path) -> None:
    october(tmp_path)
    load_whole(tmp_path, NOVEMBER, HMICFRS + DARA.removeprefix(HEADER).replace("open", "closed"), reason="seen")
    result = headline(Register(tmp_path), EVERYTHING)
    assert (result.open, result.closed) == (2, 3)


def test_a_reference_in_two_parts_keeps_its_number_where_it_was_before(tmp_path: Path) -> None:
    load(tmp_path, HEADER + "1,HMICFRS,open,First\n", "HMICFRS")
    text = HEADER + "1,DARA,open,Audit one\n"
    result = check(tmp_path, text, "DARA", NOVEMBER, carry=["HMICFRS"])
    assert [(anomaly.kind, anomaly.references) for anomaly in result.anomalies] == [
        ("reference in two parts", ("1 (DARA)",))
    ]
    loaded = load(tmp_path, text, "DARA", NOVEMBER, carry=["HMICFRS"], reason="Both number from one.")
    assert references(loaded) == ["1", "1 (DARA)"]
    rows = read_rows(loaded.rows).set_index("reference")
    assert (rows.loc["1", "text"], rows.loc["1 (DARA)", "text"]) == ("First", "Audit one")
    december = check(tmp_path, HEADER + "1,DARA,closed,Audit one\n", "DARA", date(2022, 12, 31), carry=["HMICFRS"])
    assert december.anomalies == ()
    assert sorted(december.rows["reference"]) == ["1", "1 (DARA)"]


def test_a_row_that_two_parts_hold_alike_is_counted_once(tmp_path: Path) -> None:
    load(tmp_path, HMICFRS, "HMICFRS")
    loaded = load(tmp_path, DARA + "H1,HMICFRS,open,First\n", "DARA")
    about = loaded.manifest
    assert (about.read, about.accepted, about.repeated, about.rejected) == (6, 5, 1, 0)
    assert references(loaded) == ["D1", "D2", "H1", "H2", "H3"]


def test_faults_and_rejected_rows_of_every_part_are_kept_and_named(tmp_path: Path) -> None:
    load(tmp_path, HMICFRS + "H9,HMICFRS,opne,Wrong\n", "HMICFRS", reason="The owner knows.")
    loaded = load(tmp_path, DARA, "DARA")
    assert (loaded.manifest.rejected, loaded.manifest.rejected_references) == (1, ("H9",))
    assert loaded.manifest.accepted_because == "HMICFRS: The owner knows."
    (fault,) = read_faults(loaded)
    assert (fault.row, fault.reference) == (5, "H9")
    assert fault.message.endswith("Did you mean 'open'? It is in the part HMICFRS.")
    again = load(tmp_path, DARA, "DARA")
    assert [fault.message for fault in read_faults(again)] == [fault.message]


def test_the_programmes_file_of_one_part_stays_when_another_comes(tmp_path: Path) -> None:
    reported = File(b"programme,eia_status\nVictim care,complete\n", "programmes.csv")
    load(tmp_path, HMICFRS, "HMICFRS", programmes=reported)
    loaded = load(tmp_path, DARA, "DARA")
    assert [programme.programme for programme in companion.read(loaded) or ()] == ["Victim care"]


def test_two_parts_loaded_at_once_do_not_lose_each_other(tmp_path: Path) -> None:
    """Both were checked while the day had one part; the second to be loaded must be checked again."""
    load(tmp_path, HMICFRS, "HMICFRS")
    both = {name: check(tmp_path, FILES[name][0], name, layout=FILES[name][1]) for name in ("DARA", "IOPC")}

    def place(name: str) -> Loading:
        text, layout = FILES[name]
        return load_extract(
            text.encode(), "x.csv", layout or load_layout("standard"), OCTOBER, tmp_path,
            loaded_at=datetime(2022, 12, 1, tzinfo=UTC), loaded_by="analyst", check=both[name],
        )  # fmt: skip

    place("DARA")
    with pytest.raises(LoadRefused, match="Another file of 31 October 2022 was loaded since"):
        place("IOPC")
    assert references(in_force(tmp_path)[0]) == ["D1", "D2", "H1", "H2", "H3"]
    assert not [path for path in (tmp_path / "extracts").iterdir() if path.name.startswith(".loading-")]


def test_the_preview_is_of_the_whole_register(tmp_path: Path) -> None:
    october(tmp_path)
    result = check(tmp_path, HMICFRS + "H4,HMICFRS,open,Fourth\n", "HMICFRS", NOVEMBER, carry=["DARA"])
    counts = previews(result, NOVEMBER, tmp_path)[0].happened.counts()
    assert {group: number for group, number in counts.items() if number} == {"late recorded": 1, "dropped": 1}


@pytest.mark.parametrize(
    ("name", "folder"), [("HMICFRS", "hmicfrs"), ("H.M. Coroner – letters", "h-m-coroner-letters"), ("Été", "ete")]
)
def test_the_folder_of_a_part(name: str, folder: str) -> None:
    assert folder_name(name) == folder
    assert folder_name(folder) == folder
    assert len(folder_name(name * 40)) <= 60


def test_a_name_without_letters_is_refused() -> None:
    with pytest.raises(RegisterError, match="cannot be the name of a part"):
        folder_name("–")


def test_a_manifest_from_before_parts_reads_as_one_file(tmp_path: Path) -> None:
    folder = load_whole(tmp_path, OCTOBER, HMICFRS)
    about = json.loads((in_force(folder)[0].path / "manifest.json").read_text(encoding="utf-8"))
    assert "parts" not in about
    assert in_force(folder)[0].manifest.parts == ()


CELLS = st.tuples(st.sampled_from("12345"), st.sampled_from(["open", "closed"]), st.sampled_from(["Do", "Act", "Stop"]))
PART_ROWS = st.lists(CELLS, max_size=6, unique_by=lambda row: row[0])


@examples(25)
@given(st.dictionaries(st.sampled_from(["alpha", "beta", "gamma"]), PART_ROWS, min_size=1))
def test_the_union_counts_as_pandas_counts(parts: dict[str, list[tuple[str, str, str]]]) -> None:
    """Every different row of any part is on the register once: pandas counts them without looking at parts."""
    text = {name: io.StringIO() for name in parts}
    frames = {}
    for name, rows in parts.items():
        csv.writer(text[name]).writerows(
            [("reference", "source", "status", "text"), *((r, "X", s, t) for r, s, t in rows)]
        )
        result = check_extract(
            text[name].getvalue().encode(), "x.csv", load_layout("standard"), OCTOBER, Path("no-such-register")
        )
        frames[name] = result.reading.rows
    joined, repeated, renamed = union(frames, {name: name for name in parts}, {})
    stacked = pd.concat([pd.DataFrame(rows, columns=["reference", "status", "text"]) for rows in parts.values()])
    assert len(joined) == len(stacked.drop_duplicates())
    assert repeated == len(stacked) - len(stacked.drop_duplicates())
    assert joined["reference"].is_unique
    originals = joined["reference"].map(lambda name: renamed.get(name, name))
    assert sorted(zip(originals, joined["status"], joined["text"], strict=True)) == sorted(
        stacked.drop_duplicates().itertuples(index=False, name=None)
    )


WRONG = Withdrawal(datetime(2022, 12, 2, 9, tzinfo=UTC), "lead analyst", "the file of another force")


def test_one_part_is_withdrawn_and_the_others_stay(tmp_path: Path) -> None:
    before = october(tmp_path)
    loaded = withdraw_part(tmp_path, OCTOBER, "dara", WRONG)
    assert in_force(tmp_path) == [loaded]
    assert references(loaded) == ["H1", "H2", "H3", "I1"]
    about = loaded.manifest
    assert [part.name for part in about.parts] == ["HMICFRS", "IOPC"]
    assert (about.read, about.accepted, about.rejected) == (4, 4, 0)
    assert (about.loaded_by, about.accepted_because) == (
        "lead analyst", "DARA withdrawn: the file of another force",
    )  # fmt: skip
    (anomaly,) = about.anomalies
    assert (anomaly["kind"], sorted(anomaly["references"])) == ("part withdrawn", ["D1", "D2"])
    assert anomaly["message"] == "The part DARA was withdrawn, with 2 recommendations from the file DARA.csv."
    assert (loaded.path / "parts" / "hmicfrs" / about.parts[0].original).read_text() == HMICFRS
    assert not (loaded.path / "parts" / "dara").exists()
    assert before.path.exists(), "the extract with the part is kept"
    assert not verify(tmp_path).problems
    assert headline(Register(tmp_path), EVERYTHING).outstanding == 3, "H1, H2 and I1"


def test_a_withdrawn_part_can_be_loaded_again(tmp_path: Path) -> None:
    october(tmp_path)
    withdraw_part(tmp_path, OCTOBER, "DARA", WRONG)
    again = load(tmp_path, DARA, "DARA")
    assert references(again) == ["D1", "D2", "H1", "H2", "H3", "I1"]
    assert (again.manifest.anomalies, again.manifest.accepted_because) == ((), None)


def test_what_is_said_of_a_withdrawn_part_stays_when_another_part_is_replaced(tmp_path: Path) -> None:
    october(tmp_path)
    withdraw_part(tmp_path, OCTOBER, "DARA", WRONG)
    replaced = load(tmp_path, HMICFRS, "HMICFRS").manifest
    assert [part.name for part in replaced.parts] == ["HMICFRS", "IOPC"]
    assert [anomaly["kind"] for anomaly in replaced.anomalies] == ["part withdrawn"]
    assert replaced.accepted_because == "DARA withdrawn: the file of another force"
    without_iopc = withdraw_part(tmp_path, OCTOBER, "IOPC", replace(WRONG, why="sent twice")).manifest
    assert sorted(anomaly["message"].split()[2] for anomaly in without_iopc.anomalies) == ["DARA", "IOPC"]
    assert without_iopc.accepted_because == "DARA withdrawn: the file of another force; IOPC withdrawn: sent twice"
    again = load(tmp_path, DARA, "DARA").manifest
    assert again.accepted_because == "IOPC withdrawn: sent twice"
    assert not verify(tmp_path).problems


@pytest.mark.parametrize(
    ("as_at", "name", "why", "reason"),
    [
        (OCTOBER, "PFD", "wrong", "has no part “PFD” in force. Its parts: DARA, HMICFRS and IOPC."),
        (NOVEMBER, "DARA", "wrong", "The extract of 28 November 2022 has no part “DARA” in force. Its parts: none."),
        (OCTOBER, "DARA", " ", "A part is withdrawn with a written reason"),
    ],
)
def test_a_part_that_cannot_be_withdrawn(tmp_path: Path, as_at: date, name: str, why: str, reason: str) -> None:
    before = october(tmp_path)
    with pytest.raises(RegisterError, match=reason):
        withdraw_part(tmp_path, as_at, name, replace(WRONG, why=why))
    assert in_force(tmp_path) == [before]


def test_the_only_part_is_the_extract(tmp_path: Path) -> None:
    load(tmp_path, DARA, "DARA")
    with pytest.raises(RegisterError, match="the only part of the extract"):
        withdraw_part(tmp_path, OCTOBER, "DARA", WRONG)
