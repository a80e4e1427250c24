"""The load page: a file is proposed its day and layout, checked, held where it must be, and loaded."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.audit.entries import AuditEntry
from analytics.audit.trail import Choice
from analytics.files.export import export
from analytics.filters import EVERYTHING
from analytics.intake.layouts import load_layout
from analytics.meetings.store import Store
from analytics.register.database import Register
from analytics.register.folder import in_force, loadings
from analytics.register.loading import load_extract
from analytics.register.parquet import read_rows
from analytics.register.seal import SEAL, read_seal
from pages.ui import load_target, screen
from tests import tables as parts
from tests.intake.files import workbook
from tests.pages.manage.pages import NOVEMBER, OCTOBER, ROOT, headings, load, run

STANDARD = b"reference,source,status\n1,DARA,open\n2,IOPC,closed\n"
FOREIGN = b"""Ref,Body,What they ask,State,Date made
R1,HMICFRS,Do one thing,Live,21/02/2022
R2,HMICFRS,Do another,Finished,03/02/2022
,DARA,Nobody knows which,Live,05/03/2022
"""


def give(at: AppTest, name: str, data: bytes) -> AppTest:
    at.file_uploader[0].set_value((name, data, "text/csv")).run()
    assert not at.exception
    return at


MARKING = "Handling marking of the rows that have none of their own"


def press(at: AppTest, label: str) -> AppTest:
    """Press a button; before a load the handling marking is chosen where it is asked for."""
    for group in at.button_group:
        if label == "Load" and group.label == MARKING and group.value is None:
            typed = {box.key: box.value for box in (*at.text_input, *at.text_area)}
            group.set_value("OFFICIAL").run()
            for box in (*at.text_input, *at.text_area):  # a browser keeps what is typed in a form; this driver does not
                box.set_value(str(typed[box.key]))
    next(button for button in at.button if button.label.startswith(label)).click().run()
    assert not at.exception
    return at


def recorded() -> list[AuditEntry]:
    """The audit trail, newest first."""
    with Store(os.environ["ACTIONS_URL"]) as store:
        return store.audit_entries(Choice())[0]


def chosen(at: AppTest, label: str) -> str:
    return str(next(box.value for box in at.selectbox if box.label.startswith(label)))


def test_an_empty_register_asks_for_its_first_extract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("load", tmp_path, monkeypatch)
    assert headings(at) == ["Load the first extract of your register"]
    assert at.file_uploader[0].label.endswith("at most 50 megabytes")


def test_day_and_layout_are_proposed_and_the_load_is_on_every_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = give(run("load", tmp_path, monkeypatch), "register 2022-11-28.csv", STANDARD)
    assert at.date_input[0].value == NOVEMBER
    assert chosen(at, "Layout") == "standard"
    assert "2 rows read = 2 accepted + 0 repeated + 0 rejected" in headings(at)
    at.text_input[0].set_value("oversight analyst")
    press(at, "Load")
    assert at.success[0].value.startswith("The extract of 28 November 2022 is loaded and on every page: 2 rows read")
    assert headings(at) == ["The newest extract is of 28 November 2022; load the next one here"]
    assert [(loading.as_at, loading.manifest.loaded_by) for loading in in_force(tmp_path)] == [
        (NOVEMBER, "oversight analyst")
    ]


def test_no_day_is_supposed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = give(run("load", tmp_path, monkeypatch), "register.csv", STANDARD)
    assert at.date_input[0].value is None
    assert "Which day is the extract about?" in headings(at)
    assert not at.button
    at.date_input[0].set_value(OCTOBER).run()
    assert "2 rows read = 2 accepted + 0 repeated + 0 rejected" in headings(at)


UPDATED = b"reference,source,status,updated_on\n1,DARA,open,2022-10-31\n2,IOPC,closed,2022-10-28\n"


def test_a_day_that_only_the_rows_suggest_is_confirmed_before_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = give(run("load", tmp_path, monkeypatch), "register.csv", UPDATED)
    assert at.date_input[0].value == OCTOBER
    because = "The file name gives no day. No row was updated after 31 October 2022, by the column “updated_on”."
    assert because in [element.value for element in at.caption]
    assert not any(heading.startswith("2 rows read") for heading in headings(at))
    press(at, "Confirm 31 October 2022")
    assert "2 rows read = 2 accepted + 0 repeated + 0 rejected" in headings(at)
    assert any(
        element.value.startswith("As at **31\u00a0October\u00a02022**, from the rows · ") for element in at.markdown
    )


def test_another_day_than_the_rows_suggest_needs_no_confirmation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = give(run("load", tmp_path, monkeypatch), "register.csv", UPDATED)
    at.date_input[0].set_value(NOVEMBER).run()
    assert "2 rows read = 2 accepted + 0 repeated + 0 rejected" in headings(at)
    assert any(
        element.value.startswith("As at **28\u00a0November\u00a02022**, chosen here · ") for element in at.markdown
    )


def test_the_handling_marking_is_asked_for_where_the_file_shows_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = give(run("load", tmp_path, monkeypatch), "2022-10-31.csv", STANDARD)
    assert "Which handling marking do the rows have?" in headings(at)
    at.text_input[0].set_value("analyst")
    next(button for button in at.button if button.label == "Load").click().run()
    assert at.error[0].value == "Nothing was loaded: choose the handling marking of the rows."
    pick(at, MARKING, "OFFICIAL-SENSITIVE")
    press(at, "Load")
    assert set(read_rows(in_force(tmp_path)[0].rows)["classification"]) == {"OFFICIAL-SENSITIVE"}
    at = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", STANDARD)
    assert any("Marking **OFFICIAL-SENSITIVE**" in line.value for line in at.markdown)
    assert "Which handling marking do the rows have?" not in headings(at)


def test_the_marking_that_a_file_shows_is_proposed_and_no_lower_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = give(run("load", tmp_path, monkeypatch), "OFFICIAL-SENSITIVE 2022-11-28.csv", STANDARD)
    group = next(group for group in at.button_group if group.label == MARKING)
    assert (group.value, group.options) == ("OFFICIAL-SENSITIVE", ["OFFICIAL-SENSITIVE"])
    marked = b"reference,source,status,classification\n1,DARA,open,OFFICIAL\n"
    at = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", marked)
    assert MARKING not in [group.label for group in at.button_group]


def test_months_and_words_in_place_of_dates_are_confirmed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = """Ref,Body,Recommendation,Status,Target date
E1,HMICFRS,Do one thing,On track,Mar-23
E2,HMICFRS,Do another,On track,TBC
E3,HMICFRS,Do a third,On track,30/04/23
"""
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-10-31.csv", first.encode())
    assert "3 more things to confirm" in headings(at)
    press(at, "Save the layout")
    at.text_input[0].set_value("analyst")
    press(at, "Load")
    rows = read_rows(in_force(tmp_path)[0].rows)
    assert [str(day)[:10] for day in rows["due_on"]] == ["2023-03-31", "NaT", "2023-04-30"]
    assert in_force(tmp_path)[0].manifest.warned == 0
    second = first.replace("TBC", "ongoing")
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-11-28.csv", second.encode())
    assert "1 cell or row does not fit the layout" in headings(at)
    press(at, "Confirm 1 proposal")
    assert "No faults were found" in headings(at)
    press(at, "Load")
    assert '"ongoing" = ""' in (tmp_path / "layouts" / "tracker.toml").read_text(encoding="utf-8")


def test_references_are_built_where_the_file_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"Body,Report,Recommendation,Status\nHMICFRS,PEEL,Do one thing,Open\nHMICFRS,PEEL,Do another,Closed\n"
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-10-31.csv", data)
    assert "The references are built" in headings(at)
    press(at, "Save the layout")
    at.text_input[0].set_value("analyst")
    press(at, "Load")
    assert [name.rpartition("-")[0] for name in read_rows(in_force(tmp_path)[0].rows)["reference"]] == [
        "hmicfrs-peel"
    ] * 2


def test_references_are_joined_where_numbers_restart_and_read_alone_where_that_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"{number},{report},Do {report} {number},HMICFRS,Open" for report in ("A", "B") for number in (1, 2, 3)]
    data = "\n".join(["No.,Report,Recommendation,Source,Status", *lines]).encode()
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-10-31.csv", data)
    press(at, "Save the layout")
    assert '[join]\nreference = " / "' in (tmp_path / "layouts" / "tracker.toml").read_text(encoding="utf-8")
    at.text_input[0].set_value("analyst")
    press(at, "Load")
    assert sorted(read_rows(in_force(tmp_path)[0].rows)["reference"])[:2] == ["A / 1", "A / 2"]
    press(give(run("load", tmp_path, monkeypatch), "Tracker 2022-11-28.csv", data), "Edit this layout")


def test_references_that_are_probably_renumbered_are_kept_by_a_tick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = "reference,source,status,text,classification\n"
    load(tmp_path, OCTOBER, header + "REC-1,DARA,open,Do the first thing,OFFICIAL\n")
    data = (header + "REC 001,DARA,open,Do the first thing,OFFICIAL\n").encode()
    at = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", data)
    assert "1 thing is unusual about the extract as a whole" in headings(at)
    assert "Renumbered: 1 reference is read as one of the register" in [element.label for element in at.expander]
    at.checkbox[0].check().run()
    assert at.checkbox[0].label.startswith("Keep the references of the file")
    at.text_input[0].set_value("analyst")
    for area in at.text_area:
        area.set_value("These are new.")
    press(at, "Load")
    assert list(read_rows(in_force(tmp_path)[1].rows)["reference"]) == ["REC 001"]


def test_who_loads_must_be_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = press(give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", STANDARD), "Load")
    assert at.error[0].value == "Nothing was loaded: say in which role you load it."
    assert loadings(tmp_path) == []


def test_an_unknown_file_is_mapped_and_the_layout_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = give(run("load", tmp_path, monkeypatch), "Inspections 2022-11-28.csv", FOREIGN)
    assert chosen(at, "Layout") == ""
    assert chosen(at, "Reference") == "Ref"
    assert chosen(at, "Made") == "Date made"
    words = {box.label: box for box in at.selectbox}
    words["Live, in 2 rows"].set_value("open")
    words["Finished, in 1 row"].set_value("closed")
    assert "Not yet mapped" in words["Live, in 2 rows"].options
    press(at, "Save the layout")
    assert (tmp_path / "layouts" / "inspections.toml").is_file()
    assert "3 rows read = 2 accepted + 0 repeated + 1 rejected" in headings(at)
    again = give(run("load", tmp_path, monkeypatch), "Inspections 2022-12-31.csv", FOREIGN)
    assert chosen(again, "Layout") == "inspections"


def test_rejected_rows_hold_the_load_until_a_reason_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = STANDARD + b",DARA,open\n"
    at = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", data)
    assert "1 cell or row does not fit the layout" in headings(at)
    at.text_input[0].set_value("analyst")
    press(at, "Load")
    assert "write why you accept" in at.error[0].value
    at.text_area[0].set_value("told the owner")
    press(at, "Load")
    assert in_force(tmp_path)[0].manifest.accepted_because == "told the owner"
    accepted, loaded = recorded()[:2]
    assert (loaded.action, loaded.by, loaded.facts["rows"]) == ("extract loaded", "analyst", 2)
    assert loaded.facts["seals"] == [read_seal(in_force(tmp_path)[0].path / SEAL).hash]
    assert (accepted.action, accepted.facts["reason"]) == ("warnings accepted", "told the owner")


def test_an_anomaly_holds_the_load_and_its_reason_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twenty = "".join(f"{number},DARA,open\n" for number in range(20))
    load(tmp_path, OCTOBER, f"reference,source,status\n{twenty}")
    at = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", b"reference,source,status\n1,DARA,open\n")
    assert any("unusual about the extract as a whole" in heading for heading in headings(at))
    assert "compared with the extract of 31 October 2022" in " ".join(parts.headings(at))
    at.text_input[0].set_value("analyst")
    at.text_area[0].set_value("a pilot")
    press(at, "Load")
    newest = in_force(tmp_path)[-1].manifest
    assert (newest.as_at, newest.accepted_because, len(newest.anomalies) > 0) == (NOVEMBER, "a pilot", True)


def test_loading_a_day_again_says_that_it_replaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path, NOVEMBER, STANDARD.decode())
    at = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", STANDARD)
    assert "already holds this very file" in at.info[0].value
    other = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", STANDARD + b"3,DARA,open\n")
    assert "already holds an extract" in other.info[0].value
    other.text_input[0].set_value("analyst")
    press(other, "Load")
    assert len(loadings(tmp_path)) == 2
    assert in_force(tmp_path)[0].manifest.accepted == 3


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.csv", b"", "is empty"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00", "is a picture (PNG), not a table"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "of the old kind (.xls)"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "by a password"),
        ("damaged.xlsx", b"PK\x03\x04 and then nothing", "damaged workbook"),
    ],
)
def test_a_file_that_is_no_table_gets_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, words: str
) -> None:
    at = give(run("load", tmp_path, monkeypatch), name, data)
    assert len(at.error) == 1
    assert words in at.error[0].value
    assert loadings(tmp_path) == []


HOSTILE_NAME = "[in](http://evil.example) ![x](//e.ex/x.png) www.evil.example :red[*a*] <b>.png"


def test_a_hostile_file_name_reaches_the_screen_letter_by_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = give(run("load", tmp_path, monkeypatch), HOSTILE_NAME, b"\x89PNG\r\n\x1a\n\x00\x00")
    (error,) = at.error
    assert str(screen.escaped(HOSTILE_NAME)) in error.value
    assert HOSTILE_NAME not in error.value
    good = give(run("load", tmp_path, monkeypatch), HOSTILE_NAME.replace(".png", " 2022-11-28.csv"), STANDARD)
    texts = [
        str(element.value) for kind in ("caption", "markdown", "info", "warning", "error") for element in good.get(kind)
    ]
    assert not [text for text in texts if "[in](" in text or "![x](" in text]


def test_the_demonstration_is_never_loaded_into(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = loadings(demonstration)
    at = give(run("load", demonstration, monkeypatch), "2023-01-31.csv", STANDARD)
    assert "REGISTER names the demonstration register" in at.warning[0].value
    assert "Load" not in [button.label for button in at.button]
    assert loadings(demonstration) == before


def test_without_a_setting_the_load_goes_to_the_readers_own_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REGISTER")
    for module in ("pages.ui.cached.ROOT", "pages.ui.menu.ROOT"):
        monkeypatch.setattr(module, tmp_path)
    goal = load_target.find()
    assert (goal.folder, goal.refusal) == (tmp_path / "data" / "register", None)
    assert "the dashboard shows that one from then on" in goal.words
    load(goal.folder, date(2022, 11, 28), STANDARD.decode())
    assert load_target.find() == load_target.Target(goal.folder, shows_demonstration=False)


def test_a_programmes_file_is_checked_and_kept_with_the_extract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = give(run("load", tmp_path, monkeypatch), "register 2022-11-28.csv", STANDARD)
    reported = b"programme,eia_status\nVictim care,complet\n"
    at.file_uploader[1].set_value(("programmes.csv", reported, "text/csv")).run()
    assert not at.exception
    assert "The programmes file: 1 row read = 1 accepted + 0 repeated + 0 rejected" in headings(at)
    assert any("Did you mean 'complete'?" in str(table.to_numpy()) for table in parts.tables(at))
    at.text_input[0].set_value("oversight analyst")
    press(at, "Load")
    programmes = in_force(tmp_path)[0].manifest.programmes
    assert programmes is not None
    assert (programmes["filename"], programmes["warned"]) == ("programmes.csv", 1)


def test_what_the_file_would_change_is_shown_before_it_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(tmp_path, OCTOBER, "reference,source,status,received_on\n1,DARA,open,2022-01-05\n2,IOPC,open,2022-01-05\n")
    now = "1,DARA,closed,2022-01-05\n2,IOPC,open,2022-01-05\n3,DARA,open,2022-11-02\n"
    data = f"reference,source,status,received_on\n{now}".encode()
    at = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", data)
    assert "This file would change 2 recommendations" in headings(at)
    assert "Compared with the extract of 31 October 2022." in " ".join(parts.headings(at))
    kinds = next(group for group in at.button_group if group.label == "Kind of change")
    assert list(kinds.options) == ["Closed 1", "New 1"]
    changes, listed = parts.tables(at)[:2]
    assert changes.to_dict("list") == {"Change": ["Closed", "New"], "Recommendations": [1, 1]}
    assert (list(listed["Reference"]), list(listed["Before → after"])) == (["1"], ["Open → Closed"])
    kinds.set_value("new").run()
    assert list(parts.tables(at)[1]["Reference"]) == ["3"]
    assert [loading.as_at for loading in in_force(tmp_path)] == [OCTOBER]


def test_the_first_file_is_said_to_be_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", STANDARD)
    assert "This would be the first extract, with 2 recommendations" in headings(at)


def test_a_file_that_is_on_the_register_would_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path, NOVEMBER, STANDARD.decode())
    at = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", STANDARD)
    assert "This file would change nothing" in headings(at)
    assert "the extract of 28 November 2022 that it would replace" in " ".join(parts.headings(at))


INSPECTIONS = b"reference,source,status\n1,HMICFRS,open\n2,HMICFRS,closed\n"
AUDIT = b"reference,source,status\nD1,DARA,open\n"


def test_a_part_is_named_by_its_sources_and_the_next_file_is_taken_to_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = give(run("load", tmp_path, monkeypatch), "2022-10-31.csv", INSPECTIONS)
    assert at.radio[0].value == "The whole register"
    at.radio[0].set_value("One part of it").run()
    assert at.text_input[0].value == "HMICFRS"
    at.text_input[1].set_value("analyst")
    press(at, "Load")
    at = give(run("load", tmp_path, monkeypatch), "2022-10-31.csv", AUDIT)
    assert (at.radio[0].value, at.text_input[0].value) == ("One part of it", "DARA")
    assert any("would have 3 rows = 1 DARA + 2 HMICFRS" in caption.value for caption in at.caption)
    at.text_input[1].set_value("analyst")
    press(at, "Load")
    assert [part.name for part in in_force(tmp_path)[0].manifest.parts] == ["DARA", "HMICFRS"]
    unnamed = give(run("load", tmp_path, monkeypatch), "2022-10-31.csv", AUDIT)
    unnamed.text_input[0].set_value("").run()
    assert unnamed.error[0].value == "'' cannot be the name of a part. Give it a name with letters or digits."
    assert in_force(tmp_path)[0].manifest.accepted == 3


def test_a_missing_part_is_carried_over_by_a_tick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, data in (("HMICFRS", INSPECTIONS), ("DARA", AUDIT)):
        load_part(tmp_path, name, data)
    at = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", INSPECTIONS + b"3,HMICFRS,open\n")
    assert "1 thing is unusual about the extract as a whole" in headings(at)
    box = at.checkbox[0]
    assert box.label == "Carry over DARA from the extract before: 1 recommendation, as they were then"
    assert box.value is False
    box.check().run()
    assert not at.exception
    assert "Nothing about the extract as a whole is out of the ordinary" in headings(at)
    at.text_input[1].set_value("analyst")
    press(at, "Load")
    newest = in_force(tmp_path)[-1].manifest
    assert {part.name: part.carried_over_from for part in newest.parts} == {"DARA": OCTOBER, "HMICFRS": None}
    assert newest.accepted == 4


def load_part(folder: Path, name: str, data: bytes) -> None:
    """Load a part of October's extract."""
    load_extract(
        data, f"{name}.csv", load_layout("standard"), OCTOBER, folder,
        loaded_at=datetime(2022, 11, 1, 9, tzinfo=UTC), loaded_by="analyst", part=name,
    )  # fmt: skip


TRACKER = """Ref,Body,Recommendation,Status,Target date
E1,HMICFRS,Do one thing,On track,31/03/2023
E2,HMICFRS,Do another,Closed,30/04/2023
"""


def first_month(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Map the tracker of October and load it."""
    at = give(run("load", register, monkeypatch), "Tracker 2022-10-31.csv", TRACKER.encode())
    press(at, "Save the layout")
    at.text_input[0].set_value("oversight analyst")
    press(at, "Load")


def pick(at: AppTest, label: str, value: str) -> AppTest:
    """Press one of the buttons under a label."""
    next(group for group in at.button_group if label in group.label.replace("\\", "")).set_value(value).run()
    assert not at.exception
    return at


def test_the_next_month_of_a_tracker_is_a_file_and_a_press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_month(tmp_path, monkeypatch)
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-11-28.csv", TRACKER.encode())
    assert at.text_input[0].value == "oversight analyst"
    line = "As at **28\u00a0November\u00a02022**, from the file name · Layout **Tracker** · Marking **OFFICIAL**"
    assert line in [element.value for element in at.markdown]
    press(at, "Load")
    assert [loading.manifest.loaded_by for loading in in_force(tmp_path)] == ["oversight analyst"] * 2


def test_a_new_word_chosen_beside_the_file_is_read_and_saved_with_the_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_month(tmp_path, monkeypatch)
    data = TRACKER.replace("On track", "Awaiting visit").encode()
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-11-28.csv", data)
    assert "1 word is new to the layout" in headings(at)
    assert "2 rows read = 1 accepted + 0 repeated + 1 rejected" in headings(at)
    pick(at, "“Awaiting visit”, in 1 row", "open")
    assert "2 rows read = 2 accepted + 0 repeated + 0 rejected" in headings(at)
    assert any("“Awaiting visit” means Open" in caption.value.replace("\\", "") for caption in at.caption)
    assert "Awaiting visit" not in (tmp_path / "layouts" / "tracker.toml").read_text(encoding="utf-8")
    press(at, "Load")
    layouts = [loading.layout_text or "" for loading in in_force(tmp_path)]
    assert ["Awaiting visit" in text for text in layouts] == [False, True]
    assert (tmp_path / "layouts" / "tracker.toml").read_text(encoding="utf-8") == layouts[1]


def test_a_proposed_meaning_counts_once_it_is_confirmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_month(tmp_path, monkeypatch)
    data = TRACKER.replace("On track", "In progress").replace("Target date", "Deadline").encode()
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-11-28.csv", data)
    assert "1 column is not under the heading that the layout knows" in headings(at)
    assert "2 rows read = 1 accepted + 0 repeated + 1 rejected" in headings(at)
    press(at, "Confirm 2 proposals")
    assert "2 rows read = 2 accepted + 0 repeated + 0 rejected" in headings(at)
    press(at, "Load")
    assert 'due_on = ["Target date", "Deadline"]' in (in_force(tmp_path)[-1].layout_text or "")


def test_a_needed_column_without_a_heading_waits_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_month(tmp_path, monkeypatch)
    data = TRACKER.replace("Ref,", "Row label,").encode()
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-11-28.csv", data)
    assert any("there is a heading for reference" in caption.value for caption in at.caption)
    assert "Load" not in [button.label for button in at.button]
    pick(at, "Reference was under “Ref”", "Row label")
    assert "2 rows read = 2 accepted + 0 repeated + 0 rejected" in headings(at)


def test_a_month_without_references_has_them_built_and_keeps_those_of_the_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker = TRACKER.replace("one thing", "one thing in every borough").replace("another", "another in custody")
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-10-31.csv", tracker.encode())
    press(at, "Save the layout")
    at.text_input[0].set_value("analyst")
    press(at, "Load")
    data = tracker.replace("Ref,", "").replace("E1,", "").replace("E2,", "").encode()
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-11-28.csv", data)
    assert "References are to be built" in headings(at)
    assert "Load" not in [button.label for button in at.button]
    press(at, "Confirm 1 proposal")
    assert "2 rows read = 2 accepted + 0 repeated + 0 rejected" in headings(at)
    press(at, "Load")
    assert set(read_rows(in_force(tmp_path)[-1].rows)["reference"]) == {"E1", "E2"}
    assert '[built]\nreference = ["source", "text"]' in (in_force(tmp_path)[-1].layout_text or "")


def test_a_month_whose_numbers_restart_is_joined_where_that_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = "No.,Report,Recommendation,Source,Status"
    rows = {name: [f"{n},{name},Do {name} {n} in every borough,HMICFRS,Open" for n in (1, 2, 3)] for name in "AB"}
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-10-31.csv", "\n".join([header, *rows["A"]]).encode())
    press(at, "Save the layout")
    at.text_input[0].set_value("analyst")
    press(at, "Load")
    both = "\n".join([header, *rows["A"], *rows["B"]]).encode()
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-11-28.csv", both)
    assert "References are shared by several rows" in headings(at)
    pick(at, "Reference", "Join “Report” and “No.”")
    for area in at.text_area:
        area.set_value("The numbers restart in each report.")
    press(at, "Load")
    assert sorted(read_rows(in_force(tmp_path)[-1].rows)["reference"]) == ["1", "2", "3", "B / 1", "B / 2", "B / 3"]


def test_our_own_workbook_is_read_in_the_standard_layout_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "1,DARA,closed,2023-06-01,OFFICIAL\n2,IOPC,open,,OFFICIAL\n"
    folder = load(tmp_path / "register", OCTOBER, f"reference,source,status,closed_on,classification\n{rows}")
    export(Register(folder), EVERYTHING, tmp_path / "all.xlsx")
    at = give(run("load", folder, monkeypatch), "all 2022-11-28.xlsx", (tmp_path / "all.xlsx").read_bytes())
    day = "As at **28\u00a0November\u00a02022**, from the file name"
    line = f"{day} · Sheet **Recommendations** · Layout **Standard layout**"
    assert line in [element.value for element in at.markdown]
    assert "This file would change nothing" in headings(at)
    at.text_input[0].set_value("analyst")
    press(at, "Load")
    assert in_force(folder)[-1].manifest.accepted == 2


ACTIONS = b"Ref,Meeting date,Action,Owner,Due date,Status\n1,31/10/2022,Share the figures,Head of Vetting,TBC,Open\n"


def test_an_action_log_is_sent_to_the_meetings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = give(run("load", tmp_path, monkeypatch), "Actions 2022-10-31.csv", ACTIONS)
    assert headings(at)[1:] == ["This file looks like an action log"]
    assert not at.button
    at.checkbox[0].check().run()
    assert "Which of the file's headings is which column of the register" in headings(at)


@pytest.mark.parametrize("name", ["budget.csv", "README.md"])
def test_a_file_that_is_no_register_is_not_mapped(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Cost centre,Budget,Spent\nCustody,100,90\n" if name == "budget.csv" else (ROOT / name).read_text("utf-8")
    at = give(run("load", tmp_path, monkeypatch), name, text.encode())
    assert headings(at)[1:] == ["This file does not look like a register"]
    assert not at.button


def test_what_a_layout_of_ours_learns_is_saved_as_the_analysts_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"reference,source,status\n1,DARA,open\n2,IOPC,Parked\n"
    at = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", data)
    pick(at, "“Parked”, in 1 row", "disputed")
    at.text_input[0].set_value("analyst")
    press(at, "Load")
    assert (tmp_path / "layouts" / "standard-layout-extended.toml").is_file()
    assert in_force(tmp_path)[0].manifest.layout_name == "standard-layout-extended"


def test_every_fault_is_reached_and_the_rare_ones_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"{number},DARA,open,2022-13-{number}\n" for number in range(10, 70))
    data = f"reference,source,status,due_on\n{rows},DARA,open,\n".encode()
    at = give(run("load", tmp_path, monkeypatch), "2022-11-28.csv", data)
    kinds = next(table for table in parts.tables(at) if "Faults" in table)
    assert kinds["Faults"].tolist() == [1, 60]
    assert kinds["Effect"].tolist() == ["Row rejected", "Warning"]
    next(box for box in at.selectbox if box.label == "Kind of fault").set_value(1).run()
    assert at.number_input[0].label == "Page, of 3"
    seen: list[int] = []
    for page in (1, 2, 3):
        at.number_input[0].set_value(page).run()
        seen += next(table for table in parts.tables(at) if "Row" in table)["Row"].tolist()
    assert seen == list(range(2, 62))


def saved(at: AppTest, name: str, act: str) -> AppTest:
    next(box for box in at.selectbox if box.label == "Layout").set_value(name).run()
    next(group for group in at.button_group if group.label == "What to do").set_value(act).run()
    assert not at.exception
    return at


def test_a_saved_layout_is_copied_renamed_edited_deleted_and_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_month(tmp_path, monkeypatch)
    folder = tmp_path / "layouts"
    at = saved(run("load", tmp_path, monkeypatch), "tracker", "Copy")
    press(at, "Copy the layout")
    assert at.success[0].value.replace("\\", "") == "The layout “Tracker” is copied to “Tracker 2”."
    saved(at, "tracker-2", "Rename").text_input[0].set_value("DARA tracker")
    press(at, "Rename the layout")
    text = saved(at, "tracker-2", "Edit its text").text_area[0]
    assert 'title = "DARA tracker"' in text.value
    text.set_value(text.value.replace('"Closed" = "closed"', '"Closed" = "clsed"'))
    press(at, "Save the layout")
    assert "Did you mean 'closed'?" in at.error[0].value
    at.text_area[0].set_value(at.text_area[0].value.replace("clsed", "not accepted"))
    press(at, "Save the layout")
    assert '"Closed" = "not accepted"' in (folder / "tracker-2.toml").read_text(encoding="utf-8")
    kept = (folder / "tracker.toml").read_bytes()
    saved(at, "tracker", "Delete").checkbox[0].set_value(True).run()
    press(at, "Delete the layout")
    assert sorted(path.name for path in folder.iterdir()) == ["tracker-2.toml"]
    assert in_force(tmp_path)[0].layout_text == kept.decode()
    press(at, "Restore")
    assert (folder / "tracker.toml").read_bytes() == kept
    changes = [entry.facts["change"] for entry in recorded() if entry.action == "layout changed"]
    assert changes[:5] == ["restored", "deleted", "edited", "renamed from “Tracker 2”", "copied from “Tracker”"]


def test_a_layout_is_edited_beside_a_file_and_forgets_no_other_month(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_month(tmp_path, monkeypatch)
    data = TRACKER.replace("On track", "Awaiting visit").replace("Recommendation", "What to do").encode()
    at = give(run("load", tmp_path, monkeypatch), "Tracker 2022-11-28.csv", data)
    press(press(at, "Edit this layout"), "Cancel")
    press(at, "Edit this layout")
    pick(at, "Awaiting visit, in 1 row", "disputed")
    press(at, "Save the layout")
    text = (tmp_path / "layouts" / "tracker.toml").read_text(encoding="utf-8")
    assert '"On track" = "open"' in text
    assert '"Awaiting visit" = "disputed"' in text
    assert 'text = ["What to do", "Recommendation"]' in text


def test_the_newest_of_monthly_sheets_is_proposed_each_time_and_another_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    headings_ = ["Ref", "Body", "Recommendation", "Status"]
    book = workbook({f"{month} 22": [headings_, [month, "HMICFRS", "Do it", "Open"]] for month in ("Oct", "Nov")})
    at = run("load", tmp_path, monkeypatch)
    for month in ("Oct 22", "Nov 22"):
        give(at, "tracker.xlsx", book)
        assert "The newest, “Nov 22”, is read. To read another, select Change." in " ".join(
            caption.value for caption in at.caption
        )
        next(box for box in at.selectbox if box.label == "Sheet of the workbook").set_value(month).run()
        if month == "Oct 22":
            press(at, "Save the layout")
            at.text_input[0].set_value("analyst")
        press(at, "Load")
    kept = [read_rows(loading.rows)["reference"].tolist() for loading in in_force(tmp_path)]
    assert (kept, [loading.as_at for loading in in_force(tmp_path)]) == (
        [["Oct"], ["Nov"]],
        [OCTOBER, date(2022, 11, 30)],
    )


def test_sheets_that_say_no_month_are_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = [["Ref", "Body", "Recommendation", "Status"], ["A1", "HMICFRS", "Do it", "Open"]]
    at = give(run("load", tmp_path, monkeypatch), "tracker.xlsx", workbook({"Oct": table, "Nov": table}))
    pick(at, "Which sheet holds the register?", "Nov")
    assert "on the sheet “Nov”" in " ".join(caption.value for caption in at.caption)


def test_a_day_to_come_must_be_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = give(run("load", tmp_path, monkeypatch), "register 2099-11-28.csv", STANDARD)
    assert "1 thing is unusual about the extract as a whole" in headings(at)
    at.text_input[0].set_value("analyst")
    press(at, "Load")
    assert "write why you accept" in at.error[0].value
    assert not in_force(tmp_path)


def test_enter_in_the_field_of_the_role_loads_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser sends a form on Enter unless the form says that it must not."""
    at = give(run("load", tmp_path, monkeypatch), "register 2022-11-28.csv", STANDARD)
    assert [block.proto.form.enter_to_submit for block in at.get("form")] == [False]


def test_a_quotation_mark_that_is_never_closed_is_read_as_text_by_a_press(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b'reference,source,status,text\n1,DARA,open,"5 inch pipes\n2,IOPC,closed,"Train, again"\n'
    at = give(run("load", tmp_path, monkeypatch), "register 2022-11-28.csv", data)
    assert "a quotation mark that opens in row 2, before '5 inch pipes', is never closed" in at.error[0].value
    press(at, "Read the marks as part of the text")
    assert "2 rows read = 2 accepted + 0 repeated + 0 rejected" in headings(at)
    at.text_input[0].set_value("analyst")
    press(at, "Load")
    (loading,) = in_force(tmp_path)
    assert read_rows(loading.rows)["text"].tolist() == ['"5 inch pipes', "Train, again"]
    assert 'quotes = "text"' in (loading.layout_text or "")
    assert "Row 2 has a quotation mark that is never closed" in (loading.path / "faults.csv").read_text()


def test_dates_in_another_order_than_the_layouts_are_read_once_that_is_confirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"R{number},DARA,open,{number}/03/2022" for number in range(1, 29)]
    data = "\n".join(["reference,source,status,due_on", *rows]).encode()
    at = give(run("load", tmp_path, monkeypatch), "register 2022-11-28.csv", data)
    assert "29 cells or rows do not fit the layout" in headings(at)
    press(at, "Confirm 1 proposal")
    assert "No faults were found" in headings(at)
    at.text_input[0].set_value("analyst")
    press(at, "Load")
    due = read_rows(in_force(tmp_path)[0].rows)["due_on"]
    assert sorted(due.dt.date) == [date(2022, 3, number) for number in range(1, 29)]
    at = give(run("load", tmp_path, monkeypatch), "register 2022-12-28.csv", data)
    assert "Dates are written in another order than the layout's" not in headings(at)
    assert "No faults were found" in headings(at)
