"""The schemas of what the API gives, in the words of OpenAPI 3.1: rows of tables, and the two documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.api.columns import EVENT, EXTRACT, TERMS, ApiColumn, Type
from analytics.api.subjects import SubjectMeasure

Schema = dict[str, Any]

_TYPES: dict[Type, Schema] = {
    "text": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "format": "date-time"},
    "number": {"type": "integer"},
    "list": {"type": "array", "items": {"type": "string"}},
    "boolean": {"type": "boolean"},
}


def row(columns: Sequence[ApiColumn]) -> Schema:
    """A row of these columns."""
    return _object({column.name: _cell(column) for column in columns})


def subject(parts: Mapping[str, SubjectMeasure]) -> Schema:
    """The measures of a subject, each with its definition; their own members are those that the definition names."""
    return _object(
        {name: {"type": ["object", "array"], "description": part.definition} for name, part in parts.items()}
    )


def _cell(column: ApiColumn) -> Schema:
    schema = dict(_TYPES[column.type])
    if column.values:
        schema["enum"] = list(map(str, column.values))
    if not column.is_filled:
        schema["type"] = [schema["type"], "null"]
        schema |= {"enum": [*schema["enum"], None]} if column.values else {}
    return {**schema, "description": column.meaning}


def _object(properties: Mapping[str, Schema], meaning: str = "") -> Schema:
    """An object with all of these members and no other."""
    described = {"description": meaning} if meaning else {}
    return {
        "type": "object",
        **described,
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _by_name(value: Schema, meaning: str) -> Schema:
    """An object whose names are values of the register."""
    return {"type": "object", "description": meaning, "additionalProperties": value}


def _numbers(meanings: Mapping[str, str]) -> dict[str, Schema]:
    return {name: {**_TYPES["number"], "description": meaning} for name, meaning in meanings.items()}


def _known_numbers(meanings: Mapping[str, str]) -> dict[str, Schema]:
    """Numbers that are null on a day so early that they are not recorded."""
    return {name: {"type": ["integer", "null"], "description": meaning} for name, meaning in meanings.items()}


def _day(meaning: str) -> Schema:
    return {**_TYPES["date"], "description": meaning}


_DAYS = {"as_at": _day("The day that the figures are about."), "known_at": _day("The day whose knowledge is used.")}
_PERIOD = {
    "from": _day("The first day of the period."),
    "to": _day("The last day of the period."),
    **_known_numbers({name: meaning for name, meaning in TERMS.items() if name != "residual"}),
    **_known_numbers({"closing": "Outstanding at the end of the period.", "residual": TERMS["residual"]}),
    "movement_shown": {
        **_TYPES["boolean"],
        "description": "False where the register does not show movement so early: the terms are then none.",
    },
}
_STATEMENT = "The stock and flow of the period: opening, what came and went, closing. A status filter is left out."
_COUNTS = _known_numbers(
    {
        "open": "Open, those proposed for closure included.",
        "closed": "Closed for any reason, on the as-at day.",
        "outstanding": "Outstanding: open, awaiting on-boarding or disputed.",
        "new": "Received since the first day of the period.",
    }
)

FIGURES = _object(
    {
        **_DAYS,
        "latest_extract": _day("The newest extract used. On a later as-at day, where things stand is as it has it."),
        "stock_shown": {
            **_TYPES["boolean"],
            "description": "False where how many there were on so early a day is not recorded: each number is null.",
        },
        **_known_numbers(
            {
                "outstanding": "Open, awaiting on-boarding and disputed together.",
                "open": "Open, those proposed for closure included.",
                "awaiting_onboarding": "Awaiting on-boarding.",
                "disputed": "Disputed.",
                "proposed_for_closure": "Proposed for closure.",
                "closed": "Closed for any reason.",
                "not_accepted": "Not accepted.",
                "state_unknown": "Where they stand is not known.",
                "dropped": "No longer on the register.",
                "reports": "Reports that the open recommendations come from.",
            }
        ),
        "by": _by_name(
            _by_name(_object(_COUNTS), "By the value of the column; blank where none is recorded."), "By column."
        ),
        "period": _object(_PERIOD, _STATEMENT),
        "overdue": _object(
            _known_numbers(
                {
                    "original": "Outstanding and past the date first agreed.",
                    "current": "Outstanding and past the current date.",
                    "masked": "Outstanding and past the date first agreed but not the current one.",
                    "late_no_current_date": "Outstanding and past the date first agreed, with no current due date.",
                    "no_due_date": "Outstanding with no current due date.",
                }
            ),
            "How many are late. Due on the as-at day is not late.",
        ),
        "age": _by_name({"type": ["integer", "null"]}, "Outstanding, by how long ago they were received."),
    }
)
"""The figures, as `measures.figures` gives them."""

CHANGES = _object(
    {
        "since": _day("The first day."),
        "until": _day("The second day, the as-at day."),
        "known_at": _DAYS["known_at"],
        "latest_extract": _day("The newest extract used; the period ends on it where the as-at day is later."),
        "counts": _by_name(_TYPES["number"], "How many recommendations each kind of event happened to."),
        "references": _by_name(_TYPES["list"], "Which recommendations each kind of event happened to."),
        "period": _object(_PERIOD, _STATEMENT),
        "events": {"type": "array", "items": row(EVENT), "description": "Every event, the latest first."},
    }
)
"""The changes, as `measures.changes` gives them."""

_SENTENCES = {"type": "object", "properties": {"message": {"type": "string"}}, "required": ["message"]}
_LIST: Schema = {"type": "array"}

LOADING = _object(
    {
        "extract": {
            "oneOf": [row(EXTRACT), {"type": "null"}],
            "description": "The extract that was loaded; null where the file was only checked.",
        },
        "check": _object(
            {
                **_numbers(
                    {
                        "read": "Rows read: accepted, repeated and rejected together.",
                        "accepted": "Rows that are, or would be, on the register.",
                        "repeated": "Rows that repeat another in every column that is read.",
                        "rejected": "Rows that are not, or would not be, on the register.",
                    }
                ),
                "faults": {**_LIST, "items": _SENTENCES, "description": "Rows and cells that do not fit."},
                "anomalies": {**_LIST, "items": _SENTENCES, "description": "What is unusual about the whole extract."},
                "parts": {**_LIST, "description": "The parts of the extract, where the file is one of several."},
                "to_accept": {**_TYPES["list"], "description": "What has to be accepted with a reason."},
                "changes": {**_LIST, "description": "What would change, by kind, with the references."},
            },
            "What the check found, as python -m analytics check --json prints it.",
        ),
    }
)
"""What is answered where an extract is sent."""
