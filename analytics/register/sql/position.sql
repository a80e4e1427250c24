-- One row per recommendation that the extracts know of, as it stands on $as_at; those not yet born included.
-- Reads: span, version
select
    span.span, span.recommendation, span.version, span.state, span.status, span.ended_on, span.ended_from, span.is_timed,
    span.closed_on, span.born_on, span.is_dated, span.redatings, span.first_agreed_on,
    span.overdue_original, span.overdue_current, span.overdue_masked, span.late_no_current_date, span.no_due_date,
    span.source, span.kind, span.risk, span.strategic_priority, span.delivery_route, span.programme,
    span.business_group, span.theme, span.report_number, span.classification, span.close_reason, span.due_on, span.aged_from,
    date_diff('day', span.due_on, $as_at) as days_late,
    date_diff('day', span.first_agreed_on, $as_at) as days_late_original,
    date_diff('day', span.first_agreed_on, span.due_on) as slip_days,
    version.tags
from {span} as span
join version on version.id = span.version
where span.from_day <= $as_at and $as_at < span.to_day
