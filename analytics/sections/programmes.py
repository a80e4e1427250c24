"""The words and the tables of what the programmes file says."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.english import count, day, has_have, is_are, listed, plural, sentence_case, unbroken_day
from analytics.intake.programmes import COLUMNS, LABELS
from analytics.measures.programmes import Programmes

ABSENT = "Not recorded in this register: no programmes file came with this extract."
_SHOWN = ("mandate_status", "sro_role", "sro_trained", "eia_status", "ended_on")


def heading(programmes: Programmes) -> str:
    """How many of the programmes that have not ended have no approved mandate."""
    still_running, lacking = len(programmes.current_programmes()), len(programmes.lacking("mandate_status", "approved"))
    if not still_running:
        return "No programme of the file is still running"
    running = f"{plural(still_running, 'programme')} still running"
    if still_running == 1:
        return f"The one programme still running has {'no' if lacking else 'an'} approved mandate"
    if not lacking:
        return f"All {running} have an approved mandate"
    part = (
        f"None of the {running} has an"
        if lacking == still_running
        else (f"{count(lacking)} of the {running} {has_have(lacking)} no")
    )
    return f"{part} approved mandate"


def source_file_note(programmes: Programmes) -> str:
    """From which file that is, and how many programmes of it have ended and are not counted."""
    ended = len(programmes.rows) - len(programmes.current_programmes())
    text = f"From the programmes file of {day(programmes.extract_day)}"
    if not ended:
        return text
    return f"{text}. {count(ended)} that {has_have(ended)} ended {is_are(ended)} listed last and not counted"


def gaps(programmes: Programmes) -> str:
    """What is missing besides: training, assessments, and programmes that the file does not name."""
    text = []
    if without_owner := sum(1 for row in programmes.current_programmes() if row.sro_role is None):
        text.append(f"{plural(without_owner, 'programme')} without an SRO role")
    text += [f"{plural(number, 'SRO')} {words}" for words, number in _untrained(programmes).items() if number]
    if unassessed := len(programmes.lacking("eia_status", "complete")):
        text.append(f"{plural(unassessed, 'equality impact assessment')} not complete")
    if unnamed := programmes.not_named():
        text.append(f"not in the programmes file: {listed(unnamed)}")
    return (
        f"Exceptions: {'; '.join(text)}."
        if text
        else "Every programme has an SRO who is trained, and a complete equality impact assessment."
    )


def _untrained(programmes: Programmes) -> dict[str, int]:
    """Of the programmes that have an SRO role, how many SROs are not trained, and of how many nothing is said."""
    answers = [row.sro_trained for row in programmes.current_programmes() if row.sro_role is not None]
    return {"not trained": answers.count("no"), "not said to be trained": answers.count(None)}


def table(programmes: Programmes) -> pd.DataFrame:
    """The programmes with how many are open, mandate, SRO and assessment as read; those still running first."""
    rows = sorted(programmes.rows, key=lambda row: (row.has_ended(programmes.as_at), row.programme))
    frame = pd.DataFrame({"Programme": [row.programme for row in rows]})
    frame["Open"] = [programmes.open.get(row.programme, 0) for row in rows]
    for name in _SHOWN:
        frame[LABELS[name]] = [_cell(getattr(row, name)) for row in rows]
    return frame


def orphans(programmes: Programmes) -> str:
    """How many open ones an ended programme leaves behind."""
    left = programmes.orphaned()
    number = sum(left.values())
    if not number:
        return "No open recommendation belongs to a programme that has ended"
    verb = "belongs" if number == 1 else "belong"
    programmes_ended = "a programme that has ended" if len(left) == 1 else "programmes that have ended"
    return f"{plural(number, 'open recommendation')} {verb} to {programmes_ended}"


def programme_details(programmes: Programmes, name: str) -> list[tuple[str, str]]:
    """What the file says of one programme, a line a column; what it leaves blank is said to be."""
    row = programmes.named(name)
    if row is None:
        return []
    details = [(column.label, getattr(row, column.name)) for column in COLUMNS[1:] if column.name != "ended_on"]
    ended = [("Ended", row.ended_on)] if row.ended_on else []
    return [(label, _cell(value) or "Not recorded") for label, value in [*details, *ended]]


def _cell(value: str | date | None) -> str:
    if isinstance(value, date):
        return unbroken_day(value)
    return sentence_case(value) if value else ""
