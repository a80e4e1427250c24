-- One row per recommendation that the extracts know of, as it stands on $as_at; those not yet born included.
select
    span, recommendation, version, state, status, ended_on, ended_from, is_timed, born_on, is_dated, redatings, first_agreed_on,
    overdue_original, overdue_current, overdue_masked, no_due_date,
    source, kind, risk, strategic_priority, delivery_route, programme, business_group, theme, report,
    classification, close_reason, due_on, aged_from,
    date_diff('day', due_on, $as_at) as days_late,
    date_diff('day', first_agreed_on, due_on) as slip_days
from {spans}
where from_day <= $as_at and $as_at < to_day
