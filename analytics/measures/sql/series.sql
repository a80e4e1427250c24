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
    from met where state in ('outstanding', 'unknown')
)
select
    place,
    sum(n) filter (state = 'outstanding') as outstanding,
    sum(n) filter (status in ('open', 'proposed for closure')) as open,
    sum(n) filter (status = 'awaiting on-boarding') as awaiting_onboarding,
    sum(n) filter (status = 'disputed') as disputed,
    sum(n) filter (overdue_original) as overdue_original,
    sum(n) filter (overdue_original and status in ('open', 'proposed for closure')) as open_overdue_original,
    sum(n) filter (overdue_current) as overdue_current,
    sum(n) filter (overdue_masked) as overdue_masked,
    sum(n) filter (late_no_current_date) as late_no_current_date,
    sum(n) filter (state = 'unknown') as state_unknown,
    sum(n) filter (was = 'not yet' and is_dated) as new,
    sum(n) filter (was = 'not yet' and not is_dated) as late_recorded,
    sum(n) filter (was in ('closed', 'withdrawn or merged') and state = 'outstanding') as reopened,
    sum(n) filter (was = 'dropped' and state = 'outstanding') as returned,
    coalesce(sum(n) filter (was = 'unknown' and state = 'outstanding'), 0)
        - coalesce(sum(n) filter (was in ('not yet', 'outstanding') and state = 'unknown'), 0) as corrected,
    sum(n) filter (was in ('not yet', 'outstanding') and state = 'closed') as closed,
    sum(n) filter (was in ('not yet', 'outstanding') and state = 'withdrawn or merged') as withdrawn_or_merged,
    sum(n) filter (was in ('not yet', 'outstanding') and state = 'dropped') as dropped
from edge
group by place
