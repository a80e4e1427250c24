"""The figures at the head of the Overview: those that the register records, each with its movement and its months."""

from __future__ import annotations

from analytics.charts.sentences import is_as_known_now, since
from analytics.measures.overview import Overview
from analytics.vocabulary import ENGAGE
from analytics.wording import count, listed
from pages.ui.figures import Figure

SPARK_MONTHS = 12


def figures(found: Overview) -> list[Figure]:
    """Open; past the date first agreed; closed and new in the period; waiting to be on-boarded; state not known."""
    drawn = [_open(found), _late(found), _closed(found), _new(found), _waiting(found), _unknown(found)]
    return [figure for figure in drawn if figure is not None]


def _open(found: Overview) -> Figure:
    return _stock(found, "Open", "open", "open", caption=_of_the_open(found))


def _late(found: Overview) -> Figure | None:
    if not found.recorded & {"original_due_on", "due_on"}:
        return None
    masked, undated = found.now.overdue_masked, found.now.late_no_current_date
    parts = [f"{count(masked)} {'has' if masked == 1 else 'have'} a new date"] if masked else []
    parts += [f"{count(undated)} {'has' if undated == 1 else 'have'} no current date"] if undated else []
    return _stock(
        found,
        "Past the date first agreed",
        "overdue_original",
        "overdue_original",
        caption=listed(parts) if parts else "",
    )


def _waiting(found: Overview) -> Figure | None:
    if "onboarded_on" not in found.recorded and not found.months["awaiting_onboarding"].any():
        return None
    rows = found.by[(found.by["by_column"] == "status") & (found.by["value"] == "awaiting on-boarding")]
    fresh = int(rows["new"].sum())
    caption = f"{count(fresh)} of them received since then" if fresh and found.before else ""
    return _stock(found, "Waiting to be on-boarded", "awaiting_onboarding", "awaiting_onboarding", caption=caption)


def _unknown(found: Overview) -> Figure | None:
    if not found.now.state_unknown:
        return None
    return _stock(found, "State not known", "state_unknown", "state_unknown", caption="The register does not say")


def _closed(found: Overview) -> Figure:
    also = found.flow.withdrawn_or_merged
    return _flow(found, "Closed", "closed", f"and {count(also)} withdrawn or merged" if also and found.before else "")


def _new(found: Overview) -> Figure:
    also = found.flow.late_recorded
    return _flow(found, "New", "new", f"and {count(also)} recorded late" if also and found.before else "")


def _stock(found: Overview, label: str, term: str, series: str, *, caption: str) -> Figure:
    """A figure of the as-at day, and how it moved since the extract before."""
    value = int(getattr(found.now, term))
    return Figure(
        label=label,
        value=value,
        move=value - int(getattr(found.before, term)) if found.before else None,
        since=_moved_since(found, term) if found.before else "",
        series=_months(found, series),
        caption=caption,
    )


def _moved_since(found: Overview, term: str) -> str:
    """The day of the movement; where that day is known otherwise now, that the movement is from what was reported."""
    return f"since {since(found)}" if is_as_known_now(found, term) else f"from {since(found)}’s report"


def _flow(found: Overview, label: str, term: str, caption: str) -> Figure:
    """A figure of the period; it moves on the month before where the period is the as-at day's month."""
    value = int(getattr(found.flow, term))
    by_month = found.months[term]
    is_month = found.since == found.months["day"].iloc[-2]
    usual = round(by_month.iloc[-SPARK_MONTHS:].mean())
    return Figure(
        label=f"{label} in {found.as_at:%B}" if is_month else f"{label} since {since(found)}",
        value=value,
        move=value - int(by_month.iloc[-2]) if is_month else None,
        since=f"against {found.since:%B}" if is_month else "",
        series=_months(found, term) if by_month.any() else (),
        kind="bars",
        caption=caption or f"{count(usual)} in an average month",
    )


def _months(found: Overview, column: str) -> tuple[int, ...]:
    return tuple(int(value) for value in found.months[column].iloc[-SPARK_MONTHS:])


def _of_the_open(found: Overview) -> str:
    tags = found.by[(found.by["by_column"] == "tag") & (found.by["value"] == ENGAGE)]
    engaged = int(tags["open"].sum())
    if engaged:
        return f"{count(engaged)} of them {'is' if engaged == 1 else 'are'} in Engage"
    proposed = found.now.proposed_for_closure
    return f"{count(proposed)} proposed for closure" if proposed else ""
