-- One row per place in $days on which anything begins or is over: by how much each stock changes there, and every term of
-- the stock and flow since the day before but moves.
-- Reads: series_groups
with span as (
    select n, first_n, last_n, true as inside, was, state as now, status, is_dated as is_new,
        overdue_original, overdue_current, overdue_masked, late_no_current_date
    from series_groups
    where is_chosen
),
edge as (
    select first_n as place, n, inside, was, now, status, is_new,
        overdue_original, overdue_current, overdue_masked, late_no_current_date
    from span
    union all
    select last_n + 1, -n, inside, null, now, status, is_new,
        overdue_original, overdue_current, overdue_masked, late_no_current_date
    from span where now in (state_outstanding(), state_unknown())
)
select
    place,
    sum(n) filter (is_outstanding(now)) as outstanding,
    sum(n) filter (is_open(status)) as open,
    sum(n) filter (status = status_awaiting()) as awaiting_onboarding,
    sum(n) filter (status = status_disputed()) as disputed,
    sum(n) filter (overdue_original) as overdue_original,
    sum(n) filter (overdue_original and is_open(status)) as open_overdue_original,
    sum(n) filter (overdue_current) as overdue_current,
    sum(n) filter (overdue_masked) as overdue_masked,
    sum(n) filter (late_no_current_date) as late_no_current_date,
    sum(n) filter (now = state_unknown()) as state_unknown,
    {terms}
from edge
group by place
