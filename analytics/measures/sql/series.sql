-- One row per place in $days on which anything begins or is over: by how much each stock changes there, and every term of
-- the stock and flow since the day before but moves.
with met as (
    select n, first_n, last_n, was, state, status, is_dated,
        overdue_original, overdue_current, overdue_masked, late_no_current_date
    from walk_tally
    where {where}
),
edge as (
    select first_n as place, n, was, state, status, is_dated,
        overdue_original, overdue_current, overdue_masked, late_no_current_date
    from met
    union all
    select last_n + 1, -n, null, state, status, is_dated,
        overdue_original, overdue_current, overdue_masked, late_no_current_date
    from met where state in (state_outstanding(), state_unknown())
)
select
    place,
    sum(n) filter (is_outstanding(state)) as outstanding,
    sum(n) filter (is_open(status)) as open,
    sum(n) filter (status = status_awaiting()) as awaiting_onboarding,
    sum(n) filter (status = status_disputed()) as disputed,
    sum(n) filter (overdue_original) as overdue_original,
    sum(n) filter (overdue_original and is_open(status)) as open_overdue_original,
    sum(n) filter (overdue_current) as overdue_current,
    sum(n) filter (overdue_masked) as overdue_masked,
    sum(n) filter (late_no_current_date) as late_no_current_date,
    sum(n) filter (state = state_unknown()) as state_unknown,
    sum(n) filter (was = state_not_yet() and is_dated) as new,
    sum(n) filter (was = state_not_yet() and not is_dated) as late_recorded,
    sum(n) filter (has_ended(was) and is_outstanding(state)) as reopened,
    sum(n) filter (was = state_dropped() and is_outstanding(state)) as returned,
    coalesce(sum(n) filter (was = state_unknown() and is_outstanding(state)), 0)
        - coalesce(sum(n) filter (was in (state_not_yet(), state_outstanding()) and state = state_unknown()), 0) as corrected,
    sum(n) filter (was in (state_not_yet(), state_outstanding()) and state = state_closed()) as closed,
    sum(n) filter (was in (state_not_yet(), state_outstanding()) and state = state_withdrawn()) as withdrawn_or_merged,
    sum(n) filter (was in (state_not_yet(), state_outstanding()) and state = state_dropped()) as dropped
from edge
group by place
