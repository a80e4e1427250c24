"""What a record must say before it is kept, each want a sentence for whoever wrote it."""

from __future__ import annotations

from analytics.meetings.records import Action, ActionState, Decision, Letter, Record


def missing_requirements(record: Record) -> tuple[str, ...]:
    """Every reason for which the record cannot be kept; none where it can."""
    match record:
        case Action():
            return _action_requirements(record)
        case Decision():
            return _unless(record.text, "A decision needs its text.")
        case Letter():
            return _unless(record.subject, "A letter needs to say what it is about.")
    return ()


def _action_requirements(action: Action) -> tuple[str, ...]:
    result = _unless(action.text, "An action needs its text.")
    result += _unless(action.owner_role, "An action needs an owner: the role that carries it out.")
    if action.state == ActionState.OPEN and action.completed_on is not None:
        result += ("An open action has no day on which it ended.",)
    if action.state != ActionState.OPEN and action.completed_on is None:
        result += (f"An action that is {action.state} needs the day on which it ended.",)
    return result


def _unless(text: str, want: str) -> tuple[str, ...]:
    return () if text.strip() else (want,)
